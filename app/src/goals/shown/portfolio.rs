//! The goals of a team or the company at a glance: how many stand how, and how far they are against their time.

use super::{chart::state, current_cycle, level_name, standing};
use crate::{
    chart::{Part, Scatter, Spot, State, shares},
    goals::{
        api::PortfolioData,
        board::chosen::{about, with_subteams},
    },
    parts::sought_at,
};
use std::collections::BTreeMap;
use store::{
    Store, access,
    access::{Actor, GoalReader},
    goal::Goals,
    survey::Surveys,
};
use waymark::{
    TeamId,
    goal::{Goal, Level, Progress, expected},
};

/// Which of the page of all goals stand so.
fn only(state: State) -> &'static str {
    match state {
        State::OnTrack => "on_track",
        State::Behind => "behind",
        State::AtRisk => "at_risk",
        State::Stuck => "stuck",
        State::Overdue => "overdue",
        State::Done => "done",
        State::Dropped => "dropped",
    }
}

/// What their standings say: what needs somebody comes first.
fn lead(counts: &BTreeMap<State, u32>) -> String {
    let of = |state: State| counts.get(&state).copied().unwrap_or_default();
    let needs: u32 = [State::Behind, State::AtRisk, State::Stuck, State::Overdue].into_iter().map(of).sum();
    let stuck = match of(State::Stuck) {
        0 => String::new(),
        1 => " One is stuck and waits for help.".to_owned(),
        stuck => format!(" {stuck} are stuck and wait for help."),
    };
    let open = needs + of(State::OnTrack);
    match (open, needs) {
        (0, _) => "No goal is under way any more.".to_owned(),
        (1, 0) => "The one goal under way is on track.".to_owned(),
        (open, 0) => format!("All {open} goals under way are on track."),
        (1, 1) => format!("The one goal under way is not on track.{stuck}"),
        (open, 1) => format!("One of {open} goals under way is not on track.{stuck}"),
        (open, needs) => format!("{needs} of {open} goals under way are not on track.{stuck}"),
    }
}

/// Of a team with those within it, or of the company and its teams. `None` where there is no such team.
pub fn portfolio(store: &Store, actor: &Actor, surveys: &Surveys, goals: &Goals, team: Option<TeamId>) -> Option<PortfolioData> {
    let (reach, today) = (access::reach(store, actor), actor.seen().day(store.now()));
    let directory = &actor.seen().directory;
    let teams = match team {
        Some(team) => Some((directory.team(team)?, with_subteams(directory, vec![team]))),
        None => None,
    };
    let now = current_cycle(surveys, today);
    let is_in_time = |goal: &Goal| goal.ended.is_none() || now.is_some_and(|now| goal.cycle == Some(now.id));
    let levels: Vec<Level> = match &teams {
        Some((_, teams)) => {
            let people = teams.iter().flat_map(|team| directory.members(*team)).map(|person| Level::Person(*person));
            teams.iter().copied().map(Level::Team).chain(people).collect()
        }
        None => directory.teams().iter().map(|team| Level::Team(team.id)).chain([Level::Company]).collect(),
    };
    let sees_all = |goal: &Goal| reach.reader(goal).is_some_and(GoalReader::sees_all);
    let all = levels.into_iter().flat_map(|level| goals.tree.of_level(level)).map(|goal| &**goal);
    let mut shown: Vec<&Goal> = all.filter(|goal| is_in_time(goal) && sees_all(goal)).collect();
    shown.sort_by_cached_key(|goal| (goal.terms.due, goal.terms.title.clone(), goal.id));
    let mut counts: BTreeMap<State, u32> = BTreeMap::new();
    for goal in &shown {
        *counts.entry(state(standing(goal, today))).or_default() += 1;
    }
    let name = teams.as_ref().map(|(team, _)| team.name.to_string());
    let whose = |only: &str| {
        let of = if name.is_some() { "" } else { "company" };
        sought_at("/goals", &[("of", of), ("team", name.as_deref().unwrap_or_default()), ("only", only)])
    };
    let part = |(state, count): (&State, &u32)| Part { state: *state, count: *count, href: Some(whose(only(*state))) };
    let parts: Vec<Part> = counts.iter().map(part).collect();
    let spot = |goal: &&Goal| {
        let progress = goals.tree.progress(goal.id).filter(|_| goal.ended.is_none())?;
        Some(Spot {
            href: Some(format!("/goals/{}", goal.id)),
            title: format!("{}, {}", goal.terms.title, level_name(actor.seen(), goal.level)),
            state: state(standing(goal, today)),
            gone: expected(goal.starts(), goal.terms.due, today).percent(),
            progress: Progress::percent(progress),
        })
    };
    let spots: Vec<Spot> = shown.iter().filter_map(spot).collect();
    let stuck = usize::try_from(counts.get(&State::Stuck).copied().unwrap_or_default()).unwrap_or_default();
    let is_none = shown.is_empty();
    let of = name.clone().unwrap_or_else(|| "the company and its teams".to_owned());
    Some(PortfolioData {
        lead: if is_none { String::new() } else { lead(&counts) },
        about: about(now, today, shown.len(), stuck),
        shares: if is_none { String::new() } else { shares(&format!("Goals of {of} by how they stand"), &parts) },
        scatter: if spots.is_empty() {
            String::new()
        } else {
            Scatter {
                id: "portfolio",
                title: &format!("Goals of {of}: how far they are, against how much of their time is gone"),
                description: "On the line a goal is as far as its time; below it is behind.",
                goals: &spots,
            }
            .markup()
        },
        href: whose(""),
        of: team.map_or_else(|| "company".to_owned(), |team| team.to_string()),
    })
}
