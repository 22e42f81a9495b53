//! `/surveys/:id`: the page on which somebody answers. It is an application of its own, and only for who is on the roster.

use crate::layers::answer::with_id;
use app::server::{PERSON, logged};
use axum::{
    extract::Request,
    response::{IntoResponse, Redirect, Response},
};
use store::{Store, access};
use tower_sessions::Session;
use waymark::{PersonId, SurveyId};

/// Its address.
pub const SURVEY: &str = "/surveys/{id}";

/// Who asks for it.
pub enum Asking {
    /// Somebody on the roster.
    Respondent,
    /// Somebody else, who is answered like this; `None` where there is nothing for them.
    Other(Option<Response>),
}

/// Who asks for the page: others are sent to sign in, to the results if these are theirs to see, or told that nothing is here.
pub async fn asking(store: &Store, request: &Request) -> Asking {
    let path = request.uri().path().to_owned();
    let Some(id) = path.rsplit('/').next().and_then(|id| id.parse::<SurveyId>().ok()) else { return Asking::Other(None) };
    let session = request.extensions().get::<Session>().cloned();
    match look(store, session, id).await {
        Ok(Some(Found::Respondent)) => Asking::Respondent,
        Ok(Some(Found::Viewer)) => Asking::Other(Some(Redirect::to(&format!("/surveys/{id}/results")).into_response())),
        Ok(Some(Found::Nobody)) => Asking::Other(Some(Redirect::to(&format!("/sign-in?next={path}")).into_response())),
        Ok(None) => Asking::Other(None),
        Err(error) => Asking::Other(Some(with_id(&logged(error)))),
    }
}

enum Found {
    Respondent,
    Viewer,
    Nobody,
}

async fn look(store: &Store, session: Option<Session>, id: SurveyId) -> Result<Option<Found>, String> {
    let person: Option<PersonId> = match session {
        Some(session) => session.get(PERSON).await.map_err(|error| error.to_string())?,
        None => None,
    };
    let Some(person) = person else { return Ok(Some(Found::Nobody)) };
    let failed = |error: store::StoreError| error.to_string();
    let Some(actor) = access::actor(store, person).await.map_err(failed)? else { return Ok(Some(Found::Nobody)) };
    if access::respondent(store, &actor, id).await.map_err(failed)?.is_some() {
        return Ok(Some(Found::Respondent));
    }
    Ok(access::viewer(store, &actor, id).await.map_err(failed)?.map(|_| Found::Viewer))
}
