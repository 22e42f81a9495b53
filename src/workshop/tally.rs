//! What is shown of the votes on a section.

use super::{Colour, Points, Trend, Vote, Way, vote};
use crate::survey::release::{self, Mean};
use serde::{Deserialize, Serialize};

/// From how many voters on what more than half of them chose is shown.
pub const MAJORITY_FROM: u32 = 3;

/// From how many voters on it is shown how many chose what.
pub const DISTRIBUTION_FROM: u32 = 5;

/// How much is shown of a number of votes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Detail {
    /// Nothing.
    Nothing,
    /// What more than half chose.
    Majority,
    /// How many chose what.
    Distribution,
}

/// How much is shown of so many votes on a section. Of all who may vote: the most that will be shown, to be said before one opens.
pub fn detail(voters: u32) -> Detail {
    match voters {
        DISTRIBUTION_FROM.. => Detail::Distribution,
        MAJORITY_FROM.. => Detail::Majority,
        _ => Detail::Nothing,
    }
}

/// What is shown of the votes on a section. Who left it out is no voter of it.
///
/// How many voted stands in all three: everybody saw it grow while they voted. The rest is a function of as much as may be shown,
/// so that no more follows from it, nor from what is computed from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "shown", rename_all = "snake_case")]
pub enum Tally {
    /// Nothing: too few voted.
    Nothing {
        /// 0 to 2.
        voters: u32,
    },
    /// What more than half chose: not how many more, and not what the others chose.
    ///
    /// Some more does follow from the rule itself. Who voted otherwise than the majority knows that all others voted with it, since more than half
    /// of three or four are all but one: pages say so before one votes. Three who have no majority for a colour have chosen each colour once.
    Majority {
        /// 3 or 4.
        voters: u32,
        /// What, if anything.
        most: Most,
    },
    /// How many chose what.
    Distribution {
        /// 5 or more.
        voters: u32,
        /// How many chose each.
        counts: Counts,
    },
}

/// What more than half chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Most {
    /// A number, or none.
    Points(Option<Points>),
    /// Of colours and of trends, each by itself: they need not be the same people.
    Lights {
        /// A colour, or none.
        colour: Option<Colour>,
        /// A trend, or none.
        trend: Option<Trend>,
    },
}

/// How many chose each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counts {
    /// 1, 2, 3, 4 and 5.
    Points([u32; 5]),
    /// Colours and trends, each by itself: not who sees red and worse.
    Lights {
        /// How many chose each colour.
        colours: Colours,
        /// How many chose each trend.
        trends: Trends,
    },
}

/// How many chose each colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Colours {
    /// Bad.
    pub red: u32,
    /// Neither bad nor good.
    pub yellow: u32,
    /// Good.
    pub green: u32,
}

/// How many chose each trend.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trends {
    /// It gets worse.
    pub worse: u32,
    /// It stays as it is.
    pub same: u32,
    /// It gets better.
    pub better: u32,
}

/// The mean of values that so many chose each, in tenths; halves are rounded up, which is away from zero. Nothing of nobody.
fn tenths(counts: impl IntoIterator<Item = (u8, u32)>) -> Option<u8> {
    let (sum, voters) = counts
        .into_iter()
        .fold((0, 0), |(sum, voters), (value, count)| (sum + u64::from(value) * u64::from(count), voters + u64::from(count)));
    let tenths = (20 * sum + voters).checked_div(2 * voters)?;
    Some(u8::try_from(tenths).expect("no mean is above all values"))
}

/// What more than half chose.
fn majority<T>(counts: impl IntoIterator<Item = (T, u32)>, voters: u32) -> Option<T> {
    counts.into_iter().find(|(_, count)| count.saturating_mul(2) > voters).map(|(value, _)| value)
}

impl Colours {
    /// Each colour with how many chose it, from bad to good.
    pub fn each(&self) -> [(Colour, u32); 3] {
        [(Colour::Red, self.red), (Colour::Yellow, self.yellow), (Colour::Green, self.green)]
    }

    /// The mean of red as 1, yellow as 3 and green as 5, in tenths. No page shows it as a number: colours are none.
    pub(super) fn tenths(&self) -> Option<u8> {
        tenths(self.each().map(|(colour, count)| (colour.level(), count)))
    }

    fn add(&mut self, colour: Colour) {
        *match colour {
            Colour::Red => &mut self.red,
            Colour::Yellow => &mut self.yellow,
            Colour::Green => &mut self.green,
        } += 1;
    }
}

impl Trends {
    /// Each trend with how many chose it, from worse to better.
    pub fn each(&self) -> [(Trend, u32); 3] {
        [(Trend::Worse, self.worse), (Trend::Same, self.same), (Trend::Better, self.better)]
    }

    /// The mean of worse as 1, the same as 3 and better as 5, in tenths; for the order alone.
    pub(super) fn tenths(&self) -> Option<u8> {
        tenths(self.each().map(|(trend, count)| (trend.level(), count)))
    }

    fn add(&mut self, trend: Trend) {
        *match trend {
            Trend::Worse => &mut self.worse,
            Trend::Same => &mut self.same,
            Trend::Better => &mut self.better,
        } += 1;
    }
}

impl Counts {
    /// Counts votes. Those that were cast in another way are none.
    fn of(way: Way, votes: impl IntoIterator<Item = Vote>) -> Self {
        let mut counts = match way {
            Way::Points => Self::Points([0; 5]),
            Way::Lights => Self::Lights { colours: Colours::default(), trends: Trends::default() },
        };
        for vote in votes {
            match (&mut counts, vote) {
                (Self::Points(counts), Vote::Points(points)) => counts[usize::from(points.get()) - 1] += 1,
                (Self::Lights { colours, trends }, Vote::Light(light)) => {
                    colours.add(light.colour);
                    trends.add(light.trend);
                }
                _ => {}
            }
        }
        counts
    }

    fn voters(&self) -> u32 {
        match self {
            Self::Points(counts) => counts.iter().sum(),
            Self::Lights { colours, .. } => colours.each().iter().map(|(_, count)| count).sum(),
        }
    }

    /// What more than half chose.
    pub fn most(&self) -> Most {
        let voters = self.voters();
        match self {
            Self::Points(counts) => Most::Points(majority(Points::all().zip(*counts), voters)),
            Self::Lights { colours, trends } => {
                Most::Lights { colour: majority(colours.each(), voters), trend: majority(trends.each(), voters) }
            }
        }
    }

    /// How many chose what is low (1 and 2; red), and how many what is high (4 and 5; green).
    pub(super) fn camps(&self) -> (u32, u32) {
        match self {
            Self::Points([one, two, _, four, five]) => (one + two, four + five),
            Self::Lights { colours, .. } => (colours.red, colours.green),
        }
    }

    /// The mean of points, to the tenth; halves are rounded up. Lights have none.
    pub fn mean(&self) -> Option<Mean> {
        match self {
            Self::Points(counts) => tenths(Points::all().map(Points::get).zip(*counts)).map(vote::mean),
            Self::Lights { .. } => None,
        }
    }
}

impl Tally {
    /// What is shown of these votes on a section. Their order does not matter, and votes that were cast in another way are none.
    pub fn of(way: Way, votes: impl IntoIterator<Item = Vote>) -> Self {
        let counts = Counts::of(way, votes);
        let voters = counts.voters();
        match detail(voters) {
            Detail::Nothing => Self::Nothing { voters },
            Detail::Majority => Self::Majority { voters, most: counts.most() },
            Detail::Distribution => Self::Distribution { voters, counts },
        }
    }

    /// How many voted on it.
    pub fn voters(&self) -> u32 {
        match self {
            Self::Nothing { voters } | Self::Majority { voters, .. } | Self::Distribution { voters, .. } => *voters,
        }
    }

    /// What more than half chose, where that is shown.
    pub fn most(&self) -> Option<Most> {
        match self {
            Self::Nothing { .. } => None,
            Self::Majority { most, .. } => Some(*most),
            Self::Distribution { counts, .. } => Some(counts.most()),
        }
    }

    /// The mean of points, to the tenth, where it is shown how many chose what.
    pub fn mean(&self) -> Option<Mean> {
        match self {
            Self::Nothing { .. } | Self::Majority { .. } => None,
            Self::Distribution { counts, .. } => counts.mean(),
        }
    }

    /// Whether opinions are divided, by the rule of reviews ([`release::divided`]): at least a quarter voted 1 or 2, and at least a
    /// quarter 4 or 5; of lights, red and green. `None` where it is not shown how many chose what.
    pub fn divided(&self) -> Option<bool> {
        match self {
            Self::Nothing { .. } | Self::Majority { .. } => None,
            Self::Distribution { voters, counts } => {
                let (low, high) = counts.camps();
                Some(release::divided(low, high, *voters))
            }
        }
    }
}
