//! What happens to goals.

use super::{Alignment, Amount, End, Sides, Status, Term, Title, Wanted};
use crate::{CycleId, GoalId, PersonId, ProjectId, person::Name, review::ReviewKey};
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
    Created(Box<Wanted>),
    /// It is called something else. No longer written: [`Deed::Defined`] says this, too.
    Renamed {
        /// What.
        title: Title,
    },
    /// It is due on another day. No longer written: [`Deed::Defined`] says this, too.
    Moved {
        /// Which.
        due: Date,
    },
    /// Somebody else answers for it. A person's goal is then theirs, and agreed anew.
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
    /// Before it was agreed, or where nobody has to agree, its terms were set. Who had agreed has to look again.
    Defined {
        /// What is otherwise.
        terms: Vec<Term>,
    },
    /// After it was agreed, other terms were proposed. They hold once both sides agree; until then the old ones do.
    Proposed {
        /// What is to be otherwise, with what was proposed before and not agreed.
        terms: Vec<Term>,
        /// Why.
        reason: String,
    },
    /// Sides agreed to what was proposed: to the goal, or to a change of it.
    Agreed(Sides),
    /// The other side does not agree to a change; it stays as it was agreed.
    Declined {
        /// Why.
        reason: String,
    },
    /// Who proposed a change took it back.
    Withdrawn,
    /// How far it is, in numbers.
    Value {
        /// What it is now.
        value: Amount,
    },
    /// A milestone was reached, or was not after all.
    Ticked {
        /// What it is called.
        step: Title,
        /// Whether it is done.
        done: bool,
    },
    /// Somebody looked at it, and all is as it was.
    Checked,
    /// How sure its owner is.
    Confidence {
        /// From 0, it will not be reached, to 10, it will; nothing where the last word was taken back.
        confidence: Option<u8>,
    },
    /// Something shows what was done.
    Evidence {
        /// Where, as an address on the web; empty where there is none.
        link: String,
        /// What.
        words: String,
    },
    /// Its owner is stuck.
    HelpAsked {
        /// What they need.
        what: String,
    },
    /// It goes on.
    Unblocked,
    /// It serves another goal, or none any more.
    Aligned {
        /// Which, and how.
        parent: Option<Alignment>,
    },
    /// It belongs to a project, or to none any more.
    Tied {
        /// Which.
        project: Option<ProjectId>,
    },
    /// It goes on in another cycle.
    Carried {
        /// In which.
        cycle: CycleId,
        /// By which day it is due then.
        due: Date,
    },
    /// Whether colleagues see it, where it is a person's.
    Opened {
        /// Whether they do.
        open: bool,
    },
    /// What it is tagged with.
    Tagged {
        /// All of them.
        tags: Vec<Name>,
    },
    /// How well it was reached.
    Graded {
        /// In tenths: 0 to 10.
        grade: u8,
        /// In which review both sides settled on it, where it was in one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        review: Option<ReviewKey>,
    },
}
