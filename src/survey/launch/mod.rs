//! Whether a survey may be launched.

mod overlap;

#[cfg(test)]
mod tests;

pub use overlap::{APART, Earlier, Group, Overlap, Who, overlap};

use super::{
    Kind, Mode,
    contract::Viewers,
    rules::{greatest_k, least_k},
};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// The most people on a roster.
pub const ROSTER_MAX: usize = 200_000;

/// The most days for which a survey is open: about a quarter of a year.
pub const LONGEST_DAYS: i64 = 92;

/// The shortest time for which a survey is open.
pub const SHORTEST: SignedDuration = SignedDuration::from_hours(1);

/// The most days before its opening that a survey is launched: a roster that old says little.
pub const AHEAD_DAYS: i64 = 366;

/// What is to be launched, as far as it is checked here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Launch {
    /// What it is about.
    pub kind: Kind,
    /// Whether answers carry names.
    pub mode: Mode,
    /// The threshold.
    pub k: u8,
    /// Who sees the release.
    pub viewers: Viewers,
    /// Whether the questionnaire is made for this kind of survey.
    pub fits: bool,
    /// How many teams were chosen; not looked at for a company review.
    pub teams: usize,
    /// How many people are on the roster.
    pub roster: usize,
    /// From when answers are to be accepted.
    pub opens: Timestamp,
    /// From when no longer.
    pub closes: Timestamp,
    /// Whether browsers reach the program by https, or by localhost.
    pub secure: bool,
}

/// Why a survey is not launched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LaunchRefused {
    /// The threshold is too low.
    KTooLow {
        /// The least for this kind.
        least: u8,
    },
    /// The threshold is too high.
    KTooHigh {
        /// The greatest for this kind.
        most: u8,
    },
    /// Nobody could be shown anything: fewer people than answers are needed.
    TooFew {
        /// How many are on the roster.
        roster: usize,
        /// How many are needed.
        needed: usize,
    },
    /// More than [`ROSTER_MAX`] people.
    TooMany {
        /// How many are on the roster.
        roster: usize,
    },
    /// A team review without a team.
    NoTeams,
    /// It closes before it opens, or as it does.
    ClosesFirst,
    /// The closing time has passed.
    ClosesInPast,
    /// It opens more than [`AHEAD_DAYS`] days from now.
    OpensTooLate,
    /// It is open for more than [`LONGEST_DAYS`] days.
    TooLong,
    /// From now on, it is open for less than [`SHORTEST`].
    TooShort,
    /// A company review in open mode.
    OpenCompany,
    /// A confidential survey without https.
    NotSecure,
    /// The questionnaire is made for another kind of survey.
    OtherPurpose {
        /// The kind that was to be launched.
        kind: Kind,
    },
    /// The viewers are those of another kind of survey.
    OtherViewers {
        /// The kind that was to be launched.
        kind: Kind,
    },
    /// Its results and those of another survey would together show too small a group.
    Overlap(Overlap),
}

impl From<Overlap> for LaunchRefused {
    fn from(overlap: Overlap) -> Self {
        Self::Overlap(overlap)
    }
}

/// Looks at everything that can be seen without other surveys; for these, see [`overlap()`].
///
/// # Errors
///
/// Everything that stands against the launch, not just the first.
pub fn check(launch: &Launch, now: Timestamp) -> Result<(), Vec<LaunchRefused>> {
    let mut refused = times(launch.opens, launch.closes, now);
    let (least, most) = (least_k(launch.kind), greatest_k(launch.kind));
    let is_open = launch.mode == Mode::Open;
    let needed = if is_open { 1 } else { usize::from(launch.k.max(1)) };
    let kind = launch.kind;
    let rules = [
        (launch.k < least, LaunchRefused::KTooLow { least }),
        (launch.k > most, LaunchRefused::KTooHigh { most }),
        (launch.roster < needed, LaunchRefused::TooFew { roster: launch.roster, needed }),
        (launch.roster > ROSTER_MAX, LaunchRefused::TooMany { roster: launch.roster }),
        (kind == Kind::Team && launch.teams == 0, LaunchRefused::NoTeams),
        (kind == Kind::Company && is_open, LaunchRefused::OpenCompany),
        (!is_open && !launch.secure, LaunchRefused::NotSecure),
        (!launch.fits, LaunchRefused::OtherPurpose { kind }),
        (!launch.viewers.fit(kind), LaunchRefused::OtherViewers { kind }),
    ];
    refused.extend(rules.into_iter().filter_map(|(is_broken, refused)| is_broken.then_some(refused)));
    if refused.is_empty() { Ok(()) } else { Err(refused) }
}

/// What is wrong with the times.
fn times(opens: Timestamp, closes: Timestamp, now: Timestamp) -> Vec<LaunchRefused> {
    let days = |days: i64| SignedDuration::from_hours(24 * days);
    let mut refused = Vec::new();
    if opens.duration_since(now) > days(AHEAD_DAYS) {
        refused.push(LaunchRefused::OpensTooLate);
    }
    if closes <= opens {
        refused.push(LaunchRefused::ClosesFirst);
    } else if closes <= now {
        refused.push(LaunchRefused::ClosesInPast);
    } else if closes.duration_since(opens.max(now)) < SHORTEST {
        refused.push(LaunchRefused::TooShort);
    } else if closes.duration_since(opens) > days(LONGEST_DAYS) + SignedDuration::from_hours(1) {
        // The hour is for clocks that are put back meanwhile.
        refused.push(LaunchRefused::TooLong);
    }
    refused
}

/// Why nothing was launched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NotLaunched {
    /// There is no such cycle.
    NoCycle,
    /// The cycle is closed.
    CycleClosed,
    /// There is no such questionnaire, or it is offered no more.
    NoQuestionnaire,
    /// Rules stand against it, these.
    Rules(Vec<LaunchRefused>),
}

/// Why a survey is not voided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum VoidRefused {
    /// There is no such survey.
    Unknown,
    /// It is over: its results are out, or it was voided before.
    Over,
    /// It takes some words, at most so many characters.
    Why {
        /// The most.
        at_most: usize,
    },
}

/// The most characters that the reason of a void has.
pub const LONGEST_WHY: usize = 300;
