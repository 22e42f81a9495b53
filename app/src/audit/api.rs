//! The server function that reads the audit chain.

use super::asked::{Asked, Wrong};
use crate::{
    failure::{Failure, Nothing},
    people::Named,
};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};
#[cfg(feature = "ssr")]
use {
    crate::{
        moment,
        server::{self, Server},
    },
    std::sync::Arc,
    store::{
        Store, StoreError,
        audit::{By, Filter, Turn},
        directory::Snapshot,
        survey::Surveys,
        workshop::Workshops,
    },
    waymark::{
        audit::{Broken, Entry, ids},
        cycle::Cycle,
    },
};

/// How many entries a page has.
#[cfg(feature = "ssr")]
const PAGE: usize = 50;

/// Who did something.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Who {
    /// Somebody.
    Person(Named),
    /// The program itself.
    Program,
    /// Whoever ran a command on the machine.
    CommandLine,
    /// What the chain says, where this program knows nobody of that.
    Other(String),
}

/// To whom or what something was done.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Subject {
    /// What it is called.
    pub name: String,
    /// Where it is; empty where it is nowhere.
    pub href: String,
}

/// An entry of the chain.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Line {
    /// Its place.
    pub place: u64,
    /// When, as the reader says it.
    pub when: String,
    /// Who.
    pub who: Who,
    /// The action.
    pub action: String,
    /// To whom or what, where that is more than the action says.
    pub subject: Option<Subject>,
    /// What else it says, with names for ids.
    pub detail: String,
}

/// What following the chain came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Checked {
    /// It holds.
    Unbroken {
        /// How many entries it has.
        count: u64,
        /// The hash of the newest one.
        hash: String,
    },
    /// The entry at this place is not what was written there.
    Altered(u64),
    /// An entry is missing.
    Missing {
        /// At this place.
        expected: u64,
        /// Where this one stands.
        found: u64,
    },
}

/// The page's data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditData {
    /// The entries, newest first.
    pub lines: Vec<Line>,
    /// How many entries the chain has.
    pub count: u64,
    /// Before which place the list goes on.
    pub earlier: Option<u64>,
    /// After which place it goes on.
    pub later: Option<u64>,
    /// The place at which looking stopped for now.
    pub stopped: Option<u64>,
    /// Why nothing was looked for.
    pub wrong: Option<Wrong>,
    /// What following the chain came to, where that was asked for.
    pub checked: Option<Checked>,
}

/// Entries of the audit chain: the newest, or those before or after a place; `check` follows the hashes of the whole chain as well.
#[server(prefix = "/fn", endpoint = "audit/list", input = GetUrl)]
pub async fn chain(
    #[server(default)] asked: Asked,
    #[server(default)] before: Option<u64>,
    #[server(default)] after: Option<u64>,
    #[server(default)] check: bool,
) -> Result<AuditData, Failure<Nothing>> {
    let (actor, store) = (server::actor().await?, Server::here().store);
    let administrator = actor.administrator().ok_or_else(server::not_found)?;
    let (filter, turn, limit, wrong) = match asked.filter(actor.seen()) {
        Ok(filter) => (filter, turn(before, after), PAGE, None),
        Err(wrong) => (Filter::default(), Turn::Newest, 0, Some(wrong)),
    };
    let page = store::audit::list(&store, &administrator, &filter, turn, limit).await.map_err(server::internal)?;
    let known = Known::read(&store, actor.seen()).await.map_err(server::internal)?;
    let checked = if check {
        let followed = store::audit::check(&store, &administrator).await.map_err(server::internal)?;
        Some(match followed {
            Ok(head) => Checked::Unbroken { count: head.sequence, hash: head.hash.to_string() },
            Err(Broken::Altered(place)) => Checked::Altered(place),
            Err(Broken::Gap { expected, found }) => Checked::Missing { expected, found },
        })
    } else {
        None
    };
    let (now, zone) = (store.now(), moment::zone_of(&actor));
    Ok(AuditData {
        lines: page.entries.iter().map(|entry| known.line(entry, moment::said(entry.at, now, &zone))).collect(),
        count: page.chain,
        earlier: page.earlier,
        later: page.later,
        stopped: page.stopped,
        wrong,
        checked,
    })
}

#[cfg(feature = "ssr")]
fn turn(before: Option<u64>, after: Option<u64>) -> Turn {
    match (before, after) {
        (Some(place), _) => Turn::Before(place),
        (None, Some(place)) => Turn::After(place),
        (None, None) => Turn::Newest,
    }
}

/// What gives ids their names.
#[cfg(feature = "ssr")]
struct Known {
    seen: Arc<Snapshot>,
    cycles: Vec<Cycle>,
    surveys: Arc<Surveys>,
    workshops: Arc<Workshops>,
}

#[cfg(feature = "ssr")]
impl Known {
    async fn read(store: &Store, seen: &Arc<Snapshot>) -> Result<Self, StoreError> {
        Ok(Self {
            seen: Arc::clone(seen),
            cycles: store::cycle::list(store).await?,
            surveys: store::survey::all(store).await?,
            workshops: store::workshop::all(store).await?,
        })
    }

    fn line(&self, entry: &Entry, when: String) -> Line {
        let subject = self.subject(entry);
        // What stands before it already is not said twice.
        let detail = match &subject {
            Some(Subject { name, .. }) => without(&entry.detail, name),
            None => entry.detail.as_str(),
        };
        Line {
            place: entry.sequence,
            when,
            who: self.who(&entry.actor),
            action: entry.action.clone(),
            detail: self.named(detail),
            subject,
        }
    }

    fn who(&self, actor: &str) -> Who {
        let person = |id: waymark::PersonId| self.seen.directory.person(id);
        match By::told(actor) {
            Some(By::Job) => Who::Program,
            Some(By::CommandLine) => Who::CommandLine,
            Some(By::Person(id)) if person(id).is_some() => {
                let name = person(id).map(|person| person.name.to_string()).unwrap_or_default();
                Who::Person(Named { id: id.to_string(), name })
            }
            _ => Who::Other(actor.to_owned()),
        }
    }

    /// Whom or what an entry tells of, unless the action says it.
    fn subject(&self, entry: &Entry) -> Option<Subject> {
        let Entry { action, subject, detail, .. } = entry;
        let noun = action.split_once('.').map_or("", |(noun, _)| noun);
        let is_said = match noun {
            "password" | "change" | "retention" => true,
            "person" => action == "person.saved_profile",
            "goals" => !subject.starts_with(|letter: char| letter.is_ascii_digit()),
            _ => subject.is_empty(),
        };
        if is_said {
            return None;
        }
        let found = match noun {
            "person" | "link" | "delegation" | "review" | "plan" => self.person(subject),
            // As it was called then.
            "team" => Some((detail.clone(), format!("/admin/teams/{subject}"))),
            "project" => Some((detail.clone(), format!("/admin/projects/{subject}"))),
            "questionnaire" => Some((detail.clone(), format!("/admin/questionnaires/{subject}"))),
            "cycle" | "reviews" => self.cycle(subject),
            "survey" => self.survey(subject),
            "workshop" => self.workshop(subject),
            _ => None,
        };
        let (name, href) = found.unwrap_or_else(|| (subject.clone(), String::new()));
        Some(Subject { name, href })
    }

    fn person(&self, id: &str) -> Option<(String, String)> {
        let person = self.seen.directory.person(id.parse().ok()?)?;
        Some((person.name.to_string(), format!("/admin/people/{id}")))
    }

    fn cycle(&self, id: &str) -> Option<(String, String)> {
        let id: waymark::CycleId = id.parse().ok()?;
        let cycle = self.cycles.iter().find(|cycle| cycle.id == id)?;
        Some((cycle.name.to_string(), format!("/admin/cycles/{id}")))
    }

    fn survey(&self, id: &str) -> Option<(String, String)> {
        let survey = self.surveys.find(id.parse().ok()?)?;
        Some((survey.contract.name.clone(), format!("/admin/surveys/{id}")))
    }

    fn workshop(&self, id: &str) -> Option<(String, String)> {
        let workshop = self.workshops.find(id.parse().ok()?)?;
        let team = self.seen.directory.team(workshop.team)?;
        Some((team.name.to_string(), format!("/workshops/{id}")))
    }

    /// A text with names for the ids of people, teams and cycles.
    fn named(&self, text: &str) -> String {
        let mut named = text.to_owned();
        for id in ids(text) {
            let team = || Some(self.seen.directory.team(id.parse().ok()?)?.name.to_string());
            let of = |found: (String, String)| found.0;
            if let Some(name) = self.person(id).map(of).or_else(team).or_else(|| self.cycle(id).map(of)) {
                named = named.replace(id, &name);
            }
        }
        named
    }
}

/// A detail that begins with a name, without it.
#[cfg(feature = "ssr")]
fn without<'a>(detail: &'a str, name: &str) -> &'a str {
    let Some(rest) = detail.strip_prefix(name) else { return detail };
    let said = rest.strip_prefix(", ").or_else(|| rest.strip_prefix(": "));
    said.unwrap_or(if rest.is_empty() { "" } else { detail })
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::without;

    #[test]
    fn a_name_that_stands_before_a_detail_is_not_in_it_again() {
        assert_eq!(without("Spring, 2027-01-01 to 2027-06-30", "Spring"), "2027-01-01 to 2027-06-30");
        assert_eq!(without("Health: by mistake", "Health"), "by mistake");
        assert_eq!(without("Payments", "Payments"), "");
        assert_eq!(without("Springtime", "Spring"), "Springtime");
        assert_eq!(without("something else", "Spring"), "something else");
    }
}
