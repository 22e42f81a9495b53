//! /company. Who comes: everybody whom the last company review's contract lets see it. What would annoy: a page that only
//! administrators understand.

use super::{
    Dashboard,
    api::{self, CompanyData},
    dashboard::{follow_choice, forget_elsewhere},
};
use crate::{
    frame::loaded,
    goals::{Add, Glance},
    parts::{Done, Sending, Title},
    reading::read,
};
use leptos::prelude::*;
use leptos_router::{components::A, hooks::use_query_map};

/// What is said of what was just done on a dashboard.
pub fn say(word: &str) -> Option<&'static str> {
    (word == "acted").then_some("It is committed to, and stands below.")
}

/// /company.
#[component]
pub fn Company() -> impl IntoView {
    let query = use_query_map();
    let of = move |name: &'static str| Memo::new(move |_| query.with(|query| query.get(name).unwrap_or_default()));
    let (sort, section) = (of("sort"), of("section"));
    let add = Sending::to::<Add>();
    let data = read(move || add.answers(), move || api::Company { sort: sort.get(), section: section.get() });
    forget_elsewhere(add, move || section.get());
    view! {
        <Title text="Company"/>
        {loaded(data, move |data: Signal<CompanyData>| {
            follow_choice(section, move || data.with(|data| data.health.section.as_ref().map(|panel| panel.id.clone())));
            view! {
            <div class="head">
                <div>
                    <nav class="crumbs" aria-label="Above"><ol><li><A href="/teams">"Teams"</A></li></ol></nav>
                    <h1>{move || data.with(|data| data.name.clone())}</h1>
                </div>
            </div>
            <Done say=say/>
            {move || {
                let CompanyData { health, actions, within, .. } = data.get();
                view! { <Dashboard health=health actions=actions within=within add=add/> }
            }}
        }})}
        <Glance of=Signal::stored("company".to_owned())/>
    }
}
