//! What an import would do: the new state of every record it touches, and the report that a person reads first.

use super::{Columns, Problem, Warning};
use crate::{
    PersonId, TeamId,
    change::Change,
    person::{Name, Person},
    post::{Post, PostKey},
    team::Team,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};
use uuid::Uuid;

/// What is known here when a table is imported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// Everybody, those who left too.
    pub people: BTreeMap<PersonId, Person>,
    /// Every post, ended ones too.
    pub posts: BTreeMap<PostKey, Post>,
    /// Every team, closed ones too.
    pub teams: BTreeMap<TeamId, Team>,
    /// The day of the import.
    pub today: Date,
    /// Who imports; `None` for the program itself.
    pub importer: Option<PersonId>,
}

impl Known {
    /// Nobody and nothing, on this day.
    pub fn nothing(today: Date) -> Self {
        Self { people: BTreeMap::new(), posts: BTreeMap::new(), teams: BTreeMap::new(), today, importer: None }
    }
}

/// Where home teams come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TeamsFrom {
    /// From the team column.
    Column,
    /// From who reports to whom: one team for everybody with direct reports.
    Line,
    /// From nowhere: home teams stay as they are.
    Nothing,
}

/// What a person chose about an import.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    /// Columns that were chosen by hand; the others are found by their names.
    #[serde(default)]
    pub columns: Columns,
    /// `None` means the team column where there is one, else the line.
    #[serde(default)]
    pub teams: Option<TeamsFrom>,
    /// Whether people whose posts the file does not have, have left.
    #[serde(default)]
    pub leavers: bool,
    /// Posts that are not to be joined with others of the same name.
    #[serde(default)]
    pub apart: BTreeSet<PostKey>,
}

/// Somebody new.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Added {
    /// The line of their main post.
    pub line: u64,
    /// Their name.
    pub name: Name,
    /// Their title.
    pub title: Option<String>,
}

/// Somebody who is known here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// Who.
    pub id: PersonId,
    /// Their name.
    pub name: Name,
}

/// What of a record changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum What {
    /// The name.
    Name,
    /// The address.
    Email,
    /// The title.
    Title,
    /// The place.
    Location,
    /// Who they report to.
    Manager,
    /// The home team.
    Team,
    /// The posts they hold, the main one first.
    Posts,
    /// A team's lead.
    Lead,
    /// The team that a team belongs to.
    Parent,
}

/// One thing that changes, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// What.
    pub what: What,
    /// What it is.
    pub before: Option<String>,
    /// What it will be.
    pub after: Option<String>,
}

/// Somebody about whom something changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedPerson {
    /// Who.
    pub id: PersonId,
    /// Their name as it is.
    pub name: Name,
    /// What changes.
    pub what: Vec<Difference>,
}

/// A team of which something changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedTeam {
    /// Which.
    pub id: TeamId,
    /// Its name.
    pub name: Name,
    /// What changes.
    pub what: Vec<Difference>,
}

/// A new team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddedTeam {
    /// Its name.
    pub name: Name,
    /// What the file calls it.
    pub label: Option<String>,
    /// Who leads it.
    pub lead: Option<Name>,
    /// What it belongs to.
    pub parent: Option<Name>,
    /// How many people have it as their home.
    pub people: usize,
}

/// Posts of one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Joined {
    /// Whose.
    pub name: Name,
    /// Whether only the name says so: then posts may be kept apart ([`Options::apart`]).
    pub by_name: bool,
    /// The posts, in the order of the file; those known here first.
    pub posts: Vec<JoinedPost>,
}

/// One of the posts of one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinedPost {
    /// Its key.
    pub key: PostKey,
    /// Its title.
    pub title: Option<String>,
    /// Whether it is the main one.
    pub main: bool,
    /// Whether it is new here; posts known here cannot be kept apart.
    pub new: bool,
    /// Whether it is kept apart, as was chosen: then it is a person of its own.
    pub apart: bool,
}

/// What an import would do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// People's new states, in the order of the file, those it does not name last. Empty where there are problems.
    pub people: Vec<Change<Person>>,
    /// Teams' new states. Empty where there are problems.
    pub teams: Vec<Change<Team>>,
    /// Posts' new states. Empty where there are problems.
    pub posts: Vec<Change<Post>>,
    /// What is wrong, in the order of the file; with any of these nothing may be written.
    pub problems: Vec<Problem>,
    /// What is worth knowing.
    pub warnings: Vec<Warning>,
    /// Who is new.
    pub added: Vec<Added>,
    /// Who changes.
    pub changed: Vec<ChangedPerson>,
    /// Who leaves.
    pub left: Vec<Listed>,
    /// Who is back.
    pub returned: Vec<Listed>,
    /// Which new posts are taken for posts of one person; listed where there are problems too, since keeping them apart may
    /// be the way out.
    pub joined: Vec<Joined>,
    /// New teams.
    pub teams_added: Vec<AddedTeam>,
    /// Teams that change.
    pub teams_changed: Vec<ChangedTeam>,
    /// How many people (or teams) of the file stay as they are.
    pub unchanged: usize,
    /// How many rows are of people who left and were never known here.
    pub skipped: usize,
    /// How many rows the table has.
    pub rows: usize,
}

impl Plan {
    /// Whether nothing would change that anybody could see. What the file last said of a post may still be noted
    /// ([`Plan::posts`]): that is worth writing and not worth asking about.
    pub fn is_empty(&self) -> bool {
        self.people.is_empty() && self.teams.is_empty() && self.posts.iter().all(is_note)
    }

    /// SHA-256 over everything that would be written, in hexadecimal digits. The ids that were drawn for new records do not
    /// go into it: planning the same table again on the same state gives the same fingerprint.
    pub fn fingerprint(&self) -> String {
        let new_people = self.people.iter().filter(|change| change.before.is_none()).map(|change| change.after.id.uuid());
        let new_teams = self.teams.iter().filter(|change| change.before.is_none()).map(|change| change.after.id.uuid());
        let places: BTreeMap<Uuid, usize> = new_people.chain(new_teams).enumerate().map(|(place, id)| (id, place)).collect();
        let mut sha = Sha256::new();
        // The derived text of a record names every field of it, so that none is forgotten here when one is added.
        let mut take = |text: String| {
            sha.update((text.len() as u64).to_be_bytes());
            sha.update(text.as_bytes());
        };
        let person = |id: PersonId| places.get(&id.uuid()).map_or(id, |place| PersonId::from_uuid(stand_in(*place)));
        let team = |id: TeamId| places.get(&id.uuid()).map_or(id, |place| TeamId::from_uuid(stand_in(*place)));
        for change in &self.people {
            let mut after = change.after.clone();
            after.id = person(after.id);
            after.manager = after.manager.map(person);
            after.team = after.team.map(team);
            let stays = after.homes.stays().iter().map(|stay| crate::home::Stay { team: stay.team.map(team), ..*stay });
            after.homes = stays.collect::<Vec<_>>().into();
            take(format!("{:?}{after:?}", change.before));
        }
        for change in &self.teams {
            let mut after = change.after.clone();
            after.id = team(after.id);
            after.parent = after.parent.map(team);
            after.lead = after.lead.map(person);
            take(format!("{:?}{after:?}", change.before));
        }
        for change in &self.posts {
            let mut after = change.after.clone();
            after.person = person(after.person);
            take(format!("{:?}{after:?}", change.before));
        }
        sha.finalize().iter().fold(String::with_capacity(64), |mut text, byte| {
            // Writing to a string cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
    }

    /// Puts the new states in place of the old ones.
    pub fn apply(&self, known: &mut Known) {
        known.people.extend(self.people.iter().map(|change| (change.after.id, change.after.clone())));
        known.teams.extend(self.teams.iter().map(|change| (change.after.id, change.after.clone())));
        known.posts.extend(self.posts.iter().map(|change| (change.after.key.clone(), change.after.clone())));
    }
}

/// Whether a post's change is only a note of what the file said.
fn is_note(change: &Change<Post>) -> bool {
    change.before.as_ref().is_some_and(|before| {
        let noted = Post { told: change.after.told.clone(), imported: change.after.imported, ..before.clone() };
        noted == change.after
    })
}

/// What stands for the id of a new record in a fingerprint: its place in the plan, which no drawn id (version 4) can be.
fn stand_in(place: usize) -> Uuid {
    Uuid::from_u128(place as u128)
}
