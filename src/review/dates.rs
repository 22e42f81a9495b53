//! Until when what of a review is done.

use crate::cycle::Cycle;
use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

/// The last day of each stage, at the organisation's place; none before the one above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dates {
    /// Both have written their half, and peers who were asked have answered.
    pub prepare: Date,
    /// Both have shared it. What is shared by then is shown on the day after.
    pub share: Date,
    /// Both have talked.
    pub talk: Date,
    /// Both have signed a plan.
    pub sign: Date,
}

/// Why dates are none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DatesRefused {
    /// The first has passed.
    Past,
    /// This one is before the one above it.
    Order(Which),
    /// The last is not within the cycle.
    Cycle,
}

/// One of the dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Which {
    /// [`Dates::prepare`].
    Prepare,
    /// [`Dates::share`].
    Share,
    /// [`Dates::talk`].
    Talk,
    /// [`Dates::sign`].
    Sign,
}

/// What each stage is called in a cycle that plans it, and after how many days it ends where there is time enough.
const USUAL: [(&str, i32); 4] = [("prepare", 14), ("share", 7), ("talk", 14), ("sign", 7)];

/// How many days a review takes where there is time enough.
const USUALLY: i32 = 42;

impl Dates {
    /// What to propose to who launches today: the days of the cycle's own stages where they are called so, else the usual distances,
    /// closer together where the cycle ends too soon for them.
    #[must_use]
    pub fn proposed(cycle: &Cycle, today: Date) -> Self {
        let ends = cycle.dates.ends;
        let first = today.max(cycle.dates.starts);
        let room = first.until(ends).map_or(0, |span| span.get_days()).clamp(0, USUALLY);
        let due = |word: &str| {
            let stage = cycle.stages.iter().find(|stage| stage.name.as_str().eq_ignore_ascii_case(word));
            stage.map(|stage| stage.due).filter(|due| *due >= first)
        };
        let planned = USUAL.map(|(word, _)| due(word));
        let mut before = first.min(ends);
        let mut days = [before; 4];
        for (place, (_, distance)) in USUAL.iter().enumerate() {
            let latest = planned[place..].iter().flatten().min().copied().unwrap_or(ends);
            let usual = before.saturating_add((distance * room / USUALLY).days()).min(latest);
            before = planned[place].unwrap_or(usual).max(before);
            days[place] = before;
        }
        let [prepare, share, talk, sign] = days;
        Self { prepare, share, talk, sign }
    }

    /// Looks whether reviews of a cycle can be launched with these today.
    ///
    /// # Errors
    ///
    /// [`DatesRefused`], the first reason.
    pub fn check(&self, cycle: &Cycle, today: Date) -> Result<(), DatesRefused> {
        if self.prepare < today {
            return Err(DatesRefused::Past);
        }
        let days =
            [(self.prepare, Which::Prepare), (self.share, Which::Share), (self.talk, Which::Talk), (self.sign, Which::Sign)];
        if let Some(pair) = days.windows(2).find(|pair| pair[1].0 < pair[0].0) {
            return Err(DatesRefused::Order(pair[1].1));
        }
        if self.sign > cycle.dates.ends || self.prepare < cycle.dates.starts {
            return Err(DatesRefused::Cycle);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{CycleId, Version, cycle, person::Name};
    use jiff::civil::date;

    fn cycle(stages: &[(&str, Date)]) -> Cycle {
        let stage = |(name, due): &(&str, Date)| cycle::Stage { name: Name::new(name).unwrap(), due: *due };
        Cycle {
            id: CycleId::from_uuid(uuid::Uuid::nil()),
            name: Name::new("2027 H1").unwrap(),
            dates: cycle::Dates { starts: date(2027, 1, 1), middle: None, ends: date(2027, 6, 30) },
            stages: stages.iter().map(stage).collect(),
            closed: false,
            version: Version::default(),
        }
    }

    fn proposed(stages: &[(&str, Date)], today: Date) -> [Date; 4] {
        let (cycle, Dates { prepare, share, talk, sign }) = (cycle(stages), Dates::proposed(&cycle(stages), today));
        if today <= cycle.dates.ends {
            assert_eq!(Dates { prepare, share, talk, sign }.check(&cycle, today), Ok(()), "what is proposed is taken");
        }
        [prepare, share, talk, sign]
    }

    #[test]
    fn days_are_proposed_that_fit_into_the_cycle() {
        assert_eq!(proposed(&[], date(2027, 1, 11)), [date(2027, 1, 25), date(2027, 2, 1), date(2027, 2, 15), date(2027, 2, 22)]);
        // Before it begins, and when it is nearly over.
        assert_eq!(proposed(&[], date(2026, 12, 1))[..2], [date(2027, 1, 15), date(2027, 1, 22)]);
        assert_eq!(proposed(&[], date(2027, 6, 20)), [23, 24, 27, 28].map(|day| date(2027, 6, day)));
        assert_eq!(proposed(&[], date(2027, 6, 30)), [date(2027, 6, 30); 4]);
        assert_eq!(proposed(&[], date(2027, 7, 9)), [date(2027, 6, 30); 4]);
    }

    #[test]
    fn what_the_cycle_plans_is_proposed() {
        let stages = [("Prepare", date(2027, 5, 1)), ("Calibrate", date(2027, 5, 2)), ("talk", date(2027, 5, 5))];
        assert_eq!(proposed(&stages, date(2027, 1, 11)), [1, 5, 5, 12].map(|day| date(2027, 5, day)));
        // What has passed is not proposed.
        assert_eq!(
            proposed(&stages, date(2027, 5, 4)),
            [date(2027, 5, 5), date(2027, 5, 5), date(2027, 5, 5), date(2027, 5, 12)]
        );
    }
}
