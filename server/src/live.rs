//! The stream of what happens while somebody looks (server-sent events).

use crate::asking::{self, broken};
use app::live::{Hub, NotOpened, Wants};
use axum::{
    body::{Body, Bytes},
    extract::{RawQuery, State},
    response::{IntoResponse, Response},
};
use futures_util::stream;
use http::{HeaderName, StatusCode, header};
use std::convert::Infallible;
use store::Store;
use tower_sessions::Session;

/// Where pages watch.
pub const LIVE: &str = app::live::LIVE;

/// What the stream needs.
#[derive(Clone, Debug)]
pub struct Watching {
    /// The database.
    pub store: Store,
    /// Where those who watch meet what happens.
    pub hub: Hub,
}

/// A stream that begins, for who may see all that they ask for. It stands outside of what makes answers whole, compresses them and gives up on those that
/// take long.
pub async fn watch(State(Watching { store, hub }): State<Watching>, session: Session, RawQuery(query): RawQuery) -> Response {
    let refused = |status: StatusCode, text: &'static str| (status, text).into_response();
    let query = query.unwrap_or_default();
    let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).collect();
    let Some(wants) = Wants::read(pairs.iter().map(|(name, value)| (&**name, &**value))) else {
        return refused(StatusCode::BAD_REQUEST, "This says nothing that can be watched.\n");
    };
    let actor = match asking::whoever(&store, &session).await {
        Ok(Some(actor)) => actor,
        Ok(None) => return refused(StatusCode::UNAUTHORIZED, "Nobody is signed in.\n"),
        Err(answer) => return answer,
    };
    let key = app::server::token(session.id()).map(|token| store::session::key(&token)).unwrap_or_default();
    let listening = match hub.open(&store, &actor, key, &wants).await {
        Ok(listening) => listening,
        Err(NotOpened::Foreign) => return refused(StatusCode::NOT_FOUND, "Some of this is not there, or not yours to see.\n"),
        Err(NotOpened::Own) => {
            let text = "You look at as many pages already as can be kept up to date at once. Close some.\n";
            return (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, "30")], text).into_response();
        }
        Err(NotOpened::Full) => {
            let text = "As many watch already as this installation serves. Pages show what is new when they are loaded anew.\n";
            return (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "30")], text).into_response();
        }
        Err(NotOpened::Store(error)) => return broken(&error),
    };
    let told = stream::unfold(listening, async |mut listening| {
        let bytes: Bytes = listening.next().await?;
        Some((Ok::<_, Infallible>(bytes), listening))
    });
    let headers = [
        (header::CONTENT_TYPE, "text/event-stream"),
        (header::CACHE_CONTROL, "no-store"),
        // A proxy that collects an answer before it passes it on would pass on nothing.
        (HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    (headers, Body::from_stream(told)).into_response()
}
