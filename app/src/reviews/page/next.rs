//! The goals of the cycle that begins: drafted, and agreed by both.

use super::{
    super::api::{NextGoal, ReviewData},
    Sendings, Which,
};
use crate::{
    goals::{Asks, Draft},
    parts::{Form, Icon, Submit},
};
use leptos::prelude::*;
use leptos_router::components::A;
use waymark::review::Side;

/// What is agreed on for the cycle.
#[component]
pub fn Next(data: Signal<ReviewData>, sendings: StoredValue<Sendings>) -> impl IntoView {
    let Sendings { begin, .. } = sendings.get_value();
    let goals = Memo::new(move |_| data.with(|data| data.next.clone()));
    let asks = Memo::new(move |_| data.with(|data| data.asks.clone()));
    let (cycle, side, first) = data.with_untracked(|data| (data.cycle.1.clone(), data.side, data.person.first.clone()));
    let draft = data.with_untracked(|data| data.draft.clone());
    let about = match side {
        Side::Own => "What you set out to do. Each counts once both of you agree, and stands in the plan.".to_owned(),
        Side::Manager => format!("What {first} sets out to do. Each counts once both of you agree, and stands in the plan."),
    };
    view! {
        <section class="card" id="next" aria-labelledby="next-title">
            <header><h2 id="next-title">{format!("Goals of {cycle}")}</h2><p>{about}</p></header>
            {move || goals.with(Vec::is_empty).then(|| view! {
                <p class="body dim">"None yet. Draft the first: a sentence, a number, a day."</p>
            })}
            {move || (!goals.with(Vec::is_empty)).then(|| view! {
                <ul class="rows" role="list">
                    {goals.get().into_iter().map(|goal| view! { <One data=data goal=goal sendings=sendings/> }).collect_view()}
                </ul>
            })}
            <div class="body">
                {move || view! { <Asks asks=asks.get()/> }}
                {draft.map(|draft| view! { <Draft of=draft begin=begin/> })}
            </div>
        </section>
    }
}

#[component]
fn One(data: Signal<ReviewData>, goal: NextGoal, sendings: StoredValue<Sendings>) -> impl IntoView {
    let Sendings { agree, .. } = sendings.get_value();
    let NextGoal { id, sequence, title, about, waits, agrees, unmeasured } = goal;
    let what = title.clone();
    let is_agreed = waits.is_none();
    let waits = waits.map(|waits| format!("{about} · {waits}")).unwrap_or(about);
    view! {
        <li>
            <div>
                <p class="what"><A href=format!("/goals/{id}")>{title}</A></p>
                <p class="why">{waits}</p>
                {unmeasured.then(|| view! { <p class="why missing"><Icon name="alert"/>"It has no measure yet."</p> })}
            </div>
            {is_agreed.then(|| view! { <span class="pill good"><Icon name="check"/>"Agreed"</span> })}
            {agrees.then(|| view! {
                <Form to=agree>
                    <Which data=data/>
                    <input type="hidden" name="goal" value=id/>
                    <input type="hidden" name="seen" value=sequence.to_string()/>
                    <Submit pending=agree.pending()>"Agree"<span class="hush">" to "{what}</span></Submit>
                </Form>
            })}
        </li>
    }
}
