//! Reviews and what is written in them as they are stored, and what counts what happens to them.

use crate::{
    StoreError, record,
    record::unfit,
    transaction::{Work, with},
};
use std::{collections::BTreeMap, sync::Arc};
use surrealdb::types::{RecordId, RecordIdKey, SurrealValue, Uuid, Value};
use waymark::{
    CycleId, PersonId,
    review::{Review, ReviewKey, Role, Writing},
};

/// How many numbers count what is written.
pub(super) const SHARDS: usize = 16;

/// The place of the number that counts those that are gone.
pub(super) const GONE: usize = SHARDS;

/// How many numbers there are.
pub(super) const NUMBERS: usize = SHARDS + 1;

#[derive(SurrealValue)]
pub(super) struct Row {
    pub(super) id: RecordId,
    content: String,
    pub(super) version: i64,
    shard: i64,
    changed: i64,
}

impl Row {
    pub(super) fn review(&self) -> Result<Review, StoreError> {
        serde_json::from_str(&self.content).map_err(|error| unfit("review")(&error))
    }
}

pub(super) fn id_of(table: &str, key: ReviewKey) -> RecordId {
    record::pair(table, Uuid::from(key.cycle.uuid()), Uuid::from(key.person.uuid()))
}

/// Of which review a record is whose id begins with its key.
pub(super) fn key_of(record: &RecordId) -> Result<ReviewKey, StoreError> {
    if let RecordIdKey::Array(parts) = &record.key
        && let (Some(Value::Uuid(cycle)), Some(Value::Uuid(person))) = (parts.first(), parts.get(1))
    {
        return Ok(ReviewKey { cycle: CycleId::from_uuid((*cycle).into()), person: PersonId::from_uuid((*person).into()) });
    }
    Err(StoreError::new(format!("a record of {} has no review for its id", record.table)))
}

fn shard_of(key: ReviewKey) -> usize {
    usize::from(key.person.uuid().as_bytes()[0]) % SHARDS
}

pub(super) fn count_of(place: usize) -> RecordId {
    RecordId::new("review_count", record::number(place))
}

fn content(review: &Review) -> String {
    serde_json::to_string(review).expect("a review is plain data")
}

/// A transaction about a review, which is built anew unless this is still as it was seen.
pub(super) fn about(seen: &Review) -> Work {
    let mut work = Work::new();
    work.add("IF ((SELECT VALUE version FROM ONLY $review) ?? -1) != $review_seen { THROW 'again: the review was changed' }")
        .bind("review", id_of("review", seen.key))
        .bind("review_seen", i64::from(seen.version.0));
    work
}

/// Stores what becomes of the review that a transaction is about.
pub(super) fn put(work: &mut Work, review: &Review) {
    let shard = shard_of(review.key);
    work.add("UPDATE $review_count SET number += 1 RETURN NONE")
        .add("LET $review_number = SELECT VALUE number FROM ONLY $review_count")
        .add("UPDATE $review SET content = $review_content, version = $review_version, changed = $review_number RETURN NONE")
        .bind("review_count", count_of(shard))
        .bind("review_content", content(review))
        .bind("review_version", i64::from(review.version.0));
}

/// Adds new ones to a transaction; whoever made one of them meanwhile is met.
pub(super) fn create(work: &mut Work, reviews: &[Review]) {
    let mut shards: BTreeMap<usize, Vec<&Review>> = BTreeMap::new();
    for review in reviews {
        shards.entry(shard_of(review.key)).or_default().push(review);
    }
    for (shard, reviews) in shards {
        let part = work.part();
        // What is counted is set below: it is not known here.
        let rows: Vec<Row> = reviews
            .iter()
            .map(|review| Row {
                id: id_of("review", review.key),
                content: content(review),
                version: i64::from(review.version.0),
                shard: record::number(shard),
                changed: 0,
            })
            .collect();
        work.add(&format!("UPDATE $review_count_{part} SET number += 1 RETURN NONE"))
            .add(&format!("LET $review_number_{part} = SELECT VALUE number FROM ONLY $review_count_{part}"))
            .add(&format!("FOR $row IN $review_rows_{part} {{ CREATE $row.id SET content = $row.content, version = $row.version, shard = $row.shard, changed = $review_number_{part} RETURN NONE }}"))
            .bind(&format!("review_count_{part}"), count_of(shard))
            .bind(&format!("review_rows_{part}"), rows);
    }
}

/// Removes reviews with all that was written in them.
pub(super) fn remove(work: &mut Work, keys: &[ReviewKey]) {
    let ids = |table: &str| keys.iter().map(|key| id_of(table, *key)).collect::<Vec<_>>();
    work.add("UPDATE $reviews_gone SET number += 1 RETURN NONE")
        .add("DELETE $reviews RETURN NONE")
        .add("DELETE $review_plans RETURN NONE")
        .bind("reviews_gone", count_of(GONE))
        .bind("reviews", ids("review"))
        .bind("review_plans", ids("review_plan"));
    for key in keys {
        let part = work.part();
        work.add(&format!("DELETE $writings_{part} RETURN NONE")).bind(&format!("writings_{part}"), writings_of(*key));
    }
}

/// Stores several reviews, each in place of what was seen, and removes all that was written in them.
pub(super) fn empty(work: &mut Work, reviews: &[(Arc<Review>, Review)]) {
    let mut shards: BTreeMap<usize, Vec<&(Arc<Review>, Review)>> = BTreeMap::new();
    for review in reviews {
        shards.entry(shard_of(review.1.key)).or_default().push(review);
    }
    for (shard, reviews) in shards {
        let count = work.part();
        work.add(&format!("UPDATE $review_count_{count} SET number += 1 RETURN NONE"))
            .add(&format!("LET $review_number_{count} = SELECT VALUE number FROM ONLY $review_count_{count}"))
            .bind(&format!("review_count_{count}"), count_of(shard));
        for (seen, emptied) in reviews {
            let part = work.part();
            work.add(&format!(
                "IF ((SELECT VALUE version FROM ONLY $review_{part}) ?? -1) != $review_seen_{part} {{ THROW 'again: the review was changed' }}"
            ))
            .add(&format!(
                "UPDATE $review_{part} SET content = $review_content_{part}, version = $review_version_{part}, \
                 changed = $review_number_{count} RETURN NONE"
            ))
            .add(&format!("DELETE $writings_{part} RETURN NONE"))
            .bind(&format!("review_{part}"), id_of("review", seen.key))
            .bind(&format!("review_seen_{part}"), i64::from(seen.version.0))
            .bind(&format!("review_content_{part}"), content(emptied))
            .bind(&format!("review_version_{part}"), i64::from(emptied.version.0))
            .bind(&format!("writings_{part}"), writings_of(seen.key));
        }
    }
}

/// The same, with their plans.
pub(super) fn forget(work: &mut Work, reviews: &[(Arc<Review>, Review)]) {
    empty(work, reviews);
    for (_, after) in reviews {
        let part = work.part();
        work.add(&format!("DELETE $review_plan_{part} RETURN NONE"))
            .bind(&format!("review_plan_{part}"), id_of("review_plan", after.key));
    }
}

fn word(role: Role) -> &'static str {
    match role {
        Role::Half => "half",
        Role::Notes => "notes",
        Role::Input => "input",
    }
}

/// As what something was written that has this id.
pub(super) fn role_of(record: &RecordId) -> Result<Role, StoreError> {
    let part = match &record.key {
        RecordIdKey::Array(parts) => parts.get(2),
        _ => None,
    };
    let roles = [Role::Half, Role::Notes, Role::Input];
    let role = match part {
        Some(Value::String(text)) => roles.into_iter().find(|role| word(*role) == text.as_str()),
        _ => None,
    };
    role.ok_or_else(|| StoreError::new(format!("a record of {} has no role in its id", record.table)))
}

fn start_of(key: ReviewKey) -> Vec<Value> {
    [key.cycle.uuid(), key.person.uuid()].map(|id| Uuid::from(id).into_value()).to_vec()
}

/// What somebody wrote as this.
pub(super) fn writing_of(key: ReviewKey, role: Role, author: PersonId) -> RecordId {
    let rest = [word(role).to_owned().into_value(), Uuid::from(author.uuid()).into_value()];
    record::of_parts("review_writing", start_of(key).into_iter().chain(rest).collect())
}

/// All that was written in a review.
pub(super) fn writings_of(key: ReviewKey) -> RecordId {
    record::all_under("review_writing", start_of(key))
}

/// All that was written in the reviews of a cycle.
pub(super) fn writings_in(cycle: CycleId) -> RecordId {
    record::all_under("review_writing", vec![Uuid::from(cycle.uuid()).into_value()])
}

#[derive(SurrealValue)]
pub(super) struct WritingRow {
    pub(super) id: RecordId,
    content: String,
    pub(super) touched: i64,
}

impl WritingRow {
    pub(super) fn writing(&self) -> Result<Writing, StoreError> {
        serde_json::from_str(&self.content).map_err(|error| unfit("text of a review")(&error))
    }
}

/// What somebody wrote as this, and how often it was touched.
pub(super) async fn writing(
    store: &crate::Store,
    key: ReviewKey,
    role: Role,
    author: PersonId,
) -> Result<(Writing, i64), StoreError> {
    let mut rows = store.read("SELECT * FROM ONLY $id", with("id", writing_of(key, role, author))).await?;
    match rows.take::<Option<WritingRow>>(0)? {
        Some(row) => Ok((row.writing()?, row.touched)),
        None => Ok((Writing::default(), 0)),
    }
}

/// Adds to a transaction that it is built anew if this was touched meanwhile, and that whoever writes it meanwhile is built anew.
pub(super) fn touch(work: &mut Work, key: ReviewKey, role: Role, author: PersonId, seen: i64) {
    let part = work.part();
    work.add(&format!(
        "IF ((SELECT VALUE touched FROM ONLY $writing_{part}) ?? 0) != $writing_seen_{part} {{ THROW 'again: the text was changed' }}"
    ))
    .add(&format!("UPDATE $writing_{part} SET touched += 1 RETURN NONE"))
    .bind(&format!("writing_{part}"), writing_of(key, role, author))
    .bind(&format!("writing_seen_{part}"), seen);
}

/// Stores what somebody wrote, if it is still as it was seen.
pub(super) fn write(work: &mut Work, key: ReviewKey, role: Role, author: PersonId, seen: i64, writing: &Writing) {
    work.add("IF ((SELECT VALUE touched FROM ONLY $writing) ?? 0) != $writing_seen { THROW 'again: the text was changed' }")
        .add("UPSERT $writing SET content = $writing_content, author = $writing_author, touched = $writing_seen + 1 RETURN NONE")
        .bind("writing", writing_of(key, role, author))
        .bind("writing_seen", seen)
        .bind("writing_author", record::person(author))
        .bind("writing_content", serde_json::to_string(writing).expect("texts are plain data"));
}
