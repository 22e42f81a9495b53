//! The dashboard of a group. Who comes: its lead, for ten seconds between two meetings, and then with the team to do something about
//! it. What would annoy: numbers that do not say what is the matter, and nothing to do next.

use super::{Across, Health, Offered, Panel};
use crate::{
    goals::{Act, Actions, ActionsData},
    parts::{Icon, Sending},
    surveys::results::{Moved, Questions, SectionCard},
};
use leptos::prelude::*;
use leptos_router::components::A;

/// What a group's reviews say, what is done about it, and what the groups within it say.
#[component]
pub fn Dashboard(health: Health, actions: ActionsData, within: Option<Across>, add: Sending) -> impl IntoView {
    let (base, lead) = (health.base.clone(), health.lead);
    let level = actions.level.clone();
    let has_heat = !health.heat.is_empty();
    let results = health.results.clone();
    let has_section = health.section.is_some();
    view! {
        {(!lead.is_empty()).then(move || {
            let mut lead = lead.into_iter();
            let first = lead.next();
            view! { <p class="lead"><b>{first}</b>" "{lead.collect::<Vec<_>>().join(" ")}</p> }
        })}
        {(!health.about.is_empty()).then(|| view! { <p class="small dim">{health.about}</p> })}
        <Offers offers=health.offers/>
        {has_heat.then(|| view! {
            <div class="cols">
                <section class="card" aria-labelledby="heat">
                    <header><h2 id="heat">"Health by section"</h2><Sorts base=base sort=health.sort/></header>
                    <div class="body">
                        <div class="scroll wide" inner_html=health.heat></div>
                        <p class="small dim">{health.notes.join(" ")}</p>
                    </div>
                </section>
                {health.section.map(|panel| view! { <Section panel=panel level=level.clone() add=add results=results.clone()/> })}
            </div>
        })}
        {(!has_section).then(|| actions.level.clone()).flatten().map(|level| view! {
            <section class="card" aria-label="Commit to something"><div class="body"><Act sending=add level=level word="Commit to something"/></div></section>
        })}
        <Actions data=actions/>
        {within.map(|within| view! { <Within within=within/> })}
        {health.others.into_iter().map(|section| view! { <SectionCard section=section base=results_of(&health.results)/> }).collect_view()}
    }
}

/// A page of results without the group that it shows.
fn results_of(results: &str) -> String {
    results.split('?').next().unwrap_or_default().to_owned()
}

#[component]
fn Sorts(base: String, sort: String) -> impl IntoView {
    let one = move |(value, word): (&'static str, &'static str)| {
        let current = (sort == value).then_some("true");
        // Not the router's link: that takes every address of this page for the present one.
        view! { <a href=format!("{base}?sort={value}") aria-current=current>{word}</a> }
    };
    let all = [("divided", "Most divided"), ("lowest", "Lowest"), ("fell", "Fell most")];
    view! { <nav class="seg" aria-label="Sort by">{all.into_iter().map(one).collect_view()}</nav> }
}

/// What a team without numbers of its own can do.
#[component]
fn Offers(offers: Vec<Offered>) -> impl IntoView {
    (!offers.is_empty()).then(|| {
        view! {
            <section class="card" aria-labelledby="offers">
                <header><h2 id="offers">"What you can do"</h2></header>
                <ul class="rows" role="list">
                    {offers.into_iter().map(|offer| view! {
                        <li>
                            <Icon name="info"/>
                            <p>{offer.text}</p>
                            {offer.link.map(|(href, word)| view! { <A href=href attr:class="btn">{word}</A> })}
                        </li>
                    }).collect_view()}
                </ul>
            </section>
        }
    })
}

/// The section that is looked at: how it moved, its questions, and what to do about it.
#[component]
fn Section(panel: Panel, level: Option<String>, add: Sending, results: String) -> impl IntoView {
    let pill = panel.pill.map(|(moved, words)| {
        let (class, icon) = match moved {
            Moved::Fell => ("pill bad", "square"),
            Moved::Rose => ("pill good", "circle"),
            Moved::NotClear | Moved::Apart => ("pill warn", "triangle"),
        };
        view! { <span class=class><Icon name=icon/>{words}</span> }
    });
    let origin = (panel.survey, panel.id);
    let base = results_of(&results);
    view! {
        <section class="card" id="section" aria-labelledby="section-title">
            <header><h2 id="section-title">{panel.title}</h2>{pill}</header>
            {(!panel.chart.is_empty()).then(|| view! { <div class="body" inner_html=panel.chart></div> })}
            {match panel.shown {
                Some(section) => view! { <Questions section=section base=base/> }.into_any(),
                None => view! { <p class="body dim">"The last review did not ask about it."</p> }.into_any(),
            }}
            <div class="body">
                {level.map(|level| view! { <Act sending=add level=level origin=origin word="Do something about it"/> })}
                <p class="small"><a href=results rel="external">"All results, with files of them"</a></p>
            </div>
        </section>
    }
}

/// The groups within.
#[component]
pub fn Within(within: Across) -> impl IntoView {
    let more = within.more;
    view! {
        <section class="card" aria-labelledby="within">
            <header><h2 id="within">"Section by section"</h2><p>{within.about}</p></header>
            <div class="body">
                <div class="scroll wide" inner_html=within.heat></div>
                {(more > 0).then(|| view! { <p class="small dim">{format!("{more} more groups are not listed here; the survey's results have them.")}</p> })}
                <p class="small dim">"In the order of the organisation. Groups differ in what they do; no lead is measured here."</p>
            </div>
        </section>
    }
}
