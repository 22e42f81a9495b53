//! What happened to somebody's goals, month by month: so that the last weeks do not count more than the first.

use super::{Actor, Goals, history, name};
use crate::goals::{Month, Went};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use std::collections::BTreeMap;
use store::access::Reach;
use waymark::{
    GoalId,
    goal::{Deed, Event, Goal},
};

/// The most entries of a month.
const MOST: usize = 12;

/// Whether it says how a goal went; what was agreed and where it stands is told on its page.
fn tells(deed: &Deed) -> bool {
    match deed {
        Deed::Created(_)
        | Deed::Status { .. }
        | Deed::Noted { .. }
        | Deed::Ended { .. }
        | Deed::Reopened
        | Deed::Value { .. }
        | Deed::Ticked { .. }
        | Deed::Confidence { .. }
        | Deed::Evidence { .. }
        | Deed::HelpAsked { .. }
        | Deed::Unblocked
        | Deed::Graded { .. } => true,
        Deed::Renamed { .. }
        | Deed::Moved { .. }
        | Deed::Handed { .. }
        | Deed::Defined { .. }
        | Deed::Proposed { .. }
        | Deed::Agreed(_)
        | Deed::Declined { .. }
        | Deed::Withdrawn
        | Deed::Checked
        | Deed::Aligned { .. }
        | Deed::Tied { .. }
        | Deed::Carried { .. }
        | Deed::Opened { .. }
        | Deed::Tagged { .. } => false,
    }
}

/// With what is told.
#[derive(Debug)]
pub struct Telling<'a> {
    /// Who reads.
    pub actor: &'a Actor,
    /// What they may see.
    pub reach: &'a Reach<'a>,
    /// All goals.
    pub goals: &'a Goals,
    /// The moment.
    pub now: Timestamp,
    /// The reader's zone.
    pub zone: TimeZone,
}

/// What happened to these goals from a day on, the last month first.
pub fn months(telling: &Telling<'_>, histories: &BTreeMap<GoalId, Vec<Event>>, since: Date) -> Vec<Month> {
    let mut months: BTreeMap<Date, Vec<(Timestamp, Went)>> = BTreeMap::new();
    for (id, events) in histories {
        let Some(goal) = telling.goals.tree.get(*id) else { continue };
        for (at, went) in of_goal(telling, goal, events, since) {
            let month = at.to_zoned(telling.zone.clone()).date().first_of_month();
            months.entry(month).or_default().push((at, went));
        }
    }
    let month = |(month, mut went): (Date, Vec<(Timestamp, Went)>)| {
        went.sort_by(|(a, one), (b, other)| b.cmp(a).then_with(|| one.title.cmp(&other.title)));
        let more = went.len().saturating_sub(MOST);
        let went = went.into_iter().take(MOST).map(|(_, went)| went).collect();
        Month { name: month.strftime("%B %Y").to_string(), went, more }
    };
    months.into_iter().rev().map(month).collect()
}

fn of_goal(telling: &Telling<'_>, goal: &Goal, events: &[Event], since: Date) -> Vec<(Timestamp, Went)> {
    let seen = telling.actor.seen();
    let named = |deed: &Deed| match deed {
        Deed::Created(wanted) => name(seen, wanted.owner),
        _ => String::new(),
    };
    let sees = |goal: &Goal| telling.reach.reader(goal).is_some();
    let teller = history::Teller {
        seen,
        goal,
        tree: &telling.goals.tree,
        named: &named,
        sees: &sees,
        today: seen.day(telling.now),
        now: telling.now,
        zone: telling.zone.clone(),
    };
    let telling_events: Vec<Event> = events.iter().filter(|event| tells(&event.deed)).cloned().collect();
    let is_in = |at: Timestamp| at.to_zoned(telling.zone.clone()).date() >= since;
    history::dated(&teller, &telling_events)
        .into_iter()
        .filter(|(at, _)| is_in(*at))
        .map(|(at, what)| (at, Went { goal: goal.id.to_string(), title: goal.terms.title.to_string(), what }))
        .collect()
}
