//! From goals to what pages show of them.

use super::{
    ActionsData, Line, Standing,
    api::{GoalData, GoalTyped, Happened},
};
use crate::{moment, people::Named};
use jiff::{civil::Date, tz::TimeZone};
use store::{Store, StoreError, access, access::Actor, goal as goals};
use waymark::{
    PersonId,
    goal::{Deed, End, Event, Goal, Level, Origin, Status},
};

/// How many that ended a list shows.
const ENDED: usize = 10;

fn zone(actor: &Actor) -> TimeZone {
    moment::zone(actor.person().time_zone.as_ref().unwrap_or(&actor.seen().organisation.time_zone))
}

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

/// What a goal answers, with the page of it, for who may see these results.
async fn answers(store: &Store, actor: &Actor, origin: &Origin) -> Result<Option<(String, String)>, StoreError> {
    let Some(viewer) = access::viewer(store, actor, origin.survey).await? else { return Ok(None) };
    let cycle = store::cycle::find(store, viewer.survey().cycle).await?;
    let cycle = cycle.map(|cycle| cycle.name.to_string()).unwrap_or_default();
    let href = format!("/surveys/{}/results#{}", origin.survey, origin.section);
    Ok(Some((href, format!("From {}, {cycle}", origin.called))))
}

/// A goal as lists show it.
///
/// # Errors
///
/// When the store fails.
pub async fn line(store: &Store, actor: &Actor, goal: &Goal) -> Result<Line, StoreError> {
    let today = actor.seen().day(store.now());
    let from = match &goal.origin {
        Some(origin) => answers(store, actor, origin).await?.map(|(_, words)| words),
        None => None,
    };
    let when = match goal.ended {
        Some((End::Done, at)) => format!("done {}", moment::day(at.to_zoned(zone(actor)).date(), today)),
        Some((End::Dropped, at)) => format!("given up {}", moment::day(at.to_zoned(zone(actor)).date(), today)),
        None if goal.is_overdue(today) => format!("was due {}", moment::day(goal.due, today)),
        None => format!("due {}", moment::day(goal.due, today)),
    };
    let why = [from, Some(name(actor, goal.owner)), Some(when)].into_iter().flatten().filter(|part| !part.is_empty());
    Ok(Line {
        id: goal.id.to_string(),
        title: goal.title.to_string(),
        why: why.collect::<Vec<_>>().join(" · "),
        standing: standing(store, actor, goal),
        ended: goal.ended.is_some(),
        tends: access::tending(store, actor, goal).is_some(),
    })
}

/// What is done about what a group said, as far as the reader may see it.
///
/// # Errors
///
/// When the store fails.
pub async fn actions(store: &Store, actor: &Actor, level: Level) -> Result<ActionsData, StoreError> {
    let all = goals::of_level(store, level).await?;
    let seen = all.iter().filter(|goal| access::goal_reader(store, actor, goal).is_some());
    let (open, ended): (Vec<&Goal>, Vec<&Goal>) = seen.partition(|goal| goal.ended.is_none());
    let more = ended.len().saturating_sub(ENDED);
    let mut lines = Vec::new();
    for goal in open.into_iter().chain(ended.into_iter().take(ENDED)) {
        lines.push(line(store, actor, goal).await?);
    }
    let may_add = access::steward(store, actor, level).is_some();
    let level = match level {
        Level::Company => Some("company".to_owned()),
        Level::Team(team) => Some(format!("team:{team}")),
        Level::Person(_) => None,
    };
    Ok(ActionsData { lines, more, level: level.filter(|_| may_add) })
}

/// "2 actions open, 1 done".
pub fn tally(actions: &ActionsData) -> String {
    let open = actions.lines.iter().filter(|line| !line.ended).count();
    let done = actions.lines.iter().filter(|line| line.standing == Standing::Done).count();
    match (open, done) {
        (0, 0) => String::new(),
        (open, done) => {
            let noun = if open == 1 { "action" } else { "actions" };
            if done == 0 { format!("{open} {noun} open") } else { format!("{open} {noun} open, {done} done") }
        }
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
    let origin = match &goal.origin {
        Some(origin) => answers(store, actor, origin).await?,
        None => None,
    };
    Ok(GoalData {
        id: goal.id.to_string(),
        typed: GoalTyped { title: goal.title.to_string(), owner: directory.label(goal.owner), due: goal.due.to_string() },
        sequence: goal.sequence,
        standing: standing(store, actor, goal),
        status: goal.status,
        owner: Named { id: goal.owner.to_string(), name: name(actor, goal.owner) },
        due: moment::day(goal.due, today),
        level,
        origin,
        history: history(store, actor, events),
        tends: access::tending(store, actor, goal).is_some(),
    })
}

/// What happened, the last first. What was written along with something stands with it.
fn history(store: &Store, actor: &Actor, events: &[Event]) -> Vec<Happened> {
    let (now, zone) = (store.now(), zone(actor));
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
