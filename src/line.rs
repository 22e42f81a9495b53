//! The manager line: the chain from a person up to the root, which must end.

use std::{collections::BTreeSet, hash::Hash};

/// A chain that comes back to somebody it has already passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cycle<Id>(
    /// Who was met twice.
    pub Id,
);

/// Everybody above `start`, nearest first. `above` gives the next one up, `None` at the root.
///
/// The same rule serves persons (managers) and teams (parents).
///
/// # Errors
///
/// [`Cycle`] when the chain does not end.
pub fn above<Id: Copy + Ord + Hash>(start: Id, above: impl Fn(Id) -> Option<Id>) -> Result<Vec<Id>, Cycle<Id>> {
    let mut line = Vec::new();
    let mut seen = BTreeSet::from([start]);
    let mut at = start;
    while let Some(next) = above(at) {
        if !seen.insert(next) {
            return Err(Cycle(next));
        }
        line.push(next);
        at = next;
    }
    Ok(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    #[test]
    fn the_line_is_nearest_first() {
        let managers = BTreeMap::from([(1, 2), (2, 3)]);
        assert_eq!(above(1, |id| managers.get(&id).copied()), Ok(vec![2, 3]));
        assert_eq!(above(3, |id| managers.get(&id).copied()), Ok(vec![]));
    }

    #[test]
    fn a_circle_is_named() {
        let managers = BTreeMap::from([(1, 2), (2, 1)]);
        assert_eq!(above(1, |id| managers.get(&id).copied()), Err(Cycle(1)));
    }

    proptest! {
        // Whoever reports to whom: a line ends at the root, or a circle that exists is named.
        #[test]
        fn a_line_ends_or_names_somebody_in_a_circle(managers in prop::collection::btree_map(0u8..20, 0u8..20, 0..20)) {
            for start in 0..20 {
                match above(start, |id| managers.get(&id).copied()) {
                    Ok(line) => {
                        let mut at = start;
                        for next in line {
                            prop_assert_eq!(managers.get(&at), Some(&next));
                            at = next;
                        }
                        prop_assert_eq!(managers.get(&at), None);
                    }
                    Err(Cycle(met)) => {
                        let round = std::iter::successors(managers.get(&met), |at| managers.get(at));
                        prop_assert!(round.take(20).any(|at| *at == met));
                    }
                }
            }
        }
    }
}
