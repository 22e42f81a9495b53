//! What somebody wrote in reviews, whoever's they are: it is theirs to have.

use super::row::{self, WritingRow, key_of, role_of};
use crate::{
    Store, StoreError, record,
    transaction::{Work, with},
};
use jiff::civil::Date;
use std::sync::Arc;
use surrealdb::types::RecordId;
use waymark::{
    PersonId,
    review::{Review, ReviewKey, Role, Writing},
};

/// Something that somebody wrote.
#[derive(Clone, Debug)]
pub(crate) struct Written {
    /// In which review.
    pub(crate) key: ReviewKey,
    /// As what.
    pub(crate) role: Role,
    /// What.
    pub(crate) writing: Writing,
}

/// Everything that somebody wrote, by review.
pub(crate) async fn written_by(store: &Store, author: PersonId) -> Result<Vec<Written>, StoreError> {
    let mut rows =
        store.read("SELECT * FROM review_writing WHERE author = $author", with("author", record::person(author))).await?;
    let rows = rows.take::<Vec<WritingRow>>(0)?;
    let written = |row: &WritingRow| Ok(Written { key: key_of(&row.id)?, role: role_of(&row.id)?, writing: row.writing()? });
    let mut all = rows.iter().map(written).collect::<Result<Vec<_>, StoreError>>()?;
    all.sort_by_key(|written| (written.key, written.role));
    Ok(all)
}

/// Adds to a transaction that nothing is left of what was written in somebody's own reviews, by whomever; and nothing of these texts, which they wrote in
/// reviews of others.
pub(crate) fn forget(work: &mut Work, person: PersonId, own: &[Arc<Review>], written: &[Written], today: Date) {
    let stripped: Vec<(Arc<Review>, Review)> = own.iter().map(|review| (Arc::clone(review), review.empty(today))).collect();
    row::forget(work, &stripped);
    let alone = written.iter().filter(|written| written.key.person != person);
    let ids: Vec<RecordId> = alone.map(|written| row::writing_of(written.key, written.role, person)).collect();
    if !ids.is_empty() {
        work.add("DELETE $peer_writings RETURN NONE").bind("peer_writings", ids);
    }
}
