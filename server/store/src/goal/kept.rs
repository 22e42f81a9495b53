//! Goals in memory: all of them, as of what the shards' numbers were. Reading them asks the store for these numbers at most, and for what came after.

use super::{
    policy,
    row::{POLICIES, Row, SHARDS},
};
use crate::{
    Store, StoreError, kept, record,
    transaction::{Work, with},
};
use std::sync::Arc;
use surrealdb::types::Variables;
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

impl Goals {
    /// As of how many commits: a later state has a larger number.
    pub fn as_of(&self) -> i64 {
        self.numbers.iter().sum()
    }
}

/// Adds to a transaction that it holds only if all goals and the policies are still as they were `seen`; else it is built anew.
pub(crate) fn unchanged(work: &mut Work, seen: &Goals) {
    // Each number only grows: all are the same where their sum is.
    work.add("IF math::sum((SELECT VALUE number FROM goal_count)) != $goals_seen { THROW 'again: a goal was changed' }")
        .bind("goals_seen", seen.as_of());
}

async fn numbers(store: &Store) -> Result<[i64; SHARDS + 1], StoreError> {
    kept::numbers(store, "goal_count").await
}

/// All goals as the store has them now.
///
/// # Errors
///
/// When the store fails.
pub async fn all(store: &Store) -> Result<Arc<Goals>, StoreError> {
    let is_of = |known: &Goals, now: &_| kept::are_of(&known.numbers, now);
    store.goals().read(store, || numbers(store), is_of, |known| newer(store, known.unwrap_or_default())).await
}

async fn newer(store: &Store, known: Arc<Goals>) -> Result<Goals, StoreError> {
    // The numbers come first: what is written while the rest is read is then read again next time, never missed.
    let numbers = numbers(store).await?;
    let mut goals = Goals { numbers, ..Goals::clone(&known) };
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
    let mut moved = Vec::new();
    for row in rows {
        let goal = Arc::new(row.goal()?);
        moved.push(goal.id);
        goals.tree.put(goal);
    }
    if !is_first {
        store.news().moved(moved);
    }
    if known.numbers[POLICIES] != numbers[POLICIES] {
        (goals.policies, goals.policies_version) = policy::read(store).await?;
    }
    Ok(goals)
}
