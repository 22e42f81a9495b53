//! All who look at a goal lose their connection, as when a network fails for a moment, and come back at once, with what they knew.

use super::{
    ARRIVAL, Memory,
    crowd::Crowd,
    ear::of_goal,
    places::{Editor, Known, seats},
    queue_overflows, until_gone,
};
use crate::{
    report::{Table, count, micros, milliseconds, or_dash},
    server::Process,
    visitor::Visitor,
};
use anyhow::Result;
use serde::Serialize;
use std::{net::SocketAddr, time::Duration};

/// How often the goal is edited while they are away.
const EDITS: u32 = 10;

/// How they came back. Times are in microseconds, memory in bytes.
#[derive(Debug, Serialize)]
pub struct Again {
    listeners: usize,
    edits: u32,
    /// From their leaving until the program had let all of them go; nothing where it had not.
    gone_in_us: Option<u64>,
    /// From coming back to the head of the answer.
    answered_p50_us: u64,
    answered_p99_us: u64,
    /// From coming back until they were told how the goal is now.
    p50_us: u64,
    p99_us: u64,
    max_us: u64,
    /// Those who were not told.
    pub never_told: u64,
    /// What was said to them instead.
    pub troubles: Option<String>,
    /// Before the first of them came.
    before: Memory,
    with_nobody: Memory,
    connected: Memory,
    gone: Memory,
    /// How often the queue of those who wait to be taken on was full.
    queue_overflows: Option<u64>,
}

/// Those who are about to lose their connections.
pub struct Coming<'a> {
    /// Where the server listens.
    pub address: SocketAddr,
    /// The server.
    pub process: Process,
    /// The goal that they look at.
    pub known: Known,
    /// Their sessions.
    pub sessions: &'a [Visitor],
    /// The server's memory before they came first.
    pub before: Memory,
    /// What it had open then.
    pub files: Option<u64>,
}

impl Coming<'_> {
    /// They leave after so many events, and come back after some more.
    pub async fn back(self, crowd: Crowd, editor: &mut Editor, seen: u32) -> Result<Again> {
        let Self { address, process, before, files, .. } = self;
        let goal = self.known.goal;
        let listeners = crowd.count();
        let known = Known::read(editor.visitor()?, goal).await?;
        let seats = seats(self.sessions, &known.path(), listeners)?;
        crowd.leave().await;
        let (mut newest, mut took) = (seen, Duration::ZERO);
        for _ in 0..EDITS {
            let (sequence, time) = editor.edit(goal, newest).await?;
            (newest, took) = (sequence, took + time);
        }
        let gone_in_us = until_gone(process, files).await.map(|waited| micros(took + waited));
        let with_nobody = Memory::settled(process).await;

        let overflows = queue_overflows();
        let crowd = Crowd::come(address, &seats, of_goal, newest);
        let never_told = crowd.all_told(ARRIVAL).await;
        let queue_overflows = queue_overflows().zip(overflows).map(|(after, before)| after.saturating_sub(before));
        let connected = Memory::settled(process).await;
        let again = {
            let tally = crowd.tally();
            Again {
                listeners,
                edits: EDITS,
                gone_in_us,
                answered_p50_us: tally.answered.value_at_quantile(0.5),
                answered_p99_us: tally.answered.value_at_quantile(0.99),
                p50_us: tally.told.value_at_quantile(0.5),
                p99_us: tally.told.value_at_quantile(0.99),
                max_us: tally.told.max(),
                never_told,
                troubles: tally.troubles(),
                before,
                with_nobody,
                connected,
                gone: connected,
                queue_overflows,
            }
        };
        crowd.leave().await;
        until_gone(process, files).await;
        Ok(Again { gone: Memory::settled(process).await, ..again })
    }
}

impl Again {
    /// Prints it.
    pub fn print(&self) {
        let listeners = count(u64::try_from(self.listeners).unwrap_or_default());
        let title = format!("{listeners} listeners lose their connections, miss {EDITS} edits, and come back at once");
        let head = ["", "answered p50", "answered p99", "told p50", "told p99", "told all", "never told", "note"];
        let mut table = Table::new(&title, &head);
        table.row([
            "from coming back".to_owned(),
            milliseconds(self.answered_p50_us),
            milliseconds(self.answered_p99_us),
            milliseconds(self.p50_us),
            milliseconds(self.p99_us),
            milliseconds(self.max_us),
            count(self.never_told),
            self.troubles.clone().unwrap_or_else(|| "all were taken on".to_owned()),
        ]);
        table.note("");
        table.note(format!(
            "Each says what it knew, and is told how the goal is now. The program had let go of those who left in {}.",
            or_dash(self.gone_in_us, milliseconds)
        ));
        table.note(format!(
            "Resident memory: before the first came {}, with nobody {}, after all came back {}, after they left again {}.",
            self.before.text(),
            self.with_nobody.text(),
            self.connected.text(),
            self.gone.text()
        ));
        table.note("In parentheses what of it is no file.");
        table.note(format!(
            "Whoever wants to connect while the queue of those who wait is full is tried again after 1 s, 2 s, 4 s ...: {} times on this machine.",
            or_dash(self.queue_overflows, count)
        ));
        table.print();
    }
}
