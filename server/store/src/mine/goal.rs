//! Goals that somebody answers for, with all that happened to them; and what they did with those of others.

use super::{Here, Reading, deed::said};
use crate::{
    access,
    goal::{events_by, events_of},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};
use waymark::{
    GoalId,
    goal::{Agreement, End, Event, Goal, Kind, Level, Measure, Status},
    mine::Entry,
};

pub(super) fn own<'a>(here: &'a Here<'a>) -> Reading<'a> {
    Box::pin(async move {
        let goals = mine(here);
        let ids: Vec<GoalId> = goals.iter().map(|goal| goal.id).collect();
        let mut events = events_of(here.store, &ids).await?;
        let entry = |goal: &Arc<Goal>| {
            let events = events.remove(&goal.id).unwrap_or_default();
            state(here, goal).with(events.iter().map(|event| said(here, event, goal.terms.measure.as_ref())))
        };
        Ok(goals.iter().map(entry).collect())
    })
}

/// The goals that they answer for, in the order in which they were made.
fn mine(here: &Here<'_>) -> Vec<Arc<Goal>> {
    let tree = &here.goals.tree;
    let all = tree.owned_by(here.me()).chain(tree.of_level(Level::Person(here.me())));
    let by_id: BTreeMap<GoalId, Arc<Goal>> = all.map(|goal| (goal.id, Arc::clone(goal))).collect();
    let mut goals: Vec<Arc<Goal>> = by_id.into_values().collect();
    goals.sort_by_key(|goal| (goal.created, goal.id));
    goals
}

pub(super) fn others<'a>(here: &'a Here<'a>) -> Reading<'a> {
    Box::pin(async move {
        let own: BTreeSet<GoalId> = mine(here).iter().map(|goal| goal.id).collect();
        let mut by_goal: BTreeMap<GoalId, Vec<Event>> = BTreeMap::new();
        for event in events_by(here.store, here.me()).await? {
            if !own.contains(&event.goal) {
                by_goal.entry(event.goal).or_default().push(event);
            }
        }
        let mut all: Vec<Vec<Event>> = by_goal.into_values().collect();
        all.sort_by_key(|events| events.first().map(|event| (event.at, event.goal)));
        let reach = access::reach(here.store, here.actor);
        let entry = |events: Vec<Event>| {
            let goal = events.first().and_then(|event| here.goals.tree.get(event.goal));
            // What they could see when they did it may not be theirs to see today.
            let seen = goal.filter(|goal| reach.reader(goal).is_some());
            let heading =
                seen.map_or_else(|| "A goal that you do not see any more".to_owned(), |goal| goal.terms.title.to_string());
            let measure = seen.and_then(|goal| goal.terms.measure.as_ref());
            let told = Entry::new(heading).maybe("Owner", seen.map(|goal| here.name(goal.owner)));
            told.with(events.iter().map(|event| said(here, event, measure)))
        };
        Ok(all.into_iter().map(entry).collect())
    })
}

fn state(here: &Here<'_>, goal: &Goal) -> Entry {
    let terms = &goal.terms;
    let agreement = match goal.agreement {
        Agreement::Free => "needs none",
        Agreement::Proposed { .. } => "proposed",
        Agreement::Agreed { .. } => "agreed",
    };
    let measure = terms.measure.as_ref();
    let entry = Entry::new(terms.title.as_str())
        .at(goal.created)
        .fact("Kind", kind(goal.kind))
        .fact("Of", level(here, goal.level))
        .fact("Answered for by", here.name(goal.owner))
        .maybe("About", Some(terms.about.as_str()))
        .maybe("Starts", terms.starts)
        .fact("Due", terms.due)
        .maybe("Cycle", goal.cycle.map(|cycle| here.cycle(cycle)))
        .maybe("Project", goal.project.map(|project| here.project(project)))
        .maybe("Measured by", measure.map(Measure::aim))
        .maybe("Value", goal.value.map(|value| measure.map_or_else(|| value.to_string(), |measure| measure.say(value))))
        .maybe("Learned from", terms.learning.as_ref().map(|learning| learning.provider.as_str()))
        .maybe("Certificate holds until", terms.learning.as_ref().and_then(|learning| learning.expires))
        .fact("Agreement", agreement)
        .fact("Status", status(goal.status))
        .maybe("Confidence, of 10", goal.confidence.map(u32::from))
        .maybe("Stuck", goal.stuck.as_ref().map(|(_, what)| what.as_str()))
        .maybe("Grade", goal.grade.map(tenths))
        .fact("Open to colleagues", goal.open)
        .maybe("Tags", Some(goal.tags.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")));
    match goal.ended {
        None => entry,
        Some((End::Done, at)) => entry.fact("Done", at),
        Some((End::Dropped, at)) => entry.fact("Given up", at),
    }
}

pub(super) fn tenths(grade: u8) -> String {
    format!("{}.{}", grade / 10, grade % 10)
}

pub(super) fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Objective => "objective",
        Kind::KeyResult => "key result",
        Kind::Kpi => "KPI",
        Kind::Learning => "learning",
        Kind::Commitment => "commitment",
    }
}

pub(super) fn level(here: &Here<'_>, level: Level) -> String {
    match level {
        Level::Company => "the company".to_owned(),
        Level::Team(team) => here.team(team),
        Level::Person(person) => here.name(person),
    }
}

pub(super) fn status(status: Status) -> &'static str {
    match status {
        Status::OnTrack => "on track",
        Status::Behind => "behind",
        Status::AtRisk => "at risk",
    }
}
