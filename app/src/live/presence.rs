//! Who looks at a goal, and who changes what of it right now: for those who see all of it, quietly, and kept nowhere but here.

use super::{
    Told, Who,
    hub::{Hub, Listener, Listeners, Topic},
};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    time::Duration,
};
use store::{access::GoalReader, directory::Snapshot};
use waymark::{GoalId, PersonId};

/// How long changes of who looks are collected before they are told.
const COLLECTED: Duration = Duration::from_millis(200);

/// What is known of who is where.
#[derive(Debug, Default)]
pub struct Presences {
    /// What is being changed, by stream.
    editing: BTreeMap<u64, (GoalId, String)>,
    /// Goals of which it may have to be told anew.
    touched: BTreeSet<GoalId>,
    /// What was told last.
    told: HashMap<GoalId, Who>,
}

impl Presences {
    /// Somebody came to look at a goal, or left.
    pub fn touched(&mut self, goal: Option<GoalId>) {
        self.touched.extend(goal);
    }

    /// Somebody may have missed who is at a goal: it is told again.
    pub fn missed(&mut self, goal: GoalId) {
        if self.told.remove(&goal).is_some() {
            self.touched.insert(goal);
        }
    }

    /// A stream ended.
    pub fn gone(&mut self, stream: u64) {
        self.edits(stream, None);
    }

    /// A stream's page changes this, or nothing any more.
    pub fn edits(&mut self, stream: u64, what: Option<(GoalId, String)>) {
        let now = what.as_ref().map(|(goal, _)| *goal);
        let before = match what {
            Some(what) => self.editing.insert(stream, what),
            None => self.editing.remove(&stream),
        };
        self.touched.extend(before.map(|(goal, _)| goal).into_iter().chain(now));
    }
}

/// A number as one says it of a crowd: exact up to twenty, then in steps.
fn roughly(count: usize) -> usize {
    match count {
        0..=20 => count,
        21..=100 => count / 10 * 10,
        _ => count / 100 * 100,
    }
}

impl Listeners {
    /// Who is at a goal now.
    fn who(&self, goal: GoalId, seen: &Snapshot) -> Who {
        let topic = Topic::Goal(goal);
        let looks = self.watching(topic).filter(|(_, listener)| listener.looks == Some(goal));
        let looking: BTreeSet<PersonId> = looks.map(|(_, listener)| listener.person).collect();
        let editing = self.presences.editing.iter().filter(|(_, (of, _))| *of == goal);
        let editing = editing.filter_map(|(stream, (_, what))| {
            let person = self.all.get(stream)?.person;
            Some((*stream, seen.directory.person(person)?.name.to_string(), what.clone()))
        });
        Who { goal: goal.to_string(), looking: roughly(looking.len()), editing: editing.collect() }
    }

    /// Tells who is where, where that is otherwise than was told.
    fn tell_presence(&mut self, seen: &Snapshot) {
        for goal in std::mem::take(&mut self.presences.touched) {
            let who = self.who(goal, seen);
            if self.presences.told.get(&goal) == Some(&who) {
                continue;
            }
            let told = Told::Who(who.clone()).bytes();
            let sees_all = |listener: &Listener| listener.reader(goal).is_some_and(GoalReader::sees_all);
            let watching = self.watching(Topic::Goal(goal)).filter(|(_, listener)| sees_all(listener));
            watching.for_each(|(_, listener)| listener.tell(&told));
            if who.looking == 0 && who.editing.is_empty() {
                self.presences.told.remove(&goal);
            } else {
                self.presences.told.insert(goal, who);
            }
        }
    }
}

impl Hub {
    /// The page of this stream changes this of a goal, or nothing any more. A stream that is not this person's, or does not show the goal, says
    /// nothing.
    pub fn edits(&self, stream: u64, person: PersonId, what: Option<(GoalId, String)>) {
        let mut listeners = self.listeners();
        let Some(listener) = listeners.all.get(&stream).filter(|listener| listener.person == person) else { return };
        let shows = |goal: GoalId| listener.reader(goal).is_some_and(GoalReader::sees_all);
        if what.as_ref().is_none_or(|(goal, _)| shows(*goal)) {
            listeners.presences.edits(stream, what);
            drop(listeners);
            self.presence().notify_one();
        }
    }

    /// Tells who looks and who edits, for ever.
    pub(super) async fn tell_presence(&self, store: &store::Store) {
        loop {
            self.presence().notified().await;
            tokio::time::sleep(COLLECTED).await;
            match store::directory::read(store).await {
                Ok(seen) => self.listeners().tell_presence(&seen),
                Err(error) => tracing::warn!(%error, "who is there cannot be told"),
            }
        }
    }

    /// Who is at these goals, as it was told last: for who comes to it.
    pub(super) fn presence_of(&self, goals: impl Iterator<Item = GoalId>) -> Vec<Told> {
        let listeners = self.listeners();
        goals.filter_map(|goal| listeners.presences.told.get(&goal).cloned().map(Told::Who)).collect()
    }
}
