//! How finely what is shown is published, so that everybody keeps three possible answers.
//!
//! **Means.** The ends of what is published are coded, and where the ends lie follows from what is published within the group, not from
//! the answers: a reader who knows this program learns nothing more. Be H the greatest sum that the published numbers within a group
//! allow, and be a *margin* the number of points by which the group's sum must be allowed to be less than H, so that nobody within must have
//! answered more than 3. For a person alone H is 5 and the margin 2. For a group H is the sum of those of its parts, the margin the
//! greatest of theirs, since all others may be at their greatest. A published mean allows sums from a to b. It must have a <= H - margin: that
//! is where the upper end begins. Afterwards H is the smaller of H and b, and the margin is less by as much as H is. The lower end is
//! the same turned around. By induction from everybody down to the leaves, every leaf of n answers may have a sum of
//! 5n - 2 or less and of n + 2 or more, and then everybody in it keeps three answers.
//!
//! **Sections** add nothing: a section's score is a function of the published numbers of its questions. Where a unit shows its *score
//! alone* there is a number of its own, of at most four people; it is hidden where with the questions of the units around
//! it somebody would be left fewer than three answers.
//!
//! **Distributions** are left out where they would pin somebody; see [`feasible`](super::feasible).

use super::code::{self, Room, Span};
use super::feasible::{exchangeable, middling, open, propagate, spread, varied};
use super::section::Shown;
use super::tally::{Fall, Tree};
use super::{Code, Mean, Step};
use crate::survey::rules::FINE_FROM;
use std::collections::BTreeMap;

/// How many rounds of propagation between questions and scores alone are made before what is known counts as known.
const ROUNDS: usize = 6;

/// By how many points at least somebody's answer must be allowed to lie from either end: three answers are left then.
const MARGIN: i64 = 2;

/// From how many answers a group that holds a unit with its score alone has distributions: with fewer, ten per cent are one
/// or two people, and beside the score alone such shares would tell too much.
const BESIDE_ALONE: u32 = 20;

/// What is published within a group about the sum of its answers.
#[derive(Clone, Copy, Debug, Default)]
struct Within {
    /// The sums that are possible.
    span: Option<Span>,
    /// By how many points the sum must be allowed to be less than the greatest.
    top: i64,
    /// By how many points it must be allowed to be more than the least.
    bottom: i64,
}

impl Within {
    /// So many people of whom nothing is published.
    fn people(answers: u32) -> Self {
        let n = i64::from(answers);
        if n == 0 { Self::default() } else { Self { span: Some(Span { low: n, high: 5 * n }), top: MARGIN, bottom: MARGIN } }
    }

    /// Together with another part.
    fn and(self, other: Self) -> Self {
        let span = match (self.span, other.span) {
            (Some(one), Some(two)) => Some(Span { low: one.low + two.low, high: one.high + two.high }),
            (one, two) => one.or(two),
        };
        Self { span, top: self.top.max(other.top), bottom: self.bottom.max(other.bottom) }
    }

    /// What must stay possible of the sum. Without a margin nothing is at stake, whatever is published.
    fn room(self) -> Room {
        let span = self.span.unwrap_or(Span { low: 0, high: 0 });
        Room {
            least: span.low,
            low: if self.bottom > 0 { span.low + self.bottom } else { i64::MIN },
            high: if self.top > 0 { span.high - self.top } else { i64::MAX },
            most: span.high,
        }
    }

    /// With what is published of all of it.
    fn published(self, known: Span) -> Self {
        let Some(span) = self.span else { return self };
        let less = Span { low: span.low.max(known.low), high: span.high.min(known.high) };
        Self {
            span: Some(less),
            top: (self.top - (span.high - less.high)).max(0),
            bottom: (self.bottom - (less.low - span.low)).max(0),
        }
    }
}

/// What is shown of a section, and how finely.
pub(super) struct Precision<'a> {
    tree: &'a Tree,
    falls: &'a [Vec<Fall>],
    /// What is shown.
    pub shown: Shown<'a>,
    /// By question and unit: the published mean.
    means: Vec<Vec<Option<Mean>>>,
    /// By question: whether everybody's sum could be published as it is.
    pub room: Vec<bool>,
    /// By question and unit: whether the distribution is shown.
    distributions: Vec<Vec<bool>>,
}

impl<'a> Precision<'a> {
    /// The finest that is safe.
    pub fn new(tree: &'a Tree, falls: &'a [Vec<Fall>], shown: Shown<'a>) -> Self {
        let nowhere = vec![vec![false; tree.len()]; falls.len()];
        let mut precision = Self { tree, falls, shown, means: Vec::new(), room: Vec::new(), distributions: nowhere };
        loop {
            (precision.means, precision.room) = (0..falls.len()).map(|question| precision.code(question)).unzip();
            let Some(unit) = precision.betraying() else { break };
            precision.shown.clear(unit);
        }
        precision.distribute();
        precision
    }

    /// The published mean of a question, where it is shown by itself.
    pub fn mean(&self, question: usize, unit: usize) -> Option<Mean> {
        self.means[question][unit]
    }

    /// The published score of a unit that shows its score alone.
    pub fn alone(&self, unit: usize) -> Option<Mean> {
        let pool = self.shown.pool(unit);
        (self.shown.only(unit) && !pool.is_empty()).then(|| {
            let all = pooled(pool.iter().map(|question| self.falls[*question][unit]));
            code::mean(all.sum, all.answers, Step::Half)
        })
    }

    /// Whether a question's distribution is shown.
    pub fn distribution(&self, question: usize, unit: usize) -> bool {
        self.distributions[question][unit]
    }

    /// The means of a question, from the leaves up, and whether everybody's sum could be published as it is.
    fn code(&self, question: usize) -> (Vec<Option<Mean>>, bool) {
        let falls = &self.falls[question];
        let mut means = vec![None; self.tree.len()];
        let mut within = vec![Within::default(); self.tree.len()];
        for unit in (0..self.tree.len()).rev() {
            let fall = falls[unit];
            if self.tree.leaf(unit) {
                within[unit] = Within::people(fall.answers);
            }
            let room = within[unit].room();
            if self.shown.question(question, unit) {
                let mean = code::within(fall.sum, fall.answers, step(fall), room);
                within[unit] = within[unit].published(code::sums(mean, fall.answers));
                means[unit] = Some(mean);
            }
            if let Some(parent) = self.tree.parent[unit] {
                within[parent] = within[parent].and(within[unit]);
            } else {
                let sum = i64::from(fall.sum);
                return (means, room.low <= sum && sum <= room.high);
            }
        }
        (means, false)
    }

    /// A unit whose score alone, with everything else that is published of the section, leaves somebody fewer than three answers.
    fn betraying(&self) -> Option<usize> {
        let mut alone: Vec<usize> = (1..self.tree.len()).filter(|unit| self.shown.only(*unit)).collect();
        if alone.is_empty() {
            return None;
        }
        let spans = self.joint_spans();
        let pinned = |(question, spans): (usize, &Vec<Span>)| {
            let falls = &self.falls[question];
            // A point to spare, for what distributions of the other questions tell about their sums.
            let spared = |span: Span| Span { low: span.low + 1, high: span.high - 1 };
            let pins = |unit: &usize| {
                self.tree.leaf(*unit) && !middling(&falls[*unit]) && !open(falls[*unit].answers, spared(spans[*unit]))
            };
            (0..self.tree.len()).find(pins).map(|leaf| (question, leaf))
        };
        let (question, leaf) = spans.iter().enumerate().find_map(pinned)?;
        // That one itself, or else the smallest beside it, or the smallest at all.
        let family = &self.shown.families[question];
        let answers = |unit: usize| self.falls[question][unit].answers;
        alone.sort_by_key(|unit| (*unit != leaf, family.above(*unit) != family.above(leaf), answers(*unit), *unit));
        alone.first().copied()
    }

    /// What all published means of a section tell about each question's sums.
    fn joint_spans(&self) -> Vec<Vec<Span>> {
        let by_itself = |question: usize| {
            let falls = &self.falls[question];
            let span = |(unit, fall): (usize, &Fall)| match self.means[question][unit] {
                Some(mean) => code::sums(mean, fall.answers),
                None => Span { low: i64::from(fall.answers), high: 5 * i64::from(fall.answers) },
            };
            let mut spans: Vec<Span> = falls.iter().enumerate().map(span).collect();
            propagate(self.tree, &mut spans);
            spans
        };
        let mut spans: Vec<Vec<Span>> = (0..self.falls.len()).map(by_itself).collect();
        // The sums of the questions that a score alone is built from, in every unit.
        let mut pools: BTreeMap<Vec<usize>, Vec<Option<Span>>> = BTreeMap::new();
        for unit in 0..self.tree.len() {
            if let Some(mean) = self.alone(unit) {
                let pool = self.shown.pool(unit);
                let answers = pool.iter().map(|question| self.falls[*question][unit].answers).sum();
                pools.entry(pool).or_insert_with(|| vec![None; self.tree.len()])[unit] = Some(code::sums(mean, answers));
            }
        }
        for _ in 0..ROUNDS {
            let mut changed = false;
            for (pool, scores) in &pools {
                let total = |spans: &[Vec<Span>], unit: usize| {
                    let add = |sum: Span, span: Span| Span { low: sum.low + span.low, high: sum.high + span.high };
                    pool.iter().fold(Span { low: 0, high: 0 }, |sum, question| add(sum, spans[*question][unit]))
                };
                let mut totals: Vec<Span> = (0..self.tree.len()).map(|unit| total(&spans, unit)).collect();
                for (total, score) in totals.iter_mut().zip(scores) {
                    if let Some(score) = score {
                        *total = Span { low: total.low.max(score.low), high: total.high.min(score.high) };
                    }
                }
                propagate(self.tree, &mut totals);
                for (unit, known) in totals.iter().enumerate() {
                    let Span { low, high } = total(&spans, unit);
                    for &question in pool {
                        let span = &mut spans[question][unit];
                        let tight = Span {
                            low: span.low.max(known.low - (high - span.high)),
                            high: span.high.min(known.high - (low - span.low)),
                        };
                        changed |= tight != *span;
                        *span = tight;
                    }
                }
            }
            if !changed {
                break;
            }
            for spans in &mut spans {
                propagate(self.tree, spans);
            }
        }
        spans
    }

    /// Decides which distributions are shown.
    fn distribute(&mut self) {
        // Groups that hold a score alone.
        let mut holds: Vec<bool> = (0..self.tree.len()).map(|unit| self.shown.only(unit)).collect();
        for unit in (1..self.tree.len()).rev() {
            if let Some(parent) = self.tree.parent[unit].filter(|_| holds[unit]) {
                holds[parent] = true;
            }
        }
        for question in 0..self.falls.len() {
            for (unit, holds) in holds.iter().enumerate() {
                let fall = self.falls[question][unit];
                self.distributions[question][unit] = self.means[question][unit]
                    .is_some_and(|mean| mean.step == Step::Tenth && mean.code == Code::Exact)
                    && (!holds || fall.answers >= BESIDE_ALONE)
                    && spread(&fall);
            }
            self.unpin(question);
        }
    }

    /// Leaves out distributions of a question, until no leaf is pinned by those that are left.
    fn unpin(&mut self, question: usize) {
        let shown = std::mem::take(&mut self.distributions[question]);
        let mut parts = Parts::new(self.tree, &self.falls[question], shown);
        while let Some(leaf) = parts.pinned() {
            let family = &self.shown.families[question];
            let mut at = Some(leaf);
            let mut found = None;
            while let (None, Some(holder)) = (found, at) {
                let mut around = if holder == leaf { Vec::new() } else { family.below(holder, None) };
                around.push(holder);
                around.sort_unstable_by_key(|unit| (family.answers(*unit), *unit));
                found = around.into_iter().find(|unit| parts.shown[*unit]);
                at = family.above(holder);
            }
            let Some(unit) = found else { break };
            parts.leave_out(unit);
        }
        self.distributions[question] = parts.shown;
    }
}

/// The leaves of a tree, each with the smallest group around it whose distribution of a question is shown.
struct Parts<'a> {
    tree: &'a Tree,
    falls: &'a [Fall],
    /// Whose distribution is shown.
    shown: Vec<bool>,
    /// By group its leaves, in order; without a leaf that shows its own.
    leaves: Vec<Vec<usize>>,
    /// In groups before this one nobody is pinned.
    clean: usize,
}

impl<'a> Parts<'a> {
    fn new(tree: &'a Tree, falls: &'a [Fall], shown: Vec<bool>) -> Self {
        let mut leaves = vec![Vec::new(); tree.len()];
        for leaf in (0..tree.len()).filter(|unit| tree.leaf(*unit) && !shown[*unit]) {
            if let Some(above) = tree.above(leaf, &shown) {
                leaves[above].push(leaf);
            }
        }
        Self { tree, falls, shown, leaves, clean: 0 }
    }

    /// The first leaf in which the distributions, with sums, may pin somebody.
    fn pinned(&mut self) -> Option<usize> {
        for (group, leaves) in self.leaves.iter().enumerate().skip(self.clean) {
            self.clean = group;
            let mut suspects = leaves.iter().filter(|leaf| self.falls[**leaf].answers > 0 && !varied(&self.falls[**leaf]));
            let pinned = suspects.find(|suspect| {
                let others = leaves.iter().filter(|leaf| leaf != suspect).map(|leaf| &self.falls[*leaf]);
                !exchangeable(&self.falls[**suspect], others)
            });
            if pinned.is_some() {
                return pinned.copied();
            }
        }
        None
    }

    /// Leaves out the distribution of a group: its leaves become part of the next one above.
    fn leave_out(&mut self, group: usize) {
        self.shown[group] = false;
        let mut leaves = std::mem::take(&mut self.leaves[group]);
        if self.tree.leaf(group) {
            leaves.push(group);
        }
        if let Some(above) = self.tree.above(group, &self.shown) {
            self.leaves[above].append(&mut leaves);
            self.leaves[above].sort_unstable();
            self.clean = self.clean.min(above);
        }
    }
}

/// All answers to several questions.
pub(super) fn pooled(falls: impl Iterator<Item = Fall>) -> Fall {
    let mut all = Fall::default();
    for fall in falls {
        all += fall;
    }
    all
}

/// What a mean of these answers is rounded to.
fn step(fall: Fall) -> Step {
    if usize::try_from(fall.answers).is_ok_and(|answers| answers >= FINE_FROM) { Step::Tenth } else { Step::Half }
}
