//! Tables to take away: people and teams as CSV, for administrators.

use app::server::{PERSON, logged};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use http::{HeaderValue, StatusCode, header};
use store::{
    Store, StoreError,
    access::{self, Administrator},
    import,
};
use tower_sessions::Session;
use waymark::PersonId;

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
    let person: Option<PersonId> = session.get(PERSON).await.map_err(|error| broken(&error))?;
    let actor = match person {
        Some(person) => access::actor(store, person).await.map_err(|error| broken(&error))?,
        None => None,
    };
    let actor = actor.ok_or_else(|| Redirect::to("/sign-in?next=/admin/people").into_response())?;
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

fn broken(error: &dyn std::fmt::Display) -> Response {
    crate::layers::answer::with_id(&logged(error))
}
