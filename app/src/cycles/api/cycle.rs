//! Cycles: what there is, and editing them.

use crate::{
    failure::{Again, Failure, Nothing},
    reviews::LaunchesData,
};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};
use waymark::{
    CycleId,
    cycle::Refused,
    person::NameRefused,
    survey::{Kind, Mode},
};
#[cfg(feature = "ssr")]
use {
    crate::{
        failure::given_back,
        moment,
        server::{self, Server},
    },
    jiff::civil::Date,
    std::collections::BTreeSet,
    store::{
        cycle::Said,
        directory::Snapshot,
        survey::{Survey, Surveys},
    },
    waymark::{
        Version,
        cycle::{Cycle, Dates, Stage},
        person::Name,
        survey::stage::State,
    },
};

/// Where a survey is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Where {
    /// Launched, not open yet.
    Planned,
    /// Taking answers.
    Open,
    /// Being counted.
    Closing,
    /// Its results are out.
    Released,
    /// Voided.
    Void,
    /// Its answers came from elsewhere.
    Imported,
}

/// A survey in a list.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SurveyLine {
    /// Which.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// What it is about.
    pub kind: Kind,
    /// Whether answers carry names.
    pub mode: Mode,
    /// Where it is.
    pub at: Where,
    /// When it opens and closes, as the reader says it.
    pub times: String,
    /// How many are on the roster; none of an imported one.
    pub roster: usize,
    /// In how many reporting units.
    pub units: usize,
}

/// A cycle in the list.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CycleLine {
    /// Which.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// From when to when.
    pub dates: String,
    /// Whether it is closed.
    pub closed: bool,
    /// Its surveys.
    pub surveys: Vec<SurveyLine>,
}

/// Cycles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CyclesData {
    /// The last to end first.
    pub lines: Vec<CycleLine>,
}

/// What is typed of a cycle.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CycleTyped {
    /// Its name.
    pub name: String,
    /// The first day.
    pub starts: String,
    /// The day of the revision.
    pub middle: String,
    /// The last day.
    pub ends: String,
    /// One stage a line: a name, then a day.
    pub stages: String,
}

/// Why a cycle was not saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CycleWrong {
    /// The name is none.
    Name(NameRefused),
    /// This is no day.
    Starts,
    /// This is no day.
    Middle,
    /// This is no day.
    Ends,
    /// This line is no stage.
    Stages(String),
    /// The rules refuse it.
    Cycle(Refused),
}

/// A cycle's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CycleData {
    /// Which.
    pub id: String,
    /// What is stored.
    pub typed: CycleTyped,
    /// Its version.
    pub version: u32,
    /// Whether it is closed.
    pub closed: bool,
    /// From when to when.
    pub dates: String,
    /// Its stages, with their days.
    pub stages: Vec<(String, String)>,
    /// Its surveys.
    pub surveys: Vec<SurveyLine>,
    /// Its personal reviews.
    pub reviews: LaunchesData,
    /// How many people there are, with an address.
    pub people: usize,
    /// How many of them a team review covers, and a company review.
    pub covered: (usize, usize),
    /// Teams with people whom no team review of this cycle asks.
    pub missing: Vec<String>,
}

#[cfg(feature = "ssr")]
pub(super) fn place(survey: &Survey, now: jiff::Timestamp) -> Where {
    match survey.stage(now) {
        _ if survey.imported => Where::Imported,
        State::Planned => Where::Planned,
        State::Open => Where::Open,
        State::Closing => Where::Closing,
        State::Released => Where::Released,
        State::Void => Where::Void,
    }
}

#[cfg(feature = "ssr")]
pub(super) fn line(survey: &Survey, now: jiff::Timestamp, seen: &Snapshot) -> SurveyLine {
    let zone = moment::zone(&seen.organisation.time_zone);
    let said = |at| moment::said(at, now, &zone);
    SurveyLine {
        id: survey.id.to_string(),
        name: survey.contract.name.clone(),
        kind: survey.contract.kind,
        mode: survey.contract.mode,
        at: place(survey, now),
        times: format!("{} to {}", said(survey.contract.opens), said(survey.contract.closes)),
        roster: survey.roster().len(),
        units: survey.contract.units.iter().filter(|unit| !unit.roster_hash.is_empty()).count(),
    }
}

#[cfg(feature = "ssr")]
fn lines(surveys: &Surveys, cycle: CycleId, seen: &Snapshot) -> Vec<SurveyLine> {
    let now = Server::here().store.now();
    let mut surveys: Vec<_> = surveys.of_cycle(cycle).collect();
    surveys.sort_by_key(|survey| (survey.contract.opens, survey.contract.name.clone()));
    surveys.into_iter().map(|survey| line(survey, now, seen)).collect()
}

#[cfg(feature = "ssr")]
fn dates(cycle: &Cycle) -> String {
    moment::span(cycle.dates.starts, cycle.dates.ends)
}

/// Every cycle with its surveys.
#[server(prefix = "/fn", endpoint = "cycles/list", input = GetUrl)]
pub async fn cycles() -> Result<CyclesData, Failure<Nothing>> {
    let ((_, seen), store) = (server::administration().await?, &Server::here().store);
    let surveys = store::survey::all(store).await.map_err(server::internal)?;
    let cycles = store::cycle::list(store).await.map_err(server::internal)?;
    let line = |cycle: &Cycle| CycleLine {
        id: cycle.id.to_string(),
        name: cycle.name.to_string(),
        dates: dates(cycle),
        closed: cycle.closed,
        surveys: lines(&surveys, cycle.id, &seen),
    };
    Ok(CyclesData { lines: cycles.iter().map(line).collect() })
}

/// One cycle: what is launched in it, who is covered, what is missing.
#[server(prefix = "/fn", endpoint = "cycles/one", input = GetUrl)]
pub async fn one_cycle(id: String) -> Result<CycleData, Failure<Nothing>> {
    let ((_, seen), store) = (server::administration().await?, &Server::here().store);
    let id = id.parse().map_err(|_| server::not_found())?;
    let cycle = store::cycle::find(store, id).await.map_err(server::internal)?.ok_or_else(server::not_found)?;
    let surveys = store::survey::all(store).await.map_err(server::internal)?;
    let (covered, missing, people) = coverage(&surveys, id, &seen);
    let text = |day: Date| day.to_string();
    let stage = |stage: &Stage| format!("{} {}", stage.name, stage.due);
    Ok(CycleData {
        id: id.to_string(),
        typed: CycleTyped {
            name: cycle.name.to_string(),
            starts: text(cycle.dates.starts),
            middle: cycle.dates.middle.map(text).unwrap_or_default(),
            ends: text(cycle.dates.ends),
            stages: cycle.stages.iter().map(stage).collect::<Vec<_>>().join("\n"),
        },
        version: cycle.version.0,
        closed: cycle.closed,
        dates: dates(&cycle),
        stages: cycle.stages.iter().map(|stage| (stage.name.to_string(), moment::written(stage.due))).collect(),
        surveys: lines(&surveys, id, &seen),
        reviews: crate::reviews::launches(store, &seen, id).await.map_err(server::internal)?,
        people,
        covered,
        missing,
    })
}

/// How many people team and company reviews of a cycle ask, the teams that nobody asks, and how many could be asked.
#[cfg(feature = "ssr")]
fn coverage(surveys: &Surveys, cycle: CycleId, seen: &Snapshot) -> ((usize, usize), Vec<String>, usize) {
    let directory = &seen.directory;
    let launched: Vec<_> = surveys.of_cycle(cycle).filter(|survey| !survey.imported && survey.why_void().is_empty()).collect();
    let asked = |kind: Kind| -> BTreeSet<_> {
        let of = launched.iter().filter(|survey| survey.contract.kind == kind);
        of.flat_map(|survey| survey.roster().map(|(person, _)| person)).collect()
    };
    let (by_team, by_company) = (asked(Kind::Team), asked(Kind::Company));
    let people: Vec<_> =
        directory.people().iter().filter_map(|id| directory.person(*id)).filter(|one| one.email.is_some()).collect();
    let of = |asked: &BTreeSet<_>| people.iter().filter(|person| asked.contains(&person.id)).count();
    let covered = (of(&by_team), of(&by_company));
    let is_missing = |team: &waymark::TeamId| {
        let members = directory.members(*team);
        !members.is_empty() && !members.iter().any(|person| by_team.contains(person))
    };
    let missing = directory.teams().iter().filter(|row| is_missing(&row.id)).filter_map(|row| directory.team(row.id));
    (covered, missing.map(|team| team.name.to_string()).collect(), people.len())
}

#[cfg(feature = "ssr")]
impl CycleTyped {
    fn kept(name: &str, starts: &str, middle: &str, ends: &str, stages: &str) -> Self {
        Self {
            name: given_back(name),
            starts: given_back(starts),
            middle: given_back(middle),
            ends: given_back(ends),
            stages: stages.to_owned(),
        }
    }

    fn read(&self) -> Result<Said, CycleWrong> {
        let day = |text: &str, wrong: CycleWrong| text.trim().parse::<Date>().map_err(|_| wrong);
        Ok(Said {
            name: Name::new(&self.name).map_err(CycleWrong::Name)?,
            dates: Dates {
                starts: day(&self.starts, CycleWrong::Starts)?,
                middle: if self.middle.trim().is_empty() { None } else { Some(day(&self.middle, CycleWrong::Middle)?) },
                ends: day(&self.ends, CycleWrong::Ends)?,
            },
            stages: self.stages.lines().filter(|line| !line.trim().is_empty()).map(stage).collect::<Result<_, _>>()?,
        })
    }
}

/// A stage of a line: its name, then its day.
#[cfg(feature = "ssr")]
fn stage(line: &str) -> Result<Stage, CycleWrong> {
    let wrong = || CycleWrong::Stages(line.trim().chars().take(80).collect());
    let (name, day) = line.trim().rsplit_once([' ', '\t', ':']).ok_or_else(wrong)?;
    let name = Name::new(name.trim_end_matches([':', ',', ' '])).map_err(|_| wrong())?;
    Ok(Stage { name, due: day.parse().map_err(|_| wrong())? })
}

/// Makes a cycle.
#[server(prefix = "/fn", endpoint = "cycles/create")]
pub async fn create(
    name: String,
    starts: String,
    #[server(default)] middle: String,
    ends: String,
    #[server(default)] stages: String,
) -> Result<(), Failure<Again<CycleTyped, CycleWrong>>> {
    let (administrator, server) = (server::administrator().await?, Server::here());
    let typed = CycleTyped::kept(&name, &starts, &middle, &ends, &stages);
    let said = typed.read().map_err(|why| server::refuse(why).again(typed.clone()))?;
    let created = store::cycle::create(&server.store, &administrator, &said).await;
    let id = server::settle(created).map_err(|failure| failure.map(CycleWrong::Cycle).again(typed))?;
    leptos_axum::redirect(&format!("/admin/cycles/{id}?done=created"));
    Ok(())
}

/// Saves what a cycle is called and when what happens.
#[server(prefix = "/fn", endpoint = "cycles/correct")]
pub async fn correct(
    id: CycleId,
    version: u32,
    name: String,
    starts: String,
    #[server(default)] middle: String,
    ends: String,
    #[server(default)] stages: String,
) -> Result<u32, Failure<Again<CycleTyped, CycleWrong>>> {
    let (administrator, server) = (server::administrator().await?, Server::here());
    let typed = CycleTyped::kept(&name, &starts, &middle, &ends, &stages);
    let said = typed.read().map_err(|why| server::refuse(why).again(typed.clone()))?;
    let saved = store::cycle::correct(&server.store, &administrator, id, Version(version), &said).await;
    let version = server::settle(saved).map_err(|failure| failure.map(CycleWrong::Cycle).again(typed))?;
    leptos_axum::redirect(&format!("/admin/cycles/{id}?done=saved"));
    Ok(version.0)
}

/// Closes a cycle: it changes no more.
#[server(prefix = "/fn", endpoint = "cycles/close")]
pub async fn close(id: CycleId, version: u32) -> Result<(), Failure<Refused>> {
    let (administrator, server) = (server::administrator().await?, Server::here());
    server::settle(store::cycle::close(&server.store, &administrator, id, Version(version)).await)?;
    leptos_axum::redirect(&format!("/admin/cycles/{id}?done=closed"));
    Ok(())
}
