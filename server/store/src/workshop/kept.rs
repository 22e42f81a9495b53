//! Workshops in memory: all of them, as of what the numbers were that count what happens to them. Of votes there is in memory only how many
//! were cast.

use super::row::{self, GIVEN_UP, NUMBERS, Row, SHARDS, WRITTEN, ballots_of, cast_in, id_of, id_read};
use crate::{Store, StoreError, kept, record};
use jiff::Timestamp;
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
    sync::Arc,
};
use surrealdb::types::{RecordId, SurrealValue, Variables};
use tokio::sync::{Mutex, MutexGuard};
use waymark::{
    TeamId, WorkshopId,
    workshop::{Ballot, Code, Progress, Stage, Workshop},
};

/// The newest that this program has read, and the places of those who vote.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    newest: kept::Kept<Workshops>,
    /// Held while a vote is stored that counts there, so that those of this program wait instead of colliding.
    votes: [Mutex<()>; SHARDS],
}

impl Kept {
    /// The place of who votes, if what they vote counts in this shard.
    pub(super) async fn vote(&self, shard: usize) -> MutexGuard<'_, ()> {
        self.votes[shard].lock().await
    }

    /// All places: nobody votes meanwhile, by this program.
    pub(super) async fn all_votes(&self) -> Vec<MutexGuard<'_, ()>> {
        let mut places = Vec::with_capacity(SHARDS);
        for place in &self.votes {
            places.push(place.lock().await);
        }
        places
    }
}

/// All workshops, as of one moment.
#[derive(Clone, Debug, Default)]
pub struct Workshops {
    numbers: [i64; NUMBERS],
    /// What a vote does not change.
    shelf: Arc<Shelf>,
    /// How many have voted, of those in which votes are cast; how many may vote is counted when it is asked for.
    progress: BTreeMap<WorkshopId, Progress>,
}

#[derive(Clone, Debug, Default)]
struct Shelf {
    all: BTreeMap<WorkshopId, Arc<Workshop>>,
    teams: BTreeMap<TeamId, BTreeSet<(Reverse<Timestamp>, WorkshopId)>>,
    open: BTreeMap<Code, WorkshopId>,
}

impl Shelf {
    fn put(&mut self, workshop: Workshop) {
        self.remove(workshop.id);
        self.teams.entry(workshop.team).or_default().insert((Reverse(workshop.opened), workshop.id));
        if workshop.is_open() {
            self.open.insert(workshop.code, workshop.id);
        }
        self.all.insert(workshop.id, Arc::new(workshop));
    }

    fn remove(&mut self, id: WorkshopId) {
        let Some(workshop) = self.all.remove(&id) else { return };
        if let Some(team) = self.teams.get_mut(&workshop.team) {
            team.remove(&(Reverse(workshop.opened), id));
        }
        // Another one may have its code by now.
        if self.open.get(&workshop.code) == Some(&id) {
            self.open.remove(&workshop.code);
        }
    }
}

impl Workshops {
    /// As of how many changes and votes of all of them: a later state has a larger number.
    pub fn as_of(&self) -> i64 {
        self.numbers.iter().sum()
    }

    /// The workshop with this id.
    pub fn find(&self, id: WorkshopId) -> Option<&Arc<Workshop>> {
        self.shelf.all.get(&id)
    }

    /// Those of a team, however far they are, the newest first.
    pub fn of_team(&self, team: TeamId) -> impl Iterator<Item = &Arc<Workshop>> {
        self.shelf.teams.get(&team).into_iter().flatten().filter_map(|(_, id)| self.find(*id))
    }

    /// The one with this code that goes on.
    pub fn called(&self, code: Code) -> Option<&Arc<Workshop>> {
        self.find(*self.shelf.open.get(&code)?)
    }

    /// Those that go on.
    pub fn open(&self) -> impl Iterator<Item = &Arc<Workshop>> {
        self.shelf.open.values().filter_map(|id| self.find(*id))
    }

    /// How many of how many have voted, while votes are cast in it, where so many may vote today.
    pub fn progress(&self, id: WorkshopId, may_vote: usize) -> Option<Progress> {
        let mut progress = self.progress.get(&id)?.clone();
        progress.turnout.of = progress.turnout.voted.max(u32::try_from(may_vote).unwrap_or(u32::MAX));
        Some(progress)
    }

    /// With this workshop as it is now, and what was voted in it.
    pub(super) fn put(&mut self, workshop: Workshop, ballots: &[Ballot]) {
        if workshop.stage == Stage::Voting {
            self.progress.insert(workshop.id, workshop.progress(ballots, 0));
        } else {
            self.progress.remove(&workshop.id);
        }
        if self.find(workshop.id).is_none_or(|known| **known != workshop) {
            Arc::make_mut(&mut self.shelf).put(workshop);
        }
    }

    fn remove(&mut self, id: WorkshopId) {
        self.progress.remove(&id);
        if self.find(id).is_some() {
            Arc::make_mut(&mut self.shelf).remove(id);
        }
    }
}

async fn numbers(store: &Store) -> Result<[i64; NUMBERS], StoreError> {
    kept::numbers(store, "workshop_count").await
}

/// All workshops as the store has them now.
///
/// # Errors
///
/// When the store fails.
pub async fn all(store: &Store) -> Result<Arc<Workshops>, StoreError> {
    let is_of = |known: &Workshops, now: &_| kept::are_of(&known.numbers, now);
    store.workshops().newest.read(store, || numbers(store), is_of, |known| newer(store, known)).await
}

async fn newer(store: &Store, known: Option<Arc<Workshops>>) -> Result<Workshops, StoreError> {
    // The numbers come first: what is written while the rest is read is then read again next time, never missed.
    let numbers = numbers(store).await?;
    let Some(known) = known else { return first(store, numbers).await };
    let mut workshops = Workshops { numbers, ..Workshops::clone(&known) };
    let moved = moved(store, &known, &numbers).await?;
    read_anew(store, &mut workshops, &moved).await?;
    store.news().workshops_moved(moved);
    Ok(workshops)
}

async fn first(store: &Store, numbers: [i64; NUMBERS]) -> Result<Workshops, StoreError> {
    let mut workshops = Workshops { numbers, ..Workshops::default() };
    let mut rows = store.read("SELECT * FROM workshop", Variables::new()).await?;
    let mut voting = BTreeSet::new();
    for row in rows.take::<Vec<Row>>(0)? {
        let workshop = row.workshop()?;
        if workshop.stage == Stage::Voting {
            voting.insert(workshop.id);
        }
        workshops.put(workshop, &[]);
    }
    read_anew(store, &mut workshops, &voting).await?;
    Ok(workshops)
}

/// What was written, voted in or given up since.
async fn moved(store: &Store, known: &Workshops, numbers: &[i64; NUMBERS]) -> Result<BTreeSet<WorkshopId>, StoreError> {
    let (mut statements, mut values) = (String::new(), Variables::new());
    let counted: Vec<usize> = (0..NUMBERS).filter(|place| known.numbers[*place] != numbers[*place]).collect();
    for place in &counted {
        let _ = match *place {
            WRITTEN => write!(statements, "SELECT VALUE id FROM workshop WHERE changed > $known_{place};"),
            GIVEN_UP => write!(statements, "SELECT VALUE id FROM workshop;"),
            shard => {
                values.insert(format!("shard_{shard}"), record::number(shard));
                write!(
                    statements,
                    "SELECT VALUE id FROM workshop_ballot WHERE shard = $shard_{shard} AND changed > $known_{shard};"
                )
            }
        };
        values.insert(format!("known_{place}"), known.numbers[*place]);
    }
    let mut rows = store.read(&statements, values).await?;
    let mut moved = BTreeSet::new();
    for (statement, place) in counted.into_iter().enumerate() {
        let ids = rows.take::<Vec<RecordId>>(statement)?;
        match place {
            WRITTEN => moved.extend(ids.iter().map(id_read).collect::<Result<Vec<_>, _>>()?),
            GIVEN_UP => {
                let left = ids.iter().map(id_read).collect::<Result<BTreeSet<_>, _>>()?;
                moved.extend(known.shelf.all.keys().filter(|id| !left.contains(id)));
            }
            _ => moved.extend(ids.iter().map(cast_in).collect::<Result<Vec<_>, _>>()?),
        }
    }
    Ok(moved)
}

#[derive(SurrealValue)]
struct Whole {
    content: String,
    ballots: Vec<String>,
}

/// Reads these again, each with what was voted in it at the same moment: of that nothing stays but how many.
async fn read_anew(store: &Store, workshops: &mut Workshops, ids: &BTreeSet<WorkshopId>) -> Result<(), StoreError> {
    if ids.is_empty() {
        return Ok(());
    }
    let (mut statements, mut values) = (String::new(), Variables::new());
    for (number, id) in ids.iter().enumerate() {
        let _ = write!(
            statements,
            "SELECT content, (SELECT VALUE content FROM $ballots_{number}) AS ballots FROM ONLY $workshop_{number};"
        );
        values.insert(format!("workshop_{number}"), id_of(*id));
        values.insert(format!("ballots_{number}"), ballots_of(*id));
    }
    let mut rows = store.read(&statements, values).await?;
    for (number, id) in ids.iter().enumerate() {
        match rows.take::<Option<Whole>>(number)? {
            Some(whole) => {
                let ballots = whole.ballots.iter().map(|content| row::ballot(content)).collect::<Result<Vec<_>, _>>()?;
                workshops.put(row::workshop(&whole.content)?, &ballots);
            }
            None => workshops.remove(*id),
        }
    }
    Ok(())
}
