//! From events to the goal as it is.

use super::{Deed, End, Event, Kind, Level, Origin, Status, Title};
use crate::{GoalId, PersonId};
use jiff::{Timestamp, civil::Date};
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
    /// What it is called.
    pub title: Title,
    /// By which day, at the organisation's place; that day included.
    pub due: Date,
    /// What it answers.
    pub origin: Option<Origin>,
    /// How far it is, as its owner said last.
    pub status: Status,
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
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("it has no events"),
            Self::Place(at) => write!(f, "event {at} is not in its place"),
            Self::Beginning(at) => write!(f, "event {at} should be the beginning, or should not"),
            Self::Ended(at) => write!(f, "event {at} does not fit how it had ended"),
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
        Ok(Self {
            id: goal,
            sequence,
            kind: wanted.kind,
            level: wanted.level,
            owner: wanted.owner,
            title: wanted.title.clone(),
            due: wanted.due,
            origin: wanted.origin.clone(),
            status: Status::OnTrack,
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
            // What is over can still be written about.
            Deed::Noted { .. } => true,
            Deed::Reopened => self.ended.is_some(),
            Deed::Renamed { .. } | Deed::Moved { .. } | Deed::Handed { .. } | Deed::Status { .. } | Deed::Ended { .. } => {
                self.ended.is_none()
            }
        };
        if !fits {
            return Err(Broken::Ended(place));
        }
        match &event.deed {
            Deed::Created(_) => {}
            Deed::Renamed { title } => self.title = title.clone(),
            Deed::Moved { due } => self.due = *due,
            Deed::Handed { owner } => self.owner = *owner,
            Deed::Status { status } => self.status = *status,
            Deed::Noted { note } => self.note = Some(note.clone()),
            Deed::Ended { end } => self.ended = Some((*end, event.at)),
            Deed::Reopened => self.ended = None,
        }
        self.sequence = place;
        self.touched = event.at;
        Ok(())
    }

    /// Whether its day has passed and it is not done.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.ended.is_none() && self.due < today
    }
}
