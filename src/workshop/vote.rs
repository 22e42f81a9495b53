//! Votes, and what one person casts.

use crate::{
    questionnaire::{SCALE, Slug},
    survey::release::{self, Mean, Step},
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt};

/// How one votes in a workshop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// By a number from 1 to 5.
    Points,
    /// By a colour, and where it is going.
    Lights,
}

/// What somebody says of a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Vote {
    /// A number.
    Points(Points),
    /// A colour and a trend.
    Light(Light),
}

/// A number from 1, very low, to 5, very good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Points(u8);

/// A number that is not from 1 to 5.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OffScale;

/// A colour and where it is going.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Light {
    /// How it is.
    pub colour: Colour,
    /// Where it is going.
    pub trend: Trend,
}

/// How something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Colour {
    /// Bad: something has to be done.
    Red,
    /// Neither bad nor good.
    Yellow,
    /// Good.
    Green,
}

/// Where something is going.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trend {
    /// It gets worse.
    Worse,
    /// It stays as it is.
    Same,
    /// It gets better.
    Better,
}

impl fmt::Display for OffScale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not from {} to {}", SCALE.start(), SCALE.end())
    }
}

impl std::error::Error for OffScale {}

impl Points {
    /// Takes a number from 1 to 5.
    ///
    /// # Errors
    ///
    /// [`OffScale`] for every other.
    pub fn new(number: u8) -> Result<Self, OffScale> {
        if SCALE.contains(&number) { Ok(Self(number)) } else { Err(OffScale) }
    }

    /// All of them, from 1 to 5.
    pub fn all() -> impl Iterator<Item = Self> {
        SCALE.map(Self)
    }

    /// The number.
    pub const fn get(self) -> u8 {
        self.0
    }

    /// What it means, from 1 to 5: what the same number means as the mean of a review, so that it has the same colour.
    pub fn level(self) -> u8 {
        mean(self.0 * 10).level()
    }
}

impl TryFrom<u8> for Points {
    type Error = OffScale;

    fn try_from(number: u8) -> Result<Self, OffScale> {
        Self::new(number)
    }
}

impl From<Points> for u8 {
    fn from(points: Points) -> Self {
        points.0
    }
}

/// A mean that is what it says: of all votes, to the tenth.
pub(super) fn mean(tenths: u8) -> Mean {
    Mean { tenths, code: release::Code::Exact, step: Step::Tenth }
}

impl Colour {
    /// All of them, from bad to good.
    pub const ALL: [Self; 3] = [Self::Red, Self::Yellow, Self::Green];

    /// What it means, from 1 (very low) to 5 (very good): the ends and the middle.
    pub fn level(self) -> u8 {
        match self {
            Self::Red => 1,
            Self::Yellow => 3,
            Self::Green => 5,
        }
    }
}

impl Trend {
    /// All of them, from worse to better.
    pub const ALL: [Self; 3] = [Self::Worse, Self::Same, Self::Better];

    /// As an arrow.
    pub fn arrow(self) -> &'static str {
        match self {
            Self::Worse => "↘",
            Self::Same => "→",
            Self::Better => "↗",
        }
    }

    /// From 1 to 5, as a colour: for the order of talking alone.
    pub(super) fn level(self) -> u8 {
        match self {
            Self::Worse => 1,
            Self::Same => 3,
            Self::Better => 5,
        }
    }
}

/// A text that says no vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoVote;

impl fmt::Display for NoVote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no vote")
    }
}

impl std::error::Error for NoVote {}

/// Reads a vote as forms send it: [`Vote::typed`].
impl std::str::FromStr for Vote {
    type Err = NoVote;

    fn from_str(text: &str) -> Result<Self, NoVote> {
        let Some((colour, trend)) = text.split_once('.') else {
            let number = text.parse().map_err(|_| NoVote)?;
            return Points::new(number).map(Self::Points).map_err(|_| NoVote);
        };
        let colour = Colour::ALL.into_iter().find(|one| one.to_string() == colour).ok_or(NoVote)?;
        let trend = Trend::ALL.into_iter().find(|one| one.to_string() == trend).ok_or(NoVote)?;
        Ok(Self::Light(Light { colour, trend }))
    }
}

impl Vote {
    /// As forms send it: "4", "yellow.better".
    pub fn typed(self) -> String {
        match self {
            Self::Points(points) => points.to_string(),
            Self::Light(Light { colour, trend }) => format!("{colour}.{trend}"),
        }
    }

    /// All votes of a way, from low to high; of a colour from worse to better.
    pub fn all(way: Way) -> Vec<Self> {
        match way {
            Way::Points => Points::all().map(Self::Points).collect(),
            Way::Lights => {
                let of = |colour| Trend::ALL.into_iter().map(move |trend| Self::Light(Light { colour, trend }));
                Colour::ALL.into_iter().flat_map(of).collect()
            }
        }
    }

    /// In which way it is cast.
    pub fn way(self) -> Way {
        match self {
            Self::Points(_) => Way::Points,
            Self::Light(_) => Way::Lights,
        }
    }

    /// What it means, from 1 (very low) to 5 (very good); a trend does not change that.
    pub fn level(self) -> u8 {
        match self {
            Self::Points(points) => points.level(),
            Self::Light(light) => light.colour.level(),
        }
    }
}

/// What one person votes, by section; a section may be left out. It does not say whose it is: the store keeps one for each person,
/// and drops all of them at the reveal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Ballot(BTreeMap<Slug, Vote>);

impl Ballot {
    /// The vote on a section, if it was not left out.
    pub fn vote(&self, section: &Slug) -> Option<Vote> {
        self.0.get(section).copied()
    }

    /// Whether every section is left out: then nobody has voted.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// With this vote in place of an earlier one, or without any.
    pub(super) fn set(&mut self, section: &Slug, vote: Option<Vote>) {
        match vote {
            Some(vote) => self.0.insert(section.clone(), vote),
            None => self.0.remove(section),
        };
    }
}
