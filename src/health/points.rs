//! What is most worth knowing of a group's health: the rule table behind the sentence on top.

use super::{
    board::{Number, Row},
    extremes::{highest, lowest, span},
};
use crate::survey::release::{Apart, Change, Mean, Reason};

/// Something worth knowing. Sections are places in the rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Point {
    /// There is no review yet.
    NoReview,
    /// The newest review shows no section, mostly for this reason; this earlier one, counted from the newest, does.
    Nothing(Reason, Option<usize>),
    /// These fell most, by so many tenths of a point. Where it is one: from what to what, and whether it divides the group.
    Fell(Vec<usize>, u8, Option<(Mean, Mean)>, bool),
    /// These rose most, by so many tenths of a point. Where it is one: from what to what.
    Rose(Vec<usize>, u8, Option<(Mean, Mean)>),
    /// Opinions are divided on these.
    Divided(Vec<usize>),
    /// Nothing is compared with an earlier review, all for this reason.
    Apart(Apart),
    /// There are earlier reviews, and none that it can be compared with.
    Alone,
    /// It is the first review: there is nothing to compare with.
    First,
    /// Nothing changed clearly.
    Steady,
    /// This has been low so many times in a row.
    StaysLow(usize, usize),
    /// These are surely the highest.
    Highest(Vec<usize>),
    /// These are surely the lowest.
    Lowest(Vec<usize>),
}

/// Below this many twentieths of a point a section is low: under 3.0, whatever it was rounded from.
const LOW: u16 = 60;

/// What is most worth knowing of these rows, in the order in which it is said: first what happened, then what it stands beside.
///
/// | the newest review | said first |
/// | --- | --- |
/// | is none | there is none |
/// | shows nothing | why, and when something was shown |
/// | has sections that fell | which fell most; if it is one, from where to where, and whether it divides |
/// | has sections that divide | which |
/// | has sections that rose | which rose most |
/// | cannot be compared | why, that there is nothing to compare it with, or that it is the first |
/// | else | that nothing changed clearly |
pub fn points(rows: &[Row]) -> Vec<Point> {
    let reviews = rows.iter().map(|row| row.numbers.len()).max().unwrap_or(0);
    if reviews == 0 {
        return vec![Point::NoReview];
    }
    let shown: Vec<usize> = (0..rows.len()).filter(|at| rows[*at].newest().is_some()).collect();
    if shown.is_empty() {
        return vec![nothing(rows, reviews)];
    }
    let divided: Vec<usize> = shown.iter().copied().filter(|at| rows[*at].divided == Some(true)).collect();
    let fell = most(rows, &shown, Row::fell);
    let rose = most(rows, &shown, Row::rose);
    let mut said = Vec::new();
    let mut rest = divided.clone();
    if let Some((which, tenths)) = &fell {
        let one = sole(which);
        let divides = one.is_some_and(|at| divided.contains(&at));
        if divides {
            rest.retain(|at| Some(*at) != one);
        }
        said.push(Point::Fell(which.clone(), *tenths, one.and_then(|at| moved(&rows[at])), divides));
    }
    if !rest.is_empty() {
        said.push(Point::Divided(rest));
    }
    if let Some((which, tenths)) = &rose {
        said.push(Point::Rose(which.clone(), *tenths, sole(which).and_then(|at| moved(&rows[at]))));
    }
    if said.is_empty() || fell.is_none() && rose.is_none() {
        said.extend(compared(rows, &shown));
    }
    let stays = stays_low(rows, &shown);
    said.extend(stays.map(|(at, times)| Point::StaysLow(at, times)));
    let means: Vec<Mean> = shown.iter().filter_map(|at| rows[*at].mean()).collect();
    let rows_of = |places: Vec<usize>| places.into_iter().map(|place| shown[place]).collect::<Vec<_>>();
    let (high, low) = (rows_of(highest(&means)), rows_of(lowest(&means)));
    if !high.is_empty() {
        said.push(Point::Highest(high));
    }
    // What stays low is most often the lowest: once is enough.
    if !low.is_empty() && stays.is_none_or(|(at, _)| !low.contains(&at)) {
        said.push(Point::Lowest(low));
    }
    said
}

fn sole(places: &[usize]) -> Option<usize> {
    match places {
        [one] => Some(*one),
        _ => None,
    }
}

/// Those that moved most, and by how much.
fn most(rows: &[Row], shown: &[usize], by: fn(&Row) -> Option<u8>) -> Option<(Vec<usize>, u8)> {
    let tenths = shown.iter().filter_map(|at| by(&rows[*at])).max()?;
    Some((shown.iter().copied().filter(|at| by(&rows[*at]) == Some(tenths)).collect(), tenths))
}

/// From what to what a section moved; `None` where the review before the newest is not the one that it was compared with.
fn moved(row: &Row) -> Option<(Mean, Mean)> {
    let (now, then) = (row.mean()?, row.numbers.get(1)?.score()?.mean);
    let by = row.fell().map(|tenths| -i16::from(tenths)).or(row.rose().map(i16::from))?;
    (i16::from(now.tenths) - i16::from(then.tenths) == by).then_some((then, now))
}

/// Why the newest review shows nothing, and since when.
fn nothing(rows: &[Row], reviews: usize) -> Point {
    let reason = |row: &Row| match row.numbers.first() {
        Some(Number::Hidden(reason)) => Some(*reason),
        _ => None,
    };
    // Where some are too few and some are left out for others' sake, it is the few that are the reason.
    let reasons: Vec<Reason> = rows.iter().filter_map(reason).collect();
    let why =
        if reasons.contains(&Reason::TooFew) { Reason::TooFew } else { reasons.first().copied().unwrap_or(Reason::NoScale) };
    let earlier =
        (1..reviews).find(|at| rows.iter().any(|row| row.numbers.get(*at).is_some_and(|number| number.score().is_some())));
    Point::Nothing(why, earlier)
}

/// What is said of the comparison where nothing moved.
fn compared(rows: &[Row], shown: &[usize]) -> Option<Point> {
    let changes: Vec<Change> = shown.iter().filter_map(|at| rows[*at].change()).collect();
    if changes.is_empty() {
        // Earlier ones that it was not compared with were of another mode, or held elsewhere.
        return Some(if rows.iter().all(|row| row.numbers.len() == 1) { Point::First } else { Point::Alone });
    }
    let apart = |change: &Change| match change {
        Change::NotComparable(apart) => Some(*apart),
        _ => None,
    };
    match apart(&changes[0]) {
        Some(first) if changes.iter().all(|change| apart(change) == Some(first)) => Some(Point::Apart(first)),
        _ if changes.iter().all(|change| *change == Change::NotClear) => Some(Point::Steady),
        _ => None,
    }
}

/// What has been low longest, twice at least: the lowest of those, then the first. It is counted as far back as numbers are of the
/// same questions to the same people.
fn stays_low(rows: &[Row], shown: &[usize]) -> Option<(usize, usize)> {
    let is_low = |number: &Number| number.score().is_some_and(|score| span(score.mean).1 <= LOW);
    let times = |at: usize| {
        let numbers = &rows[at].numbers;
        let goes_on = |at: &usize| is_low(&numbers[*at]) && (*at == 0 || numbers[at - 1].continues());
        (0..numbers.len()).take_while(goes_on).count()
    };
    let candidates = shown.iter().map(|at| (*at, times(*at))).filter(|(_, times)| *times >= 2);
    candidates.min_by_key(|(at, times)| (std::cmp::Reverse(*times), rows[*at].mean().map(|mean| mean.tenths), *at))
}
