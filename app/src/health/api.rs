//! Server functions about the health of everybody, and of teams beside each other. A team's own is with the team.

use super::{Across, Health};
use crate::{
    failure::{Failure, Nothing},
    goals::ActionsData,
};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};
#[cfg(feature = "ssr")]
use {
    super::{Asked, across, health},
    crate::{
        goals, moment,
        server::{self, Server},
    },
    store::{access, access::Actor, health as reviews, survey::results},
    waymark::{
        SurveyId,
        goal::Level,
        health::Situation,
        survey::{Kind, group_name},
    },
};

/// What the company's reviews say of everybody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompanyData {
    /// The organisation's name.
    pub name: String,
    /// What its reviews say.
    pub health: Health,
    /// What is done about it.
    pub actions: ActionsData,
    /// The groups of the newest one.
    pub within: Option<Across>,
}

/// What a dashboard on `base` is asked for.
#[cfg(feature = "ssr")]
pub fn asked<'a>(actor: &Actor, base: String, team: Option<(String, Situation)>, sort: &'a str, section: &'a str) -> Asked<'a> {
    Asked {
        base,
        team,
        sort,
        section,
        now: Server::here().store.now(),
        zone: moment::zone_of(actor),
        administers: actor.administrator().is_some(),
        workshops: Vec::new(),
        start: None,
    }
}

/// What the company's reviews say: for everybody who may see one of them, and for whom there is none.
#[server(prefix = "/fn", endpoint = "health/company", input = GetUrl)]
pub async fn company(
    #[server(default)] sort: String,
    #[server(default)] section: String,
) -> Result<CompanyData, Failure<Nothing>> {
    let (actor, store) = (server::actor().await?, &Server::here().store);
    let surveys = store::survey::all(store).await.map_err(server::internal)?;
    let history = reviews::of_company(store, &surveys, &actor).await.map_err(server::internal)?;
    Ok(CompanyData {
        name: actor.seen().organisation.name.clone(),
        health: health(&history, &asked(&actor, "/company".to_owned(), None, &sort, &section)),
        actions: goals::actions(store, &surveys, &actor, Level::Company).await.map_err(server::internal)?,
        within: history.held.first().and_then(|held| across::within(&held.view(), Some(0))),
    })
}

/// Teams beside each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompareData {
    /// What is compared.
    pub name: String,
    /// The pages above it.
    pub above: Vec<(String, String)>,
    /// The reviews to choose from, the newest first.
    pub reviews: Vec<(String, String)>,
    /// The chosen one.
    pub review: String,
    /// The groups.
    pub across: Across,
}

/// Groups beside each other, for who may see more than one: of the review that is named, else of the newest team review. The choices
/// are reviews of the same kind.
#[server(prefix = "/fn", endpoint = "health/compare", input = GetUrl)]
pub async fn compare(
    #[server(default)] review: String,
    #[server(default)] within: String,
) -> Result<CompareData, Failure<Nothing>> {
    let (actor, store) = (server::actor().await?, &Server::here().store);
    let surveys = store::survey::all(store).await.map_err(server::internal)?;
    let mut all = reviews::across(store, &surveys, &actor, Kind::Team);
    if !review.is_empty() {
        let id: SurveyId = review.parse().map_err(|_| server::not_found())?;
        if all.iter().all(|survey| survey.id != id) {
            all = reviews::across(store, &surveys, &actor, Kind::Company);
        }
        if all.iter().all(|survey| survey.id != id) {
            return Err(server::not_found());
        }
    }
    let survey = all.iter().find(|survey| review.is_empty() || survey.id.to_string() == review).ok_or_else(server::not_found)?;
    let viewer = access::viewer_of(store, &actor, survey).ok_or_else(server::not_found)?;
    let view = results::view(store, &viewer).await.map_err(server::internal)?;
    let unit = match within.as_str() {
        "" => None,
        text => Some(text.parse().ok().filter(|unit| view.units.contains(unit)).ok_or_else(server::not_found)?),
    };
    let units = &survey.contract.units;
    let href = |unit: usize| format!("/compare?review={}&within={unit}", survey.id);
    let name = |unit: usize| group_name(unit, &units[unit].names);
    let up = std::iter::successors(unit.and_then(|unit| units[unit].parent), |above| units[*above].parent);
    let mut above: Vec<_> = up.filter(|above| view.units.contains(above)).map(|above| (href(above), name(above))).collect();
    above.reverse();
    Ok(CompareData {
        name: unit.map_or_else(|| "Compare teams".to_owned(), name),
        above,
        reviews: all.iter().map(|survey| (survey.id.to_string(), survey.contract.name.clone())).collect(),
        review: survey.id.to_string(),
        across: across::within(&view, unit).ok_or_else(server::not_found)?,
    })
}
