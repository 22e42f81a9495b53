//! Personal reviews in the store. How far they are is in memory ([`all`]); what somebody wrote is in the database alone, and read by who may only:
//! [`read`] decides what a side sees, [`plan::read`] what somebody sees of the plan.

mod ask;
mod emptied;
mod half;
mod kept;
mod launch;
mod letters;
mod own;
pub mod plan;
mod row;
mod write;

pub use ask::{ask, ask_no_more, decline, give, own_input, remind, save_input};
pub(crate) use emptied::{empty, with_texts};
pub use half::{Half, LeftBehind, Open, SaveFailed, amend, left_behind, read, save, save_notes, share, take_back};
pub use kept::{Reviews, all};
pub use launch::{NotLaunched, Preview, Wanted, Who, call_off, launch, preview};
pub use letters::{Letter, write as write_letters};
pub(crate) use own::{Written, forget, written_by};
pub use write::{hand_over, open_to_line};

use crate::{Store, StoreError};
use row::Row;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};
use surrealdb::types::Variables;
use waymark::review::{PlanStage, Review, ReviewKey};

/// The review with this key.
///
/// # Errors
///
/// When the store fails.
pub async fn find(store: &Store, key: ReviewKey) -> Result<Option<Arc<Review>>, StoreError> {
    Ok(all(store).await?.shelf.find(key).cloned())
}

/// How many reviews there are, and what is wrong with them.
pub(crate) async fn verify(store: &Store) -> Result<(usize, Vec<String>), StoreError> {
    let mut rows =
        store.read("SELECT * FROM review; SELECT * FROM review_writing; SELECT * FROM review_plan", Variables::new()).await?;
    let plans = rows.take::<Vec<plan::row::Row>>(2)?;
    let (rows, writings) = (rows.take::<Vec<Row>>(0)?, rows.take::<Vec<row::WritingRow>>(1)?);
    let (count, mut troubles) = (rows.len(), Vec::new());
    let mut reviews: BTreeMap<ReviewKey, Review> = BTreeMap::new();
    for row in rows {
        let key = row::key_of(&row.id)?;
        let name = format!("the review of {} in {}", key.person, key.cycle);
        match row.review() {
            Err(error) => troubles.push(format!("{name}: {error}")),
            Ok(review) => {
                if review.key != key || i64::from(review.version.0) != row.version {
                    troubles.push(format!("{name} is stored as another, or as another version of itself"));
                }
                if review.manager == key.person {
                    troubles.push(format!("{name} is held by themselves"));
                }
                reviews.insert(key, review);
            }
        }
    }
    for row in writings {
        let key = row::key_of(&row.id)?;
        match reviews.get(&key) {
            None => troubles.push(format!("there is a text of the review of {} in {}, which is gone", key.person, key.cycle)),
            Some(review) if review.emptied.is_some() => {
                troubles.push(format!("there is a text of the review of {} in {}, which was emptied", key.person, key.cycle));
            }
            Some(_) => {}
        }
        if let Err(error) = row.writing() {
            troubles.push(format!("the review of {} in {}: {error}", key.person, key.cycle));
        }
    }
    troubles.extend(plan_troubles(&reviews, &plans)?);
    Ok((count, troubles))
}

/// What is wrong with the plans of these reviews.
fn plan_troubles(reviews: &BTreeMap<ReviewKey, Review>, plans: &[plan::row::Row]) -> Result<Vec<String>, StoreError> {
    let (mut troubles, mut planned) = (Vec::new(), BTreeSet::new());
    for row in plans {
        let key = row::key_of(&row.id)?;
        planned.insert(key);
        let name = format!("the plan of {} in {}", key.person, key.cycle);
        match (reviews.get(&key), row.plan()) {
            (None, _) => troubles.push(format!("{name} is of a review that is gone")),
            (Some(_), Err(error)) => troubles.push(format!("{name}: {error}")),
            (Some(review), Ok(plan)) => {
                troubles.extend(plan.check(review).into_iter().map(|broken| format!("{name}: {broken}")));
            }
        }
    }
    let lacks = |review: &&Review| review.plan != PlanStage::Open && review.emptied.is_none() && !planned.contains(&review.key);
    let lacking = reviews.values().filter(lacks);
    troubles.extend(lacking.map(|review| format!("the plan of {} in {} is gone", review.key.person, review.key.cycle)));
    Ok(troubles)
}
