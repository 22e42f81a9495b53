//! Goals and their events as they are stored.

use crate::{StoreError, record, record::unfit, transaction::Work};
use std::collections::BTreeMap;
use surrealdb::types::{RecordId, SurrealValue, Uuid};
use waymark::{
    GoalId,
    goal::{Event, Goal, Level},
};

/// How many numbers count what happens to goals.
pub(super) const SHARDS: usize = 16;

/// The shard of the policies.
pub(super) const POLICIES: usize = SHARDS;

#[derive(SurrealValue)]
pub(super) struct Row {
    pub(super) id: RecordId,
    pub(super) content: String,
    pub(super) shard: i64,
    pub(super) changed: i64,
}

impl Row {
    pub(super) fn goal(&self) -> Result<Goal, StoreError> {
        serde_json::from_str(&self.content).map_err(|error| unfit("goal")(&error))
    }
}

#[derive(SurrealValue)]
pub(super) struct EventRow {
    id: RecordId,
    content: String,
    by: RecordId,
}

impl EventRow {
    pub(super) fn event(&self) -> Result<Event, StoreError> {
        serde_json::from_str(&self.content).map_err(|error| unfit("goal's event")(&error))
    }

    /// Whether it is found by who did it.
    pub(super) fn is_found_by(&self, event: &Event) -> bool {
        self.by == record::person(event.by)
    }

    fn of(event: &Event) -> Self {
        Self {
            id: event_id(event.goal, event.sequence),
            content: serde_json::to_string(event).expect("an event is plain data"),
            by: record::person(event.by),
        }
    }
}

pub(super) fn id_of(id: GoalId) -> RecordId {
    RecordId::new("goal", Uuid::from(id.uuid()))
}

/// The events of a goal after so many.
pub(super) fn events_after(goal: GoalId, sequence: u32) -> RecordId {
    record::all_after("goal_event", Uuid::from(goal.uuid()), i64::from(sequence))
}

fn event_id(goal: GoalId, sequence: u32) -> RecordId {
    record::pair("goal_event", Uuid::from(goal.uuid()), i64::from(sequence))
}

/// Which number counts what happens to a goal.
fn shard_of(id: GoalId) -> usize {
    usize::from(id.uuid().as_bytes()[0]) % SHARDS
}

pub(super) fn count_of(shard: usize) -> RecordId {
    RecordId::new("goal_count", record::number(shard))
}

/// Among which goals a new one stands.
pub(super) fn shelf(level: Level) -> RecordId {
    let key = match level {
        Level::Company => "company".to_owned(),
        Level::Team(team) => format!("team:{team}"),
        Level::Person(person) => format!("person:{person}"),
    };
    RecordId::new("goal_shelf", key)
}

/// What counts which goal serves which.
pub(super) fn alignments() -> RecordId {
    RecordId::new("goal_shelf", "alignments")
}

/// Adds to a transaction that it is built anew if this shelf has counted on since it counted so many, and that it counts on.
pub(super) fn count_on(work: &mut Work, shelf: RecordId, seen: i64) {
    let part = work.part();
    work.add(&format!(
        "IF ((SELECT VALUE changes FROM ONLY $shelf_{part}) ?? 0) != $shelf_seen_{part} {{ THROW 'again: another goal was changed' }}"
    ))
    .add(&format!("UPSERT $shelf_{part} SET changes = $shelf_seen_{part} + 1 RETURN NONE"))
    .bind(&format!("shelf_{part}"), shelf)
    .bind(&format!("shelf_seen_{part}"), seen);
}

/// Adds goals, and the events that made them what they are, to a transaction.
pub(super) fn put(work: &mut Work, changed: &[(Goal, Vec<Event>)]) {
    let mut shards: BTreeMap<usize, Vec<&(Goal, Vec<Event>)>> = BTreeMap::new();
    for one in changed {
        shards.entry(shard_of(one.0.id)).or_default().push(one);
    }
    for (shard, changed) in shards {
        let part = work.part();
        let events: Vec<EventRow> = changed.iter().flat_map(|(_, events)| events).map(EventRow::of).collect();
        work.add(&format!("UPSERT $goal_count_{part} SET number = (number ?? 0) + 1 RETURN NONE"))
            .add(&format!("INSERT INTO goal_event $goal_events_{part} RETURN NONE"))
            .add(&format!("LET $goal_number_{part} = SELECT VALUE number FROM ONLY $goal_count_{part}"))
            .bind(&format!("goal_count_{part}"), count_of(shard))
            .bind(&format!("goal_events_{part}"), events);
        for (goal, _) in changed {
            let one = work.part();
            work.add(&format!(
                "UPSERT $goal_{one} SET content = $goal_content_{one}, shard = $goal_shard_{one}, changed = $goal_number_{part} RETURN NONE"
            ))
            .bind(&format!("goal_{one}"), id_of(goal.id))
            .bind(&format!("goal_content_{one}"), serde_json::to_string(goal).expect("a goal is plain data"))
            .bind(&format!("goal_shard_{one}"), record::number(shard));
        }
    }
}
