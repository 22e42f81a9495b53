//! /admin/goals. Who comes: people operations, once a year, to say what the organisation asks of everybody's goals. What would annoy: a rule that
//! stops people without their knowing of it.

use super::{
    api::{self, PoliciesData, PoliciesTyped, SetPolicies},
    new::options,
};
use crate::{
    failure::Again,
    frame::{AdminTabs, loaded},
    parts::{Choice, Done, Field, RecordForm, Sending, Submit, Title, answers, shown_version},
    reading::read,
};
use leptos::prelude::*;
use waymark::goal::{MOST_LIMIT, PolicyRefused};

fn say(word: &str) -> Option<&'static str> {
    (word == "saved").then_some("Saved. It is told from now on; what was agreed before stays.")
}

/// /admin/goals.
#[component]
pub fn GoalPolicies() -> impl IntoView {
    let sending = Sending::to::<SetPolicies>();
    let data = read(move || answers([sending]), || api::ShowPolicies {});
    view! {
        <Title text="Policies for goals"/>
        <AdminTabs/>
        <div class="head">
            <div>
                <h1>"Policies for goals"</h1>
                <p class="sub">"What your organisation asks of everybody's goals. It is told where goals are made and changed, and stops nobody unless it says so here."</p>
            </div>
        </div>
        <p class="actions">
            <a class="btn" href="/admin/goals/import">"Import goals"</a>
            <a class="btn" href="/goals.csv" rel="external" download>"Goals as CSV"</a>
            <a class="btn" href="/goals.json" rel="external" download>"With their history, as JSON"</a>
        </p>
        {loaded(data, move |data: Signal<PoliciesData>| view! { <Done say=say/> <Edit data=data sending=sending/> })}
    }
}

#[component]
fn Edit(data: Signal<PoliciesData>, sending: Sending) -> impl IntoView {
    let again = move || sending.refused::<Again<PoliciesTyped, PolicyRefused>>();
    let typed = untrack(again).map_or_else(|| data.with_untracked(|data| data.typed.clone()), |again| again.typed);
    let why = move || again().map(|again| again.why);
    let refused = Signal::derive(move || {
        (why() == Some(PolicyRefused::Changed))
            .then(|| "Somebody has just changed the policies. Load the page to see theirs, then say yours.".to_owned())
    });
    let limit = Signal::derive(move || {
        (why() == Some(PolicyRefused::Limit)).then(|| format!("A limit is a whole number from 1 to {MOST_LIMIT}."))
    });
    let version: Memo<u32> = shown_version(move || data.with(|data| (data.typed.clone(), data.version)), sending);
    let modes = [("off", "Is not asked"), ("tell", "Is told"), ("block", "Is told, and nothing else is taken")];
    let plan = [("off", "Is not asked"), ("tell", "Is told"), ("block", "Is told, and no plan is signed without")];
    view! {
        <section class="card">
            <div class="body">
                <RecordForm to=sending refused=refused stored=Some(("goals".to_owned(), version.into()))>
                    <Choice name="learning" label="One goal is about learning: education or certification".to_owned() options=options(&plan) value=typed.learning/>
                    <Choice name="project" label="One goal belongs to a project".to_owned() options=options(&plan) value=typed.project/>
                    <div class="fields">
                        <Choice name="objectives" label="One person has at most so many objectives in a cycle".to_owned() options=options(&modes) value=typed.objectives/>
                        <Field name="most_objectives" label="How many objectives" value=typed.most_objectives error=limit free=true/>
                    </div>
                    <div class="fields">
                        <Choice name="key_results" label="An objective has at most so many key results".to_owned() options=options(&modes) value=typed.key_results/>
                        <Field name="most_key_results" label="How many key results" value=typed.most_key_results error=limit free=true/>
                    </div>
                    <Choice name="measure" label="What is agreed has a measure".to_owned() options=options(&modes) value=typed.measure/>
                    <div class="actions"><Submit go=true pending=sending.pending()>"Save"</Submit></div>
                </RecordForm>
            </div>
        </section>
    }
}
