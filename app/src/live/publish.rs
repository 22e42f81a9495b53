//! From what was committed to what is told, and to whom: made once for all who see as much.

use super::{
    Moved, Told,
    hub::{Hub, Listener, Topic},
};
use axum::body::Bytes;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::Duration,
};
use store::{
    Store, StoreError, access,
    access::GoalReader,
    directory,
    directory::Snapshot,
    goal::{self as goals, Goals},
    live,
    live::Ended,
    session, workshop,
};
use tokio::{
    task::JoinSet,
    time::{MissedTickBehavior, interval},
};
use waymark::{
    GoalId, PersonId, WorkshopId,
    directory::Directory,
    goal::{Goal, Level},
};

/// How often something is sent in any case, so that proxies keep the line open and both ends notice one that was cut. Proxies wait for a minute.
const BEAT: Duration = Duration::from_secs(20);

/// How many pages a second are to be read anew because of one event, at most: so many watch, so long is it spread over.
const READS: usize = 100;

/// The longest that it is spread over, in milliseconds.
const LONGEST: u32 = 30_000;

/// Over how long those who watch are to read anew.
fn within(watching: usize) -> u32 {
    // A handful read at once.
    if watching <= 5 { 0 } else { u32::try_from(watching * 1000 / READS).unwrap_or(LONGEST).min(LONGEST) }
}

/// How things were when they were last told of.
struct Last {
    goals: Arc<Goals>,
    seen: Arc<Snapshot>,
    day: jiff::civil::Date,
}

/// In which sums a goal counts: the company's, unless it is a person's, and those of its team, or the person's home, and all above that.
fn sums_of(directory: &Directory, goal: &Goal) -> impl Iterator<Item = Level> {
    let (team, company) = match goal.level {
        Level::Company => (None, true),
        Level::Team(team) => (Some(team), true),
        Level::Person(person) => (directory.person(person).and_then(|person| person.team), false),
    };
    let teams = team.into_iter().flat_map(|team| directory.team_path(team).into_iter().chain([team])).map(Level::Team);
    teams.chain(company.then_some(Level::Company))
}

/// Who sees a goal goes by these, and by the organisation.
fn is_seen_otherwise(before: Option<&Arc<Goal>>, now: &Goal) -> bool {
    before.is_none_or(|before| {
        (before.level, before.owner, before.open, &before.origin) != (now.level, now.owner, now.open, &now.origin)
    })
}

impl Hub {
    /// Tells those who watch what happens, for ever. What cannot be read is tried again, and so is what breaks: a page that is never told anything more would
    /// go on saying that it is live.
    pub async fn run(&self, store: &Store) {
        tokio::join!(self.keep_telling(store), self.tell_presence(store));
    }

    async fn keep_telling(&self, store: &Store) {
        loop {
            let (hub, store) = (self.clone(), store.clone());
            // It ends with this.
            let mut telling = JoinSet::new();
            telling.spawn(async move { hub.tell(&store).await });
            if let Some(Err(error)) = telling.join_next().await {
                tracing::error!(%error, "what happens could not be told; it is begun again");
            }
            self.tell_all_to_look();
        }
    }

    async fn tell(&self, store: &Store) {
        let mut beat = interval(BEAT);
        beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut last = None;
        loop {
            let is_beat = tokio::select! {
                () = live::committed(store) => false,
                () = self.arrived().notified() => false,
                _ = beat.tick() => true,
            };
            if is_beat {
                self.beat();
            }
            if self.count() == 0 {
                last = None;
                drop((live::moved(store), live::workshops_moved(store), live::sessions_ended(store)));
                continue;
            }
            match self.told(store, last.as_ref(), is_beat).await {
                Ok(now) => last = Some(now),
                Err(error) => {
                    tracing::warn!(%error, "what happened could not be told; all who watch read anew");
                    self.tell_all_to_look();
                }
            }
        }
    }

    /// A sign of life that means nothing.
    fn beat(&self) {
        let beat = Bytes::from_static(b":\n\n");
        self.listeners().all.values().for_each(|listener| listener.tell(&beat));
    }

    fn tell_all_to_look(&self) {
        let look = Told::Look { within: within(self.count()) }.bytes();
        self.listeners().all.values().for_each(|listener| listener.tell(&look));
    }

    /// Tells what is otherwise than last time. Without a last time, those who watch have just come, and were told what is newer than what they show.
    async fn told(&self, store: &Store, last: Option<&Last>, is_beat: bool) -> Result<Last, StoreError> {
        let ended = live::sessions_ended(store);
        let seen = directory::read(store).await?;
        let day = seen.day(store.now());
        let has_changed = last.is_some_and(|last| !Arc::ptr_eq(&last.seen, &seen));
        let is_next_day = last.is_some_and(|last| last.day != day);
        // At each beat those whose time is over are found, and those that another program ended.
        self.send_away_signed_out(store, (!is_beat).then_some(&ended)).await?;
        // Brings the memory of goals up to date, so that it knows what moved.
        let mut goals = goals::all(store).await?;
        let moved = live::moved(store);
        let first = self.listeners().base.take();
        let before = last.map(|last| Arc::clone(&last.goals)).or(first).unwrap_or_else(|| Arc::clone(&goals));
        // Somebody stands in for somebody else until a day.
        if has_changed || is_next_day || last.is_none() {
            self.send_away_who_may_not(store, &seen, &goals, None).await?;
        }
        if !moved.is_empty() {
            goals = goals::all(store).await?;
            self.tell_goals(store, &seen, &before, &goals, &moved).await?;
        }
        // Who stands in for somebody until yesterday may vote today.
        self.tell_workshops(store, &seen, has_changed || is_next_day).await?;
        if is_next_day {
            // What should be by now, and what is late, is otherwise than it was yesterday.
            self.tell_all_to_look();
        }
        if live::has_moved(store) {
            // What memory learned of meanwhile comes next, after what else waits.
            self.arrived().notify_one();
        }
        Ok(Last { goals, seen, day })
    }

    /// Those whose session is over watch no longer: of these sessions, or of all.
    async fn send_away_signed_out(&self, store: &Store, of: Option<&BTreeSet<Ended>>) -> Result<(), StoreError> {
        let is_meant = |listener: &Listener| {
            of.is_none_or(|ended| {
                !ended.is_empty()
                    && (ended.contains(&Ended::Of(listener.person)) || ended.contains(&Ended::Session(listener.session.clone())))
            })
        };
        let asked: BTreeSet<String> = self
            .listeners()
            .all
            .values()
            .filter(|listener| is_meant(listener))
            .map(|listener| listener.session.clone())
            .collect();
        if asked.is_empty() {
            return Ok(());
        }
        let open = session::open_among(store, asked.iter().cloned()).await?;
        // Who came meanwhile was not asked about.
        let is_over = |listener: &Listener| asked.contains(&listener.session) && !open.contains(&listener.session);
        let mut listeners = self.listeners();
        let gone: Vec<u64> = listeners.all.iter().filter(|(_, listener)| is_over(listener)).map(|(id, _)| *id).collect();
        for id in gone {
            listeners.send_away(id);
        }
        Ok(())
    }

    /// Those who may no longer see something that they watch, or see more or less of it, watch no longer; they read anew and begin again. Of one
    /// goal, or of all.
    async fn send_away_who_may_not(
        &self,
        store: &Store,
        seen: &Arc<Snapshot>,
        goals: &Goals,
        of: Option<GoalId>,
    ) -> Result<(), StoreError> {
        let mut by_person: BTreeMap<PersonId, Vec<u64>> = BTreeMap::new();
        {
            let listeners = self.listeners();
            let mut note = |id: u64, listener: &Listener| by_person.entry(listener.person).or_default().push(id);
            match of {
                Some(goal) => listeners.watching(Topic::Goal(goal)).for_each(|(id, listener)| note(id, listener)),
                None => listeners.all.iter().for_each(|(id, listener)| note(*id, listener)),
            }
        }
        let workshops = if of.is_none() { Some(workshop::all(store).await?) } else { None };
        for (person, ids) in by_person {
            let actor = access::actor_in(seen, person);
            let mut listeners = self.listeners();
            let reach = actor.as_ref().map(|actor| access::reach(store, actor));
            let may = |held: &GoalReader| {
                let now = || goals.tree.get(held.goal()).and_then(|goal| reach.as_ref()?.reader(goal));
                of.is_some_and(|of| of != held.goal()) || now() == Some(*held)
            };
            for id in ids {
                let may_watch = |id: WorkshopId| {
                    let Some(workshops) = &workshops else { return true };
                    let found = workshops.find(id).zip(actor.as_ref());
                    found.is_some_and(|(workshop, actor)| access::workshop_viewer(store, actor, workshop).is_some())
                };
                let may_all = |listener: &Listener| {
                    reach.is_some() && listener.readers().iter().all(may) && listener.workshop.is_none_or(may_watch)
                };
                if listeners.all.get(&id).is_some_and(|listener| !may_all(listener)) {
                    listeners.send_away(id);
                }
            }
        }
        Ok(())
    }

    /// Tells workshops to all who watch them, made once for all: those that moved, and all where the organisation is another, since other people may vote.
    async fn tell_workshops(&self, store: &Store, seen: &Arc<Snapshot>, has_changed: bool) -> Result<(), StoreError> {
        // Brings the memory of workshops up to date, so that it knows what moved.
        drop(workshop::all(store).await?);
        let mut moved = live::workshops_moved(store);
        if has_changed {
            let listeners = self.listeners();
            let watched: BTreeSet<WorkshopId> = listeners.all.values().filter_map(|listener| listener.workshop).collect();
            drop(listeners);
            // Who had no part in it may have one now.
            self.tell_to_look(watched.iter().copied().map(Topic::Workshop));
            moved.extend(watched);
        }
        if !moved.is_empty() {
            let workshops = workshop::all(store).await?;
            for id in moved {
                let shown = workshops.find(id).map(|workshop| crate::workshops::shown(store, seen, &workshops, workshop));
                let mut listeners = self.listeners();
                // Of somebody who only changed their mind there is nothing to tell.
                if shown.as_ref().is_some_and(|shown| !listeners.is_news(id, shown)) {
                    continue;
                }
                let told = shown.map(|shown| Told::Workshop(Box::new(shown)).bytes());
                let those: Vec<u64> = listeners.watching(Topic::Workshop(id)).map(|(id, _)| id).collect();
                for one in those {
                    match &told {
                        Some(told) => listeners.all.get(&one).into_iter().for_each(|listener| listener.tell(told)),
                        // It was given up.
                        None => listeners.send_away(one),
                    }
                }
            }
        }
        Ok(())
    }

    async fn tell_goals(
        &self,
        store: &Store,
        seen: &Arc<Snapshot>,
        before: &Goals,
        goals: &Goals,
        moved: &BTreeSet<GoalId>,
    ) -> Result<(), StoreError> {
        let mut carried = BTreeSet::new();
        let mut named = BTreeSet::new();
        let mut sums = BTreeSet::new();
        for goal in moved.iter().filter_map(|id| goals.tree.get(*id)) {
            let was = before.tree.get(goal.id);
            if was.is_some_and(|was| was.sequence == goal.sequence) {
                continue;
            }
            if is_seen_otherwise(was, goal) {
                self.send_away_who_may_not(store, seen, goals, Some(goal.id)).await?;
            }
            // What it serves, or served, goes on or back with it.
            carried.extend(goals.tree.above(goal.id).into_iter().map(|above| above.id));
            carried.extend(was.into_iter().flat_map(|was| before.tree.above(was.id)).map(|above| above.id));
            if was.is_none_or(|was| was.terms.title != goal.terms.title) {
                named.extend(goals.tree.children(goal.id).map(|child| child.id));
            }
            sums.extend(sums_of(&seen.directory, goal).chain(was.into_iter().flat_map(|was| sums_of(&seen.directory, was))));
            self.tell_goal(store, seen, goals, goal.id, Some(was.map_or(0, |was| was.sequence))).await?;
        }
        for goal in carried.difference(moved) {
            self.tell_goal(store, seen, goals, *goal, None).await?;
            // What only supports it does not carry it on.
            let percent = |goals: &Goals| goals.tree.progress(*goal).map(waymark::goal::Progress::percent);
            if percent(before) != percent(goals) {
                sums.extend(goals.tree.get(*goal).into_iter().flat_map(|goal| sums_of(&seen.directory, goal)));
            }
        }
        self.tell_to_look(named.into_iter().map(Topic::Goal).chain(sums.into_iter().map(Topic::Of)));
        Ok(())
    }

    fn tell_to_look(&self, topics: impl Iterator<Item = Topic>) {
        for topic in topics {
            let listeners = self.listeners();
            let look = Told::Look { within: within(listeners.count(topic)) }.bytes();
            listeners.watching(topic).for_each(|(_, listener)| listener.tell(&look));
        }
    }

    /// Tells a goal to all who watch it, with what happened since so many events: made once for those who look at it, those who have it in a list,
    /// and those who see its outline.
    async fn tell_goal(
        &self,
        store: &Store,
        seen: &Snapshot,
        goals: &Goals,
        goal: GoalId,
        since: Option<u32>,
    ) -> Result<(), StoreError> {
        let way = |listener: &Listener| {
            let reader = listener.reader(goal)?;
            Some((reader, reader.sees_all() && listener.looks == Some(goal)))
        };
        let those: Vec<(u64, (GoalReader, bool))> = {
            let listeners = self.listeners();
            listeners.watching(Topic::Goal(goal)).filter_map(|(id, listener)| Some((id, way(listener)?))).collect()
        };
        let mut made: Vec<((GoalReader, bool), Bytes)> = Vec::new();
        for (_, way) in &those {
            if made.iter().all(|(other, _)| other != way)
                && let Some(moved) = crate::goals::moved(store, seen, goals, way.0, since, way.1).await?
            {
                let moved = Moved { within: within(those.len()), ..moved };
                made.push((*way, Told::Goal(Box::new(moved)).bytes()));
            }
        }
        // Asked again: who was sent away meanwhile is told nothing.
        let listeners = self.listeners();
        for (id, way) in those {
            let told = made.iter().find(|(other, _)| *other == way);
            if let (Some((_, told)), Some(listener)) = (told, listeners.all.get(&id)) {
                listener.tell(told);
            }
        }
        Ok(())
    }
}
