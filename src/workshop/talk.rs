//! In which order a team talks.

use super::{Counts, Most, Section, Tally, Workshop};
use std::cmp::Reverse;

/// What comes first, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Turn {
    /// Opinions are divided: by the share of the smaller camp, in millionths, then by what is lowest.
    Divided(Reverse<u64>, Height),
    /// Of three or four no more than half are of one mind.
    Split,
    /// By what is lowest.
    Shown(Height),
    /// Too few voted.
    Unknown,
}

/// How high something is, in tenths, and where it is going: lights that are alike by their trend, points by nothing.
type Height = (u8, u8);

/// A vote at the middle of the scale, in tenths: where there is no trend.
const STEADY: u8 = 30;

fn height(counts: &Counts) -> Height {
    match counts {
        Counts::Points(_) => (counts.mean().map_or(u8::MAX, |mean| mean.tenths), STEADY),
        Counts::Lights { colours, trends } => (colours.tenths().unwrap_or(u8::MAX), trends.tenths().unwrap_or(STEADY)),
    }
}

fn turn(tally: &Tally) -> Turn {
    match tally {
        Tally::Nothing { .. } => Turn::Unknown,
        Tally::Majority { most: Most::Points(Some(points)), .. } => Turn::Shown((points.get() * 10, STEADY)),
        Tally::Majority { most: Most::Lights { colour: Some(colour), trend }, .. } => {
            Turn::Shown((colour.level() * 10, trend.map_or(STEADY, |trend| trend.level() * 10)))
        }
        Tally::Majority { .. } => Turn::Split,
        Tally::Distribution { voters, counts } => {
            let (low, high) = counts.camps();
            if tally.divided() == Some(true) {
                let share = u64::from(low.min(high)) * 1_000_000 / u64::from(*voters);
                Turn::Divided(Reverse(share), height(counts))
            } else {
                Turn::Shown(height(counts))
            }
        }
    }
}

impl Workshop {
    /// The sections in the order in which the team talks about them: the most divided first, then those without a majority, then the lowest;
    /// last what nothing is shown of. Those that are alike stay as they were asked, and before the reveal all do. It is a function of what is
    /// shown, and so tells nothing more.
    pub fn talk(&self) -> Vec<&Section> {
        let mut sections: Vec<_> = self.sections.iter().collect();
        sections.sort_by_key(|section| section.tally.as_ref().map_or(Turn::Unknown, turn));
        sections
    }
}
