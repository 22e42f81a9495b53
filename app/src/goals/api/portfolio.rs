//! The goals of a team or the company at a glance.

use crate::failure::{Failure, Nothing};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};
#[cfg(feature = "ssr")]
use {
    crate::{
        goals::shown,
        server::{self, Server},
    },
    store::goal as goals,
};

/// The goals of a team with those within it, or of the company and its teams, as far as they are the reader's to see.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PortfolioData {
    /// What they say, as a sentence; empty where there are none.
    pub lead: String,
    /// "2027 H1 · 55% of the time gone · 12 goals".
    pub about: String,
    /// How many stand how, as a picture.
    pub shares: String,
    /// How far each is in its time, as a picture; empty where none has a number.
    pub scatter: String,
    /// Where they are listed.
    pub href: String,
    /// Whose they are: "company", or the team's id.
    pub of: String,
}

/// The goals of a team (by its id) or of the company at a glance.
#[server(prefix = "/fn", endpoint = "goals/portfolio", input = GetUrl)]
pub async fn portfolio(of: String) -> Result<PortfolioData, Failure<Nothing>> {
    let (actor, store) = (server::actor().await?, &Server::here().store);
    let surveys = store::survey::all(store).await.map_err(server::internal)?;
    let goals = goals::all(store).await.map_err(server::internal)?;
    let team = match of.as_str() {
        "company" => None,
        team => Some(team.parse().map_err(|_| server::not_found())?),
    };
    shown::portfolio(store, &actor, &surveys, &goals, team).ok_or_else(server::not_found)
}
