//! Plans as they are stored.

use crate::{
    Store, StoreError,
    record::unfit,
    review::{
        row::{about, id_of},
        write::changed,
    },
    transaction::{Work, with},
};
use surrealdb::types::{RecordId, SurrealValue};
use waymark::{
    plan::Plan,
    review::{Review, ReviewKey},
};

#[derive(SurrealValue)]
pub(in crate::review) struct Row {
    pub(in crate::review) id: RecordId,
    content: String,
    version: i64,
}

impl Row {
    pub(in crate::review) fn plan(&self) -> Result<Plan, StoreError> {
        serde_json::from_str(&self.content).map_err(|error| unfit("plan")(&error))
    }
}

/// The plan of a review, and how often it was written; an empty one where nobody has written it.
pub(in crate::review) async fn read(store: &Store, key: ReviewKey) -> Result<(Plan, i64), StoreError> {
    let mut rows = store.read("SELECT * FROM ONLY $id", with("id", id_of("review_plan", key))).await?;
    match rows.take::<Option<Row>>(0)? {
        Some(row) => Ok((row.plan()?, row.version)),
        None => Ok((Plan::default(), 0)),
    }
}

/// Stores a plan, if it is still as it was seen.
pub(in crate::review) fn put(work: &mut Work, key: ReviewKey, seen: i64, plan: &Plan) {
    work.add("IF ((SELECT VALUE version FROM ONLY $plan) ?? 0) != $plan_seen { THROW 'again: the plan was changed' }")
        .add("UPSERT $plan SET content = $plan_content, version = $plan_seen + 1 RETURN NONE")
        .bind("plan", id_of("review_plan", key))
        .bind("plan_seen", seen)
        .bind("plan_content", serde_json::to_string(plan).expect("a plan is plain data"));
}

/// A transaction that stores what became of the plan of a review, which says how far it is. While somebody writes, the review changes only where
/// that does.
pub(super) fn written(review: &Review, seen: i64, plan: &Plan) -> Work {
    let mut work = if plan.stage() == review.plan { about(review) } else { changed(review, &review.planned(plan.stage())) };
    put(&mut work, review.key, seen, plan);
    work
}

/// The same where somebody signs. The review changes in any case: who hands it over meanwhile learns of the signature.
pub(super) fn signed(review: &Review, seen: i64, plan: &Plan) -> Work {
    let mut work = changed(review, &review.planned(plan.stage()));
    put(&mut work, review.key, seen, plan);
    work
}
