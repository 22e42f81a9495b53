//! Mail: written into the transaction that causes it, sent after the commit by a job.

use crate::{
    Store, StoreError,
    job::{self, Kind},
    link::Link,
    record,
    transaction::{Work, with},
};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use surrealdb::types::{Datetime, RecordId, SurrealValue, Uuid};
use waymark::person::Person;

/// Whether mail is sent, and what its links begin with.
#[derive(Clone, Debug)]
pub struct Mail {
    /// `scheme://host[:port]` of this installation, without a slash at the end; `None` where no mail is sent.
    base: Option<String>,
}

impl Mail {
    /// Nothing is sent: links are copied by hand.
    pub fn none() -> Self {
        Self { base: None }
    }

    /// Mail is sent; links in it begin with `base`.
    pub fn from(base: &str) -> Self {
        Self { base: Some(base.trim_end_matches('/').to_owned()) }
    }

    /// What links in letters begin with; `None` where no mail is sent.
    pub(crate) fn base(&self) -> Option<&str> {
        self.base.as_deref()
    }

    /// Whether mail is sent.
    pub fn is_sent(&self) -> bool {
        self.base.is_some()
    }
}

/// A letter that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Its id; also that of the message, so that a letter sent twice is recognised.
    pub id: uuid::Uuid,
    /// The address.
    pub recipient: String,
    /// The subject line.
    pub subject: String,
    /// The text.
    pub text: String,
}

#[derive(SurrealValue)]
struct Row {
    recipient: String,
    subject: String,
    text: String,
    sent: Option<Datetime>,
}

/// Adds a letter to a transaction, and the job that sends it; one with this id that is there already stays as it is.
pub(crate) fn queue(work: &mut Work, now: Timestamp, id: uuid::Uuid, person: &Person, subject: &str, text: String) {
    let Some(email) = &person.email else { return };
    let part = work.part();
    let name = |field: &str| format!("mail_{field}_{part}");
    work.add(&format!(
        "INSERT IGNORE INTO outbox {{ id: $mail_id_{part}, recipient: $mail_recipient_{part}, subject: $mail_subject_{part}, \
         text: $mail_text_{part}, created: $mail_created_{part} }}"
    ))
    .bind(&name("id"), record_of(id))
    .bind(&name("recipient"), email.to_string())
    .bind(&name("subject"), subject.to_owned())
    .bind(&name("text"), text)
    .bind(&name("created"), record::datetime(now));
    job::queue(work, &Kind::SendMail(id), now);
}

pub(crate) fn invitation(work: &mut Work, now: Timestamp, mail: &Mail, id: uuid::Uuid, person: &Person, link: &Link) {
    let Some(base) = &mail.base else { return };
    let text = format!(
        "Hello {},\n\nyou are invited to Waymark, where your organisation keeps reviews and goals.\n\n\
         Set your password here:\n\n{base}{}\n\nThe link works once, within seven days.\n",
        person.name.first(),
        link.path()
    );
    queue(work, now, id, person, "Your invitation to Waymark", text);
}

pub(crate) fn forgotten_password(work: &mut Work, now: Timestamp, mail: &Mail, id: uuid::Uuid, person: &Person, link: &Link) {
    let Some(base) = &mail.base else { return };
    let text = format!(
        "Hello {},\n\nhere you can set a new password for Waymark:\n\n{base}{}\n\n\
         The link works once, within an hour. If you did not ask for it, do nothing: your password stays as it is.\n",
        person.name.first(),
        link.path()
    );
    queue(work, now, id, person, "A new password for Waymark", text);
}

/// The id of a letter that is written once: the same parts in the same order give the same one.
pub(crate) fn id_of(about: &[uuid::Uuid], word: &str) -> uuid::Uuid {
    let mut hash = Sha256::new();
    for id in about {
        hash.update(id.as_bytes());
    }
    hash.update(word);
    let hash: [u8; 32] = hash.finalize().into();
    uuid::Builder::from_random_bytes(hash[..16].try_into().expect("sixteen bytes")).into_uuid()
}

/// The letter with this id; `None` when it was sent already.
///
/// # Errors
///
/// When the store fails, or there is no such letter.
pub async fn unsent(store: &Store, id: uuid::Uuid) -> Result<Option<Letter>, StoreError> {
    let mut rows = store.read("SELECT * FROM ONLY $id", with("id", record_of(id))).await?;
    let row: Option<Row> = rows.take(0)?;
    let row = row.ok_or_else(|| StoreError::new(format!("there is no letter {id}")))?;
    Ok(row.sent.is_none().then_some(Letter { id, recipient: row.recipient, subject: row.subject, text: row.text }))
}

pub(crate) fn record_of(id: uuid::Uuid) -> RecordId {
    RecordId::new("outbox", Uuid::from(id))
}

/// Empties a letter that is given up: the link in it is nobody's to read later.
pub(crate) fn empty(work: &mut Work, id: uuid::Uuid) {
    work.add("UPDATE $mail_id SET text = ''").bind("mail_id", record_of(id));
}

/// Notes that a letter was sent and empties it: what it said (a link) is nobody's to read later.
///
/// # Errors
///
/// When the store fails.
pub async fn sent(store: &Store, id: uuid::Uuid) -> Result<(), StoreError> {
    store
        .write(|work| {
            work.add("UPDATE $id SET sent = $now, text = ''")
                .bind("id", record_of(id))
                .bind("now", record::datetime(store.now()));
        })
        .await
}
