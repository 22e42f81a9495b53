//! The organisation's own settings: its name and its time zone.

use crate::{Store, StoreError, record::unfit, transaction::with};
use serde::{Deserialize, Serialize};
use surrealdb::types::{RecordId, SurrealValue};
use waymark::ZoneName;

/// What holds for everybody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    /// What it calls itself.
    pub name: String,
    /// The zone in which due dates end, and in which times show for whoever chose none.
    pub time_zone: ZoneName,
}

impl Default for Organisation {
    fn default() -> Self {
        Self { name: "Your organisation".to_owned(), time_zone: ZoneName::utc() }
    }
}

#[derive(SurrealValue)]
pub(crate) struct Row {
    name: String,
    time_zone: String,
}

impl Row {
    /// The settings; the defaults where nobody set them.
    pub(crate) fn organisation(row: Option<Self>) -> Result<Organisation, StoreError> {
        let Some(row) = row else { return Ok(Organisation::default()) };
        Ok(Organisation { name: row.name, time_zone: row.time_zone.parse().map_err(|error| unfit("time zone")(&error))? })
    }
}

pub(crate) fn id() -> RecordId {
    RecordId::new("organisation", "this")
}

/// The settings; the defaults until somebody sets them.
///
/// # Errors
///
/// When the store fails.
pub async fn read(store: &Store) -> Result<Organisation, StoreError> {
    let mut rows = store.read("SELECT name, time_zone FROM ONLY $id", with("id", id())).await?;
    Row::organisation(rows.take(0)?)
}
