//! Edits of goals over HTTP: one of them, and how many a second are on disk before they are acknowledged.

use crate::{
    commits::Rate,
    load::{Span, histogram},
    pages::per_second,
    report::micros,
    visitor::{Answer, Connection, Visitor, ask, connect},
};
use anyhow::{Result, ensure};
use hdrhistogram::Histogram;
use hyper::StatusCode;
use jiff::{ToSpan, civil::Date};
use serde::Serialize;
use serde_json::Value;
use std::{sync::Arc, time::Instant};
use tokio::task::JoinSet;
use waymark::{
    GoalId,
    goal::{Amount, Deed, Term},
};

/// How far goals are, as forms send it.
pub const STATUSES: [&str; 3] = ["on_track", "behind", "at_risk"];

/// Over how many days the days lie that goals are moved to.
const DAYS: usize = 700;

/// What of a goal is edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// What it is called.
    Title,
    /// How much it is.
    Value,
    /// By when.
    Due,
    /// How far it is, in a word.
    Status,
    /// How sure its owner is.
    Confidence,
    /// Who answers for it.
    Owner,
    /// What its owner needs.
    Help,
    /// What shows what was done.
    Evidence,
    /// A word about it, beside how far it is.
    Note(&'static str),
}

/// What edits are made of beside their number.
#[derive(Clone, Debug)]
pub struct Texts {
    /// The first day that a goal is moved to.
    pub from: Date,
    /// Those to whom one is handed, as a field names them.
    pub owners: Vec<String>,
}

/// An edit.
#[derive(Clone, Debug)]
pub struct Edit {
    /// Of which goal.
    pub goal: GoalId,
    /// Of what.
    pub field: Field,
    /// What is typed.
    pub text: String,
    /// Why, where that is asked for.
    pub reason: String,
}

/// What was said to an edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// It was done; so many events there are now.
    Done(u32),
    /// Somebody else changed the same; so many events there are now, where that is said.
    Conflict(Option<u32>),
    /// It is so already.
    Unchanged,
    /// Something else; what.
    Failed(String),
}

impl Edit {
    /// The one of this number: no two have the same title, value, note or reason.
    pub fn numbered(goal: GoalId, field: Field, number: usize, texts: &Texts) -> Self {
        let text = match field {
            Field::Title => format!("Called anew by edit {number}"),
            Field::Value => number.to_string(),
            Field::Due => {
                let days = i64::try_from(number % DAYS).unwrap_or_default();
                texts.from.saturating_add(days.days()).to_string()
            }
            Field::Status => STATUSES[number % STATUSES.len()].to_owned(),
            Field::Confidence => (number % 11).to_string(),
            Field::Owner => texts.owners.get(number % texts.owners.len().max(1)).cloned().unwrap_or_default(),
            Field::Help | Field::Evidence | Field::Note(_) => format!("What there is to say in edit {number}."),
        };
        Self { goal, field, text, reason: format!("For the reason of edit {number}.") }
    }

    /// Where it is sent, and as what.
    fn form(&self, seen: u32) -> (&'static str, Vec<(&'static str, String)>) {
        let typed = |name: &'static str| (name, self.text.clone());
        let edit = |field: &str| {
            let fields = vec![("field", field.to_owned()), typed("text"), ("reason", self.reason.clone())];
            ("/fn/goals/edit", fields)
        };
        let (path, mut fields) = match self.field {
            Field::Title => edit("title"),
            Field::Value => edit("value"),
            Field::Due => edit("due"),
            Field::Status => edit("status"),
            Field::Confidence => edit("confidence"),
            Field::Owner => edit("owner"),
            Field::Help => ("/fn/goals/help", vec![typed("what")]),
            Field::Evidence => ("/fn/goals/evidence", vec![typed("words")]),
            Field::Note(status) => ("/fn/goals/report", vec![("status", status.to_owned()), typed("note")]),
        };
        fields.extend([("id", self.goal.to_string()), ("seen", seen.to_string())]);
        (path, fields)
    }

    /// Sends it, by who has seen so many events of the goal. It fails where no whole answer comes.
    pub async fn send(&self, connection: &mut Connection, visitor: &Visitor, seen: u32) -> Result<Said> {
        let (path, fields) = self.form(seen);
        Ok(said(&ask(connection, visitor.call(path, &fields)?).await?))
    }

    /// Whether this is what it did.
    pub fn did(&self, deed: &Deed) -> bool {
        match (self.field, deed) {
            (Field::Value, Deed::Value { value }) => Amount::read(&self.text) == Ok(*value),
            (Field::Confidence, Deed::Confidence { confidence }) => {
                confidence.is_some_and(|confidence| confidence.to_string() == self.text)
            }
            (Field::Status, Deed::Status { status }) => serde_json::to_value(status).is_ok_and(|status| status == self.text),
            (Field::Title | Field::Due, Deed::Defined { terms } | Deed::Proposed { terms, .. }) => {
                terms.iter().any(|term| self.is(term))
            }
            (Field::Help, Deed::HelpAsked { what }) => *what == self.text,
            (Field::Evidence, Deed::Evidence { words, .. }) => *words == self.text,
            (Field::Note(_), Deed::Noted { note }) => *note == self.text,
            _ => false,
        }
    }

    fn is(&self, term: &Term) -> bool {
        match (self.field, term) {
            (Field::Title, Term::Title(title)) => title.as_str() == self.text,
            (Field::Due, Term::Due(day)) => day.to_string() == self.text,
            _ => false,
        }
    }

    /// Whether this deed has words in it that only this edit has. Nothing where the edit has no such words.
    pub fn marks(&self, deed: &Deed) -> Option<bool> {
        match (self.field, deed) {
            // Others say the same day, and are as sure.
            (Field::Confidence | Field::Due | Field::Owner, _) => None,
            (Field::Status, Deed::Noted { note }) => Some(*note == self.reason),
            (Field::Status, _) => Some(false),
            // What was proposed before is proposed again with what comes after; the reason is not.
            (Field::Title, Deed::Proposed { reason, .. }) => Some(*reason == self.reason),
            _ => Some(self.did(deed)),
        }
    }
}

fn said(answer: &Answer) -> Said {
    let body: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    let number = |value: &Value| value.as_u64().and_then(|number| u32::try_from(number).ok());
    let failed = || Said::Failed(format!("{} {}", answer.status, String::from_utf8_lossy(&answer.body)));
    if answer.status == StatusCode::OK {
        return number(&body).or_else(|| number(&body["sequence"])).map_or_else(failed, Said::Done);
    }
    let refused = &body["Refused"];
    if let Some(conflict) = refused.get("Conflict") {
        return Said::Conflict(number(&conflict["sequence"]));
    }
    // Some give back what was typed, with why beside it.
    let why = refused.get("why").unwrap_or(refused);
    match why.get("Rule").unwrap_or(why).as_str() {
        Some("Changed") => Said::Conflict(None),
        Some("Nothing") => Said::Unchanged,
        _ => failed(),
    }
}

/// Who edits: one thing of these goals in turn, each with how many events of it they have seen.
pub struct Client {
    /// Who.
    pub visitor: Visitor,
    /// Which goals.
    pub goals: Vec<(GoalId, u32)>,
    /// What of them.
    pub field: Field,
    /// The number of the first edit.
    pub first: usize,
}

/// What came of edits by so many at once.
#[derive(Debug, Serialize)]
pub struct Edits {
    /// What was edited.
    pub what: &'static str,
    /// How many edited.
    pub clients: usize,
    /// How many edits were acknowledged.
    pub rate: Rate,
    /// Refused since somebody else had changed the same.
    pub conflicts: u64,
    /// Refused since it was so already.
    pub unchanged: u64,
    /// Answered otherwise.
    pub failures: u64,
    /// One of these.
    pub example: Option<String>,
    /// Commits of the bare store by as many writers, in the same run.
    pub bare: Option<Rate>,
}

struct Tally {
    times: Histogram<u64>,
    conflicts: u64,
    unchanged: u64,
    failures: u64,
    example: Option<String>,
}

impl Tally {
    fn new() -> Self {
        Self { times: histogram(), conflicts: 0, unchanged: 0, failures: 0, example: None }
    }

    fn add(&mut self, other: Self) {
        self.times.add(&other.times).expect("histograms of the same bounds add up");
        self.conflicts += other.conflicts;
        self.unchanged += other.unchanged;
        self.failures += other.failures;
        self.example = self.example.take().or(other.example);
    }
}

/// Lets all of these edit, each as fast as answers come.
pub async fn run(what: &'static str, clients: Vec<Client>, texts: &Arc<Texts>, span: Span, bare: Option<Rate>) -> Result<Edits> {
    let count = clients.len();
    let from = Instant::now() + span.warm_up;
    let until = from + span.time;
    let mut running = JoinSet::new();
    for client in clients {
        running.spawn(client.edit(Arc::clone(texts), from, until));
    }
    let mut all = Tally::new();
    while let Some(tally) = running.join_next().await {
        all.add(tally??);
    }
    let Tally { times, conflicts, unchanged, failures, example } = all;
    let answered = times.len() + conflicts + unchanged + failures;
    ensure!(per_second(answered, span.time) > 0.0, "no edit was answered");
    Ok(Edits { what, clients: count, rate: Rate::of(&times, span), conflicts, unchanged, failures, example, bare })
}

impl Client {
    async fn edit(mut self, texts: Arc<Texts>, from: Instant, until: Instant) -> Result<Tally> {
        let mut tally = Tally::new();
        let mut connection = connect(self.visitor.address()).await?;
        for number in self.first.. {
            if Instant::now() >= until {
                break;
            }
            let place = number % self.goals.len();
            let (goal, seen) = self.goals[place];
            let edit = Edit::numbered(goal, self.field, number, &texts);
            let began = Instant::now();
            let said = edit.send(&mut connection, &self.visitor, seen).await?;
            let ended = Instant::now();
            let counts = (from..=until).contains(&ended);
            match said {
                Said::Done(sequence) => {
                    self.goals[place].1 = sequence;
                    if counts {
                        tally.times.saturating_record(micros(ended - began));
                    }
                }
                Said::Conflict(sequence) => {
                    self.goals[place].1 = sequence.unwrap_or(seen);
                    tally.conflicts += u64::from(counts);
                }
                Said::Unchanged => tally.unchanged += u64::from(counts),
                Said::Failed(what) => {
                    tally.failures += 1;
                    tally.example = tally.example.take().or(Some(what));
                }
            }
        }
        Ok(tally)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hyper::{HeaderMap, body::Bytes};
    use uuid::Uuid;
    use waymark::goal::{Sides, Status, Title};

    fn answered(status: StatusCode, body: &'static str) -> Said {
        said(&Answer { status, headers: HeaderMap::new(), body: Bytes::from_static(body.as_bytes()) })
    }

    fn edit(field: Field) -> Edit {
        let texts = Texts { from: jiff::civil::date(2027, 1, 11), owners: Vec::new() };
        Edit::numbered(GoalId::from_uuid(Uuid::nil()), field, 1_000_006, &texts)
    }

    #[test]
    fn what_is_said_to_edits_is_understood() {
        let edited = r#"{"sequence":7,"now":"4 ms","waits":false,"undo":{"field":"value","text":"3"}}"#;
        assert_eq!(answered(StatusCode::OK, edited), Said::Done(7));
        assert_eq!(answered(StatusCode::OK, "8"), Said::Done(8));
        let refused = |body| answered(StatusCode::UNPROCESSABLE_ENTITY, body);
        let conflict = r#"{"Refused":{"Conflict":{"by":"Ada","when":"now","now":"5 ms","sequence":9}}}"#;
        assert_eq!(refused(conflict), Said::Conflict(Some(9)));
        assert_eq!(refused(r#"{"Refused":{"Rule":"Nothing"}}"#), Said::Unchanged);
        assert_eq!(refused(r#"{"Refused":{"typed":{"note":""},"why":{"Rule":"Changed"}}}"#), Said::Conflict(None));
        assert_eq!(refused(r#"{"Refused":{"typed":"help","why":"Changed"}}"#), Said::Conflict(None));
        assert!(matches!(refused(r#"{"Refused":"Day"}"#), Said::Failed(_)));
        assert!(matches!(answered(StatusCode::NOT_FOUND, "\"NotFound\""), Said::Failed(_)));
    }

    #[test]
    fn an_edit_knows_what_it_did() {
        let value = edit(Field::Value);
        let said = |text: &str| Deed::Value { value: Amount::read(text).expect("a number") };
        assert!(value.did(&said("1000006")) && !value.did(&said("1000007")));
        assert_eq!(value.marks(&said("1000006")), Some(true));
        let status = edit(Field::Status);
        assert!(status.did(&Deed::Status { status: Status::Behind }), "{}", status.text);
        assert_eq!(status.marks(&Deed::Status { status: Status::Behind }), Some(false));
        assert_eq!(status.marks(&Deed::Noted { note: status.reason.clone() }), Some(true));
        let title = edit(Field::Title);
        let terms = vec![Term::Title(Title::new(&title.text).expect("a title"))];
        assert!(title.did(&Deed::Defined { terms: terms.clone() }));
        // Another's change is proposed with this one, which waits.
        let later = Deed::Proposed { terms, reason: "Another".to_owned() };
        assert!(title.did(&later) && title.marks(&later) == Some(false));
        let due = edit(Field::Due);
        assert!(due.did(&Deed::Defined { terms: vec![Term::Due(due.text.parse().expect("a day"))] }));
        assert_eq!(due.marks(&Deed::Agreed(Sides::BOTH)), None);
    }
}
