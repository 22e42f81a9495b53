//! What every launch in a cycle chooses, a survey's and that of personal reviews: a questionnaire, and for whom.

use crate::parts::{Icon, counted};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
#[cfg(feature = "ssr")]
use {
    store::{Store, StoreError},
    waymark::{
        TeamId,
        directory::{Directory, TeamRow},
        questionnaire::Purpose,
    },
};

/// A team that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TeamChoice {
    /// Which.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// How deep in the tree it stands.
    pub level: u32,
    /// How many people are chosen with it: its own, or those of all teams within as well.
    pub people: usize,
}

#[cfg(feature = "ssr")]
impl TeamChoice {
    /// All teams, as they stand in the tree; `people` says how many are chosen with one.
    pub fn all(directory: &Directory, people: impl Fn(TeamId) -> usize) -> Vec<Self> {
        let team = |row: &TeamRow| Self {
            id: row.id.to_string(),
            name: directory.team(row.id).map(|team| team.name.to_string()).unwrap_or_default(),
            level: row.depth,
            people: people(row.id),
        };
        directory.teams().iter().map(team).collect()
    }
}

/// The questionnaires for this that are still offered: id and title.
///
/// # Errors
///
/// When the store fails.
#[cfg(feature = "ssr")]
pub async fn offered(store: &Store, purpose: Purpose) -> Result<Vec<(String, String)>, StoreError> {
    let kept = store::questionnaire::list(store).await?;
    let fits = kept.iter().filter(|kept| kept.form.purpose == purpose && !kept.retired);
    Ok(fits.map(|kept| (kept.form.id.to_string(), kept.form.title.clone())).collect())
}

/// What stands in a field in which nobody has typed.
#[cfg(feature = "ssr")]
pub fn fill(field: &mut String, value: String) {
    if field.is_empty() {
        *field = value;
    }
}

/// One answer to for whom it is.
#[component]
pub fn Whom(value: &'static str, words: &'static str, checked: bool) -> impl IntoView {
    view! { <label class="check"><input type="radio" name="who" value=value checked=checked/><span>{words}</span></label> }
}

/// The teams, each to be ticked.
#[component]
pub fn TeamTicks(
    /// All of them.
    teams: Vec<TeamChoice>,
    /// The ids of those that are ticked.
    chosen: Vec<String>,
    /// What is wrong with what is ticked.
    wrong: Option<String>,
) -> impl IntoView {
    let row = |team: TeamChoice| {
        let checked = chosen.contains(&team.id);
        let class = format!("check indent l{}", team.level.min(11) + 1);
        view! {
            <label class=class>
                <input type="checkbox" name="teams[]" value=team.id checked=checked/>
                <span>{team.name}" "<span class="dim">{counted(team.people, "person", "people")}</span></span>
            </label>
        }
    };
    view! {
        <div class="who-teams">
            {wrong.map(|text| view! { <p class="error" role="alert"><Icon name="alert"/><span>{text}</span></p> })}
            {teams.into_iter().map(row).collect_view()}
        </div>
    }
}
