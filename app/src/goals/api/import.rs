//! Goals from a table: sent, looked at, imported or given up.

pub use crate::upload::UploadWrong;

use crate::failure::{Failure, Nothing};
use leptos::{
    prelude::*,
    server_fn::codec::{GetUrl, MultipartData, MultipartFormData},
};
use serde::{Deserialize, Serialize};
use waymark::goal::{Refused, table::Problem};
#[cfg(feature = "ssr")]
use {
    crate::server::{self, Server},
    store::{
        access::Administrator,
        goal::import::{self, ImportRefused, Mode, Report},
        upload::{self, Choices},
    },
    waymark::goal::table::LARGEST,
};

/// Where tables of goals are sent to.
pub const GOALS_UPLOAD: &str = "/fn/goals/upload";

/// The most new goals that a preview lists.
#[cfg(feature = "ssr")]
const LISTED: usize = 200;

/// What an import would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportPreview {
    /// By what the file is found again.
    pub file: String,
    /// Its name.
    pub name: String,
    /// What is wrong, by line.
    pub problems: Vec<Problem>,
    /// Which line a rule refuses, where the table itself is right.
    pub refused: Option<(u64, Refused)>,
    /// Columns that are not taken.
    pub unknown: Vec<String>,
    /// New goals: line and title, those that are listed.
    pub new: Vec<(u64, String)>,
    /// How many are new.
    pub total: usize,
    /// How many are there already.
    pub same: usize,
    /// How many have ended.
    pub over: usize,
    /// By what the plan is known again.
    pub fingerprint: String,
}

#[cfg(feature = "ssr")]
impl ImportPreview {
    fn of(file: uuid::Uuid, name: String, report: Report) -> Self {
        let Report { problems, refused, unknown, new, same, over, fingerprint } = report;
        let total = new.len();
        let new = new.into_iter().take(LISTED).collect();
        Self { file: file.to_string(), name, problems, refused, unknown, new, total, same, over, fingerprint }
    }
}

/// Takes a table, and leads to what would be done with it.
#[server(prefix = "/fn", endpoint = "goals/upload", input = MultipartFormData)]
pub async fn upload_goals(data: MultipartData) -> Result<(), Failure<UploadWrong>> {
    let (administrator, server) = (server::administrator().await?, Server::here());
    let (name, content) = crate::upload::file(data, LARGEST).await?;
    let kept = upload::keep(&server.store, &administrator, &name, content, &Choices::default()).await;
    leptos_axum::redirect(&format!("/admin/goals/import?file={}", kept.map_err(server::internal)?));
    Ok(())
}

/// Tries the import of the administrator's file that waits, or does it.
#[cfg(feature = "ssr")]
async fn run(
    file: &str,
    mode: &Mode,
) -> Result<Option<(Administrator, upload::Upload, uuid::Uuid, Result<Report, store::Failed<ImportRefused>>)>, Failure<Nothing>> {
    let (actor, store) = (server::actor().await?, &Server::here().store);
    let administrator = actor.administrator().ok_or_else(server::not_found)?;
    let Ok(id) = file.parse::<uuid::Uuid>() else { return Ok(None) };
    let Some(kept) = upload::find(store, &administrator, id).await.map_err(server::internal)? else { return Ok(None) };
    let done = import::run(store, &actor, &administrator, &kept.content, &kept.choices.how, mode).await;
    Ok(Some((administrator, kept, id, done)))
}

/// What would be done with a file that waits; nothing where none does.
#[server(prefix = "/fn", endpoint = "goals/preview", input = GetUrl)]
pub async fn preview_goals(#[server(default)] file: String) -> Result<Option<ImportPreview>, Failure<Nothing>> {
    let Some((_, kept, id, report)) = run(&file, &Mode::Try).await? else { return Ok(None) };
    let report = report.map_err(server::internal)?;
    Ok(Some(ImportPreview::of(id, kept.name, report)))
}

/// Why goals were not imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum GoalImportRefused {
    /// The file is not here any more.
    Gone,
    /// It would do something else than what was looked at, which the page shows now.
    Changed,
    /// There is nothing to do.
    Nothing,
}

/// Imports what was looked at.
#[server(prefix = "/fn", endpoint = "goals/import")]
pub async fn import_goals(file: String, fingerprint: String) -> Result<usize, Failure<GoalImportRefused>> {
    let ran = run(&file, &Mode::Do { fingerprint }).await.map_err(|failure| failure.map(|never| match never {}))?;
    let (administrator, _, id, done) = ran.ok_or_else(|| server::refuse(GoalImportRefused::Gone))?;
    let report = server::settle(done).map_err(|failure| {
        failure.map(|why| match why {
            ImportRefused::Nothing => GoalImportRefused::Nothing,
            ImportRefused::Problems(_) | ImportRefused::Changed => GoalImportRefused::Changed,
        })
    })?;
    let store = &Server::here().store;
    upload::give_up(store, &administrator, id).await.map_err(server::internal)?;
    leptos_axum::redirect(&format!("/goals?of=all&done=imported&count={}", report.new.len()));
    Ok(report.new.len())
}

/// Gives a file up.
#[server(prefix = "/fn", endpoint = "goals/give-up")]
pub async fn give_up_goals(file: String) -> Result<(), Failure<Nothing>> {
    let administrator = server::administrator().await?;
    let id = file.parse().map_err(|_| server::not_found())?;
    upload::give_up(&Server::here().store, &administrator, id).await.map_err(server::internal)?;
    leptos_axum::redirect("/admin/goals/import");
    Ok(())
}
