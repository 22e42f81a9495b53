//! The words for votes and tallies: pages, history and files say the same ones.

use super::{Colour, Colours, Counts, Light, Most, Points, Tally, Trend, Trends, Vote, vote};
use std::fmt::{self, Display, Formatter};

/// Where a team stands on a section: one place in its history. To be marked *workshop* there: it is no number of a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand<'a> {
    /// The team agreed on it.
    Agreed(Vote),
    /// It agreed on nothing; this is what the votes say.
    Voted(&'a Tally),
}

impl Display for Points {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.get().fmt(f)
    }
}

impl Display for Colour {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Red => "red",
            Self::Yellow => "yellow",
            Self::Green => "green",
        })
    }
}

impl Display for Trend {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Worse => "worse",
            Self::Same => "same",
            Self::Better => "better",
        })
    }
}

impl Display for Light {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}", self.colour, self.trend)
    }
}

impl Display for Vote {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Points(points) => points.fmt(f),
            Self::Light(light) => light.fmt(f),
        }
    }
}

/// What is said where there is no majority.
const NO_MAJORITY: &str = "no majority";

fn or_none<T: Display>(most: Option<T>) -> String {
    most.map_or_else(|| NO_MAJORITY.to_owned(), |most| most.to_string())
}

impl Most {
    /// In two words or three: "most 4", "yellow, better", "no majority". A trend without a majority is left out.
    fn short(self) -> String {
        match self {
            Self::Points(Some(points)) => format!("most {points}"),
            Self::Points(None) => NO_MAJORITY.to_owned(),
            Self::Lights { colour, trend: None } => or_none(colour),
            Self::Lights { colour, trend: Some(trend) } => format!("{}, {trend}", or_none(colour)),
        }
    }

    fn long(self, voters: u32) -> String {
        match self {
            Self::Points(None) | Self::Lights { colour: None, trend: None } => format!("no majority among {voters} voters"),
            Self::Points(Some(points)) => format!("most of {voters} voters chose {points}"),
            Self::Lights { colour, trend: None } => format!("most of {voters} voters chose {}", or_none(colour)),
            Self::Lights { colour: Some(colour), trend: Some(trend) } => {
                format!("most of {voters} voters chose {colour}, and most {trend}")
            }
            Self::Lights { colour: None, trend: Some(trend) } => {
                format!("no majority for a colour among {voters} voters, but most chose {trend}")
            }
        }
    }

    /// What it means, from 1 to 5.
    fn level(self) -> Option<u8> {
        match self {
            Self::Points(points) => points.map(Points::level),
            Self::Lights { colour, .. } => colour.map(Colour::level),
        }
    }
}

/// "1 red, 4 yellow": what nobody chose is left out.
fn listed<T: Display>(each: impl IntoIterator<Item = (T, u32)>) -> String {
    let chosen = each.into_iter().filter(|(_, count)| *count > 0);
    chosen.map(|(value, count)| format!("{count} {value}")).collect::<Vec<_>>().join(", ")
}

impl Display for Colours {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&listed(self.each()))
    }
}

impl Display for Trends {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&listed(self.each()))
    }
}

impl Tally {
    /// What it means, from 1 (very low) to 5 (very good); it says the colour. `None` where nothing is shown, or three or four have no
    /// majority.
    ///
    /// Of points it is that of their mean. Of lights it is the colour that most chose; where none is, it is that of their mean, so that
    /// a team between yellow and green is not shown as one between red and green.
    pub fn level(&self) -> Option<u8> {
        let of_most = self.most().and_then(Most::level);
        match self {
            Self::Nothing { .. } | Self::Majority { .. } => of_most,
            Self::Distribution { counts: Counts::Points(_), .. } => self.mean().map(|mean| mean.level()),
            Self::Distribution { counts: Counts::Lights { colours, .. }, .. } => {
                of_most.or_else(|| colours.tenths().map(|tenths| vote::mean(tenths).level()))
            }
        }
    }

    /// Where there is little room: "3.4", "most 4", "yellow, better", "no majority", "too few".
    pub fn short(&self) -> String {
        let mean = self.mean().map(|mean| mean.short());
        mean.or_else(|| self.most().map(Most::short)).unwrap_or_else(|| "too few".to_owned())
    }
}

/// In a few words: "3.4 on average of 6 votes, divided"; "most of 4 voters chose 4"; "1 red, 4 yellow; 5 better". Of fewer
/// than three voters it does not say how few: who reads it later was not there to see them vote.
impl Display for Tally {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing { .. } => f.write_str("too few voted"),
            Self::Majority { voters, most } => f.write_str(&most.long(*voters)),
            Self::Distribution { voters, counts } => {
                match counts {
                    Counts::Points(_) => {
                        let mean = counts.mean().map(|mean| mean.to_string()).unwrap_or_default();
                        write!(f, "{mean} on average of {voters} votes")?;
                    }
                    Counts::Lights { colours, trends } => write!(f, "{colours}; {trends}")?,
                }
                if self.divided() == Some(true) { f.write_str(", divided") } else { Ok(()) }
            }
        }
    }
}

impl Stand<'_> {
    /// Whether the team agreed on it.
    pub fn is_agreed(&self) -> bool {
        matches!(self, Self::Agreed(_))
    }

    /// What it means, from 1 (very low) to 5 (very good); it says the colour. `None` where there is nothing to say.
    pub fn level(&self) -> Option<u8> {
        match self {
            Self::Agreed(vote) => Some(vote.level()),
            Self::Voted(tally) => tally.level(),
        }
    }

    /// Where there is little room: "4", "3.4", "most 4", "yellow, better", "no majority", "too few".
    pub fn short(&self) -> String {
        match self {
            Self::Agreed(vote) => vote.to_string(),
            Self::Voted(tally) => tally.short(),
        }
    }
}

/// In a few words: "agreed on 4"; else what the tally says.
impl Display for Stand<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Agreed(vote) => write!(f, "agreed on {vote}"),
            Self::Voted(tally) => tally.fmt(f),
        }
    }
}
