//! Which goals a review looks back on.

use super::Review;
use crate::goal::Goal;

/// Whether the person grades this goal in their review: they answer for it, and it belongs to the cycle that the review looks back on. Actions
/// that answer a review are told among what happened, and not graded.
pub fn is_looked_back_on(review: &Review, goal: &Goal) -> bool {
    goal.owner == review.key.person && review.back.is_some() && goal.cycle == review.back && !goal.is_action()
}
