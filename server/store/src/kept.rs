//! What is kept in memory, and whether it is still the newest.
//!
//! An embedded database is written by this program alone: nothing is newer than what was read unless something was committed since, so that nobody asks
//! for it. A database server has other writers, so there every reader asks for the number that tells.

use crate::{Store, StoreError};
use std::{
    fmt,
    future::Future,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicU64, Ordering},
    },
};
use surrealdb::types::{RecordId, RecordIdKey, SurrealValue, Variables};
use tokio::sync::{Mutex, Notify};

/// What this program commits: how often it began to, and how often that was over, unless others write, too; and a bell that rings then.
#[derive(Clone)]
pub struct Commits {
    counts: Option<Arc<Counts>>,
    over: Arc<Notify>,
}

#[derive(Default)]
struct Counts {
    begun: AtomicU64,
    over: AtomicU64,
}

/// A commit that is under way, until this is dropped. A failed one counts as well: it may have got through all the same, and who tries again wants to
/// see why.
pub struct UnderWay(Commits);

impl Drop for UnderWay {
    fn drop(&mut self) {
        if let Some(counts) = &self.0.counts {
            counts.over.fetch_add(1, Ordering::SeqCst);
        }
        self.0.over.notify_one();
    }
}

impl Commits {
    /// Of a database that is `embedded`, or not.
    pub fn new(embedded: bool) -> Self {
        Self { counts: embedded.then(Arc::default), over: Arc::default() }
    }

    /// Resolves once something was committed since this was last waited for; by this program alone.
    pub async fn over(&self) {
        self.over.notified().await;
    }

    /// Whether others write to the database, too.
    pub fn are_shared(&self) -> bool {
        self.counts.is_none()
    }

    /// Begins one.
    pub fn begin(&self) -> UnderWay {
        if let Some(counts) = &self.counts {
            counts.begun.fetch_add(1, Ordering::SeqCst);
        }
        UnderWay(self.clone())
    }

    /// How many there were; nothing while one is under way, which others may see already.
    fn count(&self) -> Option<u64> {
        let counts = self.counts.as_ref()?;
        // In this order: one that begins and is over in between makes a difference.
        let over = counts.over.load(Ordering::SeqCst);
        (counts.begun.load(Ordering::SeqCst) == over).then_some(over)
    }
}

/// The newest that this program has read, and the place of who reads a newer one.
pub struct Kept<T> {
    newest: RwLock<Option<Arc<T>>>,
    /// As of how many commits it was last found to be the newest, and one more; 0 before.
    checked: AtomicU64,
    reading: Mutex<()>,
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self { newest: RwLock::new(None), checked: AtomicU64::new(0), reading: Mutex::new(()) }
    }
}

impl<T> fmt::Debug for Kept<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Kept(..)")
    }
}

impl<T> Kept<T> {
    fn newest(&self) -> Option<Arc<T>> {
        self.newest.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// As the database has it now. `number` asks what tells how new it is, `is_of` whether something is at least as new as that, and `newer` reads it,
    /// out of what was there before. `newer` reads its number first: what is written while it reads is then read again next time, never missed.
    pub async fn read<N, Numbering, Reading>(
        &self,
        store: &Store,
        number: impl FnOnce() -> Numbering,
        is_of: impl Fn(&T, &N) -> bool,
        newer: impl FnOnce(Option<Arc<T>>) -> Reading,
    ) -> Result<Arc<T>, StoreError>
    where
        Numbering: Future<Output = Result<N, StoreError>>,
        Reading: Future<Output = Result<T, StoreError>>,
    {
        // Before the database is asked: what is committed meanwhile is not seen for certain.
        let count = store.commits().count();
        let known = self.newest();
        if let Some(newest) = known.filter(|_| count.is_some_and(|count| self.checked.load(Ordering::SeqCst) > count)) {
            return Ok(newest);
        }
        let number = number().await?;
        let found = |newest: Arc<T>| {
            if let Some(count) = count {
                self.checked.fetch_max(count + 1, Ordering::SeqCst);
            }
            Ok(newest)
        };
        if let Some(newest) = self.newest().filter(|newest| is_of(newest, &number)) {
            return found(newest);
        }
        let _reading = self.reading.lock().await;
        // Whoever held the place may just have read it.
        let known = self.newest();
        if let Some(newest) = known.clone().filter(|newest| is_of(newest, &number)) {
            return found(newest);
        }
        let newest = Arc::new(newer(known).await?);
        *self.newest.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&newest));
        found(newest)
    }
}

#[derive(SurrealValue)]
struct Count {
    id: RecordId,
    number: i64,
}

/// The numbers that count what happens to something: those of this table, by their place.
pub async fn numbers<const N: usize>(store: &Store, table: &'static str) -> Result<[i64; N], StoreError> {
    let mut rows = store.read(&format!("SELECT id, number FROM {table}"), Variables::new()).await?;
    let mut numbers = [0; N];
    for Count { id, number } in rows.take::<Vec<Count>>(0)? {
        let place = match id.key {
            RecordIdKey::Number(place) => usize::try_from(place).ok(),
            _ => None,
        };
        let place = place.and_then(|place| numbers.get_mut(place));
        *place.ok_or_else(|| StoreError::new(format!("{table} has a number at a place that is none")))? = number;
    }
    Ok(numbers)
}

/// Whether all of these are at least as new as those that were just read.
pub fn are_of<const N: usize>(kept: &[i64; N], now: &[i64; N]) -> bool {
    kept.iter().zip(now).all(|(kept, now)| kept >= now)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Clock;
    use std::sync::atomic::AtomicUsize;

    /// Reads a number that was `stored` out of a database; says what came of it and how often the database was asked.
    async fn read(store: &Store, kept: &Kept<u64>, stored: &AtomicU64, asked: &AtomicUsize) -> u64 {
        let number = || async {
            asked.fetch_add(1, Ordering::SeqCst);
            Ok(stored.load(Ordering::SeqCst))
        };
        let newer = |_| async { Ok(stored.load(Ordering::SeqCst)) };
        *kept.read(store, number, |kept, number| kept >= number, newer).await.expect("reads")
    }

    #[tokio::test]
    async fn nobody_asks_again_until_something_is_committed() {
        let store = Store::open("mem://", Clock::machine()).await.expect("opens");
        let (kept, stored, asked) = (Kept::default(), AtomicU64::new(1), AtomicUsize::new(0));
        for _ in 0..3 {
            assert_eq!(read(&store, &kept, &stored, &asked).await, 1);
        }
        assert_eq!(asked.load(Ordering::SeqCst), 1);
        stored.store(2, Ordering::SeqCst);
        let under_way = store.commits().begin();
        assert_eq!((read(&store, &kept, &stored, &asked).await, asked.load(Ordering::SeqCst)), (2, 2), "it may be seen already");
        assert_eq!((read(&store, &kept, &stored, &asked).await, asked.load(Ordering::SeqCst)), (2, 3));
        drop(under_way);
        for _ in 0..3 {
            assert_eq!((read(&store, &kept, &stored, &asked).await, asked.load(Ordering::SeqCst)), (2, 4));
        }
        // Something else was committed.
        drop(store.commits().begin());
        for _ in 0..3 {
            assert_eq!((read(&store, &kept, &stored, &asked).await, asked.load(Ordering::SeqCst)), (2, 5));
        }
    }

    #[test]
    fn where_others_write_nobody_knows() {
        let commits = Commits::new(false);
        drop(commits.begin());
        assert_eq!(commits.count(), None);
    }
}
