//! Reading the chain: by administrators, newest first. That somebody reads it is not told in it; that somebody takes it away is.

use super::{By, Deed, Row, note, places, verify};
use crate::{
    Store, StoreError,
    access::Administrator,
    directory::{self, Snapshot},
    transaction::with,
};
use jiff::{SignedDuration, Timestamp, civil::Date};
use std::collections::BTreeSet;
use surrealdb::types::Variables;
use waymark::{
    PersonId,
    audit::{Area, Broken, Entry, Head, Sought},
};

/// How many entries are read at once.
const BLOCK: u64 = 1000;

/// How many entries are looked through for one page at most: who looks for what is rare goes on from there.
/// Tests have shorter chains.
const FARTHEST: u64 = if cfg!(test) { 2_000 } else { 20_000 };

/// How many entries a file has at most: the newest ones.
pub const LONGEST_FILE: usize = 100_000;

/// By how much two entries may stand the other way round than their times say: clocks of machines are set.
const SLACK: SignedDuration = SignedDuration::from_hours(24);

/// Which entries an administrator looks for; nothing said finds all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// What they are about.
    pub area: Option<Area>,
    /// Who did it.
    pub by: Option<By>,
    /// From which day on, in the organisation.
    pub from: Option<Date>,
    /// The last day.
    pub until: Option<Date>,
    /// What their subject or detail says, or what somebody or something that they tell of is called.
    pub text: String,
}

impl Filter {
    fn sought(&self, seen: &Snapshot) -> Sought {
        let zone = directory::zone(&seen.organisation.time_zone);
        let begins = |day: Date| day.to_zoned(zone.clone()).map(|start| start.timestamp());
        let text = self.text.trim().to_lowercase();
        Sought {
            area: self.area,
            actor: self.by.map(|by| by.to_string()),
            // Days without a beginning lie at the ends of time.
            from: self.from.map(|day| begins(day).unwrap_or(Timestamp::MIN)),
            until: self.until.map(|day| day.tomorrow().and_then(begins).unwrap_or(Timestamp::MAX)),
            named: named(seen, &text),
            text,
        }
    }

    /// As it is told in the chain.
    fn said(&self) -> String {
        let parts = [
            self.area.map(|area| format!("about {}", area.as_str())),
            self.by.map(|by| format!("by {by}")),
            self.from.map(|day| format!("from {day}")),
            self.until.map(|day| format!("until {day}")),
            Some(self.text.trim()).filter(|text| !text.is_empty()).map(|text| format!("with “{text}”")),
        ];
        let parts: Vec<_> = parts.into_iter().flatten().collect();
        if parts.is_empty() { "all".to_owned() } else { parts.join(", ") }
    }
}

/// The ids of people, teams and projects whose name has this text.
fn named(seen: &Snapshot, text: &str) -> BTreeSet<String> {
    if text.is_empty() {
        return BTreeSet::new();
    }
    let directory = &seen.directory;
    let has = |name: &waymark::person::Name| name.as_str().to_lowercase().contains(text);
    let people = directory.people().iter().chain(directory.left()).filter_map(|id| directory.person(*id));
    let people = people.filter(|person| has(&person.name)).map(|person| person.id.to_string());
    let teams = directory.every_team().filter(|team| has(&team.name)).map(|team| team.id.to_string());
    let projects = seen.projects.iter().filter(|project| has(&project.name)).map(|project| project.id.to_string());
    people.chain(teams).chain(projects).collect()
}

/// Which part of what is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// The newest.
    Newest,
    /// The newest of those before this place.
    Before(u64),
    /// The oldest of those after this place.
    After(u64),
}

/// A part of what is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The entries, newest first.
    pub entries: Vec<Entry>,
    /// How many entries the chain has, found or not.
    pub chain: u64,
    /// Before which place it goes on; `None` where nothing earlier is found.
    pub earlier: Option<u64>,
    /// After which place it goes on; `None` where nothing later is found.
    pub later: Option<u64>,
    /// Looking stopped at this place, since it took too long; there may be more.
    pub stopped: Option<u64>,
}

/// Places from one to another; the last one is not among them.
#[derive(Clone, Copy)]
struct Span {
    from: u64,
    to: u64,
}

impl Span {
    fn is_empty(self) -> bool {
        self.from >= self.to
    }
}

/// The direction in which one looks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Down,
    Up,
}

/// What was found on the way.
struct Looked {
    /// In the order in which they were come by, with their hashes as they are stored.
    entries: Vec<(Entry, String)>,
    /// What was not looked through.
    rest: Span,
}

/// Looks through places until there are so many entries, or until this many places were looked through.
async fn look(
    store: &Store,
    sought: &Sought,
    span: Span,
    way: Way,
    (wanted, farthest): (usize, u64),
) -> Result<Looked, StoreError> {
    let mut looked = Looked { entries: Vec::new(), rest: span };
    let mut left = farthest;
    while !looked.rest.is_empty() && left > 0 && looked.entries.len() < wanted {
        let Span { from, to } = looked.rest;
        let size = BLOCK.min(left).min(to - from);
        left -= size;
        let (block, rest) = match way {
            Way::Down => (Span { from: to - size, to }, Span { from, to: to - size }),
            Way::Up => (Span { from, to: from + size }, Span { from: from + size, to }),
        };
        looked.rest = rest;
        let mut found = block_of(store, block).await?;
        found.retain(|(entry, _)| sought.fits(entry));
        if way == Way::Down {
            found.reverse();
        }
        looked.entries.extend(found);
    }
    Ok(looked)
}

/// The entries of these places in their order. What cannot even be read is not among them: checking the chain names it.
async fn block_of(store: &Store, block: Span) -> Result<Vec<(Entry, String)>, StoreError> {
    let mut rows = store.read("SELECT * FROM $places", with("places", places(block.from, block.to))).await?;
    let rows: Vec<Row> = rows.take(0)?;
    let mut entries: Vec<_> = rows.into_iter().filter_map(|row| row.told().ok()).collect();
    entries.sort_by_key(|(entry, _)| entry.sequence);
    Ok(entries)
}

/// The place of the newest entry; zero where there is none.
async fn newest(store: &Store) -> Result<u64, StoreError> {
    let mut rows = store.read("SELECT * FROM audit ORDER BY id DESC LIMIT 1", Variables::new()).await?;
    let row = rows.take::<Vec<Row>>(0)?.into_iter().next();
    row.map_or(Ok(0), |row| row.told().map(|(entry, _)| entry.sequence))
}

/// The first place whose entry is not before this moment; the end of the span where there is none. Where entries stand in the
/// order of their times, some twenty of a million are looked at.
async fn first_at(store: &Store, mut span: Span, at: Timestamp) -> Result<u64, StoreError> {
    while !span.is_empty() {
        let middle = span.from + (span.to - span.from) / 2;
        let mut rows = store.read("SELECT * FROM $places LIMIT 1", with("places", places(middle, span.to))).await?;
        let row = rows.take::<Vec<Row>>(0)?.into_iter().next();
        match row.and_then(|row| row.told().ok()) {
            Some((entry, _)) if entry.at < at => span.from = entry.sequence + 1,
            _ => span.to = middle,
        }
    }
    Ok(span.from)
}

/// The places where what is sought can stand.
async fn span(store: &Store, sought: &Sought, newest: u64) -> Result<Span, StoreError> {
    let mut span = Span { from: 1, to: newest + 1 };
    // What one page looks through is looked through, in whatever order its times are: a made-up past is written at once.
    if newest <= FARTHEST {
        return Ok(span);
    }
    if let Some(from) = sought.from {
        span.from = first_at(store, span, from.checked_sub(SLACK).unwrap_or(Timestamp::MIN)).await?;
    }
    if let Some(until) = sought.until {
        span.to = first_at(store, span, until.checked_add(SLACK).unwrap_or(Timestamp::MAX)).await?;
    }
    Ok(span)
}

/// What is found, a part of so many at most.
///
/// # Errors
///
/// When the store fails.
pub async fn list(
    store: &Store,
    _administrator: &Administrator,
    filter: &Filter,
    turn: Turn,
    limit: usize,
) -> Result<Page, StoreError> {
    let newest = newest(store).await?;
    let seen = directory::read(store).await?;
    let sought = filter.sought(&seen);
    let span = span(store, &sought, newest).await?;
    if let Turn::After(place) = turn {
        let span = Span { from: span.from.max(place.saturating_add(1)), ..span };
        let looked = look(store, &sought, span, Way::Up, (limit + 1, FARTHEST)).await?;
        // Where the newest are among them, they fill the page with what is before them.
        if looked.entries.len() > limit || !looked.rest.is_empty() {
            return Ok(upwards(looked, place, limit, newest));
        }
    }
    let before = if let Turn::Before(place) = turn { place } else { u64::MAX };
    let has_later = before <= newest;
    let span = Span { to: span.to.min(before), ..span };
    let looked = look(store, &sought, span, Way::Down, (limit + 1, FARTHEST)).await?;
    Ok(downwards(looked, has_later.then_some(before), limit, newest))
}

fn downwards(looked: Looked, before: Option<u64>, limit: usize, newest: u64) -> Page {
    let Looked { mut entries, rest } = looked;
    let more = entries.len() > limit;
    entries.truncate(limit);
    let entries: Vec<Entry> = entries.into_iter().map(|(entry, _)| entry).collect();
    let stopped = (!more && !rest.is_empty()).then_some(rest.to);
    Page {
        earlier: if more { entries.last().map(|entry| entry.sequence) } else { stopped },
        later: before.map(|before| entries.first().map_or(before.saturating_sub(1), |entry| entry.sequence)),
        entries,
        chain: newest,
        stopped,
    }
}

fn upwards(looked: Looked, after: u64, limit: usize, newest: u64) -> Page {
    let Looked { mut entries, rest } = looked;
    let more = entries.len() > limit;
    entries.truncate(limit);
    let entries: Vec<Entry> = entries.into_iter().rev().map(|(entry, _)| entry).collect();
    let stopped = (!more).then_some(rest.from);
    Page {
        // Whoever came from there finds it again.
        earlier: Some(entries.last().map_or(after.saturating_add(1), |entry| entry.sequence)),
        later: if more { entries.first().map(|entry| entry.sequence) } else { stopped.map(|from| from - 1) },
        entries,
        chain: newest,
        stopped,
    }
}

/// What is found as a table, oldest first, the newest [`LONGEST_FILE`] at most. That it was taken is told in the chain.
///
/// # Errors
///
/// When the store fails.
pub async fn export(store: &Store, administrator: &Administrator, filter: &Filter) -> Result<String, StoreError> {
    let newest = newest(store).await?;
    let seen = directory::read(store).await?;
    let sought = filter.sought(&seen);
    let span = span(store, &sought, newest).await?;
    let mut entries = look(store, &sought, span, Way::Down, (LONGEST_FILE, u64::MAX)).await?.entries;
    entries.truncate(LONGEST_FILE);
    entries.reverse();
    let (by, count) = (By::Person(administrator.person()), entries.len());
    let subject = if count == 1 { "1 entry".to_owned() } else { format!("{count} entries") };
    note(store, || Deed { by, action: "audit.exported", subject: subject.clone(), detail: filter.said() }).await?;
    let who = |actor: &str| match actor.parse::<PersonId>() {
        Ok(id) => seen.directory.person(id).map(|person| person.name.to_string()).unwrap_or_default(),
        Err(_) => String::new(),
    };
    Ok(waymark::export::audit(&entries, who))
}

/// Follows the hashes of the whole chain, for an administrator.
///
/// # Errors
///
/// The outer one when the store fails, the inner one when the chain does not hold.
pub async fn check(store: &Store, _administrator: &Administrator) -> Result<Result<Head, Broken>, StoreError> {
    verify(store).await
}
