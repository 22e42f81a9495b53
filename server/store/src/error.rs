//! What can go wrong: the store itself, or a rule that refuses.

use std::fmt;

/// The store did not do what was asked, for a reason that is no user's fault. Its text is for the log, not for a page.
#[derive(Debug)]
pub struct StoreError {
    message: String,
    retry: bool,
}

/// What a transaction throws when what it was built from is no longer true: it is then built anew.
pub(crate) const AGAIN: &str = "again:";

impl StoreError {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), retry: false }
    }

    /// Whether the same transaction may succeed when it is built anew from what is stored now.
    pub(crate) fn may_retry(&self) -> bool {
        self.retry
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for StoreError {}

impl From<surrealdb::Error> for StoreError {
    fn from(error: surrealdb::Error) -> Self {
        use surrealdb::types::QueryError;
        let message = error.to_string();
        // A unique index or a record id that somebody else took meanwhile: built anew, the verb sees it and says so.
        let taken = error.is_already_exists() || message.contains("already contains") || message.contains("already exists");
        let conflict =
            matches!(error.query_details(), Some(QueryError::TransactionConflict)) || message.contains("can be retried");
        let outdated = error.is_thrown() && message.contains(AGAIN);
        Self { retry: taken || conflict || outdated, message }
    }
}

/// Why a verb did nothing.
#[derive(Debug)]
pub enum Failed<Refused> {
    /// A rule refused it; the person can do something about it.
    Refused(Refused),
    /// The store failed; nothing was changed.
    Store(StoreError),
}

impl<Refused> From<StoreError> for Failed<Refused> {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl<Refused> From<surrealdb::Error> for Failed<Refused> {
    fn from(error: surrealdb::Error) -> Self {
        Self::Store(error.into())
    }
}

impl<Refused: fmt::Debug> fmt::Display for Failed<Refused> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refused) => write!(f, "refused: {refused:?}"),
            Self::Store(error) => error.fmt(f),
        }
    }
}

impl<Refused: fmt::Debug> std::error::Error for Failed<Refused> {}
