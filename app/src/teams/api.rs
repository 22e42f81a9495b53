//! Server functions about teams.

use crate::{
    failure::{Again, Failure, Nothing},
    goals::ActionsData,
    health::{Across, Health},
    parts::PersonRow,
    people::{Named, NotOne},
    workshops::Running,
};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};
use waymark::{PersonId, TeamId, person::NameRefused, team::ChangeRefused};
#[cfg(feature = "ssr")]
use {
    crate::{
        failure::given_back,
        goals,
        health::{Asked, asked, health, within, workshops::seen as seen_workshops},
        parts::undo_address,
        people::{chosen_person, chosen_team},
        server::{self, Server},
        workshops::{here, may_start},
    },
    store::{access, directory::Snapshot, health as reviews, team::Said},
    waymark::{Version, directory::Directory, goal::Level, person::Name, survey::Kind},
};

/// A team in the tree.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Line {
    /// Which.
    pub team: Named,
    /// How deep it lies; 0 at the top.
    pub depth: u32,
    /// Who leads it.
    pub lead: Option<Named>,
    /// How many have it as their home.
    pub people: usize,
    /// How many with all teams below.
    pub below: usize,
    /// Whether it was closed.
    pub closed: bool,
}

/// Every team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamsData {
    /// From the top down.
    pub lines: Vec<Line>,
    /// Whether the reader looks after teams.
    pub is_editable: bool,
    /// Whether they may see what several teams said.
    pub compares: bool,
    /// Whether they may see what a company review said.
    pub sees_company: bool,
}

#[cfg(feature = "ssr")]
fn named(directory: &Directory, id: Option<PersonId>) -> Option<Named> {
    let person = directory.person(id?)?;
    Some(Named { id: person.id.to_string(), name: person.name.to_string() })
}

#[cfg(feature = "ssr")]
fn named_team(directory: &Directory, id: Option<TeamId>) -> Option<Named> {
    let team = directory.team(id?)?;
    Some(Named { id: team.id.to_string(), name: team.name.to_string() })
}

#[cfg(feature = "ssr")]
fn line(directory: &Directory, id: TeamId, depth: u32) -> Option<Line> {
    let team = directory.team(id)?;
    Some(Line {
        team: named_team(directory, Some(id))?,
        depth,
        lead: named(directory, team.lead),
        people: directory.members(id).len(),
        below: directory.members_below(id),
        closed: !team.active,
    })
}

/// Every team, from the top down.
#[server(prefix = "/fn", endpoint = "teams/list", input = GetUrl)]
pub async fn teams() -> Result<TeamsData, Failure<Nothing>> {
    let (actor, store) = (server::actor().await?, &Server::here().store);
    let directory = &actor.seen().directory;
    let surveys = store::survey::all(store).await.map_err(server::internal)?;
    Ok(TeamsData {
        compares: !reviews::across(store, &surveys, &actor, Kind::Team).is_empty(),
        sees_company: !reviews::of_company(store, &surveys, &actor).await.map_err(server::internal)?.held.is_empty(),
        lines: directory.teams().iter().filter_map(|row| line(directory, row.id, row.depth)).collect(),
        is_editable: actor.administrator().is_some(),
    })
}

/// A team's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamData {
    /// Which.
    pub team: Named,
    /// The teams above it, from the top.
    pub path: Vec<Named>,
    /// Who leads it.
    pub lead: Option<Named>,
    /// Who stands in for the lead now.
    pub stand_in: Option<Named>,
    /// Who has it as their home, those who are listed.
    pub people: Vec<PersonRow>,
    /// How many have.
    pub total: usize,
    /// Who is a guest.
    pub guests: Vec<PersonRow>,
    /// The teams within it.
    pub teams: Vec<Line>,
    /// How many people with all teams below.
    pub below: usize,
    /// What its reviews say; `None` where that is not for the reader.
    pub health: Option<Health>,
    /// What it has committed to, as far as the reader may see it.
    pub actions: ActionsData,
    /// The workshop of it that goes on, where the reader may see it.
    pub running: Option<Running>,
    /// Where the reader starts one, if they may now.
    pub start: Option<String>,
    /// What the teams within it said in the newest review.
    pub across: Option<Across>,
    /// Whether it was closed.
    pub closed: bool,
    /// Whether the reader is a guest here.
    pub is_guest: bool,
    /// Whether the reader looks after teams.
    pub is_editable: bool,
}

/// The most people that a team's page lists; the directory has the others.
#[cfg(feature = "ssr")]
const LISTED: usize = 300;

#[cfg(feature = "ssr")]
fn rows(directory: &Directory, ids: &[PersonId], lead: Option<PersonId>) -> Vec<PersonRow> {
    ids.iter().take(LISTED).filter_map(|id| directory.person(*id)).map(|person| PersonRow::of(person, lead)).collect()
}

/// A team's page.
#[server(prefix = "/fn", endpoint = "teams/show", input = GetUrl)]
pub async fn team(
    id: String,
    #[server(default)] sort: String,
    #[server(default)] section: String,
) -> Result<TeamData, Failure<Nothing>> {
    let (server, actor) = (Server::here(), server::actor().await?);
    let (seen, directory) = (actor.seen(), &actor.seen().directory);
    let team = id.parse().ok().and_then(|id: TeamId| directory.team(id)).ok_or_else(server::not_found)?;
    let today = seen.day(server.store.now());
    let is_here = |id: PersonId| directory.person(id).is_some_and(|person| person.active);
    let stand_in = seen.delegations.iter().find(|grant| team.lead == Some(grant.of) && is_here(grant.to) && grant.holds(today));
    let store = &server.store;
    let surveys = store::survey::all(store).await.map_err(server::internal)?;
    let history = reviews::of_team(store, &surveys, &actor, team.id).await.map_err(server::internal)?;
    let newest = history.held.first();
    let is_told = newest.is_some() || access::belongs(store, &actor, team.id);
    let known = (team.name.to_string(), history.situation(directory, team.id));
    let workshops = store::workshop::all(store).await.map_err(server::internal)?;
    let start = may_start(store, &workshops, &actor, team.id).then(|| format!("/workshops/new?team={}", team.id));
    let asked = Asked {
        workshops: seen_workshops(store, &workshops, &actor, team.id),
        start: start.clone(),
        ..asked(&actor, format!("/teams/{}", team.id), Some(known), &sort, &section)
    };
    Ok(TeamData {
        health: is_told.then(|| health(&history, &asked)),
        actions: goals::actions(store, &surveys, &actor, Level::Team(team.id)).await.map_err(server::internal)?,
        running: here(store, &workshops, &actor, team.id),
        start,
        across: newest.and_then(|held| within(&held.view(), Some(held.unit))),
        team: Named { id: team.id.to_string(), name: team.name.to_string() },
        path: directory.team_path(team.id).into_iter().filter_map(|id| named_team(directory, Some(id))).collect(),
        lead: named(directory, team.lead),
        stand_in: stand_in.and_then(|grant| named(directory, Some(grant.to))),
        people: rows(directory, directory.members(team.id), team.lead),
        total: directory.members(team.id).len(),
        guests: rows(directory, &team.guests, None),
        teams: directory.subteams(team.id).iter().filter_map(|id| line(directory, *id, 0)).collect(),
        below: directory.members_below(team.id),
        closed: !team.active,
        is_guest: team.guests.contains(&actor.id()),
        is_editable: actor.administrator().is_some(),
    })
}

/// Teams whose names are like what is typed.
#[server(prefix = "/fn", endpoint = "teams/suggest", input = GetUrl)]
pub async fn suggest(text: String) -> Result<Vec<String>, Failure<Nothing>> {
    let actor = server::actor().await?;
    let directory = &actor.seen().directory;
    let name = |id: TeamId| directory.team(id).map(|team| team.name.to_string());
    Ok(directory.suggest_teams(&text, 8).into_iter().filter_map(name).collect())
}

/// What an administrator sees of teams.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdminTeamsData {
    /// Those that are open, from the top down.
    pub lines: Vec<Line>,
    /// Those that were closed.
    pub closed: Vec<Line>,
}

/// Every team, those that were closed as well.
#[server(prefix = "/fn", endpoint = "teams/all", input = GetUrl)]
pub async fn all_teams() -> Result<AdminTeamsData, Failure<Nothing>> {
    let (_, seen) = server::administration().await?;
    let directory = &seen.directory;
    Ok(AdminTeamsData {
        lines: directory.teams().iter().filter_map(|row| line(directory, row.id, row.depth)).collect(),
        closed: directory.every_team().filter(|team| !team.active).filter_map(|team| line(directory, team.id, 0)).collect(),
    })
}

/// What is typed of a team.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamTyped {
    /// Its name.
    pub name: String,
    /// The team it belongs to.
    pub parent: String,
    /// Who leads it.
    pub lead: String,
}

/// Why a team was not saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TeamWrong {
    /// The name is none.
    Name(NameRefused),
    /// There is no such team to belong to.
    Parent(NotOne),
    /// There is no such lead.
    Lead(NotOne),
    /// The rules refuse it.
    Change(ChangeRefused),
}

/// The data of the page on which a team is edited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditData {
    /// Which.
    pub id: String,
    /// What is stored.
    pub typed: TeamTyped,
    /// Its version.
    pub version: u32,
    /// Whether it was closed.
    pub closed: bool,
    /// How many people and teams are in it.
    pub holds: (usize, usize),
    /// Who is a guest.
    pub guests: Vec<PersonRow>,
}

/// What there is to edit of a team.
#[server(prefix = "/fn", endpoint = "teams/edit", input = GetUrl)]
pub async fn edit(id: String) -> Result<EditData, Failure<Nothing>> {
    let (_, seen) = server::administration().await?;
    let directory = &seen.directory;
    let team = id.parse().ok().and_then(|id: TeamId| directory.team(id)).ok_or_else(server::not_found)?;
    Ok(EditData {
        id: team.id.to_string(),
        typed: TeamTyped {
            name: team.name.to_string(),
            parent: named_team(directory, team.parent).map(|team| team.name).unwrap_or_default(),
            lead: team.lead.map(|lead| directory.label(lead)).unwrap_or_default(),
        },
        version: team.version.0,
        closed: !team.active,
        holds: (directory.members(team.id).len(), directory.subteams(team.id).len()),
        guests: rows(directory, &team.guests, None),
    })
}

#[cfg(feature = "ssr")]
fn read(seen: &Snapshot, typed: &TeamTyped) -> Result<Said, TeamWrong> {
    Ok(Said {
        name: Name::new(&typed.name).map_err(TeamWrong::Name)?,
        parent: chosen_team(&seen.directory, &typed.parent).map_err(TeamWrong::Parent)?,
        lead: chosen_person(&seen.directory, &typed.lead).map_err(TeamWrong::Lead)?,
    })
}

#[cfg(feature = "ssr")]
impl TeamTyped {
    fn given_back(name: &str, parent: &str, lead: &str) -> Self {
        Self { name: given_back(name), parent: given_back(parent), lead: given_back(lead) }
    }
}

/// Makes a team.
#[server(prefix = "/fn", endpoint = "teams/create")]
pub async fn create(
    name: String,
    #[server(default)] parent: String,
    #[server(default)] lead: String,
) -> Result<(), Failure<Again<TeamTyped, TeamWrong>>> {
    let ((administrator, seen), server) = (server::administration().await?, Server::here());
    let typed = TeamTyped::given_back(&name, &parent, &lead);
    let said = read(&seen, &TeamTyped { name, parent, lead }).map_err(|why| server::refuse(why).again(typed.clone()))?;
    let created = store::team::create(&server.store, &administrator, &said).await;
    let (id, done) = server::settle(created).map_err(|failure| failure.map(TeamWrong::Change).again(typed))?;
    leptos_axum::redirect(&undo_address(&format!("/admin/teams/{id}"), "created", done.undo));
    Ok(())
}

/// Saves what a team is called, where it belongs and who leads it.
#[server(prefix = "/fn", endpoint = "teams/correct")]
pub async fn correct(
    id: TeamId,
    version: u32,
    name: String,
    #[server(default)] parent: String,
    #[server(default)] lead: String,
) -> Result<u32, Failure<Again<TeamTyped, TeamWrong>>> {
    let ((administrator, seen), server) = (server::administration().await?, Server::here());
    let typed = TeamTyped::given_back(&name, &parent, &lead);
    let said = read(&seen, &TeamTyped { name, parent, lead }).map_err(|why| server::refuse(why).again(typed.clone()))?;
    let saved = store::team::correct(&server.store, &administrator, id, Version(version), &said).await;
    let done = server::settle(saved).map_err(|failure| failure.map(TeamWrong::Change).again(typed))?;
    leptos_axum::redirect(&undo_address(&format!("/admin/teams/{id}"), "saved", done.undo));
    Ok(version + u32::from(done.undo.is_some()))
}

/// Closes a team, or opens it again.
#[server(prefix = "/fn", endpoint = "teams/close")]
pub async fn set_closed(id: TeamId, closed: bool) -> Result<(), Failure<ChangeRefused>> {
    let (administrator, server) = (server::administrator().await?, Server::here());
    let done = server::settle(store::team::set_active(&server.store, &administrator, id, !closed).await)?;
    let word = if closed { "closed" } else { "opened" };
    leptos_axum::redirect(&undo_address(&format!("/admin/teams/{id}"), word, done.undo));
    Ok(())
}

/// Why somebody is no guest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum GuestWrong {
    /// There is no such person.
    Person(NotOne),
    /// The rules refuse it.
    Change(ChangeRefused),
}

/// Makes somebody a guest.
#[server(prefix = "/fn", endpoint = "teams/guest")]
pub async fn add_guest(id: TeamId, guest: String) -> Result<(), Failure<Again<String, GuestWrong>>> {
    let ((administrator, seen), server) = (server::administration().await?, Server::here());
    let again = |why| server::refuse(why).again(given_back(&guest));
    let person = chosen_person(&seen.directory, &guest).map_err(|why| again(GuestWrong::Person(why)))?;
    let person = person.ok_or_else(|| again(GuestWrong::Person(NotOne::Empty)))?;
    let added = store::team::add_guest(&server.store, &administrator, id, person).await;
    let done = server::settle(added).map_err(|failure| failure.map(GuestWrong::Change).again(given_back(&guest)))?;
    leptos_axum::redirect(&undo_address(&format!("/admin/teams/{id}"), "guest", done.undo));
    Ok(())
}

/// Ends a visit.
#[server(prefix = "/fn", endpoint = "teams/guest-end")]
pub async fn remove_guest(id: TeamId, guest: PersonId) -> Result<(), Failure<ChangeRefused>> {
    let (administrator, server) = (server::administrator().await?, Server::here());
    let done = server::settle(store::team::remove_guest(&server.store, &administrator, id, guest).await)?;
    leptos_axum::redirect(&undo_address(&format!("/admin/teams/{id}"), "guest-gone", done.undo));
    Ok(())
}
