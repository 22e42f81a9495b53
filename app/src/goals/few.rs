//! A few goals, within something else that speaks of them: what they are, how far, how they are, by when.

use super::{board::bar, list::Pill, row::GoalRow};
use crate::live::Live;
use leptos::prelude::*;
use leptos_router::components::A;
use serde::{Deserialize, Serialize};

/// A goal, and what of it stands under its title.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FewGoal {
    /// As it is now.
    pub row: GoalRow,
    /// Whether its page is the reader's to see.
    pub leads: bool,
    /// "Key result · Ledger 2".
    pub about: String,
}

/// Goals, moving when others change them. The page provides [`Live`].
#[component]
pub fn Few(goals: Signal<Vec<FewGoal>>) -> impl IntoView {
    let ids = Memo::new(move |_| goals.with(|goals| goals.iter().map(|goal| goal.row.id.clone()).collect::<Vec<_>>()));
    view! {
        <div class="scroll">
            <table class="grid few-goals">
                <thead>
                    <tr><th scope="col">"Goal"</th><th scope="col">"Progress"</th><th scope="col">"Status"</th><th scope="col">"Due"</th></tr>
                </thead>
                <tbody>
                    <For each=move || ids.get() key=Clone::clone let:id><Row goals=goals id=id/></For>
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn Row(goals: Signal<Vec<FewGoal>>, id: String) -> impl IntoView {
    let live = expect_context::<Live>();
    let href = format!("/goals/{id}");
    let goal = Memo::new(move |was: Option<&FewGoal>| {
        let now = goals.with(|goals| goals.iter().find(|goal| goal.row.id == id).cloned());
        let goal = now.unwrap_or_else(|| was.cloned().expect("a row is made for a goal that is there"));
        FewGoal { row: live.row(goal.row), ..goal }
    });
    let title = move || goal.with(|goal| goal.row.title.clone());
    let leads = Memo::new(move |_| goal.with(|goal| goal.leads));
    view! {
        <tr>
            <th scope="row">
                {move || if leads.get() {
                    let href = href.clone();
                    view! { <A href=href>{title}</A> }.into_any()
                } else {
                    view! { <span>{title}</span> }.into_any()
                }}
                <div class="why">{move || goal.with(|goal| goal.about.clone())}</div>
            </th>
            <td data-label="Progress">{move || goal.with(|goal| bar(&goal.row))}</td>
            <td data-label="Status">{move || view! { <Pill standing=goal.with(|goal| goal.row.standing)/> }}</td>
            <td data-label="Due" class="when">{move || goal.with(|goal| goal.row.due.clone())}</td>
        </tr>
    }
}
