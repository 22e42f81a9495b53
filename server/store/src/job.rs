//! Jobs in the store: one table, each with a time at which it is due and a key under which it exists once.

use crate::{
    Store, StoreError, outbox, record,
    transaction::{Work, with},
};
use jiff::{SignedDuration, Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use surrealdb::types::{Datetime, RecordId, SurrealValue, Variables};
use waymark::{Email, LaunchId, SurveyId, job::LEASE_SECONDS};

use crate::{review, survey::remind::Letter};

/// What a job does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Sends a letter of the outbox.
    SendMail(uuid::Uuid),
    /// Makes a link for whoever has this address, if anybody has: asked for by somebody who is not signed in, who must
    /// not learn (not from the time it takes either) whether anybody does.
    ForgottenPassword(Email, uuid::Uuid),
    /// Writes to the roster of a survey.
    SurveyLetters(SurveyId, Letter),
    /// Closes a survey and releases its results.
    CloseSurvey(SurveyId),
    /// Writes to those who have something to do in the personal reviews of a launch.
    ReviewLetters(LaunchId, review::Letter),
    /// What is done once a day, at the organisation's midnight that ends this date.
    Daily(Date),
    /// Looks at that midnight how long what is kept: does what was announced, and announces what is due next.
    Retention(Date),
}

impl Kind {
    fn name(&self) -> &'static str {
        match self {
            Self::SendMail(_) => "send_mail",
            Self::ForgottenPassword(..) => "forgotten_password",
            Self::SurveyLetters(..) => "survey_letters",
            Self::CloseSurvey(_) => "close_survey",
            Self::ReviewLetters(..) => "review_letters",
            Self::Daily(_) => "daily",
            Self::Retention(_) => "retention",
        }
    }

    /// The key under which such a job exists once.
    fn key(&self) -> String {
        match self {
            Self::SendMail(id) | Self::ForgottenPassword(_, id) => format!("{}:{id}", self.name()),
            Self::SurveyLetters(survey, letter) => format!("{}:{survey}:{}", self.name(), letter.word()),
            Self::CloseSurvey(survey) => format!("{}:{survey}", self.name()),
            Self::ReviewLetters(launch, letter) => format!("{}:{launch}:{}", self.name(), letter.word()),
            Self::Daily(date) | Self::Retention(date) => format!("{}:{date}", self.name()),
        }
    }
}

/// A job that this program has taken on.
#[derive(Clone, Debug)]
pub struct Job {
    key: String,
    /// What to do.
    pub kind: Kind,
    /// Which try this is; the first is 1.
    pub attempt: u32,
}

impl Job {
    /// The key under which it exists once; for the log.
    pub fn key(&self) -> &str {
        &self.key
    }
}

#[derive(SurrealValue)]
struct Row {
    id: RecordId,
    payload: String,
    attempt: u32,
}

/// The job that sends this letter.
pub(crate) fn of_letter(id: uuid::Uuid) -> RecordId {
    RecordId::new("job", Kind::SendMail(id).key())
}

/// Adds a job to a transaction, unless it is there already.
pub(crate) fn queue(work: &mut Work, kind: &Kind, due: Timestamp) {
    let part = work.part();
    let name = |field: &str| format!("job_{field}_{part}");
    work.add(&format!(
        "INSERT IGNORE INTO job {{ id: $job_id_{part}, kind: $job_kind_{part}, payload: $job_payload_{part}, \
         due: $job_due_{part}, attempt: 0, state: 'waiting' }}"
    ))
    .bind(&name("id"), RecordId::new("job", kind.key()))
    .bind(&name("kind"), kind.name().to_owned())
    .bind(&name("payload"), serde_json::to_string(kind).expect("a kind of job is plain data"))
    .bind(&name("due"), record::datetime(due));
}

/// Adds a job and wakes the runner.
///
/// # Errors
///
/// When the store fails.
pub async fn add(store: &Store, kind: &Kind, due: Timestamp) -> Result<(), StoreError> {
    store.write(|work| queue(work, kind, due)).await?;
    store.jobs().notify_one();
    Ok(())
}

/// Waits until a job was added here.
pub async fn added(store: &Store) {
    store.jobs().notified().await;
}

/// Takes on the job that has been due for longest, for [`LEASE_SECONDS`]. If this program dies meanwhile, another one
/// takes it on afterwards: a job may run twice, never not at all.
///
/// # Errors
///
/// When the store fails.
pub async fn take(store: &Store) -> Result<Option<Job>, StoreError> {
    for _ in 0..20 {
        let now = store.now();
        let mut values = with("now", record::datetime(now));
        values.insert("until", record::datetime(now + SignedDuration::from_secs(LEASE_SECONDS)));
        let taken = store
            .read(
                // The second statement is a transaction of its own: it asks again whether the job is free, and two that
                // find it so conflict.
                "LET $next = ((SELECT id, due FROM job WHERE state = 'waiting' AND due <= $now
                              AND (leased_until IS NONE OR leased_until <= $now) ORDER BY due LIMIT 1).id);
                 UPDATE $next SET leased_until = $until, attempt += 1
                     WHERE state = 'waiting' AND (leased_until IS NONE OR leased_until <= $now) RETURN AFTER;
                 RETURN array::len($next);",
                values,
            )
            .await;
        let mut rows = match taken {
            Ok(rows) => rows,
            Err(error) if error.may_retry() => continue,
            Err(error) => return Err(error),
        };
        let found: Option<i64> = rows.take(2)?;
        let rows: Vec<Row> = rows.take(1)?;
        let Some(row) = rows.into_iter().next() else {
            if found.unwrap_or(0) == 0 {
                return Ok(None);
            }
            continue;
        };
        let key = record::text_key(&row.id)?;
        let Ok(kind) = serde_json::from_str(&row.payload) else {
            give_up(store, &key, "no such kind of job", None).await?;
            continue;
        };
        return Ok(Some(Job { key, kind, attempt: row.attempt }));
    }
    Ok(None)
}

/// When the next job is due.
///
/// # Errors
///
/// When the store fails.
pub async fn next_due(store: &Store) -> Result<Option<Timestamp>, StoreError> {
    let mut rows = store.read("SELECT due FROM job WHERE state = 'waiting' ORDER BY due LIMIT 1", Variables::new()).await?;
    let due: Vec<Datetime> = rows.take((0, "due"))?;
    due.into_iter().next().map(record::timestamp).transpose()
}

/// Notes that a job is done.
///
/// # Errors
///
/// When the store fails.
pub async fn done(store: &Store, job: &Job) -> Result<(), StoreError> {
    store
        .write(|work| {
            work.add("UPDATE $id SET state = 'done', leased_until = NONE, error = NONE").bind("id", record_of(&job.key));
        })
        .await
}

fn record_of(key: &str) -> RecordId {
    RecordId::new("job", key.to_owned())
}

/// Notes that a try failed: the job waits for its next one, or is given up after the last.
///
/// # Errors
///
/// When the store fails.
pub async fn failed(store: &Store, job: &Job, error: &str) -> Result<(), StoreError> {
    let Some(wait) = waymark::job::wait_after(job.attempt) else {
        let letter = match job.kind {
            Kind::SendMail(letter) => Some(letter),
            _ => None,
        };
        return give_up(store, &job.key, error, letter).await;
    };
    let due = store.now() + SignedDuration::from_secs(wait);
    store
        .write(|work| {
            work.add("UPDATE $id SET leased_until = NONE, due = $due, error = $error")
                .bind("id", record_of(&job.key))
                .bind("due", record::datetime(due))
                .bind("error", error.to_owned());
        })
        .await
}

async fn give_up(store: &Store, key: &str, error: &str, letter: Option<uuid::Uuid>) -> Result<(), StoreError> {
    store
        .write(|work| {
            work.add("UPDATE $id SET state = 'failed', leased_until = NONE, error = $error")
                .bind("id", record_of(key))
                .bind("error", error.to_owned());
            if let Some(letter) = letter {
                outbox::empty(work, letter);
            }
        })
        .await
}

/// A job that was given up.
#[derive(Clone, Debug, PartialEq, Eq, SurrealValue)]
pub struct GivenUp {
    /// What it was to do.
    pub kind: String,
    /// What went wrong the last time.
    pub error: Option<String>,
}

/// The jobs that were given up in the last 30 days, at most 1,000, those due last first.
///
/// # Errors
///
/// When the store fails.
pub async fn given_up(store: &Store) -> Result<Vec<GivenUp>, StoreError> {
    let mut rows = store
        .read("SELECT kind, error, due FROM job WHERE state = 'failed' ORDER BY due DESC LIMIT 1000", Variables::new())
        .await?;
    Ok(rows.take(0)?)
}

/// Removes what has no further use: expired sessions and links, files and what undoes something after a day, letters that were sent or given up
/// and ended jobs of more than 30 days ago.
///
/// # Errors
///
/// When the store fails.
pub async fn forget_expired(store: &Store) -> Result<(), StoreError> {
    let now = store.now();
    let mut work = Work::new();
    // NONE sorts below every time: a letter that waits must not count as sent long ago.
    work.add("DELETE session WHERE expires <= $now")
        .add("DELETE link WHERE expires <= $now")
        .add("DELETE outbox WHERE sent IS NOT NONE AND sent < $old")
        // One that was given up was emptied, and never sent.
        .add("DELETE outbox WHERE sent IS NONE AND text = '' AND created < $old")
        .add("DELETE undo WHERE at < $yesterday")
        .add("DELETE upload WHERE at < $yesterday")
        .add("DELETE job WHERE state IN ['done', 'failed'] AND due < $old")
        .bind("now", record::datetime(now))
        .bind("yesterday", record::datetime(now - SignedDuration::from_hours(24)))
        .bind("old", record::datetime(now - SignedDuration::from_hours(30 * 24)));
    store.commit(work).await
}
