//! A workshop: as many as are wanted vote, each on a device of their own, and are shown what came of it once their lead reveals it.

use super::{
    crowd::{Crowd, Seat, on_one_thread},
    ear::of_workshop,
    moved::PATIENCE,
};
use crate::{
    load::histogram,
    report::{Table, count, micros, milliseconds},
    server::Program,
    surveys::administrator,
    visitor::{Visitor, ask, connect},
};
use anyhow::{Context, Error, Result, ensure};
use hdrhistogram::Histogram;
use hyper::StatusCode;
use serde::Serialize;
use serde_json::Value;
use std::{
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};
use store::{
    Store,
    demo::simulated::LEAD,
    directory,
    person::{self, Bulk},
};
use tokio::{runtime::Handle, task::JoinSet};
use waymark::{Email, PersonId, TeamId, workshop::participants};

/// How many workshops are held, one after the other.
const ROUNDS: u32 = 10;

/// A team, by the addresses of those who vote in it and of who leads it.
#[derive(Clone, Debug)]
pub struct Team {
    id: TeamId,
    lead: String,
    voters: Vec<String>,
}

impl Team {
    /// Brings people who lead nobody into a team, until so many vote in it.
    pub async fn gathered(store: &Store, voters: usize) -> Result<Self> {
        let failed = |what: &dyn std::fmt::Debug| Error::msg(format!("the team could not be gathered: {what:?}"));
        let seen = directory::read(store).await?;
        let all = &seen.directory;
        let email: Email = LEAD.parse().map_err(|why| failed(&why))?;
        let lead = all.by_email(&email).context("the lead is gone")?;
        let id = all.person(lead).and_then(|lead| lead.team).context("the lead has no team")?;
        let already = participants(all, id, lead).len();
        let leads_nobody = |person: &PersonId| {
            let leads = all.teams().iter().filter_map(|row| all.team(row.id)).any(|team| team.lead == Some(*person));
            !leads && all.person(*person).is_some_and(|person| person.active && person.team != Some(id))
        };
        let others = all.people().iter().copied().filter(leads_nobody).take(voters.saturating_sub(already)).collect();
        let today = seen.day(store.now());
        let by = administrator(store).await?;
        person::change_many(store, &by, &others, Bulk::Home(Some(id), today)).await.map_err(|why| failed(&why))?;
        let seen = directory::read(store).await?;
        let address =
            |person: PersonId| seen.directory.person(person).and_then(|person| person.email.as_ref()).map(ToString::to_string);
        let voters: Vec<_> = participants(&seen.directory, id, lead).into_iter().filter_map(address).collect();
        Ok(Self { id, lead: LEAD.to_owned(), voters })
    }
}

/// How long something took for all of whom it was asked or to whom it was told, in microseconds.
#[derive(Clone, Copy, Debug, Serialize)]
struct Times {
    p50: u64,
    p99: u64,
    max: u64,
}

impl From<&Histogram<u64>> for Times {
    fn from(times: &Histogram<u64>) -> Self {
        Self { p50: times.value_at_quantile(0.5), p99: times.value_at_quantile(0.99), max: times.max() }
    }
}

/// Workshops that were held.
#[derive(Debug, Serialize)]
pub struct Held {
    /// How many voted, and listened, in each.
    clients: usize,
    rounds: u32,
    /// From sending a vote on all sections to its answer, while all others vote.
    vote: Times,
    /// From the first vote until each was told that all had voted.
    counted: Times,
    /// From sending the reveal to its answer.
    reveal: Times,
    /// From sending the reveal until each was shown what came of it.
    revealed: Times,
    /// Of all clients and rounds, those who were not told in time.
    pub never_came: u64,
    /// How many no longer listened in the end, in words.
    pub troubles: Option<String>,
}

/// Holds them, on a server that is started for it.
pub async fn measure(program: &Program, data: &str, team: &Team) -> Result<Held> {
    let server = program.demo(data).await?;
    let mut voters = Vec::new();
    for address in &team.voters {
        voters.push(Visitor::sign_in(server.address, address).await?);
    }
    let lead = Visitor::sign_in(server.address, &team.lead).await?;
    let meeting = Meeting { address: server.address, at: Handle::current(), team: team.id, lead, voters };
    let held = on_one_thread(move || meeting.held()).await?;
    let (_, status) = server.terminate().await?;
    ensure!(status.success(), "after SIGTERM the server ended with {status}");
    Ok(held)
}

/// How new a workshop is: its version, which begins at 0, and within it how many have voted. Whoever was told nothing knows less than all of these.
pub fn state(version: u32, voted: u32) -> u32 {
    version.saturating_add(1).saturating_mul(10_000).saturating_add(voted)
}

/// What the thread of those who listen is given.
struct Meeting {
    address: SocketAddr,
    /// Where votes and reveals are sent from, so that they take no longer because of those who listen.
    at: Handle,
    team: TeamId,
    lead: Visitor,
    voters: Vec<Visitor>,
}

/// Sends a form as the program's own script does: what is answered, and how long that took.
async fn sent(visitor: Visitor, path: &'static str, fields: Vec<(String, String)>) -> Result<(Duration, Value)> {
    let mut connection = connect(visitor.address()).await?;
    let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
    let request = visitor.call(path, &fields)?;
    let began = Instant::now();
    let answer = ask(&mut connection, request).await?;
    let took = began.elapsed();
    let text = String::from_utf8_lossy(&answer.body);
    ensure!(answer.status == StatusCode::OK, "{path} answers {}: {text}", answer.status);
    Ok((took, serde_json::from_slice(&answer.body).unwrap_or_default()))
}

fn field(name: &str, value: impl ToString) -> (String, String) {
    (name.to_owned(), value.to_string())
}

impl Meeting {
    async fn by_lead(&self, path: &'static str, fields: Vec<(String, String)>) -> Result<(Duration, Value)> {
        self.at.spawn(sent(self.lead.clone(), path, fields)).await?
    }

    /// The one that was just opened, as its lead sees it.
    async fn opened(&self) -> Result<Value> {
        let begin = self.lead.read(&format!("/fn/workshops/begin?team={}", self.team)).await?;
        let sections = begin["sections"].as_array().into_iter().flatten().filter_map(|section| section[0].as_str());
        let sections = sections.map(|section| field(&format!("sections[{section}]"), "on"));
        let fields = [field("team", self.team), field("way", "points")].into_iter().chain(sections).collect();
        self.by_lead("/fn/workshops/open", fields).await?;
        let running = self.lead.read("/fn/workshops/find?code=").await?;
        let all = running["running"].as_array().cloned().unwrap_or_default();
        let id = all.iter().find_map(|one| one["id"].as_str()).context("no workshop is running")?;
        self.lead.read(&format!("/fn/workshops/show?id={id}")).await
    }

    /// All of them vote at once, on all sections: how long each took.
    async fn votes(&self, id: &str, sections: &[String], times: &mut Histogram<u64>) -> Result<()> {
        let mut voting = JoinSet::new();
        for (place, voter) in self.voters.iter().enumerate() {
            let vote = |(number, section): (usize, &String)| field(&format!("votes[{section}]"), (place + number) % 5 + 1);
            let fields = std::iter::once(field("id", id)).chain(sections.iter().enumerate().map(vote)).collect();
            voting.spawn_on(sent(voter.clone(), "/fn/workshops/vote", fields), &self.at);
        }
        while let Some(voted) = voting.join_next().await {
            times.saturating_record(micros(voted??.0));
        }
        Ok(())
    }

    async fn held(self) -> Result<Held> {
        let (mut vote, mut counted, mut reveal, mut revealed) = (histogram(), histogram(), histogram(), histogram());
        let (mut never_came, mut troubles) = (0, None);
        let clients = u32::try_from(self.voters.len())?;
        for _ in 0..ROUNDS {
            let data = self.opened().await?;
            let shown = &data["shown"];
            let id = shown["id"].as_str().context("a workshop without an id")?.to_owned();
            let version = u32::try_from(shown["version"].as_u64().context("a workshop without a version")?)?;
            let sections = shown["sections"].as_array().cloned().unwrap_or_default();
            let sections: Vec<String> = sections.iter().filter_map(|section| Some(section["id"].as_str()?.to_owned())).collect();
            ensure!(!sections.is_empty(), "there is nothing to vote on: {data}");

            let path: Arc<str> = format!("/live?workshop={id}.{version}").into();
            let seat = |voter: &Visitor| Some(Seat { cookie: voter.cookie()?.into(), path: Arc::clone(&path) });
            let seats: Vec<_> = self.voters.iter().filter_map(seat).collect();
            let crowd = Crowd::come(self.address, &seats, of_workshop, state(version, 0));
            never_came += crowd.all_told(PATIENCE).await;
            drop(crowd.take_times());

            crowd.wants(state(version, clients));
            self.votes(&id, &sections, &mut vote).await?;
            never_came += crowd.all_told(PATIENCE).await;
            counted.add(crowd.take_times())?;

            crowd.wants(state(version + 1, 0));
            let (took, _) = self.by_lead("/fn/workshops/reveal", vec![field("id", &id), field("seen", version)]).await?;
            never_came += crowd.all_told(PATIENCE).await;
            reveal.saturating_record(micros(took));
            revealed.add(crowd.take_times())?;
            troubles = troubles.or_else(|| crowd.tally().troubles());
            crowd.leave().await;

            let voter = self.voters.first().context("nobody votes")?;
            let seen = voter.read(&format!("/fn/workshops/show?id={id}")).await?;
            for section in seen["shown"]["sections"].as_array().into_iter().flatten() {
                let said = section["revealed"]["said"].as_str().unwrap_or_default();
                ensure!(said.contains(&format!("{clients} votes")), "after the reveal it is said of {}: {said}", section["id"]);
            }
            self.by_lead("/fn/workshops/close", vec![field("id", &id), field("seen", version + 1)]).await?;
        }
        Ok(Held {
            clients: self.voters.len(),
            rounds: ROUNDS,
            vote: (&vote).into(),
            counted: (&counted).into(),
            reveal: (&reveal).into(),
            revealed: (&revealed).into(),
            never_came,
            troubles,
        })
    }
}

impl Held {
    /// Prints how long it took.
    pub fn print(&self) {
        let title = format!(
            "A workshop of {} clients, {} times: all of them vote at once on all sections, and their lead reveals it",
            self.clients, self.rounds
        );
        let mut table = Table::new(&title, &["", "p50", "p99", "max"]);
        let rows = [
            ("a vote, until it is acknowledged", self.vote),
            ("the first vote, until each is told that all voted", self.counted),
            ("the reveal, until it is acknowledged", self.reveal),
            ("the reveal, until each is shown what came of it", self.revealed),
        ];
        for (what, Times { p50, p99, max }) in rows {
            table.row([what.to_owned(), milliseconds(p50), milliseconds(p99), milliseconds(max)]);
        }
        table.note("");
        table.note(format!(
            "Never came: {}; {}. Each client votes and listens over connections of its own.",
            count(self.never_came),
            self.troubles.as_deref().unwrap_or("all listened on")
        ));
        table.print();
    }
}
