//! A goal as it is told to those who watch it: made once for everybody who sees as much of it.

use super::{chart, history, row_of};
use crate::live::Moved;
use jiff::tz::TimeZone;
use store::{Store, StoreError, access::GoalReader, directory::Snapshot, goal as goals, goal::Goals};
use waymark::goal::{Deed, Goal};

/// How many of the last events are looked at: one of them says what the number was before, most often.
const MOST: u32 = 50;

/// A goal as it is now, with what was done since so many events, and how it went for who looks at it. Nothing where it is gone.
///
/// # Errors
///
/// When the store fails.
pub async fn moved(
    store: &Store,
    seen: &Snapshot,
    goals: &Goals,
    reader: GoalReader,
    since: Option<u32>,
    looks: bool,
) -> Result<Option<Moved>, StoreError> {
    let Some(goal) = goals.tree.get(reader.goal()) else { return Ok(None) };
    let today = seen.day(store.now());
    let whole = reader.sees_all();
    let said = match since.filter(|_| whole) {
        Some(since) => said(store, seen, goals, goal, reader, since).await?,
        None => None,
    };
    let mut row = row_of(seen, goals, goal, (whole, whole), today);
    // What others move has no line in lists, and is read with all that moves it only for its own page.
    if whole && goal.terms.measure.is_some() {
        let courses = goals::courses(store, &[reader]).await?;
        row = courses.get(&goal.id).map_or(row.clone(), |course| chart::with_spark(row, goal, course, today));
    }
    Ok(Some(Moved {
        row,
        chart: if looks && whole { Some(chart::of(store, goals, goal, reader, today).await?) } else { None },
        said,
        within: 0,
    }))
}

/// What was done last, by whom.
async fn said(
    store: &Store,
    seen: &Snapshot,
    goals: &Goals,
    goal: &Goal,
    reader: GoalReader,
    since: u32,
) -> Result<Option<String>, StoreError> {
    if goal.sequence <= since {
        return Ok(None);
    }
    // Some more than are told: they say what was before.
    let events = goals::since(store, &reader, goal.sequence.saturating_sub(MOST)).await?;
    let named = |deed: &Deed| match deed {
        Deed::Tied { project: Some(id) } => seen.project(*id).map(|project| project.name.to_string()).unwrap_or_default(),
        _ => "another cycle".to_owned(),
    };
    // Not everybody who sees this one sees those that it serves.
    let teller = history::Teller {
        seen,
        goal,
        tree: &goals.tree,
        named: &named,
        sees: &|_| false,
        today: seen.day(store.now()),
        now: store.now(),
        zone: TimeZone::UTC,
    };
    let (told, _) = history::told(&teller, &events, 1);
    Ok(told.into_iter().next().map(|entry| entry.what))
}
