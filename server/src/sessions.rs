//! Sessions: tower-sessions' cookies and rules, kept in our own table, where they can be listed and ended by person.

use app::server::{AGENT, PERSON};
use axum::{extract::Request, middleware::Next, response::Response};
use http::{HeaderValue, header};
use jiff::Timestamp;
use std::{collections::HashMap, fmt};
use store::{Store, session::Session};
use tower_sessions::{
    Expiry, SessionManagerLayer, SessionStore,
    cookie::{SameSite, time},
    session::{Id, Record},
    session_store::{Error, Result},
};

/// How long a session lasts without use, in days.
pub const DAYS: i64 = 14;

/// The cookie's name over https. The prefix binds it to this host; without https browsers refuse it.
const OVER_HTTPS: &str = "__Host-waymark";

/// The layer around everything that may know who is signed in.
pub fn layer(store: Store, is_https: bool) -> SessionManagerLayer<Kept> {
    SessionManagerLayer::new(Kept(store))
        .with_name(if is_https { OVER_HTTPS } else { "waymark" })
        .with_secure(is_https)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_path("/")
        .with_expiry(Expiry::OnInactivity(time::Duration::days(DAYS)))
}

/// Gives the removal of the cookie the attributes with which it was set: tower-sessions leaves them out, and browsers heed
/// what is said of a `__Host-` cookie only with `Secure`.
pub async fn remove_securely(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    for (name, value) in response.headers_mut() {
        if name == header::SET_COOKIE && is_bare_removal(value) {
            let whole = [value.as_bytes(), b"; Secure; HttpOnly; SameSite=Lax"].concat();
            *value = HeaderValue::from_bytes(&whole).expect("a cookie and plain words are a header's value");
        }
    }
    response
}

fn is_bare_removal(cookie: &HeaderValue) -> bool {
    let rest = cookie.to_str().ok().and_then(|text| text.strip_prefix(OVER_HTTPS));
    rest.is_some_and(|rest| rest.starts_with("=;") && !rest.contains("Secure"))
}

/// tower-sessions' store over ours.
#[derive(Clone)]
pub struct Kept(Store);

impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Kept(..)")
    }
}

fn backend(error: impl fmt::Display) -> Error {
    Error::Backend(error.to_string())
}

impl Kept {
    /// The record as ours. It ends by the program's clock, not by the machine's, which tower-sessions reads.
    fn session(&self, record: &Record) -> Result<Session> {
        let text = |key: &str| record.data.get(key).and_then(|value| value.as_str()).unwrap_or_default();
        Ok(Session {
            person: text(PERSON).parse().ok(),
            agent: text(AGENT).to_owned(),
            data: serde_json::to_string(&record.data).map_err(|error| Error::Encode(error.to_string()))?,
            expires: self.0.now() + jiff::SignedDuration::from_hours(DAYS * 24),
        })
    }
}

#[async_trait::async_trait]
impl SessionStore for Kept {
    async fn create(&self, record: &mut Record) -> Result<()> {
        // 128 random bits do not collide; the store refuses it if they do.
        store::session::create(&self.0, &record.id.to_string(), &self.session(record)?).await.map_err(backend)
    }

    async fn save(&self, record: &Record) -> Result<()> {
        store::session::update(&self.0, &record.id.to_string(), &self.session(record)?).await.map_err(backend)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let Some(session) = store::session::load(&self.0, &id.to_string()).await.map_err(backend)? else { return Ok(None) };
        let data: HashMap<String, serde_json::Value> =
            serde_json::from_str(&session.data).map_err(|error| Error::Decode(error.to_string()))?;
        // What is left by the program's clock, counted from the machine's now.
        let left = session.expires.as_second() - self.0.now().as_second();
        let expiry_date = time::OffsetDateTime::from_unix_timestamp(Timestamp::now().as_second() + left)
            .map_err(|error| Error::Decode(error.to_string()))?;
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        store::session::delete(&self.0, &id.to_string()).await.map_err(backend)
    }
}
