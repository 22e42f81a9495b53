//! What people may do with a goal, and when not. Who may is a permission (`store::access`), not a rule of the goal.

use super::{Deed, End, Goal, Kind, Level, Origin, Status, Title};
use crate::PersonId;
use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

/// The longest note, in characters.
pub const LONGEST_NOTE: usize = 2000;

/// How many years ahead a goal may be due: further is a slip of the finger.
pub const YEARS_AHEAD: i16 = 5;

/// What is wanted of a new goal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    /// What it is measured by.
    pub kind: Kind,
    /// Whose it is.
    pub level: Level,
    /// Who answers for it.
    pub owner: PersonId,
    /// What it is called.
    pub title: Title,
    /// By which day.
    pub due: Date,
    /// What it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
}

/// What is to happen to a goal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verb {
    /// It is to be this.
    Change(Said),
    /// It is this far; with a word about it, or none.
    Report(Status, String),
    /// It ended; with a word about it, or none.
    End(End, String),
    /// It goes on after all.
    Reopen,
}

/// What is said of a goal in a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Who answers for it.
    pub owner: PersonId,
    /// What it is called.
    pub title: Title,
    /// By which day.
    pub due: Date,
}

/// Why nothing happened to a goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refused {
    /// There is no such goal.
    Unknown,
    /// Something happened to it meanwhile.
    Changed,
    /// The day has passed.
    PastDue,
    /// The day is more than [`YEARS_AHEAD`] years away.
    FarDue,
    /// Who should answer for it is not here, or left.
    OwnerLeft,
    /// The same is under way already: one with this title, for the same section.
    Twice,
    /// The note has more than [`LONGEST_NOTE`] characters.
    LongNote,
    /// It has ended.
    Ended,
    /// It has not ended, so that there is nothing to reopen.
    UnderWay,
    /// It is as wanted already.
    Nothing,
}

/// The events of a new goal. `today` is the organisation's; `others` are goals of the same level.
///
/// # Errors
///
/// [`Refused`] says why there is none.
pub fn begin<'a>(wanted: &Wanted, today: Date, mut others: impl Iterator<Item = &'a Goal>) -> Result<Deed, Refused> {
    due(wanted.due, today)?;
    let section = |origin: &Option<Origin>| origin.as_ref().map(|origin| origin.section.clone());
    let is_same = |other: &Goal| {
        other.ended.is_none()
            && other.level == wanted.level
            && other.title.is_like(&wanted.title)
            && section(&other.origin) == section(&wanted.origin)
    };
    if others.any(is_same) {
        return Err(Refused::Twice);
    }
    Ok(Deed::Created(wanted.clone()))
}

impl Goal {
    /// The events that do what is wanted, one at least. `today` is the organisation's.
    ///
    /// # Errors
    ///
    /// [`Refused`] says why nothing happens.
    pub fn decide(&self, verb: &Verb, today: Date) -> Result<Vec<Deed>, Refused> {
        if self.ended.is_some() != matches!(verb, Verb::Reopen) {
            return Err(if self.ended.is_some() { Refused::Ended } else { Refused::UnderWay });
        }
        let deeds: Vec<Deed> = match verb {
            Verb::Change(said) => {
                // A day that has passed may stay while something else is changed.
                if said.due != self.due {
                    due(said.due, today)?;
                }
                let moved = (said.due != self.due).then_some(Deed::Moved { due: said.due });
                let handed = (said.owner != self.owner).then_some(Deed::Handed { owner: said.owner });
                let renamed = (said.title != self.title).then(|| Deed::Renamed { title: said.title.clone() });
                renamed.into_iter().chain(moved).chain(handed).collect()
            }
            Verb::Report(status, note) => {
                let status = (*status != self.status).then_some(Deed::Status { status: *status });
                noted(note)?.into_iter().chain(status).collect()
            }
            Verb::End(end, note) => noted(note)?.into_iter().chain([Deed::Ended { end: *end }]).collect(),
            Verb::Reopen => vec![Deed::Reopened],
        };
        if deeds.is_empty() { Err(Refused::Nothing) } else { Ok(deeds) }
    }
}

fn due(day: Date, today: Date) -> Result<(), Refused> {
    let latest = today.saturating_add(YEARS_AHEAD.years());
    match day {
        day if day < today => Err(Refused::PastDue),
        day if day > latest => Err(Refused::FarDue),
        _ => Ok(()),
    }
}

fn noted(text: &str) -> Result<Option<Deed>, Refused> {
    let note = text.trim();
    if note.chars().count() > LONGEST_NOTE {
        return Err(Refused::LongNote);
    }
    Ok((!note.is_empty()).then(|| Deed::Noted { note: note.to_owned() }))
}
