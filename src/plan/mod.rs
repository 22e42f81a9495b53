//! Development plans: what a personal review ends in. What the person is good at, where they want to grow and to go, what support is
//! promised, when both look at it again; and the person's goals of the cycle, as both agreed to them.
//!
//! A [`Draft`] is written by both sides, part by part. Each signs exactly what they saw: who signs says so with the [`Seal`] of it, and if the
//! plan or a goal became otherwise meanwhile, they are told in what and sign nothing. A signature holds no longer than what was signed stays
//! as it is. Once both signed the same, it is a [`Signed`] version, which never changes; from then on a change is an amendment, signed by both
//! in the same way, and what was signed before stays beside it.
//!
//! How far goals are is no part of a plan: that lives where goals do.

mod contents;
mod goals;
mod obstacle;
mod part;
mod sign;
mod stored;
#[cfg(test)]
mod tests;
mod write;

pub use contents::{Contents, Difference, NotASeal, Seal, differences};
pub use goals::{Aim, Goals, State, belonging};
pub use obstacle::Obstacle;
pub use part::{LONGEST_LINE, MOST_DATES, MOST_PROMISES, Next, NotAPart, Part, Parts, Promise, Said, Whom, Words};
pub use stored::Broken;
pub use write::{Edit, Met};

use crate::{
    PersonId,
    review::{Both, NotAnAnswer, Pen, PlanStage, Side},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// That somebody signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signing {
    /// Who.
    pub by: PersonId,
    /// For which side.
    pub side: Side,
    /// When.
    pub at: Timestamp,
    /// What, by its hash.
    pub seal: Seal,
}

/// A signature that waits for the other one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// Whose.
    #[serde(flatten)]
    pub signing: Signing,
    /// What they signed, to say later what became otherwise.
    pub contents: Contents,
    /// Whether it holds no more, since the plan was changed afterwards or its side is somebody else by now.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub void: bool,
}

/// Why a plan is written again that both had signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amends {
    /// Who began it.
    pub by: PersonId,
    /// For which side.
    pub side: Side,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub reason: Words,
}

/// A plan as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// What stands there.
    pub parts: Parts,
    /// What it amends, and why; nothing of the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amends: Option<Amends>,
    /// What each side signed last. [`Plan::waits_for`] says whether it holds.
    #[serde(default)]
    pub signatures: Both<Option<Signature>>,
}

/// What both signed. It never changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    /// What.
    pub contents: Contents,
    /// Who and when. Both have the seal of the contents.
    pub signings: Both<Signing>,
    /// What it amended, and why; nothing of the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amends: Option<Amends>,
}

/// How often a part was written, and by which page last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// How often.
    pub revision: u32,
    /// By which page; nothing for a form without script.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pen: Option<Pen>,
}

/// The plan of a review: what was signed, and what is being written. Stored as JSON: names and meanings stay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// What is being written: the first plan until both signed it, later an amendment or nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draft: Option<Draft>,
    /// How often each part was written, from the first draft on.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub written: BTreeMap<Part, Written>,
    /// What both signed, the first first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub versions: Vec<Signed>,
}

impl Default for Plan {
    fn default() -> Self {
        Self { draft: Some(Draft::default()), written: BTreeMap::new(), versions: Vec::new() }
    }
}

/// Why nothing happened to a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refused {
    /// These parts were written by another page meanwhile.
    Met(Vec<Met>),
    /// What is to stand in this part does not fit it.
    Wrong(Part, NotAnAnswer),
    /// All is as wanted already.
    Nothing,
    /// Both signed: a change is an amendment.
    Signed,
    /// What was to be signed, or given up, is otherwise by now, in this; in nothing where what was seen is not known.
    Outdated(Vec<Difference>),
    /// This stands in the way of signing: all of it.
    Obstacles(Vec<Obstacle>),
    /// It is so already: this side signed, or an amendment is being written.
    Already,
    /// Nothing is being written that could be signed or given up.
    NoAmendment,
    /// Both have yet to sign what could be amended.
    NotSigned,
    /// An amendment needs a reason.
    NoReason,
    /// The reason has more than [`LONGEST_LINE`] characters, or control characters.
    Reason,
}

impl Signed {
    /// When both had signed.
    pub fn at(&self) -> Timestamp {
        self.signings.own.at.max(self.signings.manager.at)
    }
}

impl Plan {
    /// What holds: the newest that both signed.
    pub fn newest(&self) -> Option<&Signed> {
        self.versions.last()
    }

    /// What would be signed of what is being written, with the goals as they are.
    pub fn contents(&self, goals: &Goals) -> Option<Contents> {
        let draft = self.draft.as_ref()?;
        Some(Contents::new(&draft.parts, goals, draft.amends.as_ref().map(|amends| &amends.reason)))
    }

    /// How often a part was written: an edit says which it saw.
    pub fn revision(&self, part: Part) -> u32 {
        self.written.get(&part).map_or(0, |written| written.revision)
    }

    /// How far it is, for the review to say.
    pub fn stage(&self) -> PlanStage {
        if let Some(newest) = self.newest() {
            return PlanStage::Signed { at: newest.at(), amending: self.draft.is_some() };
        }
        let signatures = self.draft.as_ref().map(|draft| &draft.signatures);
        let holds = |side: &Side| {
            let signature = signatures.and_then(|signatures| signatures.of(*side).as_ref());
            signature.is_some_and(|signature| !signature.void)
        };
        Side::BOTH.into_iter().find(holds).map_or(PlanStage::Open, PlanStage::SignedBy)
    }

    /// Which sides have yet to sign what is being written, with the goals as they are; none where nothing is.
    pub fn waits_for(&self, goals: &Goals) -> Vec<Side> {
        let Some((draft, contents)) = self.draft.as_ref().zip(self.contents(goals)) else { return Vec::new() };
        let seal = contents.seal();
        Side::BOTH.into_iter().filter(|side| !draft.holds(*side, seal)).collect()
    }

    /// A signature of what is being written that holds no more: who signed what before it was changed.
    pub fn overtaken(&self, side: Side, goals: &Goals) -> Option<&Signature> {
        let seal = self.contents(goals)?.seal();
        let draft = self.draft.as_ref()?;
        draft.signatures.of(side).as_ref().filter(|_| !draft.holds(side, seal))
    }

    /// What stands in the way of signing what is being written.
    pub fn obstacles(&self, goals: &Goals) -> Vec<Obstacle> {
        let Some(draft) = &self.draft else { return Vec::new() };
        let empty = Part::NEEDED.into_iter().filter(|part| draft.parts.said(*part).is_blank()).map(Obstacle::Empty);
        empty.chain(goals.obstacles.iter().cloned()).collect()
    }

    /// What was signed, without what is being written: for who is neither side.
    #[must_use]
    pub fn signed_only(&self) -> Self {
        Self { draft: None, written: BTreeMap::new(), versions: self.versions.clone() }
    }
}

impl Draft {
    /// Whether this side signed what has this seal, and that still holds.
    fn holds(&self, side: Side, seal: Seal) -> bool {
        self.signatures.of(side).as_ref().is_some_and(|signature| !signature.void && signature.signing.seal == seal)
    }
}
