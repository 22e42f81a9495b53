//! What both sides write in a plan, part by part.

use crate::{
    person::{NameRefused, one_line},
    review::{self, NotAnAnswer, Side},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// The longest line of a plan, in characters.
pub const LONGEST_LINE: usize = 300;

/// The most that is promised in a plan.
pub const MOST_PROMISES: usize = 20;

/// The most dates in a plan.
pub const MOST_DATES: usize = 20;

/// A line of a plan: trimmed, not empty, at most [`LONGEST_LINE`] characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Words(String);

impl Words {
    /// Takes a text as a line; white space around it and repeated within is dropped.
    ///
    /// # Errors
    ///
    /// [`NameRefused`] says what is wrong with it.
    pub fn new(text: &str) -> Result<Self, NameRefused> {
        one_line(text, LONGEST_LINE).map(Self)
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Words {
    type Error = NameRefused;

    fn try_from(text: String) -> Result<Self, NameRefused> {
        Self::new(&text)
    }
}

impl From<Words> for String {
    fn from(words: Words) -> Self {
        words.0
    }
}

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Who promises something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whom {
    /// One of the two.
    Side(Side),
    /// Somebody else, in words: "People operations".
    Other(Words),
}

/// Support that is promised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    /// What.
    pub what: Words,
    /// By whom.
    pub by: Whom,
    /// By which day, where one is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
}

/// A day on which both look at the plan again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Next {
    /// When.
    pub on: Date,
    /// What for.
    pub what: Words,
}

/// One part of a plan: two people who write different ones do not meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// What the person is good at.
    Strengths,
    /// Where they want to grow.
    Growth,
    /// Where they want to go: a role or a level, in words.
    Towards,
    /// The support that is promised.
    Support,
    /// When both look at it again.
    Dates,
}

/// A text that names no part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAPart;

impl fmt::Display for NotAPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no part of a plan")
    }
}

impl std::error::Error for NotAPart {}

impl Part {
    /// All of them, in their order.
    pub const ALL: [Self; 5] = [Self::Strengths, Self::Growth, Self::Towards, Self::Support, Self::Dates];

    /// Those that are not left empty.
    pub const NEEDED: [Self; 3] = [Self::Strengths, Self::Growth, Self::Towards];
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Strengths => "strengths",
            Self::Growth => "growth",
            Self::Towards => "towards",
            Self::Support => "support",
            Self::Dates => "dates",
        })
    }
}

impl FromStr for Part {
    type Err = NotAPart;

    fn from_str(text: &str) -> Result<Self, NotAPart> {
        Self::ALL.into_iter().find(|part| part.to_string() == text).ok_or(NotAPart)
    }
}

/// What stands in a part, or is to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Said {
    /// [`Part::Strengths`], as Markdown.
    Strengths(String),
    /// [`Part::Growth`], as Markdown.
    Growth(String),
    /// [`Part::Towards`], as Markdown.
    Towards(String),
    /// [`Part::Support`].
    Support(Vec<Promise>),
    /// [`Part::Dates`].
    Dates(Vec<Next>),
}

impl Said {
    /// Of which part it is.
    pub fn part(&self) -> Part {
        match self {
            Self::Strengths(_) => Part::Strengths,
            Self::Growth(_) => Part::Growth,
            Self::Towards(_) => Part::Towards,
            Self::Support(_) => Part::Support,
            Self::Dates(_) => Part::Dates,
        }
    }

    /// Whether it says nothing.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Strengths(text) | Self::Growth(text) | Self::Towards(text) => text.trim().is_empty(),
            Self::Support(promises) => promises.is_empty(),
            Self::Dates(dates) => dates.is_empty(),
        }
    }

    /// Whether it fits: texts have at most [`LONGEST_TEXT`](review::LONGEST_TEXT) characters, lists at most [`MOST_PROMISES`] and [`MOST_DATES`].
    ///
    /// # Errors
    ///
    /// [`NotAnAnswer`], the first reason.
    pub fn check(&self) -> Result<(), NotAnAnswer> {
        match self {
            Self::Strengths(text) | Self::Growth(text) | Self::Towards(text) => review::check(text),
            Self::Support(promises) if promises.len() > MOST_PROMISES => Err(NotAnAnswer::TooMany(MOST_PROMISES)),
            Self::Dates(dates) if dates.len() > MOST_DATES => Err(NotAnAnswer::TooMany(MOST_DATES)),
            Self::Support(_) | Self::Dates(_) => Ok(()),
        }
    }

    /// With line ends as pages with script send them, so that a form without script changes nothing by itself.
    pub(super) fn plain(&self) -> Self {
        let plain = |text: &str| text.replace("\r\n", "\n");
        match self {
            Self::Strengths(text) => Self::Strengths(plain(text)),
            Self::Growth(text) => Self::Growth(plain(text)),
            Self::Towards(text) => Self::Towards(plain(text)),
            Self::Support(_) | Self::Dates(_) => self.clone(),
        }
    }
}

/// All that both sides write in a plan.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Parts {
    /// What the person is good at, as Markdown of at most [`LONGEST_TEXT`](review::LONGEST_TEXT) characters.
    pub strengths: String,
    /// Where they want to grow, as such.
    pub growth: String,
    /// Where they want to go, as such.
    pub towards: String,
    /// The support that is promised.
    pub support: Vec<Promise>,
    /// When both look at it again.
    pub dates: Vec<Next>,
}

impl Parts {
    /// What stands in a part.
    pub fn said(&self, part: Part) -> Said {
        match part {
            Part::Strengths => Said::Strengths(self.strengths.clone()),
            Part::Growth => Said::Growth(self.growth.clone()),
            Part::Towards => Said::Towards(self.towards.clone()),
            Part::Support => Said::Support(self.support.clone()),
            Part::Dates => Said::Dates(self.dates.clone()),
        }
    }

    /// Lets this stand in its part.
    pub(super) fn set(&mut self, said: Said) {
        match said {
            Said::Strengths(text) => self.strengths = text,
            Said::Growth(text) => self.growth = text,
            Said::Towards(text) => self.towards = text,
            Said::Support(promises) => self.support = promises,
            Said::Dates(dates) => self.dates = dates,
        }
    }
}
