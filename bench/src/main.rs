//! Measures the program as it is shipped: load, memory, durability. `cargo xtask bench` builds it and runs this.
//!
//! Nothing here is a test with a time in it: numbers are printed beside their budgets. What is either right or wrong
//! (answers, and that nothing acknowledged is lost) ends the run with a failure.

mod aborts;
mod assets;
mod cage;
mod commits;
mod goals;
mod health;
mod kill;
mod live;
mod load;
mod machine;
mod memory;
mod mine;
mod pages;
mod people;
mod report;
mod reviews;
mod scale;
mod server;
mod start;
mod surveys;
mod under_load;
mod visitor;
mod wrk;

use anyhow::{Context, Result, bail};
use clap::{Parser, ValueEnum};
use scale::Scale;
use serde::Serialize;
use serde_json::{Map, Value, json};
use server::Program;
use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
    time::{Duration, Instant},
};
use tokio::signal::unix::{SignalKind, signal};

/// A run that takes longer than this is stuck.
const LONGEST: Duration = Duration::from_hours(1);

/// Measures Waymark: start, load, durable commits, sizes, memory, aborted requests, ends under load, many people, surveys, team health, goals, personal
/// reviews, my data, live pages.
#[derive(Parser)]
#[command(name = "bench", max_term_width = 100)]
struct Arguments {
    /// The program
    #[arg(long, value_name = "FILE")]
    server: PathBuf,
    /// What the browser loads, as `cargo xtask build` made it
    #[arg(long, value_name = "FOLDER", default_value = "target/site")]
    site: PathBuf,
    /// Where the results go; databases are made there too and removed afterwards, so it should be on a disk
    #[arg(long, value_name = "FOLDER", default_value = "target/bench")]
    out: PathBuf,
    /// Small counts, to try whether everything works; the numbers are not to be kept
    #[arg(long)]
    quick: bool,
    /// Only these parts; the others are missing in the results
    #[arg(long, value_enum, value_delimiter = ',', value_name = "PARTS")]
    only: Vec<Part>,
    /// How many listen at once, one number after the other, instead of what is usual; for the part `live`
    #[arg(long, value_delimiter = ',', value_name = "NUMBERS")]
    listeners: Vec<usize>,
}

/// A part of the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Time from start to first answer
    Start,
    /// Requests a second, times, bytes of pages
    Pages,
    /// Durable commits of the bare store
    Commits,
    /// Sizes of assets and program
    Assets,
    /// Memory at start, after load, and in 512 MB
    Memory,
    /// Aborted requests
    Aborts,
    /// SIGTERM and SIGKILL under load
    Kill,
    /// People at 1,000 and 10,000: directory, search, team, chart; import of 10,000 rows
    People,
    /// Surveys: answers a second; closing for 1,000, 10,000 and 100,000 people
    Surveys,
    /// Team health: what leads see after four cycles; dashboards a second, and the company's at 10,000 people
    Health,
    /// Goals: 2,000 as a tree and a table, long histories, edits a second
    Goals,
    /// Personal reviews: their pages, plans, the desk of who manages twelve and 300, autosaves a second, signing
    Reviews,
    /// SIGKILL while goals are edited
    GoalKills,
    /// Everything that is stored about somebody who was here for ten years
    Mine,
    /// Live pages: from an edit to charts that moved, many who come back at once, many streams of one session, the reveal of a workshop
    Live,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("error: no runtime: {error}");
            return ExitCode::FAILURE;
        }
    };
    let outcome = runtime.block_on(until_told_to_end(run(&arguments)));
    // Threads of the load generator that still wait for answers keep nobody.
    runtime.shutdown_background();
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Whatever ends the run, servers that it started are killed: they belong to the future that is dropped here.
async fn until_told_to_end(run: impl Future<Output = Result<()>>) -> Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        outcome = tokio::time::timeout(LONGEST, run) => outcome.context("it took too long")?,
        _ = terminate.recv() => bail!("told to end"),
        _ = tokio::signal::ctrl_c() => bail!("told to end"),
    }
}

async fn run(arguments: &Arguments) -> Result<()> {
    let began = Instant::now();
    fs::create_dir_all(&arguments.out).with_context(|| format!("{} cannot be made", arguments.out.display()))?;
    let scratch = tempfile::Builder::new().prefix("scratch-").tempdir_in(&arguments.out)?;
    let program = Program::new(&arguments.server, scratch.path())?;
    let mut scale = if arguments.quick { Scale::quick() } else { Scale::full() };
    if !arguments.listeners.is_empty() {
        // Once a run, and as long as it lasts.
        scale.listeners = arguments.listeners.clone().leak();
    }
    let machine = machine::read();
    machine.print(arguments.quick);
    let mut results = Results { parts: Map::new(), failed: Vec::new() };
    let wanted = |part| arguments.only.is_empty() || arguments.only.contains(&part);
    if wanted(Part::Start) {
        results.add("start", start::measure(&program, &scale).await);
    }
    let mut load_of_pages = None;
    if wanted(Part::Pages) {
        let measured = pages::measure(&program, &scale).await;
        load_of_pages = measured.as_ref().ok().map(|outcome| outcome.memory);
        results.add("pages", measured);
    }
    if wanted(Part::Commits) {
        results.add("commits", commits::measure(scratch.path(), &scale).await);
    }
    if wanted(Part::Assets) {
        results.add("assets", assets::measure(&program, &arguments.site));
    }
    if wanted(Part::Memory) {
        results.add("memory", memory::measure(&program, &scale, load_of_pages).await);
    }
    if wanted(Part::Aborts) {
        results.add("aborts", aborts::measure(&program, &scale).await);
    }
    if wanted(Part::Kill) {
        let measured = kill::measure(&program, &scale).await;
        if measured.as_ref().is_ok_and(|outcome| !outcome.passed) {
            results.failed.push("kill");
        }
        results.add("kill", measured);
    }
    if wanted(Part::People) {
        results.add("people", people::measure(&program, scratch.path(), &scale).await);
    }
    if wanted(Part::Surveys) {
        results.add("surveys", surveys::measure(&program, scratch.path(), &scale).await);
    }
    if wanted(Part::Health) {
        results.add("health", health::measure(&program, scratch.path(), &scale).await);
    }
    if wanted(Part::Goals) {
        results.add("goals", goals::measure(&program, scratch.path(), &scale).await);
    }
    if wanted(Part::Reviews) {
        results.add("reviews", reviews::measure(&program, scratch.path(), &scale).await);
    }
    if wanted(Part::GoalKills) {
        let measured = goals::kills::measure(&program, scratch.path(), &scale).await;
        if measured.as_ref().is_ok_and(|outcome| !outcome.passed) {
            results.failed.push("goal-kills");
        }
        results.add("goal-kills", measured);
    }
    if wanted(Part::Mine) {
        results.add("mine", mine::measure(&program, scratch.path(), &scale).await);
    }
    if wanted(Part::Live) {
        results.add("live", live::measure(&program, scratch.path(), &scale).await);
    }
    let seconds = began.elapsed().as_secs_f64();
    let failed = results.failed.clone();
    let document = json!({
        "machine": machine,
        "quick": arguments.quick,
        "seconds": seconds,
        "failed": failed,
        "results": results.parts,
    });
    let path = arguments.out.join("bench.json");
    write(&path, &document)?;
    println!("\nTook {seconds:.0} s. All of it as JSON: {}", path.display());
    if failed.is_empty() { Ok(()) } else { bail!("failed: {}", failed.join(", ")) }
}

fn write(path: &Path, document: &Value) -> Result<()> {
    let mut text = serde_json::to_string_pretty(document)?;
    text.push('\n');
    fs::write(path, text).with_context(|| format!("{} cannot be written", path.display()))
}

/// What the parts said.
struct Results {
    parts: Map<String, Value>,
    failed: Vec<&'static str>,
}

impl Results {
    /// Keeps what a part found out. One that fails does not keep the others from running.
    fn add(&mut self, name: &'static str, outcome: Result<impl Serialize>) {
        let outcome = outcome.and_then(|outcome| Ok(serde_json::to_value(outcome)?));
        let value = outcome.unwrap_or_else(|error| {
            eprintln!("\nerror: {name}: {error:#}");
            self.failed.push(name);
            json!({ "error": format!("{error:#}") })
        });
        self.parts.insert(name.to_owned(), value);
    }
}
