//! Somebody edits a goal, and the charts of all who look at it move.

use super::{
    ARRIVAL, SETTLED,
    again::{Again, Coming},
    crowd::{Crowd, Seat, on_one_thread},
    ear::of_goal,
    places::{Editor, Known, seats, sessions},
    share, until_gone,
};
use crate::{
    goals::made::Watched,
    load::histogram,
    report::{Table, count, kilobytes, kilobytes_of_memory, megabytes, micros, milliseconds, or_dash, verdict},
    server::{Process, Program, Server, processor_time},
    visitor::Visitor,
};
use anyhow::{Result, bail, ensure};
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
const PATIENCE: Duration = Duration::from_secs(10);

/// Edits, and those who were told of them. Times are in microseconds, memory in bytes.
#[derive(Debug, Serialize)]
pub struct Moved {
    listeners: usize,
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
    events: u64,
    bytes_an_event: u64,
    server_ms_an_edit: Option<f64>,
    bench_ms_an_edit: Option<f64>,
    before: Option<u64>,
    connected: Option<u64>,
    after_edits: Option<u64>,
    gone: Option<u64>,
    /// More than before, connected or after the edits, for each listener.
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
pub async fn measure(program: &Program, data: &str, watched: &Watched, listeners: &[usize]) -> Result<Vec<Moved>> {
    let most = listeners.iter().copied().max().unwrap_or_default();
    // Those who sign in leave memory behind that listeners would then be given: nobody signs in where memory is measured.
    let server = program.demo(data).await?;
    let people = sessions(server.address, &watched.people, most).await?;
    let owner = Visitor::sign_in(server.address, &watched.owner).await?;
    server.terminate().await?;
    let mut all = Vec::new();
    for (place, count) in listeners.iter().enumerate() {
        let server = program.demo(data).await?;
        let comes_again = place + 1 == listeners.len();
        all.push(one(&server, &people, &owner, watched, *count, comes_again).await?);
        let (_, status) = server.terminate().await?;
        ensure!(status.success(), "after SIGTERM the server ended with {status}");
    }
    Ok(all)
}

async fn one(
    server: &Server,
    people: &[Visitor],
    owner: &Visitor,
    watched: &Watched,
    listeners: usize,
    comes_again: bool,
) -> Result<Moved> {
    let people: Vec<Visitor> = people.iter().map(|person| person.moved_to(server.address)).collect();
    let owner = owner.moved_to(server.address);
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
        let (before, files) = (process.resident(), process.open_files());
        let began = Instant::now();
        // They know the newest: nobody has to be told of it.
        let crowd = Crowd::come(address, &self.seats, of_goal, known.sequence + 1);
        let in_time = crowd.all_answered(ARRIVAL).await;
        let connected_in_us = micros(began.elapsed());
        let troubles = crowd.tally().troubles();
        ensure!(in_time && troubles.is_none(), "not all {listeners} could listen: {}", troubles.unwrap_or_default());
        sleep(SETTLED).await;
        let connected = process.resident();

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
        sleep(SETTLED).await;
        let after_edits = process.resident();
        let mut moved = {
            let tally = crowd.tally();
            if let Some(troubles) = tally.troubles() {
                bail!("while {listeners} listened: {troubles}");
            }
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
                events: tally.states,
                bytes_an_event: tally.bytes / tally.states.max(1),
                server_ms_an_edit: an_edit(used_before.0, used_after.0),
                bench_ms_an_edit: an_edit(used_before.1, used_after.1),
                before,
                connected,
                after_edits,
                gone: None,
                a_listener: share(before, connected.max(after_edits), listeners).filter(|_| listeners >= WEIGHED),
                again: None,
            }
        };
        if self.comes_again {
            let came = Coming { address, process, known, sessions: &self.sessions, before, files };
            moved.again = Some(came.back(crowd, &mut self.editor, seen).await?);
        } else {
            crowd.leave().await;
            until_gone(process, files).await;
            sleep(SETTLED).await;
            moved.gone = process.resident();
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
    let mut table = Table::new("Resident memory of the server with so many listeners", &head);
    for one in all {
        let limit = |each: u64| format!("{} ({})", kilobytes_of_memory(BUDGET_MEMORY), verdict(each < BUDGET_MEMORY));
        table.row([
            count(u64::try_from(one.listeners).unwrap_or_default()),
            milliseconds(one.connected_in_us),
            or_dash(one.before, megabytes),
            or_dash(one.connected, megabytes),
            or_dash(one.after_edits, megabytes),
            or_dash(one.gone, megabytes),
            or_dash(one.a_listener, kilobytes_of_memory),
            or_dash(one.a_listener, limit),
        ]);
    }
    table.note("");
    table.note("Each number on a server that was started for it, on which nobody signed in. A listener: the larger of connected and after the edits,");
    table.note(format!(
        "without what there was before; not said of fewer than {WEIGHED}. What the kernel keeps for a connection is not in it."
    ));
    table.print();
}
