//! Goals in memory: all of them, as of what the shards' numbers were. Reading them asks the store for these numbers, and for what came after.

use super::{
    policy,
    row::{POLICIES, Row, SHARDS},
};
use crate::{Store, StoreError, commits::Checked, record, transaction::with};
use std::{
    fmt,
    sync::{Arc, RwLock},
};
use surrealdb::types::{RecordId, RecordIdKey, SurrealValue, Variables};
use tokio::sync::Mutex;
use waymark::goal::{Policies, Tree};

/// All goals, and the policies, as of one moment.
#[derive(Clone, Debug, Default)]
pub struct Goals {
    numbers: [i64; SHARDS + 1],
    /// The goals.
    pub tree: Tree,
    /// What the organisation asks of them.
    pub policies: Policies,
    /// How often the policies were changed.
    pub policies_version: u32,
}

/// The newest that this program has read, and the place of who reads newer ones.
#[derive(Default)]
pub struct Kept {
    newest: RwLock<Arc<Goals>>,
    checked: Checked,
    reading: Mutex<()>,
}

impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Kept(..)")
    }
}

impl Kept {
    fn newest(&self) -> Arc<Goals> {
        Arc::clone(&self.newest.read().unwrap_or_else(std::sync::PoisonError::into_inner))
    }
}

#[derive(SurrealValue)]
struct Count {
    id: RecordId,
    number: i64,
}

async fn numbers(store: &Store) -> Result<[i64; SHARDS + 1], StoreError> {
    let mut rows = store.read("SELECT id, number FROM goal_count", Variables::new()).await?;
    let mut numbers = [0; SHARDS + 1];
    for Count { id, number } in rows.take::<Vec<Count>>(0)? {
        let shard = match id.key {
            RecordIdKey::Number(shard) => usize::try_from(shard).ok(),
            _ => None,
        };
        let place = shard.and_then(|shard| numbers.get_mut(shard));
        *place.ok_or_else(|| StoreError::new("goals are counted in a shard that is none"))? = number;
    }
    Ok(numbers)
}

/// All goals as the store has them now.
///
/// # Errors
///
/// When the store fails.
pub async fn all(store: &Store) -> Result<Arc<Goals>, StoreError> {
    let (kept, count) = (store.goals(), store.commits().count());
    if kept.checked.is_newest(count) {
        return Ok(kept.newest());
    }
    let now = numbers(store).await?;
    let newest = kept.newest();
    if newest.numbers == now {
        kept.checked.note(count);
        return Ok(newest);
    }
    let _reading = kept.reading.lock().await;
    // Whoever held the place may just have read it.
    let known = kept.newest();
    if known.numbers.iter().zip(&now).all(|(known, now)| known >= now) {
        kept.checked.note(count);
        return Ok(known);
    }
    let goals = Arc::new(newer(store, &known).await?);
    *kept.newest.write().unwrap_or_else(std::sync::PoisonError::into_inner) = Arc::clone(&goals);
    kept.checked.note(count);
    Ok(goals)
}

async fn newer(store: &Store, known: &Goals) -> Result<Goals, StoreError> {
    // The numbers come first: what is written while the rest is read is then read again next time, never missed.
    let numbers = numbers(store).await?;
    let mut goals = Goals { numbers, ..known.clone() };
    let is_first = known.numbers == [0; SHARDS + 1];
    let mut rows = Vec::new();
    if is_first {
        rows = store.read("SELECT * FROM goal", Variables::new()).await?.take::<Vec<Row>>(0)?;
    } else {
        for shard in (0..SHARDS).filter(|shard| known.numbers[*shard] != numbers[*shard]) {
            let mut values = with("shard", record::number(shard));
            values.insert("known", known.numbers[shard]);
            let newer = store.read("SELECT * FROM goal WHERE shard = $shard AND changed > $known", values).await?;
            rows.extend({ newer }.take::<Vec<Row>>(0)?);
        }
    }
    for row in rows {
        goals.tree.put(Arc::new(row.goal()?));
    }
    if known.numbers[POLICIES] != numbers[POLICIES] {
        (goals.policies, goals.policies_version) = policy::read(store).await?;
    }
    Ok(goals)
}
