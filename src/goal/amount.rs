//! Numbers of goals: exact, as people write them, and read again from what people write.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Steps in one.
const SCALE: i64 = 1_000_000;

/// The largest number, either way.
pub const LARGEST: i64 = 1_000_000_000_000;

/// A number of a goal: exact to six decimals, at most [`LARGEST`] either way. It is stored as a text, "0.71".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Amount(i64);

/// Why a text is no number of a goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NotAnAmount {
    /// Nothing was written.
    Empty,
    /// It is no number.
    Form,
    /// It is beyond [`LARGEST`].
    Large,
    /// It has more than six decimals.
    Fine,
}

impl fmt::Display for NotAnAmount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "no number",
            Self::Form => "not a number",
            Self::Large => "too large a number",
            Self::Fine => "a number with more than six decimals",
        })
    }
}

impl std::error::Error for NotAnAmount {}

impl Amount {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// One.
    pub const ONE: Self = Self(SCALE);

    /// A whole number; [`LARGEST`] where it is beyond that.
    pub fn whole(number: i64) -> Self {
        Self(number.clamp(-LARGEST, LARGEST) * SCALE)
    }

    /// In millionths.
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// Out of millionths; nothing where that is beyond [`LARGEST`].
    pub fn from_micros(micros: i128) -> Option<Self> {
        let micros = i64::try_from(micros).ok()?;
        (micros.abs() <= LARGEST * SCALE).then_some(Self(micros))
    }

    /// The sum; nothing where that is beyond [`LARGEST`].
    pub fn plus(self, other: Self) -> Option<Self> {
        Self::from_micros(i128::from(self.0) + i128::from(other.0))
    }

    /// The whole part, for counts.
    pub const fn truncated(self) -> i64 {
        self.0 / SCALE
    }

    /// Whether it has no decimals.
    pub const fn is_whole(self) -> bool {
        self.0 % SCALE == 0
    }

    /// Reads a plain number: "1200", "1,200.5", "1 200", "0,71", "1.2k", "3M". A comma before three digits parts thousands.
    ///
    /// # Errors
    ///
    /// [`NotAnAmount`] says what is wrong with it.
    pub fn read(text: &str) -> Result<Self, NotAnAmount> {
        let text: String = text.trim().chars().filter(|c| !c.is_whitespace() && *c != '_' && *c != '\u{2019}').collect();
        if text.is_empty() {
            return Err(NotAnAmount::Empty);
        }
        let (sign, rest) = match text.strip_prefix(['-', '\u{2212}']) {
            Some(rest) => (-1, rest),
            None => (1, text.strip_prefix('+').unwrap_or(&text)),
        };
        let (digits, times) = match rest.char_indices().last() {
            Some((at, 'k' | 'K')) => (&rest[..at], 1000),
            Some((at, 'm' | 'M')) => (&rest[..at], 1_000_000),
            _ => (rest, 1),
        };
        let (whole, fraction) = parts(digits)?;
        if whole.len() > 13 {
            return Err(NotAnAmount::Large);
        }
        let fraction = fraction.trim_end_matches('0');
        let number = |digits: &str| if digits.is_empty() { Ok(0) } else { digits.parse::<i128>().map_err(|_| NotAnAmount::Form) };
        // So many decimals that they are no millionths even times a million.
        if fraction.len() > 12 {
            return Err(NotAnAmount::Fine);
        }
        let places = u32::try_from(fraction.len()).map_err(|_| NotAnAmount::Fine)?;
        let micros = number(&whole)? * i128::from(SCALE) * times;
        let fine = number(fraction)? * i128::from(SCALE) * times;
        let unit = 10_i128.pow(places);
        if fine % unit != 0 {
            return Err(NotAnAmount::Fine);
        }
        Self::from_micros(sign * (micros + fine / unit)).ok_or(NotAnAmount::Large)
    }
}

/// The digits before and behind the decimal sign, without what parts thousands.
fn parts(text: &str) -> Result<(String, String), NotAnAmount> {
    let decimal = match (text.rfind('.'), text.rfind(',')) {
        (Some(point), Some(comma)) => Some(point.max(comma)),
        // A point is a decimal sign, unless there are two.
        (Some(point), None) => (text.matches('.').count() == 1).then_some(point),
        // A comma is one, unless what follows are thousands.
        (None, Some(comma)) => {
            (text.matches(',').count() == 1 && (text.len() - comma != 4 || &text[..comma] == "0")).then_some(comma)
        }
        (None, None) => None,
    };
    let (whole, fraction) = decimal.map_or((text, ""), |at| (&text[..at], &text[at + 1..]));
    let is_parted = |sign: char| {
        let groups: Vec<&str> = whole.split(sign).collect();
        groups.len() == 1 || (1..=3).contains(&groups[0].len()) && groups[1..].iter().all(|group| group.len() == 3)
    };
    if !is_parted(',') || !is_parted('.') || whole.contains(',') && whole.contains('.') {
        return Err(NotAnAmount::Form);
    }
    let whole: String = whole.chars().filter(|c| !matches!(c, ',' | '.')).collect();
    let is_digits = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_digits(&whole) || !is_digits(fraction) || whole.is_empty() && fraction.is_empty() {
        return Err(NotAnAmount::Form);
    }
    Ok((whole.trim_start_matches('0').to_owned(), fraction.to_owned()))
}

impl fmt::Display for Amount {
    /// With commas between thousands and no more decimals than it has: "1,200.5".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, fraction) = (self.0.unsigned_abs() / SCALE.unsigned_abs(), self.0.unsigned_abs() % SCALE.unsigned_abs());
        if self.0 < 0 {
            f.write_str("-")?;
        }
        let digits = whole.to_string();
        for (at, digit) in digits.char_indices() {
            if at > 0 && (digits.len() - at) % 3 == 0 {
                f.write_str(",")?;
            }
            write!(f, "{digit}")?;
        }
        if fraction > 0 {
            write!(f, ".{}", format!("{fraction:06}").trim_end_matches('0'))?;
        }
        Ok(())
    }
}

impl TryFrom<String> for Amount {
    type Error = NotAnAmount;

    fn try_from(text: String) -> Result<Self, NotAnAmount> {
        Self::read(&text)
    }
}

impl From<Amount> for String {
    fn from(amount: Amount) -> Self {
        amount.to_string().replace(',', "")
    }
}
