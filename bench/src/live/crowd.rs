//! Many who listen, each over a connection of their own, and all of them on one thread: it shares the processors with the server, and must cost
//! little beside it.

use super::ear::{self, Ear, Heard};
use crate::{load::histogram, report::micros};
use anyhow::Result;
use hdrhistogram::Histogram;
use std::{
    cell::{Ref, RefCell},
    collections::BTreeMap,
    future::poll_fn,
    io, mem,
    net::SocketAddr,
    pin::Pin,
    rc::Rc,
    sync::Arc,
    task::{Context, Poll, ready},
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncRead, AsyncWriteExt, ReadBuf},
    net::TcpStream,
    runtime,
    sync::Notify,
    task::{JoinSet, LocalSet},
    time::timeout,
};

/// How much is read at once: more than waits for one listener.
const AT_ONCE: usize = 256 * 1024;

/// What a browser says of itself. The server keeps some of it for as long as the connection is open.
const BROWSER: &str = "user-agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36\r\n\
     accept: text/event-stream\r\naccept-encoding: gzip, deflate, br, zstd\r\naccept-language: en-GB,en;q=0.9,de;q=0.8\r\n\
     cache-control: no-cache\r\nsec-fetch-dest: empty\r\nsec-fetch-mode: cors\r\nsec-fetch-site: same-origin\r\n";

/// From where one listens, and to what.
#[derive(Clone, Debug)]
pub struct Seat {
    /// Their cookie.
    pub cookie: Arc<str>,
    /// What they ask for.
    pub path: Arc<str>,
}

/// What a line says to those who listen; nothing where it is no event.
pub type Listen = fn(&[u8]) -> Option<Heard>;

/// What all of them heard. Times are in microseconds.
#[derive(Debug)]
pub struct Tally {
    /// How they were answered.
    pub statuses: BTreeMap<u16, u64>,
    /// What went wrong, before the answer or after.
    pub failures: BTreeMap<String, u64>,
    /// From all being sent to the head of the answer.
    pub answered: Histogram<u64>,
    /// From the beginning of a round until they were told what it is about.
    pub told: Histogram<u64>,
    /// How many were told in this round.
    pub come: usize,
    /// How many have an answer or will have none.
    pub settled: usize,
    /// Those who are told nothing any more, with what they were told last.
    lost: Vec<u32>,
    /// Events with a state.
    pub states: u64,
    /// Their bytes.
    pub bytes: u64,
    /// How often somebody was told to read anew.
    pub anew: u64,
    wanted: u32,
    since: Instant,
}

impl Tally {
    fn hears(&mut self, heard: Heard, length: usize, newest: &mut u32, now: Instant) {
        match heard {
            Heard::State(state) => {
                self.states += 1;
                // The empty line after it is part of an event.
                self.bytes += u64::try_from(length + 2).unwrap_or_default();
                if *newest < self.wanted && state >= self.wanted {
                    self.come += 1;
                    self.told.saturating_record(micros(now.saturating_duration_since(self.since)));
                }
                *newest = state.max(*newest);
            }
            Heard::Anew => self.anew += 1,
            Heard::Leave | Heard::Else => {}
        }
    }

    /// How many were told in this round, or never will be.
    fn done(&self) -> usize {
        self.come + self.lost.iter().filter(|newest| **newest < self.wanted).count()
    }

    /// How many are listening.
    pub fn taken_on(&self) -> u64 {
        self.statuses.get(&200).copied().unwrap_or_default()
    }

    /// How many listen no longer, or never did.
    pub fn lost(&self) -> usize {
        self.lost.len()
    }

    /// How many were answered otherwise or not at all, or no longer listen, in words; nothing where all are well.
    pub fn troubles(&self) -> Option<String> {
        let refused = self.statuses.iter().filter(|(status, _)| **status != 200);
        let refused = refused.map(|(status, times)| format!("{times} x {status}"));
        let all: Vec<_> = refused.chain(self.failures.iter().map(|(what, times)| format!("{times} x {what}"))).collect();
        (!all.is_empty()).then(|| all.join(", "))
    }
}

/// What all listeners share.
struct Room {
    address: SocketAddr,
    listen: Listen,
    tally: RefCell<Tally>,
    /// What is read is read into here, by one after the other.
    buffer: RefCell<Vec<u8>>,
    moved: Notify,
}

/// One who listens.
#[derive(Default)]
struct Listener {
    ear: Ear,
    status: Option<u16>,
    newest: u32,
    is_sent_away: bool,
}

impl Room {
    async fn sit(self: Rc<Self>, seat: Seat) {
        let mut listener = Listener::default();
        let ended = self.follow(&seat, &mut listener).await;
        {
            let mut tally = self.tally.borrow_mut();
            if listener.status.is_none() {
                tally.settled += 1;
            }
            // A connection that was refused to listen on is closed after a while.
            if listener.status.is_none_or(|status| status == 200) {
                tally.lost.push(listener.newest);
                let how = if listener.is_sent_away { "sent away" } else { "ended" };
                let what = ended.err().map_or_else(|| how.to_owned(), |error| error.to_string());
                *tally.failures.entry(what).or_default() += 1;
            }
        }
        self.moved.notify_one();
    }

    /// Listens until the end, which is none of theirs.
    async fn follow(&self, seat: &Seat, listener: &mut Listener) -> io::Result<()> {
        let mut stream = TcpStream::connect(self.address).await?;
        let Seat { cookie, path } = seat;
        let request = format!("GET {path} HTTP/1.1\r\nhost: {}\r\n{BROWSER}cookie: {cookie}\r\n\r\n", self.address);
        stream.write_all(request.as_bytes()).await?;
        drop(request);
        while poll_fn(|context| self.hear(&mut stream, listener, context)).await? {}
        Ok(())
    }

    /// Reads what there is, once: whether it was something.
    fn hear(&self, stream: &mut TcpStream, listener: &mut Listener, context: &mut Context<'_>) -> Poll<io::Result<bool>> {
        let mut buffer = self.buffer.borrow_mut();
        let mut read = ReadBuf::new(&mut buffer);
        ready!(Pin::new(stream).poll_read(context, &mut read))?;
        let now = Instant::now();
        let mut tally = self.tally.borrow_mut();
        let Listener { ear, status, newest, is_sent_away } = listener;
        ear.hear(read.filled(), |line| {
            if status.is_none()
                && let Some(said) = ear::status(line)
            {
                *status = Some(said);
                *tally.statuses.entry(said).or_default() += 1;
                tally.settled += 1;
                if said != 200 {
                    tally.lost.push(0);
                }
                let since = tally.since;
                tally.answered.saturating_record(micros(now.saturating_duration_since(since)));
            } else if let Some(heard) = (self.listen)(line) {
                *is_sent_away |= heard == Heard::Leave;
                tally.hears(heard, line.len(), newest, now);
            }
        });
        self.moved.notify_one();
        Poll::Ready(Ok(!read.filled().is_empty()))
    }
}

/// All who listen.
pub struct Crowd {
    room: Rc<Room>,
    sitting: JoinSet<()>,
    count: usize,
}

impl Crowd {
    /// Lets all of them come at once: the first round, in which they are told this state or a newer one.
    pub fn come(address: SocketAddr, seats: &[Seat], listen: Listen, wanted: u32) -> Self {
        let tally = Tally {
            statuses: BTreeMap::new(),
            failures: BTreeMap::new(),
            answered: histogram(),
            told: histogram(),
            come: 0,
            settled: 0,
            lost: Vec::new(),
            states: 0,
            bytes: 0,
            anew: 0,
            wanted,
            since: Instant::now(),
        };
        let room = Rc::new(Room {
            address,
            listen,
            tally: RefCell::new(tally),
            buffer: RefCell::new(vec![0; AT_ONCE]),
            moved: Notify::new(),
        });
        let mut sitting = JoinSet::new();
        for seat in seats {
            sitting.spawn_local(Rc::clone(&room).sit(seat.clone()));
        }
        Self { room, sitting, count: seats.len() }
    }

    /// How many came.
    pub fn count(&self) -> usize {
        self.count
    }

    /// What they heard until now.
    pub fn tally(&self) -> Ref<'_, Tally> {
        self.room.tally.borrow()
    }

    /// How long it took until they were told, in all rounds since this was last asked.
    pub fn take_times(&self) -> Histogram<u64> {
        mem::replace(&mut self.room.tally.borrow_mut().told, histogram())
    }

    /// Begins a round: from now on it is counted who is told this state or a newer one.
    pub fn wants(&self, state: u32) {
        let mut tally = self.room.tally.borrow_mut();
        (tally.wanted, tally.since, tally.come) = (state, Instant::now(), 0);
    }

    /// Waits until this is so, or so long: whether it is.
    async fn until(&self, patience: Duration, is_so: impl Fn(&Tally) -> bool) -> bool {
        let waiting = async {
            while !is_so(&self.tally()) {
                self.room.moved.notified().await;
            }
        };
        timeout(patience, waiting).await.is_ok()
    }

    /// Waits until each has an answer, or so long: whether they have.
    pub async fn all_answered(&self, patience: Duration) -> bool {
        self.until(patience, |tally| tally.settled >= self.count).await
    }

    /// Waits until each who still listens was told what this round is about, or so long: how many of all were not.
    pub async fn all_told(&self, patience: Duration) -> u64 {
        self.until(patience, |tally| tally.done() >= self.count).await;
        u64::try_from(self.count.saturating_sub(self.tally().come)).unwrap_or_default()
    }

    /// All of them leave at once, without a word.
    pub async fn leave(mut self) {
        self.sitting.shutdown().await;
    }
}

/// Does this on a thread of its own with a small runtime, to which all connections of a crowd belong.
pub async fn on_one_thread<T, F>(work: impl FnOnce() -> F + Send + 'static) -> Result<T>
where
    T: Send + 'static,
    F: Future<Output = Result<T>>,
{
    let working = move || {
        let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
        LocalSet::new().block_on(&runtime, work())
    };
    tokio::task::spawn_blocking(working).await?
}
