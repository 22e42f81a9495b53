//! The dates of a cycle, from its name.

use crate::cycle::Dates;
use jiff::civil::{Date, date};

/// From when to when a cycle lasts that is called like a year, a half or a quarter: "2025", "2025 H1", "Q3 2025". `None` for
/// every other name.
pub fn period(name: &str) -> Option<Dates> {
    let plain: String = name.to_uppercase().chars().filter(|c| !matches!(c, ' ' | '-' | '_' | '/')).collect();
    let year = |digits: &str| {
        let is_year = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
        is_year.then(|| digits.parse::<i16>().ok()).flatten().filter(|year| (1980..=2200).contains(year))
    };
    if let Some(year) = year(&plain) {
        return Some(months(year, 1, 12));
    }
    // The year before the part, or behind it.
    let (digits, part) = match (plain.get(..4), plain.get(4..), plain.get(..2), plain.get(2..)) {
        (Some(digits), Some(part), ..) if year(digits).is_some() => (digits, part),
        (.., Some(part), Some(digits)) => (digits, part),
        _ => return None,
    };
    let mut letters = part.chars();
    let (kind, number) = (letters.next()?, letters.next()?.to_digit(10)?);
    let (length, parts) = match kind {
        'H' => (6, 2),
        'Q' => (3, 4),
        _ => return None,
    };
    let number = i8::try_from(number).ok().filter(|number| letters.next().is_none() && (1..=parts).contains(number))?;
    Some(months(year(digits)?, length * (number - 1) + 1, length * number))
}

fn months(year: i16, first: i8, last: i8) -> Dates {
    let end: Date = date(year, last, 1).last_of_month();
    Dates { starts: date(year, first, 1), middle: None, ends: end }
}
