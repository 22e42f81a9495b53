//! Labels: what can be typed to mean exactly one person, where several have the same name.

use super::{Directory, fold::fold, records::Known};
use crate::{Email, PersonId, person::Person};
use std::{collections::BTreeMap, sync::Arc};

/// The labels of those whose name alone does not say who they are.
#[derive(Debug, Default)]
pub(super) struct Labels {
    of: BTreeMap<PersonId, String>,
    /// Whose they are, folded.
    meaning: BTreeMap<String, PersonId>,
}

impl Labels {
    fn of(directory: &Directory) -> Self {
        let mut labels = Self::default();
        let groups = directory.0.people.active().chunk_by(|one, other| one.name == other.name);
        for group in groups.filter(|group| group.len() > 1 || is_someones_address(directory, &group[0].record)) {
            labels.add(directory, group);
        }
        labels
    }

    /// Labels people of one name: first by what only one of them has; who is left without by what at least is nobody's
    /// label yet.
    fn add(&mut self, directory: &Directory, group: &[Arc<Known<Person>>]) {
        let details: Vec<_> = group.iter().map(|known| details(directory, &known.record)).collect();
        let mut having: BTreeMap<(usize, String), usize> = BTreeMap::new();
        for (kind, detail) in details.iter().flat_map(|own| own.iter().enumerate()) {
            if let Some(detail) = detail {
                *having.entry((kind, fold(detail))).or_default() += 1;
            }
        }
        for at_most in [1, usize::MAX] {
            for (known, own) in group.iter().zip(&details) {
                let person = &known.record;
                if self.of.contains_key(&person.id) {
                    continue;
                }
                let label = own.iter().enumerate().find_map(|(kind, detail)| {
                    let detail = detail.as_ref()?;
                    let label = format!("{} ({detail})", person.name);
                    let key = fold(&label);
                    let is_free = directory.0.people.named(&key).is_empty() && !self.meaning.contains_key(&key);
                    (is_free && having[&(kind, fold(detail))] <= at_most).then_some((key, label))
                });
                if let Some((key, label)) = label {
                    self.meaning.insert(key, person.id);
                    self.of.insert(person.id, label);
                }
            }
        }
    }
}

/// Whether this name is the address of somebody, who is then meant by it.
fn is_someones_address(directory: &Directory, person: &Person) -> bool {
    let address = person.name.as_str().contains('@').then(|| person.name.as_str().parse::<Email>().ok()).flatten();
    address.is_some_and(|address| directory.by_email(&address).is_some_and(|id| id != person.id))
}

/// What can tell people of one name apart, the plainest first.
fn details(directory: &Directory, person: &Person) -> [Option<String>; 7] {
    let email = person.email.as_ref().map(ToString::to_string);
    let team = person.team.and_then(|team| directory.team(team)).map(|team| team.name.to_string());
    let (title, location) = (person.title.clone(), person.location.clone());
    let both = |one: &Option<String>, other: &Option<String>| Some(format!("{}, {}", one.as_ref()?, other.as_ref()?));
    let nothing = person.email.is_none().then(|| "no address".to_owned());
    let (title_location, title_team) = (both(&title, &location), both(&title, &team));
    [email, title, location, team, title_location, title_team, nothing]
}

impl Directory {
    /// What can be typed to mean exactly this person: the name where no other active person has the same (but for case
    /// and accents); else with the address behind it, or with what else tells them apart. Only who has nothing that
    /// others of the name do not have gets the bare name, which then means several.
    /// Of who left it is the name, which means nobody.
    pub fn label(&self, person: PersonId) -> String {
        let label = self.labels().of.get(&person).cloned();
        label.or_else(|| Some(self.person(person)?.name.to_string())).unwrap_or_default()
    }

    /// Who has this label, where it is more than a name.
    pub(super) fn labelled(&self, text: &str) -> Option<PersonId> {
        self.labels().meaning.get(&fold(text)).copied()
    }

    fn labels(&self) -> &Labels {
        self.0.labels.get_or_init(|| Labels::of(self))
    }
}
