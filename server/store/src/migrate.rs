//! Numbered migrations: applied in order, once, each in one transaction with the note that it was.

use crate::{Store, StoreError, record, transaction::Work};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use surrealdb::types::SurrealValue;

/// One step of the schema.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// Its number: 1, 2, 3, ...
    pub number: u32,
    /// What it is about.
    pub name: &'static str,
    /// Its statements.
    pub statements: &'static str,
}

impl Migration {
    /// SHA-256 of the statements, in hexadecimal digits.
    pub fn checksum(&self) -> String {
        record::hex(&Sha256::digest(self.statements))
    }
}

/// The schema that this program knows, oldest first.
pub const SCHEMA: &[Migration] = &[
    Migration { number: 1, name: "foundation", statements: include_str!("../schema/0001_foundation.surql") },
    Migration { number: 2, name: "people", statements: include_str!("../schema/0002_people.surql") },
    Migration { number: 3, name: "surveys", statements: include_str!("../schema/0003_surveys.surql") },
    Migration { number: 4, name: "goals", statements: include_str!("../schema/0004_goals.surql") },
    Migration { number: 5, name: "goal tree", statements: include_str!("../schema/0005_goal_tree.surql") },
    Migration { number: 6, name: "workshops", statements: include_str!("../schema/0006_workshops.surql") },
    Migration { number: 7, name: "reviews", statements: include_str!("../schema/0007_reviews.surql") },
    Migration { number: 8, name: "retention", statements: include_str!("../schema/0008_retention.surql") },
    Migration { number: 9, name: "mine", statements: include_str!("../schema/0009_mine.surql") },
    Migration { number: 10, name: "deeds", statements: include_str!("../schema/0010_deeds.surql") },
];

/// Why a database cannot be used by this program.
#[derive(Debug)]
pub(crate) enum MigrateFailed {
    /// It was written by a newer program.
    Newer { has: u32, known: u32 },
    /// A step that it went through is not the one that this program knows by that number.
    Altered { number: u32, name: String },
    /// The store failed.
    Store(StoreError),
}

impl From<StoreError> for MigrateFailed {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

#[derive(SurrealValue)]
struct Applied {
    number: u32,
    name: String,
    checksum: String,
}

/// The steps that the database went through, after comparing them with the known ones. Only reads.
async fn applied(store: &Store, schema: &[Migration]) -> Result<usize, MigrateFailed> {
    let mut tables = store.read("RETURN object::keys((INFO FOR DB).tables)", surrealdb::types::Variables::new()).await?;
    let tables: Vec<String> = tables.take(0).map_err(StoreError::from)?;
    if !tables.iter().any(|table| table == "migration") {
        return Ok(0);
    }
    let mut rows = store
        .read("SELECT number, name, checksum FROM migration ORDER BY number LIMIT 10000", surrealdb::types::Variables::new())
        .await?;
    let rows: Vec<Applied> = rows.take(0).map_err(StoreError::from)?;
    let known = schema.last().map_or(0, |migration| migration.number);
    if let Some(newest) = rows.last().filter(|newest| newest.number > known) {
        return Err(MigrateFailed::Newer { has: newest.number, known });
    }
    for (row, migration) in rows.iter().zip(schema) {
        if row.number != migration.number || row.checksum != migration.checksum() {
            return Err(MigrateFailed::Altered { number: row.number, name: row.name.clone() });
        }
    }
    Ok(rows.len())
}

/// Brings the database to `schema`; returns the steps that were needed.
///
/// All that could refuse is looked at before the first step is taken.
pub(crate) async fn migrate<'a>(
    store: &Store,
    schema: &'a [Migration],
    now: Timestamp,
) -> Result<&'a [Migration], MigrateFailed> {
    let done = applied(store, schema).await?;
    let missing = &schema[done.min(schema.len())..];
    for migration in missing {
        let mut work = Work::new();
        if migration.number == 1 {
            work.add("DEFINE TABLE migration SCHEMAFULL PERMISSIONS NONE")
                .add("DEFINE FIELD number ON migration TYPE int")
                .add("DEFINE FIELD name ON migration TYPE string")
                .add("DEFINE FIELD checksum ON migration TYPE string")
                .add("DEFINE FIELD at ON migration TYPE datetime");
        }
        work.add(migration.statements.trim_end().trim_end_matches(';'))
            .add("CREATE type::record('migration', $number) SET number = $number, name = $name, checksum = $checksum, at = $at")
            .bind("number", i64::from(migration.number))
            .bind("name", migration.name.to_owned())
            .bind("checksum", migration.checksum())
            .bind("at", record::datetime(now));
        store.commit(work).await?;
        tracing::info!(number = migration.number, name = migration.name, "migrated");
    }
    Ok(missing)
}
