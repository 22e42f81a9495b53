//! Goals in the store: their events, and the goal that these make, written by one transaction.

use crate::{
    Failed, Store, StoreError,
    access::{GoalReader, Steward, Tending},
    directory, record,
    record::unfit,
    transaction::{Work, with},
};
use surrealdb::types::{RecordId, SurrealValue, Uuid, Variables};
use waymark::{
    GoalId, PersonId,
    directory::Directory,
    goal::{Deed, Event, Goal, Level, Refused, Verb, Wanted, begin},
};

#[derive(SurrealValue)]
struct Row {
    id: RecordId,
    content: String,
    level: RecordId,
    owner: RecordId,
    ended: bool,
    due: String,
}

impl Row {
    fn goal(self) -> Result<Goal, StoreError> {
        serde_json::from_str(&self.content).map_err(|error| unfit("goal")(&error))
    }

    fn of(goal: &Goal) -> Self {
        Self {
            id: id_of(goal.id),
            content: serde_json::to_string(goal).expect("a goal is plain data"),
            level: shelf(goal.level),
            owner: record::person(goal.owner),
            ended: goal.ended.is_some(),
            due: goal.due.to_string(),
        }
    }
}

#[derive(SurrealValue)]
struct EventRow {
    id: RecordId,
    content: String,
}

impl EventRow {
    fn event(self) -> Result<Event, StoreError> {
        serde_json::from_str(&self.content).map_err(|error| unfit("goal's event")(&error))
    }

    fn of(event: &Event) -> Self {
        Self {
            id: record::pair("goal_event", Uuid::from(event.goal.uuid()), i64::from(event.sequence)),
            content: serde_json::to_string(event).expect("an event is plain data"),
        }
    }
}

fn id_of(id: GoalId) -> RecordId {
    RecordId::new("goal", Uuid::from(id.uuid()))
}

/// Among which goals one stands.
fn shelf(level: Level) -> RecordId {
    let key = match level {
        Level::Company => "company".to_owned(),
        Level::Team(team) => format!("team:{team}"),
        Level::Person(person) => format!("person:{person}"),
    };
    RecordId::new("goal_shelf", key)
}

/// The most goals that a list gives.
pub const MOST: u32 = 500;

async fn goals(store: &Store, statement: &str, values: Variables) -> Result<Vec<Goal>, StoreError> {
    let mut rows = store.read(&format!("{statement} LIMIT {MOST}"), values).await?;
    let mut goals = rows.take::<Vec<Row>>(0)?.into_iter().map(Row::goal).collect::<Result<Vec<_>, _>>()?;
    goals.sort_by_key(|goal| (goal.ended.map(|(_, at)| std::cmp::Reverse(at)), goal.due, goal.created, goal.id));
    Ok(goals)
}

/// The goals of a person, a team or the company: those that are under way by their day, then those that ended, the last first.
///
/// # Errors
///
/// When the store fails.
pub async fn of_level(store: &Store, level: Level) -> Result<Vec<Goal>, StoreError> {
    of_levels(store, &[level]).await
}

/// The goals of all of these, in the same order.
///
/// # Errors
///
/// When the store fails.
pub async fn of_levels(store: &Store, levels: &[Level]) -> Result<Vec<Goal>, StoreError> {
    let shelves: Vec<RecordId> = levels.iter().map(|level| shelf(*level)).collect();
    goals(store, "SELECT * FROM goal WHERE level IN $levels", with("levels", shelves)).await
}

/// The goals under way that somebody answers for, by their day.
///
/// # Errors
///
/// When the store fails.
pub async fn of_owner(store: &Store, owner: PersonId) -> Result<Vec<Goal>, StoreError> {
    goals(store, "SELECT * FROM goal WHERE owner = $owner AND ended = false", with("owner", record::person(owner))).await
}

/// The goal with this id.
///
/// # Errors
///
/// When the store fails.
pub async fn find(store: &Store, id: GoalId) -> Result<Option<Goal>, StoreError> {
    let mut rows = store.read("SELECT * FROM ONLY $id", with("id", id_of(id))).await?;
    rows.take::<Option<Row>>(0)?.map(Row::goal).transpose()
}

/// Everything that happened to a goal, in its order.
///
/// # Errors
///
/// When the store fails.
pub async fn events(store: &Store, reader: &GoalReader) -> Result<Vec<Event>, StoreError> {
    let id = Uuid::from(reader.goal().uuid());
    let mut rows = store.read("SELECT * FROM $all", with("all", record::all_of("goal_event", id))).await?;
    rows.take::<Vec<EventRow>>(0)?.into_iter().map(EventRow::event).collect()
}

/// How often something happened to goals of a level.
async fn changes(store: &Store, level: Level) -> Result<i64, StoreError> {
    let mut rows = store.read("SELECT VALUE changes FROM ONLY $shelf", with("shelf", shelf(level))).await?;
    Ok(rows.take::<Option<i64>>(0)?.unwrap_or(0))
}

/// Adds to a transaction that it holds only if nothing happened to goals of the level since; else it is built anew.
fn unchanged(work: &mut Work, changes: i64) {
    work.add("IF ((SELECT VALUE changes FROM ONLY $shelf) ?? 0) != $seen { THROW 'again: another goal was changed' }")
        .bind("seen", changes);
}

/// Adds events and what they make of the goal to a transaction.
fn put(work: &mut Work, goal: &Goal, events: &[Event]) {
    let rows: Vec<EventRow> = events.iter().map(EventRow::of).collect();
    work.add("UPSERT $shelf SET changes = (changes ?? 0) + 1 RETURN NONE")
        .bind("shelf", shelf(goal.level))
        .add("INSERT INTO goal_event $goal_events RETURN NONE")
        .bind("goal_events", rows)
        .add("UPSERT $goal CONTENT $goal_row RETURN NONE")
        .bind("goal", id_of(goal.id))
        .bind("goal_row", Row::of(goal));
}

fn owner_is_here(directory: &Directory, owner: PersonId) -> Result<(), Refused> {
    let is_here = directory.person(owner).is_some_and(|person| person.active);
    if is_here { Ok(()) } else { Err(Refused::OwnerLeft) }
}

/// Makes a goal.
///
/// # Errors
///
/// [`Refused`], or the store's.
pub async fn create(store: &Store, steward: &Steward, wanted: &Wanted) -> Result<Goal, Failed<Refused>> {
    let id = GoalId::from_uuid(uuid::Uuid::new_v4());
    let wanted = &Wanted { level: steward.level(), ..wanted.clone() };
    store
        .transact(|| async move {
            let seen = directory::read(store).await?;
            owner_is_here(&seen.directory, wanted.owner).map_err(Failed::Refused)?;
            // Before the others are read: who makes the same meanwhile is then noticed.
            let changes = changes(store, wanted.level).await?;
            let others = of_level(store, wanted.level).await?;
            let now = store.now();
            let deed = begin(wanted, seen.day(now), others.iter()).map_err(Failed::Refused)?;
            let event = Event { goal: id, sequence: 1, at: now, by: steward.person(), deed };
            let goal = Goal::beginning(&event).map_err(|broken| StoreError::new(format!("a new goal is broken: {broken}")))?;
            let mut work = Work::new();
            unchanged(&mut work, changes);
            put(&mut work, &goal, &[event]);
            Ok((work, goal))
        })
        .await
}

/// Does something with a goal, as it was when it had so many events; returns what it is then.
///
/// # Errors
///
/// [`Refused`], or the store's.
pub async fn act(store: &Store, tending: &Tending, seen: u32, verb: &Verb) -> Result<Goal, Failed<Refused>> {
    store
        .transact(|| async move {
            let organisation = directory::read(store).await?;
            let mut goal = find(store, tending.goal()).await?.ok_or(Failed::Refused(Refused::Unknown))?;
            if goal.sequence != seen {
                return Err(Failed::Refused(Refused::Changed));
            }
            let now = store.now();
            let deeds = goal.decide(verb, organisation.day(now)).map_err(Failed::Refused)?;
            let mut events = Vec::with_capacity(deeds.len());
            for deed in deeds {
                if let Deed::Handed { owner } = deed {
                    owner_is_here(&organisation.directory, owner).map_err(Failed::Refused)?;
                }
                let event = Event { goal: goal.id, sequence: goal.sequence + 1, at: now, by: tending.person(), deed };
                goal.follow(&event).map_err(|broken| StoreError::new(format!("goal {} is broken: {broken}", goal.id)))?;
                events.push(event);
            }
            let mut work = Work::new();
            put(&mut work, &goal, &events);
            Ok((work, goal))
        })
        .await
}

/// How many goals there are, and which are not what their events make of them.
pub(crate) async fn verify(store: &Store) -> Result<(usize, Vec<String>), StoreError> {
    let mut rows = store.read("SELECT * FROM goal; SELECT * FROM goal_event ORDER BY id", Variables::new()).await?;
    let goals = rows.take::<Vec<Row>>(0)?;
    let mut events: std::collections::BTreeMap<GoalId, Vec<Event>> = std::collections::BTreeMap::new();
    for row in rows.take::<Vec<EventRow>>(1)? {
        let event = row.event()?;
        events.entry(event.goal).or_default().push(event);
    }
    let (count, mut troubles) = (goals.len(), Vec::new());
    for row in goals {
        let stored = (row.level.clone(), row.owner.clone(), row.ended, row.due.clone());
        let goal = row.goal()?;
        let again = Row::of(&goal);
        match Goal::replay(events.remove(&goal.id).iter().flatten()) {
            Err(broken) => troubles.push(format!("goal {}: {broken}", goal.id)),
            Ok(replayed) if replayed != goal => troubles.push(format!("goal {} is not what its events make of it", goal.id)),
            Ok(_) if stored != (again.level, again.owner, again.ended, again.due) => {
                troubles.push(format!("goal {} is looked for by something else than it says", goal.id));
            }
            Ok(_) => {}
        }
    }
    troubles.extend(events.into_keys().map(|id| format!("there are events of goal {id}, which is gone")));
    Ok((count, troubles))
}
