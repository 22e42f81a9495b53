//! What people write in their own halves, saved over HTTP as their pages do: field by field, each on disk before it is acknowledged.

use crate::{
    commits::Rate,
    load::{Span, histogram},
    pages::per_second,
    report::micros,
    visitor::{Answer, Visitor, ask, connect},
};
use anyhow::{Context, Result, ensure};
use hdrhistogram::Histogram;
use hyper::StatusCode;
use serde::Serialize;
use serde_json::Value;
use std::time::Instant;
use tokio::task::JoinSet;
use waymark::CycleId;

/// Where it is sent.
const SAVE: &str = "/fn/reviews/save";

/// The fields that are written, one after the other.
const FIELDS: [&str; 8] = [
    "answer.achievements-best",
    "answer.achievements-others",
    "answer.learned",
    "answer.learned-otherwise",
    "answer.held-back",
    "answer.improvement-areas",
    "answer.improvement-steps",
    "answer.support-details",
];

/// What stands in a field beside the number of the save.
const SENTENCE: &str = "It took two weeks longer than planned, since the bank answers once a week. ";

/// How often that stands there: some hundred words.
const TIMES: usize = 8;

/// How many save at once, beside as many who commit to the bare store.
#[derive(Debug, Serialize)]
pub struct Saves {
    /// How many.
    pub clients: usize,
    /// What they saved.
    pub rate: Rate,
    /// What the bare store did.
    pub bare: Rate,
}

/// Lets all of these write in their own review of a cycle, each as fast as answers come.
pub async fn run(writers: Vec<Visitor>, cycle: CycleId, span: Span, bare: Rate) -> Result<Saves> {
    let clients = writers.len();
    let from = Instant::now() + span.warm_up;
    let until = from + span.time;
    let mut running = JoinSet::new();
    for visitor in writers {
        running.spawn(write(visitor, cycle, from, until));
    }
    let mut all = histogram();
    while let Some(times) = running.join_next().await {
        all.add(times??).expect("histograms of the same bounds add up");
    }
    ensure!(per_second(all.len(), span.time) > 0.0, "nothing was saved");
    Ok(Saves { clients, rate: Rate::of(&all, span), bare })
}

async fn write(visitor: Visitor, cycle: CycleId, from: Instant, until: Instant) -> Result<Histogram<u64>> {
    let mut times = histogram();
    let mut connection = connect(visitor.address()).await?;
    let mut seen = [0_u64; FIELDS.len()];
    for step in 1_usize.. {
        if Instant::now() >= until {
            break;
        }
        let place = step % FIELDS.len();
        let field = FIELDS[place];
        let (text, revision) = (format!("written[text][{field}]"), format!("written[seen][{field}]"));
        let fields = [
            ("cycle", cycle.to_string()),
            ("person", String::new()),
            ("written[page]", "bench".to_owned()),
            ("written[step]", step.to_string()),
            (text.as_str(), format!("Save {step}. {}", SENTENCE.repeat(TIMES))),
            (revision.as_str(), seen[place].to_string()),
        ];
        let request = visitor.call(SAVE, &fields)?;
        let began = Instant::now();
        let answer = ask(&mut connection, request).await?;
        let ended = Instant::now();
        let now = written(&answer, field)?;
        ensure!(now == seen[place] + 1, "{field} was written {now} times after it had been {} times", seen[place]);
        seen[place] = now;
        if (from..=until).contains(&ended) {
            times.saturating_record(micros(ended - began));
        }
    }
    Ok(times)
}

/// How often a field was written by now, as the answer says.
fn written(answer: &Answer, field: &str) -> Result<u64> {
    let told = || format!("saving {field} answers {}: {}", answer.status, String::from_utf8_lossy(&answer.body));
    ensure!(answer.status == StatusCode::OK, told());
    let revisions: Value = serde_json::from_slice(&answer.body).with_context(told)?;
    revisions[field].as_u64().with_context(told)
}

#[cfg(test)]
mod tests {
    use super::*;
    use hyper::{HeaderMap, body::Bytes};

    fn answered(status: StatusCode, body: &'static str) -> Result<u64> {
        written(&Answer { status, headers: HeaderMap::new(), body: Bytes::from_static(body.as_bytes()) }, FIELDS[0])
    }

    #[test]
    fn what_is_said_to_a_save_is_understood() {
        assert_eq!(answered(StatusCode::OK, r#"{"answer.achievements-best":3}"#).ok(), Some(3));
        assert!(answered(StatusCode::OK, "{}").is_err());
        assert!(answered(StatusCode::UNPROCESSABLE_ENTITY, r#"{"answer.achievements-best":3}"#).is_err());
    }
}
