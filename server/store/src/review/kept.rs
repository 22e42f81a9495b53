//! Reviews in memory: all of them, as of what the numbers were that count what happens to them. No word of what anybody wrote is there.

use super::row::{GONE, NUMBERS, Row, SHARDS, key_of};
use crate::{Store, StoreError, kept, record, transaction::with};
use std::{collections::BTreeSet, sync::Arc};
use surrealdb::types::{RecordId, Variables};
use waymark::review::{ReviewKey, Shelf};

/// All reviews, as of one moment.
#[derive(Clone, Debug, Default)]
pub struct Reviews {
    numbers: [i64; NUMBERS],
    /// The reviews.
    pub shelf: Shelf,
}

async fn numbers(store: &Store) -> Result<[i64; NUMBERS], StoreError> {
    kept::numbers(store, "review_count").await
}

/// All reviews as the store has them now.
///
/// # Errors
///
/// When the store fails.
pub async fn all(store: &Store) -> Result<Arc<Reviews>, StoreError> {
    let is_of = |known: &Reviews, now: &_| kept::are_of(&known.numbers, now);
    store.reviews().read(store, || numbers(store), is_of, |known| newer(store, known.unwrap_or_default())).await
}

async fn newer(store: &Store, known: Arc<Reviews>) -> Result<Reviews, StoreError> {
    // The numbers come first: what is written while the rest is read is then read again next time, never missed.
    let numbers = numbers(store).await?;
    let mut reviews = Reviews { numbers, shelf: known.shelf.clone() };
    if known.numbers == [0; NUMBERS] {
        for row in store.read("SELECT * FROM review", Variables::new()).await?.take::<Vec<Row>>(0)? {
            reviews.shelf.put(Arc::new(row.review()?));
        }
        return Ok(reviews);
    }
    for shard in (0..SHARDS).filter(|shard| known.numbers[*shard] != numbers[*shard]) {
        let mut values = with("shard", record::number(shard));
        values.insert("known", known.numbers[shard]);
        let mut newer = store.read("SELECT * FROM review WHERE shard = $shard AND changed > $known", values).await?;
        for row in newer.take::<Vec<Row>>(0)? {
            reviews.shelf.put(Arc::new(row.review()?));
        }
    }
    if known.numbers[GONE] != numbers[GONE] {
        let mut rows = store.read("SELECT VALUE id FROM review", Variables::new()).await?;
        let left = rows.take::<Vec<RecordId>>(0)?.iter().map(key_of).collect::<Result<BTreeSet<ReviewKey>, _>>()?;
        let gone: Vec<ReviewKey> = reviews.shelf.all().map(|review| review.key).filter(|key| !left.contains(key)).collect();
        for key in gone {
            reviews.shelf.remove(key);
        }
    }
    Ok(reviews)
}
