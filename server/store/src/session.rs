//! Sessions in the store. A session's record is named by the SHA-256 of what the browser holds, so that whoever reads
//! the store cannot sign in with it.

use crate::{Store, StoreError, access::Actor, link::digest, live::Ended, record, transaction::with};
use jiff::Timestamp;
use std::collections::BTreeSet;
use surrealdb::types::{Datetime, RecordId, SurrealValue, Variables};
use waymark::PersonId;

/// The most sessions that a person sees in their list.
const MOST: i64 = 100;

/// A session as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Who is signed in.
    pub person: Option<PersonId>,
    /// What the session layer keeps, as JSON.
    pub data: String,
    /// The browser, as it calls itself.
    pub agent: String,
    /// When it ends unless it is used.
    pub expires: Timestamp,
}

fn id(token: &str) -> RecordId {
    RecordId::new("session", digest(token))
}

/// Begins a session.
///
/// # Errors
///
/// When the store fails.
pub async fn create(store: &Store, token: &str, session: &Session) -> Result<(), StoreError> {
    write(store, "CREATE $id SET created = $now,", token, session).await
}

/// Keeps a session going. One that was ended meanwhile stays ended: nothing is written then.
///
/// # Errors
///
/// When the store fails.
pub async fn update(store: &Store, token: &str, session: &Session) -> Result<(), StoreError> {
    write(store, "UPDATE $id SET", token, session).await
}

async fn write(store: &Store, how: &str, token: &str, session: &Session) -> Result<(), StoreError> {
    let now = record::datetime(store.now());
    store
        .write(|work| {
            work.add(&format!("{how} person = $person, data = $data, agent = $agent, seen = $seen, expires = $expires"))
                .bind("id", id(token))
                .bind("person", session.person.map(record::person))
                .bind("data", session.data.clone())
                .bind("agent", session.agent.clone())
                .bind("now", now)
                .bind("seen", now)
                .bind("expires", record::datetime(session.expires));
        })
        .await
}

#[derive(SurrealValue)]
struct Row {
    person: Option<RecordId>,
    data: String,
    agent: String,
    expires: Datetime,
}

/// The session of this token, unless it has expired or was ended.
///
/// # Errors
///
/// When the store fails.
pub async fn load(store: &Store, token: &str) -> Result<Option<Session>, StoreError> {
    let mut rows = store.read("SELECT person, data, agent, expires FROM ONLY $id", with("id", id(token))).await?;
    let Some(row) = rows.take::<Option<Row>>(0)? else { return Ok(None) };
    let expires = record::timestamp(row.expires)?;
    if expires <= store.now() {
        return Ok(None);
    }
    let person = row.person.as_ref().map(record::person_id).transpose()?;
    Ok(Some(Session { person, data: row.data, agent: row.agent, expires }))
}

/// Ends the session of this token.
///
/// # Errors
///
/// When the store fails.
pub async fn delete(store: &Store, token: &str) -> Result<(), StoreError> {
    store
        .write(|work| {
            work.add("DELETE $id").bind("id", id(token)).ends([Ended::Session(key(token))]);
        })
        .await
}

/// One of one's own sessions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its name in the list: no secret.
    pub key: String,
    /// The browser, as it calls itself.
    pub agent: String,
    /// When it began.
    pub created: Timestamp,
    /// When it was last noted in use: once an hour at most.
    pub seen: Timestamp,
}

#[derive(SurrealValue)]
struct ListedRow {
    id: RecordId,
    agent: String,
    created: Datetime,
    seen: Datetime,
}

/// One's own sessions, the last used first.
///
/// # Errors
///
/// When the store fails.
pub async fn list(store: &Store, actor: &Actor) -> Result<Vec<Listed>, StoreError> {
    let mut values = with("person", record::person(actor.id()));
    values.insert("now", record::datetime(store.now()));
    values.insert("most", MOST);
    let mut rows = store
        .read("SELECT * FROM session WHERE person = $person AND expires > $now ORDER BY seen DESC LIMIT $most", values)
        .await?;
    let rows: Vec<ListedRow> = rows.take(0)?;
    rows.into_iter()
        .map(|row| {
            Ok(Listed {
                key: record::text_key(&row.id)?,
                agent: row.agent,
                created: record::timestamp(row.created)?,
                seen: record::timestamp(row.seen)?,
            })
        })
        .collect()
}

/// The name in the list of the session with this token.
pub fn key(token: &str) -> String {
    digest(token)
}

/// Ends one of one's own sessions; somebody else's stays.
///
/// # Errors
///
/// When the store fails.
pub async fn end(store: &Store, actor: &Actor, key: &str) -> Result<(), StoreError> {
    store
        .write(|work| {
            work.add("DELETE $id WHERE person = $person")
                .bind("id", RecordId::new("session", key.to_owned()))
                .bind("person", record::person(actor.id()))
                .ends([Ended::Of(actor.id())]);
        })
        .await
}

/// Ends all of one's own sessions.
///
/// # Errors
///
/// When the store fails.
pub async fn end_all(store: &Store, actor: &Actor) -> Result<(), StoreError> {
    store
        .write(|work| {
            work.add("DELETE session WHERE person = $person")
                .bind("person", record::person(actor.id()))
                .ends([Ended::Of(actor.id())]);
        })
        .await
}

/// Which of the sessions with these names in lists are open.
///
/// # Errors
///
/// When the store fails.
pub async fn open_among(store: &Store, keys: impl IntoIterator<Item = String>) -> Result<BTreeSet<String>, StoreError> {
    let ids: Vec<RecordId> = keys.into_iter().map(|key| RecordId::new("session", key)).collect();
    let mut values = with("ids", ids);
    values.insert("now", record::datetime(store.now()));
    let mut rows = store.read("SELECT VALUE id FROM $ids WHERE expires > $now", values).await?;
    rows.take::<Vec<RecordId>>(0)?.iter().map(record::text_key).collect()
}

/// How many sessions are open, at most 100,000.
///
/// # Errors
///
/// When the store fails.
pub async fn count(store: &Store) -> Result<usize, StoreError> {
    let mut rows = store.read("SELECT VALUE id FROM session LIMIT 100000", Variables::new()).await?;
    let ids: Vec<RecordId> = rows.take(0)?;
    Ok(ids.len())
}
