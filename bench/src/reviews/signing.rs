//! Sharing both halves of a review and signing its plan, over HTTP: each request is on disk before it is acknowledged.

use super::made::Held;
use crate::{
    load::histogram,
    report::micros,
    visitor::{Connection, Visitor, ask, connect},
};
use anyhow::{Context, Result, ensure};
use hdrhistogram::Histogram;
use hyper::StatusCode;
use serde::Serialize;
use serde_json::Value;
use std::{collections::HashMap, net::SocketAddr, time::Instant};
use waymark::CycleId;

/// What the manager writes in a plan before both sign it.
const PARTS: [(&str, &str); 3] = [
    ("strengths", "Careful where money moves. Asks before she builds."),
    ("growth", "- See trouble before passengers do.\n- Write down what others need at night."),
    ("towards", "Senior software engineer by the end of next year."),
];

/// How long something took, in microseconds.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Times {
    /// How often it was done.
    pub count: u64,
    /// Half of the times it took at most this long.
    pub p50_us: u64,
    /// 99 of 100 times it took at most this long.
    pub p99_us: u64,
    /// The slowest.
    pub max_us: u64,
}

/// What came of it.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Signing {
    /// Sharing one half.
    pub share: Times,
    /// One signature.
    pub sign: Times,
    /// Both shares and both signatures of one review.
    pub whole: Times,
}

impl Times {
    fn of(times: &Histogram<u64>) -> Self {
        Self {
            count: times.len(),
            p50_us: times.value_at_quantile(0.5),
            p99_us: times.value_at_quantile(0.99),
            max_us: times.max(),
        }
    }
}

/// One of the two who hold a review.
struct Seat {
    visitor: Visitor,
    connection: Connection,
    which: [(&'static str, String); 2],
}

impl Seat {
    async fn new(visitor: Visitor, cycle: CycleId, held: &Held) -> Result<Self> {
        let connection = connect(visitor.address()).await?;
        Ok(Self { visitor, connection, which: [("cycle", cycle.to_string()), ("person", held.person.to_string())] })
    }

    /// Sends a form about the review: how long its answer took.
    async fn send(&mut self, path: &str, fields: &[(&'static str, String)]) -> Result<u64> {
        let fields: Vec<(&str, String)> = self.which.iter().chain(fields).cloned().collect();
        let request = self.visitor.call(path, &fields)?;
        let began = Instant::now();
        let answer = ask(&mut self.connection, request).await?;
        let time = micros(began.elapsed());
        let said = String::from_utf8_lossy(&answer.body);
        ensure!(answer.status == StatusCode::OK, "{path} answers {}: {said}", answer.status);
        Ok(time)
    }

    /// The plan as they see it.
    async fn plan(&self) -> Result<Value> {
        let [(_, cycle), (_, person)] = &self.which;
        let page = self.visitor.read(&format!("/fn/plans/show?cycle={cycle}&person={person}")).await?;
        Ok(page["plan"].clone())
    }
}

/// Lets both sides of each of these share and sign, one review after the other.
pub async fn run(address: SocketAddr, cycle: CycleId, all: &[Held]) -> Result<Signing> {
    let (mut shares, mut signatures, mut wholes) = (histogram(), histogram(), histogram());
    let mut managers: HashMap<&str, Visitor> = HashMap::new();
    for held in all {
        let visitor = match managers.get(held.manager.as_str()) {
            Some(visitor) => visitor.clone(),
            None => Visitor::sign_in(address, &held.manager).await?,
        };
        managers.insert(&held.manager, visitor.clone());
        let mut manager = Seat::new(visitor, cycle, held).await?;
        let mut own = Seat::new(Visitor::sign_in(address, &held.own).await?, cycle, held).await?;
        let shared = [own.send("/fn/reviews/share", &[]).await?, manager.send("/fn/reviews/share", &[]).await?];
        for (part, text) in PARTS {
            let fields = [("part", part.to_owned()), ("seen", "0".to_owned()), ("text", text.to_owned())];
            manager.send("/fn/plans/write", &fields).await?;
        }
        let plan = manager.plan().await?;
        let shown = |name: &str| {
            let text = plan["desk"]["writing"][name].as_str().map(str::to_owned);
            text.with_context(|| format!("a plan has no {name}: {plan}"))
        };
        let what = [("seal", shown("seal")?), ("shown", shown("shown")?)];
        let signed = [manager.send("/fn/plans/sign", &what).await?, own.send("/fn/plans/sign", &what).await?];
        let plan = own.plan().await?;
        ensure!(plan["signed"].as_array().is_some_and(|signed| signed.len() == 2), "a plan is not signed by both: {plan}");
        for time in shared {
            shares.saturating_record(time);
        }
        for time in signed {
            signatures.saturating_record(time);
        }
        wholes.saturating_record(shared.iter().chain(&signed).sum());
    }
    Ok(Signing { share: Times::of(&shares), sign: Times::of(&signatures), whole: Times::of(&wholes) })
}
