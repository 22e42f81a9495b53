//! The ids of questionnaires, sections, questions and options: words that stay, whatever happens to the text.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The most characters of a [`Slug`].
pub const LONGEST_ID: usize = 60;

/// A stable id: 1 to 60 of a-z and 0-9, with single hyphens between them ("cohesion-help").
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Slug(String);

/// Why a text is no [`Slug`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NotASlug {
    /// Nothing was written.
    Empty,
    /// It has more than [`LONGEST_ID`] characters.
    TooLong,
    /// It has a character beside a-z, 0-9 and the hyphen: the first such one.
    Character(char),
    /// It begins or ends with a hyphen, or has two in a row.
    Hyphen,
}

impl fmt::Display for NotASlug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("an id has at least one character"),
            Self::TooLong => write!(f, "an id has at most {LONGEST_ID} characters"),
            Self::Character(' ') => f.write_str("an id has no spaces; use hyphens"),
            Self::Character(c) if c.is_ascii_uppercase() => f.write_str("an id has only small letters"),
            Self::Character(c) => write!(f, "an id has only a-z, 0-9 and hyphens, not {c:?}"),
            Self::Hyphen => f.write_str("an id has single hyphens, and only between letters or digits"),
        }
    }
}

impl std::error::Error for NotASlug {}

impl Slug {
    /// Takes a text as an id, exactly as it is.
    ///
    /// # Errors
    ///
    /// [`NotASlug`], the first reason.
    pub fn new(text: &str) -> Result<Self, NotASlug> {
        if text.is_empty() {
            return Err(NotASlug::Empty);
        }
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if let Some(other) = text.chars().find(|c| !allowed(*c)) {
            return Err(NotASlug::Character(other));
        }
        // Only ASCII is left: bytes are characters.
        if text.len() > LONGEST_ID {
            return Err(NotASlug::TooLong);
        }
        if text.starts_with('-') || text.ends_with('-') || text.contains("--") {
            return Err(NotASlug::Hyphen);
        }
        Ok(Self(text.to_owned()))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for Slug {
    type Err = NotASlug;

    fn from_str(text: &str) -> Result<Self, NotASlug> {
        Self::new(text)
    }
}

impl TryFrom<String> for Slug {
    type Error = NotASlug;

    fn try_from(text: String) -> Result<Self, NotASlug> {
        Self::new(&text)
    }
}

impl From<Slug> for String {
    fn from(slug: Slug) -> Self {
        slug.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_an_id_and_what_is_none() {
        for fine in ["a", "7", "cohesion-1", "a-b-c", &"x".repeat(60)] {
            assert_eq!(Slug::new(fine).unwrap().as_str(), fine);
        }
        assert_eq!(Slug::new(""), Err(NotASlug::Empty));
        assert_eq!(Slug::new(&"x".repeat(61)), Err(NotASlug::TooLong));
        assert_eq!(Slug::new("a b"), Err(NotASlug::Character(' ')));
        assert_eq!(Slug::new("Team"), Err(NotASlug::Character('T')));
        assert_eq!(Slug::new("größe"), Err(NotASlug::Character('ö')));
        for hyphens in ["-", "-a", "a-", "a--b"] {
            assert_eq!(Slug::new(hyphens), Err(NotASlug::Hyphen), "{hyphens}");
        }
    }

    #[test]
    fn an_id_is_a_plain_text_in_json_and_checked_there() {
        let slug = Slug::new("cohesion-1").unwrap();
        assert_eq!(serde_json::to_string(&slug).unwrap(), "\"cohesion-1\"");
        assert_eq!(serde_json::from_str::<Slug>("\"cohesion-1\"").unwrap(), slug);
        assert!(serde_json::from_str::<Slug>("\"Cohesion 1\"").is_err());
    }
}
