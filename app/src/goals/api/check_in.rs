//! Saying how all of one's goals go, at once.

use super::act::ReportWrong;
use crate::failure::{Again, Failure, Nothing};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};
#[cfg(feature = "ssr")]
use {
    super::act::confidence,
    crate::{
        failure::given_back,
        goals::{
            row::GoalRow,
            shown::{row, status_said},
        },
        moment,
        server::{self, Server},
    },
    jiff::SignedDuration,
    std::sync::Arc,
    store::{
        access, goal as goals,
        goal::{Seen, Wish},
    },
    waymark::{
        GoalId,
        goal::{Goal, Measure, Refused, Verb, suggested},
    },
};

/// The most goals of a check-in: who has more says how the first ones go, and comes back.
#[cfg(feature = "ssr")]
const MOST: usize = 50;

/// A goal in the check-in.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CheckInGoal {
    /// Which.
    pub id: String,
    /// How many events there are.
    pub sequence: u32,
    /// What it is called.
    pub title: String,
    /// "Key result · due 30 June · from 512 to 300 ms".
    pub about: String,
    /// How much it is now, where it has a number.
    pub value: Option<String>,
    /// Milestones, and whether they are done.
    pub steps: Vec<(String, bool)>,
    /// How sure one was last.
    pub confidence: String,
    /// What one said last, as it is stored and sent.
    pub status: String,
    /// What numbers and time say instead.
    pub suggested: Option<String>,
    /// When one last said how it goes.
    pub last: Option<String>,
}

/// The page on which one says how all of one's goals go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckInData {
    /// One's goals that are under way: those first that one has not talked of for longest.
    pub goals: Vec<CheckInGoal>,
}

/// How often one is asked how goals go.
#[cfg(feature = "ssr")]
pub const WEEK: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Whether it is time to say how a goal goes.
#[cfg(feature = "ssr")]
pub fn is_due(goal: &Goal, now: jiff::Timestamp) -> bool {
    goal.ended.is_none() && goal.checked.unwrap_or(goal.created) + WEEK <= now
}

/// One's goals that are under way, to say how they go.
#[server(prefix = "/fn", endpoint = "goals/check-ins", input = GetUrl)]
pub async fn check_ins() -> Result<CheckInData, Failure<Nothing>> {
    let (actor, store) = (server::actor().await?, &Server::here().store);
    let all = goals::all(store).await.map_err(server::internal)?;
    let (now, zone, reach) = (store.now(), moment::zone_of(&actor), access::reach(store, &actor));
    let today = actor.seen().day(now);
    let mut own: Vec<&Arc<Goal>> = all.tree.owned_by(actor.id()).filter(|goal| goal.ended.is_none()).collect();
    own.sort_by_cached_key(|goal| (goal.checked.unwrap_or(goal.created), goal.terms.title.clone(), goal.id));
    let one = |goal: &Goal| {
        let GoalRow { title, kind, due, aim, value, status, confidence, .. } = row(&actor, &reach, &all, goal, true, today);
        let parts = [kind, format!("due {due}"), aim];
        let steps = match &goal.terms.measure {
            Some(Measure::Milestones { steps }) => {
                steps.iter().map(|step| (step.to_string(), goal.done.contains(step))).collect()
            }
            _ => Vec::new(),
        };
        let advised = suggested(goal, all.tree.progress(goal.id), today).filter(|advised| *advised != goal.status);
        CheckInGoal {
            id: goal.id.to_string(),
            sequence: goal.sequence,
            title,
            about: parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
            value: (steps.is_empty() && goal.terms.measure.is_some()).then_some(value),
            steps,
            confidence: confidence.map(|sure| sure.to_string()).unwrap_or_default(),
            status,
            suggested: advised.map(|advised| status_said(advised).to_lowercase()),
            last: goal.checked.map(|at| moment::said(at, now, &zone)),
        }
    };
    Ok(CheckInData { goals: own.into_iter().take(MOST).map(|goal| one(goal)).collect() })
}

/// What is said of a goal in a check-in. What is empty is not said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Item {
    /// Which.
    pub id: String,
    /// How many events were seen.
    pub seen: u32,
    /// How much it is.
    pub value: String,
    /// Milestones that are done.
    pub steps: Vec<String>,
    /// Whether milestones were asked for: none that is ticked means that none is done.
    pub has_steps: bool,
    /// How sure one is.
    pub confidence: String,
    /// How far it is.
    pub status: String,
    /// A line about it.
    pub note: String,
}

/// Why a check-in was not taken: nothing of it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CheckInWrong {
    /// Nothing was said, or all is as it was.
    Nothing,
    /// At this goal, by its place.
    At(usize, ReportWrong),
}

#[cfg(feature = "ssr")]
fn verbs(goal: &Goal, item: &Item) -> Result<Vec<Verb>, ReportWrong> {
    let mut verbs = Vec::new();
    if let (Some(measure), false) = (&goal.terms.measure, item.value.trim().is_empty()) {
        verbs.push(Verb::Value(measure.read(&item.value, goal.value()).map_err(ReportWrong::Value)?));
    }
    if let (true, Some(Measure::Milestones { steps })) = (item.has_steps, &goal.terms.measure) {
        verbs.extend(steps.iter().map(|step| Verb::Tick(step.clone(), item.steps.iter().any(|done| done == step.as_str()))));
    }
    let sure = confidence(&item.confidence).map_err(|()| ReportWrong::Confidence)?;
    verbs.extend(sure.map(|sure| Verb::Confidence(Some(sure))));
    let status = serde_json::from_value(item.status.as_str().into()).unwrap_or(goal.status);
    verbs.push(if status == goal.status { Verb::Note(item.note.clone()) } else { Verb::Status(status, item.note.clone()) });
    // What is left as it is was looked at: nobody is asked again before a week has passed.
    verbs.push(Verb::Check);
    Ok(verbs)
}

/// Says how one's goals go: all that is said, or nothing.
#[server(prefix = "/fn", endpoint = "goals/check-in")]
pub async fn check_in(#[server(default)] items: Vec<Item>) -> Result<usize, Failure<Again<Vec<Item>, CheckInWrong>>> {
    let (actor, store) = (server::actor().await?, &Server::here().store);
    let typed: Vec<Item> = items
        .iter()
        .take(MOST)
        .map(|item| Item {
            value: given_back(&item.value),
            confidence: given_back(&item.confidence),
            status: given_back(&item.status),
            note: item.note.clone(),
            ..item.clone()
        })
        .collect();
    let again = |why| server::refuse(why).again(typed.clone());
    let all = goals::all(store).await.map_err(server::internal)?;
    let reach = access::reach(store, &actor);
    let mut wanted: Vec<Wish> = Vec::new();
    for (place, item) in items.iter().enumerate().take(MOST) {
        let id: GoalId = item.id.parse().map_err(|_| Failure::Malformed)?;
        let goal = all.tree.get(id).ok_or_else(server::not_found)?;
        let tending = reach.tending(goal).ok_or_else(server::not_found)?;
        let verbs = verbs(goal, item).map_err(|why| again(CheckInWrong::At(place, why)))?;
        wanted.push((tending, Seen::Part(item.seen), verbs));
    }
    if wanted.is_empty() {
        return Err(again(CheckInWrong::Nothing));
    }
    let changed = server::settle(goals::act_all(store, &wanted).await).map_err(|failure| {
        let failure = failure.map(|(place, why)| match why {
            Refused::Nothing => CheckInWrong::Nothing,
            why => CheckInWrong::At(place, ReportWrong::Rule(why)),
        });
        failure.again(typed)
    })?;
    leptos_axum::redirect("/goals?of=mine&done=checked");
    Ok(changed.len())
}
