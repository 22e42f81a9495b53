//! What stands in the way of signing.

use super::Part;
use crate::{
    GoalId,
    goal::{Policy, Sides, Title},
};
use serde::{Deserialize, Serialize};

/// Something without which nobody signs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Obstacle {
    /// Nothing is written in this part, one of [`Part::NEEDED`].
    Empty(Part),
    /// There is no goal.
    NoGoals,
    /// One side has yet to agree to this goal.
    NotAgreed {
        /// Which.
        goal: GoalId,
        /// What it is called.
        title: Title,
        /// Who has yet to.
        waits_for: Sides,
    },
    /// Nothing says how far this goal is.
    NoMeasure {
        /// Which.
        goal: GoalId,
        /// What it is called.
        title: Title,
    },
    /// Nothing that both agreed to moves this objective.
    NotMoved {
        /// Which.
        goal: GoalId,
        /// What it is called.
        title: Title,
    },
    /// The organisation asks for this: [`Policy::Learning`] or [`Policy::Project`].
    Policy(Policy),
}
