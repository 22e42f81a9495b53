//! From where people listen: sessions, what they look at, and who edits it meanwhile.

use super::{
    crowd::Seat,
    ear::{Ear, Heard, of_goal},
};
use crate::{
    goals::{
        edits::{Edit, Field, Said},
        made::Watched,
    },
    server::Program,
    visitor::{Connection, PATIENCE, Visitor, connect},
};
use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use std::{
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    runtime::Handle,
    time::timeout,
};
use waymark::GoalId;

/// The most streams that the program takes on from one session, and from one person.
pub const OF_SESSION: usize = 16;
const OF_PERSON: usize = 64;

/// Signs people in until as many can listen at once; two at least. One after the other: the program hashes few passwords at once anyway.
async fn sessions(address: SocketAddr, people: &[String], listeners: usize) -> Result<Vec<Visitor>> {
    ensure!(people.len() * OF_PERSON >= listeners, "{} people cannot listen {listeners} times", people.len());
    let mut sessions = Vec::new();
    for person in people.iter().cycle().take(listeners.div_ceil(OF_SESSION).max(2)) {
        sessions.push(Visitor::sign_in(address, person).await?);
    }
    Ok(sessions)
}

/// Those who listen and the one who edits, signed in.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// The goal that they look at.
    pub watched: Watched,
    /// The sessions of those who listen, two at least.
    pub people: Vec<Visitor>,
    /// Who edits.
    pub owner: Visitor,
}

impl SignedIn {
    /// Signs all of them in, on a server that is ended then: whoever signs in leaves memory behind that listeners would be given, so nobody does
    /// where memory is measured.
    pub async fn new(program: &Program, data: &str, watched: Watched, listeners: usize) -> Result<Self> {
        let server = program.demo(data).await?;
        let people = sessions(server.address, &watched.people, listeners).await?;
        let owner = Visitor::sign_in(server.address, &watched.owner).await?;
        server.terminate().await?;
        Ok(Self { watched, people, owner })
    }

    /// The same at another address of the same installation.
    #[must_use]
    pub fn moved_to(&self, address: SocketAddr) -> Self {
        let people = self.people.iter().map(|person| person.moved_to(address)).collect();
        Self { watched: self.watched.clone(), people, owner: self.owner.moved_to(address) }
    }
}

/// So many places, as many of each session as of the others.
pub fn seats(sessions: &[Visitor], path: &str, listeners: usize) -> Result<Vec<Seat>> {
    ensure!(sessions.len() * OF_SESSION >= listeners, "{} sessions cannot listen {listeners} times", sessions.len());
    let path: Arc<str> = path.into();
    let cookies = sessions.iter().map(|session| session.cookie().map(Arc::from).context("somebody is not signed in"));
    let cookies = cookies.collect::<Result<Vec<Arc<str>>>>()?;
    let seat = |cookie: &Arc<str>| Seat { cookie: Arc::clone(cookie), path: Arc::clone(&path) };
    Ok(cookies.iter().cycle().take(listeners).map(seat).collect())
}

/// A goal as a page shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// Which.
    pub goal: GoalId,
    /// How many events it has.
    pub sequence: u32,
    percent: Option<i64>,
}

impl Known {
    /// How the goal is now, as the program tells somebody who knows nothing of it.
    pub async fn read(visitor: &Visitor, goal: GoalId) -> Result<Self> {
        timeout(PATIENCE, Self::told(visitor, goal)).await.context("nothing is told of the goal")?
    }

    async fn told(visitor: &Visitor, goal: GoalId) -> Result<Self> {
        let mut stream = TcpStream::connect(visitor.address()).await?;
        let (host, cookie) = (visitor.address(), visitor.cookie().context("nobody is signed in")?);
        let request = format!("GET /live?at={goal}.0. HTTP/1.1\r\nhost: {host}\r\ncookie: {cookie}\r\n\r\n");
        stream.write_all(request.as_bytes()).await?;
        let (mut ear, mut bytes, mut told) = (Ear::default(), vec![0; 65_536], None);
        while told.is_none() {
            let read = stream.read(&mut bytes).await?;
            ensure!(read > 0, "the stream ended before anything was told of the goal");
            ear.hear(&bytes[..read], |line| {
                if let Some(Heard::State(sequence)) = of_goal(line) {
                    let data = line.strip_prefix(b"data: ").unwrap_or_default();
                    told = Some((sequence, serde_json::from_slice::<Value>(data)));
                }
            });
        }
        let (sequence, data) = told.context("nothing was told")?;
        let row = &data?["row"];
        ensure!(row["sequence"] == sequence && row["id"] == goal.to_string(), "the row of the goal is not understood: {row}");
        Ok(Self { goal, sequence, percent: row["progress"].as_i64() })
    }

    /// Where the goal's page listens.
    pub fn path(&self) -> String {
        let Self { goal, sequence, percent } = self;
        let percent = percent.map(|percent| percent.to_string()).unwrap_or_default();
        format!("/live?look={goal}&at={goal}.{sequence}.{percent}")
    }
}

/// Who edits the value of a goal: on another thread than those who listen, so that it takes no longer because of them.
pub struct Editor {
    at: Handle,
    hands: Option<(Connection, Visitor)>,
}

impl Editor {
    /// Somebody who edits from this runtime.
    pub async fn new(visitor: Visitor) -> Result<Self> {
        let connection = connect(visitor.address()).await?;
        Ok(Self { at: Handle::current(), hands: Some((connection, visitor)) })
    }

    /// Who it is.
    pub fn visitor(&self) -> Result<&Visitor> {
        Ok(&self.hands.as_ref().context("the editor failed before")?.1)
    }

    /// Edits the goal, by who has seen so many events of it: how many there are then, and how long it took.
    pub async fn edit(&mut self, goal: GoalId, seen: u32) -> Result<(u32, Duration)> {
        let (mut connection, visitor) = self.hands.take().context("the editor failed before")?;
        // No value is said twice: each edit makes an event.
        let edit = Edit { goal, field: Field::Value, text: (seen + 1).to_string(), reason: String::new() };
        let editing = self.at.spawn(async move {
            let began = Instant::now();
            let said = edit.send(&mut connection, &visitor, seen).await?;
            anyhow::Ok((said, began.elapsed(), connection, visitor))
        });
        let (said, time, connection, visitor) = editing.await??;
        self.hands = Some((connection, visitor));
        match said {
            Said::Done(sequence) => Ok((sequence, time)),
            other => bail!("the edit after {seen} events was not done: {other:?}"),
        }
    }
}
