//! Time from the start of the process to its first answers.

use crate::{
    report::{Table, micros, milliseconds, or_dash, verdict},
    scale::Scale,
    server::Program,
    visitor::Visitor,
};
use anyhow::{Result, ensure};
use hyper::StatusCode;
use serde::Serialize;

/// The budget, with demo data: under a second.
const BUDGET_US: u64 = 1_000_000;

/// Times from the start of the process, in microseconds.
#[derive(Clone, Copy, Debug, Serialize)]
struct Start {
    /// To the whole answer to GET /healthz.
    bare_us: u64,
    /// To the whole answer to GET /sign-in, asked for right after that.
    page_us: u64,
}

/// Several starts.
#[derive(Debug, Serialize)]
struct Starts {
    min: Option<Start>,
    median: Option<Start>,
    all: Vec<Start>,
}

/// What came of it.
#[derive(Debug, Serialize)]
pub struct Outcome {
    empty_folder: Starts,
    with_demo_data: Starts,
    budget_us: u64,
}

/// Starts the program several times, on empty folders and on one with the demo company.
pub async fn measure(program: &Program, scale: &Scale) -> Result<Outcome> {
    let (mut empty, mut demo) = (Vec::new(), Vec::new());
    for number in 0..scale.starts {
        empty.push(start(program, &format!("empty{number}")).await?);
    }
    for _ in 0..scale.starts {
        demo.push(start(program, "empty0").await?);
    }
    let outcome = Outcome { empty_folder: Starts::of(empty), with_demo_data: Starts::of(demo), budget_us: BUDGET_US };
    outcome.print();
    Ok(outcome)
}

async fn start(program: &Program, data: &str) -> Result<Start> {
    let server = program.demo(data).await?;
    let visitor = Visitor::of(server.address);
    let bare = visitor.get("/healthz").await?;
    let bare_us = micros(server.started.elapsed());
    let page = visitor.get("/sign-in").await?;
    let page_us = micros(server.started.elapsed());
    ensure!(bare.status == StatusCode::OK && page.status == StatusCode::OK, "{} and {}", bare.status, page.status);
    let (_, status) = server.terminate().await?;
    ensure!(status.success(), "after SIGTERM the server ended with {status}");
    Ok(Start { bare_us, page_us })
}

impl Starts {
    fn of(all: Vec<Start>) -> Self {
        let at = |place: fn(usize) -> usize| {
            let sorted = |time: fn(&Start) -> u64| {
                let mut times: Vec<u64> = all.iter().map(time).collect();
                times.sort_unstable();
                times.get(place(times.len())).copied()
            };
            Some(Start { bare_us: sorted(|start| start.bare_us)?, page_us: sorted(|start| start.page_us)? })
        };
        Self { min: at(|_| 0), median: at(|count| count / 2), all }
    }
}

impl Outcome {
    fn print(&self) {
        let title = format!("Start to first answer ({} starts each, from the start of the process)", self.empty_folder.all.len());
        let mut table = Table::new(&title, &["", "answer", "min", "median", "budget", "note"]);
        let rows = [
            ("empty folder: founds the demo company", &self.empty_folder, None),
            ("with demo data", &self.with_demo_data, Some(BUDGET_US)),
        ];
        for (name, starts, budget) in rows {
            for (answer, time) in
                [("GET /healthz", (|start| start.bare_us) as fn(Start) -> u64), ("then GET /sign-in", |start| start.page_us)]
            {
                let median = starts.median.map(time);
                table.row([
                    name.to_owned(),
                    answer.to_owned(),
                    or_dash(starts.min.map(time), milliseconds),
                    or_dash(median, milliseconds),
                    or_dash(budget, milliseconds),
                    or_dash(median.zip(budget), |(median, budget)| verdict(median < budget)),
                ]);
            }
        }
        table.print();
    }
}
