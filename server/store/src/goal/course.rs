//! How goals went: made of their histories once somebody looks, kept in memory, and continued by what happened since.

use super::{
    kept,
    row::{EventRow, events_after},
};
use crate::{Store, StoreError, access::GoalReader, directory, record::unfit};
use quick_cache::sync::Cache;
use std::{
    collections::{BTreeSet, HashMap},
    fmt,
    fmt::Write,
    sync::Arc,
};
use surrealdb::types::Variables;
use waymark::{
    GoalId, ZoneName,
    goal::{Course, Event, Kind, Tree},
};

/// How many courses are kept: a few hundred days of numbers each.
const KEPT: usize = 5_000;

/// How many histories are read at once.
const AT_ONCE: usize = 50;

/// The courses that were last looked at.
pub(crate) struct Courses(Cache<GoalId, (ZoneName, Arc<Course>)>);

impl Default for Courses {
    fn default() -> Self {
        Self(Cache::new(KEPT))
    }
}

impl fmt::Debug for Courses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Courses(..)")
    }
}

/// How these goals went, as far as all of them is the reader's to see; and how those went that move them, at any depth, since what these say is in it.
///
/// # Errors
///
/// When the store fails.
pub async fn courses(store: &Store, readers: &[GoalReader]) -> Result<HashMap<GoalId, Arc<Course>>, StoreError> {
    let goals = kept::all(store).await?;
    let mut ids = BTreeSet::new();
    let mut open: Vec<GoalId> = readers.iter().filter(|reader| reader.sees_all()).map(|reader| reader.goal()).collect();
    while let Some(id) = open.pop() {
        if ids.insert(id) {
            open.extend(movers(&goals.tree, id));
        }
    }
    of(store, &goals.tree, ids).await
}

fn movers(tree: &Tree, id: GoalId) -> Vec<GoalId> {
    let is_moved = tree.get(id).is_some_and(|goal| goal.kind == Kind::Objective);
    if is_moved { tree.contributors(id).map(|(goal, _)| goal.id).collect() } else { Vec::new() }
}

async fn of(store: &Store, tree: &Tree, ids: BTreeSet<GoalId>) -> Result<HashMap<GoalId, Arc<Course>>, StoreError> {
    let seen = directory::read(store).await?;
    let zone = &seen.organisation.time_zone;
    let cache = &store.courses().0;
    let mut found = HashMap::with_capacity(ids.len());
    let mut older: Vec<(GoalId, Option<Arc<Course>>)> = Vec::new();
    for goal in ids.into_iter().filter_map(|id| tree.get(id)) {
        // Days are another place's where the organisation moved.
        let known = cache.get(&goal.id).filter(|(at, _)| at == zone).map(|(_, course)| course);
        match known {
            Some(course) if course.sequence() >= goal.sequence => drop(found.insert(goal.id, course)),
            known => older.push((goal.id, known)),
        }
    }
    for some in older.chunks(AT_ONCE) {
        let (mut text, mut values) = (String::new(), Variables::new());
        for (place, (id, known)) in some.iter().enumerate() {
            let name = format!("events_{place}");
            let _ = write!(text, "SELECT * FROM ${name};");
            values.insert(name, events_after(*id, known.as_ref().map_or(0, |course| course.sequence())));
        }
        let mut rows = store.read(&text, values).await?;
        for (place, (id, known)) in some.iter().enumerate() {
            let events = rows.take::<Vec<EventRow>>(place)?.iter().map(EventRow::event).collect::<Result<Vec<_>, _>>()?;
            let Some(course) = continued(known.as_deref(), &events, |event| seen.day(event.at))? else { continue };
            let course = Arc::new(course);
            cache.insert(*id, (zone.clone(), Arc::clone(&course)));
            found.insert(*id, course);
        }
    }
    Ok(found)
}

/// A course with what happened since.
fn continued(
    known: Option<&Course>,
    events: &[Event],
    day: impl Fn(&Event) -> jiff::civil::Date,
) -> Result<Option<Course>, StoreError> {
    let broken = unfit("goal event");
    let (mut course, rest) = match (known, events) {
        (Some(course), rest) => (course.clone(), rest),
        (None, [first, rest @ ..]) => (Course::begin(first, day(first)).map_err(|error| broken(&error))?, rest),
        (None, []) => return Ok(None),
    };
    for event in rest {
        course.follow(event, day(event)).map_err(|error| broken(&error))?;
    }
    Ok(Some(course))
}
