//! Tables to take away: people and teams as CSV, for administrators.

use crate::asking::{self, broken};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, StatusCode, header};
use store::{Store, StoreError, access::Administrator, import};
use tower_sessions::Session;

/// Where people are exported.
pub const PEOPLE: &str = "/admin/people.csv";

/// Where teams are exported.
pub const TEAMS: &str = "/admin/teams.csv";

/// People as a table.
pub async fn people(State(store): State<Store>, session: Session) -> Response {
    match administrator(&store, &session).await {
        Ok(administrator) => table("people", import::export_people(&store, &administrator).await),
        Err(answer) => answer,
    }
}

/// Teams as a table.
pub async fn teams(State(store): State<Store>, session: Session) -> Response {
    match administrator(&store, &session).await {
        Ok(administrator) => table("teams", import::export_teams(&store, &administrator).await),
        Err(answer) => answer,
    }
}

/// Who asks; or the answer for who may not.
async fn administrator(store: &Store, session: &Session) -> Result<Administrator, Response> {
    let actor = asking::actor(store, session, "/admin/people").await?;
    actor.administrator().ok_or_else(|| (StatusCode::NOT_FOUND, "There is no page here.\n").into_response())
}

fn table(name: &str, text: Result<String, StoreError>) -> Response {
    let text = match text {
        Ok(text) => text,
        Err(error) => return broken(&error),
    };
    let kind = (header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8; header=present"));
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}.csv\"")).expect("a plain name");
    ([kind, (header::CONTENT_DISPOSITION, disposition)], text).into_response()
}
