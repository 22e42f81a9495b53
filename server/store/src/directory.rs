//! The directory in memory: everybody, every team, who stands in for whom, and the organisation's settings, as of one
//! number of change. Reading it asks the store for that number only, and for what came after it.

use crate::{
    Store, StoreError, delegation, organisation,
    organisation::Organisation,
    person, project, team,
    transaction::{Work, with},
};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use std::sync::Arc;
use surrealdb::types::RecordId;
use waymark::{PersonId, ProjectId, ZoneName, delegation::Delegation, directory::Directory, project::Project};

/// The organisation as it was at one moment.
#[derive(Debug)]
pub struct Snapshot {
    /// How many changes it has seen.
    pub(crate) number: i64,
    /// Its name and zone.
    pub organisation: Organisation,
    /// Everybody and every team.
    pub directory: Directory,
    /// Grants that are not over, or were not when they were last read.
    pub delegations: Vec<Delegation>,
    /// Every project by name, those that ended as well.
    pub projects: Vec<Project>,
}

impl Snapshot {
    /// The organisation's date at this moment.
    pub fn day(&self, now: Timestamp) -> Date {
        now.to_zoned(zone(&self.organisation.time_zone)).date()
    }

    /// The project with this id.
    pub fn project(&self, id: ProjectId) -> Option<&Project> {
        self.projects.iter().find(|project| project.id == id)
    }

    /// For whom this person stands in on this day.
    pub fn stands_in_for(&self, person: PersonId, day: Date) -> impl Iterator<Item = PersonId> {
        self.delegations.iter().filter(move |grant| grant.to == person && grant.holds(day)).map(|grant| grant.of)
    }
}

/// The zone of this name; UTC when the machine does not know it any more.
pub fn zone(name: &ZoneName) -> TimeZone {
    TimeZone::get(name.as_str()).unwrap_or(TimeZone::UTC)
}

pub(crate) fn revision() -> RecordId {
    RecordId::new("revision", "organisation")
}

/// The organisation as the store has it now.
///
/// # Errors
///
/// When the store fails.
pub async fn read(store: &Store) -> Result<Arc<Snapshot>, StoreError> {
    let is_of = |kept: &Snapshot, number: &i64| kept.number >= *number;
    store.directory().read(store, || number(store), is_of, |known| newer(store, known)).await
}

/// Adds to a transaction that it holds only if the organisation is still as it was `seen`; else it is built anew.
pub(crate) fn unchanged(work: &mut Work, seen: &Snapshot) {
    work.add("IF ((SELECT VALUE number FROM ONLY $revision) ?? 0) != $seen { THROW 'again: the organisation was changed' }")
        .bind("revision", revision())
        .bind("seen", seen.number);
}

async fn number(store: &Store) -> Result<i64, StoreError> {
    let mut rows = store.read("SELECT VALUE number FROM ONLY $id", with("id", revision())).await?;
    Ok(rows.take::<Option<i64>>(0)?.unwrap_or(0))
}

async fn newer(store: &Store, known: Option<Arc<Snapshot>>) -> Result<Snapshot, StoreError> {
    let known = known.as_deref();
    let mut values = with("id", revision());
    values.insert("organisation", organisation::id());
    values.insert("known", known.map_or(-1, |known| known.number));
    // The number comes first: what is written while the rest is read is then read again next time, never missed.
    let mut rows = store
        .read(
            "SELECT VALUE number FROM ONLY $id; SELECT name, time_zone FROM ONLY $organisation; SELECT * FROM delegation;
             SELECT * FROM person WHERE changed > $known; SELECT * FROM team WHERE changed > $known;",
            values,
        )
        .await?;
    let number = rows.take::<Option<i64>>(0)?.unwrap_or(0);
    let organisation = organisation::Row::organisation(rows.take(1)?)?;
    let delegations =
        rows.take::<Vec<delegation::Row>>(2)?.into_iter().map(delegation::Row::delegation).collect::<Result<_, _>>()?;
    let people = person::persons(rows.take(3)?)?;
    let teams = rows.take::<Vec<team::Row>>(4)?.into_iter().map(team::Row::team).collect::<Result<Vec<_>, _>>()?;
    let directory = match known {
        Some(known) => known.directory.with(people, teams),
        None => Directory::of(people, teams),
    };
    // Few, and seldom changed.
    let projects = project::list(store).await?;
    Ok(Snapshot { number, organisation, directory, delegations, projects })
}
