//! How finely what is shown is published: steps, and where distributions stand, so that everybody keeps three possible
//! answers (see [`feasible`](super::feasible)).
//!
//! Starting from what the number of answers allows, numbers are coarsened where the bounds of a leaf pin somebody: tenths
//! become halves, the smallest group around it first; where that is not enough a cell is hidden, and
//! [`Shown`] hides what gives it away. Only leaves that carry neither certificate of `feasible` need it, few in practice.
//! Everybody's cells may become coarser, but stay.

use super::code::{self, Span};
use super::family::Family;
use super::feasible::{exchangeable, middling, open, propagate, spread, varied};
use super::section::Shown;
use super::tally::{Fall, Tree};
use super::{Mean, Step};
use crate::survey::rules::FINE_FROM;

/// How many rounds of propagation between questions and sections are made before what is known counts as known.
const ROUNDS: usize = 6;

/// From how many questions a score of five to nine respondents has one decimal.
pub(super) const LARGE_SECTION: usize = 3;

/// What is shown of a section, and how finely.
pub(super) struct Precision<'a> {
    tree: &'a Tree,
    falls: &'a [Vec<Fall>],
    /// What is shown.
    pub shown: Shown<'a>,
    /// By question and unit: whether a mean from ten answers is published to the half point all the same.
    halved: Vec<Vec<bool>>,
    /// By unit: whether the section's score is published to the half point all the same.
    halved_score: Vec<bool>,
    /// By question and unit: whether the distribution is shown.
    distributions: Vec<Vec<bool>>,
}

impl<'a> Precision<'a> {
    /// The finest that is safe.
    pub fn new(tree: &'a Tree, falls: &'a [Vec<Fall>], shown: Shown<'a>) -> Self {
        let nowhere = vec![false; tree.len()];
        let mut precision = Self {
            tree,
            falls,
            shown,
            halved: vec![nowhere.clone(); falls.len()],
            halved_score: nowhere.clone(),
            distributions: vec![nowhere; falls.len()],
        };
        while precision.coarsen_questions() || precision.coarsen_scores() {}
        precision.distribute();
        precision
    }

    /// The published mean of a question, where it is shown by itself.
    pub fn mean(&self, question: usize, unit: usize) -> Option<Mean> {
        let fall = self.falls[question][unit];
        self.shown.question(question, unit).then(|| code::mean(fall.sum, fall.answers, self.step(question, unit), false))
    }

    /// The published score, with the answers it is built from.
    pub fn score(&self, unit: usize) -> Option<(Mean, Fall)> {
        let pool = self.shown.pool(unit);
        if pool.is_empty() {
            return None;
        }
        if let [question] = pool[..] {
            return self.mean(question, unit).map(|mean| (mean, self.falls[question][unit]));
        }
        let coarse = self.shown.only(unit) || self.halved_score[unit] || pool.iter().any(|question| self.halved[*question][unit]);
        Some(pooled(pool.iter().map(|question| self.falls[*question][unit]), coarse))
    }

    /// Whether a question's distribution is shown.
    pub fn distribution(&self, question: usize, unit: usize) -> bool {
        self.distributions[question][unit]
    }

    /// Whether the score's distribution is shown: only where those of all its questions are.
    pub fn score_distribution(&self, unit: usize) -> bool {
        let pool = self.shown.pool(unit);
        !self.halved_score[unit] && !pool.is_empty() && pool.iter().all(|question| self.distributions[*question][unit])
    }

    fn step(&self, question: usize, unit: usize) -> Step {
        if fine(self.falls[question][unit]) && !self.halved[question][unit] { Step::Tenth } else { Step::Half }
    }

    /// What published means alone tell about a question's sums.
    fn spans(&self, question: usize) -> Vec<Span> {
        let falls = &self.falls[question];
        let mut spans: Vec<Span> = falls
            .iter()
            .enumerate()
            .map(|(unit, fall)| match self.mean(question, unit) {
                Some(mean) => code::sums(mean, fall.answers),
                None => Span { low: i64::from(fall.answers), high: 5 * i64::from(fall.answers) },
            })
            .collect();
        propagate(self.tree, &mut spans);
        spans
    }

    /// The leaves in which somebody is pinned by these bounds on a question's sums.
    fn pinned(&self, question: usize, spans: &[Span]) -> Vec<usize> {
        let falls = &self.falls[question];
        (0..self.tree.len())
            .filter(|unit| self.tree.leaf(*unit) && !middling(&falls[*unit]) && !open(falls[*unit].answers, spans[*unit]))
            .collect()
    }

    /// Coarsens questions until their means by themselves pin nobody; whether anything changed.
    fn coarsen_questions(&mut self) -> bool {
        let mut changed = false;
        for question in 0..self.falls.len() {
            loop {
                let mut helped = false;
                for leaf in self.pinned(question, &self.spans(question)) {
                    helped |= self.coarsen(question, leaf);
                }
                if !helped {
                    break;
                }
                changed = true;
            }
        }
        changed
    }

    /// Makes one cell around a leaf coarser, or hides it; whether there was one.
    fn coarsen(&mut self, question: usize, leaf: usize) -> bool {
        let family = &self.shown.families[question];
        let mut above = family.above(leaf);
        while let Some(holder) = above {
            let mut around = family.below(holder, None);
            around.push(holder);
            around.sort_unstable_by_key(|unit| (family.answers(*unit), *unit));
            let tenth = |unit: &usize| self.shown.question(question, *unit) && self.step(question, *unit) == Step::Tenth;
            if let Some(unit) = around.iter().copied().find(tenth) {
                self.halved[question][unit] = true;
                return true;
            }
            if let Some(unit) = around.iter().copied().find(|unit| *unit != 0 && (*unit == leaf || !family.shown(leaf))) {
                self.shown.hide(question, unit);
                return true;
            }
            above = family.above(holder);
        }
        false
    }

    /// What all published means of a section tell about each question's sums.
    fn joint_spans(&self) -> Vec<Vec<Span>> {
        let mut spans: Vec<Vec<Span>> = (0..self.falls.len()).map(|question| self.spans(question)).collect();
        let scores: Vec<(usize, Vec<usize>, Span)> = (0..self.tree.len())
            .filter_map(|unit| {
                let pool = self.shown.pool(unit);
                let (mean, all) = self.score(unit).filter(|_| pool.len() > 1)?;
                Some((unit, pool, code::sums(mean, all.answers)))
            })
            .collect();
        for _ in 0..ROUNDS {
            let mut changed = false;
            for (unit, pool, score) in &scores {
                let (low, high) =
                    pool.iter().fold((0, 0), |(low, high), q| (low + spans[*q][*unit].low, high + spans[*q][*unit].high));
                for &question in pool {
                    let span = &mut spans[question][*unit];
                    let tight = Span {
                        low: span.low.max(score.low - (high - span.high)),
                        high: span.high.min(score.high - (low - span.low)),
                    };
                    changed |= tight != *span;
                    *span = tight;
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

    /// Coarsens scores until they and the questions together pin nobody; whether anything changed.
    fn coarsen_scores(&mut self) -> bool {
        let certain = |(_, falls): (usize, &Vec<Fall>)| {
            falls.iter().enumerate().all(|(unit, fall)| !self.tree.leaf(unit) || middling(fall))
        };
        if self.falls.len() < 2 || self.falls.iter().enumerate().all(certain) {
            return false;
        }
        let spans = self.joint_spans();
        let mut changed = false;
        for (question, spans) in spans.iter().enumerate() {
            for leaf in self.pinned(question, spans) {
                changed |= self.coarsen_score(question, leaf);
            }
        }
        changed
    }

    /// Makes one score around a leaf coarser, or else a question; whether there was one.
    fn coarsen_score(&mut self, question: usize, leaf: usize) -> bool {
        let family = &self.shown.families[question];
        let mut holder = Some(leaf);
        while let Some(at) = holder {
            let mut around = if at == leaf { Vec::new() } else { family.below(at, None) };
            around.push(at);
            around.sort_unstable_by_key(|unit| (family.answers(*unit), *unit));
            let built = |unit: &usize| self.shown.pool(*unit).len() > 1 && self.score(*unit).is_some();
            let fine = |unit: &usize| built(unit) && self.score(*unit).is_some_and(|(mean, _)| mean.step == Step::Tenth);
            if let Some(unit) = around.iter().copied().find(fine) {
                self.halved_score[unit] = true;
                return true;
            }
            holder = family.above(at);
        }
        self.coarsen(question, leaf)
    }

    /// Decides which distributions are shown.
    fn distribute(&mut self) {
        for question in 0..self.falls.len() {
            for unit in 0..self.tree.len() {
                let fall = self.falls[question][unit];
                self.distributions[question][unit] =
                    self.shown.question(question, unit) && self.step(question, unit) == Step::Tenth && spread(&fall);
            }
            while let Some(leaf) = self.pinned_by_buckets(question) {
                let mut at = Some(leaf);
                let mut found = None;
                while let (None, Some(holder)) = (found, at) {
                    let family = &self.shown.families[question];
                    let mut around = if holder == leaf { Vec::new() } else { family.below(holder, None) };
                    around.push(holder);
                    around.sort_unstable_by_key(|unit| (family.answers(*unit), *unit));
                    found = around.into_iter().find(|unit| self.distributions[question][*unit]);
                    at = family.above(holder);
                }
                let Some(unit) = found else { break };
                self.distributions[question][unit] = false;
            }
        }
    }

    /// A leaf in which the distributions of a question, with its sums, may pin somebody.
    fn pinned_by_buckets(&self, question: usize) -> Option<usize> {
        let falls = &self.falls[question];
        let answers = falls.iter().map(|fall| fall.answers).collect();
        let family = Family::new(self.tree, 0, answers, self.distributions[question].clone());
        // Leaves by the distribution that they are part of and no smaller one is.
        let mut parts: Vec<Vec<usize>> = vec![Vec::new(); self.tree.len()];
        for leaf in (0..self.tree.len()).filter(|unit| self.tree.leaf(*unit) && !family.shown(*unit)) {
            if let Some(above) = family.above(leaf) {
                parts[above].push(leaf);
            }
        }
        parts.iter().find_map(|leaves| {
            let suspects = leaves.iter().filter(|leaf| falls[**leaf].answers > 0 && !varied(&falls[**leaf]));
            suspects.copied().find(|suspect| {
                let others = leaves.iter().filter(|leaf| *leaf != suspect).map(|leaf| &falls[*leaf]);
                !exchangeable(&falls[*suspect], others)
            })
        })
    }
}

/// The mean of all answers to two or more questions, to the half point if it must be coarse or there are neither ten answers to
/// each nor three questions.
pub(super) fn pooled(falls: impl ExactSizeIterator<Item = Fall>, coarse: bool) -> (Mean, Fall) {
    let (questions, mut all, mut each) = (falls.len(), Fall::default(), true);
    for fall in falls {
        all += fall;
        each &= fine(fall);
    }
    let step = if coarse || (!each && questions < LARGE_SECTION) { Step::Half } else { Step::Tenth };
    (code::mean(all.sum, all.answers, step, !each), all)
}

/// Whether a mean of these answers has one decimal.
pub(super) fn fine(fall: Fall) -> bool {
    usize::try_from(fall.answers).is_ok_and(|answers| answers >= FINE_FROM)
}
