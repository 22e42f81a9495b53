//! Goals: 2,000 of a company of 200 as a tree and as a table, goals with long histories, and how many edits a second are on disk before they
//! are acknowledged, beside what the bare store does in the same run.

pub mod edits;
pub mod kills;
pub mod made;

use crate::{
    commits::{self, Rate},
    load::Target,
    report::{Table, count, float, milliseconds, or_dash, rate},
    scale::Scale,
    server::{Program, Server},
    surveys::open,
    under_load::{self, Run},
    visitor::Visitor,
};
use anyhow::{Context, Result, ensure};
use edits::{Client, Edits, Field, Texts};
use jiff::Timestamp;
use made::{BEFORE, Made};
use serde::Serialize;
use std::{
    fs,
    hint::black_box,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};
use store::{Clock, demo::simulated::LEAD};
use waymark::goal::{Event, Goal};

/// Of so many people the company is.
const PEOPLE: u32 = 200;

const DATA: &str = "goals";

/// Where the bare store writes.
const BARE: &str = "goals-bare";

/// How many edit goals of their own at once.
pub const CLIENTS: [usize; 3] = [1, 8, 32];

/// What is edited of one goal by as many at once. None of it is about the same.
const FIELDS: [Field; 8] =
    [Field::Title, Field::Value, Field::Due, Field::Status, Field::Confidence, Field::Owner, Field::Help, Field::Evidence];

/// Between the numbers of one client's edits and those of the next.
const APART: usize = 1_000_000;

/// What stands in every row of goals.
const ROW: &str = "data-label=\"Progress\"";

/// For how long a history is folded again and again.
const FOLDING: Duration = Duration::from_millis(500);

/// How long it takes to make a goal of its events.
#[derive(Debug, Serialize)]
struct Folded {
    events: usize,
    micros: f64,
}

/// What came of it.
#[derive(Debug, Serialize)]
pub struct Outcome {
    people: u32,
    goals: usize,
    events: u64,
    seconds_to_make: f64,
    folded: Vec<Folded>,
    bare_per_second: f64,
    pages: Vec<Run>,
    edits: Vec<Edits>,
}

/// Makes an organisation and its goals up, looks at them, and edits them.
pub async fn measure(program: &Program, scratch: &Path, scale: &Scale) -> Result<Outcome> {
    simulate(program, DATA).await?;
    let began = Instant::now();
    let store = open(scratch, DATA, Clock::still(Timestamp::now() - BEFORE)).await?;
    let made = made::make(&store, scale).await?;
    store.close().await;
    let seconds_to_make = began.elapsed().as_secs_f64();
    let folded = made.histories.iter().map(|history| folded(&history.events)).collect::<Result<Vec<_>>>()?;
    let bare = bare(scratch, scale).await?;
    let server = program.demo(DATA).await?;
    let bare_per_second = under_load::bare(&server, scale).await?;
    let pages = pages(&server, &made, scale).await?;
    let edits = edited(&server, &made, bare, scale).await?;
    let (goals, events) = (made.goals, made.events);
    let outcome = Outcome { people: PEOPLE, goals, events, seconds_to_make, folded, bare_per_second, pages, edits };
    outcome.print();
    let (_, status) = server.terminate().await?;
    ensure!(status.success(), "after SIGTERM the server ended with {status}");
    let (is_fine, text) = program.check(DATA).await?;
    ensure!(is_fine, "`waymark check` says:\n{text}");
    under_load::ensure_right(&outcome.pages)?;
    for Edits { what, clients, failures, example, .. } in &outcome.edits {
        ensure!(
            *failures == 0,
            "{what}, {clients} clients: {failures} failures, one with {}",
            example.as_deref().unwrap_or_default()
        );
    }
    fs::remove_dir_all(scratch.join(DATA))?;
    Ok(outcome)
}

/// Makes a company up.
pub async fn simulate(program: &Program, data: &str) -> Result<()> {
    program.run(&["simulate", "--people", &PEOPLE.to_string(), "--seed", "1", "--data", data]).await.map(drop)
}

fn folded(events: &[Event]) -> Result<Folded> {
    Goal::replay(events).context("a history makes no goal")?;
    let (began, mut times) = (Instant::now(), 0_u64);
    while began.elapsed() < FOLDING {
        for _ in 0..8 {
            drop(black_box(Goal::replay(black_box(events))));
        }
        times += 8;
    }
    Ok(Folded { events: events.len(), micros: began.elapsed().as_secs_f64() * 1e6 / float(times) })
}

/// Durable commits of a store with nothing in it: what it would leave behind is work for the server that is measured next.
pub async fn bare(scratch: &Path, scale: &Scale) -> Result<Vec<Rate>> {
    let store = open(scratch, BARE, Clock::machine()).await?;
    let mut all = Vec::new();
    for clients in CLIENTS {
        all.push(commits::commit(&store, clients, scale.commits).await?);
    }
    store.close().await;
    fs::remove_dir_all(scratch.join(BARE))?;
    Ok(all)
}

async fn pages(server: &Server, made: &Made, scale: &Scale) -> Result<Vec<Run>> {
    let root = Visitor::sign_in(server.address, &made.root).await?;
    let lead = Visitor::sign_in(server.address, LEAD).await?;
    let mut targets = vec![
        Target::new("all goals, tree", &root, "/goals?of=all", ROW).await?,
        Target::new("all goals, table", &root, "/goals?of=all&view=table", ROW).await?,
        Target::new("my team", &lead, "/goals", ROW).await?,
    ];
    // Targets are made of texts that stand in the bench. These do not; leaked they last as long, and are few.
    let leak = |text: String| -> &'static str { text.leak() };
    for history in &made.histories {
        let title = leak(history.title.clone());
        targets.push(Target::new(title, &lead, leak(format!("/goals/{}", history.goal)), title).await?);
    }
    let mut runs = Vec::new();
    for target in &targets {
        runs.push(under_load::page(server, target, scale).await?);
    }
    Ok(runs)
}

async fn edited(server: &Server, made: &Made, bare: Vec<Rate>, scale: &Scale) -> Result<Vec<Edits>> {
    let texts = Arc::new(Texts { from: made.today, owners: made.owners.clone() });
    let mut own = made.own.iter().zip(1..);
    let mut all = Vec::new();
    for (count, bare) in CLIENTS.into_iter().zip(bare) {
        let mut clients = Vec::with_capacity(count);
        for (own, number) in own.by_ref().take(count) {
            let visitor = Visitor::sign_in(server.address, &own.address).await?;
            clients.push(Client { visitor, goals: own.goals.clone(), field: Field::Value, first: number * APART });
        }
        ensure!(clients.len() == count, "too few people have goals of their own");
        all.push(edits::run("values of goals of their own", clients, &texts, scale.commits, Some(bare)).await?);
    }
    let lead = Visitor::sign_in(server.address, LEAD).await?;
    let [each, same] = made.shared;
    let client =
        |field, shared, number: usize| Client { visitor: lead.clone(), goals: vec![shared], field, first: number * APART };
    let clients = FIELDS.into_iter().zip(1..).map(|(field, number)| client(field, each, number)).collect();
    all.push(edits::run("one goal, a field each", clients, &texts, scale.commits, None).await?);
    let clients = (1..=FIELDS.len()).map(|number| client(Field::Value, same, number)).collect();
    all.push(edits::run("one goal, all of them its value", clients, &texts, scale.commits, None).await?);
    Ok(all)
}

impl Outcome {
    fn print(&self) {
        let title = format!(
            "Goals (brotli, kept connections): {} of {} people, {} events, made in {:.0} s",
            count(u64::try_from(self.goals).unwrap_or_default()),
            self.people,
            count(self.events),
            self.seconds_to_make
        );
        under_load::table(&title, &self.pages, self.bare_per_second).print();

        let mut table = Table::new("A goal out of its events, in this process", &["events", "to fold"]);
        for Folded { events, micros } in &self.folded {
            let time = if *micros < 10.0 { format!("{micros:.2} µs") } else { format!("{} µs", rate(*micros)) };
            table.row([count(u64::try_from(*events).unwrap_or_default()), time]);
        }
        table.print();

        let title = "Edits over HTTP, each on disk before it is acknowledged; beside it the bare store in the same run";
        let head = ["what", "clients", "edits/s", "p50", "p99", "conflicts", "as it was", "failed", "bare commits/s", "of bare"];
        let mut table = Table::new(title, &head);
        for Edits { what, clients, rate: edits, conflicts, unchanged, failures, bare, .. } in &self.edits {
            let of_bare = |bare: &Rate| format!("{:.0} %", 100.0 * edits.per_second / bare.per_second.max(f64::EPSILON));
            table.row([
                (*what).to_owned(),
                clients.to_string(),
                rate(edits.per_second),
                milliseconds(edits.p50_us),
                milliseconds(edits.p99_us),
                count(*conflicts),
                count(*unchanged),
                count(*failures),
                or_dash(bare.as_ref(), |bare| rate(bare.per_second)),
                or_dash(bare.as_ref(), of_bare),
            ]);
        }
        table.note("");
        table.note(
            "Conflicts: somebody else changed the same meanwhile. Who edits another field of the same goal should see none.",
        );
        table.note(
            "Each client waits for its answer before it edits again. Bare commits: `store::job::add` into a store of its own.",
        );
        table.print();
    }
}
