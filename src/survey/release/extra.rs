//! Recommend scores, choices and participation.

use super::cell::{Cell, Choices, Code, Count, Reason, Recommend, Share};
use super::code;
use super::design::{Ballot, Value};
use super::tally::Tree;
use crate::survey::rules::{PARTICIPATION_FROM, RECOMMEND_FROM};

/// Why these results of a unit are not shown at threshold `k`; `None` when they are. Open surveys, without a threshold,
/// show them everywhere.
fn hidden(unit: usize, answers: u32, k: Option<u8>) -> Option<Reason> {
    let Some(k) = k else { return (answers == 0).then_some(Reason::TooFew) };
    if unit > 0 {
        return Some(Reason::CompanyOnly);
    }
    let enough = RECOMMEND_FROM.max(usize::from(k));
    usize::try_from(answers).is_ok_and(|answers| answers < enough).then_some(Reason::TooFew)
}

/// A count as it is published.
fn count(answers: u32, k: Option<u8>) -> Count {
    let answers = usize::try_from(answers).unwrap_or(usize::MAX);
    if k.is_some() { code::count(answers) } else { Count::Exact(answers) }
}

/// The recommend score of each unit.
///
/// 100 x (promoters - detractors) / answers, to the nearest ten, half up, with ends at -90 and 90.
pub(super) fn recommend(tree: &Tree, ballots: &[Ballot], question: usize, k: Option<u8>) -> Vec<Cell<Recommend>> {
    let (mut answers, mut scores) = (vec![0_u32; tree.len()], vec![0_i64; tree.len()]);
    for ballot in ballots {
        if let Some(Some(Value::Recommend(value @ 0..=10))) = ballot.values.get(question) {
            answers[ballot.unit] += 1;
            scores[ballot.unit] += match value {
                9.. => 1,
                7..9 => 0,
                _ => -1,
            };
        }
    }
    tree.sum_up(&mut answers);
    tree.sum_up(&mut scores);
    let cell = |(unit, (answers, score)): (usize, (u32, i64))| {
        if let Some(reason) = hidden(unit, answers, k) {
            return Cell::Hidden(reason);
        }
        let n = i64::from(answers);
        let (score, code) = if k.is_none() {
            ((200 * score + n).div_euclid(2 * n), Code::Exact)
        } else {
            match (20 * score + n).div_euclid(2 * n) {
                9.. => (90, Code::OrHigher),
                ..=-9 => (-90, Code::OrLower),
                tens => (10 * tens, Code::Exact),
            }
        };
        Cell::Shown(Recommend { score: i8::try_from(score).unwrap_or(100), code, answers: count(answers, k) })
    };
    answers.into_iter().zip(scores).enumerate().map(cell).collect()
}

/// How often each of `options` was chosen in each unit, one or `several` by each person. An answer that names none, or one that is not
/// there, counts as skipped.
pub(super) fn choices(
    tree: &Tree,
    ballots: &[Ballot],
    question: usize,
    options: usize,
    several: bool,
    k: Option<u8>,
) -> Vec<Cell<Choices>> {
    let mut answers = vec![0_u32; tree.len()];
    let mut chosen = vec![vec![0_u32; tree.len()]; options];
    for ballot in ballots {
        let mut picks = match ballot.values.get(question) {
            Some(Some(Value::Single(pick))) if !several => vec![*pick],
            Some(Some(Value::Multiple(picks))) if several => picks.clone(),
            _ => continue,
        };
        picks.sort_unstable();
        picks.dedup();
        if picks.is_empty() || picks.iter().any(|pick| *pick >= options) {
            continue;
        }
        answers[ballot.unit] += 1;
        for pick in picks {
            chosen[pick][ballot.unit] += 1;
        }
    }
    tree.sum_up(&mut answers);
    for chosen in &mut chosen {
        tree.sum_up(chosen);
    }
    let cell = |(unit, answers): (usize, &u32)| {
        if let Some(reason) = hidden(unit, *answers, k) {
            return Cell::Hidden(reason);
        }
        let share = |part| if k.is_some() { code::share(part, *answers) } else { code::plain_share(part, *answers) };
        Cell::Shown(Choices { shares: chosen.iter().map(|chosen| share(chosen[unit])).collect(), answers: count(*answers, k) })
    };
    answers.iter().enumerate().map(cell).collect()
}

/// How many of the invited responded.
pub(super) fn participation(respondents: usize, invited: Option<usize>, open: bool) -> Cell<Share> {
    let Some(invited) = invited else { return Cell::Hidden(Reason::NoRoster) };
    if invited == 0 || (!open && invited < PARTICIPATION_FROM) {
        return Cell::Hidden(Reason::TooFew);
    }
    let whole = u32::try_from(invited).unwrap_or(u32::MAX);
    let part = u32::try_from(respondents).unwrap_or(u32::MAX).min(whole);
    Cell::Shown(if open { code::plain_share(part, whole) } else { code::share(part, whole) })
}
