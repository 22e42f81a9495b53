//! What happens to a goal on its page: how it goes, who agrees, who is stuck, how it ended.

use crate::failure::{Again, Failure};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use waymark::{
    CycleId, GoalId,
    goal::{NotAnAmount, Refused},
};
#[cfg(feature = "ssr")]
use {
    super::{act, tended},
    crate::{
        failure::given_back,
        server::{self, Server},
    },
    store::goal::Seen,
    waymark::goal::{End as Ending, Verb},
};

/// What is typed about how a goal goes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportTyped {
    /// How much it is.
    pub value: String,
    /// How sure its owner is.
    pub confidence: String,
    /// How far it is: as the domain's `Status` is stored, "done" or "dropped".
    pub status: String,
    /// Milestones that are done; nothing where they were not asked for.
    pub steps: Option<Vec<String>>,
    /// A word about it.
    pub note: String,
}

/// Why it is not noted how a goal goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReportWrong {
    /// That is no number that fits.
    Value(NotAnAmount),
    /// That is not from 0 to 10.
    Confidence,
    /// A rule refuses it.
    Rule(Refused),
}

/// Reads how sure somebody is.
#[cfg(feature = "ssr")]
pub(super) fn confidence(text: &str) -> Result<Option<u8>, ()> {
    match text.trim() {
        "" => Ok(None),
        text => text.trim_end_matches("/10").trim().parse().ok().filter(|number| *number <= 10).map(Some).ok_or(()),
    }
}

/// Says how a goal goes, or that it ended. What is left empty is not said; milestones are sent by their names, all that are done.
#[server(prefix = "/fn", endpoint = "goals/report")]
pub async fn report(
    id: GoalId,
    seen: u32,
    status: String,
    #[server(default)] value: String,
    #[server(default)] steps: Option<Vec<String>>,
    #[server(default)] has_steps: bool,
    #[server(default)] confidence: String,
    #[server(default)] note: String,
) -> Result<u32, Failure<Again<ReportTyped, ReportWrong>>> {
    let typed = ReportTyped {
        value: given_back(&value),
        confidence: given_back(&confidence),
        status: given_back(&status),
        steps: has_steps.then(|| steps.clone().unwrap_or_default()),
        note: note.clone(),
    };
    let (_, goal, _) = tended(id).await?;
    let again = |why| server::refuse(why).again(typed.clone());
    let mut verbs = Vec::new();
    if let (Some(measure), false) = (&goal.terms.measure, value.trim().is_empty()) {
        let value = measure.read(&value, goal.value()).map_err(|why| again(ReportWrong::Value(why)))?;
        verbs.push(Verb::Value(value));
    }
    if has_steps && let Some(waymark::goal::Measure::Milestones { steps: all }) = &goal.terms.measure {
        let done = steps.unwrap_or_default();
        verbs.extend(all.iter().map(|step| Verb::Tick(step.clone(), done.iter().any(|name| name == step.as_str()))));
    }
    let sure = self::confidence(&confidence).map_err(|()| again(ReportWrong::Confidence))?;
    verbs.extend(sure.map(|sure| Verb::Confidence(Some(sure))));
    let ends = match status.as_str() {
        "done" => Some(Ending::Done),
        "dropped" => Some(Ending::Dropped),
        _ => None,
    };
    if let Some(end) = ends {
        verbs.push(Verb::End(end, note));
    } else {
        let status = serde_json::from_value(status.clone().into()).map_err(|_| Failure::Malformed)?;
        if status == goal.status {
            verbs.push(Verb::Note(note));
        } else {
            verbs.push(Verb::Status(status, note));
        }
    }
    let done = if ends.is_some() { "ended" } else { "reported" };
    act(id, Seen::Part(seen), &verbs, done).await.map_err(|failure| failure.map(ReportWrong::Rule).again(typed))
}

/// Agrees to a goal, or to a change of it, as it was seen.
#[server(prefix = "/fn", endpoint = "goals/agree")]
pub async fn agree(id: GoalId, seen: u32) -> Result<u32, Failure<Refused>> {
    act(id, Seen::Part(seen), &[Verb::Agree], "agreed").await
}

/// Declines a change, with why; or takes back one's own.
#[server(prefix = "/fn", endpoint = "goals/answer")]
pub async fn answer(
    id: GoalId,
    seen: u32,
    #[server(default)] withdraw: bool,
    #[server(default)] reason: String,
) -> Result<u32, Failure<Again<String, Refused>>> {
    let typed = reason.clone();
    let (verb, done) = if withdraw { (Verb::Withdraw, "withdrawn") } else { (Verb::Decline(reason), "declined") };
    act(id, Seen::Part(seen), &[verb], done).await.map_err(|failure| failure.again(typed))
}

/// Says that one is stuck, and what one needs; or that it goes on.
#[server(prefix = "/fn", endpoint = "goals/help")]
pub async fn ask_for_help(
    id: GoalId,
    seen: u32,
    #[server(default)] goes_on: bool,
    #[server(default)] what: String,
) -> Result<u32, Failure<Again<String, Refused>>> {
    let typed = what.clone();
    let (verb, done) = if goes_on { (Verb::Unblock(what), "unblocked") } else { (Verb::AskHelp(what), "asked") };
    act(id, Seen::Part(seen), &[verb], done).await.map_err(|failure| failure.again(typed))
}

/// What is typed of something that shows what was done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceTyped {
    /// Where.
    pub link: String,
    /// What.
    pub words: String,
}

/// Keeps something that shows what was done.
#[server(prefix = "/fn", endpoint = "goals/evidence")]
pub async fn evidence(
    id: GoalId,
    seen: u32,
    #[server(default)] link: String,
    #[server(default)] words: String,
) -> Result<u32, Failure<Again<EvidenceTyped, Refused>>> {
    let typed = EvidenceTyped { link: given_back(&link), words: given_back(&words) };
    let verb = Verb::Evidence(link, words);
    act(id, Seen::Part(seen), &[verb], "evidence").await.map_err(|failure| failure.again(typed))
}

/// What is typed of a grade.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GradeTyped {
    /// From 0.0 to 1.0.
    pub grade: String,
    /// A sentence.
    pub note: String,
}

/// Says how well a goal was reached, from 0.0 to 1.0.
#[server(prefix = "/fn", endpoint = "goals/grade")]
pub async fn grade_goal(
    id: GoalId,
    seen: u32,
    grade: String,
    #[server(default)] note: String,
) -> Result<u32, Failure<Again<GradeTyped, Refused>>> {
    let typed = GradeTyped { grade: given_back(&grade), note: note.clone() };
    let again = |why| server::refuse(why).again(typed.clone());
    // Tenths, exactly: 0.7 is seven of them, and 0.75 is no grade.
    let read = waymark::goal::Amount::read(&grade).ok().map(waymark::goal::Amount::micros);
    let tenths = read.filter(|micros| micros % 100_000 == 0).map(|micros| micros / 100_000);
    let tenths = tenths.and_then(|tenths| u8::try_from(tenths).ok()).ok_or_else(|| again(Refused::OutOfTen))?;
    act(id, Seen::Part(seen), &[Verb::Grade(tenths, note)], "graded").await.map_err(|failure| failure.again(typed))
}

/// Lets a goal go on in another cycle; it is then due when that ends.
#[server(prefix = "/fn", endpoint = "goals/carry")]
pub async fn carry_on(id: GoalId, seen: u32, cycle: CycleId) -> Result<u32, Failure<Refused>> {
    let surveys = store::survey::all(&Server::here().store).await.map_err(server::internal)?;
    let ends = surveys.cycles().find(|other| other.id == cycle).map(|cycle| cycle.dates.ends);
    let ends = ends.ok_or_else(|| server::refuse(Refused::NoCycle))?;
    act(id, Seen::Part(seen), &[Verb::Carry(cycle, ends)], "carried").await
}

/// Lets a goal that ended go on.
#[server(prefix = "/fn", endpoint = "goals/reopen")]
pub async fn reopen(id: GoalId, seen: u32) -> Result<u32, Failure<Refused>> {
    act(id, Seen::All(seen), &[Verb::Reopen], "reopened").await
}
