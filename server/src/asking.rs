//! Who asks, for what is neither a page of the application nor a server function.

use crate::layers::answer::with_id;
use app::server::{PERSON, logged};
use axum::response::{IntoResponse, Redirect, Response};
use store::{
    Store,
    access::{self, Actor},
};
use tower_sessions::Session;
use waymark::PersonId;

/// Whose session it is, if it is anybody's.
pub async fn whoever(store: &Store, session: &Session) -> Result<Option<Actor>, Response> {
    let person: Option<PersonId> = session.get(PERSON).await.map_err(|error| broken(&error))?;
    match person {
        Some(person) => access::actor(store, person).await.map_err(|error| broken(&error)),
        None => Ok(None),
    }
}

/// Whose session it is; the answer for nobody leads to signing in, and then on to `next`.
pub async fn actor(store: &Store, session: &Session, next: &str) -> Result<Actor, Response> {
    let actor = whoever(store, session).await?;
    actor.ok_or_else(|| Redirect::to(&format!("/sign-in?next={next}")).into_response())
}

/// The answer for what failed: an id, under which it stands in the log.
pub fn broken(error: &dyn std::fmt::Display) -> Response {
    with_id(&logged(error))
}
