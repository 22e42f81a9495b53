//! From goals to what pages show of them.

use super::{
    ActionsData, Line, Standing,
    api::{GoalData, GoalTyped, Happened},
};
use crate::{moment, people::Named, surveys::results::address};
use jiff::civil::Date;
use store::{
    Store, StoreError, access,
    access::Actor,
    goal as goals, health,
    survey::{self, Surveys},
};
use waymark::{
    PersonId,
    goal::{Deed, End, Event, Goal, Level, Status},
};

/// How many that ended a list shows.
const ENDED: usize = 10;

fn name(actor: &Actor, person: PersonId) -> String {
    actor.seen().directory.person(person).map(|person| person.name.to_string()).unwrap_or_default()
}

fn standing(store: &Store, actor: &Actor, goal: &Goal) -> Standing {
    match (goal.ended, goal.status) {
        (Some((End::Done, _)), _) => Standing::Done,
        (Some((End::Dropped, _)), _) => Standing::Dropped,
        _ if goal.is_overdue(actor.seen().day(store.now())) => Standing::Overdue,
        (None, Status::OnTrack) => Standing::OnTrack,
        (None, Status::Behind) => Standing::Behind,
        (None, Status::AtRisk) => Standing::AtRisk,
    }
}

/// What a goal answers, with the page of it, for who may see what that group said.
fn answers(store: &Store, actor: &Actor, surveys: &Surveys, goal: &Goal) -> Option<(String, String)> {
    let origin = goal.origin.as_ref()?;
    let survey = surveys.find(origin.survey)?;
    let unit = match goal.level {
        Level::Team(team) => health::unit_seen(store, actor, survey, team)?,
        Level::Company | Level::Person(_) => *access::viewer_of(store, actor, survey)?.units().first()?,
    };
    let cycle = surveys.cycle(survey.cycle)?;
    let href = format!("{}#{}", address(origin.survey, unit), origin.section);
    Some((href, format!("From {}, {cycle}", origin.called)))
}

/// A goal as lists show it.
pub fn line(store: &Store, actor: &Actor, surveys: &Surveys, goal: &Goal) -> Line {
    let today = actor.seen().day(store.now());
    let from = answers(store, actor, surveys, goal).map(|(_, words)| words);
    let when = match goal.ended {
        Some((End::Done, at)) => format!("done {}", moment::day(at.to_zoned(moment::zone_of(actor)).date(), today)),
        Some((End::Dropped, at)) => format!("given up {}", moment::day(at.to_zoned(moment::zone_of(actor)).date(), today)),
        None if goal.is_overdue(today) => format!("was due {}", moment::day(goal.due, today)),
        None => format!("due {}", moment::day(goal.due, today)),
    };
    let why = [from, Some(name(actor, goal.owner)), Some(when)].into_iter().flatten().filter(|part| !part.is_empty());
    Line {
        id: goal.id.to_string(),
        title: goal.title.to_string(),
        why: why.collect::<Vec<_>>().join(" · "),
        standing: standing(store, actor, goal),
        ended: goal.ended.is_some(),
        tends: access::tending(store, actor, goal).is_some(),
    }
}

/// Those that the reader may see, those under way first.
fn seen<'a>(store: &Store, actor: &Actor, goals: &'a [Goal]) -> (Vec<&'a Goal>, Vec<&'a Goal>) {
    let seen = goals.iter().filter(|goal| access::goal_reader(store, actor, goal).is_some());
    seen.partition(|goal| goal.ended.is_none())
}

/// What is done about what a group said, as far as the reader may see it.
///
/// # Errors
///
/// When the store fails.
pub async fn actions(store: &Store, surveys: &Surveys, actor: &Actor, level: Level) -> Result<ActionsData, StoreError> {
    let all = goals::of_level(store, level).await?;
    let (open, ended) = seen(store, actor, &all);
    let more = ended.len().saturating_sub(ENDED);
    let lines = open.into_iter().chain(ended.into_iter().take(ENDED)).map(|goal| line(store, actor, surveys, goal)).collect();
    let may_add = access::steward(store, actor, level).is_some();
    let (of, is_company) = match level {
        Level::Company => (Some("company".to_owned()), true),
        Level::Team(team) => (Some(format!("team:{team}")), false),
        Level::Person(_) => (None, false),
    };
    Ok(ActionsData { lines, more, level: of.filter(|_| may_add), is_company })
}

/// "2 actions open, 1 done": of those that the reader may see.
pub fn tally<'a>(store: &Store, actor: &Actor, goals: impl Iterator<Item = &'a Goal>) -> String {
    let goals: Vec<&Goal> = goals.filter(|goal| access::goal_reader(store, actor, goal).is_some()).collect();
    let open = goals.iter().filter(|goal| goal.ended.is_none()).count();
    let done = goals.iter().filter(|goal| matches!(goal.ended, Some((End::Done, _)))).count();
    let noun = if open == 1 { "action" } else { "actions" };
    match (open, done) {
        (0, 0) => String::new(),
        (open, 0) => format!("{open} {noun} open"),
        (open, done) => format!("{open} {noun} open, {done} done"),
    }
}

/// A goal's page.
pub(super) async fn page(store: &Store, actor: &Actor, goal: &Goal, events: &[Event]) -> Result<GoalData, StoreError> {
    let directory = &actor.seen().directory;
    let today = actor.seen().day(store.now());
    let level = match goal.level {
        Level::Company => ("/company".to_owned(), "Company".to_owned()),
        Level::Team(team) => {
            (format!("/teams/{team}"), directory.team(team).map(|team| team.name.to_string()).unwrap_or_default())
        }
        Level::Person(person) => (format!("/people/{person}"), name(actor, person)),
    };
    let surveys = survey::all(store).await?;
    Ok(GoalData {
        id: goal.id.to_string(),
        typed: GoalTyped { title: goal.title.to_string(), owner: directory.label(goal.owner), due: goal.due.to_string() },
        sequence: goal.sequence,
        standing: standing(store, actor, goal),
        status: serde_json::to_value(goal.status).ok().and_then(|status| Some(status.as_str()?.to_owned())).unwrap_or_default(),
        owner: Named { id: goal.owner.to_string(), name: name(actor, goal.owner) },
        due: moment::day(goal.due, today),
        level,
        origin: answers(store, actor, &surveys, goal),
        history: history(store, actor, events),
        tends: access::tending(store, actor, goal).is_some(),
    })
}

/// What happened, the last first. What was written along with something stands with it.
fn history(store: &Store, actor: &Actor, events: &[Event]) -> Vec<Happened> {
    let (now, zone) = (store.now(), moment::zone_of(actor));
    let today = actor.seen().day(now);
    let happened = |event: &Event, note: Option<&String>| Happened {
        what: format!("{} {}", name(actor, event.by), deed(&event.deed, today, |person| name(actor, person))),
        note: note.cloned(),
        when: moment::said(event.at, now, &zone),
    };
    let mut said = Vec::new();
    let mut events = events.iter().peekable();
    while let Some(event) = events.next() {
        said.push(match &event.deed {
            Deed::Noted { note } => {
                let with = events.next_if(|next| (next.at, next.by) == (event.at, event.by));
                happened(with.unwrap_or(event), Some(note))
            }
            _ => happened(event, None),
        });
    }
    said.reverse();
    said
}

fn deed(deed: &Deed, today: Date, name: impl Fn(PersonId) -> String) -> String {
    match deed {
        Deed::Created(wanted) => format!("made it, due {}, for {}", moment::day(wanted.due, today), name(wanted.owner)),
        Deed::Renamed { title } => format!("called it “{title}”"),
        Deed::Moved { due } => format!("moved it to {}", moment::day(*due, today)),
        Deed::Handed { owner } => format!("handed it to {}", name(*owner)),
        Deed::Status { status: Status::OnTrack } => "said that it is on track".to_owned(),
        Deed::Status { status: Status::Behind } => "said that it is behind".to_owned(),
        Deed::Status { status: Status::AtRisk } => "said that it is at risk".to_owned(),
        Deed::Ended { end: End::Done } => "said that it is done".to_owned(),
        Deed::Ended { end: End::Dropped } => "gave it up".to_owned(),
        Deed::Reopened => "reopened it".to_owned(),
        Deed::Noted { .. } => "wrote".to_owned(),
    }
}
