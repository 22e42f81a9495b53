//! The runner of jobs: one loop, which does what is due and then waits for the next.

use crate::mail::Post;
use futures_util::FutureExt;
use jiff::tz::TimeZone;
use std::{panic::AssertUnwindSafe, time::Duration};
use store::{
    Store, StoreError, invitation,
    job::{self, Job, Kind},
    outbox::{self, Mail},
    person, retention, review, survey, workshop,
};
use tokio::sync::watch;

/// What jobs need.
#[derive(Clone, Debug)]
pub struct Jobs {
    /// The database.
    pub store: Store,
    /// How letters leave, if they do.
    pub post: Option<Post>,
    /// What links in letters begin with.
    pub mail: Mail,
}

/// The longest wait before looking again: other programs may add jobs to the same database.
const LOOK_AGAIN: Duration = Duration::from_secs(20);

impl Jobs {
    /// Runs until `stop` becomes true. What was missed while nobody ran is done first.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        if let Err(error) = self.schedule_daily().await {
            tracing::error!(%error, "the daily job could not be scheduled");
        }
        while !*stop.borrow() {
            let wait = match self.run_due_unless(|| *stop.borrow()).await {
                Ok(_) => self.until_next().await,
                Err(error) => {
                    tracing::error!(%error, "jobs could not be run");
                    LOOK_AGAIN
                }
            };
            tokio::select! {
                () = tokio::time::sleep(wait) => {}
                () = job::added(&self.store) => {}
                _ = stop.changed() => {}
            }
        }
    }

    async fn until_next(&self) -> Duration {
        match job::next_due(&self.store).await {
            Ok(Some(due)) => {
                let seconds = due.as_second() - self.store.now().as_second();
                Duration::from_secs(u64::try_from(seconds).unwrap_or(0)).clamp(Duration::from_millis(500), LOOK_AGAIN)
            }
            _ => LOOK_AGAIN,
        }
    }

    /// Does everything that is due now; returns how many jobs that were.
    ///
    /// # Errors
    ///
    /// When the store fails. A job that fails is no error: it is tried again later.
    pub async fn run_due(&self) -> Result<u32, StoreError> {
        self.run_due_unless(|| false).await
    }

    /// The same, but takes on nothing more once it is told to stop.
    async fn run_due_unless(&self, stop: impl Fn() -> bool) -> Result<u32, StoreError> {
        let mut count = 0;
        while !stop() {
            let Some(job) = job::take(&self.store).await? else { break };
            count += 1;
            // A panic is a failure of this job, not the end of all others.
            let performed = AssertUnwindSafe(self.perform(&job)).catch_unwind().await;
            match performed.unwrap_or_else(|_| Err("it panicked; the log says where".to_owned())) {
                Ok(()) => job::done(&self.store, &job).await?,
                Err(error) => {
                    tracing::warn!(job = job.key(), attempt = job.attempt, %error, "a job failed");
                    job::failed(&self.store, &job, &error).await?;
                }
            }
        }
        Ok(count)
    }

    async fn perform(&self, job: &Job) -> Result<(), String> {
        match &job.kind {
            Kind::SendMail(id) => self.send(*id).await,
            Kind::ForgottenPassword(email, _) => {
                invitation::forgotten(&self.store, &self.mail, email).await.map_err(|error| error.to_string())
            }
            Kind::SurveyLetters(id, letter) => {
                survey::remind::write(&self.store, &self.mail, *id, *letter).await.map_err(|error| error.to_string())
            }
            Kind::CloseSurvey(id) => survey::close::close(&self.store, &self.mail, *id).await.map_err(|error| error.to_string()),
            Kind::ReviewLetters(launch, letter) => {
                review::write_letters(&self.store, &self.mail, *launch, *letter).await.map_err(|error| error.to_string())
            }
            Kind::Retention(_) => retention::run(&self.store, &self.mail).await.map_err(|error| error.to_string()),
            Kind::Daily(_) => {
                // First, so that tomorrow's comes whatever becomes of today's.
                self.schedule_daily().await?;
                // Each is done, whatever becomes of the others.
                let (settled, forgotten) = (person::settle_homes(&self.store).await, job::forget_expired(&self.store).await);
                let left = workshop::end_left(&self.store).await;
                match store::audit::verify(&self.store).await.map_err(|error| error.to_string())? {
                    Ok(head) => tracing::info!(entries = head.sequence, hash = %head.hash, "the audit chain holds"),
                    Err(broken) => tracing::error!(%broken, "the audit chain is broken"),
                }
                settled.and(forgotten).and(left.map(drop)).map_err(|error| error.to_string())
            }
        }
    }

    async fn send(&self, id: uuid::Uuid) -> Result<(), String> {
        let Some(post) = &self.post else { return Err("no mail is set up".to_owned()) };
        let Some(letter) = outbox::unsent(&self.store, id).await.map_err(|error| error.to_string())? else { return Ok(()) };
        post.send(&letter).await?;
        outbox::sent(&self.store, id).await.map_err(|error| error.to_string())
    }

    async fn schedule_daily(&self) -> Result<(), String> {
        let organisation = store::organisation::read(&self.store).await.map_err(|error| error.to_string())?;
        let zone = TimeZone::get(organisation.time_zone.as_str()).unwrap_or(TimeZone::UTC);
        let now = self.store.now();
        let due = waymark::due::next_midnight(now, &zone).map_err(|error| error.to_string())?;
        let date = now.to_zoned(zone).date();
        for kind in [Kind::Daily(date), Kind::Retention(date)] {
            job::add(&self.store, &kind, due).await.map_err(|error| error.to_string())?;
        }
        Ok(())
    }
}
