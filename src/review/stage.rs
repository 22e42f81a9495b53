//! How far reviews are, one and many: what somebody is told who does not see what stands in them.

use super::{PlanStage, Review, Side};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How far a review is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Neither half is shared.
    Prepare,
    /// One half is shared, and the other is not.
    Share(Side),
    /// Both are shown, and both talk, agree on goals and write a plan.
    Talk,
    /// One side signed the plan, and the other has yet to.
    Sign(Side),
    /// Both signed.
    Signed,
}

impl Review {
    /// How far it is.
    pub fn stage(&self) -> Stage {
        match (self.plan, self.shared.own.is_some(), self.shared.manager.is_some()) {
            (PlanStage::Signed { .. }, ..) => Stage::Signed,
            (PlanStage::SignedBy(side), ..) => Stage::Sign(side),
            (PlanStage::Open, true, true) => Stage::Talk,
            (PlanStage::Open, true, false) => Stage::Share(Side::Own),
            (PlanStage::Open, false, true) => Stage::Share(Side::Manager),
            (PlanStage::Open, false, false) => Stage::Prepare,
        }
    }

    /// By when a side has to do what comes next for it; nothing once it has nothing to do.
    pub fn due(&self, side: Side) -> Option<Date> {
        match self.stage() {
            Stage::Signed => None,
            Stage::Sign(signed) if signed == side => None,
            Stage::Sign(_) | Stage::Talk => Some(self.dates.sign),
            Stage::Share(_) | Stage::Prepare if self.shared.of(side).is_some() => None,
            Stage::Share(_) | Stage::Prepare => Some(self.dates.share),
        }
    }

    /// Whether somebody is late with it on this day.
    pub fn is_late(&self, today: Date) -> bool {
        Side::BOTH.into_iter().filter_map(|side| self.due(side)).any(|due| due < today)
    }
}

/// How far many reviews are, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// All of them.
    pub all: usize,
    /// Nobody has begun.
    pub untouched: usize,
    /// Neither half is shared.
    pub prepare: usize,
    /// One is.
    pub share: usize,
    /// Both are.
    pub talk: usize,
    /// One side signed.
    pub sign: usize,
    /// Both signed.
    pub signed: usize,
    /// Something should have been done by now.
    pub late: usize,
}

impl Tally {
    /// Of these reviews on this day.
    pub fn of<'a>(reviews: impl IntoIterator<Item = &'a Review>, today: Date) -> Self {
        let mut tally = Self::default();
        for review in reviews {
            tally.all += 1;
            *match review.stage() {
                Stage::Prepare => &mut tally.prepare,
                Stage::Share(_) => &mut tally.share,
                Stage::Talk => &mut tally.talk,
                Stage::Sign(_) => &mut tally.sign,
                Stage::Signed => &mut tally.signed,
            } += 1;
            let is_untouched = review.stage() == Stage::Prepare && !review.begun.own && !review.begun.manager;
            tally.untouched += usize::from(is_untouched);
            tally.late += usize::from(review.is_late(today));
        }
        tally
    }
}
