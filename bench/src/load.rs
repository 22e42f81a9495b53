//! The load generator: closed loops on kept connections, and a fixed rate.
//!
//! It runs on the same processors as the server, on threads of its own with a small runtime each, so that a connection
//! never moves between them.

use crate::{
    report::micros,
    server::{Server, processor_time},
    visitor::{Answer, Visitor, ask, ask_and_time, connect},
};
use anyhow::{Context, Result, ensure};
use hdrhistogram::Histogram;
use http_body_util::Full;
use hyper::{
    Request, StatusCode,
    body::Bytes,
    header::{self, HeaderValue},
};
use serde::Serialize;
use std::{
    sync::Arc,
    thread,
    time::{Duration, Instant},
};
use tokio::{
    runtime,
    sync::{Mutex, mpsc},
    task::JoinSet,
};

/// Every how many answers the body is read; all of them have their status and length looked at.
const READ_EVERY: u64 = 32;

/// How many connections share the requests of a fixed rate.
const OPEN_CONNECTIONS: usize = 32;

/// How long after its end a fixed rate waits for a server that cannot keep up. What is left then was not answered.
const CATCH_UP: Duration = Duration::from_secs(10);

/// What is asked for, and how the right answer looks.
#[derive(Clone, Debug)]
pub struct Target {
    /// What it is called in tables.
    pub name: &'static str,
    /// Its path.
    pub path: &'static str,
    /// Who asks.
    pub visitor: Visitor,
    /// How the answer is compressed; `None` where it is not.
    pub coding: Option<&'static str>,
    request: Request<Full<Bytes>>,
    holds: &'static str,
    length: usize,
}

impl Target {
    /// Asks once; fails unless the answer is 200 and holds the text.
    pub async fn new(name: &'static str, visitor: &Visitor, path: &'static str, holds: &'static str) -> Result<Self> {
        let answer = visitor.get(path).await.with_context(|| format!("GET {path}"))?;
        ensure!(answer.status == StatusCode::OK, "GET {path} answers {}", answer.status);
        ensure!(answer.holds(holds), "GET {path} does not hold \"{holds}\"");
        let (visitor, request) = (visitor.clone(), visitor.page(path)?);
        Ok(Self { name, path, visitor, coding: None, request, holds, length: answer.body.len() })
    }

    /// The same page, asked for compressed, as every browser does.
    pub async fn packed(&self, name: &'static str, coding: &'static str) -> Result<Self> {
        let mut request = self.request.clone();
        request.headers_mut().insert(header::ACCEPT_ENCODING, HeaderValue::from_static(coding));
        let answer = ask(&mut connect(self.visitor.address()).await?, request.clone()).await?;
        let packed = Self { name, coding: Some(coding), request, length: answer.body.len(), ..self.clone() };
        ensure!(packed.is_right(&answer, 0), "{} was asked for in {coding} and did not come so", self.path);
        Ok(packed)
    }

    /// Bytes of the answer's body, as it comes.
    pub fn length(&self) -> usize {
        self.length
    }

    fn is_right(&self, answer: &Answer, number: u64) -> bool {
        // Nonces and the like may differ in length a little.
        let length_fits = answer.body.len().abs_diff(self.length) <= self.length / 50;
        let content_fits = || match self.coding {
            // What is compressed is not read; the same page was, uncompressed.
            Some(coding) => answer.headers.get(header::CONTENT_ENCODING).is_some_and(|value| value == coding),
            None => !number.is_multiple_of(READ_EVERY) || answer.holds(self.holds),
        };
        answer.status == StatusCode::OK && length_fits && content_fits()
    }
}

/// How long, after how long a warm-up that is not counted.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    /// Before.
    pub warm_up: Duration,
    /// Counted.
    pub time: Duration,
}

/// What came of a load. Times are in microseconds.
#[derive(Clone, Debug, Serialize)]
pub struct Outcome {
    /// Connections at once.
    pub connections: usize,
    /// How long was counted.
    pub seconds: f64,
    /// Right answers in that time.
    pub answers: u64,
    /// Right answers in a second.
    pub per_second: f64,
    /// Half of the answers took at most this long.
    pub p50_us: u64,
    /// 99 of 100 answers took at most this long.
    pub p99_us: u64,
    /// The slowest.
    pub max_us: u64,
    /// Requests without an answer, and wrong answers, warm-up included.
    pub errors: u64,
    /// Processors that the server kept busy.
    pub server_processors: Option<f64>,
    /// Processors that this load generator kept busy.
    pub client_processors: Option<f64>,
}

/// Counts of one connection or of all.
struct Tally {
    times: Histogram<u64>,
    errors: u64,
}

/// An empty histogram of microseconds, up to a minute.
pub fn histogram() -> Histogram<u64> {
    Histogram::new_with_bounds(1, 60_000_000, 3).expect("the bounds are those of the crate's own example")
}

impl Tally {
    fn new() -> Self {
        Self { times: histogram(), errors: 0 }
    }

    fn add(&mut self, other: &Self) {
        self.times.add(&other.times).expect("histograms of the same bounds add up");
        self.errors += other.errors;
    }

    fn outcome(&self, connections: usize, time: Duration, processors: (Option<f64>, Option<f64>)) -> Outcome {
        Outcome {
            connections,
            seconds: time.as_secs_f64(),
            answers: self.times.len(),
            per_second: crate::report::float(self.times.len()) / time.as_secs_f64(),
            p50_us: self.times.value_at_quantile(0.5),
            p99_us: self.times.value_at_quantile(0.99),
            max_us: self.times.max(),
            errors: self.errors,
            server_processors: processors.0,
            client_processors: processors.1,
        }
    }
}

/// Asks as fast as answers come, over so many kept connections.
pub async fn closed(server: &Server, target: &Target, connections: usize, span: Span) -> Result<Outcome> {
    let from = Instant::now() + span.warm_up;
    let until = from + span.time;
    let threads = thread::available_parallelism().map_or(2, usize::from).min(connections);
    let mut running = JoinSet::new();
    for index in 0..threads {
        let share = connections / threads + usize::from(index < connections % threads);
        let target = Arc::new(target.clone());
        running.spawn_blocking(move || on_one_thread((0..share).map(|_| again_and_again(Arc::clone(&target), from, until))));
    }
    let used = async |moment: Instant| {
        tokio::time::sleep_until(moment.into()).await;
        (server.processor_time(), processor_time("self"))
    };
    let (before, after) = (used(from).await, used(until).await);
    let mut all = Tally::new();
    while let Some(tally) = running.join_next().await {
        all.add(&tally??);
    }
    let busy = |before: Option<f64>, after: Option<f64>| Some((after? - before?) / span.time.as_secs_f64());
    Ok(all.outcome(connections, span.time, (busy(before.0, after.0), busy(before.1, after.1))))
}

/// Runs the tasks of one thread and adds up what they counted.
fn on_one_thread(tasks: impl Iterator<Item = impl Future<Output = Tally> + Send + 'static>) -> Result<Tally> {
    let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let mut running: JoinSet<Tally> = tasks.collect();
        let mut all = Tally::new();
        while let Some(tally) = running.join_next().await {
            all.add(&tally?);
        }
        Ok(all)
    })
}

async fn again_and_again(target: Arc<Target>, from: Instant, until: Instant) -> Tally {
    let mut tally = Tally::new();
    let mut connection = None;
    let mut number = 0;
    while Instant::now() < until {
        let open = match connection.take() {
            Some(open) => Ok(open),
            None => connect(target.visitor.address()).await,
        };
        let Ok(mut open) = open else {
            tally.errors += 1;
            tokio::time::sleep(Duration::from_millis(10)).await;
            continue;
        };
        let asked = Instant::now();
        match ask(&mut open, target.request.clone()).await {
            Ok(answer) => {
                let answered = Instant::now();
                if !target.is_right(&answer, number) {
                    tally.errors += 1;
                } else if answered >= from && answered <= until {
                    tally.times.saturating_record(micros(answered - asked));
                }
                connection = Some(open);
            }
            Err(_) => tally.errors += 1,
        }
        number += 1;
    }
    tally
}

/// Asks one request after the other on one connection: times end with the answer's head, whose body is read and not counted.
pub async fn first_byte(target: &Target, span: Span) -> Result<Outcome> {
    let from = Instant::now() + span.warm_up;
    let until = from + span.time;
    let target = Arc::new(target.clone());
    let asking = move || on_one_thread(std::iter::once(heads(target, from, until)));
    Ok(tokio::task::spawn_blocking(asking).await??.outcome(1, span.time, (None, None)))
}

async fn heads(target: Arc<Target>, from: Instant, until: Instant) -> Tally {
    let mut tally = Tally::new();
    let Ok(mut open) = connect(target.visitor.address()).await else {
        tally.errors += 1;
        return tally;
    };
    while Instant::now() < until {
        match ask_and_time(&mut open, target.request.clone()).await {
            Ok((head, answer)) if target.is_right(&answer, 0) => {
                if (from..=until).contains(&Instant::now()) {
                    tally.times.saturating_record(micros(head));
                }
            }
            Ok(_) => tally.errors += 1,
            Err(_) => {
                tally.errors += 1;
                break;
            }
        }
    }
    tally
}

/// Asks so many times in a second, whether answers come or not. Times count from the moment at which a request was meant
/// to be sent: a server that stalls does not slow down who asks, and so cannot hide it.
pub async fn fixed_rate(target: &Target, per_second: u32, time: Duration) -> Result<Outcome> {
    let (ticks, due) = mpsc::unbounded_channel();
    let due = Arc::new(Mutex::new(due));
    let target = Arc::new(target.clone());
    let start = Instant::now() + Duration::from_millis(200);
    let until = start + time + CATCH_UP;
    let answering = tokio::task::spawn_blocking(move || {
        on_one_thread((0..OPEN_CONNECTIONS).map(|_| when_due(Arc::clone(&target), Arc::clone(&due), until)))
    });
    // A thread sleeps to within some 60 µs; the runtime's timers only to a millisecond.
    let ticking = tokio::task::spawn_blocking(move || {
        let mut intended = start;
        while intended < start + time {
            thread::sleep(intended.saturating_duration_since(Instant::now()));
            if ticks.send(intended).is_err() {
                break;
            }
            intended += Duration::from_secs(1) / per_second;
        }
    });
    ticking.await?;
    Ok(answering.await??.outcome(OPEN_CONNECTIONS, time, (None, None)))
}

async fn when_due(target: Arc<Target>, due: Arc<Mutex<mpsc::UnboundedReceiver<Instant>>>, until: Instant) -> Tally {
    let mut tally = Tally::new();
    let mut connection = connect(target.visitor.address()).await.ok();
    // The lock goes with the statement: who waits for an answer keeps nobody from taking the next request.
    while let Some(intended) = { due.lock().await.recv().await } {
        if Instant::now() > until {
            tally.errors += 1;
            continue;
        }
        if connection.is_none() {
            connection = connect(target.visitor.address()).await.ok();
        }
        let answer = match &mut connection {
            Some(open) => ask(open, target.request.clone()).await.ok(),
            None => None,
        };
        match answer {
            Some(answer) if target.is_right(&answer, 0) => tally.times.saturating_record(micros(intended.elapsed())),
            Some(_) => tally.errors += 1,
            None => {
                connection = None;
                tally.errors += 1;
            }
        }
    }
    tally
}
