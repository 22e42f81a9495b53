//! From goals to what pages show of them.

use super::{ActionsData, Line, Standing, api::Ask, row::GoalRow};
use crate::{moment, surveys::results::address};
use jiff::civil::Date;
use std::sync::Arc;
use store::{
    Store, StoreError, access,
    access::{Actor, Reach},
    directory::Snapshot,
    goal as goals,
    goal::Goals,
    health,
    survey::Surveys,
    workshop::Workshops,
};
use waymark::{
    CycleId, PersonId,
    cycle::Cycle,
    goal::{Agreement, End, Goal, Kind, Level, LimitMode, Link, Measure, Policy, Source, Status, Tree, expected},
};

mod called;
mod chart;
mod history;
mod listed;
mod live;
mod months;
mod page;
mod portfolio;
mod reviewed;

pub(super) use called::{meant, named, offered, served, suggested as suggested_goals};
pub(super) use chart::with_sparks;
pub use listed::few;
pub use live::moved;
pub use months::{Telling, months};
pub use page::grade_said;
pub(super) use page::page;
pub(super) use portfolio::portfolio;

/// How many that ended a list shows.
const ENDED: usize = 10;

/// What somebody is called.
pub(super) fn name(seen: &Snapshot, person: PersonId) -> String {
    seen.directory.person(person).map(|person| person.name.to_string()).unwrap_or_default()
}

/// A value of the domain, as it is stored and sent.
pub(super) fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| Some(value.as_str()?.to_owned())).unwrap_or_default()
}

/// A status as one says it.
pub(super) fn status_said(status: Status) -> &'static str {
    match status {
        Status::OnTrack => Standing::OnTrack,
        Status::Behind => Standing::Behind,
        Status::AtRisk => Standing::AtRisk,
    }
    .said()
    .2
}

/// What a goal is, in a word.
pub fn kind_said(kind: Kind) -> &'static str {
    match kind {
        Kind::Objective => "Objective",
        Kind::KeyResult => "Key result",
        Kind::Kpi => "KPI",
        Kind::Learning => "Learning",
        Kind::Commitment => "Commitment",
    }
}

/// Whose goals of a level are, in a word.
pub(super) fn level_name(seen: &Snapshot, level: Level) -> String {
    match level {
        Level::Company => "Company".to_owned(),
        Level::Team(team) => seen.directory.team(team).map(|team| team.name.to_string()).unwrap_or_default(),
        Level::Person(person) => name(seen, person),
    }
}

/// The cycle that is under way: of several, the one that ends first.
pub fn current_cycle(surveys: &Surveys, today: Date) -> Option<&Cycle> {
    let is_now = |cycle: &&Cycle| !cycle.closed && cycle.dates.starts <= today && today <= cycle.dates.ends;
    surveys.cycles().filter(is_now).min_by_key(|cycle| cycle.dates.ends)
}

/// Cycles that are not closed.
pub(super) fn open_cycles(surveys: &Surveys) -> Vec<(String, String)> {
    let open = surveys.cycles().filter(|cycle| !cycle.closed);
    open.map(|cycle| (cycle.id.to_string(), cycle.name.to_string())).collect()
}

/// Projects that are under way.
pub fn open_projects(actor: &Actor) -> Vec<(String, String)> {
    let open = actor.seen().projects.iter().filter(|project| project.active);
    open.map(|project| (project.id.to_string(), project.name.to_string())).collect()
}

/// What is chosen now is among what there is to choose from.
pub(super) fn with_current(mut all: Vec<(String, String)>, now: Option<(String, String)>) -> Vec<(String, String)> {
    if let Some(now) = now.filter(|(id, _)| all.iter().all(|(other, _)| other != id)) {
        all.insert(0, now);
    }
    all
}

/// What the organisation asks of goals, and how it is kept: by the goals of `owner` in a cycle, and by `goal`, or the objective that a new one serves.
pub fn asks(goals: &Goals, owner: Option<PersonId>, cycle: Option<CycleId>, goal: Option<&Goal>) -> Vec<Ask> {
    let policies = goals.policies;
    let own: Option<Vec<&Goal>> = owner.map(|owner| {
        goals.tree.owned_by(owner).map(|goal| &**goal).filter(|goal| goal.cycle == cycle && goal.is_planned()).collect()
    });
    let some = |has: fn(&Goal) -> bool| {
        own.as_ref().map(|own| if own.iter().any(|goal| has(goal)) { "There is one." } else { "There is none yet." }.to_owned())
    };
    // As the rule counts them: those under way.
    let is_one = |goal: &&&Goal| goal.kind == Kind::Objective && goal.ended.is_none();
    let objectives = own.as_ref().map(|own| own.iter().filter(is_one).count());
    let key_results = goal.filter(|goal| goal.kind == Kind::Objective).map(|goal| goals.tree.key_results(goal.id).count());
    let lacks = goal.filter(|goal| goal.kind != Kind::Objective && goal.terms.measure.is_none());
    let counted = |count: usize| format!("Now: {count}.");
    let all = [
        (policies.learning, Policy::Learning, some(|goal| goal.kind == Kind::Learning)),
        (policies.project, Policy::Project, some(|goal| goal.project.is_some())),
        (policies.objectives.0, Policy::Objectives(policies.objectives.1), objectives.map(counted)),
        (policies.key_results.0, Policy::KeyResults(policies.key_results.1), key_results.map(counted)),
        (policies.measure, Policy::Measure, lacks.map(|_| "It has none yet.".to_owned())),
    ];
    let asked = all.into_iter().filter(|(mode, ..)| *mode != LimitMode::Off);
    asked.map(|(mode, policy, now)| Ask { policy, blocks: mode == LimitMode::Block, now }).collect()
}

/// How a goal is, as lists show it.
pub fn standing(goal: &Goal, today: Date) -> Standing {
    match (goal.ended, goal.status) {
        (Some((End::Done, _)), _) => Standing::Done,
        (Some((End::Dropped, _)), _) => Standing::Dropped,
        _ if goal.stuck.is_some() => Standing::Stuck,
        _ if goal.is_overdue(today) => Standing::Overdue,
        (None, Status::OnTrack) => Standing::OnTrack,
        (None, Status::Behind) => Standing::Behind,
        (None, Status::AtRisk) => Standing::AtRisk,
    }
}

/// For whom it waits that something of a goal is agreed, in names.
fn waits_for(actor: &Actor, goal: &Goal) -> Vec<String> {
    let sides = goal.agreement.waits_for();
    if sides.are_none() || goal.ended.is_some() {
        return Vec::new();
    }
    let (owner, manager) = access::parties(&actor.seen().directory, goal.level);
    let mut names = Vec::new();
    for (is_one, person) in [(sides.owner, owner), (sides.manager, manager)] {
        let who = match person {
            Some(person) if person == actor.id() => "you".to_owned(),
            Some(person) => name(actor.seen(), person),
            None => "an administrator".to_owned(),
        };
        if is_one && !names.contains(&who) {
            names.push(who);
        }
    }
    names
}

/// What waits for whom, as a part of a sentence.
pub fn waits(actor: &Actor, goal: &Goal) -> Option<String> {
    let names = waits_for(actor, goal);
    let whom = match names.as_slice() {
        [] => return None,
        names => names.join(" and "),
    };
    Some(match goal.agreement {
        Agreement::Agreed { .. } => format!("A change waits for {whom}"),
        _ => format!("Proposal, waits for {whom}"),
    })
}

/// Whether it waits for the actor to agree.
pub fn waits_for_me(reach: &Reach<'_>, goal: &Goal) -> bool {
    let (waits, mine) = (goal.agreement.waits_for(), reach.sides(goal.level));
    let waits = goal.ended.is_none() && (waits.owner && mine.owner || waits.manager && mine.manager);
    waits && reach.tending(goal).is_some()
}

/// How a goal serves what it stands under.
fn serves(tree: &Tree, goal: &Goal) -> Option<String> {
    Some(match goal.parent?.link {
        Link::Supports => "supports".to_owned(),
        Link::Contributes { .. } => format!("contributes {}%", tree.part(goal).unwrap_or_default()),
    })
}

/// A goal as the tree and the table show it, for who may see it.
pub(super) fn row(actor: &Actor, reach: &Reach<'_>, goals: &Goals, goal: &Goal, whole: bool, today: Date) -> GoalRow {
    let tends = reach.tending(goal).is_some();
    let waits = waits(actor, goal).filter(|_| whole);
    GoalRow { waits, ..row_of(actor.seen(), goals, goal, (whole, tends), today) }
}

/// The same for everybody who sees all of it, or its outline, and tends it, or not: without what waits for the reader.
pub(super) fn row_of(seen: &Snapshot, goals: &Goals, goal: &Goal, (whole, tends): (bool, bool), today: Date) -> GoalRow {
    let measured = |text: String| if whole { text } else { String::new() };
    // Only who edits needs it as one types it.
    let typed = |text: String| if tends { measured(text) } else { String::new() };
    let value = goal.terms.measure.as_ref().zip(goal.value());
    let has_way = goal.terms.measure.as_ref().is_none_or(|measure| measure.start().is_some());
    let progress = goals.tree.progress(goal.id);
    let should = expected(goal.starts(), goal.terms.due, today);
    GoalRow {
        id: goal.id.to_string(),
        sequence: goal.sequence,
        as_of: goals.as_of(),
        title: goal.terms.title.to_string(),
        kind: kind_said(goal.kind).to_owned(),
        depth: 0,
        context: false,
        owner: name(seen, goal.owner),
        owner_typed: typed(seen.directory.label(goal.owner)),
        of: if let Level::Person(_) = goal.level { String::new() } else { level_name(seen, goal.level) },
        value: measured(value.map(|(measure, value)| measure.say(value)).unwrap_or_default()),
        value_typed: typed(value.map(|(measure, value)| measure.typed(value)).unwrap_or_default()),
        aim: measured(goal.terms.measure.as_ref().map(Measure::aim).unwrap_or_default()),
        aim_typed: typed(match &goal.terms.measure {
            Some(Measure::Towards { target, .. }) => String::from(*target),
            _ => String::new(),
        }),
        progress: progress.filter(|_| whole).map(waymark::goal::Progress::percent),
        expected: (whole && has_way && progress.is_some() && goal.ended.is_none()).then(|| should.percent()),
        spark: None,
        standing: standing(goal, today),
        status: word(&goal.status),
        confidence: goal.confidence.filter(|_| whole),
        due: measured(moment::day(goal.terms.due, today)),
        due_typed: typed(goal.terms.due.to_string()),
        has_value: whole && goal.terms.measure.is_some(),
        waits: None,
        serves: serves(&goals.tree, goal).filter(|_| whole),
        below: 0,
        tends,
    }
}

/// What a goal answers, with the page of it, for who may see what that group said.
fn answers(store: &Store, actor: &Actor, surveys: &Surveys, workshops: &Workshops, goal: &Goal) -> Option<(String, String)> {
    let origin = goal.origin.as_ref()?;
    let id = match origin.source {
        Source::Survey(id) => id,
        Source::Workshop(id) => {
            let workshop = workshops.find(id)?;
            access::workshop_viewer(store, actor, workshop)?;
            let (zone, today) = (moment::zone_of(actor), actor.seen().day(store.now()));
            let day = moment::dated(workshop.opened.to_zoned(zone).date(), today);
            let href = format!("{}#{}", crate::workshops::address(id), crate::workshops::anchor(origin.section.as_str()));
            return Some((href, format!("From {}, workshop of {day}", origin.called)));
        }
    };
    let survey = surveys.find(id)?;
    let unit = match goal.level {
        Level::Team(team) => health::unit_seen(store, actor, survey, team)?,
        Level::Company | Level::Person(_) => *access::viewer_of(store, actor, survey)?.units().first()?,
    };
    let cycle = surveys.cycle(survey.cycle)?;
    let href = format!("{}#{}", address(id, unit), origin.section);
    Some((href, format!("From {}, {cycle}", origin.called)))
}

/// A goal as lists show it.
pub fn line(store: &Store, actor: &Actor, surveys: &Surveys, workshops: &Workshops, goal: &Goal) -> Line {
    let today = actor.seen().day(store.now());
    let from = answers(store, actor, surveys, workshops, goal).map(|(_, words)| words);
    let when = match goal.ended {
        Some((End::Done, at)) => format!("done {}", moment::day(at.to_zoned(moment::zone_of(actor)).date(), today)),
        Some((End::Dropped, at)) => format!("given up {}", moment::day(at.to_zoned(moment::zone_of(actor)).date(), today)),
        None if goal.is_overdue(today) => format!("was due {}", moment::day(goal.terms.due, today)),
        None => format!("due {}", moment::day(goal.terms.due, today)),
    };
    let why = [from, Some(name(actor.seen(), goal.owner)), Some(when)].into_iter().flatten().filter(|part| !part.is_empty());
    Line {
        id: goal.id.to_string(),
        title: goal.terms.title.to_string(),
        why: why.collect::<Vec<_>>().join(" · "),
        standing: standing(goal, today),
        ended: goal.ended.is_some(),
        tends: access::tending(store, actor, goal).is_some(),
    }
}

/// Those that the reader may see, those under way first.
fn seen<'a>(store: &Store, actor: &Actor, goals: &'a [Arc<Goal>]) -> (Vec<&'a Goal>, Vec<&'a Goal>) {
    let reach = access::reach(store, actor);
    let seen = goals.iter().map(|goal| &**goal).filter(|goal| goal.is_action() && reach.reader(goal).is_some());
    seen.partition(|goal| goal.ended.is_none())
}

/// What is done about what a group said, as far as the reader may see it.
///
/// # Errors
///
/// When the store fails.
pub async fn actions(store: &Store, surveys: &Surveys, actor: &Actor, level: Level) -> Result<ActionsData, StoreError> {
    let (all, workshops) = (goals::of_level(store, level).await?, store::workshop::all(store).await?);
    let (open, ended) = seen(store, actor, &all);
    let more = ended.len().saturating_sub(ENDED);
    let shown = open.into_iter().chain(ended.into_iter().take(ENDED));
    let lines = shown.map(|goal| line(store, actor, surveys, &workshops, goal)).collect();
    let may_add = access::steward(store, actor, level).is_some();
    let (of, is_company) = match level {
        Level::Company => (Some("company".to_owned()), true),
        Level::Team(team) => (Some(format!("team:{team}")), false),
        Level::Person(_) => (None, false),
    };
    Ok(ActionsData { lines, more, level: of.filter(|_| may_add), is_company })
}

/// "2 actions open, 1 done": of those that the reader may see.
pub fn tally<'a>(store: &Store, actor: &Actor, goals: impl Iterator<Item = &'a Arc<Goal>>) -> String {
    let reach = access::reach(store, actor);
    let goals: Vec<&Arc<Goal>> = goals.filter(|goal| goal.is_action() && reach.reader(goal).is_some()).collect();
    let open = goals.iter().filter(|goal| goal.ended.is_none()).count();
    let done = goals.iter().filter(|goal| matches!(goal.ended, Some((End::Done, _)))).count();
    let noun = if open == 1 { "action" } else { "actions" };
    match (open, done) {
        (0, 0) => String::new(),
        (open, 0) => format!("{open} {noun} open"),
        (open, done) => format!("{open} {noun} open, {done} done"),
    }
}
