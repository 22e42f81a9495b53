//! Who watches what. What is told is made once and handed to all who watch it; who does not take it is told to read anew, and nothing piles up.

use super::{Told, presence::Presences};
use crate::workshops::Shown;
use axum::body::Bytes;
use std::{
    collections::{BTreeSet, HashMap},
    fmt,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};
use store::{access::GoalReader, goal::Goals};
use tokio::sync::{Notify, mpsc};
use waymark::{GoalId, PersonId, WorkshopId, goal::Level};

/// How much waits for one who watches and does not take it.
const WAITING: usize = 32;

/// The most streams of one session: of as many windows as somebody has open side by side.
pub const OF_SESSION: usize = 16;

/// The most streams of one person, on all devices.
pub const OF_PERSON: usize = 64;

/// What is watched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Topic {
    /// A goal.
    Goal(GoalId),
    /// All goals of a team or the company: only that something is otherwise.
    Of(Level),
    /// A workshop.
    Workshop(WorkshopId),
}

/// One who watches.
#[derive(Debug)]
pub(super) struct Listener {
    pub person: PersonId,
    /// The session, by its name in lists.
    pub session: String,
    /// What goals they watch.
    readers: Vec<GoalReader>,
    /// Of which goals they watch the sum.
    of: Vec<Level>,
    /// The goal whose page they look at.
    pub looks: Option<GoalId>,
    /// The workshop that they look at.
    pub workshop: Option<WorkshopId>,
    sender: mpsc::Sender<Bytes>,
    is_behind: Arc<AtomicBool>,
}

impl Listener {
    /// Tells them; who does not take what they are told is told to read anew, once they do.
    pub fn tell(&self, told: &Bytes) {
        if self.sender.try_send(told.clone()).is_err() {
            self.is_behind.store(true, Ordering::SeqCst);
        }
    }

    /// What they watch.
    pub fn topics(&self) -> impl Iterator<Item = Topic> {
        let goals = self.readers.iter().map(|reader| Topic::Goal(reader.goal()));
        goals.chain(self.of.iter().copied().map(Topic::Of)).chain(self.workshop.map(Topic::Workshop))
    }

    /// The goals that they watch, with what they see of each.
    pub fn readers(&self) -> &[GoalReader] {
        &self.readers
    }

    /// What they see of a goal that they watch.
    pub fn reader(&self, goal: GoalId) -> Option<GoalReader> {
        self.readers.iter().copied().find(|reader| reader.goal() == goal)
    }
}

/// Everybody who watches.
#[derive(Debug, Default)]
pub(super) struct Listeners {
    pub all: HashMap<u64, Listener>,
    pub of: HashMap<Topic, BTreeSet<u64>>,
    pub presences: Presences,
    /// How each workshop that somebody watches was when it was last asked whether that is news.
    workshops: HashMap<WorkshopId, Shown>,
    /// The goals as the first of those who watch found them: what was before is not told.
    pub base: Option<Arc<Goals>>,
    last: u64,
    sessions: HashMap<String, usize>,
    persons: HashMap<PersonId, usize>,
    is_closed: bool,
}

/// Why somebody cannot watch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Full {
    /// This session, or this person, watches as much already as one can look at.
    Own,
    /// As many watch as this program serves, or it is about to end.
    All,
}

fn down<K: std::hash::Hash + Eq>(counts: &mut HashMap<K, usize>, key: &K) {
    if let Some(count) = counts.get_mut(key) {
        *count -= 1;
        if *count == 0 {
            counts.remove(key);
        }
    }
}

impl Listeners {
    fn add(&mut self, listener: Listener, most: usize) -> Result<u64, Full> {
        let of_session = self.sessions.get(&listener.session).copied().unwrap_or_default();
        let of_person = self.persons.get(&listener.person).copied().unwrap_or_default();
        if of_session >= OF_SESSION || of_person >= OF_PERSON {
            return Err(Full::Own);
        }
        if self.is_closed || self.all.len() >= most {
            return Err(Full::All);
        }
        self.last += 1;
        *self.sessions.entry(listener.session.clone()).or_default() += 1;
        *self.persons.entry(listener.person).or_default() += 1;
        for topic in listener.topics() {
            self.of.entry(topic).or_default().insert(self.last);
        }
        self.presences.touched(listener.looks);
        self.all.insert(self.last, listener);
        Ok(self.last)
    }

    /// Lets one go: their stream ends once they took what they were told.
    pub fn remove(&mut self, id: u64) {
        let Some(listener) = self.all.remove(&id) else { return };
        down(&mut self.sessions, &listener.session);
        down(&mut self.persons, &listener.person);
        for topic in listener.topics() {
            if let Some(those) = self.of.get_mut(&topic) {
                those.remove(&id);
                if those.is_empty() {
                    self.of.remove(&topic);
                    if let Topic::Workshop(id) = topic {
                        self.workshops.remove(&id);
                    }
                }
            }
        }
        self.presences.gone(id);
        self.presences.touched(listener.looks);
    }

    /// One did not take all that they were told: what a page does not read anew is told again.
    fn missed(&mut self, id: u64) {
        let goals: Vec<GoalId> = self.all.get(&id).into_iter().flat_map(Listener::readers).map(|reader| reader.goal()).collect();
        for goal in goals {
            self.presences.missed(goal);
        }
    }

    /// Whether a workshop is to be told: not where one thing at most happened since this was last asked, and all that is shown is as it was. Of more, somebody
    /// may have read what was in between. Of one that nobody watches nothing is kept.
    pub fn is_news(&mut self, id: WorkshopId, shown: &Shown) -> bool {
        if self.count(Topic::Workshop(id)) == 0 {
            return false;
        }
        let last = self.workshops.insert(id, shown.clone());
        last.is_none_or(|last| shown.as_of > last.as_of + 1 || Shown { as_of: shown.as_of, ..last } != *shown)
    }

    /// Who watches this.
    pub fn watching(&self, topic: Topic) -> impl Iterator<Item = (u64, &Listener)> {
        self.of.get(&topic).into_iter().flatten().filter_map(|id| Some((*id, self.all.get(id)?)))
    }

    /// How many watch this.
    pub fn count(&self, topic: Topic) -> usize {
        self.of.get(&topic).map_or(0, BTreeSet::len)
    }

    /// Tells one that something is no longer theirs to see, and lets them go.
    pub fn send_away(&mut self, id: u64) {
        if let Some(listener) = self.all.get(&id) {
            listener.tell(&Told::Leave.bytes());
        }
        self.remove(id);
    }
}

struct Inner {
    listeners: Mutex<Listeners>,
    most: usize,
    /// Rings when somebody comes to watch.
    arrived: Notify,
    /// Rings when who looks or edits is otherwise.
    presence: Notify,
}

/// Where those who watch meet what happens. Cloning is cheap.
#[derive(Clone)]
pub struct Hub(Arc<Inner>);

impl fmt::Debug for Hub {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hub(..)")
    }
}

impl Hub {
    /// One for `most` streams at most.
    pub fn new(most: usize) -> Self {
        Self(Arc::new(Inner { listeners: Mutex::default(), most, arrived: Notify::new(), presence: Notify::new() }))
    }

    pub(super) fn listeners(&self) -> MutexGuard<'_, Listeners> {
        self.0.listeners.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Rings when somebody comes to watch.
    pub(super) fn arrived(&self) -> &Notify {
        &self.0.arrived
    }

    /// Rings when who looks or edits is otherwise.
    pub(super) fn presence(&self) -> &Notify {
        &self.0.presence
    }

    /// Takes one on who may see all of this, as these goals are.
    pub(super) fn add(
        &self,
        person: PersonId,
        session: String,
        readers: Vec<GoalReader>,
        of: Vec<Level>,
        looks: Option<GoalId>,
        workshop: Option<WorkshopId>,
        goals: &Arc<Goals>,
    ) -> Result<Listening, Full> {
        let (sender, receiver) = mpsc::channel(WAITING);
        let is_behind = Arc::new(AtomicBool::new(false));
        let listener = Listener { person, session, readers, of, looks, workshop, sender, is_behind: Arc::clone(&is_behind) };
        let id = {
            let mut listeners = self.listeners();
            if listeners.all.is_empty() {
                listeners.base = Some(Arc::clone(goals));
            }
            let id = listeners.add(listener, self.0.most)?;
            // Before anything else can be told to them.
            listeners.all.get(&id).into_iter().for_each(|listener| listener.tell(&Told::Here { stream: id }.bytes()));
            id
        };
        self.0.arrived.notify_one();
        self.presence().notify_one();
        Ok(Listening { id, receiver, is_behind, hub: self.clone() })
    }

    /// Ends all streams, and takes on nobody any more.
    pub fn close(&self) {
        let mut listeners = self.listeners();
        listeners.is_closed = true;
        listeners.all.clear();
    }

    /// How many watch.
    pub fn count(&self) -> usize {
        self.listeners().all.len()
    }
}

/// A stream of what is told to one who watches. Dropping it, they are gone.
#[derive(Debug)]
pub struct Listening {
    pub(super) id: u64,
    receiver: mpsc::Receiver<Bytes>,
    is_behind: Arc<AtomicBool>,
    hub: Hub,
}

impl Listening {
    /// What is told next; nothing at the end.
    pub async fn next(&mut self) -> Option<Bytes> {
        match self.receiver.try_recv() {
            Ok(told) => return Some(told),
            Err(mpsc::error::TryRecvError::Disconnected) => return None,
            Err(mpsc::error::TryRecvError::Empty) => {}
        }
        if self.is_behind.swap(false, Ordering::SeqCst) {
            self.hub.listeners().missed(self.id);
            self.hub.presence().notify_one();
            return Some(Told::Look { within: 0 }.bytes());
        }
        self.receiver.recv().await
    }

    /// Tells this one alone.
    pub(super) fn tell(&self, told: &Told) {
        if let Some(listener) = self.hub.listeners().all.get(&self.id) {
            listener.tell(&told.bytes());
        }
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.hub.listeners().remove(self.id);
        self.hub.presence().notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(number: u128) -> PersonId {
        PersonId::from_uuid(uuid::Uuid::from_u128(number))
    }

    const COMPANY: Topic = Topic::Of(Level::Company);

    fn add(hub: &Hub, person: u128, session: &str) -> Result<Listening, Full> {
        let mut added = hub.add(id(person), session.to_owned(), Vec::new(), vec![Level::Company], None, None, &Arc::default());
        if let Ok(listening) = &mut added {
            let here = Told::Here { stream: listening.id }.bytes();
            assert_eq!(listening.receiver.try_recv(), Ok(here), "first of all");
        }
        added
    }

    fn tell(hub: &Hub, text: &'static str) {
        hub.listeners().watching(COMPANY).for_each(|(_, listener)| listener.tell(&Bytes::from_static(text.as_bytes())));
    }

    #[tokio::test]
    async fn what_is_told_reaches_all_in_order() {
        let hub = Hub::new(10);
        let mut all = [add(&hub, 1, "a").expect("room"), add(&hub, 2, "b").expect("room")];
        tell(&hub, "one");
        tell(&hub, "two");
        for one in &mut all {
            assert_eq!(one.next().await.as_deref(), Some(&b"one"[..]));
            assert_eq!(one.next().await.as_deref(), Some(&b"two"[..]));
        }
    }

    #[tokio::test]
    async fn who_does_not_take_what_is_told_reads_anew_and_nothing_piles_up() {
        let hub = Hub::new(10);
        let mut slow = add(&hub, 1, "a").expect("room");
        for _ in 0..10_000 {
            tell(&hub, "x");
        }
        for _ in 0..WAITING {
            assert_eq!(slow.next().await.as_deref(), Some(&b"x"[..]));
        }
        assert_eq!(slow.next().await, Some(Told::Look { within: 0 }.bytes()));
        tell(&hub, "y");
        assert_eq!(slow.next().await.as_deref(), Some(&b"y"[..]), "and it goes on");
    }

    #[tokio::test]
    async fn one_session_one_person_and_all_have_bounds() {
        let hub = Hub::new(OF_PERSON + 1);
        let mut open = Vec::new();
        for _ in 0..OF_SESSION {
            open.push(add(&hub, 1, "a").expect("room"));
        }
        assert_eq!(add(&hub, 1, "a").expect_err("full"), Full::Own);
        open.pop();
        open.push(add(&hub, 1, "a").expect("a place was left"));
        for session in ["b", "c", "d"] {
            for _ in 0..OF_SESSION {
                open.push(add(&hub, 1, session).expect("room"));
            }
        }
        assert_eq!(add(&hub, 1, "e").expect_err("full"), Full::Own);
        open.push(add(&hub, 2, "f").expect("another person"));
        assert_eq!(add(&hub, 3, "g").expect_err("full"), Full::All);
        drop(open);
        assert_eq!(hub.count(), 0);
        let listeners = hub.listeners();
        assert!(listeners.of.is_empty() && listeners.sessions.is_empty() && listeners.persons.is_empty());
    }

    #[tokio::test]
    async fn at_the_end_all_streams_end() {
        let hub = Hub::new(10);
        let mut one = add(&hub, 1, "a").expect("room");
        hub.close();
        assert_eq!(one.next().await, None);
        assert_eq!(add(&hub, 1, "a").expect_err("closed"), Full::All);
    }
}
