//! Requests in a second and how long they take: the bare handler, a page without data, home.

use crate::{
    load::{self, Target},
    report::{Table, count, float, kilobytes, milliseconds, or_dash, rate, verdict},
    scale::Scale,
    server::{Program, Server},
    visitor::Visitor,
    wrk,
};
use anyhow::{Result, ensure};
use serde::Serialize;
use std::time::Duration;
use store::demo::EMPLOYEE;

/// What home shows to them.
pub const ON_HOME: &str = "Payments";

/// Connections at once.
pub const CONNECTIONS: [usize; 3] = [1, 16, 64];

/// Requests in a second at the fixed rate.
pub const FIXED_RATE: u32 = 100;

/// The budget of a dashboard: 2,000 pages a second, or this part of the bare handler's rate, whichever is less.
pub const BUDGET_PER_SECOND: f64 = 2_000.0;
/// See [`BUDGET_PER_SECOND`].
pub const BUDGET_OF_BARE: f64 = 0.03;

/// The budget of the 99th percentile at the fixed rate.
pub const BUDGET_P99_US: u64 = 25_000;

/// One address at one number of connections.
#[derive(Debug, Serialize)]
struct Run {
    what: &'static str,
    path: &'static str,
    #[serde(flatten)]
    outcome: load::Outcome,
    wrk: Option<wrk::Said>,
    /// How the page was compressed.
    coding: Option<&'static str>,
}

/// Bytes of a page's body, as it comes and compressed.
#[derive(Debug, Serialize)]
struct Bytes {
    what: &'static str,
    raw: usize,
    brotli: usize,
    gzip: usize,
}

/// Resident memory of the server that took the load, in bytes.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Memory {
    /// Once it had answered a page and a person had signed in.
    pub at_start: Option<u64>,
    /// The part of that which is no file.
    pub at_start_anonymous: Option<u64>,
    /// After the load, some seconds later.
    pub after_load: Option<u64>,
    /// The part of that which is no file.
    pub after_load_anonymous: Option<u64>,
    /// The most that it ever had.
    pub peak: Option<u64>,
}

/// What came of it.
#[derive(Debug, Serialize)]
pub struct Outcome {
    client: &'static str,
    runs: Vec<Run>,
    home_at_fixed_rate: load::Outcome,
    fixed_rate_per_second: u32,
    bytes: Vec<Bytes>,
    budget_home_per_second: f64,
    budget_home_p99_us: u64,
    /// Of the server that took this load.
    pub memory: Memory,
}

const CLIENT: &str = "The load generator runs on the same processors as the server: both share them.";

/// Puts load on a fresh server.
pub async fn measure(program: &Program, scale: &Scale) -> Result<Outcome> {
    let server = program.demo("pages").await?;
    let employee = Visitor::sign_in(server.address, EMPLOYEE).await?;
    let nobody = Visitor::of(server.address);
    let bare = Target::new("bare text", &nobody, "/healthz", "ok").await?;
    let sign_in = Target::new("sign in", &nobody, "/sign-in", "Sign in").await?;
    let home = Target::new("home, signed in", &employee, "/", ON_HOME).await?;
    let packed = home.packed("home, as browsers ask", "br").await?;
    tokio::time::sleep(Duration::from_secs(1)).await;
    let (at_start, at_start_anonymous) = (server.resident(), server.anonymous());
    let mut bytes = Vec::new();
    for target in [&sign_in, &home] {
        bytes.push(sizes(target).await?);
    }
    let mut runs = Vec::new();
    for target in [&bare, &sign_in, &home, &packed] {
        for connections in CONNECTIONS {
            runs.push(run(&server, target, connections, scale).await?);
        }
    }
    let home_at_fixed_rate = load::fixed_rate(&packed, FIXED_RATE, scale.fixed).await?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let memory = Memory {
        at_start,
        at_start_anonymous,
        after_load: server.resident(),
        after_load_anonymous: server.anonymous(),
        peak: server.resident_peak(),
    };
    let best_bare = runs.iter().filter(|run| run.what == bare.name).map(Run::best).fold(0.0, f64::max);
    let outcome = Outcome {
        client: CLIENT,
        runs,
        home_at_fixed_rate,
        fixed_rate_per_second: FIXED_RATE,
        bytes,
        budget_home_per_second: BUDGET_PER_SECOND.min(BUDGET_OF_BARE * best_bare),
        budget_home_p99_us: BUDGET_P99_US,
        memory,
    };
    outcome.print();
    let (_, status) = server.terminate().await?;
    ensure!(status.success(), "after SIGTERM the server ended with {status}");
    for Run { what, outcome, .. } in &outcome.runs {
        let (connections, answers, errors) = (outcome.connections, outcome.answers, outcome.errors);
        ensure!(answers > 0 && errors == 0, "{what}, {connections} connections: {answers} right answers, {errors} errors");
    }
    let errors = outcome.home_at_fixed_rate.errors;
    ensure!(errors == 0, "home at {FIXED_RATE} requests/s: {errors} errors");
    Ok(outcome)
}

async fn run(server: &Server, target: &Target, connections: usize, scale: &Scale) -> Result<Run> {
    let outcome = load::closed(server, target, connections, scale.span).await?;
    let wrk = if wrk::is_there() && target.path != "/sign-in" {
        Some(wrk::run(target, connections, scale.span.time).await?)
    } else {
        None
    };
    Ok(Run { what: target.name, path: target.path, outcome, wrk, coding: target.coding })
}

async fn sizes(target: &Target) -> Result<Bytes> {
    let packed = async |coding| anyhow::Ok(target.packed(target.name, coding).await?.length());
    Ok(Bytes { what: target.name, raw: target.length(), brotli: packed("br").await?, gzip: packed("gzip").await? })
}

impl Run {
    /// The higher of the two load generators' rates: neither can make the server faster than it is.
    fn best(&self) -> f64 {
        self.wrk.as_ref().map_or(0.0, |wrk| wrk.per_second).max(self.outcome.per_second)
    }
}

impl Outcome {
    fn print(&self) {
        self.print_runs();
        self.print_home();
        let mut table = Table::new("Bytes of a page (compressed as it is sent)", &["page", "raw", "brotli", "gzip"]);
        for bytes in &self.bytes {
            let size = |bytes: usize| u64::try_from(bytes).map_or_else(|_| "-".to_owned(), kilobytes);
            table.row([bytes.what.to_owned(), size(bytes.raw), size(bytes.brotli), size(bytes.gzip)]);
        }
        table.print();
    }

    fn print_runs(&self) {
        let mut table = Table::new(
            "Requests (kept connections, as fast as answers come)",
            &["what", "connections", "requests/s", "p50", "p99", "errors", "server", "client", "wrk/s", "wrk p50", "wrk p99"],
        );
        for Run { what, outcome, wrk, .. } in &self.runs {
            let busy = |processors: Option<f64>| or_dash(processors, |busy| format!("{:.0} %", busy * 100.0));
            let time = |micros| or_dash((outcome.answers > 0).then_some(micros), milliseconds);
            table.row([
                (*what).to_owned(),
                outcome.connections.to_string(),
                rate(outcome.per_second),
                time(outcome.p50_us),
                time(outcome.p99_us),
                count(outcome.errors),
                busy(outcome.server_processors),
                busy(outcome.client_processors),
                or_dash(wrk.as_ref(), |wrk| rate(wrk.per_second)),
                or_dash(wrk.as_ref(), |wrk| milliseconds(wrk.p50_us)),
                or_dash(wrk.as_ref(), |wrk| milliseconds(wrk.p99_us)),
            ]);
        }
        table.note("");
        table.note(CLIENT);
        table.note("\"server\" and \"client\" are the processors that each kept busy; 100 % is one of them.");
        for Run { what, outcome, wrk, .. } in &self.runs {
            if let Some(errors) = wrk.as_ref().and_then(|wrk| wrk.errors.as_ref()) {
                table.note(format!("wrk, {what}, {} connections: {errors}", outcome.connections));
            }
        }
        let limited = |run: &&Run| {
            let by_client = run.outcome.client_processors > run.outcome.server_processors;
            run.path == "/healthz"
                && (by_client || run.wrk.as_ref().is_some_and(|wrk| wrk.per_second > 1.1 * run.outcome.per_second))
        };
        if self.runs.iter().any(|run| limited(&run)) {
            table.note("The bare handler is so light that the client limits its rate: the server could answer more than shown.");
        }
        table.print();
    }

    fn print_home(&self) {
        let best = |path: &str, coding: Option<&str>| {
            self.runs.iter().filter(|run| run.path == path && run.coding == coding).map(Run::best).fold(0.0, f64::max)
        };
        let (home, plain, bare) = (best("/", Some("br")), best("/", None), best("/healthz", None));
        let fixed = &self.home_at_fixed_rate;
        let mut table = Table::new("Home against the dashboard's budget", &["", "measured", "budget", "note"]);
        table.row([
            "pages/s in brotli, the best of the above".to_owned(),
            rate(home),
            rate(self.budget_home_per_second),
            format!(
                "{}; 2,000 or 3 % of bare, whichever is less; it is {:.1} % of bare",
                verdict(home >= self.budget_home_per_second),
                if bare > 0.0 { home / bare * 100.0 } else { 0.0 }
            ),
        ]);
        table.row(["pages/s uncompressed".to_owned(), rate(plain), "-".to_owned(), String::new()]);
        table.row([
            format!("p99 at {FIXED_RATE} requests/s, from when they were due"),
            milliseconds(fixed.p99_us),
            milliseconds(BUDGET_P99_US),
            verdict(fixed.p99_us < BUDGET_P99_US),
        ]);
        table.row([
            format!("p50 at {FIXED_RATE} requests/s"),
            milliseconds(fixed.p50_us),
            "-".to_owned(),
            format!("{} answers, {} errors, slowest {}", count(fixed.answers), fixed.errors, milliseconds(fixed.max_us)),
        ]);
        table.note("");
        table.note("Peers, on the same kind of machine: Horilla shows its dashboard 5 times a second, LimeSurvey its statistics 6 times.");
        table.print();
    }
}

/// A rate out of a count and a time.
pub fn per_second(number: u64, time: Duration) -> f64 {
    float(number) / time.as_secs_f64().max(f64::EPSILON)
}
