//! Where a survey is between its launch and its release, and when its roster is written to.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// Where a survey is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Launched, not yet open.
    Planned,
    /// Answers are accepted.
    Open,
    /// Closed; the release is being computed.
    Closing,
    /// The release stands.
    Released,
    /// Called off: keys destroyed, nothing published.
    Void,
}

/// What the whole roster is told, whoever has answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reminder {
    /// It has opened: the invitation.
    Opened,
    /// It closes in three days.
    ThreeDays,
    /// It closes in a day.
    LastDay,
    /// It has closed; the results follow.
    Results,
}

/// How long before the close [`Reminder::ThreeDays`] goes out.
const THREE_DAYS: SignedDuration = SignedDuration::from_hours(72);

/// A day: how long before the close [`Reminder::LastDay`] goes out, and the least time from the invitation to a reminder.
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// What the roster of a survey is told, and when, in order.
///
/// Reminders that would come less than 24 hours after the opening fall away. So no two of what is left are less than 24
/// hours apart, except that a survey shorter than a day has its results then.
pub fn reminders(opens: Timestamp, closes: Timestamp) -> Vec<(Reminder, Timestamp)> {
    let before = |reminder, time: SignedDuration| (reminder, closes.saturating_sub(time).unwrap_or(closes));
    let late_enough = |(_, at): &(Reminder, Timestamp)| at.duration_since(opens) >= DAY;
    let between = [before(Reminder::ThreeDays, THREE_DAYS), before(Reminder::LastDay, DAY)];
    let between = between.into_iter().filter(late_enough);
    std::iter::once((Reminder::Opened, opens)).chain(between).chain([(Reminder::Results, closes)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use Reminder::{LastDay, Opened, Results, ThreeDays};
    use proptest::prelude::*;

    fn hour(hours: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + hours * 3600).expect("in range")
    }

    #[test]
    fn reminders_come_three_days_and_a_day_before_the_close() {
        let told = |length| -> Vec<_> {
            reminders(hour(0), hour(length)).into_iter().map(|(what, at)| (what, at.duration_since(hour(0)).as_hours())).collect()
        };
        assert_eq!(told(14 * 24), [(Opened, 0), (ThreeDays, 11 * 24), (LastDay, 13 * 24), (Results, 14 * 24)]);
        assert_eq!(told(4 * 24), [(Opened, 0), (ThreeDays, 24), (LastDay, 72), (Results, 96)]);
        assert_eq!(told(4 * 24 - 1), [(Opened, 0), (LastDay, 71), (Results, 95)]);
        assert_eq!(told(47), [(Opened, 0), (Results, 47)]);
    }

    proptest! {
        #[test]
        fn nobody_is_told_twice_a_day(length in 24..3000i64) {
            let plan = reminders(hour(0), hour(length));
            prop_assert!(plan.windows(2).all(|pair| pair[1].1.duration_since(pair[0].1) >= DAY));
        }
    }
}
