//! Pages under load, beside the bare handler in the same run.

use crate::{
    load::{self, Target},
    pages::{BUDGET_OF_BARE, BUDGET_P99_US, BUDGET_PER_SECOND, CONNECTIONS, FIXED_RATE},
    report::{Table, float, kilobytes, milliseconds, rate, verdict},
    scale::Scale,
    server::Server,
    visitor::Visitor,
};
use anyhow::{Result, ensure};
use serde::Serialize;

/// A page under load.
#[derive(Debug, Serialize)]
pub struct Run {
    /// What it is called in tables.
    pub what: &'static str,
    raw_bytes: u64,
    brotli_bytes: u64,
    /// On one connection, to the head of the answer.
    first_byte: load::Outcome,
    outcomes: Vec<load::Outcome>,
    fixed: load::Outcome,
}

/// Puts load on the bare handler: its best rate.
pub async fn bare(server: &Server, scale: &Scale) -> Result<f64> {
    let bare = Target::new("bare text", &Visitor::of(server.address), "/healthz", "ok").await?;
    let mut best: f64 = 0.0;
    for connections in CONNECTIONS {
        best = best.max(load::closed(server, &bare, connections, scale.span).await?.per_second);
    }
    Ok(best)
}

/// Puts load on a page, in brotli as browsers ask for it.
pub async fn page(server: &Server, page: &Target, scale: &Scale) -> Result<Run> {
    let packed = page.packed(page.name, "br").await?;
    let first_byte = load::first_byte(&packed, scale.span).await?;
    let mut outcomes = Vec::new();
    for connections in CONNECTIONS {
        outcomes.push(load::closed(server, &packed, connections, scale.span).await?);
    }
    let fixed = load::fixed_rate(&packed, FIXED_RATE, scale.fixed).await?;
    let (raw_bytes, brotli_bytes) = (u64::try_from(page.length())?, u64::try_from(packed.length())?);
    Ok(Run { what: page.name, raw_bytes, brotli_bytes, first_byte, outcomes, fixed })
}

/// Fails if an answer was missing or wrong.
pub fn ensure_right(runs: &[Run]) -> Result<()> {
    for run in runs {
        let all = run.outcomes.iter().chain([&run.first_byte, &run.fixed]);
        let errors: u64 = all.map(|outcome| outcome.errors).sum();
        ensure!(errors == 0, "{}: {errors} errors", run.what);
    }
    Ok(())
}

/// A table of these runs, each against the budget of a dashboard.
pub fn table(title: &str, runs: &[Run], bare_per_second: f64) -> Table {
    let budget = BUDGET_PER_SECOND.min(BUDGET_OF_BARE * bare_per_second);
    let mut table = Table::new(
        title,
        &["page", "raw", "brotli", "first byte", "connections", "requests/s", "of bare", "p50", "p99", "budget"],
    );
    for run in runs {
        let best = run.outcomes.iter().map(|outcome| outcome.per_second).fold(0.0, f64::max);
        for (at, outcome) in run.outcomes.iter().enumerate() {
            let only_first = |text: String| if at == 0 { text } else { String::new() };
            table.row([
                only_first(run.what.to_owned()),
                only_first(kilobytes(run.raw_bytes)),
                only_first(kilobytes(run.brotli_bytes)),
                only_first(milliseconds(run.first_byte.p50_us)),
                outcome.connections.to_string(),
                rate(outcome.per_second),
                format!("{:.1} %", 100.0 * outcome.per_second / bare_per_second.max(f64::EPSILON)),
                milliseconds(outcome.p50_us),
                milliseconds(outcome.p99_us),
                only_first(format!("{} ({})", rate(budget), verdict(best >= budget))),
            ]);
        }
        table.row([
            String::new(),
            String::new(),
            String::new(),
            String::new(),
            format!("{FIXED_RATE}/s"),
            rate(float(run.fixed.answers) / run.fixed.seconds.max(f64::EPSILON)),
            String::new(),
            milliseconds(run.fixed.p50_us),
            milliseconds(run.fixed.p99_us),
            format!("p99 {} ({})", milliseconds(BUDGET_P99_US), verdict(run.fixed.p99_us < BUDGET_P99_US)),
        ]);
    }
    table.note("");
    table.note(format!(
        "Bare text in the same run: {} requests/s. First byte: half of them took at most this.",
        rate(bare_per_second)
    ));
    table
}
