//! Where comments stand, and in which order.

use super::cell::{Cell, Comment, Reason};
use super::design::{Ballot, Value};
use super::tally::Tree;
use crate::survey::rules::{COMMENTS_FROM, TEXTS_FROM};
use sha2::{Digest, Sha256};

/// The texts that answer a question, by unit: each text at one unit only.
///
/// A unit qualifies with [`COMMENTS_FROM`] respondents (k if that is more) and [`TEXTS_FROM`] texts. From everybody down,
/// comments move from a unit to those within only if all of those qualify: else a sibling's would be told by what is
/// missing. Open surveys show them at the leaves.
pub(super) fn by_unit(
    tree: &Tree,
    ballots: &[Ballot],
    respondents: &[usize],
    question: usize,
    k: Option<u8>,
    chance: &[u8; 32],
) -> Vec<Cell<Vec<Comment>>> {
    let text = |ballot: &Ballot| match ballot.values.get(question) {
        Some(Some(Value::Text(text))) if !text.trim().is_empty() => {
            // A name only where there is no threshold: whatever else is handed in stays without one.
            let by = ballot.by.clone().filter(|_| k.is_none());
            Some(Comment { text: text.clone(), by })
        }
        _ => None,
    };
    let mut counts = vec![0_usize; tree.len()];
    for ballot in ballots {
        counts[ballot.unit] += usize::from(text(ballot).is_some());
    }
    tree.sum_up(&mut counts);
    let qualifies = |unit: usize| match k {
        Some(k) => respondents[unit] >= COMMENTS_FROM.max(usize::from(k)) && counts[unit] >= TEXTS_FROM,
        None => true,
    };

    let mut cells: Vec<Cell<Vec<Comment>>> = vec![Cell::Hidden(Reason::TooFew); tree.len()];
    let mut stands = vec![0; tree.len()];
    if !qualifies(0) {
        return cells;
    }
    for unit in 0..tree.len() {
        if stands[unit] != unit {
            cells[unit] = Cell::Hidden(Reason::AtUnit(stands[unit]));
        } else if !tree.leaf(unit) && tree.children[unit].iter().all(|child| qualifies(*child)) {
            cells[unit] = Cell::Hidden(Reason::InUnits);
            for &child in &tree.children[unit] {
                stands[child] = child;
            }
            continue;
        } else {
            cells[unit] = Cell::Shown(Vec::new());
        }
        for &child in &tree.children[unit] {
            stands[child] = stands[unit];
        }
    }
    for ballot in ballots {
        if let (Some(text), Cell::Shown(texts)) = (text(ballot), &mut cells[stands[ballot.unit]]) {
            texts.push(text);
        }
    }
    for cell in &mut cells {
        if let Cell::Shown(texts) = cell {
            shuffle(texts, question, chance);
        }
    }
    cells
}

/// Brings texts into an order that chance and the texts alone decide, so that it tells nothing about when or after whom
/// they were written, nor which text of another question is by the same hand.
fn shuffle(texts: &mut [Comment], question: usize, chance: &[u8; 32]) {
    texts.sort_by_cached_key(|text| {
        let mut hash = Sha256::new();
        hash.update(chance);
        hash.update((question as u64).to_be_bytes());
        hash.update(text.text.as_bytes());
        (<[u8; 32]>::from(hash.finalize()), text.clone())
    });
}
