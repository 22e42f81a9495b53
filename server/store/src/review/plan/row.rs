//! Plans as they are stored.

use crate::{
    Store, StoreError,
    record::unfit,
    review::{
        row::{about, id_of},
        write::changed,
    },
    transaction::Work,
    versioned::Versioned,
};
use surrealdb::types::{RecordId, SurrealValue};
use waymark::{
    plan::Plan,
    review::{Review, ReviewKey},
};

/// One of all plans.
#[derive(SurrealValue)]
pub(in crate::review) struct Row {
    pub(in crate::review) id: RecordId,
    content: String,
}

impl Row {
    pub(in crate::review) fn plan(&self) -> Result<Plan, StoreError> {
        serde_json::from_str(&self.content).map_err(|error| unfit("plan")(&error))
    }
}

fn record(key: ReviewKey) -> Versioned {
    Versioned { id: id_of("review_plan", key), name: "plan", what: "plan", changed: "the plan was changed" }
}

/// The plan of a review, and how often it was written; an empty one where nobody has written it.
pub(in crate::review) async fn read(store: &Store, key: ReviewKey) -> Result<(Plan, i64), StoreError> {
    record(key).read(store).await
}

/// Stores a plan, if it is still as it was seen.
pub(in crate::review) fn put(work: &mut Work, key: ReviewKey, seen: i64, plan: &Plan) {
    record(key).put(work, seen, plan);
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
