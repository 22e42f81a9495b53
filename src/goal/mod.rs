//! Goals: what somebody sets out to do, and what became of it.
//!
//! A goal is the fold of its events ([`Goal::replay`]). Events are only ever added, each with who and when; a correction is a new
//! event. Verbs ([`begin`], [`Goal::decide`]) are rules: from the goal as it is and what is wanted to the events that are added, or
//! why not. They read no clock, so the same rule runs at the field in the browser and in the transaction.
//!
//! *Commitments* are the first kind: something that will be done by a day, as an answer to what a survey said.

mod answered;
mod event;
mod fold;
#[cfg(test)]
mod tests;
mod title;
mod verb;

pub use answered::answered;
pub use event::{Deed, Event};
pub use fold::{Broken, Goal};
pub use title::{LONGEST_TITLE, Title};
pub use verb::{LONGEST_NOTE, Refused, Said, Verb, Wanted, YEARS_AHEAD, begin};

use crate::{PersonId, SurveyId, TeamId, questionnaire::Slug};
use serde::{Deserialize, Serialize};

/// What a goal is measured by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// It will be done by its day, or not.
    Commitment,
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

/// What a goal answers: a section of a survey's results.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// Which survey.
    pub survey: SurveyId,
    /// Which section, across versions of the questionnaire.
    pub section: Slug,
    /// What the section was called.
    pub called: String,
}
