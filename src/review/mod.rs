//! Personal reviews: what a person and their manager say of a cycle, each in a half of their own, and what they agree on for the next.

use crate::{CycleId, PersonId};
use serde::{Deserialize, Serialize};

/// Which review: a person has one a cycle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ReviewKey {
    /// Within which cycle.
    pub cycle: CycleId,
    /// Whose.
    pub person: PersonId,
}

/// One of the two who hold a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The person whom it is about.
    Own,
    /// Their manager.
    Manager,
}

impl Side {
    /// Both.
    pub const BOTH: [Self; 2] = [Self::Own, Self::Manager];

    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Own => Self::Manager,
            Self::Manager => Self::Own,
        }
    }
}
