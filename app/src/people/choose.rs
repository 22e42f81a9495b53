//! Fields that name a person, a team or a goal. One types, and chooses from what is suggested; without script one types the whole
//! name, or an address.

use crate::parts::{Field, Pause, Suggested};
use leptos::{prelude::*, task::spawn_local};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Why a text names nobody, or no team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NotOne {
    /// Nothing was written.
    Empty,
    /// There is none; these are near.
    None(String, Vec<String>),
    /// There are several.
    Several(String, Vec<String>),
}

/// Why a text names nobody, as a sentence.
pub fn not_one(why: &NotOne) -> String {
    let list = |names: &[String]| names.join("; ");
    match why {
        NotOne::Empty => "A name is needed here.".to_owned(),
        NotOne::None(typed, near) if near.is_empty() => format!("Nothing here is called “{typed}”."),
        NotOne::None(typed, near) => format!("Nothing here is called “{typed}”. Near are: {}.", list(near)),
        NotOne::Several(typed, all) => format!("“{typed}” could be several: {}. Write one of them.", list(all)),
    }
}

#[cfg(feature = "ssr")]
mod chosen {
    use super::NotOne;
    use crate::failure::given_back;
    use waymark::{
        PersonId, TeamId,
        directory::{Directory, Resolved},
    };

    /// Who is meant; nobody where nothing is written.
    pub fn person(directory: &Directory, text: &str) -> Result<Option<PersonId>, NotOne> {
        if text.trim().is_empty() {
            return Ok(None);
        }
        let labels = |ids: &[PersonId]| ids.iter().map(|id| directory.label(*id)).collect();
        match directory.resolve(text) {
            Resolved::Person(id) => Ok(Some(id)),
            Resolved::Nobody { suggestions } => Err(NotOne::None(given_back(text), labels(&suggestions))),
            Resolved::Several(several) => Err(NotOne::Several(given_back(text), labels(&several))),
        }
    }

    /// Which team is meant; none where nothing is written.
    pub fn team(directory: &Directory, text: &str) -> Result<Option<TeamId>, NotOne> {
        if text.trim().is_empty() {
            return Ok(None);
        }
        if let Some(team) = directory.team_named(text) {
            return Ok(Some(team));
        }
        let name = |id: &TeamId| directory.team(*id).map(|team| team.name.to_string());
        let near = directory.suggest_teams(text, 5).iter().filter_map(name).collect();
        Err(NotOne::None(given_back(text), near))
    }
}

#[cfg(feature = "ssr")]
pub use chosen::{person as chosen_person, team as chosen_team};

/// What a field names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A person.
    Person,
    /// A team.
    Team,
    /// A goal.
    Goal,
}

/// A field that names a person, a team or a goal.
#[component]
pub fn Chooser(
    /// What it names.
    kind: Kind,
    /// Its name in the form.
    name: &'static str,
    /// Its id on the page, where it is not its name.
    #[prop(optional, into)]
    id: Option<String>,
    /// What stands above it.
    label: &'static str,
    /// What is in it at first.
    #[prop(optional, into)]
    value: String,
    /// What helps to fill it in.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Whether it may stay empty.
    #[prop(optional)]
    optional: bool,
    /// Whether it may stay empty without a word about that.
    #[prop(optional)]
    free: bool,
    /// What it suggests before anything is typed.
    #[prop(optional)]
    offered: Vec<String>,
) -> impl IntoView {
    let options = RwSignal::new(offered);
    let typed = StoredValue::new(String::new());
    let pause = Pause::new();
    let look_up = move |text: String| {
        spawn_local(async move {
            let found = match kind {
                Kind::Person => super::api::suggest(text.clone()).await,
                Kind::Team => crate::teams::suggest(text.clone()).await,
                Kind::Goal => crate::goals::suggest(text.clone()).await,
            };
            // What was typed meanwhile has its own answer.
            if let (Ok(found), Some(true)) = (found, typed.try_with_value(|typed| *typed == text)) {
                options.set(found);
            }
        });
    };
    let ask = move |text: String| {
        if text.trim().chars().count() < 2 || options.with_untracked(|options| options.contains(&text)) {
            return;
        }
        typed.set_value(text.clone());
        pause.then(Duration::from_millis(120), move || look_up(text));
    };
    view! {
        <Field
            name=name id=id.unwrap_or_else(|| name.to_owned()) label=label value=value hint=hint error=error optional=optional free=free
            suggested=Suggested::new(options.into(), ask)
        />
    }
}
