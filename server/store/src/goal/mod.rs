//! Goals in the store: their events, and the goal that these make, written by one transaction. All goals are in memory ([`all`]); histories
//! are read when somebody looks at one.

mod course;
pub mod import;
mod kept;
mod policy;
mod row;
mod write;

pub(crate) use course::Courses;
pub use course::courses;
pub(crate) use kept::unchanged;
pub use kept::{Goals, all};
pub use policy::set as set_policies;
pub use write::{Seen, Wish, act, act_all, create, create_all};

use crate::{Store, StoreError, access::GoalReader, record, transaction::with};
use row::{EventRow, Row, events_after};
use std::{cmp::Reverse, collections::BTreeMap, fmt::Write, sync::Arc};
use surrealdb::types::Variables;
use waymark::{
    GoalId, PersonId,
    goal::{Event, Goal, Level},
};

/// In the order of lists: those that are under way by their day, then those that ended, the last first.
fn sorted<'a>(goals: impl Iterator<Item = &'a Arc<Goal>>) -> Vec<Arc<Goal>> {
    let mut goals: Vec<Arc<Goal>> = goals.cloned().collect();
    goals.sort_by_cached_key(|goal| {
        (goal.ended.map(|(_, at)| Reverse(at)), goal.terms.due, goal.created, goal.terms.title.clone(), goal.id)
    });
    goals
}

/// The goals of a person, a team or the company: those that are under way by their day, then those that ended, the last first.
///
/// # Errors
///
/// When the store fails.
pub async fn of_level(store: &Store, level: Level) -> Result<Vec<Arc<Goal>>, StoreError> {
    of_levels(store, &[level]).await
}

/// The goals of all of these, in the same order.
///
/// # Errors
///
/// When the store fails.
pub async fn of_levels(store: &Store, levels: &[Level]) -> Result<Vec<Arc<Goal>>, StoreError> {
    let goals = all(store).await?;
    Ok(sorted(levels.iter().flat_map(|level| goals.tree.of_level(*level))))
}

/// The goals under way that somebody answers for, by their day.
///
/// # Errors
///
/// When the store fails.
pub async fn of_owner(store: &Store, owner: PersonId) -> Result<Vec<Arc<Goal>>, StoreError> {
    let goals = all(store).await?;
    Ok(sorted(goals.tree.owned_by(owner).filter(|goal| goal.ended.is_none())))
}

/// The goal with this id.
///
/// # Errors
///
/// When the store fails.
pub async fn find(store: &Store, id: GoalId) -> Result<Option<Arc<Goal>>, StoreError> {
    Ok(all(store).await?.tree.get(id).cloned())
}

/// Everything that happened to all goals, by goal.
async fn events_of_all(store: &Store) -> Result<BTreeMap<GoalId, Vec<Event>>, StoreError> {
    let mut rows = store.read("SELECT * FROM goal_event ORDER BY id", Variables::new()).await?;
    by_goal(rows.take(0)?)
}

fn by_goal(rows: Vec<EventRow>) -> Result<BTreeMap<GoalId, Vec<Event>>, StoreError> {
    let mut events: BTreeMap<GoalId, Vec<Event>> = BTreeMap::new();
    for row in rows {
        let event = row.event()?;
        events.entry(event.goal).or_default().push(event);
    }
    Ok(events)
}

/// What happened to a goal after so many events, in its order.
async fn events_since(store: &Store, goal: GoalId, sequence: u32) -> Result<Vec<Event>, StoreError> {
    let mut rows = store.read("SELECT * FROM $after", with("after", events_after(goal, sequence))).await?;
    rows.take::<Vec<EventRow>>(0)?.iter().map(EventRow::event).collect()
}

/// Everything that happened to each of these goals, in its order: many histories in one question.
pub(crate) async fn events_of(store: &Store, goals: &[GoalId]) -> Result<BTreeMap<GoalId, Vec<Event>>, StoreError> {
    let (mut statements, mut values) = (String::new(), Variables::new());
    for (number, goal) in goals.iter().enumerate() {
        let _ = write!(statements, "SELECT * FROM $goal_{number};");
        values.insert(format!("goal_{number}"), events_after(*goal, 0));
    }
    if goals.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut rows = store.read(&statements, values).await?;
    let mut events = BTreeMap::new();
    for (number, goal) in goals.iter().enumerate() {
        let history: Result<Vec<Event>, StoreError> = rows.take::<Vec<EventRow>>(number)?.iter().map(EventRow::event).collect();
        events.insert(*goal, history?);
    }
    Ok(events)
}

/// What somebody did with goals, by goal and then in its order.
pub(crate) async fn events_by(store: &Store, person: PersonId) -> Result<Vec<Event>, StoreError> {
    let mut rows = store.read("SELECT * FROM goal_event WHERE `by` = $person", with("person", record::person(person))).await?;
    let mut events: Vec<Event> = rows.take::<Vec<EventRow>>(0)?.iter().map(EventRow::event).collect::<Result<_, _>>()?;
    events.sort_by_key(|event| (event.goal, event.sequence));
    Ok(events)
}

/// What happened to a goal after so many events, in its order.
///
/// # Errors
///
/// When the store fails.
pub async fn since(store: &Store, reader: &GoalReader, sequence: u32) -> Result<Vec<Event>, StoreError> {
    events_since(store, reader.goal(), sequence).await
}

/// Everything that happened to these goals, by goal; read at once.
///
/// # Errors
///
/// When the store fails.
pub async fn histories(store: &Store, readers: &[GoalReader]) -> Result<BTreeMap<GoalId, Vec<Event>>, StoreError> {
    let goals: Vec<GoalId> = readers.iter().map(|reader| reader.goal()).collect();
    events_of(store, &goals).await
}

/// How many goals there are, and which are not what their events make of them.
pub(crate) async fn verify(store: &Store) -> Result<(usize, Vec<String>), StoreError> {
    let mut rows = store.read("SELECT * FROM goal; SELECT * FROM goal_event ORDER BY id", Variables::new()).await?;
    let goals = rows.take::<Vec<Row>>(0)?;
    let (count, mut troubles) = (goals.len(), Vec::new());
    let mut events: BTreeMap<GoalId, Vec<Event>> = BTreeMap::new();
    for row in rows.take::<Vec<EventRow>>(1)? {
        let event = row.event()?;
        if !row.is_found_by(&event) {
            troubles.push(format!("event {} of goal {} is not found by who did it", event.sequence, event.goal));
        }
        events.entry(event.goal).or_default().push(event);
    }
    let mut tree = waymark::goal::Tree::default();
    for row in goals {
        let goal = row.goal()?;
        match Goal::replay(events.remove(&goal.id).iter().flatten()) {
            Err(broken) => troubles.push(format!("goal {}: {broken}", goal.id)),
            Ok(replayed) if replayed != goal => troubles.push(format!("goal {} is not what its events make of it", goal.id)),
            Ok(_) => {}
        }
        tree.put(Arc::new(goal));
    }
    for goal in tree.all() {
        if let Some(Err(why)) = goal.parent.map(|parent| tree.may_serve(goal.id, parent)) {
            troubles.push(format!("goal {} may not serve what it serves: {why:?}", goal.id));
        }
    }
    troubles.extend(events.into_keys().map(|id| format!("there are events of goal {id}, which is gone")));
    Ok((count, troubles))
}
