//! How far a goal should be, and what that says of its status.
//!
//! Progress is expected to be linear in time. Behind by less than 16.5 points of a hundred it is on track, by less than 33 behind, by more at risk
//! (the thresholds that Engagedly publishes).

use super::{Goal, Kind, Measure, Progress, Status};
use jiff::civil::Date;

/// From this gap on a goal is behind, in thousandths.
const BEHIND: i32 = 165;

/// From this gap on it is at risk.
const AT_RISK: i32 = 330;

/// How much of the time between two days is gone at the beginning of `today`, as a goal that begins and is due then should have progressed.
pub fn expected(starts: Date, due: Date, today: Date) -> Progress {
    let days = |from: Date, to: Date| i128::from(to.duration_since(from).as_hours() / 24);
    if today >= due {
        return Progress::WHOLE;
    }
    Progress::of(days(starts, today).max(0), days(starts, due).max(1)).clamped()
}

/// The status that numbers and time suggest; nothing where they do not say, as for what is done at once or not. `progress` is the goal's, by its own
/// measure or by the goals that move it.
pub fn suggested(goal: &Goal, progress: Option<Progress>, today: Date) -> Option<Status> {
    if let (Kind::Kpi, Some(measure)) = (goal.kind, &goal.terms.measure) {
        return goal.value().and_then(|value| health(measure, value));
    }
    if let None | Some(Measure::YesNo) = goal.terms.measure
        && goal.kind != Kind::Objective
    {
        return None;
    }
    let gap = expected(goal.starts(), goal.terms.due, today).0 - progress?.0;
    Some(match gap {
        gap if gap < BEHIND => Status::OnTrack,
        gap if gap < AT_RISK => Status::Behind,
        _ => Status::AtRisk,
    })
}

/// A number out of its range by up to a tenth of the end that it is beyond is behind; further out it is at risk.
fn health(measure: &Measure, value: super::Amount) -> Option<Status> {
    let Measure::Within { low, high, .. } = measure else { return None };
    let micros = |amount: &super::Amount| i128::from(amount.micros());
    let value = micros(&value);
    let below = low.as_ref().map(|low| (micros(low) - value, micros(low)));
    let above = high.as_ref().map(|high| (value - micros(high), micros(high)));
    let (by, end) = [below, above].into_iter().flatten().max_by_key(|(by, _)| *by)?;
    Some(match by {
        by if by <= 0 => Status::OnTrack,
        by if by * 10 <= end.abs() => Status::Behind,
        _ => Status::AtRisk,
    })
}
