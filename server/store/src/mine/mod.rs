//! My data: everything that is stored about somebody, as far as it is theirs to see.
//!
//! One function a section ([`SOURCES`]). Each says which tables it reads, so that a test sees a table that nobody thought of
//! (`tests/mine.rs`). What is not somebody's to see is not their data here: the rules are those of the pages, [`crate::review::read`] and
//! [`access::reach`] among them.

mod account;
mod audit;
mod deed;
mod goal;
mod person;
mod review;
mod survey;
mod workshop;

use crate::{
    Store, StoreError,
    access::Actor,
    audit::{By, Deed, note},
    goal::Goals,
    review::Reviews,
    survey::Surveys,
};
use std::{future::Future, pin::Pin, sync::Arc};
use waymark::{
    CycleId, PersonId, ProjectId, TeamId,
    mine::{Document, Entry, Part, Section, VERSION},
};

/// What a section reads.
pub(crate) struct Source {
    /// What it is about.
    part: Part,
    /// Out of which tables.
    pub(crate) tables: &'static [&'static str],
    read: for<'a> fn(&'a Here<'a>) -> Reading<'a>,
}

/// The entries of a section, on their way.
type Reading<'a> = Pin<Box<dyn Future<Output = Result<Vec<Entry>, StoreError>> + Send + 'a>>;

/// All sections, in their order.
pub(crate) const SOURCES: &[Source] = &[
    Source { part: Part::Person, tables: &["person"], read: person::record },
    Source { part: Part::Posts, tables: &["post"], read: person::posts },
    Source { part: Part::Teams, tables: &["person", "team", "delegation"], read: person::teams },
    Source { part: Part::Projects, tables: &["project"], read: person::projects },
    Source { part: Part::SignIn, tables: &["password", "session", "link"], read: account::sign_in },
    Source { part: Part::Letters, tables: &["outbox", "job"], read: account::letters },
    Source { part: Part::Surveys, tables: &["survey", "roster", "issued", "named_answer"], read: survey::asked },
    Source { part: Part::Goals, tables: &["goal", "goal_event"], read: goal::own },
    Source { part: Part::GoalsOfOthers, tables: &["goal", "goal_event"], read: goal::others },
    Source { part: Part::Workshops, tables: &["workshop", "workshop_ballot"], read: workshop::taken_part },
    Source { part: Part::Reviews, tables: &["review", "review_writing"], read: review::own },
    Source { part: Part::ReviewsHeld, tables: &["review", "review_writing"], read: review::held },
    Source { part: Part::Inputs, tables: &["review", "review_writing"], read: review::inputs },
    Source { part: Part::Plans, tables: &["review_plan"], read: review::plans },
    Source { part: Part::Kept, tables: &["upload", "undo"], read: account::kept },
    Source { part: Part::Audit, tables: &["audit"], read: audit::entries },
];

/// Who asks, and what is in memory.
struct Here<'a> {
    store: &'a Store,
    actor: &'a Actor,
    surveys: Arc<Surveys>,
    goals: Arc<Goals>,
    reviews: Arc<Reviews>,
}

impl Here<'_> {
    fn me(&self) -> PersonId {
        self.actor.id()
    }

    /// What somebody is called; "you" for oneself.
    fn name(&self, id: PersonId) -> String {
        if id == self.me() {
            return "you".to_owned();
        }
        let person = self.actor.seen().directory.person(id);
        person.map_or_else(|| "somebody who is gone".to_owned(), |person| person.name.to_string())
    }

    fn team(&self, id: TeamId) -> String {
        let team = self.actor.seen().directory.team(id);
        team.map_or_else(|| "a team that is gone".to_owned(), |team| team.name.to_string())
    }

    fn cycle(&self, id: CycleId) -> String {
        self.surveys.cycle(id).map_or_else(|| "a cycle that is gone".to_owned(), ToString::to_string)
    }

    fn project(&self, id: ProjectId) -> String {
        let project = self.actor.seen().project(id);
        project.map_or_else(|| "a project that is gone".to_owned(), |project| project.name.to_string())
    }
}

/// Everything about the actor.
///
/// # Errors
///
/// When the store fails.
pub async fn everything(store: &Store, actor: &Actor) -> Result<Document, StoreError> {
    let here = Here {
        store,
        actor,
        surveys: crate::survey::all(store).await?,
        goals: crate::goal::all(store).await?,
        reviews: crate::review::all(store).await?,
    };
    let mut sections = Vec::with_capacity(SOURCES.len());
    for source in SOURCES {
        sections.push(Section::new(source.part, source.tables, (source.read)(&here).await?));
    }
    Ok(Document {
        version: VERSION,
        person: actor.id(),
        name: actor.person().name.to_string(),
        organisation: actor.seen().organisation.name.clone(),
        made: store.now(),
        sections,
    })
}

/// The same, to take away. That it was taken is told in the audit chain first, so that the file has that as well.
///
/// # Errors
///
/// When the store fails.
pub async fn take(store: &Store, actor: &Actor) -> Result<Document, StoreError> {
    let id = actor.id();
    note(store, || Deed { by: By::Person(id), action: "person.exported", subject: id.to_string(), detail: String::new() })
        .await?;
    everything(store, actor).await
}
