//! "Do something about it": a commitment is made where somebody reads what the team said.

use super::{
    api::{GoalTyped, GoalWrong},
    said::{due_wrong, other_wrong, owner_wrong, title_wrong},
};
use crate::{
    failure::Again,
    parts::{Field, Form, Refusal, Sending, Submit},
    people::{Chooser, Kind},
};
use leptos::prelude::*;

/// The fields of a goal. Where a page has several such forms, `within` tells their ids apart.
#[component]
pub(super) fn Fields(typed: GoalTyped, wrong: Signal<Option<GoalWrong>>, within: String) -> impl IntoView {
    let id = |name: &str| if within.is_empty() { name.to_owned() } else { format!("{name}-{within}") };
    let [title, owner, due] = ["title", "owner", "due"].map(id);
    let of = move |say: fn(&GoalWrong) -> Option<String>| Signal::derive(move || wrong.with(|wrong| say(wrong.as_ref()?)));
    view! {
        <Field name="title" id=title label="What will be done" value=typed.title error=of(title_wrong)/>
        <div class="fields">
            <Chooser kind=Kind::Person name="owner" id=owner label="Who answers for it" value=typed.owner error=of(owner_wrong)/>
            <Field name="due" id=due label="By when" kind="date" value=typed.due error=of(due_wrong)/>
        </div>
    }
}

/// What a commitment answers.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Answered {
    /// What the form names it by, "survey" or "workshop", and which one.
    pub source: (&'static str, String),
    /// Which section of it.
    pub section: String,
    /// What the page is sorted by, to come back to it.
    pub sort: String,
}

/// The form, behind its button. It opens by itself where what was sent was refused. One for each section: what was typed for one
/// does not stand beside another.
#[component]
pub fn Act(
    /// The form's server function.
    sending: Sending,
    /// Whose goals they are, as the server reads it.
    level: String,
    /// What it answers; nothing where it answers nothing.
    #[prop(optional)]
    origin: Option<Answered>,
    /// What the button says.
    word: &'static str,
) -> impl IntoView {
    let key = (level, origin);
    view! {
        <For each=move || [key.clone()] key=Clone::clone let:key>
            <Open sending=sending level=key.0 origin=key.1 word=word/>
        </For>
    }
}

#[component]
fn Open(sending: Sending, level: String, origin: Option<Answered>, word: &'static str) -> impl IntoView {
    let own = StoredValue::new(origin.as_ref().map(|origin| origin.section.clone()).unwrap_or_default());
    let again = move || {
        let again = sending.refused::<Again<GoalTyped, GoalWrong>>();
        again.filter(|again| own.with_value(|own| again.typed.section == *own))
    };
    // The page of a workshop has one for each section, and another primary action.
    let of_workshop = origin.as_ref().filter(|origin| origin.source.0 == "workshop").map(|origin| origin.section.clone());
    let (is_one, within) = (of_workshop.is_some(), of_workshop.unwrap_or_default());
    let first = untrack(again);
    let is_open = first.is_some();
    let typed = first.map(|again| again.typed).unwrap_or_default();
    let wrong = Signal::derive(move || again().map(|again| again.why));
    let refused = Signal::derive(move || wrong.with(|wrong| other_wrong(wrong.as_ref()?)));
    view! {
        <details class="act" open=is_open>
            <summary class=if is_one { "btn" } else { "btn go" }>{word}</summary>
            <Refusal of=sending why=refused/>
            <Form to=sending class="form wide" clears=true>
                <input type="hidden" name="level" value=level/>
                {origin.map(|Answered { source: (name, id), section, sort }| view! {
                    <input type="hidden" name=name value=id/>
                    <input type="hidden" name="section" value=section/>
                    <input type="hidden" name="sort" value=sort/>
                })}
                <Fields typed=typed wrong=wrong within=within/>
                <div class="actions"><Submit go=true pending=sending.pending()>"Commit to it"</Submit></div>
            </Form>
        </details>
    }
}
