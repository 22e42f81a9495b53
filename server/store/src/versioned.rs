//! A record that is stored as a whole: JSON, and how often it was written. What nobody wrote yet is as it is by default.

use crate::{
    Store, StoreError,
    record::unfit,
    transaction::{Work, with},
};
use serde::{Serialize, de::DeserializeOwned};
use surrealdb::types::{RecordId, SurrealValue};

#[derive(SurrealValue)]
struct Row {
    content: String,
    version: i64,
}

/// Such a record, and what is said of it.
pub(crate) struct Versioned {
    /// Where it is.
    pub(crate) id: RecordId,
    /// With what the names of its values begin in a transaction; no other part of that may have it.
    pub(crate) name: &'static str,
    /// What it is called where it cannot be read.
    pub(crate) what: &'static str,
    /// Why a transaction is built anew that had seen it otherwise.
    pub(crate) changed: &'static str,
}

impl Versioned {
    /// What is stored, and how often it was written; the default where it never was.
    pub(crate) async fn read<T: DeserializeOwned + Default>(self, store: &Store) -> Result<(T, i64), StoreError> {
        let mut rows = store.read("SELECT content, version FROM ONLY $id", with("id", self.id)).await?;
        let Some(row) = rows.take::<Option<Row>>(0)? else { return Ok((T::default(), 0)) };
        let content = serde_json::from_str(&row.content).map_err(|error| unfit(self.what)(&error))?;
        Ok((content, row.version))
    }

    /// Adds to a transaction that it is built anew unless this was written so often.
    pub(crate) fn unchanged(self, work: &mut Work, seen: i64) {
        let Self { id, name, changed, .. } = self;
        work.add(&format!("IF ((SELECT VALUE version FROM ONLY ${name}) ?? 0) != ${name}_seen {{ THROW 'again: {changed}' }}"))
            .bind(name, id)
            .bind(&format!("{name}_seen"), seen);
    }

    /// Stores this in place of what was seen.
    pub(crate) fn put(self, work: &mut Work, seen: i64, content: &impl Serialize) {
        let name = self.name;
        self.unchanged(work, seen);
        work.add(&format!("UPSERT ${name} SET content = ${name}_content, version = ${name}_seen + 1 RETURN NONE"))
            .bind(&format!("{name}_content"), serde_json::to_string(content).expect("what is stored as a whole is plain data"));
    }
}
