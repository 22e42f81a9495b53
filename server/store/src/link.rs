//! One-time links: to accept an invitation, to set a new password, to become the first administrator.
//!
//! The link carries 256 random bits. The store holds only their SHA-256, so whoever reads the store cannot use it.

use crate::{
    Store, StoreError, person, record,
    transaction::{Work, with},
};
use jiff::{SignedDuration, Timestamp};
use rand::RngCore;
use sha2::{Digest, Sha256};
use std::fmt;
use surrealdb::types::{Datetime, RecordId, SurrealValue, Variables};
use waymark::{PersonId, person::Person};

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To set the first password.
    Invitation,
    /// To set another one.
    ForgottenPassword,
    /// To add the first administrator of an empty installation.
    FirstAdministrator,
}

impl Purpose {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::ForgottenPassword => "forgotten password",
            Self::FirstAdministrator => "first administrator",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        [Self::Invitation, Self::ForgottenPassword, Self::FirstAdministrator].into_iter().find(|purpose| purpose.as_str() == text)
    }

    /// How long such a link works.
    pub fn lasts(self) -> SignedDuration {
        SignedDuration::from_hours(match self {
            Self::Invitation => 7 * 24,
            Self::ForgottenPassword => 1,
            Self::FirstAdministrator => 24,
        })
    }
}

/// A link that was just made: the only moment at which its token is known.
#[derive(Clone)]
pub struct Link {
    token: String,
    purpose: Purpose,
    /// Until when it works.
    pub expires: Timestamp,
    created: Timestamp,
}

impl fmt::Debug for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Link").field("purpose", &self.purpose).field("expires", &self.expires).finish_non_exhaustive()
    }
}

impl Link {
    pub(crate) fn draw(purpose: Purpose, now: Timestamp) -> Self {
        let mut bytes = [0; 32];
        rand::rng().fill_bytes(&mut bytes);
        let token = record::hex(&bytes);
        Self { token, purpose, created: now, expires: now + purpose.lasts() }
    }

    /// The address within this installation: `/set-password/…`.
    pub fn path(&self) -> String {
        format!("/set-password/{}", self.token)
    }

    /// The token alone.
    pub fn token(&self) -> &str {
        &self.token
    }
}

/// The record of a token, whatever was typed as one.
pub(crate) fn id(token: &str) -> RecordId {
    RecordId::new("link", digest(token))
}

pub(crate) fn digest(token: &str) -> String {
    record::hex(&Sha256::digest(token.as_bytes()))
}

pub(crate) fn create(work: &mut Work, link: &Link, person: Option<PersonId>) {
    let part = work.part();
    let name = |field: &str| format!("link_{field}_{part}");
    work.add(&format!(
        "CREATE $link_id_{part} SET purpose = $link_purpose_{part}, person = $link_person_{part}, \
         created = $link_created_{part}, expires = $link_expires_{part}"
    ))
    .bind(&name("id"), id(&link.token))
    .bind(&name("purpose"), link.purpose.as_str().to_owned())
    .bind(&name("person"), person.map(record::person))
    .bind(&name("created"), record::datetime(link.created))
    .bind(&name("expires"), record::datetime(link.expires));
}

/// Makes the person's earlier links useless, and this one their only one.
pub(crate) fn replace(work: &mut Work, link: &Link, person: PersonId) {
    work.add("DELETE link WHERE person = $link_of").bind("link_of", record::person(person));
    create(work, link, Some(person));
}

/// Who holds a link and what it is for.
#[derive(Clone, Debug)]
pub struct Held {
    /// What for.
    pub purpose: Purpose,
    /// Whose; nobody's for the first administrator.
    pub person: Option<Person>,
}

#[derive(SurrealValue)]
struct Row {
    purpose: String,
    person: Option<RecordId>,
    expires: Datetime,
}

/// Looks at a link without using it; `None` when there is no such link, it was used, it expired, or its holder left.
///
/// # Errors
///
/// When the store fails.
pub async fn look(store: &Store, token: &str) -> Result<Option<Held>, StoreError> {
    let mut rows = store.read("SELECT purpose, person, expires FROM ONLY $id", with("id", id(token))).await?;
    let Some(row) = rows.take::<Option<Row>>(0)? else { return Ok(None) };
    let Some(purpose) = Purpose::parse(&row.purpose) else { return Ok(None) };
    if record::timestamp(row.expires)? <= store.now() {
        return Ok(None);
    }
    let Some(person) = row.person else { return Ok(Some(Held { purpose, person: None })) };
    let person = person::find(store, record::person_id(&person)?).await?.filter(|person| person.active);
    Ok(person.map(|person| Held { purpose, person: Some(person) }))
}

/// Makes the link with which a new installation gets its first administrator, in place of an earlier one.
///
/// # Errors
///
/// When the store fails.
pub async fn first_administrator(store: &Store) -> Result<Link, StoreError> {
    let link = Link::draw(Purpose::FirstAdministrator, store.now());
    let mut work = Work::new();
    work.add("DELETE link WHERE purpose = $link_replaced").bind("link_replaced", link.purpose.as_str().to_owned());
    create(&mut work, &link, None);
    store.commit(work).await?;
    Ok(link)
}

/// How many invitations are open.
///
/// # Errors
///
/// When the store fails.
pub(crate) async fn open_invitations(store: &Store) -> Result<usize, StoreError> {
    let mut values = Variables::new();
    values.insert("purpose", Purpose::Invitation.as_str().to_owned());
    values.insert("now", record::datetime(store.now()));
    let mut rows =
        store.read("SELECT VALUE person FROM link WHERE purpose = $purpose AND expires > $now LIMIT 10000", values).await?;
    let persons: Vec<Option<RecordId>> = rows.take(0)?;
    Ok(persons.len())
}
