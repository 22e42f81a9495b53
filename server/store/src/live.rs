//! What is told to those who watch: that something was committed, which goals and workshops are no longer as they were, that
//! sessions ended.
//!
//! One is told of when the memory of all of them learns of it, whoever wrote it: this program, or another one on the same database. So who is told
//! of something and reads it then, reads at least that.

use crate::Store;
use std::{
    collections::BTreeSet,
    mem,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use waymark::{GoalId, PersonId, WorkshopId};

/// How often one looks for what other programs wrote to the same database.
const LOOK: Duration = Duration::from_millis(250);

/// What is no longer as it was.
#[derive(Debug)]
struct Moved<Id> {
    /// Whether somebody takes it; else nothing is kept.
    is_taken: AtomicBool,
    ids: Mutex<BTreeSet<Id>>,
}

impl<Id> Default for Moved<Id> {
    fn default() -> Self {
        Self { is_taken: AtomicBool::new(false), ids: Mutex::default() }
    }
}

impl<Id: Ord> Moved<Id> {
    fn add(&self, ids: impl IntoIterator<Item = Id>) {
        if self.is_taken.load(Ordering::SeqCst) {
            self.ids.lock().unwrap_or_else(PoisonError::into_inner).extend(ids);
        }
    }

    fn is_empty(&self) -> bool {
        self.ids.lock().unwrap_or_else(PoisonError::into_inner).is_empty()
    }

    fn take(&self) -> BTreeSet<Id> {
        self.is_taken.store(true, Ordering::SeqCst);
        mem::take(&mut *self.ids.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Sessions that ended before their time.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ended {
    /// This one, by its name in lists.
    Session(String),
    /// Some of this person's, or all.
    Of(PersonId),
}

/// What there is to tell.
#[derive(Debug, Default)]
pub(crate) struct News {
    goals: Moved<GoalId>,
    workshops: Moved<WorkshopId>,
    sessions: Moved<Ended>,
}

impl News {
    /// These goals are no longer as they were.
    pub(crate) fn moved(&self, goals: impl IntoIterator<Item = GoalId>) {
        self.goals.add(goals);
    }

    /// These workshops are no longer as they were: something was voted in them, say.
    pub(crate) fn workshops_moved(&self, workshops: impl IntoIterator<Item = WorkshopId>) {
        self.workshops.add(workshops);
    }

    /// Sessions ended before their time.
    pub(crate) fn sessions_ended(&self, ended: impl IntoIterator<Item = Ended>) {
        self.sessions.add(ended);
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
    store.news().goals.take()
}

/// The workshops that the memory of all workshops learned of, in the same way: [`crate::workshop::all`]. One that is gone was given up.
pub fn workshops_moved(store: &Store) -> BTreeSet<WorkshopId> {
    store.news().workshops.take()
}

/// Whether there are goals or workshops to be taken.
pub fn has_moved(store: &Store) -> bool {
    !store.news().goals.is_empty() || !store.news().workshops.is_empty()
}

/// The sessions that this program ended before their time since this was last asked; from the first time on. Those that others ended, or that just ended, are
/// not among them.
pub fn sessions_ended(store: &Store) -> BTreeSet<Ended> {
    store.news().sessions.take()
}
