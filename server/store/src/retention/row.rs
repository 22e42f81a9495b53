//! The one record.

use crate::{
    Store, StoreError,
    record::unfit,
    transaction::{Work, with},
};
use surrealdb::types::{RecordId, SurrealValue};
use waymark::retention::Retention;

#[derive(SurrealValue)]
struct Row {
    content: String,
    version: i64,
}

fn id() -> RecordId {
    RecordId::new("retention", "organisation")
}

/// What is stored, and how often it was written; the defaults where it never was.
pub(super) async fn read(store: &Store) -> Result<(Retention, i64), StoreError> {
    let mut rows = store.read("SELECT content, version FROM ONLY $id", with("id", id())).await?;
    let Some(row) = rows.take::<Option<Row>>(0)? else { return Ok((Retention::default(), 0)) };
    let retention = serde_json::from_str(&row.content).map_err(|error| unfit("retention")(&error))?;
    Ok((retention, row.version))
}

/// Adds to a transaction that it is built anew unless this was written so often.
pub(super) fn unchanged(work: &mut Work, seen: i64) {
    work.add("IF ((SELECT VALUE version FROM ONLY $retention) ?? 0) != $retention_seen { THROW 'again: retention was changed' }")
        .bind("retention", id())
        .bind("retention_seen", seen);
}

/// Stores it in place of what was seen.
pub(super) fn put(work: &mut Work, seen: i64, retention: &Retention) {
    unchanged(work, seen);
    work.add("UPSERT $retention SET content = $retention_content, version = $retention_seen + 1 RETURN NONE")
        .bind("retention_content", serde_json::to_string(retention).expect("retention is plain data"));
}
