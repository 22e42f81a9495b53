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

/// Whether `person` may come to report to `manager`: not when that would close a circle.
pub fn may_report_to<Id: Copy + Ord + Hash>(person: Id, manager: Id, next: impl Fn(Id) -> Option<Id>) -> bool {
    person != manager && above(manager, next).is_ok_and(|line| !line.contains(&person))
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
        // Changes are tried in any order; only those that the rule allows are made, and no circle can come about.
        #[test]
        fn no_sequence_of_allowed_changes_makes_a_circle(changes in prop::collection::vec((0u8..20, 0u8..20), 0..200)) {
            let mut managers: BTreeMap<u8, u8> = BTreeMap::new();
            for (person, manager) in changes {
                if may_report_to(person, manager, |id| managers.get(&id).copied()) {
                    managers.insert(person, manager);
                }
                for id in 0..20 {
                    prop_assert!(above(id, |id| managers.get(&id).copied()).is_ok());
                }
            }
        }
    }
}
