//! "You said, we did": what came of what a survey said, told to those who are asked next.

use super::{End, Goal};
use jiff::Timestamp;
use std::borrow::Borrow;

/// Of these goals the actions that were under way at `since` or later: first what was done, the last first; then what is
/// under way, by its day; last what was given up.
pub fn answered<G: Borrow<Goal>>(goals: &[G], since: Timestamp) -> Vec<&Goal> {
    let is_told = |goal: &&Goal| goal.is_action() && goal.ended.is_none_or(|(_, at)| at >= since);
    let mut told: Vec<&Goal> = goals.iter().map(Borrow::borrow).filter(is_told).collect();
    told.sort_by_key(|goal| match goal.ended {
        Some((End::Done, at)) => (0, -at.as_microsecond(), goal.id),
        None => (1, i64::from(goal.terms.due.year()) * 1000 + i64::from(goal.terms.due.day_of_year()), goal.id),
        Some((End::Dropped, at)) => (2, -at.as_microsecond(), goal.id),
    });
    told
}
