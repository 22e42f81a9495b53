//! One survey, as an administrator looks after it: no answer is to be seen here.

use super::cycle::Where;
#[cfg(feature = "ssr")]
use super::cycle::place;
use crate::failure::{Failure, Nothing};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};
use waymark::{
    SurveyId,
    survey::{
        Kind, Mode,
        contract::{AmendRefused, Viewers},
        launch::VoidRefused,
    },
};
#[cfg(feature = "ssr")]
use {
    crate::{
        moment,
        server::{self, Server},
    },
    waymark::survey::{
        contract::{self, Amendment},
        group_name,
    },
};

/// A survey's page for administrators.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurveyPage {
    /// Which.
    pub id: String,
    /// Within which cycle: id and name.
    pub cycle: (String, String),
    /// What it is called.
    pub name: String,
    /// What it is about.
    pub kind: Kind,
    /// Whether answers carry names.
    pub mode: Mode,
    /// Where it is.
    pub at: Where,
    /// When it opens.
    pub opens: String,
    /// When it closes.
    pub closes: String,
    /// The questionnaire: id, and number of its version.
    pub questionnaire: (String, u32),
    /// The threshold in force.
    pub k: u8,
    /// Who sees the results.
    pub viewers: Viewers,
    /// How many are asked.
    pub roster: usize,
    /// The groups: name, how deep, how many people.
    pub units: Vec<(String, u32, usize)>,
    /// How many more there are.
    pub more_units: usize,
    /// How many have taken part, as coarsely as that is shown; nothing before it opens.
    pub participation: Option<String>,
    /// The contract's hash as six words.
    pub words: String,
    /// The hash.
    pub hash: String,
    /// Why it was voided.
    pub why: String,
}

/// The most groups that the page lists.
#[cfg(feature = "ssr")]
const MOST: usize = 300;

/// A survey, for administrators.
#[server(prefix = "/fn", endpoint = "cycles/survey", input = GetUrl)]
pub async fn one_survey(id: String) -> Result<SurveyPage, Failure<Nothing>> {
    let ((_, seen), store) = (server::administration().await?, &Server::here().store);
    let id = id.parse().map_err(|_| server::not_found())?;
    let survey = store::survey::find(store, id).await.map_err(server::internal)?.ok_or_else(server::not_found)?;
    let cycle = store::cycle::find(store, survey.cycle).await.map_err(server::internal)?.ok_or_else(server::not_found)?;
    let participation = store::survey::results::participation(store, &survey).await.map_err(server::internal)?;
    let zone = moment::zone(&seen.organisation.time_zone);
    let said = |at| moment::said(at, store.now(), &zone);
    let agreed = &survey.contract;
    let (k, viewers) = contract::in_force(agreed, &survey.amendments);
    let unit = |(number, unit): (usize, &contract::ContractUnit)| {
        let up = std::iter::successors(unit.parent, |above| agreed.units[*above].parent).count();
        (group_name(number, &unit.names), u32::try_from(up).unwrap_or(u32::MAX), unit.size)
    };
    Ok(SurveyPage {
        id: id.to_string(),
        cycle: (cycle.id.to_string(), cycle.name.to_string()),
        name: agreed.name.clone(),
        kind: agreed.kind,
        mode: agreed.mode,
        at: place(&survey, store.now()),
        opens: said(agreed.opens),
        closes: said(agreed.closes),
        questionnaire: (agreed.questionnaire.id.clone(), agreed.questionnaire.version),
        k,
        viewers,
        roster: survey.roster().len(),
        units: agreed.units.iter().enumerate().take(MOST).map(unit).collect(),
        more_units: agreed.units.len().saturating_sub(MOST),
        participation,
        words: survey.hash.words().join(" "),
        hash: survey.hash.to_string(),
        why: survey.why_void().to_owned(),
    })
}

/// Why terms stay as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AmendWrong {
    /// The threshold is no number.
    K,
    /// The rules refuse it.
    Amend(AmendRefused),
}

/// Raises the threshold, or lets fewer see the results.
#[server(prefix = "/fn", endpoint = "cycles/amend")]
pub async fn amend(id: SurveyId, k: String, viewers: Viewers) -> Result<(), Failure<AmendWrong>> {
    let (administrator, server) = (server::administrator().await?, Server::here());
    let k = k.trim().parse().map_err(|_| server::refuse(AmendWrong::K))?;
    let amended = store::survey::launch::amend(&server.store, &administrator, id, Amendment { k, viewers }).await;
    server::settle(amended).map_err(|failure| failure.map(AmendWrong::Amend))?.ok_or_else(server::not_found)?;
    leptos_axum::redirect(&format!("/admin/surveys/{id}?done=amended"));
    Ok(())
}

/// Voids a survey.
#[server(prefix = "/fn", endpoint = "cycles/void")]
pub async fn void(id: SurveyId, why: String) -> Result<(), Failure<VoidRefused>> {
    let (administrator, server) = (server::administrator().await?, Server::here());
    server::settle(store::survey::launch::void(&server.store, &administrator, &server.mail, id, &why).await)?;
    leptos_axum::redirect(&format!("/admin/surveys/{id}?done=voided"));
    Ok(())
}
