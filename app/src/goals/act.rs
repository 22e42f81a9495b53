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

/// The fields of a goal.
#[component]
pub(super) fn Fields(typed: GoalTyped, wrong: Signal<Option<GoalWrong>>) -> impl IntoView {
    let of = move |say: fn(&GoalWrong) -> Option<String>| Signal::derive(move || wrong.with(|wrong| say(wrong.as_ref()?)));
    view! {
        <Field name="title" label="What will be done" value=typed.title error=of(title_wrong)/>
        <div class="fields">
            <Chooser kind=Kind::Person name="owner" label="Who answers for it" value=typed.owner error=of(owner_wrong)/>
            <Field name="due" label="By when" kind="date" value=typed.due error=of(due_wrong)/>
        </div>
    }
}

/// The form, behind its button. It opens by itself where what was sent was refused.
#[component]
pub fn Act(
    /// The form's server function.
    sending: Sending,
    /// Whose goals they are, as the server reads it.
    level: String,
    /// The survey and section that it answers; nothing where it answers none.
    #[prop(optional)]
    origin: Option<(String, String)>,
    /// What the button says.
    word: &'static str,
) -> impl IntoView {
    let again = move || sending.refused::<Again<GoalTyped, GoalWrong>>();
    let first = untrack(again);
    let is_open = first.is_some();
    let typed = first.map(|again| again.typed).unwrap_or_default();
    let wrong = Signal::derive(move || again().map(|again| again.why));
    let refused = Signal::derive(move || wrong.with(|wrong| other_wrong(wrong.as_ref()?)));
    view! {
        <details class="act" open=is_open>
            <summary class="btn go">{word}</summary>
            <Refusal of=sending why=refused/>
            <Form to=sending class="form wide" clears=true>
                <input type="hidden" name="level" value=level/>
                {origin.map(|(survey, section)| view! {
                    <input type="hidden" name="survey" value=survey/>
                    <input type="hidden" name="section" value=section/>
                })}
                <Fields typed=typed wrong=wrong/>
                <div class="actions"><Submit go=true pending=sending.pending()>"Commit to it"</Submit></div>
            </Form>
        </details>
    }
}
