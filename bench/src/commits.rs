//! Durable commits in a second of the bare store, in this process; beside it what the disk itself can do.

use crate::{
    load::{Span, histogram},
    pages::per_second,
    report::{Table, count, micros, milliseconds, rate},
    scale::Scale,
};
use ::store::{Clock, Store, job};
use anyhow::{Context, Result, bail};
use hdrhistogram::Histogram;
use serde::Serialize;
use std::{
    fs::{self, File},
    io::Write,
    path::Path,
    time::Instant,
};
use tokio::task::JoinSet;

const WRITERS: [usize; 3] = [1, 8, 32];

/// What the plain file is written in.
const BLOCK: [u8; 4096] = [b'w'; 4096];

/// One way of writing. Times are in microseconds.
#[derive(Debug, Serialize)]
pub struct Rate {
    /// In a second.
    pub per_second: f64,
    commits: u64,
    /// Half of them took at most this long.
    pub p50_us: u64,
    /// 99 of 100 took at most this long.
    pub p99_us: u64,
    max_us: u64,
}

#[derive(Debug, Serialize)]
struct Writers {
    writers: usize,
    #[serde(flatten)]
    rate: Rate,
}

/// What came of it.
#[derive(Debug, Serialize)]
pub struct Outcome {
    file_system: Option<String>,
    append_and_sync: Rate,
    store: Vec<Writers>,
}

/// Writes to a plain file and to a store, both in `scratch`.
pub async fn measure(scratch: &Path, scale: &Scale) -> Result<Outcome> {
    let span = scale.commits;
    let file = scratch.join("plain-file");
    let append_and_sync = tokio::task::spawn_blocking(move || plain(&file, span)).await??;
    let folder = scratch.join("commits").join("store");
    fs::create_dir_all(&folder)?;
    let folder = folder.to_str().context("the folder's name is not plain text")?;
    let opened = Store::open(&format!("surrealkv://{folder}"), Clock::machine()).await;
    let opened = opened.map_err(|error| anyhow::Error::msg(error.to_string()))?;
    let mut store = Vec::new();
    for writers in WRITERS {
        store.push(Writers { writers, rate: commit(&opened, writers, span).await? });
    }
    opened.close().await;
    let outcome = Outcome { file_system: file_system(scratch), append_and_sync, store };
    outcome.print();
    Ok(outcome)
}

/// Appends a block and waits until the disk has it, again and again.
fn plain(path: &Path, span: Span) -> Result<Rate> {
    let mut file = File::create_new(path)?;
    let from = Instant::now() + span.warm_up;
    let until = from + span.time;
    let mut times = histogram();
    while Instant::now() < until {
        let began = Instant::now();
        file.write_all(&BLOCK)?;
        file.sync_data()?;
        if began >= from {
            times.saturating_record(micros(began.elapsed()));
        }
    }
    fs::remove_file(path)?;
    Ok(Rate::of(&times, span))
}

/// Adds jobs with the store's own verb: one row each, under a unique key, in a transaction of its own.
pub async fn commit(store: &Store, writers: usize, span: Span) -> Result<Rate> {
    let from = Instant::now() + span.warm_up;
    let until = from + span.time;
    let mut running = JoinSet::new();
    for _ in 0..writers {
        let store = store.clone();
        running.spawn(async move {
            let mut times = histogram();
            while Instant::now() < until {
                let began = Instant::now();
                let kind = job::Kind::SendMail(uuid::Uuid::new_v4());
                if let Err(error) = job::add(&store, &kind, store.now()).await {
                    bail!("a commit failed: {error}");
                }
                let ended = Instant::now();
                if ended >= from && ended <= until {
                    times.saturating_record(micros(ended - began));
                }
            }
            Ok(times)
        });
    }
    let mut all = histogram();
    while let Some(times) = running.join_next().await {
        all.add(times??).expect("histograms of the same bounds add up");
    }
    Ok(Rate::of(&all, span))
}

impl Rate {
    /// Of these times.
    pub fn of(times: &Histogram<u64>, span: Span) -> Self {
        Self {
            per_second: per_second(times.len(), span.time),
            commits: times.len(),
            p50_us: times.value_at_quantile(0.5),
            p99_us: times.value_at_quantile(0.99),
            max_us: times.max(),
        }
    }
}

/// The kind of file system on which a folder lies. On one in memory nothing is durable, and the numbers mean nothing.
fn file_system(folder: &Path) -> Option<String> {
    let folder = fs::canonicalize(folder).ok()?;
    let mounts = fs::read_to_string("/proc/self/mounts").ok()?;
    let mount = mounts.lines().filter_map(|line| {
        let mut words = line.split(' ').skip(1);
        let (place, kind) = (words.next()?, words.next()?);
        folder.starts_with(place).then_some((place.len(), kind))
    });
    mount.max_by_key(|(length, _)| *length).map(|(_, kind)| kind.to_owned())
}

impl Outcome {
    fn print(&self) {
        let kind = self.file_system.as_deref().unwrap_or("of an unknown kind");
        let title = format!("Durable commits of the bare store, in this process (file system: {kind})");
        let mut table = Table::new(&title, &["what", "writers", "commits/s", "p50", "p99", "slowest", "commits"]);
        let mut row = |what: &str, writers: usize, measured: &Rate| {
            table.row([
                what.to_owned(),
                writers.to_string(),
                rate(measured.per_second),
                milliseconds(measured.p50_us),
                milliseconds(measured.p99_us),
                milliseconds(measured.max_us),
                count(measured.commits),
            ]);
        };
        row("4 KB appended + fdatasync, plain file (the floor)", 1, &self.append_and_sync);
        for Writers { writers, rate } in &self.store {
            row("store::job::add, SurrealKV, sync at every commit", *writers, rate);
        }
        table.note("");
        table.note("Peers: SQLite (WAL, FULL) took 912 commits/s on such a disk; LimeSurvey takes 19 whole submissions a second, Horilla 10 updates.");
        if matches!(kind, "tmpfs" | "ramfs") {
            table.note("This folder is in memory, where syncing costs nothing: give --out on a disk.");
        }
        table.print();
    }
}
