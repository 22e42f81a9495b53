//! A goal's page.

use super::{
    Reach, Surveys, answers, asks, chart, history, kind_said, level_name, name, offered, open_cycles, open_projects,
    reviewed::reviewed, row, served, serves, status_said, waits, with_current, word,
};
use crate::{
    goals::{
        api::{Agreed, GoalData, HIDDEN, Part, PlaceTyped, Served, TermsTyped},
        row::GoalRow,
    },
    moment,
    parts::counted,
};
use jiff::civil::Date;
use std::{collections::BTreeSet, sync::Arc};
use store::{
    Store, StoreError, access,
    access::{Actor, GoalReader},
    goal as goals,
    goal::Goals,
    survey,
};
use waymark::GoalId;
use waymark::goal::{
    Agreement, Deed, Event, Goal, Kind, Learning, Level, Link, Measure, Path, Scene, Status, Terms, Verb, suggested,
};

/// "0.7", with the colour's name: red to 0.3, yellow to 0.6, green from 0.7 (re:Work).
pub fn grade_said(tenths: u8) -> (String, &'static str) {
    let class = match tenths {
        0..=3 => "bad",
        4..=6 => "warn",
        _ => "good",
    };
    (format!("{}.{}", tenths / 10, tenths % 10), class)
}

/// A goal's page for who sees what it is called, whose it is and how it is.
fn outline(actor: &Actor, row: GoalRow, goal: &Goal) -> GoalData {
    GoalData {
        row,
        about: String::new(),
        whole: false,
        level: (page_of(goal.level), level_name(actor.seen(), goal.level)),
        facts: Vec::new(),
        origin: None,
        reviewed: Vec::new(),
        agreement: String::new(),
        agreed: false,
        compared: Vec::new(),
        change: None,
        part: Part::Looks,
        parent: None,
        children: Vec::new(),
        steps: Vec::new(),
        stuck: None,
        suggested: None,
        grade: None,
        history: Vec::new(),
        before: 0,
        chart: String::new(),
        bars: String::new(),
        near: Vec::new(),
        terms: TermsTyped::default(),
        place: PlaceTyped::default(),
        kind: word(&goal.kind),
        projects: Vec::new(),
        offered: Vec::new(),
        cycles: Vec::new(),
        personal: true,
        asks: Vec::new(),
    }
}

/// How many goals beside it a page watches.
const NEAR: usize = 200;

/// The page of whose goals those of a level are.
fn page_of(level: Level) -> String {
    match level {
        Level::Company => "/company".to_owned(),
        Level::Team(team) => format!("/teams/{team}"),
        Level::Person(person) => format!("/people/{person}"),
    }
}

/// A goal's page, with the last of its history.
pub(in crate::goals) async fn page(
    store: &Store,
    actor: &Actor,
    goal: &Goal,
    reader: GoalReader,
    events: &[Event],
    most: u32,
) -> Result<GoalData, StoreError> {
    let (surveys, all, workshops) = (survey::all(store).await?, goals::all(store).await?, store::workshop::all(store).await?);
    let reviews = store::review::all(store).await?;
    let now = store.now();
    let today = actor.seen().day(now);
    let chart = if reader.sees_all() { chart::of(store, &all, goal, reader, today).await? } else { String::new() };
    let reach = access::reach(store, actor);
    if !reader.sees_all() {
        return Ok(outline(actor, row(actor, &reach, &all, goal, false, today), goal));
    }
    let tends = reach.tending(goal).is_some();
    let change = goal.agreement.change();
    let zone = moment::zone_of(actor);
    let progress = all.tree.progress(goal.id);
    let advised = suggested(goal, progress, today).filter(|status| *status != goal.status && goal.ended.is_none());
    let scene = Scene { sides: reach.sides(goal.level), today, suggested: None };
    let may = |verb: &Verb| tends && goal.decide(verb, scene).is_ok();
    let named = |deed: &Deed| match deed {
        Deed::Tied { project: Some(id) } => actor.seen().project(*id).map(|project| project.name.to_string()).unwrap_or_default(),
        Deed::Carried { cycle, .. } => surveys.cycle(*cycle).map(ToString::to_string).unwrap_or_default(),
        _ => String::new(),
    };
    let sees = |goal: &Goal| reach.reader(goal).is_some();
    let teller =
        history::Teller { seen: actor.seen(), goal, tree: &all.tree, named: &named, sees: &sees, today, now, zone: zone.clone() };
    let (history, before) = history::told(&teller, events, usize::try_from(most).unwrap_or_default());
    let pending = change.map_or(&[][..], |change| &change.terms);
    let projects = with_current(
        open_projects(actor),
        goal.project.and_then(|id| actor.seen().project(id).map(|project| (project.id.to_string(), project.name.to_string()))),
    );
    let parent = goal.parent.and_then(|parent| all.tree.get(parent.goal));
    Ok(GoalData {
        row: row(actor, &reach, &all, goal, true, today),
        about: goal.terms.about.clone(),
        whole: true,
        level: (page_of(goal.level), level_name(actor.seen(), goal.level)),
        facts: facts(actor, &surveys, goal, today),
        origin: answers(store, actor, &surveys, &workshops, goal),
        reviewed: reviewed(actor, &surveys, &reviews, goal),
        agreement: agreement(actor, goal, today),
        agreed: matches!(goal.agreement, Agreement::Agreed { .. }),
        compared: compared(goal, today),
        change: change.map(|change| {
            let when = moment::said(change.at, now, &zone);
            format!("{}, {when}: {}", name(actor.seen(), change.by), change.reason)
        }),
        part: match (may(&Verb::Agree), change.is_some(), may(&Verb::Withdraw)) {
            (true, true, _) => Part::Decides,
            (true, false, _) => Part::Agrees,
            (false, _, true) => Part::Withdraws,
            (false, _, false) => Part::Looks,
        },
        parent: parent.map(|parent| {
            let how = serves(&all.tree, goal).unwrap_or_default();
            if sees(parent) {
                let how = format!("{how} · {}", level_name(actor.seen(), parent.level));
                Served { href: Some(format!("/goals/{}", parent.id)), title: parent.terms.title.to_string(), how }
            } else {
                Served { href: None, title: HIDDEN.to_owned(), how }
            }
        }),
        children: children(actor, &reach, &all, goal),
        steps: match &goal.terms.measure {
            Some(Measure::Milestones { steps }) => {
                steps.iter().map(|step| (step.to_string(), goal.done.contains(step))).collect()
            }
            _ => Vec::new(),
        },
        stuck: goal.stuck.as_ref().map(|(at, what)| (moment::said(*at, now, &zone), what.clone())),
        suggested: advised.map(|status| advice(goal, status)),
        grade: goal.grade.map(grade_said).map(|(said, class)| (said, class.to_owned())),
        history,
        before,
        chart,
        bars: chart::bars_of(&all, goal, &|goal| reach.reader(goal).is_some_and(GoalReader::sees_all), today),
        near: near(&all, goal, &|goal| reach.reader(goal)),
        terms: TermsTyped::of(&goal.terms.with(pending)),
        place: PlaceTyped {
            project: goal.project.map(|id| id.to_string()).unwrap_or_default(),
            parent: served(&reach, actor, &all, goal.parent),
            link: match goal.parent.map(|parent| parent.link) {
                Some(Link::Supports) => "supports".to_owned(),
                _ => "contributes".to_owned(),
            },
            weight: match goal.parent.map(|parent| parent.link) {
                Some(Link::Contributes { weight }) => weight.to_string(),
                _ => "1".to_owned(),
            },
            tags: goal.tags.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
            open: goal.open,
        },
        kind: word(&goal.kind),
        projects,
        offered: if tends { offered(&reach, actor, &all, Some(goal.id)) } else { Vec::new() },
        cycles: open_cycles(&surveys)
            .into_iter()
            .filter(|(id, _)| goal.cycle.map(|id| id.to_string()).as_ref() != Some(id))
            .collect(),
        personal: matches!(goal.level, Level::Person(_)),
        asks: asks(&all, Some(goal.owner).filter(|_| tends && matches!(goal.level, Level::Person(_))), goal.cycle, Some(goal)),
    })
}

fn advice(goal: &Goal, status: Status) -> String {
    let why = if goal.kind == Kind::Kpi { "Its number says" } else { "By its progress and the time that is gone" };
    match goal.kind {
        Kind::Kpi => format!("{why}: {}.", status_said(status).to_lowercase()),
        _ => format!("{why} it is {}.", status_said(status).to_lowercase()),
    }
}

fn path_said(path: Path) -> &'static str {
    match path {
        Path::Education => "Education",
        Path::Certification => "Certification",
    }
}

fn facts(actor: &Actor, surveys: &Surveys, goal: &Goal, today: Date) -> Vec<(String, String)> {
    let mut facts =
        vec![("Time".to_owned(), format!("{} to {}", moment::day(goal.starts(), today), moment::day(goal.terms.due, today)))];
    let mut add = |what: &str, text: Option<String>| {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            facts.push((what.to_owned(), text));
        }
    };
    add("Cycle", goal.cycle.and_then(|cycle| surveys.cycle(cycle)).map(ToString::to_string));
    add("Project", goal.project.and_then(|id| actor.seen().project(id)).map(|project| project.name.to_string()));
    if let Some(Learning { path, provider, expires }) = &goal.terms.learning {
        add(path_said(*path), Some(if provider.is_empty() { "provider open".to_owned() } else { provider.clone() }));
        add("Holds until", expires.map(|day| moment::day(day, today)));
    }
    add("Tags", Some(goal.tags.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")));
    if let Level::Person(_) = goal.level {
        add(
            "Seen by",
            Some(
                if goal.open {
                    "everybody"
                } else {
                    "owner, team lead and managers above; administrators see its title and status"
                }
                .to_owned(),
            ),
        );
    }
    facts
}

fn agreement(actor: &Actor, goal: &Goal, today: Date) -> String {
    let waits = waits(actor, goal);
    match &goal.agreement {
        Agreement::Free => String::new(),
        Agreement::Proposed { .. } => waits.map_or_else(|| "Proposal".to_owned(), |waits| format!("{waits} to agree")),
        Agreement::Agreed { since, .. } => {
            let since = moment::day(since.to_zoned(moment::zone_of(actor)).date(), today);
            match waits {
                Some(waits) => format!("Agreed {since}. {waits}."),
                None => format!("Agreed by both {since}"),
            }
        }
    }
}

/// How one thing of the terms is said.
type Say = fn(&Terms, Date) -> String;

/// What was agreed first, what holds, and what waits, side by side; what never changed once.
fn compared(goal: &Goal, today: Date) -> Vec<Agreed> {
    let Agreement::Agreed { first, change, .. } = &goal.agreement else { return Vec::new() };
    let then = change.as_ref().map(|change| goal.terms.with(&change.terms));
    let say: [(&str, Say); 6] = [
        ("Title", |terms, _| terms.title.to_string()),
        ("Measure", |terms, _| match &terms.measure {
            Some(Measure::Milestones { steps }) => steps.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "),
            measure => measure.as_ref().map(Measure::aim).unwrap_or_default(),
        }),
        ("From", |terms, today| terms.starts.map(|day| moment::day(day, today)).unwrap_or_default()),
        ("Due", |terms, today| moment::day(terms.due, today)),
        ("About", |terms, _| terms.about.clone()),
        ("Learning", |terms, today| {
            let Some(Learning { path, provider, expires }) = &terms.learning else { return String::new() };
            let expires = expires.map(|day| format!("holds until {}", moment::day(day, today)));
            let parts = [Some(path_said(*path).to_owned()), Some(provider.clone()).filter(|name| !name.is_empty()), expires];
            parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
        }),
    ];
    let row = |(what, say): (&str, Say)| {
        let (first, now) = (say(first, today), say(&goal.terms, today));
        let then = then.as_ref().map(|then| say(then, today)).filter(|then| *then != now);
        let is_there = !first.is_empty() || !now.is_empty() || then.is_some();
        is_there.then(|| Agreed { what: what.to_owned(), first, now, then })
    };
    say.into_iter().filter_map(row).collect()
}

/// The most goals that a page lists below one.
const SERVING: usize = 40;

/// What serves it, but for what its picture shows with bars.
fn children(actor: &Actor, reach: &Reach<'_>, goals: &Goals, goal: &Goal) -> Vec<Served> {
    let sees_all = |child: &Goal| reach.reader(child).is_some_and(GoalReader::sees_all);
    let drawn: BTreeSet<GoalId> = chart::movers(goals, goal, &sees_all).into_iter().map(|mover| mover.id).collect();
    let all = goals.tree.children(goal.id).map(|child| &**child).filter(|child| !drawn.contains(&child.id));
    let (mut children, hidden): (Vec<&Goal>, Vec<&Goal>) = all.partition(|child| reach.reader(child).is_some());
    children
        .sort_by_cached_key(|child| (child.ended.is_some(), child.kind, child.terms.due, child.terms.title.clone(), child.id));
    let served = |child: &Goal| {
        let reader = reach.reader(child);
        let progress = goals.tree.progress(child.id).filter(|_| reader.is_some_and(GoalReader::sees_all));
        let how = serves(&goals.tree, child).unwrap_or_default();
        let far = progress.map(|progress| format!("{}%", progress.percent()));
        match reader {
            Some(_) => Served {
                href: Some(format!("/goals/{}", child.id)),
                title: child.terms.title.to_string(),
                how: [Some(kind_said(child.kind).to_owned()), Some(name(actor.seen(), child.owner)), Some(how), far]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
                    .join(" · "),
            },
            None => Served { href: None, title: HIDDEN.to_owned(), how },
        }
    };
    let more = children.len().saturating_sub(SERVING);
    let more = (more > 0).then(|| Served {
        href: Some(format!("/goals?under={}", goal.id)),
        title: format!("{more} more"),
        how: String::new(),
    });
    let hidden = (!hidden.is_empty()).then(|| Served {
        href: None,
        title: counted(hidden.len(), "goal that is not yours to see", "goals that are not yours to see"),
        how: String::new(),
    });
    children.into_iter().take(SERVING).map(served).chain(more).chain(hidden).collect()
}

/// The goals that this one serves and that serve it, as far as they are the reader's to see, and how new they are.
fn near(all: &Goals, goal: &Goal, reader: &dyn Fn(&Goal) -> Option<GoalReader>) -> Vec<(String, u32, Option<i32>)> {
    let near = all.tree.parent(goal).into_iter().chain(all.tree.children(goal.id));
    let one = |goal: &Arc<Goal>| {
        let sees_all = reader(goal)?.sees_all();
        let progress = all.tree.progress(goal.id).filter(|_| sees_all).map(waymark::goal::Progress::percent);
        Some((goal.id.to_string(), goal.sequence, progress))
    };
    near.filter_map(one).take(NEAR).collect()
}
