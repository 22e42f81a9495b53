//! Naming goals in fields: what a goal is called there, which ones are suggested, and which one is meant.

use super::{Reach, level_name};
use crate::{failure::given_back, goals::api::HIDDEN, people::NotOne};
use std::sync::Arc;
use store::{
    access::{Actor, GoalReader},
    goal::Goals,
};
use waymark::{
    GoalId,
    goal::{Alignment, Goal, Kind, Level},
};

/// How many goals a field suggests.
const SUGGESTED: usize = 8;

/// How many it offers before anything is typed.
const OFFERED: usize = 16;

/// What a goal is called in a field: "Payments people can rely on · Payments".
fn called(actor: &Actor, goal: &Goal) -> String {
    let whose = match goal.level {
        // Of several people of one name, which one.
        Level::Person(person) => actor.seen().directory.label(person),
        Level::Team(_) | Level::Company => level_name(actor.seen(), goal.level),
    };
    format!("{} · {whose}", goal.terms.title)
}

/// The same with its day, where several are called so.
fn called_by_day(actor: &Actor, goal: &Goal) -> String {
    format!("{} · {}", called(actor, goal), goal.terms.due)
}

/// What a field says that means this goal and no other of those that the reader may see: what it is called, with its day where that is not enough, and
/// its id where that is not enough either.
pub fn named(reach: &Reach<'_>, actor: &Actor, goals: &Goals, goal: &Goal) -> String {
    let is_alike = |other: &&Arc<Goal>| (other.ended.is_none() || goal.ended.is_some()) && reach.reader(other).is_some();
    let alike: Vec<&Arc<Goal>> = goals.tree.called(goal.level, &goal.terms.title).filter(is_alike).collect();
    match (alike.len(), alike.iter().filter(|other| other.terms.due == goal.terms.due).count()) {
        (0 | 1, _) => called(actor, goal),
        (_, 0 | 1) => called_by_day(actor, goal),
        _ => goal.id.to_string(),
    }
}

/// Goals that another may serve: under way, and all of them the reader's to see.
fn may_be_served(reach: &Reach<'_>, goal: &Goal) -> bool {
    goal.ended.is_none() && !goal.is_action() && reach.reader(goal).is_some_and(GoalReader::sees_all)
}

/// Objectives near to the actor: their own, their team's, those of the teams above it, the company's.
pub fn offered(reach: &Reach<'_>, actor: &Actor, goals: &Goals, of: Option<GoalId>) -> Vec<String> {
    let team = actor.person().team;
    let above = team.map(|team| actor.seen().directory.team_path(team)).unwrap_or_default();
    let teams = above.into_iter().chain(team).map(Level::Team);
    let levels: Vec<Level> = [Level::Company].into_iter().chain(teams).chain([Level::Person(actor.id())]).collect();
    let of_level = |level: &Level| {
        let is_one = |goal: &&Arc<Goal>| goal.kind == Kind::Objective && Some(goal.id) != of && may_be_served(reach, goal);
        let mut all: Vec<&Arc<Goal>> = goals.tree.of_level(*level).filter(is_one).collect();
        all.sort_by_cached_key(|goal| (goal.terms.due, goal.terms.title.key(), goal.id));
        all
    };
    levels.iter().rev().flat_map(of_level).take(OFFERED).map(|goal| named(reach, actor, goals, goal)).collect()
}

/// Goals whose titles have what is typed in them: those that begin so first, objectives before others.
pub fn suggested(reach: &Reach<'_>, actor: &Actor, goals: &Goals, text: &str) -> Vec<String> {
    let text = text.trim().to_lowercase();
    if text.is_empty() {
        return Vec::new();
    }
    let is_like = |goal: &&Arc<Goal>| called(actor, goal).to_lowercase().contains(&text) && may_be_served(reach, goal);
    let mut all: Vec<&Arc<Goal>> = goals.tree.all().filter(is_like).collect();
    all.sort_by_cached_key(|goal| {
        let title = goal.terms.title.key();
        (!title.starts_with(&text), goal.kind, title, goal.id)
    });
    all.into_iter().take(SUGGESTED).map(|goal| named(reach, actor, goals, goal)).collect()
}

/// What a field says of the goal that one serves.
pub fn served(reach: &Reach<'_>, actor: &Actor, goals: &Goals, parent: Option<Alignment>) -> String {
    match parent.and_then(|parent| goals.tree.get(parent.goal)) {
        Some(goal) if reach.reader(goal).is_some() => named(reach, actor, goals, goal),
        Some(_) => HIDDEN.to_owned(),
        None => String::new(),
    }
}

/// Which goal is meant by what is typed, of those that the reader may see: by its id, by what fields call it, or by its title alone. Of several that
/// are called so, the one that is served already, or else the only one under way.
pub fn meant(reach: &Reach<'_>, actor: &Actor, goals: &Goals, text: &str, now: Option<GoalId>) -> Result<Option<GoalId>, NotOne> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let seen = |goal: &&Arc<Goal>| reach.reader(goal).is_some();
    if let Some(goal) = text.parse().ok().and_then(|id| goals.tree.get(id)).filter(seen) {
        return Ok(Some(goal.id));
    }
    let like = text.to_lowercase();
    let is_called = |goal: &&Arc<Goal>| {
        let title = goal.terms.title.key();
        like.starts_with(&title)
            && (like == title || like == called(actor, goal).to_lowercase() || like == called_by_day(actor, goal).to_lowercase())
    };
    let all: Vec<&Arc<Goal>> = goals.tree.all().filter(is_called).filter(seen).collect();
    let open: Vec<&Arc<Goal>> = all.iter().copied().filter(|goal| goal.ended.is_none()).collect();
    let one = all.iter().find(|goal| Some(goal.id) == now).or(match (open.as_slice(), all.as_slice()) {
        ([one], _) | ([], [one]) => Some(one),
        _ => None,
    });
    match one {
        Some(goal) => Ok(Some(goal.id)),
        None if all.is_empty() => Err(NotOne::None(given_back(text), suggested(reach, actor, goals, &like))),
        None => {
            let mut several = if open.is_empty() { all } else { open };
            several.sort_by_key(|goal| (goal.terms.due, goal.id));
            let names = several.into_iter().take(SUGGESTED).map(|goal| named(reach, actor, goals, goal));
            Err(NotOne::Several(given_back(text), names.collect()))
        }
    }
}
