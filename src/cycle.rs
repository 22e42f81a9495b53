//! Cycles: the dated periods in which reviews run and goals live.

use crate::{CycleId, Version, person::Name};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The most stages that a cycle has.
pub const STAGES_MAX: usize = 12;

/// A dated period, say "2027 H1".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cycle {
    /// Which.
    pub id: CycleId,
    /// What it is called; no two are called the same.
    pub name: Name,
    /// When what.
    pub dates: Dates,
    /// What happens within it, in order.
    pub stages: Vec<Stage>,
    /// A closed cycle changes no more.
    pub closed: bool,
    /// How often this record was changed.
    pub version: Version,
}

/// A cycle's days, all of them at the organisation's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dates {
    /// The first day.
    pub starts: Date,
    /// The day on which goals are revised.
    pub middle: Option<Date>,
    /// The last day.
    pub ends: Date,
}

/// A part of a cycle with a day by which it is to be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stage {
    /// What is to be done: "Prepare", "Talk", "Sign".
    pub name: Name,
    /// By when, that day included.
    pub due: Date,
}

/// Why a cycle is not as it should have been.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refused {
    /// Another cycle has this name.
    NameTaken,
    /// It ends before it starts, or is longer than two years.
    Length,
    /// The middle is not within the cycle.
    Middle,
    /// This stage's day is not within the cycle, or before that of the stage before.
    Stage(String),
    /// There are more than [`STAGES_MAX`] stages.
    Stages,
    /// There is no such cycle.
    Unknown,
    /// It is closed.
    Closed,
    /// It was changed meanwhile.
    Changed,
    /// It cannot be closed while these surveys are open.
    SurveysOpen(Vec<String>),
}

/// Looks whether days and stages fit each other.
///
/// # Errors
///
/// The first thing that does not.
pub fn check(dates: Dates, stages: &[Stage]) -> Result<(), Refused> {
    let two_years = dates.starts.checked_add(jiff::Span::new().years(2)).map_err(|_| Refused::Length)?;
    if dates.ends < dates.starts || dates.ends > two_years {
        return Err(Refused::Length);
    }
    let within = |day: Date| dates.starts <= day && day <= dates.ends;
    if dates.middle.is_some_and(|day| !within(day)) {
        return Err(Refused::Middle);
    }
    if stages.len() > STAGES_MAX {
        return Err(Refused::Stages);
    }
    let mut before = dates.starts;
    for stage in stages {
        if !within(stage.due) || stage.due < before {
            return Err(Refused::Stage(stage.name.to_string()));
        }
        before = stage.due;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn stage(name: &str, due: Date) -> Stage {
        Stage { name: Name::new(name).unwrap(), due }
    }

    #[test]
    fn days_must_be_in_order_and_within() {
        let dates = |starts, middle, ends| Dates { starts, middle, ends };
        let (first, middle, last) = (date(2027, 1, 1), date(2027, 4, 1), date(2027, 6, 30));
        assert_eq!(check(dates(first, Some(middle), last), &[stage("Talk", middle), stage("Sign", last)]), Ok(()));
        assert_eq!(check(dates(first, None, first), &[]), Ok(()));
        assert_eq!(check(dates(last, None, first), &[]), Err(Refused::Length));
        assert_eq!(check(dates(first, None, date(2029, 1, 2)), &[]), Err(Refused::Length));
        assert_eq!(check(dates(first, Some(date(2027, 7, 1)), last), &[]), Err(Refused::Middle));
        assert_eq!(
            check(dates(first, None, last), &[stage("Sign", last), stage("Talk", middle)]),
            Err(Refused::Stage("Talk".into()))
        );
        assert_eq!(check(dates(first, None, last), &vec![stage("Talk", middle); 13]), Err(Refused::Stages));
    }
}
