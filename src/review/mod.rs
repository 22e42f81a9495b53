//! Personal reviews: what a person and their manager say of a cycle, each in a half of their own, and what they agree on for the next.
//!
//! A [`Review`] says how far it is and who holds it; it holds no word of what anybody wrote. That is in [`Writing`]s: one for each [`Role`]
//! that somebody has in a review. A half is its author's alone until it is shared; both are shown once both are shared, or what is shared
//! once the day for it has passed ([`Review::is_revealed`]). Until then its author may change it; afterwards a change stands beside what
//! was there before ([`Amendment`]). What comes of a review is a development plan, with goals of the cycle that the review belongs to.
//!
//! Verbs are rules: from the review as it is to the one that it becomes, or why not. They read no clock, so the same rule runs at the button
//! and in the transaction.

mod answer;
mod back;
mod dates;
mod page;
mod peer;
mod pen;
mod shelf;
mod stage;
#[cfg(test)]
mod tests;
mod verb;
mod writing;

pub(crate) use answer::check;
pub use answer::{NotAnAnswer, Said, read};
pub use back::is_looked_back_on;
pub use dates::{Dates, DatesRefused, Which};
pub use peer::{MOST_PEERS, Peer, PeerState};
pub use pen::Pen;
pub(crate) use pen::{Arrives, arrives};
pub use shelf::Shelf;
pub use stage::{Stage, Tally};
pub use verb::{LONGEST_ASKED, Refused};
pub use writing::{Amendment, Edit, LONGEST_TEXT, Met, NotASlot, SaveRefused, Slot, Stored, Writing};

use crate::{CycleId, LaunchId, PersonId, Version, questionnaire::Slug};
use jiff::{Timestamp, civil::Date};
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

/// Something of each side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Both<T> {
    /// The person's.
    pub own: T,
    /// Their manager's.
    pub manager: T,
}

impl<T> Both<T> {
    /// That of one side.
    pub fn of(&self, side: Side) -> &T {
        match side {
            Side::Own => &self.own,
            Side::Manager => &self.manager,
        }
    }

    /// The same, to be changed.
    pub fn of_mut(&mut self, side: Side) -> &mut T {
        match side {
            Side::Own => &mut self.own,
            Side::Manager => &mut self.manager,
        }
    }
}

/// As what somebody writes in a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// As one of its sides: in their half.
    Half,
    /// As the manager, for nobody else to see, ever.
    Notes,
    /// As a peer who was asked.
    Input,
}

/// The version of a questionnaire that a review asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// Which questionnaire.
    pub id: Slug,
    /// Which of its frozen versions: 1, 2, ...
    pub number: u32,
}

/// A half that is shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shared {
    /// By whom: of the manager's half by who held the review then.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
}

/// How far the plan of a review is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanStage {
    /// Nobody signed anything.
    #[default]
    Open,
    /// One side signed, and the other has yet to.
    SignedBy(Side),
    /// Both signed.
    Signed {
        /// When both had.
        at: Timestamp,
        /// Whether an amendment is being written.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        amending: bool,
    },
}

/// A personal review: how far it is, and who holds it. Stored as JSON: names and meanings stay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// Which.
    #[serde(flatten)]
    pub key: ReviewKey,
    /// Who holds the manager's half: the manager at launch, until it is handed over.
    pub manager: PersonId,
    /// Who held it before: what they wrote stays theirs to read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former: Vec<PersonId>,
    /// With which others it was launched.
    pub launch: LaunchId,
    /// When that was.
    pub launched: Timestamp,
    /// What is asked.
    pub form: Form,
    /// Until when what is done.
    pub dates: Dates,
    /// The cycle whose goals are graded; nothing where there is none to look back on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub back: Option<CycleId>,
    /// Who has begun to write.
    #[serde(default)]
    pub begun: Both<bool>,
    /// Whose halves are shared.
    #[serde(default)]
    pub shared: Both<Option<Shared>>,
    /// Who else was asked, in the order in which they were.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub peers: Vec<Peer>,
    /// How far the plan is.
    #[serde(default)]
    pub plan: PlanStage,
    /// Who agrees that the manager's line sees the plan.
    #[serde(default)]
    pub open_to_line: Both<bool>,
    /// The day on which what was written in it was removed, as retention says. Who held it and how far it came stays, and so does the plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub emptied: Option<Date>,
    /// How often this was changed.
    pub version: Version,
}

impl Review {
    /// The side that somebody is, if they hold it.
    pub fn side_of(&self, person: PersonId) -> Option<Side> {
        if person == self.key.person {
            Some(Side::Own)
        } else if person == self.manager {
            Some(Side::Manager)
        } else {
            None
        }
    }

    /// Whose half of a side is shown, or would be: of the manager's that of who shared it, else of who holds it.
    pub fn author(&self, side: Side) -> PersonId {
        match (side, self.shared.of(side)) {
            (_, Some(shared)) => shared.by,
            (Side::Own, None) => self.key.person,
            (Side::Manager, None) => self.manager,
        }
    }

    /// Whether the other side sees this half on this day of the organisation: it is shared, and either both are, or the day for it has passed.
    pub fn is_revealed(&self, side: Side, today: Date) -> bool {
        self.shared.of(side).is_some() && (self.shared.of(side.other()).is_some() || today > self.dates.share)
    }

    /// Whether both see both halves.
    pub fn is_open(&self, today: Date) -> bool {
        Side::BOTH.into_iter().all(|side| self.is_revealed(side, today))
    }

    /// What was asked of somebody, if they were.
    pub fn peer(&self, person: PersonId) -> Option<&Peer> {
        self.peers.iter().find(|peer| peer.person == person)
    }

    /// Whether both sides signed a plan.
    pub fn is_signed(&self) -> bool {
        matches!(self.plan, PlanStage::Signed { .. })
    }
}
