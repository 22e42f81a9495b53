//! What changed since the last release: a function of the numbers that both releases show, so that it tells nothing new.
//!
//! The fixed steps were chosen by simulation. Where nothing changed and answers fall as they usually do (5, 10, 25, 40 and 20 % from
//! 1 to 5), two groups of five differ by 1.5 or more to the nearest half in 6 % of cases, of seven in 4 %, of nine in 2 %;
//! scores of three questions whose answers correlate by 0.3 differ by 1.0 or more in 6, 3 and 1 %. A step of 1.0 for questions would
//! be crossed in 29, 20 and 16 %. Where opinions are divided it happens up to three times as often.

use super::cell::{Apart, Change, Code, Distribution, Release, Score, Step};
use super::code::at_least;
use super::design::{Previous, Then};
use crate::survey::rules::{COMMON_PERCENT, QUESTION_STEP, SECTION_STEP};
use std::collections::HashMap;

/// The variance of answers, in hundredths of a squared point, that is assumed where no distribution is shown: a standard
/// deviation of 1.2, more than most questions on agreement have.
const ASSUMED_VARIANCE: u64 = 144;

/// The standard error in hundredths of a point, rounded up, of a mean whose answers fall like this.
///
/// The variance is taken from the published shares alone: a bucket's answers lie half a point to either side of 1.5 or 4.5.
/// Of a published count the fewest that it may stand for are taken.
pub(super) fn error(distribution: Option<&Distribution>, answers: super::Count) -> Option<u16> {
    let count = u64::try_from(at_least(answers)).ok().filter(|count| *count > 0)?;
    let variance = distribution.map_or(ASSUMED_VARIANCE, |fall| {
        let share = |share: super::Share| u64::from(share.percent);
        let (low, middle, high) = (share(fall.unfavourable), share(fall.neutral), share(fall.favourable));
        let all = (low + middle + high).max(1);
        // In half points: buckets at 3, 6 and 9, and one half point within the outer ones.
        let (first, second) = (3 * low + 6 * middle + 9 * high, 9 * low + 36 * middle + 81 * high);
        (100 * (all * second + all * (low + high) - first * first)).div_ceil(4 * all * all)
    });
    let squared = (100 * variance).div_ceil(count);
    let root = squared.isqrt();
    u16::try_from(root + u64::from(root * root < squared)).ok()
}

/// Whether a score changed from `then` to `now`.
///
/// With standard errors on both sides: by a tenth or more, and by more than two standard errors of the difference.
/// Otherwise by a fixed step: [`SECTION_STEP`] for two scores with one decimal, else [`QUESTION_STEP`]. An end code counts as its end where that is the nearer one, and else not at all.
pub(super) fn between(then: &Score, now: &Score) -> Change {
    let (before, after) = (then.mean, now.mean);
    let tenths = after.tenths.abs_diff(before.tenths);
    let clear = match (then.error, now.error) {
        (Some(first), Some(second)) => {
            let (first, second, moved) = (u64::from(first), u64::from(second), 10 * u64::from(tenths));
            tenths >= before.step.tenths().max(after.step.tenths()) && moved * moved > 4 * (first * first + second * second)
        }
        _ if before.step == Step::Tenth && after.step == Step::Tenth => tenths >= SECTION_STEP,
        _ => tenths >= QUESTION_STEP,
    };
    let rose = after.tenths > before.tenths;
    let (away, towards) = if rose { (Code::OrHigher, Code::OrLower) } else { (Code::OrLower, Code::OrHigher) };
    match clear {
        false => Change::NotClear,
        true if before.code == away || after.code == towards => Change::NotComparable(Apart::Coded),
        true if rose => Change::Rose(tenths),
        true => Change::Fell(tenths),
    }
}

/// Whether a unit is still the same: at least 70 % of the larger of both memberships are common.
fn same(then: &Then) -> bool {
    let larger = then.then.max(then.now);
    larger > 0 && 100 * then.common >= COMMON_PERCENT * larger
}

/// The last release, by what its numbers are about.
pub(super) struct Earlier<'a> {
    release: &'a Release,
    units: &'a [Option<Then>],
    /// Section and index within it of each question, by identity.
    questions: HashMap<&'a str, (usize, usize)>,
    /// The index of each section, by id.
    sections: HashMap<&'a str, usize>,
    /// Identities of all questions, by section.
    identities: Vec<Vec<&'a str>>,
}

impl<'a> Earlier<'a> {
    /// Looks up what the last release shows.
    pub fn new(previous: Previous<'a>) -> Self {
        let sections = &previous.design.sections;
        let identities: Vec<Vec<&str>> =
            sections.iter().map(|section| section.questions.iter().map(|q| q.identity.as_str()).collect()).collect();
        Self {
            release: previous.release,
            units: previous.units,
            questions: identities
                .iter()
                .enumerate()
                .flat_map(|(section, ids)| ids.iter().enumerate().map(move |(at, id)| (*id, (section, at))))
                .collect(),
            sections: sections.iter().enumerate().map(|(at, section)| (section.id.as_str(), at)).collect(),
            identities,
        }
    }

    /// The unit then.
    fn unit(&self, unit: usize) -> Result<usize, Apart> {
        let then = self.units.get(unit).copied().flatten().ok_or(Apart::NewUnit)?;
        if same(&then) { Ok(then.unit) } else { Err(Apart::OtherMembers) }
    }

    /// How a question's score moved in a unit.
    pub fn question(&self, unit: usize, identity: &str, now: &Score) -> Change {
        let find = || {
            let then = self.unit(unit)?;
            let (section, at) = *self.questions.get(identity).ok_or(Apart::OtherQuestions)?;
            let cells = self.release.units.get(then).and_then(|unit| unit.sections.get(section)).ok_or(Apart::HiddenThen)?;
            match cells.questions.get(at) {
                Some(super::QuestionCells::Scale(cell)) => cell.shown().ok_or(Apart::HiddenThen),
                _ => Err(Apart::OtherQuestions),
            }
        };
        find().map_or_else(Change::NotComparable, |then| between(then, now))
    }

    /// How a section's score moved in a unit. `identities` are those of all its questions, `built_from` the indices of those
    /// that the score is built from.
    pub fn section(&self, unit: usize, id: &str, identities: &[&str], built_from: &[usize], now: &Score) -> Change {
        let find = || {
            let then = self.unit(unit)?;
            let section = *self.sections.get(id).ok_or(Apart::OtherQuestions)?;
            let cells = self.release.units.get(then).and_then(|unit| unit.sections.get(section)).ok_or(Apart::HiddenThen)?;
            let score = cells.score.shown().ok_or(Apart::HiddenThen)?;
            let mut before: Vec<&str> =
                cells.built_from.iter().filter_map(|at| self.identities[section].get(*at).copied()).collect();
            let mut after: Vec<&str> = built_from.iter().filter_map(|at| identities.get(*at).copied()).collect();
            before.sort_unstable();
            after.sort_unstable();
            if before == after { Ok(score) } else { Err(Apart::OtherQuestions) }
        };
        find().map_or_else(Change::NotComparable, |then| between(then, now))
    }
}
