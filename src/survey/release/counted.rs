//! What was counted, before anything is hidden or rounded: for whoever holds the answers anyway, as when they import them and
//! want to compare with the program that they come from. It is no part of a release.

use super::design::{Ballot, Design};
use super::tally::{Tree, by_unit, scales};

/// The answers of a group to a question on the scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The index of the group in the design's units.
    pub unit: usize,
    /// The index of the question among all.
    pub question: usize,
    /// How many answered it.
    pub answers: u32,
    /// The sum of their answers; those to reverse-worded questions are turned.
    pub sum: u32,
}

/// Counts as a release does, group by group.
///
/// # Panics
///
/// As [`release`](super::release).
pub fn counted(design: &Design, ballots: &[Ballot]) -> Vec<Counted> {
    let tree = Tree::new(&design.units);
    let mut all = Vec::new();
    for place in scales(design).concat() {
        for (unit, fall) in by_unit(&tree, ballots, place).into_iter().enumerate() {
            all.push(Counted { unit, question: place.overall, answers: fall.answers, sum: fall.sum });
        }
    }
    all.sort_by_key(|counted| (counted.unit, counted.question));
    all
}
