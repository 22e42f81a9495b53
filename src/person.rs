//! Persons: everybody in the organisation, with an account or without.

use crate::{Changed, Email, PersonId, TeamId, Version, ZoneName, change::Broken, home::Homes};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The longest name, in characters.
pub const LONGEST_NAME: usize = 120;

/// Somebody in the organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Who.
    pub id: PersonId,
    /// The name that colleagues know.
    pub name: Name,
    /// Where mail goes, and what one signs in with. Without one there is no account.
    pub email: Option<Email>,
    /// What they do, in words ("Tech lead").
    pub title: Option<String>,
    /// Where they work from, in words ("Oslo").
    pub location: Option<String>,
    /// Who they report to; the root has none.
    pub manager: Option<PersonId>,
    /// Their home team today: what `homes` says of this date.
    pub team: Option<TeamId>,
    /// Their home teams, by date.
    pub homes: Homes,
    /// Their own time zone; `None` means the organisation's.
    pub time_zone: Option<ZoneName>,
    /// Whether they look after people, cycles and settings.
    pub administrator: bool,
    /// `false` once they left; their history stays.
    pub active: bool,
    /// The day on which they left, where it is known.
    pub left: Option<Date>,
    /// How often this record was changed.
    pub version: Version,
}

impl Person {
    /// Somebody new, of whom only the name is known.
    pub fn named(id: PersonId, name: Name) -> Self {
        Self {
            id,
            name,
            email: None,
            title: None,
            location: None,
            manager: None,
            team: None,
            homes: Homes::default(),
            time_zone: None,
            administrator: false,
            active: true,
            left: None,
            version: Version::default(),
        }
    }

    /// With what their dated home teams say of today.
    pub fn settle(&mut self, today: Date) {
        self.team = self.homes.on(today);
    }
}

/// A person's or team's name: trimmed, not empty, at most [`LONGEST_NAME`] characters, on one line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Name(String);

/// Why a text is no name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NameRefused {
    /// Nothing was written.
    Empty,
    /// Longer than a name may be.
    TooLong {
        /// The most characters it may have.
        at_most: usize,
    },
    /// It has line breaks or control characters.
    ControlCharacters,
}

impl std::fmt::Display for NameRefused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Empty => f.write_str("no name"),
            Self::TooLong { at_most } => write!(f, "a name of more than {at_most} characters"),
            Self::ControlCharacters => f.write_str("a name with control characters"),
        }
    }
}

impl std::error::Error for NameRefused {}

/// A text on one line: white space around it and repeated within is dropped.
///
/// # Errors
///
/// [`NameRefused`] when nothing is left, or more than `at_most` characters, or it has line breaks.
pub(crate) fn one_line(text: &str, at_most: usize) -> Result<String, NameRefused> {
    if text.chars().any(|c| c.is_control() && !matches!(c, '\t')) {
        return Err(NameRefused::ControlCharacters);
    }
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() {
        return Err(NameRefused::Empty);
    }
    if line.chars().count() > at_most {
        return Err(NameRefused::TooLong { at_most });
    }
    Ok(line)
}

impl Name {
    /// Takes a text as a name; white space around it and repeated within is dropped.
    ///
    /// # Errors
    ///
    /// [`NameRefused`] says what is wrong with it.
    pub fn new(text: &str) -> Result<Self, NameRefused> {
        one_line(text, LONGEST_NAME).map(Self)
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// One or two letters that stand for the name where there is no room for it.
    pub fn initials(&self) -> String {
        let mut words = self.0.split(' ').filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
        let first = words.next();
        let last = words.next_back();
        first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
    }

    /// The first word: how a greeting or a mail addresses somebody.
    pub fn first(&self) -> &str {
        self.0.split(' ').next().unwrap_or(&self.0)
    }
}

impl TryFrom<String> for Name {
    type Error = NameRefused;

    fn try_from(text: String) -> Result<Self, NameRefused> {
        Self::new(&text)
    }
}

impl From<Name> for String {
    fn from(name: Name) -> Self {
        name.0
    }
}

impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whom to invite.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invite {
    /// Their name.
    pub name: Name,
    /// Their address.
    pub email: Email,
    /// What they do, in words.
    pub title: Option<String>,
}

/// Why nobody was invited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum InviteRefused {
    /// Somebody has this address already.
    AddressTaken {
        /// Who has it.
        by: String,
    },
    /// The person left.
    Inactive,
    /// The person has no address to sign in with.
    NoAddress,
    /// There is no such person.
    Unknown,
}

/// What an administrator says of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The name.
    pub name: Name,
    /// The address; without one they cannot sign in.
    pub email: Option<Email>,
    /// What they do.
    pub title: Option<String>,
    /// Where they work from.
    pub location: Option<String>,
    /// Who they report to.
    pub manager: Option<PersonId>,
    /// Whether they look after people, cycles and settings.
    pub administrator: bool,
}

/// Why a person's record stays as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ChangeRefused {
    /// There is no such person.
    Unknown,
    /// It was changed meanwhile.
    Changed,
    /// They left.
    Left,
    /// Nobody lets themselves go, or stops being an administrator, by mistake: another administrator does it.
    Oneself,
    /// Whoever leaves takes nothing over from themselves.
    Heir,
    /// Their name was taken away ([`crate::former`]): nobody gets it back.
    Nameless,
    /// A day so far away that it is a mistake: before 2000, or more than a year ahead.
    Day,
    /// A rule of the organisation would no longer hold.
    Broken(Broken),
}

impl From<Broken> for ChangeRefused {
    fn from(broken: Broken) -> Self {
        Self::Broken(broken)
    }
}

/// What a person may change about themselves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// The name that colleagues know.
    pub name: Name,
    /// Their own time zone; `None` means the organisation's.
    pub time_zone: Option<ZoneName>,
}

/// Why a profile was not saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SaveRefused {
    /// It was changed meanwhile: what is stored now.
    Changed(Changed<Profile>),
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn initials_are_first_and_last() {
        for (name, initials) in
            [("Nadia Perić", "NP"), ("Zofia Maria Dvořák", "ZD"), ("Björk", "B"), ("李 小龙", "李小"), ("(-) x", "X")]
        {
            assert_eq!(Name::new(name).expect("a name").initials(), initials);
        }
    }

    #[test]
    fn a_name_is_one_line_of_bounded_length() {
        assert_eq!(Name::new(" \t "), Err(NameRefused::Empty));
        assert_eq!(Name::new("a\nb"), Err(NameRefused::ControlCharacters));
        assert_eq!(Name::new(&"ž".repeat(121)), Err(NameRefused::TooLong { at_most: 120 }));
        assert_eq!(Name::new("  Ada   Lovelace ").expect("a name").as_str(), "Ada Lovelace");
    }

    proptest! {
        #[test]
        fn a_name_reads_back_as_itself(text in ".{0,130}") {
            if let Ok(name) = Name::new(&text) {
                prop_assert_eq!(Name::new(name.as_str()), Ok(name.clone()));
                prop_assert!(name.initials().chars().count() <= 6);
            }
        }
    }
}
