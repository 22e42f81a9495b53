//! What happens to goals.

use super::{End, Status, Title, Wanted};
use crate::{GoalId, PersonId};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

/// One entry of a goal's history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Of which goal.
    pub goal: GoalId,
    /// Its place in the history: 1, 2, 3, ... Two who write at once want the same place, and one of them learns of the other.
    pub sequence: u32,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: PersonId,
    /// What.
    pub deed: Deed,
}

/// What was done. Stored as JSON: names and meanings stay, and more are added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "deed", rename_all = "snake_case")]
pub enum Deed {
    /// It was made, like this. The first event, and no other.
    Created(Wanted),
    /// It is called something else.
    Renamed {
        /// What.
        title: Title,
    },
    /// It is due on another day.
    Moved {
        /// Which.
        due: Date,
    },
    /// Somebody else answers for it.
    Handed {
        /// Who.
        owner: PersonId,
    },
    /// How far it is.
    Status {
        /// As its owner says.
        status: Status,
    },
    /// Something was written about it.
    Noted {
        /// What.
        note: String,
    },
    /// It ended.
    Ended {
        /// How.
        end: End,
    },
    /// It goes on after all.
    Reopened,
}
