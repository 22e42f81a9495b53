//! What somebody wrote in reviews, whoever's they are: it is theirs to have.

use super::row::{WritingRow, key_of, role_of};
use crate::{Store, StoreError, record, transaction::with};
use surrealdb::types::{RecordId, SurrealValue};
use waymark::{
    PersonId,
    review::{ReviewKey, Role, Writing},
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

#[derive(SurrealValue)]
struct PlanRow {
    id: RecordId,
    content: String,
}

/// What is stored of the plans of these reviews, as it is stored.
pub(crate) async fn plans_of(store: &Store, keys: &[ReviewKey]) -> Result<Vec<(ReviewKey, String)>, StoreError> {
    let ids: Vec<RecordId> = keys.iter().map(|key| super::row::id_of("review_plan", *key)).collect();
    let mut rows = store.read("SELECT id, content FROM $ids", with("ids", ids)).await?;
    rows.take::<Vec<PlanRow>>(0)?.into_iter().map(|row| Ok((key_of(&row.id)?, row.content))).collect()
}
