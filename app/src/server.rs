//! What server functions are given, and the few steps that all of them share: who acts, and how a result is answered.

use crate::{Failure, failure::CODE, limits::Limits, live::Hub};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header, request::Parts};
use leptos::prelude::{expect_context, use_context};
use leptos_axum::ResponseOptions;
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    fmt,
    net::{IpAddr, Ipv4Addr},
    sync::Arc,
};
use store::{
    Failed, Store,
    access::{Actor, Administrator},
    directory::Snapshot,
    outbox::Mail,
    password::Hasher,
};
use tower_sessions::{Session, session::Id};
use waymark::PersonId;

/// Marks an answer as an error of ours, with the id under which it was logged.
pub const ERROR_ID: HeaderName = HeaderName::from_static("x-error-id");

/// Names of the embedded files, as they are served: `/assets/style.1a2b….css`.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    /// The style sheet.
    pub style: String,
    /// The icons.
    pub icons: String,
    /// The mark beside the page's title in the browser.
    pub favicon: String,
    /// What makes pages alive, by the name of the wasm entry.
    pub entries: BTreeMap<String, Entry>,
}

/// The files of a wasm entry: the addresses at which they are served.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// The script that loads the module.
    pub script: String,
    /// The script that loads chunks, if there are some; the other imports it.
    pub loader: Option<String>,
    /// The WebAssembly module that every page loads.
    pub module: String,
    /// What a page of each chunk loads besides.
    pub chunks: BTreeMap<String, Vec<String>>,
}

/// Everything that the program gives to its pages.
#[derive(Clone, Debug)]
pub struct Server {
    /// The database.
    pub store: Store,
    /// Argon2id behind its semaphore.
    pub hasher: Hasher,
    /// Whether mail is sent.
    pub mail: Mail,
    /// How often an address or a client may try to sign in.
    pub limits: Arc<Limits>,
    /// The embedded files' names.
    pub assets: Arc<Assets>,
    /// Where those who watch meet what happens.
    pub live: Hub,
    /// The public address of this installation, where it is configured.
    pub url: Option<Arc<str>>,
}

/// The address of the client, after trusted proxies; put into the request by the program.
#[derive(Clone, Copy, Debug)]
pub struct Client(pub IpAddr);

/// Who acts, looked up once a request.
#[derive(Clone, Debug, Default)]
pub struct Whoever(Arc<tokio::sync::OnceCell<Option<Actor>>>);

/// What a server function refused, where that was too long for the address of the page without script that it leads back to: what was typed is in
/// it. It waits in the session, and is in the request that asks for it by its key.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct HeldRefusal {
    /// By what the address names it.
    pub key: String,
    /// The server function.
    pub path: String,
    /// What it answered, as it would stand in the address.
    pub error: String,
}

/// The refusal that was held for this request. Its page stays without script: the browser's half knows only what stands in the address.
pub fn held_refusal() -> Option<HeldRefusal> {
    use_context::<Parts>()?.extensions.get::<HeldRefusal>().cloned()
}

/// The key of a held refusal.
pub const REFUSAL: &str = "refusal";
/// The key in the session's data under which the person's id stands.
pub const PERSON: &str = "person";
/// The key of the browser's name for itself.
pub const AGENT: &str = "agent";
/// The key of the moment, in seconds since 1970, at which use was last noted.
pub const SEEN: &str = "seen";

impl Server {
    /// The one of this request.
    pub fn here() -> Self {
        expect_context::<Self>()
    }

    /// `scheme://host` under which the reader of this page knows the installation.
    pub fn base(&self) -> String {
        if let Some(url) = &self.url {
            return url.trim_end_matches('/').to_owned();
        }
        let host = parts().headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost").to_owned();
        format!("http://{host}")
    }

    /// Whether browsers come over https, or from this machine: only then do they draw keys and keep them.
    pub fn is_secure(&self) -> bool {
        let base = self.base();
        let host = base.strip_prefix("http://").map(|rest| rest.rsplit_once(':').map_or(rest, |(host, _)| host));
        base.starts_with("https://") || host.is_some_and(|host| matches!(host, "localhost" | "127.0.0.1" | "[::1]"))
    }
}

/// The request that is being answered.
pub fn parts() -> Parts {
    expect_context::<Parts>()
}

/// The client's address.
pub fn client() -> IpAddr {
    use_context::<Parts>()
        .and_then(|parts| parts.extensions.get::<Client>().map(|client| client.0))
        .unwrap_or(Ipv4Addr::LOCALHOST.into())
}

/// The session of this request.
pub fn session() -> Session {
    parts().extensions.get::<Session>().cloned().expect("the session layer wraps every page and server function")
}

/// What the browser calls itself, cut to a size fit to store.
pub fn agent(headers: &HeaderMap) -> String {
    let agent = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
    agent.chars().filter(|c| !c.is_control()).take(300).collect()
}

/// The session's token as the browser holds it; `None` before one was made.
pub fn token(id: Option<Id>) -> Option<String> {
    id.map(|id| id.to_string())
}

/// Who is signed in, if anybody is.
///
/// # Errors
///
/// [`Failure::Internal`] when the store fails.
pub async fn visitor<R>() -> Result<Option<Actor>, Failure<R>> {
    let server = Server::here();
    let session = session();
    let look = async {
        let person: Option<PersonId> = session.get(PERSON).await.map_err(internal)?;
        let Some(person) = person else { return Ok(None) };
        let actor = store::access::actor(&server.store, person).await.map_err(internal)?;
        // Noting every use would write at every page; once an hour is enough to keep a session alive.
        let now = server.store.now().as_second();
        let seen: Option<i64> = session.get(SEEN).await.map_err(internal)?;
        if actor.is_some() && seen.is_none_or(|seen| now - seen >= 3600) {
            session.insert(SEEN, now).await.map_err(internal)?;
        }
        Ok(actor)
    };
    match parts().extensions.get::<Whoever>() {
        Some(whoever) => whoever.0.get_or_try_init(|| look).await.cloned(),
        None => look.await,
    }
}

/// Who acts.
///
/// # Errors
///
/// [`Failure::SignedOut`] when nobody is signed in.
pub async fn actor<R>() -> Result<Actor, Failure<R>> {
    visitor().await?.ok_or_else(|| {
        status(StatusCode::UNAUTHORIZED);
        Failure::SignedOut
    })
}

/// Who acts, with the permission of an administrator.
///
/// # Errors
///
/// [`Failure::SignedOut`]; or [`Failure::NotFound`] for everybody else, who need not know that there is such a thing.
pub async fn administrator<R>() -> Result<Administrator, Failure<R>> {
    actor().await?.administrator().ok_or_else(not_found)
}

/// The permission of an administrator, and the organisation as it was when it was obtained.
///
/// # Errors
///
/// As [`administrator`].
pub async fn administration<R>() -> Result<(Administrator, Arc<Snapshot>), Failure<R>> {
    let actor = actor().await?;
    let administrator = actor.administrator().ok_or_else(not_found)?;
    Ok((administrator, Arc::clone(actor.seen())))
}

/// The answer for what does not exist or is not the reader's to see.
pub fn not_found<R>() -> Failure<R> {
    status(StatusCode::NOT_FOUND);
    Failure::NotFound
}

/// The answer for too many tries.
pub fn too_many<R>(seconds: u64) -> Failure<R> {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.insert_header(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    status(StatusCode::TOO_MANY_REQUESTS);
    Failure::TooMany { seconds }
}

/// Answers with a verb's result: a refusal with status 422, an error with an id that is also in the log.
///
/// # Errors
///
/// The verb's refusal, or [`Failure::Internal`].
pub fn settle<T, Refused>(result: Result<T, Failed<Refused>>) -> Result<T, Failure<Refused>> {
    result.map_err(|failed| match failed {
        Failed::Refused(refused) => refuse(refused),
        Failed::Store(error) => internal(error),
    })
}

/// Answers with a refusal.
pub fn refuse<R>(refused: R) -> Failure<R> {
    status(StatusCode::UNPROCESSABLE_ENTITY);
    Failure::Refused(refused)
}

/// Logs what happened, once; returns the id under which it was logged.
pub fn logged(error: impl fmt::Display) -> String {
    let id: String = uuid::Uuid::new_v4().simple().to_string().chars().take(CODE).collect();
    tracing::error!(error_id = %id, %error, "internal error");
    id
}

/// Logs what happened, and answers with the id under which it was logged.
pub fn internal<R>(error: impl fmt::Display) -> Failure<R> {
    let id = logged(error);
    if let (Some(response), Ok(value)) = (use_context::<ResponseOptions>(), HeaderValue::from_str(&id)) {
        response.insert_header(ERROR_ID, value);
    }
    status(StatusCode::INTERNAL_SERVER_ERROR);
    Failure::Internal { id }
}

/// Sets the status of the answer, except for a plain form: that is answered with a redirect, which a status would undo.
fn status(status: StatusCode) {
    let Some(response) = use_context::<ResponseOptions>() else { return };
    let plain_form =
        use_context::<Parts>().is_some_and(|parts| parts.method == axum::http::Method::POST && accepts_html(&parts.headers));
    if !plain_form {
        response.set_status(status);
    }
}

/// Whether a browser asks for a page, or submits a form without JavaScript.
pub fn accepts_html(headers: &HeaderMap) -> bool {
    headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok()).is_some_and(|accept| accept.contains("text/html"))
}

/// Signs a person in on this browser: a new session with a new id, whatever was there before.
///
/// # Errors
///
/// [`Failure::Internal`] when the store fails.
pub async fn begin_session<R>(person: PersonId) -> Result<(), Failure<R>> {
    let (server, session, parts) = (Server::here(), session(), parts());
    session.clear().await;
    session.cycle_id().await.map_err(internal)?;
    session.insert(PERSON, person).await.map_err(internal)?;
    session.insert(AGENT, agent(&parts.headers)).await.map_err(internal)?;
    session.insert(SEEN, server.store.now().as_second()).await.map_err(internal)?;
    session.save().await.map_err(internal)
}
