//! Between the domain's values and SurrealDB's.

use crate::StoreError;
use jiff::{Timestamp, civil::Date};
use std::{fmt::Write, ops::Bound};
use surrealdb::types::{Array, Datetime, RecordId, RecordIdKey, RecordIdKeyRange, SurrealValue, Uuid, Value};
use waymark::{CycleId, PersonId, SurveyId, TeamId, Version};

pub(crate) fn person(id: PersonId) -> RecordId {
    RecordId::new("person", Uuid::from(id.uuid()))
}

pub(crate) fn team(id: TeamId) -> RecordId {
    RecordId::new("team", Uuid::from(id.uuid()))
}

pub(crate) fn cycle(id: CycleId) -> RecordId {
    RecordId::new("cycle", Uuid::from(id.uuid()))
}

pub(crate) fn survey(id: SurveyId) -> RecordId {
    RecordId::new("survey", Uuid::from(id.uuid()))
}

pub(crate) fn person_id(record: &RecordId) -> Result<PersonId, StoreError> {
    uuid(record).map(PersonId::from_uuid)
}

pub(crate) fn team_id(record: &RecordId) -> Result<TeamId, StoreError> {
    uuid(record).map(TeamId::from_uuid)
}

pub(crate) fn uuid(record: &RecordId) -> Result<uuid::Uuid, StoreError> {
    match &record.key {
        RecordIdKey::Uuid(uuid) => Ok((*uuid).into()),
        other => Err(StoreError::new(format!("a record of {} has the key {other:?} where a UUID belongs", record.table))),
    }
}

/// An id of two parts: all rows with the same first part lie together.
pub(crate) fn pair(table: &str, first: impl SurrealValue, second: impl SurrealValue) -> RecordId {
    RecordId::new(table, key(vec![first.into_value(), second.into_value()]))
}

/// An id of several parts: all rows that begin with the same lie together.
pub(crate) fn of_parts(table: &str, parts: Vec<Value>) -> RecordId {
    RecordId::new(table, key(parts))
}

/// All rows whose id begins with these parts and has more, of which the next is a number, a text or a UUID.
pub(crate) fn all_under(table: &str, parts: Vec<Value>) -> RecordId {
    let end = parts.iter().cloned().chain([Value::Array(Array::default())]).collect();
    RecordId::new(table, RecordIdKeyRange { start: Bound::Included(key(parts)), end: Bound::Excluded(key(end)) })
}

/// A place in a list, as it is stored.
pub(crate) fn number(place: usize) -> i64 {
    i64::try_from(place).expect("no list has 2^63 places")
}

/// All rows whose id is a pair with this first part; the second is a number, a text or a UUID, which all come before lists.
pub(crate) fn all_of(table: &str, first: impl SurrealValue) -> RecordId {
    let first = first.into_value();
    range(table, Bound::Included(key(vec![first.clone()])), first)
}

/// The same, from behind this second part on.
pub(crate) fn all_after(table: &str, first: impl SurrealValue, second: impl SurrealValue) -> RecordId {
    let first = first.into_value();
    range(table, Bound::Excluded(key(vec![first.clone(), second.into_value()])), first)
}

fn range(table: &str, start: Bound<RecordIdKey>, first: Value) -> RecordId {
    let end = Bound::Excluded(key(vec![first, Value::Array(Array::default())]));
    RecordId::new(table, RecordIdKeyRange { start, end })
}

fn key(parts: Vec<Value>) -> RecordIdKey {
    RecordIdKey::from(Array::from(parts))
}

/// The second part of an id of two.
pub(crate) fn second(record: &RecordId) -> Result<&Value, StoreError> {
    let part = match &record.key {
        RecordIdKey::Array(parts) => parts.get(1),
        _ => None,
    };
    part.ok_or_else(|| StoreError::new(format!("a record of {} has no id of two parts", record.table)))
}

/// A civil date, as it is stored.
pub(crate) fn day(text: &str) -> Result<Date, StoreError> {
    text.parse().map_err(|error: jiff::Error| unfit("day")(&error))
}

pub(crate) fn version(number: i64) -> Result<Version, StoreError> {
    u32::try_from(number).map(Version).map_err(|error| unfit("version")(&error))
}

pub(crate) fn text_key(record: &RecordId) -> Result<String, StoreError> {
    match &record.key {
        RecordIdKey::String(key) => Ok(key.clone()),
        other => Err(StoreError::new(format!("a record of {} has the key {other:?} where a text belongs", record.table))),
    }
}

pub(crate) fn datetime(at: Timestamp) -> Datetime {
    let nanos = at.as_nanosecond();
    // Whole seconds are rounded down, so that what is left is never negative.
    let seconds = i64::try_from(nanos.div_euclid(1_000_000_000)).expect("a timestamp's seconds fit in 64 bits");
    let rest = u32::try_from(nanos.rem_euclid(1_000_000_000)).expect("less than a second");
    Datetime::from_timestamp(seconds, rest).expect("every timestamp of jiff (years -9999 to 9999) is a datetime")
}

pub(crate) fn timestamp(at: Datetime) -> Result<Timestamp, StoreError> {
    let at = at.into_inner();
    Timestamp::new(at.timestamp(), i32::try_from(at.timestamp_subsec_nanos()).unwrap_or(0))
        .map_err(|error| StoreError::new(format!("a stored time cannot be read: {error}")))
}

/// Two hexadecimal digits a byte.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// A stored value that does not follow the domain's rule any more, with what and why.
pub(crate) fn unfit(what: &'static str) -> impl Fn(&dyn std::fmt::Display) -> StoreError {
    move |error| StoreError::new(format!("a stored {what} cannot be read: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn times_read_back_as_themselves(microseconds in -60_000_000_000_000_000_i64..200_000_000_000_000_000) {
            let at = Timestamp::from_microsecond(microseconds).expect("in range");
            prop_assert_eq!(timestamp(datetime(at)).expect("reads"), at);
        }
    }
}
