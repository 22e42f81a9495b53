//! Live pages: how long it takes from an edit of a goal until the charts of all who look at it moved, what memory those cost who look, what
//! happens when all of them come back at once, and when one session asks for thousands of streams; and how long a workshop takes to be revealed.
//!
//! What else is told to many at once is measured in a file of its own beside these: a [`crowd::Listen`] that finds how new the state is that an
//! event tells, a [`crowd::Seat`] for everybody who listens, and rounds of [`crowd::Crowd::wants`] and [`crowd::Crowd::all_told`] around whatever
//! makes the program tell it.

mod again;
mod crowd;
mod ear;
mod flood;
mod moved;
mod places;
mod workshop;

use crate::{
    goals::{made, simulate},
    report::{megabytes, or_dash},
    scale::Scale,
    server::{Process, Program},
    surveys::open,
};
use again::Again;
use anyhow::{Result, ensure};
use flood::Flood;
use jiff::Timestamp;
use moved::Moved;
use places::SignedIn;
use serde::Serialize;
use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};
use store::Clock;
use tokio::time::sleep;
use workshop::{Held, Team};

const DATA: &str = "live";

/// How long all who come may take to be answered.
const ARRIVAL: Duration = Duration::from_mins(2);

/// How long the program is left alone before its memory is looked at.
const SETTLED: Duration = Duration::from_secs(2);

/// How long the program may take to let those go who left, and how often it is looked whether it did.
const GONE: Duration = Duration::from_secs(30);
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// Files that the program may have open more than before, though all connections are closed.
const FEW: u64 = 8;

/// What came of it.
#[derive(Debug, Serialize)]
pub struct Outcome {
    moved: Vec<Moved>,
    again: Option<Again>,
    flood: Flood,
    workshop: Held,
}

/// Makes an organisation and its goals up, and lets many look at one of them.
pub async fn measure(program: &Program, scratch: &Path, scale: &Scale) -> Result<Outcome> {
    ensure_files(scale)?;
    simulate(program, DATA).await?;
    let store = open(scratch, DATA, Clock::still(Timestamp::now() - made::BEFORE)).await?;
    let watched = made::watched(&store, scale).await?;
    let team = Team::gathered(&store, scale.voters).await?;
    store.close().await;
    let most = scale.listeners.iter().copied().max().unwrap_or_default();
    let signed_in = SignedIn::new(program, DATA, watched, most).await?;
    let mut moved = moved::measure(program, DATA, &signed_in, scale.listeners).await?;
    moved::print(&moved);
    let again = moved.last_mut().and_then(|moved| moved.again.take());
    if let Some(again) = &again {
        again.print();
    }
    let flood = flood::measure(program, DATA, &signed_in, scale.streams).await?;
    flood.print();
    let held = workshop::measure(program, DATA, &team).await?;
    held.print();
    let (is_fine, text) = program.check(DATA).await?;
    ensure!(is_fine, "`waymark check` says:\n{text}");
    for Moved { listeners, never_came, troubles, .. } in &moved {
        let troubles = troubles.as_deref();
        ensure!(
            *never_came == 0 && troubles.is_none(),
            "of {listeners} who listened somebody was not told of an edit, {never_came} times: {}",
            troubles.unwrap_or("all listened on")
        );
    }
    if let Some(Again { never_told, troubles, .. }) = &again {
        let troubles = troubles.as_deref();
        ensure!(
            *never_told == 0 && troubles.is_none(),
            "{never_told} who came back were not told how the goal is: {}",
            troubles.unwrap_or("all listened on")
        );
    }
    flood.ensure_right()?;
    ensure!(
        held.never_came == 0 && held.troubles.is_none(),
        "in the workshop somebody was not told, {} times: {}",
        held.never_came,
        held.troubles.as_deref().unwrap_or("all listened on")
    );
    fs::remove_dir_all(scratch.join(DATA))?;
    Ok(Outcome { moved, again, flood, workshop: held })
}

/// Asks the system for as many connections as are wanted, for this program and for those that it starts.
fn ensure_files(scale: &Scale) -> Result<()> {
    let listeners = u64::try_from(scale.listeners.iter().copied().max().unwrap_or_default())?;
    let streams = u64::try_from(scale.streams)?;
    // The program keeps a quarter of its connections for other things than streams, and both keep some files for themselves.
    let wanted = (listeners * 4 / 3).max(streams) + 512;
    let allowed = rlimit::increase_nofile_limit(wanted.max(1 << 20))?;
    ensure!(allowed >= wanted, "{wanted} files have to be open at once, and {allowed} may be (`ulimit -Hn`)");
    Ok(())
}

/// The program's memory at one moment, in bytes.
#[derive(Clone, Copy, Debug, Serialize)]
struct Memory {
    resident: Option<u64>,
    /// The part of it that is no file: what the system drops of the program's code, and reads again, is not in it.
    anonymous: Option<u64>,
}

impl Memory {
    fn of(process: Process) -> Self {
        Self { resident: process.resident(), anonymous: process.anonymous() }
    }

    /// Once the program was left alone for a while.
    async fn settled(process: Process) -> Self {
        sleep(SETTLED).await;
        Self::of(process)
    }

    /// Both, as tables say them.
    fn text(self) -> String {
        format!("{} ({})", or_dash(self.resident, megabytes), or_dash(self.anonymous, megabytes))
    }

    /// How much more there is that is no file than before, for each listener.
    fn share_since(self, before: Self, listeners: usize) -> Option<u64> {
        self.anonymous?.saturating_sub(before.anonymous?).checked_div(u64::try_from(listeners).ok()?)
    }
}

/// How often on this machine somebody who wanted to connect found the queue of those who wait to be taken on full: the system tries again for them after
/// one second, then two, four, and so on.
fn queue_overflows() -> Option<u64> {
    counted(&fs::read_to_string("/proc/net/netstat").ok()?, "ListenOverflows")
}

/// A number of the kernel's own counts: a line of names and one of numbers, each after what they are about.
fn counted(text: &str, name: &str) -> Option<u64> {
    let lines: Vec<&str> = text.lines().collect();
    lines.chunks_exact(2).find_map(|pair| {
        let place = pair[0].split_whitespace().position(|other| other == name)?;
        pair[1].split_whitespace().nth(place)?.parse().ok()
    })
}

/// Waits until the program has about as many files open as before: how long that took; nothing where it took too long.
async fn until_gone(process: Process, files: Option<u64>) -> Option<Duration> {
    let began = Instant::now();
    while began.elapsed() < GONE {
        if process.open_files()? <= files? + FEW {
            return Some(began.elapsed());
        }
        sleep(LOOK_EVERY).await;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kernels_counts_are_read() {
        let text = "TcpExt: SyncookiesSent ListenOverflows ListenDrops\nTcpExt: 0 12 13\nIpExt: InNoRoutes\nIpExt: 7\n";
        assert_eq!(
            [counted(text, "ListenOverflows"), counted(text, "InNoRoutes"), counted(text, "Other")],
            [Some(12), Some(7), None]
        );
    }
}
