//! What a reader can still think possible: every person keeps at least three possible answers to every question.
//!
//! Published numbers are intervals of sums. In a tree they are propagated up (a group's sum is that of its children) and down
//! (a child's sum is its parent's less those of its siblings); the bounds that come out are exact, because sums of nested
//! groups form a network, whose extreme points are whole numbers. A person is one more level of the tree: in a leaf of n with
//! its sum in \[L, U\] everybody can have answered anything from L - 5(n - 1) to U - (n - 1).
//!
//! Two certificates make it quick, and hold against more than intervals:
//!
//! - *Three values.* Whatever is published by unit is symmetric in the people of a leaf. Where at least three
//!   different values occur in a leaf, exchanging people shows that each of them may have given any of the three,
//!   whatever else is published and however much is known about this program.
//! - *A middling sum.* Where a leaf's sum lies two or more from both extremes, its people can be rearranged so that
//!   each takes three values without changing the sum: whatever sums are published.

use super::code::Span;
use super::tally::{Fall, Tree};

/// How many answers everybody must be left with.
const POSSIBLE: i64 = 3;

/// Tightens what is known of every group's number by its parts and its whole, to the last consequence.
pub(super) fn propagate(tree: &Tree, spans: &mut [Span]) {
    for group in (0..tree.len()).rev() {
        if !tree.leaf(group) {
            let (low, high) = totals(tree, group, spans);
            spans[group] = Span { low: spans[group].low.max(low), high: spans[group].high.min(high) };
        }
    }
    for group in 0..tree.len() {
        let (low, high) = totals(tree, group, spans);
        for &child in &tree.children[group] {
            let span = spans[child];
            spans[child] = Span {
                low: span.low.max(spans[group].low - (high - span.high)),
                high: span.high.min(spans[group].high - (low - span.low)),
            };
        }
    }
}

/// The sums of the children's bounds.
fn totals(tree: &Tree, group: usize, spans: &[Span]) -> (i64, i64) {
    tree.children[group].iter().fold((0, 0), |(low, high), child| (low + spans[*child].low, high + spans[*child].high))
}

/// Whether three or more values occur in a leaf, so that nothing published by unit pins anybody there.
pub(super) fn varied(fall: &Fall) -> bool {
    i64::from(fall.values.count_ones()) >= POSSIBLE
}

/// Whether no published sums can pin anybody in a leaf.
pub(super) fn middling(fall: &Fall) -> bool {
    fall.answers == 0 || varied(fall) || (fall.answers >= 2 && fall.sum >= fall.answers + 2 && fall.sum + 2 <= 5 * fall.answers)
}

/// Whether in a leaf of so many answers with such a sum everybody is left with three answers.
pub(super) fn open(answers: u32, span: Span) -> bool {
    let others = i64::from(answers) - 1;
    let (least, most) = ((span.low - 5 * others).max(1), (span.high - others).min(5));
    most - least + 1 >= POSSIBLE
}

/// How many buckets' answers an exchange may move: few suffice, and fewer found is the safe side.
const REACH: u32 = 12;

/// Whether everybody in a leaf is left with three answers by distributions of groups that hold it, because it can exchange
/// buckets with one of `others`: the other leaves of the smallest such group that are in no smaller one.
///
/// Let the leaf have u unfavourable and f favourable answers instead of its own, and another leaf as many more or fewer the other way round, both with
/// their sums unchanged. Then all sums and all distributions are as published. That is possible exactly where a leaf's sum lies between
/// u + 3m + 4f and 2u + 3m + 5f, and what its people can have answered follows.
pub(super) fn exchangeable<'a>(fall: &Fall, others: impl Iterator<Item = &'a Fall> + Clone) -> bool {
    let mut possible = [false; 5];
    let near = |at: u32| at.saturating_sub(REACH)..=at + REACH;
    for unfavourable in near(fall.unfavourable) {
        for favourable in near(fall.favourable) {
            let Some(neutral) = fall.answers.checked_sub(unfavourable + favourable) else { continue };
            let Some((above, below)) = room(fall.sum, unfavourable, neutral, favourable) else { continue };
            let gives = |other: &Fall| {
                let less = |mine: u32, then: u32, now: u32| (mine + then).checked_sub(now);
                let u = less(other.unfavourable, fall.unfavourable, unfavourable);
                let f = less(other.favourable, fall.favourable, favourable);
                u.zip(f).is_some_and(|(u, f)| u + f <= other.answers && room(other.sum, u, other.answers - u - f, f).is_some())
            };
            let same = (unfavourable, favourable) == (fall.unfavourable, fall.favourable);
            if same || others.clone().any(gives) {
                // 1 and 4 leave the least, 2 and 5 the most: one of these needs a point of room.
                possible[0] |= unfavourable > 0 && below > 0;
                possible[1] |= unfavourable > 0 && above > 0;
                possible[2] |= neutral > 0;
                possible[3] |= favourable > 0 && below > 0;
                possible[4] |= favourable > 0 && above > 0;
                if possible.into_iter().map(i64::from).sum::<i64>() >= POSSIBLE {
                    return true;
                }
            }
        }
    }
    false
}

/// How far a sum lies above the least and below the greatest that buckets allow; `None` when it does not lie between.
fn room(sum: u32, unfavourable: u32, neutral: u32, favourable: u32) -> Option<(u32, u32)> {
    let above = sum.checked_sub(unfavourable + 3 * neutral + 4 * favourable)?;
    let below = (2 * unfavourable + 3 * neutral + 5 * favourable).checked_sub(sum)?;
    Some((above, below))
}

/// How many answers must lie outside each bucket, and how many points the sum from either end of what the buckets allow.
const MARGIN: (u32, u32) = (3, 2);

/// Whether a group's distribution may stand beside its mean.
///
/// Three answers must lie outside each bucket, and the sum two points from the least and the greatest that the buckets allow
/// (all 1 and 4; all 2 and 5). Then even one who knows the exact sum and buckets is left with three answers for everybody. And
/// so is one who sees the mean alone and concludes from the missing distribution: for every sum that some answers without margin have,
/// others without margin have it, too, with three different values between them. With the margins at 1 this fails: ten answers of
/// 3 would be the only way to 3.0 without a distribution. (The tests go through all ways to answer.)
pub(super) fn spread(fall: &Fall) -> bool {
    let (outside, points) = MARGIN;
    let room = room(fall.sum, fall.unfavourable, fall.neutral(), fall.favourable);
    [fall.unfavourable, fall.neutral(), fall.favourable].into_iter().all(|bucket| bucket + outside <= fall.answers)
        && room.is_some_and(|(above, below)| above >= points && below >= points)
}
