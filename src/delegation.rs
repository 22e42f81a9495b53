//! Delegation: while somebody is on leave, somebody else may do what they may as a lead and as a manager.

use crate::PersonId;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The longest time for which one may delegate, in days.
pub const LONGEST_DAYS: i32 = 366;

/// A grant with dates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delegation {
    /// Which.
    pub id: uuid::Uuid,
    /// Whose permissions.
    pub of: PersonId,
    /// Who has them meanwhile.
    pub to: PersonId,
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
}

/// Why nothing was delegated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DelegateRefused {
    /// One of the two left or does not exist.
    Left,
    /// To oneself.
    Oneself,
    /// The last day is before the first, or has passed.
    Over,
    /// Longer than [`LONGEST_DAYS`].
    TooLong,
}

impl Delegation {
    /// Whether it holds on this day.
    pub fn holds(&self, day: Date) -> bool {
        self.first <= day && day <= self.last
    }

    /// Looks at the dates; `today` is the organisation's.
    ///
    /// # Errors
    ///
    /// [`DelegateRefused`] says what is wrong.
    pub fn check(&self, today: Date) -> Result<(), DelegateRefused> {
        if self.of == self.to {
            return Err(DelegateRefused::Oneself);
        }
        if self.last < self.first || self.last < today {
            return Err(DelegateRefused::Over);
        }
        let days = self.last.since(self.first).map_or(i32::MAX, |span| span.get_days());
        if days >= LONGEST_DAYS { Err(DelegateRefused::TooLong) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::{ToSpan, civil::date};
    use proptest::prelude::*;

    fn person(number: u128) -> PersonId {
        PersonId::from_uuid(uuid::Uuid::from_u128(number))
    }

    fn leave(first: Date, last: Date) -> Delegation {
        Delegation { id: uuid::Uuid::nil(), of: person(1), to: person(2), first, last }
    }

    #[test]
    fn a_grant_has_dates_in_order_and_an_end() {
        let today = date(2027, 1, 11);
        assert_eq!(leave(today, today).check(today), Ok(()));
        assert_eq!(leave(today, today - 1.day()).check(today), Err(DelegateRefused::Over));
        assert_eq!(leave(today - 9.days(), today - 1.day()).check(today), Err(DelegateRefused::Over));
        assert_eq!(leave(today, today + 365.days()).check(today), Ok(()));
        assert_eq!(leave(today, today + 366.days()).check(today), Err(DelegateRefused::TooLong));
        assert_eq!(Delegation { to: person(1), ..leave(today, today) }.check(today), Err(DelegateRefused::Oneself));
    }

    proptest! {
        #[test]
        fn it_holds_from_its_first_day_to_its_last(length in 0i64..300, at in -10i64..320) {
            let first = date(2027, 1, 11);
            let grant = leave(first, first + length.days());
            prop_assert_eq!(grant.holds(first + at.days()), (0..=length).contains(&at));
        }
    }
}
