//! Resident memory at start and after load, and the same load where no more than 512 MB may be used.

use crate::{
    cage::{self, Cage},
    load::{self, Target},
    pages::{self, ON_HOME},
    report::{Table, count, megabytes, or_dash, rate, verdict},
    scale::Scale,
    server::{Program, Server},
    visitor::Visitor,
};
use anyhow::{Result, ensure};
use serde::Serialize;
use std::time::Duration;
use store::demo::EMPLOYEE;

/// The budget when idle, with demo data.
const BUDGET: u64 = 120 * 1_048_576;

/// What the limited server may use.
const LIMIT: u64 = 512 * 1_048_576;

const CONNECTIONS: usize = 64;

/// The server that may not use more.
#[derive(Debug, Serialize)]
struct Limited {
    by: &'static str,
    home: load::Outcome,
    peak: Option<u64>,
    resident_after: Option<u64>,
    anonymous_after: Option<u64>,
    kills_for_want_of_memory: Option<u64>,
    survived: bool,
}

/// What came of it. Memory is in bytes.
#[derive(Debug, Serialize)]
pub struct Outcome {
    load_of_pages: Option<pages::Memory>,
    budget_idle: u64,
    limit: u64,
    limited: Option<Limited>,
    not_limited_because: Option<String>,
}

/// Takes over what the load on pages left, and puts the load of home on a server that is limited.
pub async fn measure(program: &Program, scale: &Scale, load_of_pages: Option<pages::Memory>) -> Result<Outcome> {
    let (limited, not_limited_because) = match Cage::with(LIMIT) {
        Ok(cage) => {
            let server = program.demo_under(&cage.wrapper(), "limited").await?;
            (Some(limited(server, scale, cage.kind(), |_| (cage.peak(), cage.kills())).await?), None)
        }
        Err(reason) => match cage::systemd(LIMIT) {
            Some(wrapper) => match program.demo_under(&wrapper, "limited").await {
                Ok(server) => (Some(limited(server, scale, "systemd-run", |server| cage::of_process(server.pid())).await?), None),
                Err(error) => (None, Some(format!("{reason}; systemd-run: {error}"))),
            },
            None => (None, Some(reason)),
        },
    };
    let outcome = Outcome { load_of_pages, budget_idle: BUDGET, limit: LIMIT, limited, not_limited_because };
    outcome.print();
    ensure!(outcome.limited.as_ref().is_none_or(|limited| limited.survived), "the server did not survive with 512 MB");
    let errors = outcome.limited.as_ref().map_or(0, |limited| limited.home.errors);
    ensure!(errors == 0, "with 512 MB home had {errors} errors");
    Ok(outcome)
}

async fn limited(
    mut server: Server,
    scale: &Scale,
    by: &'static str,
    group: impl Fn(&Server) -> (Option<u64>, Option<u64>),
) -> Result<Limited> {
    let employee = Visitor::sign_in(server.address, EMPLOYEE).await?;
    let home = Target::new("home, signed in", &employee, "/", ON_HOME).await?;
    let span = load::Span { time: scale.span.time * 2, ..scale.span };
    let measured = load::closed(&server, &home, CONNECTIONS, span).await?;
    tokio::time::sleep(Duration::from_secs(1)).await;
    let (resident_after, anonymous_after) = (server.resident(), server.anonymous());
    let (peak, kills_for_want_of_memory) = group(&server);
    let answers = employee.get("/").await.is_ok_and(|answer| answer.holds(ON_HOME));
    let survived = answers && server.is_alive();
    if survived {
        server.terminate().await?;
    }
    Ok(Limited { by, home: measured, peak, resident_after, anonymous_after, kills_for_want_of_memory, survived })
}

impl Outcome {
    fn print(&self) {
        let mut table = Table::new("Memory", &["", "resident", "not files", "peak", "budget", "note"]);
        let none = || "-".to_owned();
        if let Some(memory) = &self.load_of_pages {
            table.row([
                "at start, demo data, one person signed in".to_owned(),
                or_dash(memory.at_start, megabytes),
                or_dash(memory.at_start_anonymous, megabytes),
                none(),
                megabytes(BUDGET),
                or_dash(memory.at_start, |resident| verdict(resident < BUDGET)),
            ]);
            table.row([
                "after the load of pages".to_owned(),
                or_dash(memory.after_load, megabytes),
                or_dash(memory.after_load_anonymous, megabytes),
                or_dash(memory.peak, megabytes),
                none(),
                String::new(),
            ]);
        }
        if let Some(limited) = &self.limited {
            table.row([
                format!("home, {CONNECTIONS} connections, in 512 MB ({})", limited.by),
                or_dash(limited.resident_after, megabytes),
                or_dash(limited.anonymous_after, megabytes),
                or_dash(limited.peak, megabytes),
                megabytes(LIMIT),
                format!(
                    "{}: {} pages/s, {} errors, {} kills by the kernel",
                    if limited.survived { "survived" } else { "DIED" },
                    rate(limited.home.per_second),
                    count(limited.home.errors),
                    or_dash(limited.kills_for_want_of_memory, count),
                ),
            ]);
            table.note("");
            table.note(
                "The group's peak counts what was first used in it, files too: not the program's own code, which was in memory before.",
            );
        }
        if let Some(reason) = &self.not_limited_because {
            table.note("");
            table.note(format!("No group with a limit on memory could be made here, so 512 MB was not tried: {reason}."));
        }
        table.print();
    }
}
