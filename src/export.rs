//! Exporting people and teams as CSV, in the form that an import reads; and the audit chain, for who looks through it elsewhere.
//!
//! Cells are guarded against formulas by the rule of `import::cell`, and a byte order mark tells spreadsheets that the text is
//! UTF-8. What is exported and imported again changes nothing.

use crate::{
    PersonId, TeamId,
    audit::Entry,
    import::{Known, cell, line_label},
    person::Person,
    post::{Post, PostKey},
    team::Team,
};
use std::collections::{BTreeMap, BTreeSet};

/// The columns of people.
const PEOPLE: [&str; 8] =
    ["Employee #", "Full name", "Work email", "Job title", "Team", "Location", "Reports to", "Same person as"];

/// The columns of teams.
const TEAMS: [&str; 3] = ["Team", "Parent", "Lead"];

/// The columns of the audit chain.
const AUDIT: [&str; 8] = ["Entry", "When (UTC)", "Who", "Who (id)", "Action", "Subject", "Detail", "Hash"];

/// Entries of the audit chain with the names of who did it and their hashes as they are stored.
pub fn audit(entries: &[(Entry, String)], who: impl Fn(&str) -> String) -> String {
    let row = |(entry, hash): &(Entry, String)| {
        let actor = &entry.actor;
        [
            entry.sequence.to_string(),
            entry.at.to_string(),
            who(actor),
            actor.clone(),
            entry.action.clone(),
            entry.subject.clone(),
            entry.detail.clone(),
            hash.clone(),
        ]
    };
    csv(&AUDIT, &entries.iter().map(row).collect::<Vec<_>>())
}

/// Everybody who is here: a line for each of their posts, the main one first, with what they are today; of the others, what the
/// HR system told. Somebody without a post has a line too, as long as they have an address to be named by.
pub fn people(known: &Known) -> String {
    let here = Here::new(known);
    let mut lines: Vec<(&str, String, &Person)> = known
        .people
        .values()
        .filter(|person| person.active)
        .filter_map(|person| Some((person.name.as_str(), here.key(person.id)?, person)))
        .collect();
    lines.sort_by(|a, b| (a.0, &a.1, a.2.id).cmp(&(b.0, &b.1, b.2.id)));
    let mut rows = Vec::new();
    for (name, key, person) in lines {
        let main = here.main(person.id);
        let number = main.and_then(|post| post.key.number());
        // Without a number the address is the key, so there must be one.
        let email =
            person.email.as_ref().map_or_else(|| if number.is_none() { key.as_str() } else { "" }, |email| email.as_str());
        let team = person.team.and_then(|id| known.teams.get(&id)).filter(|team| team.active).map_or("", called);
        let manager = person.manager.filter(|id| here.is_here(*id)).and_then(|id| here.key(id)).unwrap_or_default();
        let (title, location) = (person.title.as_deref().unwrap_or_default(), person.location.as_deref().unwrap_or_default());
        rows.push([number.unwrap_or_default(), name, email, title, team, location, &manager, ""].map(str::to_owned));
        for post in here.others(person.id) {
            let number = post.key.number();
            let email = if number.is_none() { post.key.as_str() } else { "" };
            let (title, team) = (post.told.title.as_deref().unwrap_or_default(), post.told.team.as_deref().unwrap_or_default());
            let above = post.told.reports_to.as_ref().and_then(|key| here.shown(key)).unwrap_or_default();
            rows.push([number.unwrap_or_default(), name, email, title, team, "", &above, &key].map(str::to_owned));
        }
    }
    csv(&PEOPLE, &rows)
}

/// Every team there is: each behind the one that it belongs to.
pub fn teams(known: &Known) -> String {
    let here = Here::new(known);
    let active: BTreeMap<TeamId, &Team> = known.teams.values().filter(|team| team.active).map(|team| (team.id, team)).collect();
    let mut below: BTreeMap<Option<TeamId>, Vec<&Team>> = BTreeMap::new();
    for team in active.values() {
        below.entry(team.parent.filter(|parent| active.contains_key(parent))).or_default().push(team);
    }
    for teams in below.values_mut() {
        teams.sort_by_key(|team| (std::cmp::Reverse(called(team)), std::cmp::Reverse(team.id)));
    }
    let mut rows = Vec::new();
    let mut written = BTreeSet::new();
    let mut waiting: Vec<&Team> = below.remove(&None).unwrap_or_default();
    while let Some(team) = waiting.pop() {
        if !written.insert(team.id) {
            continue;
        }
        let parent = team.parent.and_then(|parent| active.get(&parent)).map_or("", |parent| called(parent));
        let lead = team.lead.filter(|id| here.is_here(*id)).and_then(|id| here.key(id)).unwrap_or_default();
        rows.push([called(team), parent, &lead].map(str::to_owned));
        waiting.extend(below.remove(&Some(team.id)).unwrap_or_default());
    }
    csv(&TEAMS, &rows)
}

/// What a team is called in a file: as the HR system calls it, where it does.
fn called(team: &Team) -> &str {
    // What was made from the line has a label that no HR system knows.
    let label = team.label.as_deref().filter(|label| !line_label(label));
    label.unwrap_or(team.name.as_str())
}

/// Who is here, with their posts.
struct Here<'a> {
    known: &'a Known,
    posts: BTreeMap<PersonId, Vec<&'a Post>>,
}

impl<'a> Here<'a> {
    fn new(known: &'a Known) -> Self {
        let mut posts: BTreeMap<PersonId, Vec<&Post>> = BTreeMap::new();
        for post in known.posts.values().filter(|post| post.active) {
            posts.entry(post.person).or_default().push(post);
        }
        for held in posts.values_mut() {
            held.sort_by_key(|post| (!post.main, &post.key));
        }
        Self { known, posts }
    }

    fn is_here(&self, id: PersonId) -> bool {
        self.known.people.get(&id).is_some_and(|person| person.active)
    }

    fn main(&self, id: PersonId) -> Option<&'a Post> {
        self.posts.get(&id).and_then(|held| held.first()).copied()
    }

    fn others(&self, id: PersonId) -> impl Iterator<Item = &'a Post> {
        self.posts.get(&id).into_iter().flatten().skip(1).copied()
    }

    /// What names somebody: the number of their main post, else their address of today, else the one that is the post's key.
    fn key(&self, id: PersonId) -> Option<String> {
        let main = self.main(id);
        let number = main.and_then(|post| post.key.number()).map(str::to_owned);
        let email = || self.known.people.get(&id)?.email.as_ref().map(ToString::to_string);
        number.or_else(email).or_else(|| main.map(|post| post.key.to_string()))
    }

    /// A post as it is named in the file: one that has ended is its holder's main one.
    fn shown(&self, key: &PostKey) -> Option<String> {
        let Some(post) = self.known.posts.get(key) else {
            return self
                .known
                .people
                .values()
                .find(|person| person.active && person.email.as_ref().is_some_and(|email| email.as_str() == key.as_str()))
                .map(|_| key.to_string());
        };
        if !self.is_here(post.person) {
            return None;
        }
        let is_main = self.main(post.person).is_some_and(|main| main.key == *key);
        if post.active && !is_main { Some(key.to_string()) } else { self.key(post.person) }
    }
}

/// Rows as CSV, each cell guarded against formulas.
pub(crate) fn csv<const N: usize>(header: &[&str; N], rows: &[[String; N]]) -> String {
    lines(header, rows.iter().map(|row| row.each_ref().map(|text| cell::write(text))))
}

/// Rows as CSV, whose cells are guarded already.
pub(crate) fn lines<const N: usize>(header: &[&str; N], rows: impl IntoIterator<Item = [String; N]>) -> String {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let in_memory = "writing rows of one length to memory cannot fail";
    writer.write_record(header).expect(in_memory);
    for row in rows {
        writer.write_record(&row).expect(in_memory);
    }
    let bytes = writer.into_inner().expect(in_memory);
    let text = String::from_utf8(bytes).expect("text was written");
    format!("\u{feff}{text}")
}
