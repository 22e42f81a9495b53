//! Rounding and coding: what is published of a mean, a share, a count; and what somebody who reads it can conclude about the
//! numbers behind.
//!
//! All of it is integer arithmetic. Rounding is half up on exact fractions: 3.25 becomes 3.5 to the nearest half, 3.3 to
//! the nearest tenth. Ends are coded: they stand for themselves and everything beyond.

use super::cell::{Code, Count, Mean, Share, Step};

/// The closed interval of whole numbers that a published number leaves open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    /// The least.
    pub low: i64,
    /// The greatest.
    pub high: i64,
}

/// The highest and lowest tenth that are published for a mean of `answers` answers at a step: everything beyond is coded.
///
/// Half points end at 4.5 and 1.5, whatever the number of answers. Tenths end where at least two points are missing from
/// the extreme sum, so that every single answer may still be 3, 4 or 5 (1, 2 or 3): with ten answers at 4.8 and 1.2, and
/// never beyond 4.9 and 1.1.
pub(super) fn ends(answers: u32, step: Step) -> (u8, u8) {
    let top = match step {
        Step::Half => 45,
        Step::Tenth => {
            let n = u64::from(answers.max(1));
            let rounded = (20 * (5 * n).saturating_sub(2) + n) / (2 * n);
            u8::try_from(rounded).unwrap_or(48).min(49)
        }
    };
    (top, 60 - top)
}

/// The mean of `answers` (at least one) answers with this sum, coded.
pub(super) fn mean(sum: u32, answers: u32, step: Step) -> Mean {
    within(sum, answers, step, Room { least: i64::MIN, low: i64::MIN, high: i64::MAX, most: i64::MAX })
}

/// What must stay possible of a sum, whatever is published of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    /// No less than this it is in any case.
    pub least: i64,
    /// The lower end must allow this sum.
    pub low: i64,
    /// The upper end must allow this sum.
    pub high: i64,
    /// No more than this it is in any case.
    pub most: i64,
}

/// The same, with ends where there is still room: the upper end allows `room.high`, the lower one `room.low`. Where the
/// ends meet all that is said is that it is no less than `room.least`. An end beyond which nothing is possible is no end.
pub(super) fn within(sum: u32, answers: u32, step: Step, room: Room) -> Mean {
    let (s, n) = (u64::from(sum), u64::from(answers));
    let tenths = match step {
        Step::Tenth => (20 * s + n) / (2 * n),
        Step::Half => (4 * s + n) / (2 * n) * 5,
    };
    let tenths = u8::try_from(tenths).unwrap_or(50);
    let (mut top, mut bottom) = ends(answers, step);
    let allows = |tenths| sums(Mean { tenths, code: Code::Exact, step }, answers);
    while top > 10 && allows(top).low > room.high {
        top -= step.tenths();
    }
    while bottom < 50 && allows(bottom).high < room.low {
        bottom += step.tenths();
    }
    if bottom >= top {
        while top > 10 && allows(top).low > room.least {
            top -= step.tenths();
        }
        return Mean { tenths: top, code: Code::OrHigher, step };
    }
    if tenths >= top && allows(top).high < room.most {
        Mean { tenths: top, code: Code::OrHigher, step }
    } else if tenths <= bottom && allows(bottom).low > room.least {
        Mean { tenths: bottom, code: Code::OrLower, step }
    } else {
        Mean { tenths, code: Code::Exact, step }
    }
}

/// The mean of published means at a step, half up. It is coded where all of them are, alike.
pub(super) fn average(means: &[Mean], step: Step) -> Mean {
    let (sum, n) = (means.iter().map(|mean| u32::from(mean.tenths)).sum::<u32>(), u32::try_from(means.len().max(1)).unwrap_or(1));
    let length = u32::from(step.tenths());
    let tenths = u8::try_from((2 * sum + n * length) / (2 * n * length) * length).unwrap_or(50);
    Mean { tenths, code: alike(means.iter().map(|mean| mean.code)), step }
}

/// The mean of published shares in steps of ten per cent, half up. It is coded where all of them are, alike.
pub(super) fn average_share(shares: &[Share]) -> Share {
    let (sum, n) =
        (shares.iter().map(|share| u32::from(share.percent)).sum::<u32>(), u32::try_from(shares.len().max(1)).unwrap_or(1));
    let percent = u8::try_from((sum + 5 * n) / (10 * n) * 10).unwrap_or(100);
    Share { percent, code: alike(shares.iter().map(|share| share.code)) }
}

/// The code that all have, or else none.
fn alike(mut codes: impl Iterator<Item = Code>) -> Code {
    let first = codes.next().unwrap_or(Code::Exact);
    if codes.all(|code| code == first) { first } else { Code::Exact }
}

/// The mean to one decimal, uncoded: for open surveys.
pub(super) fn plain_mean(sum: u32, answers: u32) -> Mean {
    let (s, n) = (u64::from(sum), u64::from(answers));
    Mean { tenths: u8::try_from((20 * s + n) / (2 * n)).unwrap_or(50), code: Code::Exact, step: Step::Tenth }
}

/// The sums of `answers` answers that would have been published as this mean.
pub(super) fn sums(mean: Mean, answers: u32) -> Span {
    let n = i64::from(answers);
    // In fortieths of a point a tenth is 4 and half of a half point 10.
    let (at, reach) = (4 * i64::from(mean.tenths), if mean.step == Step::Half { 10 } else { 2 });
    let low = ((at - reach) * n + 39).div_euclid(40);
    let high = ((at + reach) * n + 39).div_euclid(40) - 1;
    Span {
        low: if mean.code == Code::OrLower { n } else { low.max(n) },
        high: if mean.code == Code::OrHigher { 5 * n } else { high.min(5 * n) },
    }
}

/// A share of `part` in `whole` (at least one), in steps of ten per cent with coded ends.
pub(super) fn share(part: u32, whole: u32) -> Share {
    let (part, whole) = (u64::from(part), u64::from(whole));
    match (20 * part + whole) / (2 * whole) {
        0..=1 => Share { percent: 10, code: Code::OrLower },
        tens @ 2..=8 => Share { percent: u8::try_from(10 * tens).unwrap_or(80), code: Code::Exact },
        _ => Share { percent: 90, code: Code::OrHigher },
    }
}

/// A share to one per cent, uncoded: for open surveys.
pub(super) fn plain_share(part: u32, whole: u32) -> Share {
    let (part, whole) = (u64::from(part), u64::from(whole));
    Share { percent: u8::try_from((200 * part + whole) / (2 * whole)).unwrap_or(100), code: Code::Exact }
}

/// A count as it is published.
pub(super) fn count(number: usize) -> Count {
    match number {
        0..10 => Count::UnderTen,
        10..20 => Count::TenToNineteen,
        _ => Count::About((number + 2) / 5 * 5),
    }
}

/// The fewest that a published count may stand for.
pub(super) fn at_least(count: Count) -> usize {
    match count {
        Count::UnderTen => 0,
        Count::TenToNineteen => 10,
        Count::About(number) => number.saturating_sub(2).max(20),
        Count::Exact(number) => number,
    }
}
