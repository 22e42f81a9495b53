//! The same for many goals at once.

use crate::{
    failure::{Again, Failure},
    people::NotOne,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use waymark::goal::Refused;
#[cfg(feature = "ssr")]
use {
    super::handed,
    crate::{
        people::chosen_person,
        server::{self, Server},
    },
    store::{
        access, goal as goals,
        goal::{Seen, Wish},
    },
    waymark::{
        CycleId, GoalId,
        goal::{End as Ending, Verb},
    },
};

/// The most goals that are changed at once.
#[cfg(feature = "ssr")]
const MOST: usize = 500;

/// What was done with many goals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkDone {
    /// With how many.
    pub count: usize,
}

/// Why nothing was done with many goals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BulkWrong {
    /// None is chosen, or more than 500.
    Number,
    /// It names nobody.
    Owner(NotOne),
    /// There is no cycle to carry them over to.
    Cycle,
    /// Of this goal a rule refuses it; all the others stay as they were, too.
    One(String, Refused),
}

/// Does the same with many goals: all, or none. `goals` are ids, each with how many events were seen: "ID.7".
#[server(prefix = "/fn", endpoint = "goals/bulk")]
pub async fn bulk(
    #[server(default)] goals: Vec<String>,
    what: String,
    #[server(default)] status: String,
    #[server(default)] owner: String,
    #[server(default)] cycle: String,
    #[server(default)] reason: String,
    #[server(default)] back: String,
) -> Result<BulkDone, Failure<Again<String, BulkWrong>>> {
    let (actor, store) = (server::actor().await?, &Server::here().store);
    let again = |why| server::refuse(why).again(reason.clone());
    if goals.is_empty() || goals.len() > MOST {
        return Err(again(BulkWrong::Number));
    }
    let surveys = store::survey::all(store).await.map_err(server::internal)?;
    let verb = match what.as_str() {
        "status" => {
            let status = serde_json::from_value(status.into()).map_err(|_| Failure::Malformed)?;
            Verb::Status(status, reason.clone())
        }
        "owner" => {
            let named = chosen_person(&actor.seen().directory, &owner).map_err(|why| again(BulkWrong::Owner(why)))?;
            Verb::Hand(named.ok_or_else(|| again(BulkWrong::Owner(NotOne::Empty)))?)
        }
        "carry" => {
            let cycle: CycleId = cycle.parse().map_err(|_| again(BulkWrong::Cycle))?;
            let ends = surveys.cycles().find(|other| other.id == cycle).map(|cycle| cycle.dates.ends);
            Verb::Carry(cycle, ends.ok_or_else(server::not_found)?)
        }
        "agree" => Verb::Agree,
        "done" => Verb::End(Ending::Done, reason.clone()),
        "dropped" => Verb::End(Ending::Dropped, reason.clone()),
        _ => return Err(Failure::Malformed),
    };
    let all = goals::all(store).await.map_err(server::internal)?;
    let reach = access::reach(store, &actor);
    let (mut wanted, mut titles): (Vec<Wish>, Vec<String>) = (Vec::new(), Vec::new());
    for text in &goals {
        let (id, seen) = text.split_once('.').ok_or(Failure::Malformed)?;
        let id: GoalId = id.parse().map_err(|_| Failure::Malformed)?;
        let seen = seen.parse().map_err(|_| Failure::Malformed)?;
        let goal = all.tree.get(id).ok_or_else(server::not_found)?;
        let title = goal.terms.title.to_string();
        let verb = match &verb {
            Verb::Hand(owner) => handed(&actor, goal, *owner).map_err(|why| again(BulkWrong::One(title.clone(), why)))?,
            verb => verb.clone(),
        };
        wanted.push((reach.tending(goal).ok_or_else(server::not_found)?, Seen::Part(seen), vec![verb]));
        titles.push(title);
    }
    let changed = server::settle(goals::act_all(store, &wanted).await).map_err(|failure| {
        let failure = failure.map(|(place, why)| BulkWrong::One(titles.get(place).cloned().unwrap_or_default(), why));
        failure.again(reason.clone())
    })?;
    // It becomes a header.
    let is_query = back.starts_with("view=") && back.bytes().all(|byte| byte.is_ascii_graphic());
    let back = if is_query { back } else { "view=table".to_owned() };
    leptos_axum::redirect(&format!("/goals?{back}&done=bulk&count={}", changed.len()));
    Ok(BulkDone { count: changed.len() })
}
