//! What a goal is, what it serves, what happened.

use crate::{
    goals::api::{GoalData, Happened, Served},
    parts::Initials,
};
use leptos::prelude::*;
use leptos_router::components::A;

/// What it is, and the facts about it.
#[component]
pub fn About(data: GoalData) -> impl IntoView {
    let GoalData { about, facts, reviewed, .. } = data;
    (!facts.is_empty() || !about.is_empty()).then(|| {
        view! {
            <section class="card" aria-labelledby="about-it">
                <header><h2 id="about-it">"What it is"</h2></header>
                <div class="body">
                    {(!about.is_empty()).then(|| view! { <p class="text">{about}</p> })}
                    <dl class="facts">
                        {facts.into_iter().map(|(what, text)| view! { <dt>{what}</dt><dd>{text}</dd> }).collect_view()}
                    </dl>
                    {(!reviewed.is_empty()).then(|| view! {
                        <ul class="reviewed" role="list">
                            {reviewed.into_iter().map(|(page, words)| view! { <li><A href=page>{words}</A></li> }).collect_view()}
                        </ul>
                    })}
                </div>
            </section>
        }
    })
}

/// What it serves, and what stands below it beside what its picture shows.
#[component]
pub fn Serves(data: GoalData) -> impl IntoView {
    let GoalData { parent, children, kind, row, .. } = data;
    let one = |Served { href, title, how }: Served| {
        let title = match href {
            Some(href) => view! { <A href=href>{title}</A> }.into_any(),
            None => title.into_any(),
        };
        view! { <li><div><div class="what">{title}</div><div class="why">{how}</div></div></li> }
    };
    let may_have_key_results = kind == "objective" && !row.standing.is_over();
    let new = format!("/goals/new?kind=key_result&parent={}", row.id);
    (parent.is_some() || !children.is_empty() || may_have_key_results).then(|| {
        view! {
            <section class="card" aria-labelledby="serves">
                <header>
                    <h2 id="serves">{if parent.is_some() { "Serves" } else { "Below it" }}</h2>
                    {may_have_key_results.then(|| view! { <A href=new attr:class="small">"Add a key result"</A> })}
                </header>
                {parent.clone().map(|parent| view! { <ul class="rows" role="list">{one(parent)}</ul> })}
                {(!children.is_empty()).then(|| view! {
                    {parent.is_some().then(|| view! { <header><h2>"Below it"</h2></header> })}
                    <ul class="rows" role="list">{children.into_iter().map(one).collect_view()}</ul>
                })}
            </section>
        }
    })
}

/// What happened to it, the last first.
#[component]
pub fn History(data: GoalData) -> impl IntoView {
    let GoalData { history, before, row, whole, .. } = data;
    let one = |Happened { initials, what, note, link, when }: Happened| {
        view! {
            <li>
                <Initials of=initials/>
                <div>
                    <div class="what">{what}</div>
                    {note.map(|note| view! { <p class="text">{note}</p> })}
                    {link.map(|link| {
                        let href = link.clone();
                        view! { <p class="text"><a href=href rel="external noopener noreferrer" target="_blank">{link}</a></p> }
                    })}
                </div>
                <span class="dim small">{when}</span>
            </li>
        }
    };
    whole.then(|| view! {
        <section class="card" aria-labelledby="history">
            <header><h2 id="history">"What happened"</h2></header>
            <ul class="rows log" role="list">{history.into_iter().map(one).collect_view()}</ul>
            {(before > 0).then(|| view! {
                <p class="body small"><a href=format!("/goals/{}?all=true#history", row.id) rel="external">{format!("{before} more before that")}</a></p>
            })}
        </section>
    })
}
