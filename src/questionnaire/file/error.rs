//! What can be wrong with a file. The sentences are in `said.rs`.

use super::super::{Ask, NotASlug, Problem, Purpose};
use serde::{Deserialize, Serialize};

/// A mistake in a file. [`FileError::said`] tells it in a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileError {
    /// The line, from 1.
    pub line: usize,
    /// Where in the document, counted from 1: `section[2].question[1].kind`. Empty for the document as a whole.
    pub key: String,
    /// What is wrong there.
    pub fault: FileFault,
}

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FileFault {
    /// It is larger than [`super::LARGEST`]; nothing of it was read.
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// Its bytes are no UTF-8; nothing of it was read.
    NotUtf8,
    /// It is not TOML: what the parser says. Then nothing else was looked at.
    Syntax(String),
    /// A key that nothing reads.
    UnknownKey {
        /// The key.
        found: String,
        /// The key that was perhaps meant.
        near: Option<String>,
        /// Every key that would be read there.
        known: Vec<String>,
    },
    /// A key that has to be there is not.
    Missing,
    /// A value of another type.
    WrongType {
        /// The type that belongs there.
        expected: Type,
        /// The type that is there.
        found: Type,
    },
    /// One pair of brackets where several tables can follow each other: `[section]` for `[[section]]`.
    SingleBrackets {
        /// What stands between the brackets.
        name: String,
    },
    /// A text that is none of the words known there.
    UnknownWord {
        /// The text.
        found: String,
        /// The word that was perhaps meant.
        near: Option<String>,
        /// Which words are known.
        of: Known,
    },
    /// A text that is no id.
    NotAnId {
        /// The text.
        found: String,
        /// Why.
        why: NotASlug,
    },
    /// A number below or above what is possible.
    OutOfRange {
        /// The least possible.
        at_least: u8,
        /// The greatest possible.
        at_most: u8,
    },
    /// A key that other kinds of questions have, but not this one.
    NotForKind {
        /// The kind of the question.
        kind: String,
    },
    /// It says something, but not a questionnaire that keeps the rules.
    Problem(Problem),
}

/// The types of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Type {
    /// A text in quotes.
    Text,
    /// A whole number.
    Number,
    /// A number with a decimal point.
    Decimal,
    /// `true` or `false`.
    TrueOrFalse,
    /// A date or time.
    Date,
    /// A list in brackets.
    List,
    /// A table.
    Table,
}

/// Sets of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Known {
    /// The kinds of questions.
    Kinds,
    /// The purposes of questionnaires.
    Purposes,
}

impl Known {
    /// The words.
    pub fn words(self) -> Vec<&'static str> {
        match self {
            Self::Kinds => Ask::KINDS.to_vec(),
            Self::Purposes => Purpose::ALL.map(Purpose::word).to_vec(),
        }
    }
}
