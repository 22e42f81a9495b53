//! All goals that somebody may see: as a tree, as a table.

use crate::{
    failure::{Failure, Nothing},
    goals::row::GoalRow,
    people::NotOne,
};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};
#[cfg(feature = "ssr")]
use {
    crate::{
        goals::{
            board::chosen::{Asked, chosen},
            shown,
        },
        server::{self, Server},
    },
    store::goal as goals,
};

/// What is shown of all goals, as the address says it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Filters {
    /// "tree" or "table".
    pub view: String,
    /// Whose: "team", "mine", "reports", "company", "all", or the id of one person; the first that fits where it is empty.
    pub of: String,
    /// The team's name: its goals, its members', and those of the teams within it. It stands in place of `of`.
    pub team: String,
    /// Which of these: a status as it is stored, "stuck", "`off_track`", "overdue", "learning", "waiting", "done", "dropped"; all where it is empty.
    pub only: String,
    /// The cycle's id; what is under way now where it is empty.
    pub cycle: String,
    /// The project's id.
    pub project: String,
    /// What the table is sorted by; with "-" before it, the other way round.
    pub sort: String,
    /// The goal whose tree is shown.
    pub under: String,
    /// What stands in the title.
    pub search: String,
    /// After how many rows it begins.
    pub skip: usize,
}

/// The page of all goals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListData {
    /// What is shown, with what the address left open.
    pub filters: Filters,
    /// "2027 H1 · 58% of the time gone · 412 goals, 31 stuck".
    pub about: String,
    /// The goals.
    pub rows: Vec<GoalRow>,
    /// How many there are, of which `rows` is a part.
    pub total: usize,
    /// How many a part has.
    pub page: usize,
    /// Whose goals there are to look at: what is sent, and what it is called.
    pub scopes: Vec<(String, String)>,
    /// Why the team's name is none; it then narrows nothing down.
    pub team_wrong: Option<NotOne>,
    /// Cycles.
    pub cycles: Vec<(String, String)>,
    /// Cycles to which goals can be carried over.
    pub open_cycles: Vec<(String, String)>,
    /// Projects.
    pub projects: Vec<(String, String)>,
    /// What stands above the goal whose tree is shown, from the top, itself last.
    pub path: Vec<(String, String)>,
    /// Whether the reader may change something of what is shown.
    pub tends: bool,
    /// Which policies are not kept, of the reader's own goals.
    pub findings: Vec<waymark::goal::Finding>,
}

impl ListData {
    /// Whether the goals are those of one team.
    pub fn is_of_team(&self) -> bool {
        !self.filters.team.trim().is_empty() && self.team_wrong.is_none()
    }
}

/// Goals that the reader may see.
#[server(prefix = "/fn", endpoint = "goals/list", input = GetUrl)]
pub async fn list_goals(
    #[server(default)] view: String,
    #[server(default)] of: String,
    #[server(default)] team: String,
    #[server(default)] only: String,
    #[server(default)] cycle: String,
    #[server(default)] project: String,
    #[server(default)] sort: String,
    #[server(default)] under: String,
    #[server(default)] search: String,
    #[server(default)] skip: usize,
) -> Result<ListData, Failure<Nothing>> {
    let (actor, store) = (server::actor().await?, &Server::here().store);
    let surveys = store::survey::all(store).await.map_err(server::internal)?;
    let goals = goals::all(store).await.map_err(server::internal)?;
    let filters = Filters { view, of, team, only, cycle, project, sort, under, search, skip };
    let asked = Asked { store, actor: &actor, surveys: &surveys, goals: &goals, filters: &filters };
    let chosen = chosen(&asked).ok_or_else(server::not_found)?;
    let rows = shown::with_sparks(store, &actor, &goals, chosen.rows).await.map_err(server::internal)?;
    Ok(ListData { rows, ..chosen })
}
