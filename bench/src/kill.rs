//! The end of the process under load: what was acknowledged must be there when it is started again.
//!
//! This shows what a dead process loses. A machine without power is another matter: it takes the page cache along, and
//! only syncing (asserted when the store is opened) helps against that.

use crate::{
    pages::per_second,
    report::{Table, count, or_dash},
    scale::Scale,
    server::{Program, Server},
    visitor::{Connection, Visitor, ask, connect},
};
use anyhow::{Context, Result, ensure};
use hyper::StatusCode;
use serde::Serialize;
use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};
use store::demo::ADMINISTRATOR;
use tokio::{task::JoinSet, time::sleep};

const CLIENTS: u32 = 8;

/// In which the program has to end after SIGTERM.
const BUDGET: Duration = Duration::from_secs(5);

const DATA: &str = "kills";

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
enum Signal {
    #[serde(rename = "SIGTERM")]
    Term,
    #[serde(rename = "SIGKILL")]
    Kill,
}

/// One end under load, and what was there afterwards.
#[derive(Debug, Serialize)]
struct Round {
    signal: Signal,
    acknowledged: u64,
    per_second: f64,
    /// Sent, but never answered: these may be there or not.
    unanswered: u64,
    /// Answered with something else than an acknowledgement.
    refused: u64,
    /// How long the program took to end after SIGTERM.
    seconds_to_end: Option<f64>,
    exit_status: Option<i32>,
    /// Acknowledged in this round or before, and not there.
    lost: u64,
    /// There, out of those without an answer.
    kept_unanswered: u64,
    check_beside_the_server: bool,
    check_alone: bool,
    seconds_to_start_again: f64,
    findings: Vec<String>,
    passed: bool,
}

/// What came of it.
#[derive(Debug, Serialize)]
pub struct Outcome {
    clients: u32,
    rounds: Vec<Round>,
    budget_seconds_to_end: u64,
    /// Whether every round passed.
    pub passed: bool,
}

/// What clients of one round have seen.
#[derive(Debug, Default)]
struct Seen {
    acknowledged: BTreeSet<String>,
    unanswered: BTreeSet<String>,
    refused: u64,
    example: Option<String>,
}

/// Ends the program under load several times, always on the same folder.
pub async fn measure(program: &Program, scale: &Scale) -> Result<Outcome> {
    let mut rounds = Vec::new();
    let mut acknowledged = BTreeSet::new();
    for number in 0..scale.kills {
        for signal in [Signal::Term, Signal::Kill] {
            let load = Duration::from_millis(900 + 350 * u64::from(number));
            let name = format!("{number}{}", if signal == Signal::Term { "t" } else { "k" });
            rounds.push(round(program, signal, &name, load, &mut acknowledged).await?);
        }
    }
    let passed = rounds.iter().all(|round| round.passed);
    let outcome = Outcome { clients: CLIENTS, rounds, budget_seconds_to_end: BUDGET.as_secs(), passed };
    outcome.print();
    Ok(outcome)
}

async fn round(
    program: &Program,
    signal: Signal,
    name: &str,
    load: Duration,
    acknowledged: &mut BTreeSet<String>,
) -> Result<Round> {
    let server = program.demo(DATA).await?;
    let administrator = Visitor::sign_in(server.address, ADMINISTRATOR).await?;
    let (ending, done) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
    let mut clients = JoinSet::new();
    for client in 0..CLIENTS {
        let name = format!("{name}{client}");
        clients.spawn(invite(administrator.clone(), name, Arc::clone(&ending), Arc::clone(&done)));
    }
    let began = Instant::now();
    sleep(load).await;
    let rate = per_second(done.load(Ordering::Relaxed), began.elapsed());
    // The clients go on until the server is gone: it ends in the middle of their requests.
    let (mut seconds_to_end, mut exit_status) = (None, None);
    match signal {
        Signal::Term => {
            let (time, status) = server.terminate().await?;
            (seconds_to_end, exit_status) = (Some(time.as_secs_f64()), status.code());
        }
        Signal::Kill => server.kill().await?,
    }
    ending.store(true, Ordering::Relaxed);
    let mut seen = Seen::default();
    while let Some(client) = clients.join_next().await {
        let client = client?;
        seen.acknowledged.extend(client.acknowledged);
        seen.unanswered.extend(client.unanswered);
        seen.refused += client.refused;
        seen.example = seen.example.or(client.example);
    }
    let (new, refused) = (u64::try_from(seen.acknowledged.len())?, seen.refused);
    acknowledged.append(&mut seen.acknowledged);

    let server = program.demo(DATA).await.context("the server does not start again")?;
    let again = server.started.elapsed();
    let there = everybody(&administrator, &server).await.context("the people cannot be read after the start")?;
    let lost: Vec<&String> = acknowledged.difference(&there).collect();
    let (beside, beside_text) = program.check(DATA).await?;
    let (_, status) = server.terminate().await?;
    let (alone, alone_text) = program.check(DATA).await?;

    let mut findings = Vec::new();
    let mut require = |holds: bool, finding: String| {
        if !holds {
            findings.push(finding);
        }
    };
    require(new > 0, "nothing was acknowledged before the end: the round shows nothing".to_owned());
    require(refused == 0, format!("{refused} invitations were refused, one with {}", seen.example.unwrap_or_default()));
    require(lost.is_empty(), format!("{} acknowledged invitations are lost: {:?}", lost.len(), &lost[..lost.len().min(5)]));
    require(seconds_to_end.is_none_or(|time| time < BUDGET.as_secs_f64()), format!("SIGTERM took {seconds_to_end:?} s"));
    require(signal == Signal::Kill || exit_status == Some(0), format!("after SIGTERM the status was {exit_status:?}"));
    require(status.success(), format!("the server that was started again ended with {status}"));
    require(beside, format!("`waymark check` beside the server: {beside_text}"));
    require(alone, format!("`waymark check` without a server: {alone_text}"));
    Ok(Round {
        signal,
        acknowledged: new,
        per_second: rate,
        unanswered: u64::try_from(seen.unanswered.len())?,
        refused,
        seconds_to_end,
        exit_status,
        lost: u64::try_from(lost.len())?,
        kept_unanswered: u64::try_from(seen.unanswered.intersection(&there).count())?,
        check_beside_the_server: beside,
        check_alone: alone,
        seconds_to_start_again: again.as_secs_f64(),
        passed: findings.is_empty(),
        findings,
    })
}

/// Invites one person after the other until the server is gone.
async fn invite(administrator: Visitor, name: String, ending: Arc<AtomicBool>, done: Arc<AtomicU64>) -> Seen {
    let mut seen = Seen::default();
    let mut open: Option<Connection> = None;
    for number in 0_u32.. {
        let mut connection = match open.take() {
            Some(connection) => connection,
            None => match connect(administrator.address()).await {
                Ok(connection) => connection,
                // It takes no connections any more; while it still runs it may again.
                Err(_) if !ending.load(Ordering::Relaxed) => {
                    sleep(Duration::from_millis(5)).await;
                    continue;
                }
                Err(_) => break,
            },
        };
        let email = format!("bench-{name}-{number}@halden.example");
        let person = format!("Bench {name} {number:06}");
        let fields = [("name", person.as_str()), ("email", &email), ("title", "Invited under load")];
        let request = administrator.form("/fn/people/invite", &fields).expect("a form of plain text makes a request");
        match ask(&mut connection, request).await {
            Ok(answer) if answer.status == StatusCode::FOUND && answer.location().is_some_and(|to| to.contains("invited=")) => {
                seen.acknowledged.insert(email);
                done.fetch_add(1, Ordering::Relaxed);
                open = Some(connection);
            }
            Ok(answer) => {
                seen.refused += 1;
                seen.example = Some(format!("{} {}", answer.status, answer.location().unwrap_or_default()));
                open = Some(connection);
            }
            Err(_) => drop(seen.unanswered.insert(email)),
        }
    }
    seen
}

/// The addresses of everybody, as the administrator reads them. The session is from before the end.
async fn everybody(administrator: &Visitor, server: &Server) -> Result<BTreeSet<String>> {
    let administrator = administrator.moved_to(server.address);
    let mut there = BTreeSet::new();
    let mut skip = 0_u64;
    loop {
        let page = administrator.read(&format!("/fn/people/list?sought[skip]={skip}")).await?;
        let people = page["people"].as_array().context("the list has no people")?;
        there.extend(people.iter().filter_map(|person| person["email"].as_str()).map(str::to_owned));
        let total = page["total"].as_u64().context("the list does not say how many there are")?;
        skip += u64::try_from(people.len())?;
        if skip >= total {
            return Ok(there);
        }
        ensure!(!people.is_empty(), "the list ends before all {total} were read");
    }
}

impl Outcome {
    fn print(&self) {
        let title = format!("The end under load: {CLIENTS} clients invite people, the process ends, it is started again");
        let mut table = Table::new(
            &title,
            &[
                "signal",
                "acknowledged",
                "a second",
                "unanswered",
                "of these kept",
                "LOST",
                "ended in",
                "again in",
                "check",
                "note",
            ],
        );
        for round in &self.rounds {
            table.row([
                if round.signal == Signal::Term { "SIGTERM" } else { "SIGKILL" }.to_owned(),
                count(round.acknowledged),
                format!("{:.0}", round.per_second),
                count(round.unanswered),
                count(round.kept_unanswered),
                count(round.lost),
                or_dash(round.seconds_to_end, |seconds| format!("{seconds:.2} s")),
                format!("{:.2} s", round.seconds_to_start_again),
                if round.check_alone && round.check_beside_the_server { "fine" } else { "WRONG" }.to_owned(),
                if round.passed { "pass" } else { "FAIL" }.to_owned(),
            ]);
        }
        table.note("");
        table.note("Budget: nothing acknowledged is lost; after SIGTERM the program ends within 5 s, with status 0; `waymark check` holds.");
        for (number, round) in self.rounds.iter().enumerate() {
            for finding in &round.findings {
                table.note(format!("FAIL, round {}: {finding}", number + 1));
            }
        }
        table.print();
    }
}
