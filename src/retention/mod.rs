//! Retention: how long what is kept, and that nothing is removed that was not announced.
//!
//! An administrator says how long. What is due is announced first ([`Announcement`]): what, and on which day, so that seven whole days lie in
//! between. On that day it is removed, and nothing else: what became due meanwhile is announced next. Whoever changes how long in between takes
//! the announcement back; what is then due is announced anew.
//!
//! Only what nobody bounds otherwise is here. Goals with their histories, releases and the audit chain stay; plans stay as long as their person
//! is here; letters that were sent, sessions that ended, files and links end by themselves, sooner than anybody could say here.

#[cfg(test)]
mod tests;

use crate::{Changed, CycleId, PersonId, Version};
use jiff::{Span, ToSpan, civil::Date};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The fewest months for which something is kept that is not kept for ever.
pub const FEWEST_MONTHS: u16 = 6;

/// The most.
pub const MOST_MONTHS: u16 = 240;

/// How many days after it was announced something is removed: seven whole days lie in between.
pub const NOTICE: i64 = 8;

/// How many of the last runs are remembered.
pub const MOST_RUNS: usize = 24;

/// How long something is kept after it is over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Keep {
    /// For ever.
    #[default]
    ForEver,
    /// For so many months: [`FEWEST_MONTHS`] to [`MOST_MONTHS`].
    Months(u16),
}

/// What is kept for a time that is said here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// What was written in personal reviews.
    Reviews,
    /// Who left.
    Left,
}

/// How long what is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// What was written in personal reviews: halves, managers' notes, what peers were asked and gave. Counted from the last day of their cycle,
    /// once that is closed.
    pub reviews: Keep,
    /// Who left. Nobody is removed by this: it says from when on an administrator is shown them. Counted from the day on which they left.
    pub left: Keep,
}

/// Why settings stay as they were.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refused {
    /// It is not a whole number of months from [`FEWEST_MONTHS`] to [`MOST_MONTHS`].
    Months(Kind),
    /// They were changed meanwhile: what is stored now.
    Changed(Changed<Settings>),
}

impl Keep {
    /// Reads a number of months; nothing means for ever. `None` for what is neither.
    pub fn read(text: &str) -> Option<Self> {
        if text.trim().is_empty() {
            return Some(Self::ForEver);
        }
        text.trim().parse().ok().map(Self::Months).filter(|keep| keep.is_fit())
    }

    /// The number of months, as it is typed; empty for ever.
    pub fn typed(self) -> String {
        match self {
            Self::ForEver => String::new(),
            Self::Months(months) => months.to_string(),
        }
    }

    fn is_fit(self) -> bool {
        match self {
            Self::ForEver => true,
            Self::Months(months) => (FEWEST_MONTHS..=MOST_MONTHS).contains(&months),
        }
    }

    /// The day from which on something is due that was over on this one; none where it is kept for ever.
    pub fn until(self, over: Date) -> Option<Date> {
        match self {
            Self::ForEver => None,
            Self::Months(months) => over.checked_add(Span::new().months(months)).ok(),
        }
    }

    /// Whether something is due on a day that was over on another.
    pub fn is_due(self, over: Date, day: Date) -> bool {
        self.until(over).is_some_and(|until| until <= day)
    }
}

impl Settings {
    /// Reads what was typed, as [`Keep::read`] does.
    ///
    /// # Errors
    ///
    /// [`Refused::Months`], of the first that cannot be read.
    pub fn read(reviews: &str, left: &str) -> Result<Self, Refused> {
        let keep = |text, kind| Keep::read(text).ok_or(Refused::Months(kind));
        Ok(Self { reviews: keep(reviews, Kind::Reviews)?, left: keep(left, Kind::Left)? })
    }

    /// Looks whether the numbers may be.
    ///
    /// # Errors
    ///
    /// [`Refused::Months`], of the first that may not.
    pub fn check(self) -> Result<(), Refused> {
        let kinds = [(self.reviews, Kind::Reviews), (self.left, Kind::Left)];
        kinds.into_iter().find(|(keep, _)| !keep.is_fit()).map_or(Ok(()), |(_, kind)| Err(Refused::Months(kind)))
    }

    /// Of the texts that are there, those that are due on a day, the oldest first.
    pub fn due(self, there: &[Texts], day: Date) -> Vec<Texts> {
        let mut due: Vec<Texts> = there.iter().filter(|texts| self.reviews.is_due(texts.over, day)).cloned().collect();
        due.sort_by_key(|texts| (texts.over, texts.cycle));
        due
    }

    /// Of those who left, with the day where it is known, who is shown to an administrator on a day.
    pub fn gone(self, left: impl IntoIterator<Item = (PersonId, Option<Date>)>, day: Date) -> Gone {
        let mut gone = Gone::default();
        if self.left == Keep::ForEver {
            return gone;
        }
        for (person, left) in left {
            match left {
                None => gone.undated.push(person),
                Some(left) if self.left.is_due(left, day) => gone.due.push((person, left)),
                Some(_) => {}
            }
        }
        gone.due.sort_by_key(|(person, left)| (*left, *person));
        gone
    }
}

/// Who left so long ago that an administrator is shown them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gone {
    /// Who, and when they left; who left first is first.
    pub due: Vec<(PersonId, Date)>,
    /// Who left on a day that nobody noted.
    pub undated: Vec<PersonId>,
}

/// What was written in the reviews of a cycle that is closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Texts {
    /// Of which cycle.
    pub cycle: CycleId,
    /// What that is called.
    pub name: String,
    /// Its last day.
    pub over: Date,
    /// In whose reviews there is a text.
    pub people: BTreeSet<PersonId>,
}

/// What will be removed, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Announcement {
    /// The day on which it was said.
    pub said: Date,
    /// The day on which it will be done.
    pub on: Date,
    /// What: the oldest first.
    pub texts: Vec<Texts>,
}

impl Announcement {
    /// Announces what is due once the notice is over; nothing where nothing is.
    pub fn of(settings: Settings, there: &[Texts], today: Date) -> Option<Self> {
        let on = today.checked_add(NOTICE.days()).ok()?;
        let texts = settings.due(there, on);
        (!texts.is_empty()).then_some(Self { said: today, on, texts })
    }

    /// Whether its day has come.
    pub fn is_due(&self, today: Date) -> bool {
        self.on <= today
    }

    /// Of the texts that are there, those that were announced: never more.
    pub fn of_these(&self, there: &[Texts]) -> Vec<Texts> {
        let left = |announced: &Texts| {
            let now = there.iter().find(|texts| texts.cycle == announced.cycle)?;
            let people: BTreeSet<PersonId> = announced.people.intersection(&now.people).copied().collect();
            (!people.is_empty()).then(|| Texts { people, ..announced.clone() })
        };
        self.texts.iter().filter_map(left).collect()
    }
}

/// What was removed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// The day on which it was.
    pub on: Date,
    /// From how many reviews of which cycle, by what that was called.
    pub reviews: Vec<(String, usize)>,
}

/// Retention as it is stored. Stored as JSON: names and meanings stay.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retention {
    /// How long what is kept.
    pub settings: Settings,
    /// How often that was changed.
    pub version: Version,
    /// What will be removed next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub announced: Option<Announcement>,
    /// What was removed, the last first: at most [`MOST_RUNS`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub runs: Vec<Run>,
}

impl Retention {
    /// Says how long what is kept, over the version that was seen. What was announced is taken back, and announced anew as far as it is still due.
    /// The same as before changes nothing.
    ///
    /// # Errors
    ///
    /// [`Refused`].
    pub fn set(&self, seen: Version, settings: Settings, there: &[Texts], today: Date) -> Result<Self, Refused> {
        settings.check()?;
        seen.expect(self.version, || self.settings).map_err(Refused::Changed)?;
        if settings == self.settings {
            return Ok(self.clone());
        }
        let announced = Announcement::of(settings, there, today);
        Ok(Self { settings, version: self.version.next(), announced, runs: self.runs.clone() })
    }

    /// Announces what is due and was not announced; nothing where nothing is, or something else is announced.
    pub fn announce(&self, there: &[Texts], today: Date) -> Option<Self> {
        if self.announced.is_some() {
            return None;
        }
        let announced = Announcement::of(self.settings, there, today)?;
        Some(Self { announced: Some(announced), ..self.clone() })
    }

    /// What was announced is done: `removed` says from how many reviews of each cycle. Where that is none, nothing is remembered of it.
    #[must_use]
    pub fn done(&self, removed: Vec<(String, usize)>, today: Date) -> Self {
        let runs = (!removed.is_empty()).then_some(Run { on: today, reviews: removed });
        let runs = runs.into_iter().chain(self.runs.iter().cloned()).take(MOST_RUNS).collect();
        Self { announced: None, runs, ..self.clone() }
    }
}
