//! The directory: everybody and every team at one moment, with the ways in which they are looked for.
//!
//! A directory never changes; [`Directory::with`] makes the next one and shares what stays the same.
//!
//! Stored records may be wrong: a manager who does not exist, people who report to each other in a circle. Nothing here
//! fails for that. In a circle, the first by name counts as reporting to nobody; the same goes for teams.

mod chart;
mod fold;
mod grouped;
mod label;
mod records;
mod resolve;
mod search;
mod vocabulary;

#[cfg(test)]
mod tests;

use crate::{Email, PersonId, TeamId, person::Person, team::Team};
use fold::fold;
use grouped::{Forest, Grouped};
use label::Labels;
use records::Records;
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    sync::{Arc, OnceLock},
};

pub use chart::ChartRow;
pub use resolve::{Resolved, ResolvedTeam};
pub use search::{LONGEST_QUERY, NotARole, Query, Role};

/// A text without case, accents and repeated white space: two names are the same when these are.
pub(crate) fn folded(text: &str) -> String {
    fold(text)
}

/// Everybody and every team at one moment. A clone is the same directory, and costs nothing.
///
/// "By name" means without regard to case and accents; those of the same name always come in the same order.
#[derive(Clone)]
pub struct Directory(Arc<Everything>);

struct Everything {
    people: Arc<Records<Person>>,
    teams: Arc<Records<Team>>,
    /// Active people under active managers.
    lines: Forest,
    reports: Grouped<PersonId>,
    roots: Vec<PersonId>,
    /// Active teams under their parents, closed ones too.
    tree: Forest,
    subteams: Grouped<TeamId>,
    rows: Vec<TeamRow>,
    members: Grouped<PersonId>,
    members_below: Vec<usize>,
    led: Grouped<TeamId>,
    /// Who has an address, by address; of several with the same one the active one first.
    by_email: Vec<usize>,
    locations: OnceLock<Vec<(String, usize)>>,
    labels: OnceLock<Labels>,
}

/// A team in the tree of all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TeamRow {
    /// Which.
    pub id: TeamId,
    /// How many teams are above it.
    pub depth: u32,
}

impl fmt::Debug for Directory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (people, teams) = (self.people().len(), self.teams().len());
        f.debug_struct("Directory").field("people", &people).field("teams", &teams).finish_non_exhaustive()
    }
}

impl Directory {
    /// Of these people and teams; of several with the same id the last.
    pub fn of(people: Vec<Person>, teams: Vec<Team>) -> Self {
        Self::from_records(Arc::new(Records::of(people)), Arc::new(Records::of(teams)))
    }

    /// With these records added, or in place of those with the same id.
    #[must_use]
    pub fn with(&self, people: Vec<Person>, teams: Vec<Team>) -> Self {
        let now = &*self.0;
        Self::from_records(
            if people.is_empty() { Arc::clone(&now.people) } else { Arc::new(now.people.with(people)) },
            if teams.is_empty() { Arc::clone(&now.teams) } else { Arc::new(now.teams.with(teams)) },
        )
    }

    fn from_records(people: Arc<Records<Person>>, teams: Arc<Records<Team>>) -> Self {
        let managers = people.all().iter().map(|known| known.record.manager.filter(|_| known.record.active));
        let lines = Forest::of(managers.map(|manager| people.active_place(manager?)).collect());
        let active = 0..people.active().len();
        let roots = active.clone().filter(|place| lines.above(*place).is_none()).map(|place| people.id(place)).collect();

        let parents = teams.all().iter().map(|known| known.record.parent.filter(|_| known.record.active));
        let tree = Forest::of(parents.map(|parent| teams.place(parent?)).collect());
        let is_top = |place: &usize| tree.above(*place).is_none_or(|above| above >= teams.active().len());
        let top: Vec<_> = (0..teams.active().len()).filter(is_top).collect();
        let rows = tree.pre_order(&top).map(|(place, depth)| TeamRow { id: teams.id(place), depth }).collect();
        let home = |place: usize| Some((teams.place(people.all()[place].record.team?)?, people.id(place)));
        let members = Grouped::of(teams.all().len(), active.filter_map(home));
        let with_below = |place| tree.pre_order(&[place]).map(|(place, _)| members.at(place).len()).sum();
        let members_below = (0..teams.all().len()).map(with_below).collect();
        let lead = |known: &Arc<records::Known<Team>>| Some((people.place(known.record.lead?)?, known.record.id));
        let led = Grouped::of(people.all().len(), teams.active().iter().filter_map(lead));

        let mut by_email: Vec<_> = (0..people.all().len()).filter(|place| people.all()[*place].record.email.is_some()).collect();
        by_email.sort_by_key(|place| people.all()[*place].record.email.as_ref());
        Self(Arc::new(Everything {
            reports: lines.children().map(|place| people.id(*place)),
            subteams: tree.children().map(|place| teams.id(*place)),
            people,
            teams,
            lines,
            roots,
            tree,
            rows,
            members,
            members_below,
            led,
            by_email,
            locations: OnceLock::new(),
            labels: OnceLock::new(),
        }))
    }

    /// Who this is, also of those who left.
    pub fn person(&self, id: PersonId) -> Option<&Arc<Person>> {
        self.0.people.get(id).map(|known| &known.record)
    }

    /// Which team this is, also of those that were closed.
    pub fn team(&self, id: TeamId) -> Option<&Arc<Team>> {
        self.0.teams.get(id).map(|known| &known.record)
    }

    /// Every team, closed ones too.
    pub fn every_team(&self) -> impl Iterator<Item = &Arc<Team>> {
        self.0.teams.all().iter().map(|known| &known.record)
    }

    /// Everybody who did not leave, by name.
    pub fn people(&self) -> &[PersonId] {
        self.0.people.active_ids()
    }

    /// Who left, by name.
    pub fn left(&self) -> &[PersonId] {
        self.0.people.other_ids()
    }

    /// The teams that are not closed: each before those below it, side by side by name. A team whose parent is closed or
    /// does not exist is at the top.
    pub fn teams(&self) -> &[TeamRow] {
        &self.0.rows
    }

    /// The active people who report to this one, by name; nobody when they left.
    pub fn reports(&self, manager: PersonId) -> &[PersonId] {
        self.0.people.place(manager).map_or(&[], |place| self.0.reports.at(place))
    }

    /// How many active people are in the whole line below.
    pub fn below(&self, manager: PersonId) -> usize {
        self.0.people.place(manager).map_or(0, |place| self.0.lines.below(place))
    }

    /// The active people who report to nobody, or to somebody who left or does not exist; by name.
    pub fn roots(&self) -> &[PersonId] {
        &self.0.roots
    }

    /// The active people above this one, nearest first. Of who left: the manager they last had, and above.
    pub fn line_up(&self, person: PersonId) -> Vec<PersonId> {
        self.places_up(person).map(|place| self.0.people.id(place)).collect()
    }

    /// Whether `senior` is above `person`. Nobody is above themselves.
    pub fn is_in_line(&self, senior: PersonId, person: PersonId) -> bool {
        let Some(senior) = self.0.people.place(senior) else { return false };
        self.places_up(person).any(|place| place == senior)
    }

    fn places_up(&self, person: PersonId) -> impl Iterator<Item = usize> {
        let people = &self.0.people;
        let first = people.get(person).and_then(|known| {
            if known.record.active {
                self.0.lines.above(people.place(person)?)
            } else {
                people.active_place(known.record.manager?)
            }
        });
        first.into_iter().flat_map(|first| std::iter::once(first).chain(self.0.lines.line_up(first)))
    }

    /// The active people whose home this team is today, by name.
    pub fn members(&self, team: TeamId) -> &[PersonId] {
        self.0.teams.place(team).map_or(&[], |place| self.0.members.at(place))
    }

    /// How many active people are at home in this team and all below it.
    pub fn members_below(&self, team: TeamId) -> usize {
        self.0.teams.place(team).map_or(0, |place| self.0.members_below[place])
    }

    /// The active teams directly below this one, by name; also of a closed one.
    pub fn subteams(&self, team: TeamId) -> &[TeamId] {
        self.0.teams.place(team).map_or(&[], |place| self.0.subteams.at(place))
    }

    /// The active teams above this one, the top first, without itself. Of a closed team: those above what it last belonged to.
    pub fn team_path(&self, team: TeamId) -> Vec<TeamId> {
        let teams = &self.0.teams;
        let first = teams.get(team).and_then(|known| {
            let above =
                if known.record.active { self.0.tree.above(teams.place(team)?) } else { teams.place(known.record.parent?) };
            above.filter(|place| teams.all()[*place].record.active)
        });
        let is_active = |place: &usize| teams.all()[*place].record.active;
        let up = std::iter::successors(first, |place| self.0.tree.above(*place).filter(is_active));
        let mut path: Vec<_> = up.map(|place| teams.id(place)).collect();
        path.reverse();
        path
    }

    /// This team and all active ones below it.
    pub fn teams_below(&self, team: TeamId) -> BTreeSet<TeamId> {
        let Some(place) = self.0.teams.place(team) else { return BTreeSet::from([team]) };
        self.0.tree.pre_order(&[place]).map(|(place, _)| self.0.teams.id(place)).collect()
    }

    /// The active teams that this person leads, by name.
    pub fn led_by(&self, lead: PersonId) -> &[TeamId] {
        self.0.people.place(lead).map_or(&[], |place| self.0.led.at(place))
    }

    /// Where active people work, by name, with how many. Spellings that differ in case or accents only are one: the most
    /// frequent of them.
    pub fn locations(&self) -> &[(String, usize)] {
        self.0.locations.get_or_init(|| {
            let mut all: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
            for known in self.0.people.active() {
                if let Some(location) = &known.record.location {
                    *all.entry(&known.location).or_default().entry(location).or_default() += 1;
                }
            }
            let one = |spellings: BTreeMap<&str, usize>| {
                let count = spellings.values().sum();
                let most = spellings.into_iter().rev().max_by_key(|(_, count)| *count);
                (most.map(|(spelling, _)| spelling.to_owned()).unwrap_or_default(), count)
            };
            all.into_values().map(one).collect()
        })
    }

    /// Whose address this is, also of those who left.
    pub fn by_email(&self, email: &Email) -> Option<PersonId> {
        let of = |place: usize| self.0.people.all()[place].record.email.as_ref();
        let at = self.0.by_email.partition_point(|place| of(*place) < Some(email));
        let place = *self.0.by_email.get(at)?;
        (of(place) == Some(email)).then(|| self.0.people.id(place))
    }

    /// The active team of this name; case and accents do not matter, unless that would mean several.
    pub fn team_named(&self, name: &str) -> Option<TeamId> {
        match self.teams_named(name)[..] {
            [team] => Some(team),
            _ => None,
        }
    }

    /// The active teams of this name, as closely as any has it.
    fn teams_named(&self, name: &str) -> Vec<TeamId> {
        let name = fold::spaced(name);
        let alike = self.0.teams.named(&fold(&name));
        let lower = name.to_lowercase();
        let having = |is: &dyn Fn(&str) -> bool| -> Vec<TeamId> {
            alike.iter().filter(|known| is(known.record.name.as_str())).map(|known| known.record.id).collect()
        };
        let ways = [having(&|other| other == name), having(&|other| other.to_lowercase() == lower), having(&|_| true)];
        ways.into_iter().find(|teams| !teams.is_empty()).unwrap_or_default()
    }
}
