//! Server functions about workshops.

use super::{Running, Shown};
use crate::{
    failure::{Again, Failure, Nothing},
    goals::Line,
};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use waymark::workshop::{Part, Refused, Way};
#[cfg(feature = "ssr")]
use {
    super::{address, anchor, shown},
    crate::{
        goals, moment,
        server::{self, Server},
    },
    qrcodegen::{QrCode, QrCodeEcc},
    std::{fmt::Write, sync::Arc},
    store::{
        Store, StoreError,
        access::{self, Actor, Host, Hosting},
        health, questionnaire,
        survey::Surveys,
        workshop::{self as workshops, Workshops},
    },
    waymark::{
        CycleId, TeamId, Version, WorkshopId,
        goal::{Level, Source},
        questionnaire::Slug,
        workshop::{Code, Consensus, NotACode, Stage, Topic, Vote, Workshop},
    },
};

/// The questionnaire that a team votes on that has not held a review.
#[cfg(feature = "ssr")]
const FIRST: &str = "team-review";

/// What others need to come in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invite {
    /// "BCD-FGH".
    pub code: String,
    /// The whole address.
    pub link: String,
    /// The same without what nobody types.
    pub short: String,
    /// The same as a picture that phones read.
    pub qr: String,
}

/// The page of a workshop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkshopData {
    /// What everybody sees.
    pub shown: Shown,
    /// The page of the team.
    pub team: String,
    /// When it was opened: "12 April".
    pub day: String,
    /// The reader's part.
    pub part: Part,
    /// Whether they reveal, write down and close.
    pub hosts: bool,
    /// What they vote themselves, as it is sent, by section.
    pub votes: BTreeMap<String, String>,
    /// How others come in, while it goes on.
    pub invite: Option<Invite>,
    /// Whose goals they may add to.
    pub level: Option<String>,
    /// What is done about what was said, as far as they may see it.
    pub actions: Vec<Line>,
}

#[cfg(feature = "ssr")]
async fn all<R>() -> Result<Arc<Workshops>, Failure<R>> {
    workshops::all(&Server::here().store).await.map_err(server::internal)
}

/// A workshop that the actor may see.
#[cfg(feature = "ssr")]
async fn found<R>(id: &str) -> Result<(Actor, Arc<Workshops>, Arc<Workshop>), Failure<R>> {
    let (actor, all) = (server::actor().await?, all().await?);
    let workshop = id.parse::<WorkshopId>().ok().and_then(|id| all.find(id)).cloned().ok_or_else(server::not_found)?;
    access::workshop_viewer(&Server::here().store, &actor, &workshop).ok_or_else(server::not_found)?;
    Ok((actor, all, workshop))
}

#[cfg(feature = "ssr")]
async fn hosted<R>(id: &str) -> Result<Hosting, Failure<R>> {
    let (actor, _, workshop) = found(id).await?;
    access::hosting(&Server::here().store, &actor, &workshop).ok_or_else(server::not_found)
}

#[cfg(feature = "ssr")]
async fn host<R>(team: &str) -> Result<(Actor, Host), Failure<R>> {
    let actor = server::actor().await?;
    let team = team.parse::<TeamId>().map_err(|_| server::not_found())?;
    let is_there = actor.seen().directory.team(team).is_some_and(|team| team.active);
    let host = access::host(&Server::here().store, &actor, team).filter(|_| is_there).ok_or_else(server::not_found)?;
    Ok((actor, host))
}

/// What a team votes on: the sections of its newest review, else those of the questionnaire that comes along.
#[cfg(feature = "ssr")]
async fn topics(store: &Store, surveys: &Surveys, actor: &Actor, team: TeamId) -> Result<Vec<Topic>, StoreError> {
    let history = health::of_team(store, surveys, actor, team).await?;
    let held = history.held.first().map(|held| Topic::all_of(&held.survey.form)).unwrap_or_default();
    if !held.is_empty() {
        return Ok(held);
    }
    let first = questionnaire::find(store, &Slug::new(FIRST).expect("a slug")).await?;
    Ok(first.map(|kept| Topic::all_of(&kept.form)).unwrap_or_default())
}

/// The cycle that is under way: of several, the one that ends first.
#[cfg(feature = "ssr")]
fn cycle(surveys: &Surveys, today: jiff::civil::Date) -> Option<CycleId> {
    let is_now = |cycle: &&waymark::cycle::Cycle| !cycle.closed && cycle.dates.starts <= today && today <= cycle.dates.ends;
    surveys.cycles().filter(is_now).min_by_key(|cycle| cycle.dates.ends).map(|cycle| cycle.id)
}

/// Whether the actor may open a workshop of a team now.
#[cfg(feature = "ssr")]
pub fn may_start(store: &Store, workshops: &Workshops, actor: &Actor, team: TeamId) -> bool {
    let is_running = workshops.of_team(team).any(|workshop| workshop.is_open());
    let is_there = actor.seen().directory.team(team).is_some_and(|team| team.active);
    !is_running && is_there && access::host(store, actor, team).is_some()
}

#[cfg(feature = "ssr")]
fn one(store: &Store, actor: &Actor, workshop: &Workshop) -> Running {
    let directory = &actor.seen().directory;
    Running {
        id: workshop.id.to_string(),
        team: directory.team(workshop.team).map(|team| team.name.to_string()).unwrap_or_default(),
        votes: workshop.stage == Stage::Voting,
        mine: access::participant(store, actor, workshop).is_some(),
    }
}

/// The workshop of a team that goes on, for who may see it.
#[cfg(feature = "ssr")]
pub fn here(store: &Store, workshops: &Workshops, actor: &Actor, team: TeamId) -> Option<Running> {
    let open = workshops.of_team(team).find(|workshop| workshop.is_open())?;
    access::workshop_viewer(store, actor, open).map(|_| one(store, actor, open))
}

/// The workshops that go on and in which the actor has a part: they vote, go on with it, or are a guest of the team.
#[cfg(feature = "ssr")]
pub fn running(store: &Store, workshops: &Workshops, actor: &Actor) -> Vec<Running> {
    let directory = &actor.seen().directory;
    let is_guest = |workshop: &Workshop| directory.team(workshop.team).is_some_and(|team| team.guests.contains(&actor.id()));
    let has_part = |workshop: &Workshop| match access::workshop_part(store, actor, workshop) {
        Part::Votes => true,
        Part::Leads => access::hosting(store, actor, workshop).is_some(),
        Part::Outside => is_guest(workshop),
    };
    workshops.open().filter(|workshop| has_part(workshop)).map(|workshop| one(store, actor, workshop)).collect()
}

/// What one should know before one opens a workshop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BeginData {
    /// Of which team: its id and name.
    pub team: (String, String),
    /// How many may vote.
    pub voters: usize,
    /// What can be voted on: the id and title of each section.
    pub sections: Vec<(String, String)>,
    /// The workshop of this team that goes on already.
    pub running: Option<String>,
}

/// What one should know before one opens a workshop.
#[server(prefix = "/fn", endpoint = "workshops/begin", input = GetUrl)]
pub async fn begin(#[server(default)] team: String) -> Result<BeginData, Failure<Nothing>> {
    let ((actor, host), store) = (host(&team).await?, &Server::here().store);
    let surveys = store::survey::all(store).await.map_err(server::internal)?;
    let topics = topics(store, &surveys, &actor, host.team()).await.map_err(server::internal)?;
    let directory = &actor.seen().directory;
    let voters = access::workshop_voters(store, actor.seen(), host.team(), host.person()).len();
    Ok(BeginData {
        team: (team, directory.team(host.team()).map(|team| team.name.to_string()).unwrap_or_default()),
        voters,
        sections: topics.into_iter().map(|topic| (topic.id.to_string(), topic.title)).collect(),
        running: here(store, &*all().await?, &actor, host.team()).map(|running| running.id),
    })
}

/// Opens a workshop of a team on the sections that are chosen: by their ids, whatever is sent beside them.
#[server(prefix = "/fn", endpoint = "workshops/open")]
pub async fn open(team: String, way: Way, #[server(default)] sections: BTreeMap<String, String>) -> Result<(), Failure<Refused>> {
    let ((actor, host), store) = (host(&team).await?, &Server::here().store);
    let surveys = store::survey::all(store).await.map_err(server::internal)?;
    let mut topics = topics(store, &surveys, &actor, host.team()).await.map_err(server::internal)?;
    let is_one = |id: &String| topics.iter().any(|topic| topic.id.as_str() == id);
    if !sections.keys().all(is_one) {
        return Err(server::refuse(Refused::NoSection));
    }
    topics.retain(|topic| sections.contains_key(topic.id.as_str()));
    let cycle = cycle(&surveys, actor.seen().day(store.now()));
    let opened = server::settle(workshops::open(store, &host, way, topics, cycle).await)?;
    leptos_axum::redirect(&format!("{}?done=opened", address(opened.id)));
    Ok(())
}

/// Where one comes in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinData {
    /// The workshops that go on and in which the reader has a part.
    pub running: Vec<Running>,
    /// The workshop with the code, where there is one that they may see.
    pub found: Option<String>,
    /// Why there is none.
    pub wrong: Option<CodeWrong>,
}

/// Why a code leads nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CodeWrong {
    /// It is no code: a character that none has.
    Character(char),
    /// It is no code: too short or too long.
    Length,
    /// No workshop that goes on has it, or it is not the reader's to see: the same answer for both.
    Unknown,
}

/// The workshops in which one has a part, and the one with this code.
#[server(prefix = "/fn", endpoint = "workshops/find", input = GetUrl)]
pub async fn find(#[server(default)] code: String) -> Result<JoinData, Failure<Nothing>> {
    let (actor, all, store) = (server::actor().await?, all().await?, &Server::here().store);
    let read = match Code::read(&code) {
        Ok(code) => {
            let called = all.called(code).filter(|workshop| access::workshop_viewer(store, &actor, workshop).is_some());
            called.map(|workshop| workshop.id.to_string()).ok_or(Some(CodeWrong::Unknown))
        }
        Err(NotACode::Empty) => Err(None),
        Err(NotACode::Character(c)) => Err(Some(CodeWrong::Character(c))),
        Err(NotACode::Length) => Err(Some(CodeWrong::Length)),
    };
    let wrong = read.as_ref().err().copied().flatten();
    Ok(JoinData { running: running(store, &all, &actor), found: read.ok(), wrong })
}

/// The link by which one comes in, as a picture: dark on light, since phones read nothing else.
#[cfg(feature = "ssr")]
fn qr(link: &str) -> String {
    let Ok(code) = QrCode::encode_text(link, QrCodeEcc::Medium) else { return String::new() };
    let size = code.size() + 8;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            let _ = write!(path, "M{} {}h1v1h-1z", x + 4, y + 4);
        }
    }
    format!(
        "<svg class=\"qr\" viewBox=\"0 0 {size} {size}\" role=\"img\" aria-label=\"The link as a QR code\" shape-rendering=\"crispEdges\">\
         <rect class=\"light\" width=\"{size}\" height=\"{size}\"/><path class=\"dark\" d=\"{path}\"/></svg>"
    )
}

#[cfg(feature = "ssr")]
fn invite(workshop: &Workshop) -> Invite {
    let (code, base) = (workshop.code.to_string(), Server::here().base());
    let link = format!("{base}/w/{code}");
    let short = link.trim_start_matches("https://").trim_start_matches("http://").to_owned();
    Invite { qr: qr(&link), code, short, link }
}

/// What is done about what a workshop said.
#[cfg(feature = "ssr")]
async fn actions(store: &Store, actor: &Actor, workshops: &Workshops, workshop: &Workshop) -> Result<Vec<Line>, StoreError> {
    let surveys = store::survey::all(store).await?;
    let all = store::goal::of_level(store, Level::Team(workshop.team)).await?;
    let reach = access::reach(store, actor);
    let answers = |goal: &waymark::goal::Goal| {
        goal.origin.as_ref().is_some_and(|origin| origin.source == Source::Workshop(workshop.id)) && reach.reader(goal).is_some()
    };
    Ok(all.iter().filter(|goal| answers(goal)).map(|goal| goals::line(store, actor, &surveys, workshops, goal)).collect())
}

/// A workshop.
#[server(prefix = "/fn", endpoint = "workshops/show", input = GetUrl)]
pub async fn show(id: String) -> Result<WorkshopData, Failure<Nothing>> {
    let ((actor, all, workshop), store) = (found(&id).await?, &Server::here().store);
    let participant = access::participant(store, &actor, &workshop).filter(|_| workshop.stage == Stage::Voting);
    let own = match participant {
        Some(participant) => workshops::own(store, &participant).await.map_err(server::internal)?,
        None => waymark::workshop::Ballot::default(),
    };
    let vote = |id: &Slug| own.vote(id).map(|vote| (id.to_string(), vote.typed()));
    let level = Level::Team(workshop.team);
    let today = actor.seen().day(store.now());
    Ok(WorkshopData {
        shown: shown(store, actor.seen(), &all, &workshop),
        team: format!("/teams/{}", workshop.team),
        day: moment::dated(workshop.opened.to_zoned(moment::zone_of(&actor)).date(), today),
        part: access::workshop_part(store, &actor, &workshop),
        hosts: access::hosting(store, &actor, &workshop).is_some(),
        votes: workshop.sections.iter().filter_map(|section| vote(&section.topic.id)).collect(),
        invite: workshop.is_open().then(|| invite(&workshop)),
        level: access::steward(store, &actor, level).map(|_| format!("team:{}", workshop.team)),
        actions: actions(store, &actor, &all, &workshop).await.map_err(server::internal)?,
    })
}

/// Reads votes as forms send them; an empty one is taken back.
#[cfg(feature = "ssr")]
fn votes_of(votes: BTreeMap<String, String>) -> Result<Vec<(Slug, Option<Vote>)>, Refused> {
    let one = |(section, vote): (String, String)| {
        let section = Slug::new(&section).map_err(|_| Refused::NoSection)?;
        let vote = if vote.is_empty() { None } else { Some(vote.parse().map_err(|_| Refused::OtherWay)?) };
        Ok((section, vote))
    };
    votes.into_iter().map(one).collect()
}

/// Votes: by section, all of them or none; each takes the place of an earlier one.
#[server(prefix = "/fn", endpoint = "workshops/vote")]
pub async fn cast(id: String, #[server(default)] votes: BTreeMap<String, String>) -> Result<(), Failure<Refused>> {
    let ((actor, _, workshop), store) = (found(&id).await?, &Server::here().store);
    let leads = access::workshop_part(store, &actor, &workshop) == Part::Leads;
    let refused = if leads { Refused::Leads } else { Refused::NotOfTeam };
    let participant = access::participant(store, &actor, &workshop).ok_or_else(|| server::refuse(refused))?;
    let votes = votes_of(votes).map_err(server::refuse)?;
    // What they vote by now is told to nobody, and to them when they look.
    drop(server::settle(workshops::cast(store, &participant, &votes).await)?);
    leptos_axum::redirect(&format!("{}?done=voted", address(workshop.id)));
    Ok(())
}

/// Where one comes back to.
#[cfg(feature = "ssr")]
fn back(id: WorkshopId, project: bool, done: &str) -> String {
    let project = if project { "&project=1" } else { "" };
    format!("{}?done={done}{project}", address(id))
}

/// Shows what may be shown of the votes, for all at once.
#[server(prefix = "/fn", endpoint = "workshops/reveal")]
pub async fn reveal(id: String, seen: u32, #[server(default)] project: bool) -> Result<u32, Failure<Refused>> {
    let hosting = hosted(&id).await?;
    let workshop = server::settle(workshops::reveal(&Server::here().store, &hosting, Version(seen)).await)?;
    leptos_axum::redirect(&back(workshop.id, project, "revealed"));
    Ok(workshop.version.0)
}

/// What is typed of what a team agrees on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecideTyped {
    /// In which section.
    pub section: String,
    /// Where they stand.
    pub stand: String,
    /// Why, or what follows.
    pub note: String,
}

/// What was written down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// In which section.
    pub section: String,
    /// The version of the workshop that it made.
    pub version: u32,
}

/// Writes down what the team agrees on in a section; without a stand it is taken back.
#[server(prefix = "/fn", endpoint = "workshops/decide")]
pub async fn decide(
    id: String,
    seen: u32,
    section: String,
    #[server(default)] stand: String,
    #[server(default)] note: String,
) -> Result<Decided, Failure<Again<DecideTyped, Refused>>> {
    let hosting = hosted(&id).await?;
    let most = waymark::workshop::LONGEST_NOTE + 1;
    let short = |text: &str, most: usize| text.chars().take(most).collect();
    let typed = DecideTyped { section: short(&section, 100), stand: short(&stand, 30), note: short(&note, most) };
    let read = votes_of([(section, stand)].into()).map_err(|why| server::refuse(why).again(typed.clone()))?;
    let Some((section, stand)) = read.into_iter().next() else { return Err(server::not_found()) };
    let consensus = stand.map(|stand| Consensus { stand, note });
    let decided = workshops::decide(&Server::here().store, &hosting, Version(seen), &section, consensus.as_ref()).await;
    let workshop = server::settle(decided).map_err(|failure| failure.again(typed))?;
    let done = if consensus.is_some() { "agreed" } else { "taken-back" };
    leptos_axum::redirect(&format!("{}#{}", back(workshop.id, false, done), anchor(section.as_str())));
    Ok(Decided { section: section.to_string(), version: workshop.version.0 })
}

/// Closes a workshop: it stands in the team's history.
#[server(prefix = "/fn", endpoint = "workshops/close")]
pub async fn close(id: String, seen: u32) -> Result<u32, Failure<Refused>> {
    let hosting = hosted(&id).await?;
    let workshop = server::settle(workshops::close(&Server::here().store, &hosting, Version(seen)).await)?;
    leptos_axum::redirect(&back(workshop.id, false, "closed"));
    Ok(workshop.version.0)
}

/// Gives a workshop up before anything was shown: nothing of it is kept.
#[server(prefix = "/fn", endpoint = "workshops/give-up")]
pub async fn give_up(id: String, seen: u32) -> Result<(), Failure<Refused>> {
    let hosting = hosted(&id).await?;
    server::settle(workshops::give_up(&Server::here().store, &hosting, Version(seen)).await)?;
    leptos_axum::redirect("/workshops?done=given-up");
    Ok(())
}
