//! What a goal is called.

use crate::person::{NameRefused, one_line};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The longest title, in characters.
pub const LONGEST_TITLE: usize = 200;

/// What a goal is called: trimmed, not empty, at most [`LONGEST_TITLE`] characters, on one line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Title(String);

impl Title {
    /// Takes a text as a title; white space around it and repeated within is dropped.
    ///
    /// # Errors
    ///
    /// [`NameRefused`] says what is wrong with it.
    pub fn new(text: &str) -> Result<Self, NameRefused> {
        one_line(text, LONGEST_TITLE).map(Self)
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether two titles are the same to a reader.
    pub fn is_like(&self, other: &Self) -> bool {
        self.key() == other.key()
    }

    /// What titles that are the same to a reader have in common.
    pub fn key(&self) -> String {
        self.0.to_lowercase()
    }
}

impl TryFrom<String> for Title {
    type Error = NameRefused;

    fn try_from(text: String) -> Result<Self, NameRefused> {
        Self::new(&text)
    }
}

impl From<Title> for String {
    fn from(title: Title) -> Self {
        title.0
    }
}

impl fmt::Display for Title {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
