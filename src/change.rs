//! Changes to the organisation: what each record was and what it will be. Edits, imports and undoing are all this.

use crate::{
    Email, PersonId, TeamId,
    directory::Directory,
    line,
    person::{Name, Person},
    post::Post,
    project::Project,
    team::Team,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What a record was, and what it will be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change<T> {
    /// `None` for a new one.
    pub before: Option<T>,
    /// With the version after the change.
    pub after: T,
}

/// Everything that one deed changes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changes {
    /// Of people.
    pub people: Vec<Change<Person>>,
    /// Of teams.
    pub teams: Vec<Change<Team>>,
    /// Of posts.
    pub posts: Vec<Change<Post>>,
    /// Of projects.
    pub projects: Vec<Change<Project>>,
}

/// What would no longer hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Broken {
    /// Somebody would report to themselves, over these people; the first comes again after the last.
    ManagerCycle(Vec<String>),
    /// A team would be part of itself, over these teams.
    TeamCycle(Vec<String>),
    /// Somebody would report to somebody who left or does not exist.
    ManagerLeft {
        /// Who would.
        who: String,
    },
    /// Two people would have the same address.
    AddressTaken {
        /// Who has it.
        by: String,
    },
    /// Two teams would have the same name.
    NameTaken {
        /// The name.
        name: String,
    },
    /// A team would be led by, or have as a guest, somebody who left or does not exist.
    PersonLeft {
        /// The team.
        team: String,
    },
    /// A team would be closed that still has people or teams in it, or be used though it is closed.
    TeamClosed {
        /// The team.
        team: String,
    },
    /// Nobody would be left to look after people.
    NoAdministrator,
}

/// Why a change was not taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum UndoRefused {
    /// It was taken back already, or too long ago.
    Gone,
    /// What it changed was changed again since: what has this name.
    Outdated(String),
    /// A rule would no longer hold.
    Broken(Broken),
}

impl From<Broken> for UndoRefused {
    fn from(broken: Broken) -> Self {
        Self::Broken(broken)
    }
}

impl Changes {
    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.people.is_empty() && self.teams.is_empty() && self.posts.is_empty() && self.projects.is_empty()
    }

    /// Adds the change of a person, unless it is none. The version goes up by itself.
    pub fn person(&mut self, before: &Person, change: impl FnOnce(&mut Person)) {
        let mut after = before.clone();
        change(&mut after);
        if after != *before {
            after.version = before.version.next();
            self.people.push(Change { before: Some(before.clone()), after });
        }
    }

    /// Adds the change of a team, unless it is none. The version goes up by itself.
    pub fn team(&mut self, before: &Team, change: impl FnOnce(&mut Team)) {
        let mut after = before.clone();
        change(&mut after);
        if after != *before {
            after.version = before.version.next();
            self.teams.push(Change { before: Some(before.clone()), after });
        }
    }

    /// Adds the change of a project, unless it is none. The version goes up by itself.
    pub fn project(&mut self, before: &Project, change: impl FnOnce(&mut Project)) {
        let mut after = before.clone();
        change(&mut after);
        if after != *before {
            after.version = before.version.next();
            self.projects.push(Change { before: Some(before.clone()), after });
        }
    }

    /// Adds the change of a post, unless it is none.
    pub fn post(&mut self, before: &Post, change: impl FnOnce(&mut Post)) {
        let mut after = before.clone();
        change(&mut after);
        if after != *before {
            self.posts.push(Change { before: Some(before.clone()), after });
        }
    }

    /// The changes that take these back. What was new is then not in use: nothing is ever gone from the history.
    #[must_use]
    pub fn inverse(&self) -> Self {
        fn back<T: Clone>(changes: &[Change<T>], without: impl Fn(&mut T), next: impl Fn(&mut T, &T)) -> Vec<Change<T>> {
            let one = |change: &Change<T>| {
                let mut after = change.before.clone().unwrap_or_else(|| {
                    let mut unused = change.after.clone();
                    without(&mut unused);
                    unused
                });
                next(&mut after, &change.after);
                Change { before: Some(change.after.clone()), after }
            };
            changes.iter().map(one).collect()
        }
        Self {
            people: back(&self.people, |person| person.active = false, |after, now| after.version = now.version.next()),
            teams: back(&self.teams, |team| team.active = false, |after, now| after.version = now.version.next()),
            posts: back(&self.posts, |post| post.active = false, |_, _| {}),
            projects: back(&self.projects, |project| project.active = false, |after, now| after.version = now.version.next()),
        }
    }

    /// Looks whether the organisation keeps its rules with these changes; `now` is what it is without them.
    ///
    /// What was wrong before and is not touched does not count: otherwise nothing could be mended.
    ///
    /// # Errors
    ///
    /// [`Broken`], the first rule that would be.
    pub fn check(&self, now: &Directory) -> Result<Directory, Broken> {
        let people: Vec<_> = self.people.iter().map(|change| change.after.clone()).collect();
        let teams: Vec<_> = self.teams.iter().map(|change| change.after.clone()).collect();
        let then = now.with(people, teams);
        self.check_people(now, &then)?;
        self.check_teams(&then)?;
        Ok(then)
    }

    fn check_people(&self, now: &Directory, then: &Directory) -> Result<(), Broken> {
        let name = |id: PersonId| then.person(id).map(|person| person.name.to_string()).unwrap_or_default();
        let is_active = |id: PersonId| then.person(id).is_some_and(|person| person.active);
        for Change { before, after } in &self.people {
            if let Err(line::Cycle(at)) = line::above(after.id, |id| then.person(id)?.manager) {
                let round = std::iter::successors(Some(at), |id| then.person(*id)?.manager.filter(|next| *next != at));
                return Err(Broken::ManagerCycle(round.map(name).collect()));
            }
            if after.active && after.manager.is_some_and(|manager| !is_active(manager)) {
                return Err(Broken::ManagerLeft { who: after.name.to_string() });
            }
            let home = after.active.then_some(after.team).flatten();
            if let Some(team) = home.and_then(|team| then.team(team)).filter(|team| !team.active) {
                return Err(Broken::TeamClosed { team: team.name.to_string() });
            }
            if !after.active && before.as_ref().is_some_and(|before| before.active) {
                // Nobody may be left behind by who leaves.
                if let Some(report) = now
                    .reports(after.id)
                    .iter()
                    .find(|id| then.person(**id).is_some_and(|report| report.active && report.manager == Some(after.id)))
                {
                    return Err(Broken::ManagerLeft { who: name(*report) });
                }
                if let Some(team) =
                    now.led_by(after.id).iter().filter_map(|id| then.team(*id)).find(|team| team.lead == Some(after.id))
                {
                    return Err(Broken::PersonLeft { team: team.name.to_string() });
                }
            }
        }
        self.check_addresses(now)?;
        // Without an address nobody signs in.
        let looks_after_now = |person: &Person| person.active && person.administrator && person.email.is_some();
        let looks_after = |person: &std::sync::Arc<Person>| looks_after_now(person);
        let looked_after =
            |directory: &Directory| directory.people().iter().any(|id| directory.person(*id).is_some_and(looks_after));
        let takes_one_away = self
            .people
            .iter()
            .any(|change| change.before.as_ref().is_some_and(looks_after_now) && !looks_after_now(&change.after));
        if takes_one_away && !looked_after(then) {
            return Err(Broken::NoAdministrator);
        }
        Ok(())
    }

    fn check_addresses(&self, now: &Directory) -> Result<(), Broken> {
        let changed: BTreeSet<PersonId> = self.people.iter().map(|change| change.after.id).collect();
        let mut taken: BTreeMap<&Email, &Person> = BTreeMap::new();
        for change in &self.people {
            let Some(email) = &change.after.email else { continue };
            if let Some(other) = taken.insert(email, &change.after) {
                return Err(Broken::AddressTaken { by: other.name.to_string() });
            }
            let other = now.by_email(email).filter(|id| !changed.contains(id)).and_then(|id| now.person(id));
            if let Some(other) = other {
                return Err(Broken::AddressTaken { by: other.name.to_string() });
            }
        }
        Ok(())
    }

    fn check_teams(&self, then: &Directory) -> Result<(), Broken> {
        let name = |id: TeamId| then.team(id).map(|team| team.name.to_string()).unwrap_or_default();
        let is_active = |id: PersonId| then.person(id).is_some_and(|person| person.active);
        let mut names: Option<BTreeMap<String, usize>> = None;
        for Change { before, after } in &self.teams {
            if let Err(line::Cycle(at)) = line::above(after.id, |id| then.team(id)?.parent) {
                let round = std::iter::successors(Some(at), |id| then.team(*id)?.parent.filter(|next| *next != at));
                return Err(Broken::TeamCycle(round.map(name).collect()));
            }
            if !after.active {
                // Also nobody who will come there: what was planned last is what holds in the end.
                let will_come = |id: &PersonId| {
                    let last = then.person(*id).and_then(|person| person.homes.stays().last().copied());
                    last.is_some_and(|stay| stay.team == Some(after.id))
                };
                let is_used = !then.members(after.id).is_empty() || !then.subteams(after.id).is_empty();
                if is_used || then.people().iter().any(will_come) {
                    return Err(Broken::TeamClosed { team: after.name.to_string() });
                }
                continue;
            }
            if let Some(parent) = after.parent.and_then(|parent| then.team(parent)).filter(|parent| !parent.active) {
                return Err(Broken::TeamClosed { team: parent.name.to_string() });
            }
            let was = before.as_ref();
            let is_new = |id: &PersonId| was.is_none_or(|was| !was.active || (was.lead != Some(*id) && !was.guests.contains(id)));
            if after.lead.iter().chain(&after.guests).filter(|id| is_new(id)).any(|id| !is_active(*id)) {
                return Err(Broken::PersonLeft { team: after.name.to_string() });
            }
            if was.is_none_or(|was| was.name != after.name || !was.active) {
                let names = names.get_or_insert_with(|| {
                    then.teams().iter().fold(BTreeMap::new(), |mut names, row| {
                        *names.entry(key(&name(row.id))).or_default() += 1;
                        names
                    })
                });
                if names.get(&key(after.name.as_str())).is_some_and(|count| *count > 1) {
                    return Err(Broken::NameTaken { name: after.name.to_string() });
                }
            }
        }
        Ok(())
    }
}

/// Names that differ in case only are the same.
fn key(name: &str) -> String {
    name.to_lowercase()
}

/// A title, place or other line of words about somebody.
///
/// # Errors
///
/// As for a name; nothing at all is fine here.
pub fn words(text: &str) -> Result<Option<String>, crate::person::NameRefused> {
    match Name::new(text) {
        Ok(name) => Ok(Some(name.to_string())),
        Err(crate::person::NameRefused::Empty) => Ok(None),
        Err(refused) => Err(refused),
    }
}
