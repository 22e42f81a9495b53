//! The teams while an import is planned: found by what the HR system calls them or by name, or made.

use super::check::circles;
use crate::{TeamId, Version, person::LONGEST_NAME, person::Name, team::Team};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What begins the labels of teams that were made from who reports to whom.
pub(super) const LINE: &str = "line:";

/// The teams there are, by label and by name.
pub(super) struct Book {
    by_label: BTreeMap<String, TeamId>,
    by_name: BTreeMap<String, TeamId>,
    /// Names that teams have, small. Not all of them find the team: see [`Book::make`].
    taken: BTreeSet<String>,
    /// By how many a name that is taken was counted up, so that many alike do not count from the start each time.
    counted: BTreeMap<String, usize>,
}

impl Book {
    pub(super) fn new(teams: &BTreeMap<TeamId, Team>) -> Self {
        let mut book =
            Self { by_label: BTreeMap::new(), by_name: BTreeMap::new(), taken: BTreeSet::new(), counted: BTreeMap::new() };
        for team in teams.values().filter(|team| team.active) {
            if let Some(label) = &team.label {
                book.by_label.entry(label.clone()).or_insert(team.id);
            }
            let name = team.name.as_str().to_lowercase();
            book.by_name.entry(name.clone()).or_insert(team.id);
            book.taken.insert(name);
        }
        book
    }

    pub(super) fn by_label(&self, label: &str) -> Option<TeamId> {
        self.by_label.get(label).copied()
    }

    /// The team of this label, else of this name.
    pub(super) fn find(&self, text: &str) -> Option<TeamId> {
        self.by_label(text).or_else(|| self.by_name.get(&text.to_lowercase()).copied())
    }

    /// Lets teams that a file has by their labels be found by another name no longer: there it means another team.
    pub(super) fn by_labels_only<'a>(&mut self, labels: impl Iterator<Item = &'a str>) {
        let found: BTreeSet<(TeamId, String)> =
            labels.filter_map(|label| Some((self.by_label(label)?, label.to_lowercase()))).collect();
        let ids: BTreeSet<TeamId> = found.iter().map(|(team, _)| *team).collect();
        self.by_name.retain(|name, team| !ids.contains(team) || found.contains(&(*team, name.clone())));
    }

    /// Makes a team that the HR system calls so.
    pub(super) fn add(&mut self, label: &str, draw: &mut dyn FnMut() -> Uuid) -> Team {
        let name = self.free(&tidied(label));
        self.make(name, label, draw)
    }

    /// Makes the team of somebody, whose main post has this key.
    pub(super) fn add_line(&mut self, lead: &Name, key: &str, draw: &mut dyn FnMut() -> Uuid) -> Team {
        let name = fitting(lead.as_str(), "'s team");
        let name =
            if self.is_taken(&name) { self.free(&fitting(lead.as_str(), &format!("'s team ({})", start(key)))) } else { name };
        self.make(name, &format!("{LINE}{key}"), draw)
    }

    fn make(&mut self, name: String, label: &str, draw: &mut dyn FnMut() -> Uuid) -> Team {
        let name = Name::new(&name).or_else(|_| Name::new(label)).or_else(|_| Name::new("Team"));
        let name = name.expect("the last of them is a name");
        let team = Team {
            id: TeamId::from_uuid(draw()),
            name,
            parent: None,
            lead: None,
            guests: Vec::new(),
            label: Some(label.to_owned()),
            active: true,
            version: Version::default(),
        };
        // A name that was tidied here is none that the file knows: of `eng_lead` and `Eng lead` in one file each is a team of
        // its own, in whichever order they stand.
        let small = team.name.as_str().to_lowercase();
        if small == label.to_lowercase() {
            self.by_name.entry(small.clone()).or_insert(team.id);
        }
        self.taken.insert(small);
        self.by_label.entry(label.to_owned()).or_insert(team.id);
        team
    }

    fn is_taken(&self, name: &str) -> bool {
        self.taken.contains(&name.to_lowercase())
    }

    /// This name, or with the first number that no other team has.
    fn free(&mut self, name: &str) -> String {
        if !self.is_taken(name) {
            return name.to_owned();
        }
        let mut number = self.counted.get(&name.to_lowercase()).copied().unwrap_or(1);
        loop {
            number += 1;
            let counted = fitting(name, &format!(" ({number})"));
            if !self.is_taken(&counted) {
                self.counted.insert(name.to_lowercase(), number);
                return counted;
            }
        }
    }
}

/// A key as far as it fits into a name.
fn start(key: &str) -> String {
    key.chars().take(LONGEST_NAME / 2).collect()
}

/// A name with an ending, cut so that both fit.
fn fitting(name: &str, ending: &str) -> String {
    let room = LONGEST_NAME.saturating_sub(ending.chars().count());
    let name: String = name.chars().take(room).collect();
    format!("{}{ending}", name.trim_end())
}

/// A label as a name: `cody_strat_lead` is "Cody strat lead".
fn tidied(label: &str) -> String {
    if !label.contains('_') || label.contains(' ') {
        return label.to_owned();
    }
    let words = label.split('_').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => fitting(&format!("{}{}", first.to_uppercase(), letters.as_str()), ""),
        None => label.to_owned(),
    }
}

/// Takes parents away from new teams that would be part of themselves: from the last one of each circle.
pub(super) fn open_circles(teams: &mut BTreeMap<TeamId, Team>, new: &[TeamId]) {
    let place: BTreeMap<TeamId, usize> = new.iter().enumerate().map(|(place, id)| (*id, place)).collect();
    for circle in circles(new, |id| teams.get(&id)?.parent) {
        let last = circle.iter().filter_map(|id| Some((place.get(id)?, *id))).max();
        if let Some(team) = last.and_then(|(_, id)| teams.get_mut(&id)) {
            team.parent = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_with_underscores_become_names() {
        assert_eq!(tidied("cody_strat_lead"), "Cody strat lead");
        assert_eq!(tidied("Sales EMEA"), "Sales EMEA");
        assert_eq!(tidied("a_b c"), "a_b c");
        assert_eq!(tidied("___"), "___");
    }

    #[test]
    fn names_that_are_taken_are_counted_up_and_stay_within_their_length() {
        let mut book = Book::new(&BTreeMap::new());
        let mut number = 0;
        let mut draw = || {
            number += 1;
            Uuid::from_u128(number)
        };
        let mut name = |label: &str| book.add(label, &mut draw).name.to_string();
        assert_eq!([name("a_b"), name("a__b"), name("_a_b")], ["A b", "A b (2)", "A b (3)"]);
        let long = "x".repeat(LONGEST_NAME);
        assert_eq!(name(&long), long);
        assert_eq!(name(&long.to_uppercase()), format!("{} (2)", "X".repeat(LONGEST_NAME - 4)));
    }
}
