//! Home teams by date: a person has one at a time, and rosters and reporting units go by what held on a given day.

use crate::TeamId;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// From when on somebody has which home team.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stay {
    /// The first day; `None` means from the beginning.
    pub since: Option<Date>,
    /// The team; `None` means none.
    pub team: Option<TeamId>,
}

/// Somebody's home teams, oldest first, one for each day at most. Each holds until the next one begins.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Stay>", into = "Vec<Stay>")]
pub struct Homes(Vec<Stay>);

impl Homes {
    /// One home team from the beginning.
    pub fn always(team: Option<TeamId>) -> Self {
        Self::from(vec![Stay { since: None, team }])
    }

    /// The stays, oldest first.
    pub fn stays(&self) -> &[Stay] {
        &self.0
    }

    /// The home team on this day.
    pub fn on(&self, day: Date) -> Option<TeamId> {
        self.at(day)?.team
    }

    /// Since when the home team of this day has been theirs; `None` when from the beginning, or when they have none.
    pub fn since(&self, day: Date) -> Option<Date> {
        let team = self.on(day)?;
        let until = self.0.partition_point(|stay| stay.since.is_none_or(|since| since <= day));
        // What was moved to the same team again has been so since the first time.
        self.0[..until].iter().rev().take_while(|stay| stay.team == Some(team)).last()?.since
    }

    /// The first change after this day.
    pub fn next_after(&self, day: Date) -> Option<Stay> {
        self.0.iter().copied().find(|stay| stay.since.is_some_and(|since| since > day))
    }

    /// With `team` as home from `day` on, until what was planned for later; what was before stays.
    #[must_use]
    pub fn moved(&self, team: Option<TeamId>, day: Date) -> Self {
        let mut stays = self.0.clone();
        stays.retain(|stay| stay.since != Some(day));
        stays.push(Stay { since: Some(day), team });
        Self::from(stays)
    }

    /// Without a home from `day` on, and without anything that was planned for later: they leave.
    #[must_use]
    pub fn ended(&self, day: Date) -> Self {
        let mut stays: Vec<_> = self.0.iter().copied().filter(|stay| stay.since.is_none_or(|since| since < day)).collect();
        stays.push(Stay { since: Some(day), team: None });
        Self::from(stays)
    }

    fn at(&self, day: Date) -> Option<&Stay> {
        self.0.iter().rev().find(|stay| stay.since.is_none_or(|since| since <= day))
    }
}

impl From<Vec<Stay>> for Homes {
    /// Puts stays in order; of two that begin on the same day the later one in the list holds.
    fn from(mut stays: Vec<Stay>) -> Self {
        stays.sort_by_key(|stay| stay.since);
        let mut kept: Vec<Stay> = Vec::with_capacity(stays.len());
        for stay in stays {
            if kept.last().is_some_and(|last| last.since == stay.since) {
                kept.pop();
            }
            kept.push(stay);
        }
        Self(kept)
    }
}

impl From<Homes> for Vec<Stay> {
    fn from(homes: Homes) -> Self {
        homes.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::{ToSpan, civil::date};
    use proptest::prelude::*;

    fn team(number: u8) -> TeamId {
        TeamId::from_uuid(uuid::Uuid::from_u128(number.into()))
    }

    fn day(number: i64) -> Date {
        date(2026, 1, 1) + number.days()
    }

    #[test]
    fn a_home_holds_from_its_day_until_the_next() {
        let homes = Homes::always(Some(team(1))).moved(Some(team(2)), day(10)).moved(Some(team(3)), day(20));
        assert_eq!([9, 10, 19, 20].map(|at| homes.on(day(at))), [1, 2, 2, 3].map(|number| Some(team(number))));
        assert_eq!((homes.since(day(0)), homes.since(day(15))), (None, Some(day(10))));
        assert_eq!(homes.next_after(day(10)), Some(Stay { since: Some(day(20)), team: Some(team(3)) }));
    }

    #[test]
    fn who_leaves_has_no_home_from_then_on() {
        let homes = Homes::always(Some(team(1))).moved(Some(team(2)), day(30)).ended(day(10));
        assert_eq!([9, 10, 30].map(|at| homes.on(day(at))), [Some(team(1)), None, None]);
    }

    proptest! {
        // Against the plain meaning: the newest move whose day has come.
        #[test]
        fn moves_in_any_order_are_read_back(moves in prop::collection::vec((0u8..4, 0i64..40), 0..12), at in 0i64..50) {
            let mut homes = Homes::always(Some(team(9)));
            for (to, on) in &moves {
                homes = homes.moved((*to > 0).then(|| team(*to)), day(*on));
            }
            let last = moves.iter().enumerate().filter(|(_, (_, on))| *on <= at).max_by_key(|(place, (_, on))| (*on, *place));
            let expected = last.map_or(Some(team(9)), |(_, (to, _))| (*to > 0).then(|| team(*to)));
            prop_assert_eq!(homes.on(day(at)), expected);
            prop_assert!(homes.stays().windows(2).all(|two| two[0].since < two[1].since));
            if let Some(since) = homes.since(day(at)) {
                prop_assert_eq!(homes.on(since), homes.on(day(at)));
                prop_assert_ne!(homes.on(since - 1.days()), homes.on(since));
            }
            prop_assert_eq!(Homes::from(homes.stays().to_vec()), homes);
        }
    }
}
