//! Somebody edits a goal, and the charts of all who look at it move.

use super::{
    ARRIVAL, Memory, SETTLED,
    again::{Again, Coming},
    crowd::{Crowd, Seat, on_one_thread},
    ear::of_goal,
    places::{Editor, Known, SignedIn, seats},
    until_gone,
};
use crate::{
    load::histogram,
    report::{Table, count, kilobytes, kilobytes_of_memory, micros, milliseconds, or_dash, verdict},
    server::{Process, Program, Server, processor_time},
    visitor::Visitor,
};
use anyhow::{Result, ensure};
use serde::Serialize;
use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};
use tokio::time::sleep;

/// The budgets: 99 of 100 charts moved within this, of so many listeners; memory of a listener.
const BUDGET_P99_US: u64 = 100_000;
const BUDGET_LISTENERS: usize = 1_000;
const BUDGET_MEMORY: u64 = 16 * 1024;

/// Of fewer listeners it cannot be told from what else a program does how much memory each of them takes.
const WEIGHED: usize = 100;

/// How often the goal is edited, and how often before it counts.
const EDITS: u32 = 50;
const WARM_UP: u32 = 3;

/// How long those who listen may take to be told of an edit, before it counts as never told.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// Edits, and those who were told of them. Times are in microseconds, memory in bytes.
#[derive(Debug, Serialize)]
pub struct Moved {
    /// How many looked.
    pub listeners: usize,
    connected_in_us: u64,
    edits: u32,
    edit_p50_us: u64,
    edit_p99_us: u64,
    p50_us: u64,
    p99_us: u64,
    max_us: u64,
    /// Of all listeners and edits, those that never met in time.
    pub never_came: u64,
    /// How often a listener was told to read anew instead.
    read_anew: u64,
    /// How many no longer listened in the end, in words.
    pub troubles: Option<String>,
    events: u64,
    bytes_an_event: u64,
    server_ms_an_edit: Option<f64>,
    bench_ms_an_edit: Option<f64>,
    before: Memory,
    connected: Memory,
    after_edits: Memory,
    /// Nothing where they came back.
    gone: Option<Memory>,
    /// More than before, connected or after the edits, for each who listened.
    a_listener: Option<u64>,
    /// How all of them came back.
    #[serde(skip)]
    pub again: Option<Again>,
}

/// What the thread of those who listen is given.
struct Asked {
    address: SocketAddr,
    process: Process,
    seats: Vec<Seat>,
    known: Known,
    editor: Editor,
    sessions: Vec<Visitor>,
    comes_again: bool,
}

/// Lets each number of people listen to edits, each number on a server that was started for it; the last of them leave and come back.
pub async fn measure(program: &Program, data: &str, signed_in: &SignedIn, listeners: &[usize]) -> Result<Vec<Moved>> {
    let mut all = Vec::new();
    for (place, count) in listeners.iter().enumerate() {
        let server = program.demo(data).await?;
        let comes_again = place + 1 == listeners.len();
        all.push(one(&server, signed_in, *count, comes_again).await?);
        let (_, status) = server.terminate().await?;
        ensure!(status.success(), "after SIGTERM the server ended with {status}");
    }
    Ok(all)
}

async fn one(server: &Server, signed_in: &SignedIn, listeners: usize, comes_again: bool) -> Result<Moved> {
    let SignedIn { watched, people, owner } = signed_in.moved_to(server.address);
    // What is made once is made before.
    for _ in 0..WARM_UP {
        let page = people.first().unwrap_or(&owner).get(&format!("/goals/{}", watched.goal)).await?;
        ensure!(page.holds(&watched.title), "the goal's page answers {}", page.status);
    }
    let mut editor = Editor::new(owner).await?;
    let mut seen = Known::read(editor.visitor()?, watched.goal).await?.sequence;
    for _ in 0..WARM_UP {
        seen = editor.edit(watched.goal, seen).await?.0;
    }
    let known = Known::read(editor.visitor()?, watched.goal).await?;
    let seats = seats(&people, &known.path(), listeners)?;
    let (address, process) = (server.address, server.process());
    sleep(SETTLED).await;
    let asked = Asked { address, process, seats, known, editor, sessions: people, comes_again };
    on_one_thread(move || asked.listen()).await
}

impl Asked {
    async fn listen(mut self) -> Result<Moved> {
        let Self { address, process, known, .. } = self;
        let listeners = self.seats.len();
        let (before, files) = (Memory::of(process), process.open_files());
        let began = Instant::now();
        // They know the newest: nobody has to be told of it.
        let crowd = Crowd::come(address, &self.seats, of_goal, known.sequence + 1);
        let in_time = crowd.all_answered(ARRIVAL).await;
        let connected_in_us = micros(began.elapsed());
        let (taken_on, troubles) = (crowd.tally().taken_on(), crowd.tally().troubles());
        ensure!(
            in_time && taken_on == u64::try_from(listeners)?,
            "of {listeners} only {taken_on} could listen: {}",
            troubles.unwrap_or_default()
        );
        let connected = Memory::settled(process).await;

        let (mut times, mut never_came, mut seen) = (histogram(), 0, known.sequence);
        let used = || (process.processor_time(), processor_time("self"));
        let used_before = used();
        for _ in 0..EDITS {
            crowd.wants(seen + 1);
            let (sequence, time) = self.editor.edit(known.goal, seen).await?;
            never_came += crowd.all_told(PATIENCE.saturating_sub(time)).await;
            times.saturating_record(micros(time));
            seen = sequence;
        }
        let used_after = used();
        let an_edit = |before: Option<f64>, after: Option<f64>| Some(1000.0 * (after? - before?) / f64::from(EDITS));
        let after_edits = Memory::settled(process).await;
        let mut moved = {
            let tally = crowd.tally();
            let share = |memory: Memory| memory.share_since(before, listeners.saturating_sub(tally.lost()));
            Moved {
                listeners,
                connected_in_us,
                edits: EDITS,
                edit_p50_us: times.value_at_quantile(0.5),
                edit_p99_us: times.value_at_quantile(0.99),
                p50_us: tally.told.value_at_quantile(0.5),
                p99_us: tally.told.value_at_quantile(0.99),
                max_us: tally.told.max(),
                never_came,
                read_anew: tally.anew,
                troubles: tally.troubles(),
                events: tally.states,
                bytes_an_event: tally.bytes / tally.states.max(1),
                server_ms_an_edit: an_edit(used_before.0, used_after.0),
                bench_ms_an_edit: an_edit(used_before.1, used_after.1),
                before,
                connected,
                after_edits,
                gone: None,
                a_listener: share(connected).max(share(after_edits)).filter(|_| listeners >= WEIGHED),
                again: None,
            }
        };
        if self.comes_again {
            let came = Coming { address, process, known, sessions: &self.sessions, before, files };
            moved.again = Some(came.back(crowd, &mut self.editor, seen).await?);
        } else {
            crowd.leave().await;
            until_gone(process, files).await;
            moved.gone = Some(Memory::settled(process).await);
        }
        Ok(moved)
    }
}

/// Prints how long it took, and what memory it took.
pub fn print(all: &[Moved]) {
    let title = format!("From an edit to charts that moved: {EDITS} edits of one goal, whose page so many look at");
    let head = [
        "listeners",
        "edit p50",
        "edit p99",
        "p50",
        "p99",
        "max",
        "limit for p99",
        "never came",
        "read anew",
        "bytes/event",
        "server/edit",
        "bench/edit",
        "note",
    ];
    let mut table = Table::new(&title, &head);
    let used = |milliseconds: f64| format!("{milliseconds:.1} ms");
    for one in all {
        let limit = (one.listeners <= BUDGET_LISTENERS)
            .then(|| format!("{} ({})", milliseconds(BUDGET_P99_US), verdict(one.p99_us < BUDGET_P99_US)));
        table.row([
            count(u64::try_from(one.listeners).unwrap_or_default()),
            milliseconds(one.edit_p50_us),
            milliseconds(one.edit_p99_us),
            milliseconds(one.p50_us),
            milliseconds(one.p99_us),
            milliseconds(one.max_us),
            or_dash(limit, |limit| limit),
            count(one.never_came),
            count(one.read_anew),
            kilobytes(one.bytes_an_event),
            or_dash(one.server_ms_an_edit, used),
            or_dash(one.bench_ms_an_edit, used),
            one.troubles.clone().unwrap_or_default(),
        ]);
    }
    table.note("");
    table.note("From sending the edit until a listener has read the goal's event with the new number, over all listeners and edits. The next edit");
    table.note(format!(
        "begins when all have read it, or after {} s. All listeners, a connection each, are read by one thread of the bench (epoll, nothing",
        PATIENCE.as_secs()
    ));
    table.note("is decoded), which shares the processors with the server: what it takes is in these times, and stands beside them as processor time");
    table.note("(server/edit, bench/edit). Whoever edits does so on another thread.");
    table.print();

    let head = ["listeners", "connected in", "before", "connected", "after the edits", "gone", "a listener", "limit"];
    let mut table =
        Table::new("Resident memory of the server with so many listeners (in parentheses what of it is no file)", &head);
    for one in all {
        let limit = |each: u64| format!("{} ({})", kilobytes_of_memory(BUDGET_MEMORY), verdict(each < BUDGET_MEMORY));
        table.row([
            count(u64::try_from(one.listeners).unwrap_or_default()),
            milliseconds(one.connected_in_us),
            one.before.text(),
            one.connected.text(),
            one.after_edits.text(),
            or_dash(one.gone, Memory::text),
            or_dash(one.a_listener, kilobytes_of_memory),
            or_dash(one.a_listener, limit),
        ]);
    }
    table.note("");
    table.note("Each number on a server that was started for it, on which nobody signed in. A listener: what is no file, the larger of connected and");
    table.note(format!(
        "after the edits, without what there was before; not said of fewer than {WEIGHED}. What the kernel keeps for a connection is not in it."
    ));
    table.print();
}
