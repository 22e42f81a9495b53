//! Whether what is kept in memory is still the newest, without asking the database.
//!
//! An embedded database is written by this program alone: nothing is newer than what was read unless something was committed since. A database server
//! has other writers, so there every reader asks.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

/// How often this program committed something, or tried to; nothing where others write, too.
#[derive(Clone)]
pub struct Commits(Option<Arc<AtomicU64>>);

impl Commits {
    /// Of a database that is `embedded`, or not.
    pub fn new(embedded: bool) -> Self {
        Self(embedded.then(|| Arc::new(AtomicU64::new(1))))
    }

    /// Notes one that is over. A failed one counts as well: it may have got through all the same, and who tries again wants to see why.
    pub fn note(&self) {
        if let Some(count) = &self.0 {
            count.fetch_add(1, Ordering::SeqCst);
        }
    }

    /// How many there were so far.
    pub fn count(&self) -> Option<u64> {
        self.0.as_ref().map(|count| count.load(Ordering::SeqCst))
    }
}

/// As of how many commits something was last found to be the newest.
#[derive(Debug, Default)]
pub struct Checked(AtomicU64);

impl Checked {
    /// Whether nothing can be newer. `count` is read before.
    pub fn is_newest(&self, count: Option<u64>) -> bool {
        count.is_some_and(|count| self.0.load(Ordering::SeqCst) >= count)
    }

    /// What is kept now is the newest as of this count, which was read before the database was asked.
    pub fn note(&self, count: Option<u64>) {
        if let Some(count) = count {
            self.0.fetch_max(count, Ordering::SeqCst);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_is_the_newest_until_something_is_committed() {
        let (commits, checked) = (Commits::new(true), Checked::default());
        assert!(!checked.is_newest(commits.count()), "nothing was read yet");
        let before = commits.count();
        commits.note();
        checked.note(before);
        assert!(!checked.is_newest(commits.count()), "something was committed while it was read");
        checked.note(commits.count());
        assert!(checked.is_newest(commits.count()));
        commits.note();
        assert!(!checked.is_newest(commits.count()));
    }

    #[test]
    fn where_others_write_nobody_knows() {
        let (commits, checked) = (Commits::new(false), Checked::default());
        checked.note(commits.count());
        commits.note();
        assert!(!checked.is_newest(commits.count()));
    }
}
