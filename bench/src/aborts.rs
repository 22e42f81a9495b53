//! Page requests that are given up, and what memory does.

use crate::{
    load::{self, Target},
    pages::ON_HOME,
    report::{Table, count, float, megabytes, or_dash},
    scale::Scale,
    server::{Program, Server},
    visitor::{PATIENCE, Visitor},
};
use anyhow::{Context, Result, ensure};
use serde::Serialize;
use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};
use store::demo::EMPLOYEE;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    task::JoinSet,
    time::{sleep, timeout},
};

/// At once.
const AT_ONCE: u32 = 50;

/// The server at one moment.
#[derive(Clone, Copy, Debug, Serialize)]
struct State {
    resident_bytes: Option<u64>,
    open_files: Option<u64>,
}

/// One round of aborted requests.
#[derive(Debug, Serialize)]
struct Round {
    requests: u32,
    seconds: f64,
    /// Given up after the first bytes of the answer had come.
    begun_answers: u32,
    /// Not even connected or sent.
    failed: u32,
    after: State,
    settled: State,
    answers_right: bool,
}

/// What came of it.
#[derive(Debug, Serialize)]
pub struct Outcome {
    whole_requests_before: u64,
    at_start: State,
    before: State,
    rounds: Vec<Round>,
    /// By how many bytes the second round left resident memory larger, for each of its requests.
    growth_per_request_in_second_round: Option<f64>,
    settle_seconds: u64,
}

/// Gives up many requests for home, twice, on a server that was warm before.
pub async fn measure(program: &Program, scale: &Scale) -> Result<Outcome> {
    let server = program.demo("aborts").await?;
    let employee = Visitor::sign_in(server.address, EMPLOYEE).await?;
    let home = Target::new("home, signed in", &employee, "/", ON_HOME).await?;
    let at_start = State::of(&server);
    // Whole requests first, by as many at once: what they cost in memory is not the aborted ones' doing.
    let at_once = usize::try_from(AT_ONCE).expect("50 is a size");
    let warm = load::closed(&server, &home, at_once, load::Span { time: scale.span.time * 2, ..scale.span }).await?;
    sleep(scale.settle.min(Duration::from_secs(3))).await;
    let before = State::of(&server);
    let mut rounds = Vec::new();
    for _ in 0..2 {
        rounds.push(Round::run(&server, &employee, scale).await?);
    }
    let growth = || {
        let resident = |round: usize| rounds.get(round)?.settled.resident_bytes;
        Some((float(resident(1)?) - float(resident(0)?)) / f64::from(scale.aborts))
    };
    let outcome = Outcome {
        whole_requests_before: warm.answers,
        at_start,
        before,
        growth_per_request_in_second_round: growth(),
        rounds,
        settle_seconds: scale.settle.as_secs(),
    };
    outcome.print();
    let failed: u32 = outcome.rounds.iter().map(|round| round.failed).sum();
    ensure!(failed == 0, "{failed} requests could not be sent, so they were not given up either");
    ensure!(outcome.rounds.iter().all(|round| round.answers_right), "after aborted requests the server does not answer right");
    let (_, status) = server.terminate().await?;
    ensure!(status.success(), "after SIGTERM the server ended with {status}");
    Ok(outcome)
}

impl State {
    fn of(server: &Server) -> Self {
        Self { resident_bytes: server.resident(), open_files: server.open_files() }
    }
}

impl Round {
    async fn run(server: &Server, visitor: &Visitor, scale: &Scale) -> Result<Self> {
        let request = format!(
            "GET / HTTP/1.1\r\nHost: {}\r\nAccept: text/html\r\nCookie: {}\r\n\r\n",
            server.address,
            visitor.cookie().context("somebody is signed in")?
        );
        let request: Arc<str> = request.into();
        let next = Arc::new(AtomicU32::new(0));
        let started = Instant::now();
        let mut running = JoinSet::new();
        for _ in 0..AT_ONCE {
            let (request, next, address, requests) = (Arc::clone(&request), Arc::clone(&next), server.address, scale.aborts);
            running.spawn(async move {
                let (mut begun, mut failed) = (0, 0);
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= requests {
                        return (begun, failed);
                    }
                    match give_up(address, &request, number).await {
                        Ok(true) => begun += 1,
                        Ok(false) => {}
                        Err(_) => failed += 1,
                    }
                }
            });
        }
        let (mut begun_answers, mut failed) = (0, 0);
        while let Some(counts) = running.join_next().await {
            let counts: (u32, u32) = counts?;
            begun_answers += counts.0;
            failed += counts.1;
        }
        let seconds = started.elapsed().as_secs_f64();
        let after = State::of(server);
        sleep(scale.settle).await;
        let settled = State::of(server);
        let answers_right = visitor.get("/").await.is_ok_and(|answer| answer.status == 200 && answer.holds(ON_HOME));
        Ok(Self { requests: scale.aborts, seconds, begun_answers, failed, after, settled, answers_right })
    }
}

/// Sends a request and closes the connection: at once, while the page is being made, or when its first bytes have come.
/// Returns whether some had.
async fn give_up(address: SocketAddr, request: &str, number: u32) -> Result<bool> {
    let mut stream = timeout(PATIENCE, TcpStream::connect(address)).await??;
    stream.set_nodelay(true)?;
    stream.write_all(request.as_bytes()).await?;
    match number % 3 {
        0 => Ok(false),
        1 => {
            sleep(Duration::from_millis(u64::from(number / 3 % 12))).await;
            Ok(false)
        }
        _ => Ok(timeout(PATIENCE, stream.read(&mut [0; 64])).await?? > 0),
    }
}

impl Outcome {
    fn print(&self) {
        let title = format!(
            "Aborted requests for home, {AT_ONCE} at once (a third each: closed at once, within 11 ms, after the first bytes)"
        );
        let mut table = Table::new(&title, &["", "resident", "open files", "note"]);
        let mut row = |what: String, state: State, note: String| {
            table.row([what, or_dash(state.resident_bytes, megabytes), or_dash(state.open_files, count), note]);
        };
        row("at start".to_owned(), self.at_start, String::new());
        row(format!("after {} whole requests", count(self.whole_requests_before)), self.before, String::new());
        for (round, name) in self.rounds.iter().zip(["first", "second"]) {
            let note = format!(
                "in {:.1} s; {} had begun to be answered, {} could not be sent",
                round.seconds,
                count(round.begun_answers.into()),
                count(round.failed.into())
            );
            row(format!("after the {name} {}", count(round.requests.into())), round.after, note);
            let note = if round.answers_right { "home is right" } else { "HOME IS WRONG" };
            row(format!("{} s later", self.settle_seconds), round.settled, note.to_owned());
        }
        table.note("");
        table.note(or_dash(self.growth_per_request_in_second_round, |bytes| {
            format!(
                "The second round left {bytes:.0} bytes more resident for each request; near 0 is warm-up, hundreds in a whole run are a leak."
            )
        }));
        table.print();
    }
}
