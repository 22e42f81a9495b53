//! /compare. Who comes: a manager of several teams, looking for a section that is low everywhere, or for a team that does well in what
//! another lacks. What would annoy: a ranking of their leads.

use super::{
    api::{self, CompareData},
    dashboard::Within,
};
use crate::parts::Title;
use crate::{frame::loaded, parts::Choice, reading::read};
use leptos::prelude::*;
use leptos_router::{components::A, hooks::use_query_map};

/// /compare.
#[component]
pub fn Compare() -> impl IntoView {
    let query = use_query_map();
    let of = move |name: &'static str| Memo::new(move |_| query.with(|query| query.get(name).unwrap_or_default()));
    let (review, within) = (of("review"), of("within"));
    let data = read(|| 0, move || api::Compare { review: review.get(), within: within.get() });
    view! {
        <Title text="Compare teams"/>
        {loaded(data, |data: Signal<CompareData>| move || view! { <Content data=data.get()/> })}
    }
}

#[component]
fn Content(data: CompareData) -> impl IntoView {
    let several = data.reviews.len() > 1;
    view! {
        <div class="head">
            <div>
                <nav class="crumbs" aria-label="Above"><ol>
                    <li><A href="/teams">"Teams"</A></li>
                    {data.above.into_iter().map(|(href, name)| view! { <li><A href=href>{name}</A></li> }).collect_view()}
                </ol></nav>
                <h1>{data.name}</h1>
            </div>
        </div>
        {several.then(|| view! {
            <form class="choose-unit" method="get" action="/compare">
                <Choice name="review" label="Review".to_owned() options=data.reviews value=data.review/>
                <button class="btn" type="submit">"Show it"</button>
            </form>
        })}
        <Within within=data.across/>
    }
}
