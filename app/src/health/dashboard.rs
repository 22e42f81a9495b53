//! The dashboard of a group. Who comes: its lead, for ten seconds between two meetings, and then with the team to do something about
//! it. What would annoy: numbers that do not say what is the matter, and nothing to do next.

use super::{Across, Health, Offered, Panel};
use crate::{
    goals::{Act, Actions, ActionsData, Answered},
    parts::{Icon, Sending, counted},
    surveys::results::{Moved, Questions, SectionCard},
};
use leptos::prelude::*;
use leptos_router::components::A;
use wasm_bindgen::JsCast;
use web_sys::{FocusOptions, HtmlElement};

/// What a group's reviews say, what is done about it, and what the groups within it say.
#[component]
pub fn Dashboard(health: Health, actions: ActionsData, within: Option<Across>, add: Sending) -> impl IntoView {
    let level = actions.level.clone();
    let mut lead = health.lead.into_iter();
    let first = lead.next();
    let rest = lead.collect::<Vec<_>>().join(" ");
    let open = health.section.as_ref().map(|panel| panel.id.clone()).unwrap_or_default();
    let has_section = health.section.is_some();
    let base = results_of(&health.results);
    view! {
        <p class="lead"><b>{first}</b>" "{rest}</p>
        {(!health.about.is_empty()).then(|| view! { <p class="small dim">{health.about}</p> })}
        <Offers offers=health.offers/>
        {(!health.heat.is_empty()).then(|| view! {
            <div class="cols">
                <section class="card" aria-labelledby="heat">
                    <header><h2 id="heat">"Health by section"</h2>{has_section.then(|| view! { <Sorts base=health.base sort=health.sort.clone() open=open/> })}</header>
                    <div class="body">
                        <div class="scroll wide newest" inner_html=health.heat></div>
                        <p class="small dim">{health.notes.join(" ")}</p>
                    </div>
                </section>
                {health.section.map(|panel| view! { <Section panel=panel level=level.clone() sort=health.sort add=add/> })}
            </div>
        })}
        {(!has_section).then(|| actions.level.clone()).flatten().map(|level| view! {
            <section class="card" aria-label="Commit to something"><div class="body"><Act sending=add level=level word="Commit to something"/></div></section>
        })}
        <Actions data=actions/>
        {within.map(|within| view! { <Within within=within/> })}
        {health.others.into_iter().map(|section| {
            // On paper there is no room for why something is not shown.
            let class = if section.is_silent() { "no-print" } else { "" };
            view! { <div class=class><SectionCard section=section base=base.clone()/></div> }
        }).collect_view()}
    }
}

/// Brings who chose a section by the keyboard to it: the table that they chose it in is drawn anew, and their focus with it gone.
/// `chosen` is what the address names, `shown` what the page has.
pub fn follow_choice(chosen: Memo<String>, shown: impl Fn() -> Option<String> + 'static) {
    Effect::new(move |before: Option<String>| {
        let (shown, chosen) = (shown().unwrap_or_default(), chosen.get());
        if before.as_ref().is_some_and(|before| *before != chosen) && shown == chosen {
            request_animation_frame(|| {
                if let Some(title) = document().get_element_by_id("section-title") {
                    let options = FocusOptions::new();
                    options.set_prevent_scroll(true);
                    drop(title.unchecked_into::<HtmlElement>().focus_with_options(&options));
                }
            });
        }
        // Until the page shows what was chosen, it is still to come.
        if shown == chosen || before.is_none() { chosen } else { before.unwrap_or_default() }
    });
}

/// Lets a refusal go when the page shows something else than what it is about.
pub fn forget_elsewhere<T: PartialEq + 'static>(add: Sending, shown: impl Fn() -> T + 'static) {
    Effect::new(move |before: Option<T>| {
        let now = shown();
        if before.is_some_and(|before| before != now) {
            add.forget();
        }
        now
    });
}

/// A page of results without the group that it shows.
fn results_of(results: &str) -> String {
    results.split('?').next().unwrap_or_default().to_owned()
}

#[component]
fn Sorts(base: String, sort: String, open: String) -> impl IntoView {
    let one = move |(value, word): (&'static str, &'static str)| {
        let current = (sort == value).then_some("true");
        // Not the router's link: that takes every address of this page for the present one.
        view! { <a href=format!("{base}?sort={value}&section={open}") aria-current=current>{word}</a> }
    };
    let all = [("divided", "Most divided"), ("lowest", "Lowest"), ("fell", "Fell most")];
    view! { <nav class="seg" aria-label="Sort by">{all.into_iter().map(one).collect_view()}</nav> }
}

/// What a team without numbers of its own can do.
#[component]
fn Offers(offers: Vec<Offered>) -> impl IntoView {
    (!offers.is_empty()).then(|| {
        view! {
            <section class="card no-print" aria-labelledby="offers">
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
fn Section(panel: Panel, level: Option<String>, sort: String, add: Sending) -> impl IntoView {
    let pill = panel.pill.map(|(moved, words)| {
        let (class, icon) = match moved {
            Moved::Fell => ("pill bad", "square"),
            Moved::Rose => ("pill good", "circle"),
            Moved::NotClear | Moved::Apart => ("pill warn", "triangle"),
        };
        view! { <span class=class><Icon name=icon/>{words}</span> }
    });
    let origin = Answered { source: ("survey", panel.survey), section: panel.id, sort };
    let base = results_of(&panel.results);
    view! {
        <section class="card" id="section" aria-labelledby="section-title">
            <header><h2 id="section-title" tabindex="-1">{panel.title}</h2>{pill}</header>
            {(!panel.chart.is_empty()).then(|| view! { <div class="body" inner_html=panel.chart></div> })}
            {panel.earlier.map(|earlier| view! {
                <p class="dim below">{format!("The last review did not ask about it. This is what {earlier} said.")}</p>
            })}
            <Questions section=panel.shown base=base/>
            <div class="body">
                {level.map(|level| view! { <Act sending=add level=level origin=origin word="Do something about it"/> })}
                <p class="small no-print"><a href=panel.results rel="external">"All results, with files of them"</a></p>
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
                {(more > 0).then(|| view! { <p class="small dim">{format!("Not listed here: {}. The survey's results have them.", counted(more, "more group", "more groups"))}</p> })}
                <p class="small dim">"In the order of the organisation. Groups differ in what they do; no lead is measured here."</p>
            </div>
        </section>
    }
}
