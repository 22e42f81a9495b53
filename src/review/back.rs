//! Which goals a review looks back on, and which its plan promises.

use super::Review;
use crate::goal::{Goal, Level};

/// Whether the person grades this goal in their review: they answer for it, and it belongs to the cycle that the review looks back on. Actions
/// that answer a review are told among what happened, and not graded.
pub fn is_looked_back_on(review: &Review, goal: &Goal) -> bool {
    goal.owner == review.key.person && review.back.is_some() && goal.cycle == review.back && !goal.is_action()
}

/// Whether the plan of a review promises this goal: it is the person's own, of the cycle for which goals are agreed, and was not given up.
pub fn is_promised(review: &Review, goal: &Goal) -> bool {
    goal.level == Level::Person(review.key.person) && goal.cycle == Some(review.ahead) && goal.is_planned()
}
