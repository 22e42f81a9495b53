//! People in lists.

use super::Icon;
use leptos::prelude::*;
use leptos_router::components::A;
use serde::{Deserialize, Serialize};

/// A person as lists show them.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PersonRow {
    /// Who.
    pub id: String,
    /// Their name.
    pub name: String,
    /// What stands for it in a circle.
    pub initials: String,
    /// What they do.
    pub title: String,
    /// Whether they lead the team of the list.
    pub lead: bool,
}

#[cfg(feature = "ssr")]
impl PersonRow {
    /// A person in the list of a team that `lead` leads.
    pub fn of(person: &waymark::person::Person, lead: Option<waymark::PersonId>) -> Self {
        Self {
            id: person.id.to_string(),
            name: person.name.to_string(),
            initials: person.name.initials(),
            title: person.title.clone().unwrap_or_default(),
            lead: lead == Some(person.id),
        }
    }
}

/// A person's initials in a circle, beside the name.
#[component]
pub fn Initials(of: String) -> impl IntoView {
    view! { <span class="face" aria-hidden="true">{of}</span> }
}

/// A person in a list.
#[component]
pub fn Row(person: PersonRow) -> impl IntoView {
    view! {
        <li>
            <Initials of=person.initials/>
            <div><div class="what"><A href=format!("/people/{}", person.id)>{person.name}</A></div><div class="why">{person.title}</div></div>
            {person.lead.then(|| view! { <span class="pill quiet"><Icon name="ring"/>"Lead"</span> })}
        </li>
    }
}
