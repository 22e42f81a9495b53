//! Due dates: civil dates that end at the organisation's midnight, wherever the reader is.

use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// The first moment after `date` in `zone`: what is due on that date is overdue from here on.
///
/// Where midnight does not exist (a clock change at midnight), the day ends when the next one begins.
///
/// # Errors
///
/// When the date is the last that can be expressed (year 9999).
pub fn ends(date: Date, zone: &TimeZone) -> Result<Timestamp, jiff::Error> {
    Ok(date.tomorrow()?.to_zoned(zone.clone())?.start_of_day()?.timestamp())
}

/// The next midnight of `zone` after `now`: when the organisation's daily jobs are due.
///
/// # Errors
///
/// When `now` lies in the last day that can be expressed.
pub fn next_midnight(now: Timestamp, zone: &TimeZone) -> Result<Timestamp, jiff::Error> {
    ends(now.to_zoned(zone.clone()).date(), zone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::{
        civil::date,
        tz::{Offset, TimeZone},
    };
    use proptest::prelude::*;

    #[test]
    fn a_date_ends_at_the_organisations_midnight() {
        let zone = TimeZone::fixed(Offset::constant(2));
        assert_eq!(ends(date(2027, 1, 29), &zone).expect("in range").to_string(), "2027-01-29T22:00:00Z");
    }

    #[test]
    fn a_day_whose_midnight_does_not_exist_ends_when_the_next_begins() {
        // Clocks go from 24:00 to 01:00 on the first Sunday in April.
        let zone = TimeZone::posix("AAA0BBB,M4.1.0/0,M10.1.0/0").expect("a zone");
        assert_eq!(ends(date(2027, 4, 3), &zone).expect("in range").to_string(), "2027-04-04T00:00:00Z");
        assert_eq!(ends(date(2027, 4, 4), &zone).expect("in range").to_string(), "2027-04-04T23:00:00Z");
    }

    proptest! {
        #[test]
        fn midnight_is_ahead_and_at_most_25_hours_away(seconds in 0i64..4_000_000_000, hours in -12i8..=14) {
            let now = Timestamp::from_second(seconds).expect("in range");
            let next = next_midnight(now, &TimeZone::fixed(Offset::constant(hours))).expect("in range");
            let ahead = next.as_second() - now.as_second();
            prop_assert!(ahead > 0 && ahead <= 25 * 3600);
        }
    }
}
