//! Who holds a personal review, was asked as a peer, hands it over, and reads the plan. Nobody stands in for anybody here: a review is between two.

use super::Actor;
use waymark::{
    PersonId,
    review::{PlanStage, Review, ReviewKey, Side},
};

/// Is one of the two sides of this review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holder {
    actor: PersonId,
    key: ReviewKey,
    side: Side,
}

/// Was asked about somebody's work, in this review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AskedPeer {
    actor: PersonId,
    key: ReviewKey,
}

/// May give the manager's part of this review to somebody else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handing {
    actor: PersonId,
    key: ReviewKey,
    /// Whether to anybody in the line above the person; else to their manager only.
    is_holder: bool,
}

/// May read the plan of this review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlanReader {
    key: ReviewKey,
    side: Option<Side>,
}

impl Holder {
    /// Who acts.
    pub fn person(self) -> PersonId {
        self.actor
    }

    /// Of which review.
    pub fn key(self) -> ReviewKey {
        self.key
    }

    /// Which side they are.
    pub fn side(self) -> Side {
        self.side
    }
}

impl AskedPeer {
    /// Who acts.
    pub fn person(self) -> PersonId {
        self.actor
    }

    /// In which review.
    pub fn key(self) -> ReviewKey {
        self.key
    }
}

impl Handing {
    /// Who acts.
    pub fn person(self) -> PersonId {
        self.actor
    }

    /// Of which review.
    pub fn key(self) -> ReviewKey {
        self.key
    }

    /// Whether they hold it themselves: then they choose who gets it, in the line above the person. Else their manager does.
    pub fn is_holder(self) -> bool {
        self.is_holder
    }
}

impl PlanReader {
    /// Of which review.
    pub fn key(self) -> ReviewKey {
        self.key
    }

    /// Which side they are, if one: then they see what is being written, too.
    pub fn side(self) -> Option<Side> {
        self.side
    }
}

/// The permission of a side of a review: the person whom it is about, and who holds the manager's half.
pub fn holder(actor: &Actor, review: &Review) -> Option<Holder> {
    review.side_of(actor.id()).map(|side| Holder { actor: actor.id(), key: review.key, side })
}

/// The permission of who was asked as a peer.
pub fn asked_peer(actor: &Actor, review: &Review) -> Option<AskedPeer> {
    review.peer(actor.id()).map(|_| AskedPeer { actor: actor.id(), key: review.key })
}

/// The permission to hand a review over: for who holds it, for administrators, and for the person's manager where who held it has left.
pub fn handing(actor: &Actor, review: &Review) -> Option<Handing> {
    let id = actor.id();
    let is_holder = review.manager == id;
    let may = id != review.key.person && (is_holder || actor.administrator().is_some() || takes_over(actor, review));
    may.then_some(Handing { actor: id, key: review.key, is_holder })
}

/// Whether a review waits for the actor to take it over: who held it has left, and the person reports to the actor.
pub fn takes_over(actor: &Actor, review: &Review) -> bool {
    let directory = &actor.seen().directory;
    let has_left = directory.person(review.manager).is_none_or(|manager| !manager.active);
    has_left && directory.person(review.key.person).is_some_and(|person| person.manager == Some(actor.id()))
}

/// The permission to read a plan: for both sides, and for the person's manager of today; once it is signed, also for the line above the
/// person, where both sides agree to that.
pub fn plan_reader(actor: &Actor, review: &Review) -> Option<PlanReader> {
    let (id, directory) = (actor.id(), &actor.seen().directory);
    let side = review.side_of(id);
    let reader = |side| Some(PlanReader { key: review.key, side });
    if side.is_some() {
        return reader(side);
    }
    let is_signed = matches!(review.plan, PlanStage::Signed { .. });
    let is_manager = directory.person(review.key.person).is_some_and(|person| person.manager == Some(id));
    let is_in_line = review.open_to_line.own && review.open_to_line.manager && directory.is_in_line(id, review.key.person);
    if is_signed && (is_manager || is_in_line) { reader(None) } else { None }
}
