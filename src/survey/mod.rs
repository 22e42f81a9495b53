//! Surveys: a questionnaire that was launched to a frozen roster, answered, closed once, and released once.

pub mod answer;
pub mod contract;
pub mod credential;
pub mod forecast;
pub mod history;
pub mod launch;
pub mod participation;
pub mod published;
pub mod release;
pub mod rules;
mod said;
pub mod seal;
pub mod stage;
pub mod submission;
pub mod taking;
pub mod units;

pub use said::group_name;

use crate::questionnaire::Purpose;
use serde::{Deserialize, Serialize};

/// What a survey is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The health of teams.
    Team,
    /// The company as a whole.
    Company,
}

impl Kind {
    /// What a questionnaire for this kind of survey is for.
    pub fn purpose(self) -> Purpose {
        match self {
            Self::Team => Purpose::Team,
            Self::Company => Purpose::Company,
        }
    }
}

/// Whether answers carry names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// They do not: a response carries a reporting unit, never a person.
    Confidential,
    /// They do; team reviews only.
    Open,
}
