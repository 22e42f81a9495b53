//! The one clock of the program. Everything that needs the time is given it from here.

use jiff::{SignedDuration, Timestamp};
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

/// Tells the time: the machine's, or one that was set and goes on from there (`--clock`), or one that only tests move.
#[derive(Clone, Debug)]
pub struct Clock(Arc<Hand>);

#[derive(Debug)]
enum Hand {
    /// The machine's clock, this many microseconds ahead.
    Ahead(i64),
    /// Stands still at these microseconds since 1970 until it is moved.
    Still(AtomicI64),
}

impl Clock {
    /// The machine's clock.
    pub fn machine() -> Self {
        Self(Arc::new(Hand::Ahead(0)))
    }

    /// A clock that shows `start` now and goes on at the usual pace.
    pub fn from(start: Timestamp) -> Self {
        Self(Arc::new(Hand::Ahead(start.as_microsecond() - Timestamp::now().as_microsecond())))
    }

    /// A clock that stands at `at`; [`Clock::advance`] moves it.
    pub fn still(at: Timestamp) -> Self {
        Self(Arc::new(Hand::Still(AtomicI64::new(at.as_microsecond()))))
    }

    /// Now, in whole microseconds: what the store keeps reads back as the same.
    pub fn now(&self) -> Timestamp {
        let microseconds = match &*self.0 {
            Hand::Ahead(ahead) => Timestamp::now().as_microsecond().saturating_add(*ahead),
            Hand::Still(at) => at.load(Ordering::SeqCst),
        };
        Timestamp::from_microsecond(microseconds).unwrap_or(Timestamp::MAX)
    }

    /// Moves a standing clock; one that runs by itself is not moved.
    pub fn advance(&self, by: SignedDuration) {
        if let Hand::Still(at) = &*self.0 {
            at.fetch_add(i64::try_from(by.as_micros()).unwrap_or(i64::MAX), Ordering::SeqCst);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_clock_goes_on_and_a_standing_one_does_not() {
        let at: Timestamp = "2027-01-11T08:00:00Z".parse().expect("a time");
        let set = Clock::from(at);
        assert!((0..5).contains(&(set.now().as_second() - at.as_second())));
        let still = Clock::still(at);
        assert_eq!(still.now(), at);
        still.advance(SignedDuration::from_hours(24));
        assert_eq!(still.now().to_string(), "2027-01-12T08:00:00Z");
    }
}
