//! The audit chain in the store: appended to within the transaction that it tells of, read by administrators, verified.

mod read;

pub use read::{Filter, LONGEST_FILE, Page, Turn, check, export, list};

use crate::{
    Failed, Store, StoreError, record,
    transaction::{Work, with},
};
use jiff::Timestamp;
use std::{future::Future, ops::Bound};
use surrealdb::types::{Datetime, RecordId, RecordIdKey, RecordIdKeyRange, SurrealValue, Variables};
use waymark::audit::{Broken, Entry, Hash, Head};

/// Who acts: a person, or a part of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Somebody who is signed in, or who used their one-time link.
    Person(waymark::PersonId),
    /// Whoever may run commands on the machine.
    CommandLine,
    /// The program itself, when a job was due.
    Job,
}

impl By {
    /// Who an entry says it was; `None` for what this program does not write.
    pub fn told(actor: &str) -> Option<Self> {
        match actor {
            "command line" => Some(Self::CommandLine),
            "job" => Some(Self::Job),
            id => id.parse().ok().map(Self::Person),
        }
    }
}

impl std::fmt::Display for By {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Person(id) => id.fmt(f),
            Self::CommandLine => f.write_str("command line"),
            Self::Job => f.write_str("job"),
        }
    }
}

/// What an entry will say: the action (noun and verb), its subject, and what else is worth knowing.
pub(crate) struct Deed {
    pub(crate) by: By,
    pub(crate) action: &'static str,
    pub(crate) subject: String,
    pub(crate) detail: String,
}

#[derive(SurrealValue)]
struct Row {
    id: RecordId,
    at: Datetime,
    actor: String,
    action: String,
    subject: String,
    detail: String,
    hash: String,
}

impl Row {
    fn entry(self) -> Result<(Entry, Hash), StoreError> {
        let (entry, hash) = self.told()?;
        let hash = Hash::from_hex(&hash).ok_or_else(|| StoreError::new("an audit entry's hash cannot be read"))?;
        Ok((entry, hash))
    }

    /// What it tells, with its hash as it is stored.
    fn told(self) -> Result<(Entry, String), StoreError> {
        let RecordIdKey::Number(sequence) = self.id.key else {
            return Err(StoreError::new("an audit entry has no number for its place"));
        };
        let sequence = u64::try_from(sequence).map_err(|_| StoreError::new("an audit entry has a negative place"))?;
        let entry = Entry {
            sequence,
            at: record::timestamp(self.at)?,
            actor: self.actor,
            action: self.action,
            subject: self.subject,
            detail: self.detail,
        };
        Ok((entry, self.hash))
    }
}

fn key(place: u64) -> RecordIdKey {
    RecordIdKey::Number(i64::try_from(place).expect("fewer than 2^63 entries"))
}

/// The entries from one place to another, which is not among them.
fn places(from: u64, to: u64) -> RecordId {
    RecordId::new("audit", RecordIdKeyRange { start: Bound::Included(key(from)), end: Bound::Excluded(key(to)) })
}

/// Everything in the table that stands behind a place, whether it is an entry or not.
fn behind(place: u64) -> RecordId {
    let start = if place == 0 { Bound::Included(RecordIdKey::Number(i64::MIN)) } else { Bound::Excluded(key(place)) };
    RecordId::new("audit", RecordIdKeyRange { start, end: Bound::Unbounded })
}

async fn head(store: &Store) -> Result<Head, StoreError> {
    let mut rows = store.read("SELECT * FROM audit ORDER BY id DESC LIMIT 1", Variables::new()).await?;
    let rows: Vec<Row> = rows.take(0)?;
    rows.into_iter()
        .next()
        .map_or(Ok(Head::START), |row| row.entry().map(|(entry, hash)| Head { sequence: entry.sequence, hash }))
}

impl Store {
    /// Like [`Store::transact`], for what belongs in the chain: the entry is part of the same transaction.
    ///
    /// Two writers that saw the same head would write the same place; the second is built anew. The head is read first,
    /// so whatever `build` reads afterwards is not older: an audited change is decided on what no other audited change
    /// has altered since.
    pub(crate) async fn transact_audited<T, R, Building>(&self, build: impl Fn() -> Building) -> Result<T, Failed<R>>
    where
        Building: Future<Output = Result<(Work, Deed, T), Failed<R>>>,
    {
        let _writing = self.audit_lock().lock().await;
        self.transact(|| async {
            let head = head(self).await?;
            let (mut work, deed, value) = build().await?;
            // What changes nothing is not told of.
            if !work.is_empty() {
                append(&mut work, head, self.now(), deed);
            }
            Ok((work, value))
        })
        .await
    }
}

/// Tells the chain of something that changes nothing else.
pub(crate) async fn note(store: &Store, deed: impl Fn() -> Deed) -> Result<(), StoreError> {
    let deed = &deed;
    let noted: Result<(), Failed<std::convert::Infallible>> = store
        .transact_audited(|| async move {
            let mut work = Work::new();
            work.add("LET $noted = true");
            Ok((work, deed(), ()))
        })
        .await;
    noted.map_err(|failed| match failed {
        Failed::Store(error) => error,
        Failed::Refused(never) => match never {},
    })
}

fn append(work: &mut Work, head: Head, at: Timestamp, deed: Deed) {
    let entry = Entry {
        sequence: head.sequence + 1,
        at,
        actor: deed.by.to_string(),
        action: deed.action.to_owned(),
        subject: deed.subject,
        detail: deed.detail,
    };
    let place = i64::try_from(entry.sequence).expect("fewer than 2^63 entries");
    work.add(
        "CREATE $audit_id SET at = $audit_at, actor = $audit_actor, action = $audit_action, subject = $audit_subject, \
         detail = $audit_detail, hash = $audit_hash",
    )
    .bind("audit_hash", entry.hash(head.hash).to_string())
    .bind("audit_id", RecordId::new("audit", place))
    .bind("audit_at", record::datetime(at))
    .bind("audit_actor", entry.actor)
    .bind("audit_action", entry.action)
    .bind("audit_subject", entry.subject)
    .bind("audit_detail", entry.detail);
}

/// What somebody did, and what names them, in the order of the chain.
pub(crate) async fn about(store: &Store, person: waymark::PersonId) -> Result<Vec<Entry>, StoreError> {
    let about = "SELECT * FROM audit WHERE actor = $id OR subject = $id OR detail CONTAINS $id ORDER BY id";
    let mut rows = store.read(about, with("id", person.to_string())).await?;
    rows.take::<Vec<Row>>(0)?.into_iter().map(|row| row.entry().map(|(entry, _)| entry)).collect()
}

/// Reads the whole chain, a thousand entries at a time, and follows its hashes.
///
/// # Errors
///
/// The outer one when the store fails, the inner one when the chain does not hold.
pub async fn verify(store: &Store) -> Result<Result<Head, Broken>, StoreError> {
    const PAGE: u64 = 1000;
    let mut at = Head::START;
    loop {
        // A range of ids and no condition: the store begins at its first row, and stops at the thousandth.
        let mut rows = store.read("SELECT * FROM $behind LIMIT 1000", with("behind", behind(at.sequence))).await?;
        let rows: Vec<Row> = rows.take(0)?;
        let last = (rows.len() as u64) < PAGE;
        for row in rows {
            // What cannot even be read was not written by this program.
            let Ok((entry, hash)) = row.entry() else { return Ok(Err(Broken::Altered(at.sequence + 1))) };
            match at.follow(&entry, hash) {
                Ok(next) => at = next,
                Err(broken) => return Ok(Err(broken)),
            }
        }
        if last {
            return Ok(Ok(at));
        }
    }
}
