//! Server functions about goals.

use super::Standing;
use crate::{
    failure::{Again, Failure, Nothing},
    people::{Named, NotOne},
};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};
use waymark::{GoalId, goal::Refused, person::NameRefused};
#[cfg(feature = "ssr")]
use {
    super::shown,
    crate::{
        failure::given_back,
        people::chosen_person,
        server::{self, Server},
    },
    jiff::civil::Date,
    store::{
        access::{self, Actor, Tending},
        directory::Snapshot,
        goal as goals,
    },
    waymark::{
        PersonId, SurveyId, TeamId,
        goal::{End as Ending, Goal, Kind, LONGEST_NOTE, Level, Origin, Said, Title, Verb, Wanted},
        questionnaire::Slug,
    },
};

/// What is typed of a goal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoalTyped {
    /// What will be done.
    pub title: String,
    /// Who answers for it.
    pub owner: String,
    /// By when, as YYYY-MM-DD.
    pub due: String,
}

/// Why a goal was not made or changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum GoalWrong {
    /// The title is none.
    Title(NameRefused),
    /// Nobody answers for it.
    Owner(NotOne),
    /// That is no day.
    Day,
    /// A rule refuses it.
    Rule(Refused),
}

#[cfg(feature = "ssr")]
fn given(title: &str, owner: &str, due: &str) -> GoalTyped {
    GoalTyped { title: given_back(title), owner: given_back(owner), due: given_back(due) }
}

#[cfg(feature = "ssr")]
fn read(seen: &Snapshot, typed: (&str, &str, &str)) -> Result<(Title, PersonId, Date), GoalWrong> {
    let (title, owner, due) = typed;
    let title = Title::new(title).map_err(GoalWrong::Title)?;
    let owner = chosen_person(&seen.directory, owner).map_err(GoalWrong::Owner)?.ok_or(GoalWrong::Owner(NotOne::Empty))?;
    let due = due.trim().parse().map_err(|_| GoalWrong::Day)?;
    Ok((title, owner, due))
}

/// Reads whose goals are meant, as pages write it.
#[cfg(feature = "ssr")]
fn level_of(text: &str) -> Option<Level> {
    match text.split_once(':') {
        None if text == "company" => Some(Level::Company),
        Some(("team", id)) => id.parse::<TeamId>().ok().map(Level::Team),
        _ => None,
    }
}

/// The page on which the goals of a level stand.
#[cfg(feature = "ssr")]
fn page_of(level: Level, goal: GoalId) -> String {
    match level {
        Level::Company => "/company".to_owned(),
        Level::Team(team) => format!("/teams/{team}"),
        Level::Person(_) => format!("/goals/{goal}"),
    }
}

/// The section of a survey that a goal answers: one whose results the actor may see.
#[cfg(feature = "ssr")]
async fn origin(actor: &Actor, survey: &str, section: &str) -> Result<Option<Origin>, Failure<Again<GoalTyped, GoalWrong>>> {
    if survey.is_empty() && section.is_empty() {
        return Ok(None);
    }
    let (Ok(survey), Ok(section)) = (survey.parse::<SurveyId>(), Slug::new(section)) else { return Err(server::not_found()) };
    let viewer = access::viewer(&Server::here().store, actor, survey).await.map_err(server::internal)?;
    let viewer = viewer.ok_or_else(server::not_found)?;
    let asked = viewer.survey().form.sections.iter().find(|asked| asked.id == section).ok_or_else(server::not_found)?;
    Ok(Some(Origin { survey, section, called: asked.title.clone() }))
}

/// Makes a commitment of a team or the company, as an answer to a section of a survey's results or to nothing.
#[server(prefix = "/fn", endpoint = "goals/add")]
pub async fn add(
    level: String,
    #[server(default)] survey: String,
    #[server(default)] section: String,
    #[server(default)] sort: String,
    title: String,
    #[server(default)] owner: String,
    #[server(default)] due: String,
) -> Result<(), Failure<Again<GoalTyped, GoalWrong>>> {
    let (actor, server) = (server::actor().await?, Server::here());
    let level = level_of(&level).ok_or_else(server::not_found)?;
    let steward = access::steward(&server.store, &actor, level).ok_or_else(server::not_found)?;
    let origin = origin(&actor, &survey, &section).await?;
    let typed = given(&title, &owner, &due);
    let (title, owner, due) =
        read(actor.seen(), (&title, &owner, &due)).map_err(|why| server::refuse(why).again(typed.clone()))?;
    let wanted = Wanted { kind: Kind::Commitment, level, owner, title, due, origin };
    let made = goals::create(&server.store, &steward, &wanted).await;
    let goal = server::settle(made).map_err(|failure| failure.map(GoalWrong::Rule).again(typed))?;
    let back = match (&goal.origin, sort.as_str()) {
        (None, _) => String::new(),
        (Some(origin), "lowest" | "fell") => format!("&sort={sort}&section={}", origin.section),
        (Some(origin), _) => format!("&section={}", origin.section),
    };
    leptos_axum::redirect(&format!("{}?done=acted{back}#actions", page_of(level, goal.id)));
    Ok(())
}

/// Something that happened to a goal.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Happened {
    /// What, with who did it.
    pub what: String,
    /// What was written.
    pub note: Option<String>,
    /// When, as the reader says it.
    pub when: String,
}

/// A goal's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoalData {
    /// Which.
    pub id: String,
    /// What is stored.
    pub typed: GoalTyped,
    /// How many events there are.
    pub sequence: u32,
    /// How it is.
    pub standing: Standing,
    /// What its owner said last, as it is stored and sent.
    pub status: String,
    /// Who answers for it.
    pub owner: Named,
    /// By when, as the reader says it.
    pub due: String,
    /// Whose it is: a page, and what it is called.
    pub level: (String, String),
    /// What it answers, where the reader may know: a page and what it is called.
    pub origin: Option<(String, String)>,
    /// What happened, the last first.
    pub history: Vec<Happened>,
    /// Whether the reader tends it.
    pub tends: bool,
}

#[cfg(feature = "ssr")]
async fn found<R>(id: GoalId) -> Result<(Actor, Goal), Failure<R>> {
    let actor = server::actor().await?;
    let goal = goals::find(&Server::here().store, id).await.map_err(server::internal)?;
    Ok((actor, goal.ok_or_else(server::not_found)?))
}

#[cfg(feature = "ssr")]
async fn tended<R>(id: GoalId) -> Result<(Actor, Tending), Failure<R>> {
    let (actor, goal) = found(id).await?;
    let tending = access::tending(&Server::here().store, &actor, &goal).ok_or_else(server::not_found)?;
    Ok((actor, tending))
}

/// A goal, for who may see it.
#[server(prefix = "/fn", endpoint = "goals/show", input = GetUrl)]
pub async fn show(id: String) -> Result<GoalData, Failure<Nothing>> {
    let (actor, goal) = found(id.parse().map_err(|_| server::not_found())?).await?;
    let store = &Server::here().store;
    let reader = access::goal_reader(store, &actor, &goal).ok_or_else(server::not_found)?;
    let events = goals::events(store, &reader).await.map_err(server::internal)?;
    shown::page(store, &actor, &goal, &events).await.map_err(server::internal)
}

/// Does something with a goal, and leads back to its page.
#[cfg(feature = "ssr")]
async fn act(id: GoalId, seen: u32, verb: &Verb, done: &str) -> Result<u32, Failure<Refused>> {
    let (_, tending) = tended(id).await?;
    let goal = server::settle(goals::act(&Server::here().store, &tending, seen, verb).await)?;
    leptos_axum::redirect(&format!("/goals/{id}?done={done}"));
    Ok(goal.sequence)
}

/// What is typed about how a goal goes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportTyped {
    /// How far it is: as the domain's `Status` is stored, "done" or "dropped".
    pub status: String,
    /// A word about it.
    pub note: String,
}

/// Says how a goal goes, or that it ended.
#[server(prefix = "/fn", endpoint = "goals/report")]
pub async fn report(
    id: GoalId,
    seen: u32,
    status: String,
    #[server(default)] note: String,
) -> Result<u32, Failure<Again<ReportTyped, Refused>>> {
    // One character more than is kept, so that what is too long stays so.
    let typed = ReportTyped { status: given_back(&status), note: note.chars().take(LONGEST_NOTE + 1).collect() };
    let verb = match status.as_str() {
        "done" => Verb::End(Ending::Done, note),
        "dropped" => Verb::End(Ending::Dropped, note),
        other => {
            let status = serde_json::from_value(other.into()).map_err(|_| Failure::Malformed)?;
            Verb::Report(status, note)
        }
    };
    let done = if matches!(verb, Verb::End(..)) { "ended" } else { "reported" };
    act(id, seen, &verb, done).await.map_err(|failure| failure.again(typed))
}

/// Says anew what a goal is called, who answers for it, and by when.
#[server(prefix = "/fn", endpoint = "goals/correct")]
pub async fn correct(
    id: GoalId,
    seen: u32,
    title: String,
    #[server(default)] owner: String,
    #[server(default)] due: String,
) -> Result<u32, Failure<Again<GoalTyped, GoalWrong>>> {
    let (actor, _) = tended(id).await?;
    let typed = given(&title, &owner, &due);
    let (title, owner, due) =
        read(actor.seen(), (&title, &owner, &due)).map_err(|why| server::refuse(why).again(typed.clone()))?;
    let changed = act(id, seen, &Verb::Change(Said { owner, title, due }), "saved").await;
    changed.map_err(|failure| failure.map(GoalWrong::Rule).again(typed))
}

/// Lets a goal that ended go on.
#[server(prefix = "/fn", endpoint = "goals/reopen")]
pub async fn reopen(id: GoalId, seen: u32) -> Result<u32, Failure<Refused>> {
    act(id, seen, &Verb::Reopen, "reopened").await
}
