//! Why a survey does not take what was sent.

use super::answer::Wrong;
use serde::{Deserialize, Serialize};

/// Why a survey takes nothing at the moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotTaking {
    /// It has not opened yet.
    NotOpen,
    /// It has closed.
    Closed,
    /// It was voided.
    Void,
}

/// Why no credential was issued.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IssueRefused {
    /// The survey takes nothing at the moment.
    Taking(NotTaking),
    /// In this survey answers carry names: there are no credentials.
    Open,
    /// One was issued to this person already, to another device or browser. There is only one for each.
    Another,
}

/// Why a sealed answer was not taken. Nothing was stored then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerRefused {
    /// There is no such survey, or answers to it come another way.
    Unknown,
    /// The survey takes nothing at the moment.
    Taking(NotTaking),
    /// Sealed answers to this survey are of another size: this is one to another questionnaire, or another version of it.
    Size {
        /// So many bytes they have.
        expected: usize,
    },
    /// It does not come from who holds a credential for this survey and unit, or was altered on its way.
    Credential,
    /// A later version is stored already, or other answers under this version.
    Older {
        /// The version that is stored.
        stored: u32,
    },
}

/// Why answers that carry a name were not saved or sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NamedRefused {
    /// The survey takes nothing at the moment.
    Taking(NotTaking),
    /// In this survey answers do not carry names: they come another way.
    Confidential,
    /// Something does not fit its question, or is missing.
    Wrong(Vec<Wrong>),
    /// It was changed on another device meanwhile.
    Changed,
}
