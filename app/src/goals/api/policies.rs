//! What the organisation asks of everybody's goals.

use crate::failure::{Again, Failure, Nothing};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};
use waymark::goal::PolicyRefused;
#[cfg(feature = "ssr")]
use {
    crate::{
        failure::given_back,
        goals::shown::word,
        server::{self, Server},
    },
    store::goal as goals,
    waymark::goal::{LimitMode, Policies},
};

/// The policies as a form has them: modes are "off", "tell" or "block".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PoliciesTyped {
    /// One goal is about learning.
    pub learning: String,
    /// One goal belongs to a project.
    pub project: String,
    /// One person has at most so many objectives.
    pub objectives: String,
    /// How many.
    pub most_objectives: String,
    /// An objective has at most so many key results.
    pub key_results: String,
    /// How many.
    pub most_key_results: String,
    /// What is agreed has a measure.
    pub measure: String,
}

/// The page of policies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PoliciesData {
    /// What is stored.
    pub typed: PoliciesTyped,
    /// How often they were changed.
    pub version: u32,
}

/// What is asked of goals, for administrators.
#[server(prefix = "/fn", endpoint = "goals/policies", input = GetUrl)]
pub async fn show_policies() -> Result<PoliciesData, Failure<Nothing>> {
    server::administrator().await?;
    let all = goals::all(&Server::here().store).await.map_err(server::internal)?;
    let Policies { learning, project, objectives, key_results, measure } = &all.policies;
    let typed = PoliciesTyped {
        learning: word(learning),
        project: word(project),
        objectives: word(&objectives.0),
        most_objectives: objectives.1.to_string(),
        key_results: word(&key_results.0),
        most_key_results: key_results.1.to_string(),
        measure: word(measure),
    };
    Ok(PoliciesData { typed, version: all.policies_version })
}

/// Says what is asked of goals.
#[server(prefix = "/fn", endpoint = "goals/set-policies")]
pub async fn set_policies(
    version: u32,
    learning: String,
    project: String,
    objectives: String,
    #[server(default)] most_objectives: String,
    key_results: String,
    #[server(default)] most_key_results: String,
    measure: String,
) -> Result<u32, Failure<Again<PoliciesTyped, PolicyRefused>>> {
    let administrator = server::administrator().await?;
    let mode = |text: &str| serde_json::from_value::<LimitMode>(text.into()).ok();
    let modes = [&learning, &project, &objectives, &key_results, &measure].map(|text| mode(text));
    let [Some(of_learning), Some(of_project), Some(of_objectives), Some(of_key_results), Some(of_measure)] = modes else {
        return Err(Failure::Malformed);
    };
    let most = |text: &str| text.trim().parse::<u8>().unwrap_or(0);
    let policies = Policies {
        learning: of_learning,
        project: of_project,
        objectives: (of_objectives, most(&most_objectives)),
        key_results: (of_key_results, most(&most_key_results)),
        measure: of_measure,
    };
    let typed = PoliciesTyped {
        learning,
        project,
        objectives,
        most_objectives: given_back(&most_objectives),
        key_results,
        most_key_results: given_back(&most_key_results),
        measure,
    };
    let set = goals::set_policies(&Server::here().store, &administrator, version, policies).await;
    let version = server::settle(set).map_err(|failure| failure.again(typed))?;
    leptos_axum::redirect("/admin/goals?done=saved");
    Ok(version)
}
