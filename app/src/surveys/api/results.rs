//! Results: what a viewer may see of a release, ready to be shown.

use crate::{
    failure::{Failure, Nothing},
    surveys::results::Out,
};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};
use waymark::survey::{Kind, Mode};
#[cfg(feature = "ssr")]
use {
    crate::{
        moment,
        server::{self, Server},
        surveys::results::{Choice, shown},
    },
    store::{
        access::Actor,
        survey::{
            Survey,
            results::{self, View},
        },
    },
    waymark::survey::{group_name, stage::State},
};

/// A survey's results, or what there is of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultsData {
    /// Which survey.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// The cycle.
    pub cycle: String,
    /// What it is about.
    pub kind: Kind,
    /// Whether answers carried names.
    pub mode: Mode,
    /// Whether answers came from elsewhere.
    pub imported: bool,
    /// When it was, as the reader says it.
    pub when: String,
    /// The six words of what was agreed; empty of what was imported.
    pub words: String,
    /// Whether the reader looks after surveys.
    pub administers: bool,
    /// How far it is.
    pub at: Far,
}

/// How far a survey is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Far {
    /// Not open yet.
    Planned,
    /// Open; how many took part, where that is said.
    Open(Option<String>),
    /// Being counted.
    Closing,
    /// Called off, for this reason.
    Void(String),
    /// Its results are out.
    Out(Box<Out>),
}

/// A survey's results, for who may see them: of one unit, with everybody's beside.
#[server(prefix = "/fn", endpoint = "surveys/results", input = GetUrl)]
pub async fn results(id: String, #[server(default)] unit: String) -> Result<ResultsData, Failure<Nothing>> {
    let (actor, store) = (server::actor().await?, &Server::here().store);
    let id = id.parse().map_err(|_| server::not_found())?;
    let viewer = store::access::viewer(store, &actor, id).await.map_err(server::internal)?.ok_or_else(server::not_found)?;
    let view = results::view(store, &viewer).await.map_err(server::internal)?;
    let survey = &view.survey;
    let cycle = store::cycle::find(store, survey.cycle).await.map_err(server::internal)?.ok_or_else(server::not_found)?;
    let at = match survey.stage(store.now()) {
        State::Planned => Far::Planned,
        State::Open => Far::Open(results::participation(store, survey).await.map_err(server::internal)?),
        State::Closing => Far::Closing,
        State::Void => Far::Void(survey.why_void().to_owned()),
        State::Released => Far::Out(Box::new(out(&actor, &view, &unit).ok_or_else(server::not_found)?)),
    };
    Ok(ResultsData {
        id: id.to_string(),
        name: survey.contract.name.clone(),
        cycle: cycle.name.to_string(),
        kind: survey.contract.kind,
        mode: survey.contract.mode,
        imported: survey.imported,
        when: when(&actor, survey, &cycle.dates, &at),
        words: if survey.imported { String::new() } else { survey.hash.words().join(" ") },
        administers: actor.administrator().is_some(),
        at,
    })
}

/// When a survey was, is, or will be.
#[cfg(feature = "ssr")]
fn when(actor: &Actor, survey: &Survey, cycle: &waymark::cycle::Dates, at: &Far) -> String {
    let now = Server::here().store.now();
    let zone = moment::zone_of(actor);
    let said = |at| moment::said(at, now, &zone);
    match at {
        _ if survey.imported => moment::span(cycle.starts, cycle.ends),
        Far::Planned => format!("opens {}", said(survey.contract.opens)),
        Far::Open(_) => format!("closes {}", said(survey.contract.closes)),
        Far::Closing | Far::Void(_) | Far::Out(_) => format!("closed {}", said(survey.contract.closes)),
    }
}

/// The unit of the address; else all where they see all, or their own, or the first there is beside everybody.
#[cfg(feature = "ssr")]
fn chosen(actor: &Actor, view: &View, unit: &str) -> usize {
    let asked = unit.parse().ok().filter(|unit| view.units.contains(unit));
    let own = view.survey.unit_of(actor.id()).filter(|unit| *unit != 0 && view.units.contains(unit));
    // Who may see all of a survey comes to see all of it.
    let is_all = view.units.len() == view.survey.contract.units.len();
    let first = view.units.iter().copied().find(|unit| *unit != 0);
    asked.or(own.or(first).filter(|_| !is_all)).unwrap_or(0)
}

#[cfg(feature = "ssr")]
fn out(actor: &Actor, view: &View, unit: &str) -> Option<Out> {
    let (survey, released) = (&view.survey, view.released.as_ref()?);
    let units = &survey.contract.units;
    let level = |unit: usize| std::iter::successors(units[unit].parent, |above| units[*above].parent).count();
    let choice = |unit: &usize| Choice {
        unit: *unit,
        label: group_name(*unit, &units[*unit].names),
        level: u8::try_from(level(*unit)).unwrap_or(u8::MAX),
    };
    let choices = view.units.iter().map(choice).collect();
    shown::out(survey, &released.release, chosen(actor, view, unit), choices)
}
