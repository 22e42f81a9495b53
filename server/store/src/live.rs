//! What is told to those who watch: that something was committed, which goals are no longer as they were, that sessions ended.
//!
//! A goal is told of when the memory of all goals learns of it, whoever wrote it: this program, or another one on the same database. So who is told
//! of something and reads it then, reads at least that.

use crate::Store;
use std::{
    collections::BTreeSet,
    mem,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};
use waymark::GoalId;

/// How often one looks for what other programs wrote to the same database.
const LOOK: Duration = Duration::from_millis(250);

/// What there is to tell.
#[derive(Debug, Default)]
pub(crate) struct News {
    /// Whether somebody takes it; else nothing is kept.
    is_taken: AtomicBool,
    moved: Mutex<BTreeSet<GoalId>>,
    sessions_ended: AtomicU64,
}

impl News {
    /// These goals are no longer as they were.
    pub(crate) fn moved(&self, goals: impl IntoIterator<Item = GoalId>) {
        if self.is_taken.load(Ordering::SeqCst) {
            self.moved.lock().unwrap_or_else(PoisonError::into_inner).extend(goals);
        }
    }

    /// Sessions ended before their time.
    pub(crate) fn sessions_ended(&self) {
        self.sessions_ended.fetch_add(1, Ordering::SeqCst);
    }
}

/// Resolves when something may be newer than what was read. Never later than that of this program; what others wrote is looked for four times a second.
pub async fn committed(store: &Store) {
    if store.commits().are_shared() {
        let _ = tokio::time::timeout(LOOK, store.commits().over()).await;
    } else {
        store.commits().over().await;
    }
}

/// The goals that the memory of all goals learned of since this was last asked; from the first time on. One that is named here is in what
/// [`crate::goal::all`] returns afterwards.
pub fn moved(store: &Store) -> BTreeSet<GoalId> {
    let news = store.news();
    news.is_taken.store(true, Ordering::SeqCst);
    mem::take(&mut *news.moved.lock().unwrap_or_else(PoisonError::into_inner))
}

/// A number that is another one once this program ended sessions before their time.
pub fn sessions_ended(store: &Store) -> u64 {
    store.news().sessions_ended.load(Ordering::SeqCst)
}
