//! One session asks for thousands of streams at once: it is given as many as one can look at, and others notice little.

use super::{
    ARRIVAL, Memory, SETTLED,
    crowd::{Crowd, Seat, on_one_thread},
    ear::of_goal,
    places::{Known, OF_SESSION, SignedIn, seats},
    queue_overflows, until_gone,
};
use crate::{
    goals::made::Watched,
    load::histogram,
    report::{Table, count, micros, milliseconds, or_dash, verdict},
    server::{Process, Program, Server},
    visitor::Visitor,
};
use anyhow::{Context, Result, bail, ensure};
use hdrhistogram::Histogram;
use serde::Serialize;
use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Instant,
};
use tokio::{sync::oneshot, time::sleep};

/// How many pages somebody else asks for.
const PAGES: u32 = 100;

/// Pages that somebody asked for. Times are in microseconds.
#[derive(Debug, Serialize)]
struct Pages {
    p50_us: u64,
    p99_us: u64,
    max_us: u64,
    /// Not answered, or not rightly.
    wrong: u64,
    /// How many were asked for while streams were.
    meanwhile: u64,
}

/// The streams that were asked for. Times are in microseconds.
#[derive(Debug, Serialize)]
struct Streams {
    taken_on: u64,
    too_many: u64,
    /// How all that were not taken on were answered.
    troubles: Option<String>,
    answered_in_us: u64,
    before: Memory,
    with_all: Memory,
    gone: Memory,
    /// How often the queue of those who wait to be taken on was full.
    queue_overflows: Option<u64>,
}

/// What came of it.
#[derive(Debug, Serialize)]
pub struct Flood {
    asked: usize,
    #[serde(flatten)]
    streams: Streams,
    pages_before: Pages,
    pages: Pages,
}

/// Asks for so many streams of one session, on a server that was started for it.
pub async fn measure(program: &Program, data: &str, signed_in: &SignedIn, streams: usize) -> Result<Flood> {
    let server = program.demo(data).await?;
    let SignedIn { watched, people, .. } = signed_in.moved_to(server.address);
    let [one, other, ..] = &people[..] else { bail!("there are too few people") };
    let flood = asked(&server, one, other, &watched, streams).await?;
    let (_, status) = server.terminate().await?;
    ensure!(status.success(), "after SIGTERM the server ended with {status}");
    Ok(flood)
}

async fn asked(server: &Server, one: &Visitor, other: &Visitor, watched: &Watched, streams: usize) -> Result<Flood> {
    let known = Known::read(one, watched.goal).await?;
    let seat = seats(std::slice::from_ref(one), &known.path(), 1)?.into_iter().next().context("no seat")?;
    // Once before, unseen: what is made once is made now.
    pages(other, watched, &AtomicBool::new(true)).await;
    let pages_before = pages(other, watched, &AtomicBool::new(true)).await;
    sleep(SETTLED).await;
    let is_over = Arc::new(AtomicBool::new(false));
    let (end, ended) = oneshot::channel();
    let asking = {
        let (address, process, is_over) = (server.address, server.process(), Arc::clone(&is_over));
        on_one_thread(move || at_once(address, process, seat, streams, is_over, ended))
    };
    let looking = async {
        let pages = pages(other, watched, &is_over).await;
        // Whoever is told has gone if it failed.
        let _ = end.send(());
        pages
    };
    let (asked, pages) = tokio::join!(asking, looking);
    Ok(Flood { asked: streams, pages_before, pages, streams: asked? })
}

async fn at_once(
    address: SocketAddr,
    process: Process,
    seat: Seat,
    streams: usize,
    is_over: Arc<AtomicBool>,
    ended: oneshot::Receiver<()>,
) -> Result<Streams> {
    let (before, files) = (Memory::of(process), process.open_files());
    let overflows = queue_overflows();
    let seats = vec![seat; streams];
    let began = Instant::now();
    let crowd = Crowd::come(address, &seats, of_goal, u32::MAX);
    crowd.all_answered(ARRIVAL).await;
    let answered_in_us = micros(began.elapsed());
    is_over.store(true, Ordering::Relaxed);
    // Pages that are asked for still find all connections open.
    let _ = ended.await;
    let queue_overflows = queue_overflows().zip(overflows).map(|(after, before)| after.saturating_sub(before));
    let with_all = Memory::settled(process).await;
    let (taken_on, too_many, troubles) = {
        let tally = crowd.tally();
        (tally.taken_on(), tally.statuses.get(&429).copied().unwrap_or_default(), tally.troubles())
    };
    crowd.leave().await;
    until_gone(process, files).await;
    let gone = Memory::settled(process).await;
    Ok(Streams { taken_on, too_many, troubles, answered_in_us, before, with_all, gone, queue_overflows })
}

/// Asks for the goal's page, each time over a connection of its own: as somebody who comes.
async fn pages(visitor: &Visitor, watched: &Watched, is_over: &AtomicBool) -> Pages {
    let path = format!("/goals/{}", watched.goal);
    let (mut times, mut wrong, mut meanwhile): (Histogram<u64>, _, _) = (histogram(), 0, 0);
    for _ in 0..PAGES {
        meanwhile += u64::from(!is_over.load(Ordering::Relaxed));
        let began = Instant::now();
        let answer = visitor.get(&path).await;
        times.saturating_record(micros(began.elapsed()));
        wrong += u64::from(!answer.is_ok_and(|answer| answer.holds(&watched.title)));
    }
    let (p50_us, p99_us) = (times.value_at_quantile(0.5), times.value_at_quantile(0.99));
    Pages { p50_us, p99_us, max_us: times.max(), wrong, meanwhile }
}

impl Flood {
    /// How many are taken on of those that were asked for.
    fn rightly_taken_on(&self) -> u64 {
        u64::try_from(self.asked.min(OF_SESSION)).unwrap_or_default()
    }

    /// Fails unless as many were taken on as may be, all others refused as too many, and all pages right.
    pub fn ensure_right(&self) -> Result<()> {
        let asked = u64::try_from(self.asked)?;
        ensure!(
            self.streams.taken_on == self.rightly_taken_on() && self.streams.taken_on + self.streams.too_many == asked,
            "of {asked} streams of one session {} were taken on; {}",
            self.streams.taken_on,
            self.streams.troubles.as_deref().unwrap_or_default()
        );
        let wrong = self.pages_before.wrong + self.pages.wrong;
        ensure!(wrong == 0, "{wrong} pages were not answered rightly while one session asked for {asked} streams");
        Ok(())
    }

    /// Prints it.
    pub fn print(&self) {
        let asked = u64::try_from(self.asked).unwrap_or_default();
        let title = format!("{} streams asked for at once from one session", count(asked));
        let head = ["", "taken on", "limit", "429", "otherwise", "all answered in", "note"];
        let mut table = Table::new(&title, &head);
        let is_right = self.streams.taken_on == self.rightly_taken_on();
        table.row([
            "streams".to_owned(),
            count(self.streams.taken_on),
            format!("{OF_SESSION} ({})", verdict(is_right)),
            count(self.streams.too_many),
            count(asked.saturating_sub(self.streams.taken_on + self.streams.too_many)),
            milliseconds(self.streams.answered_in_us),
            self.streams.troubles.clone().unwrap_or_default(),
        ]);
        table.note("");
        table.note(format!(
            "Resident memory: before {}, with all connections open {}, after they were closed {}.",
            self.streams.before.text(),
            self.streams.with_all.text(),
            self.streams.gone.text()
        ));
        table.note("In parentheses what of it is no file.");
        table.note(format!(
            "Whoever wants to connect while the queue of those who wait is full is tried again after 1 s, 2 s, 4 s ...: {} times on this machine.",
            or_dash(self.streams.queue_overflows, count)
        ));
        table.print();

        let title = "A goal's page of somebody else, each time over a connection of its own";
        let mut table = Table::new(title, &["", "pages", "meanwhile", "p50", "p99", "max", "wrong"]);
        for (what, pages, is_meanwhile) in [("before", &self.pages_before, false), ("with the streams", &self.pages, true)] {
            table.row([
                what.to_owned(),
                count(PAGES.into()),
                if is_meanwhile { count(pages.meanwhile) } else { "-".to_owned() },
                milliseconds(pages.p50_us),
                milliseconds(pages.p99_us),
                milliseconds(pages.max_us),
                count(pages.wrong),
            ]);
        }
        table.note("");
        table.note(
            "Meanwhile: asked for before all streams were answered. The rest were asked for with all those connections open.",
        );
        table.print();
    }
}
