//! Goals: what somebody sets out to do, and what became of it.
//!
//! A goal is the fold of its events ([`Goal::replay`]). Events are only ever added, each with who and when; a correction is a new
//! event. Verbs ([`begin`], [`Goal::decide`]) are rules: from the goal as it is and what is wanted to the events that are added, or
//! why not. They read no clock, so the same rule runs at the field in the browser and in the transaction.
//!
//! What is agreed of a goal ([`Terms`]) is a proposal until both sides agreed; afterwards a change of it waits for the other side, while
//! values, notes and the rest need nobody. How far a goal is ([`Measure`], [`Tree`]) and how far it should be ([`expected`]) are computed,
//! never stored, as is how it came there ([`Course`]).

mod amount;
mod answered;
mod aspect;
mod course;
mod event;
mod expected;
mod fold;
mod measure;
mod policy;
mod steps;
pub mod table;
mod terms;
#[cfg(test)]
mod tests;
mod title;
mod tree;
mod verb;

pub use amount::{Amount, LARGEST, NotAnAmount};
pub use answered::answered;
pub use aspect::Aspect;
pub use course::{Course, Help, Span, over};
pub use event::{Deed, Event};
pub use expected::{expected, suggested};
pub use fold::{Broken, Goal};
pub use measure::{LONGEST_UNIT, MOST_MILESTONES, Measure, MeasureRefused, Progress, Scale};
pub use policy::{Finding, LimitMode, MOST_LIMIT, Policies, Policy, PolicyRefused};
pub use steps::{Steps, thinned};
pub use terms::{Agreement, Change, LONGEST_ABOUT, Learning, Path, Sides, Term, Terms, TermsRefused};
pub use title::{LONGEST_TITLE, Title};
pub use tree::{DEEPEST, Tree};
pub use verb::{HEAVIEST, LONGEST_NOTE, MOST_TAGS, Refused, Scene, Verb, Wanted, YEARS_AHEAD, begin};

use crate::{GoalId, PersonId, SurveyId, TeamId, WorkshopId, questionnaire::Slug};
use serde::{Deserialize, Serialize};

/// What a goal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Where one wants to be. Goals that contribute to it move it.
    Objective,
    /// By what one sees that one gets there: a number on its way, milestones, or done or not.
    KeyResult,
    /// A number that is to stay healthy.
    Kpi,
    /// Something to learn: education or certification.
    Learning,
    /// Something that will be done by its day, in steps or at once.
    Commitment,
}

/// How a goal serves another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Link {
    /// It moves an objective, by its weight among all that do.
    Contributes {
        /// From 1 to [`HEAVIEST`].
        weight: u8,
    },
    /// It is shown with it.
    Supports,
}

/// Which goal another serves, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Alignment {
    /// Which.
    pub goal: GoalId,
    /// How.
    pub link: Link,
}

/// Whose goal it is, beside the one person who answers for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Somebody's own.
    Person(PersonId),
    /// A team's: its people see it.
    Team(TeamId),
    /// Everybody's.
    Company,
}

/// How far it is, as its owner says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It will be reached.
    OnTrack,
    /// It can be reached, but not by going on like this.
    Behind,
    /// It will not be reached unless something changes.
    AtRisk,
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum End {
    /// It was done.
    Done,
    /// It was given up.
    Dropped,
}

/// Where what a goal answers was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// In a survey's results.
    Survey(SurveyId),
    /// In a team's workshop.
    Workshop(WorkshopId),
}

/// What a goal answers: a section of a survey's results, or of a workshop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// Where it was said.
    #[serde(flatten)]
    pub source: Source,
    /// Which section, across versions of the questionnaire.
    pub section: Slug,
    /// What the section was called.
    pub called: String,
}
