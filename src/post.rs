//! Posts: the entries of the HR system. A person may hold several, say an interim role beside their own.

use crate::{Email, PersonId, change::Broken, person::Name};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// The longest key of a post, in characters. An address may be a key.
pub const LONGEST_KEY: usize = 254;

/// By what the HR system names a post: the employee number, or the address where it gives no numbers.
///
/// Trimmed, not empty, without white space and control characters. Compared as it is written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PostKey(String);

/// A text that is no key of a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotAPostKey;

impl fmt::Display for NotAPostKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an employee number is one word of at most {LONGEST_KEY} characters")
    }
}

impl std::error::Error for NotAPostKey {}

impl PostKey {
    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The employee number; `None` where the key is an address.
    pub fn number(&self) -> Option<&str> {
        (!self.0.contains('@')).then_some(self.as_str())
    }
}

impl FromStr for PostKey {
    type Err = NotAPostKey;

    fn from_str(text: &str) -> Result<Self, NotAPostKey> {
        let text = text.trim();
        let fits =
            !text.is_empty() && text.chars().count() <= LONGEST_KEY && !text.chars().any(|c| c.is_whitespace() || c.is_control());
        if fits { Ok(Self(text.to_owned())) } else { Err(NotAPostKey) }
    }
}

impl TryFrom<String> for PostKey {
    type Error = NotAPostKey;

    fn try_from(text: String) -> Result<Self, NotAPostKey> {
        text.parse()
    }
}

impl From<PostKey> for String {
    fn from(key: PostKey) -> Self {
        key.0
    }
}

impl From<&Email> for PostKey {
    fn from(email: &Email) -> Self {
        Self(email.to_string())
    }
}

impl fmt::Display for PostKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What the HR system last said of a post. The next import compares with this, so that only what changed *there* is
/// changed here, and corrections that were made here stay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// The holder's name.
    pub name: Name,
    /// Their address.
    pub email: Option<Email>,
    /// The post's title.
    pub title: Option<String>,
    /// The team, as the HR system calls it.
    pub team: Option<String>,
    /// Where the work is done.
    pub location: Option<String>,
    /// The post that this one reports to.
    pub reports_to: Option<PostKey>,
}

/// One entry of the HR system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    /// Its name there.
    pub key: PostKey,
    /// Who holds it.
    pub person: PersonId,
    /// Whether it is the one of its holder's posts by which their title, manager and home team go.
    pub main: bool,
    /// Whether it came from a file. Posts of people who were added by hand are not ended when a file does not have them.
    pub imported: bool,
    /// `false` once the HR system has it no longer.
    pub active: bool,
    /// What was last said of it.
    pub told: Told,
}

/// Why two people were not joined, or a post not parted from its holder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum JoinRefused {
    /// There is no such person or post.
    Unknown,
    /// It is the same person already.
    Oneself,
    /// One of them left.
    Left,
    /// The one who would be gone signs in: they are two.
    HasAccount,
    /// The one who would be gone is an administrator.
    Administrator,
    /// It is the post by which its holder's own title and manager go.
    Main,
    /// A rule of the organisation would no longer hold.
    Broken(Broken),
}

impl From<Broken> for JoinRefused {
    fn from(broken: Broken) -> Self {
        Self::Broken(broken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_key_is_one_word() {
        assert_eq!("  E0101 ".parse::<PostKey>().expect("a key").as_str(), "E0101");
        for text in ["", "  ", "E 1", "E\n1", &"9".repeat(255)] {
            assert_eq!(text.parse::<PostKey>(), Err(NotAPostKey), "{text}");
        }
        assert_eq!("E0101".parse::<PostKey>().expect("a key").number(), Some("E0101"));
        assert_eq!("a@b.example".parse::<PostKey>().expect("a key").number(), None);
    }

    proptest! {
        #[test]
        fn a_key_reads_back_as_itself(text in ".{0,20}") {
            if let Ok(key) = text.parse::<PostKey>() {
                prop_assert_eq!(key.as_str().parse::<PostKey>(), Ok(key.clone()));
            }
        }
    }
}
