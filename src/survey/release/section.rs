//! What of a section is shown, in every unit: its questions, or its score alone, or nothing.
//!
//! In a unit that shows questions a section's score is a function of their published numbers
//! ([`SectionCells::built_from`] says of which) and adds nothing to what is shown. Only where a unit shows the *score alone* is there a row of its own: the sum over
//! the questions that have k answers there, two or more of them (with one it would be that question).
//!
//! The unknowns are answers (person, question). For the rows of scores alone two things are seen to:
//!
//! 1. *Small sets.* For the blocks of a question ([`Family`]) a unit with its score alone counts as shown for
//!    each question that the score is built from. That is more than is shown, so whatever is safe there is safe: no
//!    set of fewer than k people is determined, neither for a question nor for any sum of questions.
//! 2. *The questions behind a score alone* are hidden cells and must not be determined: with a parent and all other
//!    children shown by question they would be. Let c be the coefficients of the scores alone in a combination that leaves
//!    nothing but question q of unit g, and let units with their score alone not hold each other. Within a block of
//!    another question q' the combination must be constant, so all c of units that together tile the block are equal, and
//!    all are zero if the block has other people, too. For q the same holds of c, less one for g. So if for g there is another
//!    unit h that lies in one block with g both for q and for some q' (or both blocks have other people), then c(g) = c(h) by
//!    q' and c(g) - 1 = c(h) by q, a contradiction: the question is not determined. Where no such pair is
//!    found the smallest sibling is reduced to its score alone, or else g is hidden. The condition is sufficient, not necessary.
//!
//! [`SectionCells::built_from`]: super::SectionCells::built_from

use super::family::Family;
use super::tally::{Fall, Tree};
use crate::survey::rules::{Detail, detail};

/// What is shown of a section, in every unit.
pub(super) struct Shown<'a> {
    tree: &'a Tree,
    /// For each question on the scale who is shown: by itself, or within a score alone.
    pub families: Vec<Family<'a>>,
    /// Whether a unit shows the section's score alone.
    only: Vec<bool>,
}

impl<'a> Shown<'a> {
    /// Everything that is safe to show of these answers (by question and unit) at threshold `k`.
    pub fn new(tree: &'a Tree, k: u8, falls: &[Vec<Fall>]) -> Self {
        let details: Vec<Vec<Detail>> = falls
            .iter()
            .map(|falls| falls.iter().map(|fall| detail(usize::try_from(fall.answers).unwrap_or(usize::MAX), k)).collect())
            .collect();
        let mut only = vec![false; tree.len()];
        for unit in 0..tree.len() {
            let of = || details.iter().map(|details| details[unit]);
            only[unit] = of().all(|detail| detail <= Detail::Sections) && of().filter(|d| *d == Detail::Sections).count() >= 2;
        }
        let families = falls
            .iter()
            .zip(&details)
            .map(|(falls, details)| {
                let shown = |unit: usize| details[unit] > if only[unit] { Detail::Nothing } else { Detail::Sections };
                let answers = falls.iter().map(|fall| fall.answers).collect();
                Family::new(tree, u32::from(k), answers, (0..tree.len()).map(shown).collect())
            })
            .collect();
        let mut shown = Self { tree, families, only };
        shown.part();
        shown.protect();
        shown
    }

    /// Whether a unit shows the section's score alone.
    pub fn only(&self, unit: usize) -> bool {
        self.only[unit]
    }

    /// Whether a unit shows a question by itself.
    pub fn question(&self, question: usize, unit: usize) -> bool {
        !self.only[unit] && self.families[question].shown(unit)
    }

    /// The questions that a unit's score is built from.
    pub fn pool(&self, unit: usize) -> Vec<usize> {
        (0..self.families.len()).filter(|question| self.families[*question].shown(unit)).collect()
    }

    /// Hides a section in a unit, and whatever gives it away then.
    pub fn clear(&mut self, unit: usize) {
        self.drop(unit);
        self.protect();
    }

    /// Units with their score alone do not hold each other: the inner one is hidden.
    fn part(&mut self) {
        for unit in 0..self.tree.len() {
            let mut above = self.tree.parent[unit];
            while let Some(at) = above.filter(|_| self.only[unit]) {
                if self.only[at] {
                    self.drop(unit);
                }
                above = self.tree.parent[at];
            }
        }
    }

    /// Hides the section in a unit.
    fn drop(&mut self, unit: usize) {
        for family in &mut self.families {
            family.hide(unit);
        }
        // Everybody is never hidden, and never gives more than its score then either.
        self.only[unit] = unit == 0 && self.only[unit];
    }

    /// Hides until nothing that is hidden is determined.
    fn protect(&mut self) {
        loop {
            for family in &mut self.families {
                family.protect();
            }
            let mut changed = false;
            for unit in 1..self.tree.len() {
                if self.only[unit] && self.families.iter().filter(|family| family.shown(unit)).count() < 2 {
                    self.drop(unit);
                    changed = true;
                }
            }
            if changed {
                continue;
            }
            let Some((question, unit)) = self.bare() else { return };
            match self.companion(question, unit) {
                Some(sibling) => self.only[sibling] = true,
                None => self.drop(unit),
            }
        }
    }

    /// The block that units with their score alone tile around `unit`, by the shown unit above; `None` if it has other
    /// people, or nothing above is shown.
    fn tiles(&self, question: usize, unit: usize) -> Option<usize> {
        let family = &self.families[question];
        family.above(unit).filter(|above| family.rest(*above) == 0)
    }

    /// A question behind a score alone that may be determined.
    fn bare(&self) -> Option<(usize, usize)> {
        let alone: Vec<usize> = (1..self.tree.len()).filter(|unit| self.only[*unit]).collect();
        if alone.is_empty() {
            return None;
        }
        let tiles: Vec<Vec<Option<Option<usize>>>> = self
            .families
            .iter()
            .enumerate()
            .map(|(question, family)| alone.iter().map(|u| family.shown(*u).then(|| self.tiles(question, *u))).collect())
            .collect();
        // Units by the block they tile, in every question.
        let mut classes: Vec<std::collections::BTreeMap<usize, Vec<usize>>> =
            vec![std::collections::BTreeMap::new(); tiles.len()];
        for (question, tiles) in tiles.iter().enumerate() {
            for (at, tile) in tiles.iter().enumerate() {
                if let Some(Some(above)) = tile {
                    classes[question].entry(*above).or_default().push(at);
                }
            }
        }
        for at in 0..alone.len() {
            for (question, here) in tiles.iter().enumerate() {
                let Some(block) = here[at] else { continue };
                let paired = tiles.iter().enumerate().any(|(other, there)| {
                    let Some(other_block) = there[at].filter(|_| other != question) else { return false };
                    let candidates = match (block, other_block) {
                        (None, None) => return true,
                        (Some(above), _) => &classes[question][&above],
                        (None, Some(above)) => &classes[other][&above],
                    };
                    candidates.iter().any(|h| *h != at && here[*h] == Some(block) && there[*h] == Some(other_block))
                });
                if !paired {
                    return Some((question, alone[at]));
                }
            }
        }
        None
    }

    /// The smallest leaf in one block with `unit` whose questions are shown and can be reduced to a score alone.
    fn companion(&self, question: usize, unit: usize) -> Option<usize> {
        let family = &self.families[question];
        family
            .below(family.above(unit)?, Some(unit))
            .into_iter()
            .filter(|sibling| self.tree.leaf(*sibling) && !self.only[*sibling] && self.pool(*sibling).len() >= 2)
            .min_by_key(|sibling| (family.answers(*sibling), *sibling))
    }
}
