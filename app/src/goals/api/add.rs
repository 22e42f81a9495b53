//! Committing to something, as an answer to what a survey said.

use crate::{
    failure::{Again, Failure},
    people::NotOne,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use waymark::{goal::Refused, person::NameRefused};
#[cfg(feature = "ssr")]
use {
    crate::{
        failure::given_back,
        people::chosen_person,
        server::{self, Server},
    },
    jiff::civil::Date,
    store::{
        access::{self, Actor},
        directory::Snapshot,
        goal as goals,
    },
    waymark::{
        GoalId, PersonId, SurveyId, TeamId, WorkshopId,
        goal::{Kind, Level, Origin, Source, Terms, Title, Wanted},
        questionnaire::Slug,
        workshop::Stage,
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
    /// The section that it answers, if it does: a page may have such a form for each.
    #[serde(default)]
    pub section: String,
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
fn given(title: &str, owner: &str, due: &str, section: &str) -> GoalTyped {
    GoalTyped { title: given_back(title), owner: given_back(owner), due: given_back(due), section: given_back(section) }
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

/// The section of a survey or of a workshop of this level that a goal answers: one whose results the actor may see.
#[cfg(feature = "ssr")]
async fn origin(
    actor: &Actor,
    level: Level,
    (survey, workshop): (&str, &str),
    section: &str,
) -> Result<Option<Origin>, Failure<Again<GoalTyped, GoalWrong>>> {
    if survey.is_empty() && workshop.is_empty() && section.is_empty() {
        return Ok(None);
    }
    let (store, section) = (&Server::here().store, Slug::new(section).map_err(|_| server::not_found())?);
    if workshop.is_empty() {
        let survey = survey.parse::<SurveyId>().map_err(|_| server::not_found())?;
        let viewer = access::viewer(store, actor, survey).await.map_err(server::internal)?;
        let viewer = viewer.ok_or_else(server::not_found)?;
        let asked = viewer.survey().form.sections.iter().find(|asked| asked.id == section).ok_or_else(server::not_found)?;
        return Ok(Some(Origin { source: Source::Survey(survey), section, called: asked.title.clone() }));
    }
    let id = workshop.parse::<WorkshopId>().map_err(|_| server::not_found())?;
    let found = store::workshop::find(store, id).await.map_err(server::internal)?.filter(|_| survey.is_empty());
    let found = found.filter(|workshop| level == Level::Team(workshop.team) && workshop.stage != Stage::Voting);
    let seen =
        found.filter(|workshop| access::workshop_viewer(store, actor, workshop).is_some()).ok_or_else(server::not_found)?;
    let voted = seen.section(&section).ok_or_else(server::not_found)?;
    Ok(Some(Origin { source: Source::Workshop(id), called: voted.topic.title.clone(), section }))
}

/// Makes a commitment of a team or the company, as an answer to a section of a survey's results or of a workshop, or to nothing.
#[server(prefix = "/fn", endpoint = "goals/add")]
pub async fn add(
    level: String,
    #[server(default)] survey: String,
    #[server(default)] workshop: String,
    #[server(default)] section: String,
    #[server(default)] sort: String,
    title: String,
    #[server(default)] owner: String,
    #[server(default)] due: String,
) -> Result<(), Failure<Again<GoalTyped, GoalWrong>>> {
    let (actor, server) = (server::actor().await?, Server::here());
    let level = level_of(&level).ok_or_else(server::not_found)?;
    let steward = access::steward(&server.store, &actor, level).ok_or_else(server::not_found)?;
    let origin = origin(&actor, level, (&survey, &workshop), &section).await?;
    let typed = given(&title, &owner, &due, &section);
    let (title, owner, due) =
        read(actor.seen(), (&title, &owner, &due)).map_err(|why| server::refuse(why).again(typed.clone()))?;
    let terms = Terms::new(title, actor.seen().day(server.store.now()).min(due), due);
    let wanted = Wanted { origin, ..Wanted::new(Kind::Commitment, level, owner, terms) };
    let made = goals::create(&server.store, &steward, &wanted).await;
    let goal = server::settle(made).map_err(|failure| failure.map(GoalWrong::Rule).again(typed))?;
    let back = match (&goal.origin, sort.as_str()) {
        (None, _) => String::new(),
        (Some(origin), "lowest" | "fell") => format!("&sort={sort}&section={}", origin.section),
        (Some(origin), _) => format!("&section={}", origin.section),
    };
    let page = match goal.origin.as_ref().map(|origin| origin.source) {
        Some(Source::Workshop(id)) => format!("{}?done=acted#actions", crate::workshops::address(id)),
        _ => format!("{}?done=acted{back}#actions", page_of(level, goal.id)),
    };
    leptos_axum::redirect(&page);
    Ok(())
}
