//! What a goal is measured by, how far it is, and how numbers are read and said with their unit.

use super::{Amount, NotAnAmount, Title};
use serde::{Deserialize, Serialize};

/// The longest unit or currency, in characters.
pub const LONGEST_UNIT: usize = 16;

/// The most milestones that a goal has.
pub const MOST_MILESTONES: usize = 30;

/// What numbers of a goal are numbers of.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scale {
    /// Of this: "ms", "customers"; or of nothing in particular, where it is empty.
    Number {
        /// At most [`LONGEST_UNIT`] characters.
        unit: String,
    },
    /// Of a hundred.
    Percent,
    /// Of money.
    Money {
        /// "EUR", "€"; at most [`LONGEST_UNIT`] characters.
        currency: String,
    },
}

/// What a goal is measured by.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "measure", rename_all = "snake_case")]
pub enum Measure {
    /// A number on its way from its start to its target, up or down. They differ.
    Towards {
        /// Of what.
        scale: Scale,
        /// Where it is at first.
        start: Amount,
        /// Where it is to be.
        target: Amount,
    },
    /// A number that should stay in its healthy range. At least one end is given; the lower is not above the upper.
    Within {
        /// Of what.
        scale: Scale,
        /// At least this; that included.
        low: Option<Amount>,
        /// At most this; that included.
        high: Option<Amount>,
    },
    /// It is so, or not.
    YesNo,
    /// So many of these steps are done. No two are called the same.
    Milestones {
        /// What they are called: at least one, at most [`MOST_MILESTONES`].
        steps: Vec<Title>,
    },
}

/// Why a measure is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MeasureRefused {
    /// Its target is its start.
    Same,
    /// Its healthy range has no end, or its lower end is above its upper one.
    Range,
    /// Its unit has more than [`LONGEST_UNIT`] characters.
    LongUnit,
    /// There is no milestone, or there are more than [`MOST_MILESTONES`].
    Milestones,
    /// Two milestones are called the same.
    MilestoneTwice,
}

/// How far: in thousandths of the way from start to target. Below nothing where it went the wrong way, above 1000 where it went beyond.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Progress(pub i32);

impl Progress {
    /// Nothing done.
    pub const NONE: Self = Self(0);
    /// All done.
    pub const WHOLE: Self = Self(1000);

    /// So much of so much; whole where there is nothing to do. Rounded towards nothing, so that it is whole only when it is.
    pub fn of(done: i128, all: i128) -> Self {
        if all == 0 {
            return Self::WHOLE;
        }
        let thousandths = (done * 1000 / all).clamp(-1_000_000, 1_000_000);
        Self(i32::try_from(thousandths).expect("within a million"))
    }

    /// In percent, rounded towards nothing.
    pub const fn percent(self) -> i32 {
        self.0 / 10
    }

    /// No less than nothing and no more than all.
    #[must_use]
    pub fn clamped(self) -> Self {
        Self(self.0.clamp(0, 1000))
    }
}

impl Scale {
    /// A number with its unit: "296 ms", "0.71%", "1,200 EUR".
    pub fn say(&self, amount: Amount) -> String {
        match self {
            Self::Number { unit: word } | Self::Money { currency: word } if word.is_empty() => amount.to_string(),
            Self::Number { unit: word } | Self::Money { currency: word } => format!("{amount} {word}"),
            Self::Percent => format!("{amount}%"),
        }
    }

    /// What stands behind its numbers.
    pub fn unit(&self) -> &str {
        match self {
            Self::Number { unit } => unit,
            Self::Money { currency } => currency,
            Self::Percent => "%",
        }
    }

    /// A text without the unit around it.
    pub(super) fn bare<'a>(&self, text: &'a str) -> &'a str {
        let (text, unit) = (text.trim(), self.unit());
        if unit.is_empty() {
            return text;
        }
        let behind = text.len().checked_sub(unit.len()).filter(|at| text.is_char_boundary(*at));
        match behind.map(|at| text.split_at(at)) {
            Some((rest, end)) if end.eq_ignore_ascii_case(unit) && rest.ends_with(|c: char| c.is_ascii_digit() || c == ' ') => {
                rest.trim()
            }
            _ => text.strip_prefix(unit).map_or(text, str::trim),
        }
    }
}

impl Measure {
    /// Whether it keeps its rules.
    ///
    /// # Errors
    ///
    /// [`MeasureRefused`], the first rule that it breaks.
    pub fn check(&self) -> Result<(), MeasureRefused> {
        if self.scale().is_some_and(|scale| scale.unit().chars().count() > LONGEST_UNIT) {
            return Err(MeasureRefused::LongUnit);
        }
        match self {
            Self::Towards { start, target, .. } if start == target => Err(MeasureRefused::Same),
            Self::Within { low: None, high: None, .. } => Err(MeasureRefused::Range),
            Self::Within { low: Some(low), high: Some(high), .. } if low > high => Err(MeasureRefused::Range),
            Self::Milestones { steps } if steps.is_empty() || steps.len() > MOST_MILESTONES => Err(MeasureRefused::Milestones),
            Self::Milestones { steps } => {
                let is_twice = |(at, step): (usize, &Title)| steps[..at].iter().any(|other| other.is_like(step));
                if steps.iter().enumerate().any(is_twice) { Err(MeasureRefused::MilestoneTwice) } else { Ok(()) }
            }
            Self::Towards { .. } | Self::Within { .. } | Self::YesNo => Ok(()),
        }
    }

    /// What its numbers are numbers of, where it has such.
    pub fn scale(&self) -> Option<&Scale> {
        match self {
            Self::Towards { scale, .. } | Self::Within { scale, .. } => Some(scale),
            Self::YesNo | Self::Milestones { .. } => None,
        }
    }

    /// Where it is before anybody said anything.
    pub fn start(&self) -> Option<Amount> {
        match self {
            Self::Towards { start, .. } => Some(*start),
            Self::Within { .. } => None,
            Self::YesNo | Self::Milestones { .. } => Some(Amount::ZERO),
        }
    }

    /// How far a value is. A number in its healthy range has no way to go, so it has no progress either.
    pub fn progress(&self, value: Amount) -> Option<Progress> {
        let micros = |amount: Amount| i128::from(amount.micros());
        match self {
            Self::Towards { start, target, .. } => {
                Some(Progress::of(micros(value) - micros(*start), micros(*target) - micros(*start)))
            }
            Self::Within { .. } => None,
            Self::YesNo => Some(if value > Amount::ZERO { Progress::WHOLE } else { Progress::NONE }),
            Self::Milestones { steps } => Some(Progress::of(i128::from(value.truncated()), i128::try_from(steps.len()).ok()?)),
        }
    }

    /// A value as one says it: "296 ms", "yes", "3 of 9".
    pub fn say(&self, value: Amount) -> String {
        match self {
            Self::Towards { scale, .. } | Self::Within { scale, .. } => scale.say(value),
            Self::YesNo => if value > Amount::ZERO { "yes" } else { "no" }.to_owned(),
            Self::Milestones { steps } => format!("{} of {}", value.truncated(), steps.len()),
        }
    }

    /// The value as one types it: "296", "yes", "3".
    pub fn typed(&self, value: Amount) -> String {
        match self {
            Self::YesNo => self.say(value),
            Self::Towards { .. } | Self::Within { .. } | Self::Milestones { .. } => value.to_string().replace(',', ""),
        }
    }

    /// Reads a value as people type it beside the one that is there: "296", "296 ms", "1.2k"; "+5" for five more, "-5" for five less (where
    /// the measure knows no numbers below nothing; else that is the number itself, as is "=-5"); "40%" for so much of the way to the target; "yes",
    /// "no".
    ///
    /// # Errors
    ///
    /// [`NotAnAmount`] says what is wrong with it.
    pub fn read(&self, text: &str, now: Option<Amount>) -> Result<Amount, NotAnAmount> {
        let text = text.trim();
        if let Self::YesNo = self {
            return match text.to_lowercase().as_str() {
                "yes" | "y" | "done" | "true" | "1" | "100%" => Ok(Amount::ONE),
                "no" | "n" | "not yet" | "false" | "0" | "0%" => Ok(Amount::ZERO),
                "" => Err(NotAnAmount::Empty),
                _ => Err(NotAnAmount::Form),
            };
        }
        let bare = self.scale().map_or(text, |scale| scale.bare(text));
        let value = if let Some(share) = bare.strip_suffix('%') {
            self.share(Amount::read(share)?)?
        } else if let Some(exact) = bare.strip_prefix('=') {
            Amount::read(exact)?
        } else if bare.starts_with('+') || bare.starts_with(['-', '\u{2212}']) && !self.knows_negative(now) {
            let now = now.or(self.start()).unwrap_or_default();
            now.plus(Amount::read(bare)?).ok_or(NotAnAmount::Large)?
        } else {
            Amount::read(bare)?
        };
        match self {
            Self::Milestones { steps } => {
                let fits = value.is_whole() && usize::try_from(value.truncated()).is_ok_and(|count| count <= steps.len());
                if fits { Ok(value) } else { Err(NotAnAmount::Form) }
            }
            _ => Ok(value),
        }
    }

    /// The value at so many percent of the way.
    fn share(&self, percent: Amount) -> Result<Amount, NotAnAmount> {
        let (start, target) = match self {
            Self::Towards { start, target, .. } => (*start, *target),
            Self::Milestones { steps } => (Amount::ZERO, Amount::whole(i64::try_from(steps.len()).unwrap_or_default())),
            Self::Within { .. } | Self::YesNo => return Err(NotAnAmount::Form),
        };
        let way = i128::from(target.micros()) - i128::from(start.micros());
        let micros = i128::from(start.micros()) + way * i128::from(percent.micros()) / (100 * i128::from(Amount::ONE.micros()));
        let value = Amount::from_micros(micros).ok_or(NotAnAmount::Large)?;
        match self {
            Self::Milestones { .. } => Ok(Amount::whole(value.truncated())),
            _ => Ok(value),
        }
    }

    fn knows_negative(&self, now: Option<Amount>) -> bool {
        let ends = match self {
            Self::Towards { start, target, .. } => [Some(*start), Some(*target)],
            Self::Within { low, high, .. } => [*low, *high],
            Self::YesNo | Self::Milestones { .. } => [None, None],
        };
        ends.into_iter().chain([now]).flatten().any(|end| end < Amount::ZERO)
    }

    /// What one aims at, as one says it: "from 512 to 300 ms", "between 40 and 60%", "9 milestones".
    pub fn aim(&self) -> String {
        match self {
            Self::Towards { scale, start, target } => format!("from {start} to {}", scale.say(*target)),
            Self::Within { scale, low: Some(low), high: Some(high) } => format!("between {low} and {}", scale.say(*high)),
            Self::Within { scale, low: Some(low), .. } => format!("at least {}", scale.say(*low)),
            Self::Within { scale, high: Some(high), .. } => format!("at most {}", scale.say(*high)),
            Self::Within { .. } => String::new(),
            Self::YesNo => "done or not".to_owned(),
            Self::Milestones { steps } if steps.len() == 1 => "1 milestone".to_owned(),
            Self::Milestones { steps } => format!("{} milestones", steps.len()),
        }
    }

    /// Whether a value is in the healthy range; nothing where there is none.
    pub fn is_healthy(&self, value: Amount) -> Option<bool> {
        match self {
            Self::Within { low, high, .. } => Some(low.is_none_or(|low| value >= low) && high.is_none_or(|high| value <= high)),
            _ => None,
        }
    }
}
