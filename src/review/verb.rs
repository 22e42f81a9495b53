//! What happens to a review. Who may is a permission (`store::access`), not a rule of the review.

use super::{MOST_PEERS, Peer, PeerState, PlanStage, Review, Role, SaveRefused, Shared, Side, Slot, Writing, answer};
use crate::{
    GoalId, PersonId,
    questionnaire::{Question, Questionnaire},
};
use jiff::{SignedDuration, Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

/// The longest text with which a peer is asked, in characters.
pub const LONGEST_ASKED: usize = 600;

/// How long after a reminder a peer can be reminded again.
const AGAIN: SignedDuration = SignedDuration::from_hours(24);

/// Why nothing happened to a review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refused {
    /// There is no such review.
    Unknown,
    /// Its cycle is closed: nothing changes any more.
    CycleClosed,
    /// There is nothing in the half that could be shared.
    EmptyHalf,
    /// These questions have to be answered first.
    Missing(Vec<String>),
    /// It is so already.
    Already,
    /// The other side has seen it.
    Seen,
    /// Somebody else holds the review by now.
    HandedOver,
    /// Who should get it is not here, or left.
    Left,
    /// It would go to the person whom it is about.
    Themselves,
    /// Who should get it is not above the person in the line.
    NotInLine,
    /// They were asked already.
    AskedAlready,
    /// More than [`MOST_PEERS`] would be asked.
    ManyPeers,
    /// The text has more than [`LONGEST_ASKED`] characters.
    LongText,
    /// They were reminded less than a day ago.
    RemindedAlready,
    /// They have answered.
    AnsweredAlready,
    /// Both signed: it is over.
    Over,
    /// Its texts were removed: nothing is written in it any more.
    Emptied,
    /// Both halves are not shown yet.
    NotOpen,
}

impl Question {
    /// How a side is asked: the manager by [`Question::mirror`], and not at all where there is none.
    pub fn asked(&self, side: Side) -> Option<&str> {
        match side {
            Side::Own => Some(&self.text),
            Side::Manager => Some(self.mirror.as_str()).filter(|mirror| !mirror.is_empty()),
        }
    }
}

impl Role {
    /// Whether somebody who writes as this, on this side, has a field; and whether a text fits it. `is_graded` says which goals are graded.
    ///
    /// # Errors
    ///
    /// [`SaveRefused::Unknown`] or [`SaveRefused::Wrong`].
    pub fn fits(
        self,
        side: Side,
        form: &Questionnaire,
        is_graded: impl Fn(GoalId) -> bool,
        slot: &Slot,
        text: &str,
    ) -> Result<(), SaveRefused> {
        let is_known = |known: bool| if known { Ok(()) } else { Err(SaveRefused::Unknown) };
        match (self, slot) {
            (Self::Half, Slot::Answer(id)) => {
                let question = form.question(id).filter(|question| question.asked(side).is_some());
                let question = question.ok_or(SaveRefused::Unknown)?;
                answer::read(question, text).map(drop).map_err(|why| SaveRefused::Wrong(slot.clone(), why))
            }
            (Self::Half, Slot::Grade(goal) | Slot::Words(goal)) => is_known(is_graded(*goal)),
            (Self::Notes, Slot::Notes) | (Self::Input, Slot::Keep | Slot::Change) => Ok(()),
            _ => Err(SaveRefused::Unknown),
        }
    }
}

impl Review {
    fn next(&self) -> Self {
        Self { version: self.version.next(), ..self.clone() }
    }

    /// A side has begun to write.
    #[must_use]
    pub fn begin(&self, side: Side) -> Self {
        let mut review = self.next();
        *review.begun.of_mut(side) = true;
        review
    }

    /// Shares a half: the other side sees it once theirs is shared, too, or the day for it has passed.
    ///
    /// # Errors
    ///
    /// [`Refused::Already`], [`Refused::EmptyHalf`], [`Refused::Missing`].
    pub fn share(&self, side: Side, by: PersonId, half: &Writing, form: &Questionnaire, at: Timestamp) -> Result<Self, Refused> {
        if self.shared.of(side).is_some() {
            return Err(Refused::Already);
        }
        if half.is_blank() {
            return Err(Refused::EmptyHalf);
        }
        let missing = missing(form, side, half);
        if !missing.is_empty() {
            return Err(Refused::Missing(missing));
        }
        let mut review = self.next();
        *review.begun.of_mut(side) = true;
        *review.shared.of_mut(side) = Some(Shared { by, at });
        Ok(review)
    }

    /// Takes a half back that the other side has not seen.
    ///
    /// # Errors
    ///
    /// [`Refused::Already`], [`Refused::Seen`].
    pub fn take_back(&self, side: Side, today: Date) -> Result<Self, Refused> {
        if self.shared.of(side).is_none() {
            return Err(Refused::Already);
        }
        if self.is_revealed(side, today) {
            return Err(Refused::Seen);
        }
        let mut review = self.next();
        *review.shared.of_mut(side) = None;
        Ok(review)
    }

    /// Hands the manager's part over. A half that is shared stays, with the name of who wrote it; what was only drafted stays with its author.
    ///
    /// # Errors
    ///
    /// [`Refused::Themselves`], [`Refused::Already`].
    pub fn hand_over(&self, to: PersonId) -> Result<Self, Refused> {
        if to == self.key.person {
            return Err(Refused::Themselves);
        }
        if to == self.manager {
            return Err(Refused::Already);
        }
        let mut review = self.next();
        review.manager = to;
        if !review.former.contains(&self.manager) {
            review.former.push(self.manager);
        }
        if review.shared.manager.is_none() {
            review.begun.manager = false;
        }
        // Who was asked as a peer holds it now.
        review.peers.retain(|peer| peer.person != to || peer.state != PeerState::Asked);
        // Each side decides for itself, and signs for itself.
        review.open_to_line.manager = false;
        if matches!(review.plan, PlanStage::SignedBy(_)) {
            review.plan = PlanStage::Open;
        }
        Ok(review)
    }

    /// Asks somebody about the person's work.
    ///
    /// # Errors
    ///
    /// [`Refused`] says why they are not asked.
    pub fn ask(&self, peer: PersonId, by: PersonId, open: bool, about: &str, at: Timestamp) -> Result<Self, Refused> {
        let about = about.trim();
        if self.is_signed() {
            return Err(Refused::Over);
        }
        if self.side_of(peer).is_some() {
            return Err(Refused::Themselves);
        }
        if self.peer(peer).is_some() {
            return Err(Refused::AskedAlready);
        }
        if self.peers.len() >= MOST_PEERS {
            return Err(Refused::ManyPeers);
        }
        if about.chars().count() > LONGEST_ASKED {
            return Err(Refused::LongText);
        }
        let mut review = self.next();
        review.peers.push(Peer {
            person: peer,
            by,
            asked: at,
            about: about.to_owned(),
            open,
            state: PeerState::Asked,
            reminded: None,
        });
        Ok(review)
    }

    fn with_peer(&self, peer: PersonId, change: impl FnOnce(&mut Peer)) -> Result<Self, Refused> {
        let mut review = self.next();
        let peer = review.peers.iter_mut().find(|known| known.person == peer).ok_or(Refused::Unknown)?;
        if peer.state != PeerState::Asked {
            return Err(Refused::AnsweredAlready);
        }
        change(peer);
        Ok(review)
    }

    /// Asks a peer no more who has not answered.
    ///
    /// # Errors
    ///
    /// [`Refused::Unknown`], [`Refused::AnsweredAlready`].
    pub fn ask_no_more(&self, peer: PersonId) -> Result<Self, Refused> {
        let mut review = self.with_peer(peer, |_| {})?;
        review.peers.retain(|known| known.person != peer);
        Ok(review)
    }

    /// Reminds a peer who has not answered.
    ///
    /// # Errors
    ///
    /// [`Refused::Unknown`], [`Refused::AnsweredAlready`], [`Refused::RemindedAlready`].
    pub fn remind(&self, peer: PersonId, at: Timestamp) -> Result<Self, Refused> {
        let last = self.peer(peer).map(|peer| peer.reminded.unwrap_or(peer.asked));
        if last.is_some_and(|last| at < last + AGAIN) {
            return Err(Refused::RemindedAlready);
        }
        self.with_peer(peer, |peer| peer.reminded = Some(at))
    }

    /// A peer gives what they wrote. It changes no more.
    ///
    /// # Errors
    ///
    /// [`Refused::EmptyHalf`], [`Refused::Over`], [`Refused::Unknown`], [`Refused::AnsweredAlready`].
    pub fn give(&self, peer: PersonId, input: &Writing, at: Timestamp) -> Result<Self, Refused> {
        if self.is_signed() {
            return Err(Refused::Over);
        }
        let given = self.with_peer(peer, |peer| peer.state = PeerState::Given { at })?;
        if input.is_blank() { Err(Refused::EmptyHalf) } else { Ok(given) }
    }

    /// A peer would rather not.
    ///
    /// # Errors
    ///
    /// [`Refused::Unknown`], [`Refused::AnsweredAlready`].
    pub fn decline(&self, peer: PersonId, at: Timestamp) -> Result<Self, Refused> {
        self.with_peer(peer, |peer| peer.state = PeerState::Declined { at })
    }

    /// With its plan this far.
    #[must_use]
    pub fn planned(&self, plan: PlanStage) -> Self {
        Self { plan, ..self.next() }
    }

    /// A side lets the manager's line see the plan, or not; it does once both do.
    ///
    /// # Errors
    ///
    /// [`Refused::Already`].
    pub fn open_to_line(&self, side: Side, open: bool) -> Result<Self, Refused> {
        if *self.open_to_line.of(side) == open {
            return Err(Refused::Already);
        }
        let mut review = self.next();
        *review.open_to_line.of_mut(side) = open;
        Ok(review)
    }

    /// What was written in it is removed: its texts with it, and here what peers were asked about.
    #[must_use]
    pub fn empty(&self, today: Date) -> Self {
        let mut review = self.next();
        review.emptied = Some(today);
        for peer in &mut review.peers {
            peer.about.clear();
        }
        review
    }
}

/// The questions that a side has to answer and has not, as it is asked.
fn missing(form: &Questionnaire, side: Side, half: &Writing) -> Vec<String> {
    let is_missing = |question: &&Question| {
        let is_blank = || half.text(&Slot::Answer(question.id.clone())).trim().is_empty();
        question.required && question.asked(side).is_some() && is_blank()
    };
    let questions = form.questions().map(|(_, _, question)| question).filter(is_missing);
    questions.filter_map(|question| question.asked(side)).map(str::to_owned).collect()
}
