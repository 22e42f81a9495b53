//! What is agreed of a goal, and who has agreed to it.

use super::{LONGEST_TITLE, Measure, MeasureRefused, Title};
use crate::PersonId;
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

/// The longest text about a goal, in characters.
pub const LONGEST_ABOUT: usize = 4000;

/// What one learns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Path {
    /// A course, a degree, a book.
    Education,
    /// An exam that somebody certifies.
    Certification,
}

/// What a learning goal is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Learning {
    /// How.
    pub path: Path,
    /// Who teaches or certifies; empty where that is open. At most [`LONGEST_TITLE`] characters.
    pub provider: String,
    /// The last day on which the certificate holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Date>,
}

/// What is agreed of a goal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// What it is called.
    pub title: Title,
    /// What it is about, and why; empty where the title says it. At most [`LONGEST_ABOUT`] characters.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub about: String,
    /// From which day; goals from before there were such days begin on the day on which they were made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts: Option<Date>,
    /// By which day, at the organisation's place; that day included.
    pub due: Date,
    /// What it is measured by; nothing for what is moved by other goals, or is done or not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<Measure>,
    /// What is learned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub learning: Option<Learning>,
}

/// One thing of the terms, as it is to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "term", content = "is", rename_all = "snake_case")]
pub enum Term {
    /// What it is called.
    Title(Title),
    /// What it is about.
    About(String),
    /// From which day.
    Starts(Date),
    /// By which day.
    Due(Date),
    /// What it is measured by.
    Measure(Option<Measure>),
    /// What is learned.
    Learning(Option<Learning>),
}

impl Terms {
    /// What is done or not, between two days.
    pub fn new(title: Title, starts: Date, due: Date) -> Self {
        Self { title, about: String::new(), starts: Some(starts), due, measure: None, learning: None }
    }

    /// With one thing as it is to be.
    pub fn set(&mut self, term: &Term) {
        match term {
            Term::Title(title) => self.title = title.clone(),
            Term::About(about) => self.about.clone_from(about),
            Term::Starts(day) => self.starts = Some(*day),
            Term::Due(day) => self.due = *day,
            Term::Measure(measure) => self.measure.clone_from(measure),
            Term::Learning(learning) => self.learning.clone_from(learning),
        }
    }

    /// These terms with all of those.
    #[must_use]
    pub fn with<'a>(&self, terms: impl IntoIterator<Item = &'a Term>) -> Self {
        let mut then = self.clone();
        terms.into_iter().for_each(|term| then.set(term));
        then
    }

    /// What must be set in these terms so that they are the others.
    pub fn towards(&self, then: &Self) -> Vec<Term> {
        let mut terms = Vec::new();
        if self.title != then.title {
            terms.push(Term::Title(then.title.clone()));
        }
        if self.about != then.about {
            terms.push(Term::About(then.about.clone()));
        }
        if let Some(day) = then.starts.filter(|day| self.starts != Some(*day)) {
            terms.push(Term::Starts(day));
        }
        if self.due != then.due {
            terms.push(Term::Due(then.due));
        }
        if self.measure != then.measure {
            terms.push(Term::Measure(then.measure.clone()));
        }
        if self.learning != then.learning {
            terms.push(Term::Learning(then.learning.clone()));
        }
        terms
    }

    /// Whether they keep the rules that need no clock.
    ///
    /// # Errors
    ///
    /// [`TermsRefused`], the first rule that they break.
    pub fn check(&self) -> Result<(), TermsRefused> {
        if self.about.chars().count() > LONGEST_ABOUT {
            return Err(TermsRefused::LongAbout);
        }
        if self.starts.is_some_and(|starts| starts > self.due) {
            return Err(TermsRefused::Order);
        }
        let provider = self.learning.as_ref().map_or("", |learning| learning.provider.as_str());
        if provider.chars().count() > LONGEST_TITLE {
            return Err(TermsRefused::LongProvider);
        }
        self.measure.as_ref().map_or(Ok(()), |measure| measure.check().map_err(TermsRefused::Measure))
    }
}

/// Why terms are none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TermsRefused {
    /// The text about it has more than [`LONGEST_ABOUT`] characters.
    LongAbout,
    /// It is due before it starts.
    Order,
    /// Who teaches has a name of more than [`LONGEST_TITLE`] characters.
    LongProvider,
    /// The measure is none.
    Measure(MeasureRefused),
}

/// The two sides that agree to a goal. Of a person's: they and their manager. Of a team's: its lead and the lead's manager. Who has nobody
/// above them is both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sides {
    /// Whose goal it is.
    pub owner: bool,
    /// Who is above them.
    pub manager: bool,
}

impl Sides {
    /// Neither.
    pub const NONE: Self = Self { owner: false, manager: false };
    /// Both.
    pub const BOTH: Self = Self { owner: true, manager: true };

    /// Whether it is both.
    pub fn are_both(self) -> bool {
        self == Self::BOTH
    }

    /// Whether it is neither.
    pub fn are_none(self) -> bool {
        self == Self::NONE
    }

    /// These and those.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self { owner: self.owner || other.owner, manager: self.manager || other.manager }
    }

    /// These without those.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self { owner: self.owner && !other.owner, manager: self.manager && !other.manager }
    }
}

/// A change of what was agreed, which waits for the other side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What is to be otherwise; at least one thing, none of them twice.
    pub terms: Vec<Term>,
    /// Why.
    pub reason: String,
    /// Who proposed it.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
    /// Who has agreed to it.
    pub agreed: Sides,
}

/// How far two sides agree on a goal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Agreement {
    /// It needs none: an action that answers a review.
    #[default]
    Free,
    /// It is a proposal.
    Proposed {
        /// Who has agreed to it.
        agreed: Sides,
    },
    /// Both agreed.
    Agreed {
        /// When both had agreed first.
        since: Timestamp,
        /// To what, then.
        first: Box<Terms>,
        /// What waits to be agreed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        change: Option<Change>,
    },
}

impl Agreement {
    /// Who has yet to agree, to the goal or to a change of it.
    pub fn waits_for(&self) -> Sides {
        let agreed = match self {
            Self::Free | Self::Agreed { change: None, .. } => Sides::BOTH,
            Self::Proposed { agreed } | Self::Agreed { change: Some(Change { agreed, .. }), .. } => *agreed,
        };
        Sides::BOTH.without(agreed)
    }

    /// What waits to be agreed of a goal that was agreed.
    pub fn change(&self) -> Option<&Change> {
        match self {
            Self::Agreed { change, .. } => change.as_ref(),
            Self::Free | Self::Proposed { .. } => None,
        }
    }
}
