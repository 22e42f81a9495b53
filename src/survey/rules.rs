//! The numbers on which showing results depends, in one place: the forecast before a launch and the release after the
//! close go by the same ones.
//!
//! They follow the practice of statistical disclosure control (thresholds, rounding, coded ends); where they are ours,
//! the attacker of the test suite (`tests/attacker`) says why they are what they are.

use super::Kind;
use serde::{Deserialize, Serialize};

/// The least threshold of a company review.
pub const COMPANY_K: u8 = 5;

/// The threshold of a team review unless it is said otherwise, and its least.
pub const TEAM_K: u8 = 3;

/// The greatest threshold.
pub const GREATEST_K: u8 = 20;

/// The greatest threshold of a team review: with a greater one few teams would have results of their own.
pub const TEAM_GREATEST_K: u8 = 5;

/// From how many answers a question is shown by itself; with fewer only sections are.
pub const QUESTIONS_FROM: usize = 5;

/// From how many answers means have one decimal, and there are distributions and counts.
pub const FINE_FROM: usize = 10;

/// From how many answers, at company level only, recommend score and choices are shown.
pub const RECOMMEND_FROM: usize = 50;

/// From how many respondents comments are shown.
pub const COMMENTS_FROM: usize = 10;

/// How many texts there must be for comments to be shown.
pub const TEXTS_FROM: usize = 3;

/// From how many invited a unit's participation is shown.
pub const PARTICIPATION_FROM: usize = 10;

/// How much of a unit must be the same people, in per cent of the larger of then and now, to compare with an earlier survey.
pub const COMMON_PERCENT: usize = 70;

/// From how many tenths of a point a mean of fewer than [`FINE_FROM`] answers to the nearest half has changed clearly. The
/// documentation of `release::change` says how often that is said where nothing changed.
pub const QUESTION_STEP: u8 = 15;

/// The same for the score of a section of three or more questions with one decimal, whose chance errors partly cancel.
pub const SECTION_STEP: u8 = 10;

/// The most bands of attributes that are taken into a release.
pub const BANDS_MAX: usize = 25;

/// How many pairs of people of different bands must be able to exchange answers for the bands to be shown; how many
/// follows from how far answers move in `release::exchange`, and the attacker looks whether it is enough.
pub const EXCHANGES: u32 = 8;

/// The least threshold of a kind of survey.
pub fn least_k(kind: Kind) -> u8 {
    match kind {
        Kind::Team => TEAM_K,
        Kind::Company => COMPANY_K,
    }
}

/// The greatest threshold of a kind of survey.
pub fn greatest_k(kind: Kind) -> u8 {
    match kind {
        Kind::Team => TEAM_GREATEST_K,
        Kind::Company => GREATEST_K,
    }
}

/// The fewest roster members that a reporting unit has at threshold `k`: k + 2 or 1.6 k rounded up, whichever is more.
/// The margin is for those who do not answer.
pub fn smallest_unit(k: u8) -> usize {
    let k = usize::from(k);
    (k + 2).max((8 * k).div_ceil(5))
}

/// How much of a group's results a number of answers allows, before anything is suppressed to protect others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Detail {
    /// Too few.
    Nothing,
    /// Sections only, to the nearest half point.
    Sections,
    /// Questions to the nearest half point, larger sections to one decimal.
    Questions,
    /// One decimal, distributions, counts.
    Fine,
}

/// What `answers` allow at threshold `k`.
pub fn detail(answers: usize, k: u8) -> Detail {
    match answers {
        n if n < usize::from(k) => Detail::Nothing,
        n if n < QUESTIONS_FROM => Detail::Sections,
        n if n < FINE_FROM => Detail::Questions,
        _ => Detail::Fine,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_margin_of_a_unit() {
        assert_eq!([3, 4, 5, 6, 10].map(smallest_unit), [5, 7, 8, 10, 16]);
    }

    #[test]
    fn more_answers_never_allow_less() {
        for k in TEAM_K..=GREATEST_K {
            assert!((0..60).all(|n| detail(n, k) <= detail(n + 1, k)), "{k}");
            assert_eq!(detail(usize::from(k) - 1, k), Detail::Nothing);
        }
        assert_eq!([2, 3, 5, 10].map(|n| detail(n, 3)), [Detail::Nothing, Detail::Sections, Detail::Questions, Detail::Fine]);
    }
}
