//! The desk of who manages: what waits for them with each person of their line, and in which order these people stand there.
//!
//! The order is a rule, and total ([`sort`]): who has something that waits stands before who has nothing. Of those, first whose most pressing need
//! comes earlier in [`Need`]: who is stuck, a review that is late, one that is due, what waits to be agreed, what nobody has talked of for long. Then
//! who has more that waits, then whose more goals are at risk or overdue, whose more are behind, then by name.
//!
//! *Architecture invariant:* nobody is scored or ranked here. The order says who needs the reader, not how well anybody does: no grade, no number of a
//! goal, no confidence and no word of a review is read, and there is no number for a person.

#[cfg(test)]
mod tests;

use crate::{
    GoalId, PersonId,
    directory::folded,
    goal::{self, Goal, Status},
    person::Name,
    review::{Review, ReviewKey, Side, Stage},
};
use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

/// How many days ahead what is due in a review waits for who holds it.
pub const SOON: i32 = 7;

/// After how long without a word of how it goes a goal waits for somebody to ask. Its owner was asked a week earlier.
pub const QUIET: SignedDuration = SignedDuration::from_hours(14 * 24);

/// What comes next in a review for who holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Their half is shared.
    Share,
    /// Both talk, and write a plan.
    Talk,
    /// They sign the plan, which the person has signed.
    Sign,
}

/// Something that waits for the reader with one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Need {
    /// The person is stuck with a goal and has asked for help.
    Stuck {
        /// Which.
        goal: GoalId,
        /// Since when.
        since: Timestamp,
    },
    /// The review that the reader holds waits for them.
    Review {
        /// Which.
        key: ReviewKey,
        /// What for.
        step: Step,
        /// By which day.
        due: Date,
        /// Whether that day has passed.
        late: bool,
    },
    /// A review waits for the reader to take it over, since who held it has left.
    TakeOver {
        /// Which.
        key: ReviewKey,
        /// Who held it.
        left: PersonId,
        /// Whether the day has passed that comes next in it.
        late: bool,
    },
    /// Goals wait for the reader to agree to them, or to a change of them; one at least.
    Agree {
        /// Which.
        goals: Vec<GoalId>,
    },
    /// Nobody has said for long how these goals go; one at least.
    Quiet {
        /// Which, the one that was longest not talked of first.
        goals: Vec<GoalId>,
    },
}

/// The kinds of needs, to narrow people down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// [`Need::Stuck`].
    Stuck,
    /// [`Need::Review`], [`Need::TakeOver`].
    Review,
    /// [`Need::Agree`].
    Agree,
    /// [`Need::Quiet`].
    Quiet,
}

impl Need {
    /// Of which kind it is.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Stuck { .. } => Kind::Stuck,
            Self::Review { .. } | Self::TakeOver { .. } => Kind::Review,
            Self::Agree { .. } => Kind::Agree,
            Self::Quiet { .. } => Kind::Quiet,
        }
    }

    /// How pressing it is: what has a smaller number comes first.
    fn rank(&self) -> u8 {
        match self {
            Self::Stuck { .. } => 0,
            Self::Review { late: true, .. } | Self::TakeOver { late: true, .. } => 1,
            Self::Review { late: false, .. } | Self::TakeOver { late: false, .. } => 2,
            Self::Agree { .. } => 3,
            Self::Quiet { .. } => 4,
        }
    }

    /// How many things it is.
    fn things(&self) -> usize {
        match self {
            Self::Stuck { .. } | Self::Review { .. } | Self::TakeOver { .. } => 1,
            Self::Agree { goals } | Self::Quiet { goals } => goals.len(),
        }
    }
}

/// What is known of somebody, as far as the reader may see it.
#[derive(Clone, Debug)]
pub struct Facts<'a> {
    /// Who.
    pub person: PersonId,
    /// What they are called.
    pub name: &'a Name,
    /// The goals under way that they answer for.
    pub goals: Vec<&'a Goal>,
    /// Which of these wait for the reader to agree.
    pub agree: Vec<GoalId>,
    /// The review of theirs that the reader holds, while it can go on.
    pub review: Option<&'a Review>,
    /// The review of theirs that the reader may take over, since who held it has left.
    pub left: Option<&'a Review>,
}

/// Where somebody stands on the desk, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Who.
    pub person: PersonId,
    /// What waits for the reader, the most pressing first.
    pub needs: Vec<Need>,
    /// How many goals are at risk as their owner says, or overdue.
    at_risk: usize,
    /// How many are behind.
    behind: usize,
    /// The name without case and accents.
    name: String,
}

impl Place {
    /// What waits for the reader with somebody on this day of the organisation, at this moment.
    pub fn of(facts: &Facts<'_>, today: Date, now: Timestamp) -> Self {
        let under_way = || facts.goals.iter().copied().filter(|goal| goal.ended.is_none());
        let mut stuck: Vec<(Timestamp, GoalId)> =
            under_way().filter_map(|goal| Some((goal.stuck.as_ref()?.0, goal.id))).collect();
        stuck.sort_unstable();
        let mut quiet: Vec<(Timestamp, GoalId)> = under_way().filter_map(|goal| Some((silent(goal, now)?, goal.id))).collect();
        quiet.sort_unstable();
        let mut agree = facts.agree.clone();
        agree.sort_unstable();
        let quiet: Vec<GoalId> = quiet.into_iter().map(|(_, goal)| goal).collect();
        let needs = stuck
            .into_iter()
            .map(|(since, goal)| Need::Stuck { goal, since })
            .chain(facts.left.and_then(|review| of_left(review, today)))
            .chain(facts.review.and_then(|review| of_review(review, today)))
            .chain((!agree.is_empty()).then_some(Need::Agree { goals: agree }))
            .chain((!quiet.is_empty()).then_some(Need::Quiet { goals: quiet }))
            .collect();
        let is_at_risk = |goal: &&Goal| goal.status == Status::AtRisk || goal.is_overdue(today);
        let is_behind = |goal: &&Goal| goal.status == Status::Behind && !goal.is_overdue(today);
        Self {
            person: facts.person,
            needs,
            at_risk: under_way().filter(is_at_risk).count(),
            behind: under_way().filter(is_behind).count(),
            name: folded(facts.name.as_str()),
        }
    }

    /// Whether something of this kind waits.
    pub fn has(&self, kind: Kind) -> bool {
        self.needs.iter().any(|need| need.kind() == kind)
    }

    /// By what people are sorted: see the module's rule.
    fn key(&self) -> (u8, Reverse<[usize; 3]>, &str, PersonId) {
        let rank = self.needs.iter().map(Need::rank).min().unwrap_or(u8::MAX);
        let things = self.needs.iter().map(Need::things).sum();
        (rank, Reverse([things, self.at_risk, self.behind]), &self.name, self.person)
    }
}

/// Sorts people by who needs the reader first, as the module's rule says. Nobody stands beside anybody: of the same name the id decides.
pub fn sort(places: &mut [Place]) {
    places.sort_by(|one, other| one.key().cmp(&other.key()));
}

/// When somebody last said how a goal goes, where that is too long ago. What nobody agreed to yet, and what needs no agreement, is not asked for; nor is
/// an objective, which others move.
fn silent(goal: &Goal, now: Timestamp) -> Option<Timestamp> {
    let last = goal.checked.unwrap_or(goal.created);
    let is_asked_for = goal.kind != goal::Kind::Objective && goal.is_planned() && goal.is_agreed();
    (is_asked_for && last + QUIET <= now).then_some(last)
}

/// What waits for who holds a review: what is due soon or late, and what the person waits for, since they have done their part.
fn of_review(review: &Review, today: Date) -> Option<Need> {
    let due = review.due(Side::Manager)?;
    let (step, is_waited_for) = match review.stage() {
        Stage::Prepare => (Step::Share, false),
        Stage::Share(_) => (Step::Share, true),
        Stage::Talk => (Step::Talk, false),
        Stage::Sign(_) => (Step::Sign, true),
        Stage::Signed => return None,
    };
    let waits = is_waited_for || due <= today.saturating_add(SOON.days());
    waits.then_some(Need::Review { key: review.key, step, due, late: due < today })
}

/// Nothing goes on in a review whose manager has left, until the reader takes it over; what is signed waits for nobody.
fn of_left(review: &Review, today: Date) -> Option<Need> {
    let due = Side::BOTH.into_iter().filter_map(|side| review.due(side)).min()?;
    Some(Need::TakeOver { key: review.key, left: review.manager, late: due < today })
}
