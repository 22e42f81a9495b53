//! The one record.

use crate::{Store, StoreError, transaction::Work, versioned::Versioned};
use surrealdb::types::RecordId;
use waymark::retention::Retention;

fn record() -> Versioned {
    Versioned {
        id: RecordId::new("retention", "organisation"),
        name: "retention",
        what: "retention",
        changed: "retention was changed",
    }
}

/// What is stored, and how often it was written; the defaults where it never was.
pub(super) async fn read(store: &Store) -> Result<(Retention, i64), StoreError> {
    record().read(store).await
}

/// Adds to a transaction that it is built anew unless this was written so often.
pub(super) fn unchanged(work: &mut Work, seen: i64) {
    record().unchanged(work, seen);
}

/// Stores it in place of what was seen.
pub(super) fn put(work: &mut Work, seen: i64, retention: &Retention) {
    record().put(work, seen, retention);
}
