//! From events to the goal as it is.

use super::{
    Agreement, Alignment, Amount, Change, Deed, End, Event, Kind, Level, Measure, Origin, Progress, Sides, Status, Term, Terms,
    Title,
};
use crate::{CycleId, GoalId, PersonId, ProjectId, person::Name, review::ReviewKey};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A goal as its events have made it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goal {
    /// Which.
    pub id: GoalId,
    /// How many events there are: an edit says on which number it was decided.
    pub sequence: u32,
    /// What it is measured by.
    pub kind: Kind,
    /// Whose it is.
    pub level: Level,
    /// Who answers for it.
    pub owner: PersonId,
    /// What holds now.
    #[serde(flatten)]
    pub terms: Terms,
    /// How far both sides agree on it.
    #[serde(default)]
    pub agreement: Agreement,
    /// What it answers.
    pub origin: Option<Origin>,
    /// What it serves.
    #[serde(default)]
    pub parent: Option<Alignment>,
    /// The project that it belongs to.
    #[serde(default)]
    pub project: Option<ProjectId>,
    /// The cycle that it belongs to; nothing for one with a horizon of its own.
    #[serde(default)]
    pub cycle: Option<CycleId>,
    /// Whether colleagues see it, where it is a person's.
    #[serde(default)]
    pub open: bool,
    /// What it is tagged with: expectations of the ladder, themes.
    #[serde(default)]
    pub tags: Vec<Name>,
    /// The number that was said last.
    #[serde(default)]
    pub value: Option<Amount>,
    /// The milestones that are done, by their names.
    #[serde(default)]
    pub done: Vec<Title>,
    /// How sure its owner is, from 0 to 10, as they said last.
    #[serde(default)]
    pub confidence: Option<u8>,
    /// How far it is, as its owner said last.
    pub status: Status,
    /// Since when its owner is stuck, and what they need.
    #[serde(default)]
    pub stuck: Option<(Timestamp, String)>,
    /// When its owner last said how it goes.
    #[serde(default)]
    pub checked: Option<Timestamp>,
    /// How well it was reached, in tenths.
    #[serde(default)]
    pub grade: Option<u8>,
    /// In which review that was settled, where it was in one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub graded_in: Option<ReviewKey>,
    /// How it ended, and when; `None` while it is under way.
    pub ended: Option<(End, Timestamp)>,
    /// What was written about it last.
    pub note: Option<String>,
    /// Who made it.
    pub author: PersonId,
    /// When it was made.
    pub created: Timestamp,
    /// When something happened to it last.
    pub touched: Timestamp,
}

/// Why events make no goal: they are not what was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// There is none.
    Empty,
    /// The event at this place is of another goal, or another one's place.
    Place(u32),
    /// The first event is not the one in which a goal is made, or the one at this place is a second such.
    Beginning(u32),
    /// The event at this place happened to a goal that had ended, or reopened one that had not.
    Ended(u32),
    /// At the event at this place somebody agreed, or declined, or set terms, where there was nothing to agree to, or something to agree to.
    Agreement(u32),
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("it has no events"),
            Self::Place(at) => write!(f, "event {at} is not in its place"),
            Self::Beginning(at) => write!(f, "event {at} should be the beginning, or should not"),
            Self::Ended(at) => write!(f, "event {at} does not fit how it had ended"),
            Self::Agreement(at) => write!(f, "event {at} does not fit what was agreed"),
        }
    }
}

impl std::error::Error for Broken {}

impl Goal {
    /// The goal that these events make, in their order.
    ///
    /// # Errors
    ///
    /// [`Broken`], at the first event that does not fit.
    pub fn replay<'a>(events: impl IntoIterator<Item = &'a Event>) -> Result<Self, Broken> {
        let mut events = events.into_iter();
        let mut goal = Self::beginning(events.next().ok_or(Broken::Empty)?)?;
        events.try_for_each(|event| goal.follow(event)).map(|()| goal)
    }

    /// The goal that this event makes.
    ///
    /// # Errors
    ///
    /// [`Broken`] when it makes none.
    pub fn beginning(event: &Event) -> Result<Self, Broken> {
        let Event { goal, sequence, at, by, ref deed } = *event;
        if sequence != 1 {
            return Err(Broken::Place(sequence));
        }
        let Deed::Created(wanted) = deed else { return Err(Broken::Beginning(1)) };
        let agreement = if wanted.proposal { Agreement::Proposed { agreed: Sides::NONE } } else { Agreement::Free };
        Ok(Self {
            id: goal,
            sequence,
            kind: wanted.kind,
            level: wanted.level,
            owner: wanted.owner,
            terms: wanted.terms.clone(),
            agreement,
            origin: wanted.origin.clone(),
            parent: wanted.parent,
            project: wanted.project,
            cycle: wanted.cycle,
            open: wanted.open,
            tags: wanted.tags.clone(),
            value: None,
            done: Vec::new(),
            confidence: None,
            status: Status::OnTrack,
            stuck: None,
            checked: None,
            grade: None,
            graded_in: None,
            ended: None,
            note: None,
            author: by,
            created: at,
            touched: at,
        })
    }

    /// With the next event.
    ///
    /// # Errors
    ///
    /// [`Broken`] when it does not fit; then nothing has changed.
    pub fn follow(&mut self, event: &Event) -> Result<(), Broken> {
        let place = event.sequence;
        if event.goal != self.id || place != self.sequence + 1 {
            return Err(Broken::Place(place));
        }
        let fits = match &event.deed {
            Deed::Created(_) => return Err(Broken::Beginning(place)),
            // What is over can still be written about, and graded.
            Deed::Noted { .. } | Deed::Evidence { .. } | Deed::Graded { .. } => true,
            Deed::Reopened => self.ended.is_some(),
            _ => self.ended.is_none(),
        };
        if !fits {
            return Err(Broken::Ended(place));
        }
        match &event.deed {
            Deed::Created(_) | Deed::Evidence { .. } | Deed::Checked => {}
            Deed::Defined { terms } => self.define(terms).ok_or(Broken::Agreement(place))?,
            Deed::Proposed { terms, reason } => {
                let change =
                    Change { terms: terms.clone(), reason: reason.clone(), by: event.by, at: event.at, agreed: Sides::NONE };
                *self.change().ok_or(Broken::Agreement(place))? = Some(change);
            }
            Deed::Agreed(sides) => self.agree(*sides, event.at).ok_or(Broken::Agreement(place))?,
            Deed::Declined { .. } | Deed::Withdrawn => {
                self.change().and_then(Option::take).ok_or(Broken::Agreement(place))?;
            }
            Deed::Renamed { title } => self.terms.title = title.clone(),
            Deed::Moved { due } => self.terms.due = *due,
            Deed::Handed { owner } => self.hand(*owner),
            Deed::Status { status } => self.status = *status,
            Deed::Noted { note } => self.note = Some(note.clone()),
            Deed::Ended { end } => self.ended = Some((*end, event.at)),
            Deed::Reopened => self.ended = None,
            Deed::Value { value } => self.value = Some(*value),
            Deed::Ticked { step, done } => {
                self.done.retain(|other| other != step);
                if *done {
                    self.done.push(step.clone());
                }
            }
            Deed::Confidence { confidence } => self.confidence = *confidence,
            Deed::HelpAsked { what } => self.stuck = Some((event.at, what.clone())),
            Deed::Unblocked => self.stuck = None,
            Deed::Aligned { parent } => self.parent = *parent,
            Deed::Tied { project } => self.project = *project,
            Deed::Carried { cycle, due } => (self.cycle, self.terms.due) = (Some(*cycle), *due),
            Deed::Opened { open } => self.open = *open,
            Deed::Tagged { tags } => self.tags.clone_from(tags),
            Deed::Graded { grade, review } => (self.grade, self.graded_in) = (Some(*grade), *review),
        }
        let is_said = matches!(
            &event.deed,
            Deed::Value { .. }
                | Deed::Ticked { .. }
                | Deed::Checked
                | Deed::Confidence { .. }
                | Deed::Status { .. }
                | Deed::Noted { .. }
        );
        if is_said && event.by == self.owner {
            self.checked = Some(event.at);
        }
        self.sequence = place;
        self.touched = event.at;
        Ok(())
    }

    fn define(&mut self, terms: &[Term]) -> Option<()> {
        match &mut self.agreement {
            Agreement::Free => {}
            Agreement::Proposed { agreed } => *agreed = Sides::NONE,
            Agreement::Agreed { .. } => return None,
        }
        self.hold(terms);
        Some(())
    }

    /// Lets these terms hold. A number that was said of something else says nothing of what is measured now.
    fn hold(&mut self, terms: &[Term]) {
        let then = self.terms.with(terms);
        let scale = |terms: &Terms| terms.measure.as_ref().and_then(Measure::scale).cloned();
        if scale(&self.terms) != scale(&then) {
            self.value = None;
        }
        self.terms = then;
    }

    fn change(&mut self) -> Option<&mut Option<Change>> {
        match &mut self.agreement {
            Agreement::Agreed { change, .. } => Some(change),
            Agreement::Free | Agreement::Proposed { .. } => None,
        }
    }

    fn agree(&mut self, sides: Sides, at: Timestamp) -> Option<()> {
        match &mut self.agreement {
            Agreement::Free => return None,
            Agreement::Proposed { agreed } => {
                *agreed = agreed.and(sides);
                if agreed.are_both() {
                    self.agreement = Agreement::Agreed { since: at, first: Box::new(self.terms.clone()), change: None };
                }
            }
            Agreement::Agreed { change, .. } => {
                let proposed = change.as_mut()?;
                proposed.agreed = proposed.agreed.and(sides);
                if proposed.agreed.are_both() {
                    let terms = std::mem::take(&mut proposed.terms);
                    *change = None;
                    self.hold(&terms);
                }
            }
        }
        Some(())
    }

    /// A person's goal that is handed on is then the other's, who has not agreed to anything yet.
    fn hand(&mut self, owner: PersonId) {
        self.owner = owner;
        if let Level::Person(_) = self.level {
            self.level = Level::Person(owner);
            if self.agreement != Agreement::Free {
                self.agreement = Agreement::Proposed { agreed: Sides::NONE };
            }
        }
    }

    /// Whether both sides agreed to it, or nobody has to.
    pub fn is_agreed(&self) -> bool {
        !matches!(self.agreement, Agreement::Proposed { .. })
    }

    /// Whether it is an action: something that a team or the company committed to, as an answer to what a review said, without asking anybody.
    pub fn is_action(&self) -> bool {
        self.agreement == Agreement::Free
    }

    /// Whether its day has passed and it is not done.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.ended.is_none() && self.terms.due < today
    }

    /// How many, or how much it is now; its start before anybody said so.
    pub fn value(&self) -> Option<Amount> {
        match self.terms.measure.as_ref()? {
            Measure::Milestones { steps } => {
                let done = steps.iter().filter(|step| self.done.contains(step)).count();
                Some(Amount::whole(i64::try_from(done).unwrap_or_default()))
            }
            measure => self.value.or_else(|| measure.start()),
        }
    }

    /// How far it is by its own measure. What was done is done, unless a number says how far it came.
    pub fn progress(&self) -> Option<Progress> {
        let measured = self.terms.measure.as_ref().zip(self.value()).and_then(|(measure, value)| measure.progress(value));
        let has_number = measured.is_some() && self.terms.measure != Some(Measure::YesNo);
        match self.ended {
            Some((End::Done, _)) if !has_number && !matches!(self.kind, Kind::Kpi | Kind::Objective) => Some(Progress::WHOLE),
            _ => measured,
        }
    }

    /// The day from which its time runs.
    pub fn starts(&self) -> Date {
        self.terms.starts.unwrap_or_else(|| self.created.to_zoned(TimeZone::UTC).date().min(self.terms.due))
    }
}
