//! The program is killed again and again while goals are edited: every edit that was acknowledged must be there afterwards, once.
//!
//! As for what a killed process shows and what it does not, see [`crate::kill`].

use super::{
    edits::{Edit, Field, STATUSES, Said, Texts},
    made::Maker,
    simulate,
};
use crate::{
    pages::per_second,
    report::{Table, count, or_dash},
    scale::Scale,
    server::{Program, Server},
    surveys::open,
    visitor::{Connection, Visitor, connect},
};
use anyhow::{Context, Result};
use jiff::ToSpan;
use serde::Serialize;
use std::{
    collections::HashMap,
    fs,
    net::SocketAddr,
    ops::{Add, Sub},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};
use store::{
    Clock, access,
    demo::{
        reviews::Chance,
        simulated::{LEAD, MANAGER},
    },
    goal,
};
use tokio::{
    task::JoinSet,
    time::{sleep, timeout},
};
use waymark::{
    GoalId, PersonId,
    goal::{Event, Goal, Kind, Level, Wanted},
};

const CLIENTS: usize = 8;

/// How many goals are edited.
const GOALS: usize = 200;

const DATA: &str = "goal-kills";

/// With what edits and the moments of kills are drawn.
const SEED: u64 = 7;

/// Between the numbers of one client's edits and those of the next.
const APART: usize = 1_000_000;

/// How long the clients may need for the edits of one round.
const PATIENCE: Duration = Duration::from_mins(2);

/// How many examples are given of what is wrong.
const EXAMPLES: usize = 5;

/// How much later than its last edit a round may end: kills come at any moment of a commit.
const LATER_US: u64 = 20_000;

/// What came of edits. Those that were refused did nothing.
#[derive(Clone, Copy, Debug, Default, Serialize)]
struct Counts {
    acknowledged: u64,
    /// Sent, but never answered: these may be there or not.
    unanswered: u64,
    /// Refused: somebody else had changed the same.
    conflicts: u64,
    /// Refused: it was so already.
    unchanged: u64,
    /// Answered otherwise.
    failed: u64,
}

/// What came of edits until one kill.
#[derive(Debug, Serialize)]
struct Round {
    #[serde(flatten)]
    counts: Counts,
    per_second: f64,
    /// Nothing for the last round, after which the program is told to end.
    seconds_to_start_again: Option<f64>,
    check_beside_the_server: bool,
}

/// What was found in the store when all was over.
#[derive(Debug, Serialize)]
struct Found {
    events: usize,
    /// Acknowledged, and not there.
    lost: usize,
    /// Acknowledged, and there more than once.
    twice: usize,
    /// Refused, and there all the same.
    refused_and_there: usize,
    /// Without an answer, of those that one knows again: such with words that no other has.
    unanswered: usize,
    /// How many of these are there.
    unanswered_and_there: usize,
    /// Goals whose events do not have the places 1, 2, 3, ...
    misplaced: usize,
    /// Goals that are not what their events make of them.
    unsound: usize,
    /// A few of what is wrong.
    examples: Vec<String>,
}

/// What came of it.
#[derive(Debug, Serialize)]
pub struct Outcome {
    clients: usize,
    goals: usize,
    rounds: Vec<Round>,
    all: Counts,
    found: Found,
    check_alone: bool,
    findings: Vec<String>,
    /// Whether nothing is lost, and all else is well.
    pub passed: bool,
}

/// What a client knows of a goal.
struct Known {
    goal: GoalId,
    /// So many events.
    seen: u32,
    /// How far it is, as they said last.
    status: &'static str,
}

/// Who edits. They remember everything that they sent.
struct Client {
    visitor: Visitor,
    person: PersonId,
    chance: Chance,
    number: usize,
    goals: Vec<Known>,
    texts: Arc<Texts>,
    /// With how many events there were then.
    acknowledged: Vec<(Edit, u32)>,
    unanswered: Vec<Edit>,
    refused: Vec<Edit>,
    counts: Counts,
    example: Option<String>,
}

/// The goals that are edited, and who edits them: what they sign in with, and who they are.
struct Prepared {
    goals: Vec<(GoalId, u32)>,
    editors: [(String, PersonId); 3],
    texts: Texts,
}

/// Edits, kills and starts again, always on the same folder; then looks for everything that was acknowledged.
pub async fn measure(program: &Program, scratch: &Path, scale: &Scale) -> Result<Outcome> {
    simulate(program, DATA).await?;
    let prepared = prepared(scratch).await?;
    let mut server = program.demo(DATA).await?;
    let mut clients = signed_in(&server, &prepared).await?;
    let (mut rounds, mut findings) = (Vec::new(), Vec::new());
    let mut chance = Chance::new(SEED);
    let (done, each) = (Arc::new(AtomicU64::new(0)), scale.goal_edits / u64::from(scale.goal_kills));
    for number in 1..=scale.goal_kills {
        let until = done.load(Ordering::Relaxed) + each / 2 + chance.below(each);
        let later = Duration::from_micros(chance.below(LATER_US));
        let before = counted(&clients);
        let (load, began) = (Load::start(clients, server.address, &done), Instant::now());
        load.until(until).await?;
        sleep(later).await;
        let time = began.elapsed();
        // The clients go on until the server is gone: it ends in the middle of their requests.
        server.kill().await?;
        clients = load.stop().await?;
        server = program.demo(DATA).await.context("the server does not start again")?;
        let again = server.started.elapsed();
        let (beside, text) = program.check(DATA).await?;
        let counts = counted(&clients) - before;
        if !beside {
            findings.push(format!("`waymark check` after kill {number}: {text}"));
        }
        if counts.acknowledged == 0 {
            findings.push(format!("nothing was acknowledged before kill {number}: it shows nothing"));
        }
        let (per_second, seconds) = (per_second(counts.acknowledged, time), again.as_secs_f64());
        rounds.push(Round { counts, per_second, seconds_to_start_again: Some(seconds), check_beside_the_server: beside });
    }
    let before = counted(&clients);
    let (load, began) = (Load::start(clients, server.address, &done), Instant::now());
    load.until(scale.goal_edits).await?;
    let time = began.elapsed();
    clients = load.stop().await?;
    let (beside, text) = program.check(DATA).await?;
    let (_, status) = server.terminate().await?;
    let (check_alone, alone_text) = program.check(DATA).await?;
    let (all, found) = (counted(&clients), found(scratch, &prepared, &clients).await?);
    let counts = all - before;
    let per_second = per_second(counts.acknowledged, time);
    rounds.push(Round { counts, per_second, seconds_to_start_again: None, check_beside_the_server: beside });

    let mut require = |holds: bool, finding: String| {
        if !holds {
            findings.push(finding);
        }
    };
    let example = clients.iter().find_map(|client| client.example.clone()).unwrap_or_default();
    require(all.failed == 0, format!("{} edits were answered otherwise, one with {example}", all.failed));
    require(found.lost == 0, format!("{} acknowledged edits are lost", found.lost));
    require(found.twice == 0, format!("{} acknowledged edits are there more than once", found.twice));
    require(found.refused_and_there == 0, format!("{} refused edits are there all the same", found.refused_and_there));
    require(found.misplaced == 0, format!("of {} goals the events do not have their places", found.misplaced));
    require(found.unsound == 0, format!("{} goals are not what their events make of them", found.unsound));
    require(found.examples.is_empty(), found.examples.join("; "));
    require(beside, format!("`waymark check` beside the server: {text}"));
    require(status.success(), format!("the server ended with {status} when it was told to"));
    require(check_alone, format!("`waymark check` without a server: {alone_text}"));
    let passed = findings.is_empty();
    let outcome = Outcome { clients: CLIENTS, goals: GOALS, rounds, all, found, check_alone, findings, passed };
    outcome.print();
    if passed {
        fs::remove_dir_all(scratch.join(DATA))?;
    }
    Ok(outcome)
}

/// Makes goals of a team: every other one is agreed, so that a change of it waits for somebody.
async fn prepared(scratch: &Path) -> Result<Prepared> {
    let store = open(scratch, DATA, Clock::machine()).await?;
    let mut maker = Maker::new(&store).await?;
    let (lead, team) = maker.lead()?;
    let mut wanted = Vec::with_capacity(GOALS);
    for number in 0..GOALS {
        let one = maker.wanted(Kind::Commitment, Level::Team(team), None)?;
        wanted.push(Wanted { proposal: !number.is_multiple_of(2), ..one });
    }
    let made = maker.make(&wanted).await?;
    maker.agree(&made).await?;
    let goals = maker.now(&made).await?.iter().map(|goal| (goal.id, goal.sequence)).collect();
    let (root, manager) = (maker.root()?, maker.person(MANAGER)?);
    let editors = [(maker.address(root)?, root), (MANAGER.to_owned(), manager), (LEAD.to_owned(), lead)];
    // No edit leads back to the day that was agreed: then nothing is proposed, and it is not to be found.
    let from = maker.ends().saturating_add(1.day());
    drop(maker);
    store.close().await;
    Ok(Prepared { goals, editors, texts: Texts { from, owners: Vec::new() } })
}

async fn signed_in(server: &Server, prepared: &Prepared) -> Result<Vec<Client>> {
    let texts = Arc::new(prepared.texts.clone());
    let mut clients = Vec::with_capacity(CLIENTS);
    for ((address, person), number) in prepared.editors.iter().cycle().zip(1..=CLIENTS) {
        clients.push(Client {
            visitor: Visitor::sign_in(server.address, address).await?,
            person: *person,
            chance: Chance::new(SEED ^ u64::try_from(number * APART)?),
            number: number * APART,
            goals: prepared.goals.iter().map(|(goal, seen)| Known { goal: *goal, seen: *seen, status: STATUSES[0] }).collect(),
            texts: Arc::clone(&texts),
            acknowledged: Vec::new(),
            unanswered: Vec::new(),
            refused: Vec::new(),
            counts: Counts::default(),
            example: None,
        });
    }
    Ok(clients)
}

fn counted(clients: &[Client]) -> Counts {
    clients.iter().fold(Counts::default(), |all, client| all + client.counts)
}

/// Clients at work.
struct Load {
    running: JoinSet<Client>,
    stop: Arc<AtomicBool>,
    done: Arc<AtomicU64>,
}

impl Load {
    /// Lets them edit at this address; `done` counts what is acknowledged.
    fn start(clients: Vec<Client>, address: SocketAddr, done: &Arc<AtomicU64>) -> Self {
        let (mut running, stop) = (JoinSet::new(), Arc::new(AtomicBool::new(false)));
        for client in clients {
            running.spawn(client.moved_to(address).edit(Arc::clone(&stop), Arc::clone(done)));
        }
        Self { running, stop, done: Arc::clone(done) }
    }

    /// Waits until so many edits are acknowledged, those of former rounds included.
    async fn until(&self, wanted: u64) -> Result<()> {
        let reached = async {
            while self.done.load(Ordering::Relaxed) < wanted {
                sleep(Duration::from_millis(1)).await;
            }
        };
        timeout(PATIENCE, reached).await.with_context(|| format!("{wanted} edits are not reached"))
    }

    /// Lets them end, and returns what they know. The server may be gone.
    async fn stop(mut self) -> Result<Vec<Client>> {
        self.stop.store(true, Ordering::Relaxed);
        let mut clients = Vec::with_capacity(CLIENTS);
        while let Some(client) = self.running.join_next().await {
            clients.push(client?);
        }
        // They end in any order; the next round is to begin as this one did.
        clients.sort_by_key(|client| client.number / APART);
        Ok(clients)
    }
}

impl Client {
    fn moved_to(self, address: SocketAddr) -> Self {
        Self { visitor: self.visitor.moved_to(address), ..self }
    }

    /// Edits one thing after the other until told to stop.
    async fn edit(mut self, stop: Arc<AtomicBool>, done: Arc<AtomicU64>) -> Self {
        let mut open: Option<Connection> = None;
        while !stop.load(Ordering::Relaxed) {
            let mut connection = match open.take() {
                Some(connection) => connection,
                None => {
                    if let Ok(connection) = connect(self.visitor.address()).await {
                        connection
                    } else {
                        sleep(Duration::from_millis(5)).await;
                        continue;
                    }
                }
            };
            let (place, edit) = self.draw();
            if let Ok(said) = edit.send(&mut connection, &self.visitor, self.goals[place].seen).await {
                done.fetch_add(u64::from(matches!(said, Said::Done(_))), Ordering::Relaxed);
                self.hear(place, edit, said);
                open = Some(connection);
            } else {
                self.counts.unanswered += 1;
                self.unanswered.push(edit);
            }
        }
        self
    }

    fn draw(&mut self) -> (usize, Edit) {
        let goals = u64::try_from(self.goals.len()).unwrap_or_default();
        let place = usize::try_from(self.chance.below(goals)).unwrap_or_default();
        let Known { goal, status, .. } = self.goals[place];
        let field = match self.chance.below(20) {
            0..8 => Field::Value,
            8..11 => Field::Confidence,
            11..14 => Field::Status,
            14..16 => Field::Due,
            16..18 => Field::Title,
            _ => Field::Note(status),
        };
        self.number += 1;
        (place, Edit::numbered(goal, field, self.number, &self.texts))
    }

    fn hear(&mut self, place: usize, edit: Edit, said: Said) {
        let known = &mut self.goals[place];
        match said {
            Said::Done(sequence) => {
                known.seen = sequence;
                if edit.field == Field::Status {
                    known.status = STATUSES.into_iter().find(|status| *status == edit.text).unwrap_or(known.status);
                }
                self.counts.acknowledged += 1;
                self.acknowledged.push((edit, sequence));
            }
            Said::Conflict(sequence) => {
                known.seen = sequence.unwrap_or(known.seen);
                self.counts.conflicts += 1;
                self.refused.push(edit);
            }
            Said::Unchanged => {
                self.counts.unchanged += 1;
                self.refused.push(edit);
            }
            Said::Failed(what) => {
                self.counts.failed += 1;
                self.example = self.example.take().or(Some(what));
                // What took too long may have been done all the same.
                self.unanswered.push(edit);
            }
        }
    }
}

impl Add for Counts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            acknowledged: self.acknowledged + other.acknowledged,
            unanswered: self.unanswered + other.unanswered,
            conflicts: self.conflicts + other.conflicts,
            unchanged: self.unchanged + other.unchanged,
            failed: self.failed + other.failed,
        }
    }
}

impl Sub for Counts {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self {
            acknowledged: self.acknowledged - other.acknowledged,
            unanswered: self.unanswered - other.unanswered,
            conflicts: self.conflicts - other.conflicts,
            unchanged: self.unchanged - other.unchanged,
            failed: self.failed - other.failed,
        }
    }
}

/// Looks for everything that was sent. The server has ended.
async fn found(scratch: &Path, prepared: &Prepared, clients: &[Client]) -> Result<Found> {
    let store = open(scratch, DATA, Clock::machine()).await?;
    let [(_, root), ..] = prepared.editors;
    let actor = access::actor(&store, root).await?.context("nobody is at the top")?;
    let all = goal::all(&store).await?;
    let (mut histories, mut misplaced, mut unsound) = (HashMap::new(), 0, 0);
    for (id, _) in &prepared.goals {
        let kept = all.tree.get(*id).context("a goal is gone")?;
        let reader = access::goal_reader(&store, &actor, kept).context("a goal is not theirs to see")?;
        let events = goal::since(&store, &reader, 0).await?;
        misplaced += usize::from(!events.iter().map(|event| event.sequence).eq((1..).take(events.len())));
        unsound += usize::from(Goal::replay(&events).as_ref() != Ok(&**kept));
        histories.insert(*id, events);
    }
    store.close().await;
    let none = Vec::new();
    let events_of = |edit: &Edit| histories.get(&edit.goal).unwrap_or(&none);
    let mut found = Found {
        events: histories.values().map(Vec::len).sum(),
        lost: 0,
        twice: 0,
        refused_and_there: 0,
        unanswered: 0,
        unanswered_and_there: 0,
        misplaced,
        unsound,
        examples: Vec::new(),
    };
    for client in clients {
        for (edit, sequence) in &client.acknowledged {
            let events = events_of(edit);
            let times = times_of(edit, events);
            if !is_there(edit, *sequence, client.person, events) || times == Some(0) {
                found.lost += 1;
                found.examples.push(format!("lost at {sequence}: {edit:?}"));
            }
            if times.is_some_and(|times| times > 1) {
                found.twice += 1;
                found.examples.push(format!("more than once: {edit:?}"));
            }
        }
        for edit in &client.refused {
            if times_of(edit, events_of(edit)).is_some_and(|times| times > 0) {
                found.refused_and_there += 1;
                found.examples.push(format!("there though refused: {edit:?}"));
            }
        }
        for times in client.unanswered.iter().filter_map(|edit| times_of(edit, events_of(edit))) {
            found.unanswered += 1;
            found.unanswered_and_there += usize::from(times > 0);
        }
    }
    found.examples.truncate(EXAMPLES);
    Ok(found)
}

/// Whether an edit is there that was acknowledged with so many events: as the last of these. Terms and notes may be the one before: the last is
/// then that who proposes agrees, or how far it is.
fn is_there(edit: &Edit, sequence: u32, by: PersonId, events: &[Event]) -> bool {
    let at = |place: u32| events.iter().find(|event| event.sequence == place);
    let is_its = |event: &Event| event.by == by && edit.did(&event.deed);
    let may_be_before = matches!(edit.field, Field::Title | Field::Due | Field::Note(_));
    let before = at(sequence.saturating_sub(1)).filter(|_| may_be_before);
    at(sequence).is_some_and(|last| is_its(last) || before.is_some_and(is_its))
}

/// How often an edit is there, if one knows it again.
fn times_of(edit: &Edit, events: &[Event]) -> Option<usize> {
    let marks: Option<Vec<bool>> = events.iter().map(|event| edit.marks(&event.deed)).collect();
    Some(marks?.into_iter().filter(|marks| *marks).count())
}

impl Outcome {
    fn print(&self) {
        let title = format!(
            "{} clients edit {} goals, the program is killed (SIGKILL) {} times and started again",
            self.clients,
            self.goals,
            self.rounds.len().saturating_sub(1)
        );
        let head =
            ["round", "acknowledged", "a second", "unanswered", "conflicts", "as it was", "failed", "LOST", "again in", "check"];
        let mut table = Table::new(&title, &head);
        let fine = |is_fine: bool| if is_fine { "fine" } else { "WRONG" }.to_owned();
        for (round, number) in self.rounds.iter().zip(1..) {
            table.row([
                if round.seconds_to_start_again.is_some() {
                    format!("{number}, killed")
                } else {
                    format!("{number}, told to end")
                },
                count(round.counts.acknowledged),
                format!("{:.0}", round.per_second),
                count(round.counts.unanswered),
                count(round.counts.conflicts),
                count(round.counts.unchanged),
                count(round.counts.failed),
                String::new(),
                or_dash(round.seconds_to_start_again, |seconds| format!("{seconds:.2} s")),
                fine(round.check_beside_the_server),
            ]);
        }
        let number = |number: usize| count(u64::try_from(number).unwrap_or_default());
        table.row([
            "all".to_owned(),
            count(self.all.acknowledged),
            String::new(),
            count(self.all.unanswered),
            count(self.all.conflicts),
            count(self.all.unchanged),
            count(self.all.failed),
            number(self.found.lost),
            String::new(),
            fine(self.check_alone),
        ]);
        table.note("");
        table.note(format!(
            "{}: of {} acknowledged edits {} are lost, {} are there more than once; {} refused ones are there all the same.",
            if self.passed { "pass" } else { "FAIL" },
            count(self.all.acknowledged),
            number(self.found.lost),
            number(self.found.twice),
            number(self.found.refused_and_there)
        ));
        table.note(format!(
            "{} events. Of {} edits without an answer that one knows again {} are there.",
            number(self.found.events),
            number(self.found.unanswered),
            number(self.found.unanswered_and_there)
        ));
        for finding in &self.findings {
            table.note(format!("FAIL: {finding}"));
        }
        table.print();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;
    use uuid::Uuid;
    use waymark::goal::Deed;

    fn person(number: u128) -> PersonId {
        PersonId::from_uuid(Uuid::from_u128(number))
    }

    fn event(sequence: u32, by: u128, deed: Deed) -> Event {
        Event { goal: GoalId::from_uuid(Uuid::nil()), sequence, at: Timestamp::UNIX_EPOCH, by: person(by), deed }
    }

    #[test]
    fn what_was_acknowledged_is_found_where_it_should_be() {
        let texts = Texts { from: jiff::civil::date(2027, 1, 11), owners: Vec::new() };
        let edit = Edit::numbered(GoalId::from_uuid(Uuid::nil()), Field::Note("on_track"), 3, &texts);
        let note = |text: &str| Deed::Noted { note: text.to_owned() };
        let events = [event(1, 1, note("Another")), event(2, 1, note(&edit.text)), event(3, 1, Deed::Withdrawn)];
        for (sequence, by, there) in [(2, 1, true), (3, 1, true), (4, 1, false), (1, 1, false), (2, 2, false)] {
            assert_eq!(is_there(&edit, sequence, person(by), &events), there, "{sequence} {by}");
        }
        assert_eq!(times_of(&edit, &events), Some(1));
        let due = Edit::numbered(GoalId::from_uuid(Uuid::nil()), Field::Due, 3, &texts);
        assert_eq!(times_of(&due, &events), None);
    }
}
