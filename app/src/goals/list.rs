//! Goals in lists.

use super::{ActionsData, Line, Standing};
use crate::parts::Icon;
use leptos::prelude::*;
use leptos_router::components::A;

/// How a goal is.
#[component]
pub(super) fn Pill(standing: Standing) -> impl IntoView {
    let (class, icon, word) = standing.said();
    view! { <span class=class><Icon name=icon/>{word}</span> }
}

/// A goal in a list.
#[component]
fn GoalRow(line: Line) -> impl IntoView {
    let href = format!("/goals/{}", line.id);
    let update = (line.tends && !line.ended).then(|| (href.clone(), line.title.clone()));
    view! {
        <li>
            <Pill standing=line.standing/>
            <div><div class="what"><A href=href>{line.title}</A></div><div class="why">{line.why}</div></div>
            {update.map(|(href, title)| view! { <A href=href attr:class="btn">"Update"<span class="hush">" “"{title}"”"</span></A> })}
        </li>
    }
}

/// What is done about what a group said.
#[component]
pub fn Actions(data: ActionsData) -> impl IntoView {
    let is_empty = data.lines.is_empty();
    let who = match (&data.level, data.is_company) {
        (Some(_), _) => "you commit",
        (None, true) => "the company commits",
        (None, false) => "the team commits",
    };
    let more = data.more;
    view! {
        <section class="card" id="actions" aria-labelledby="actions-title">
            <header><h2 id="actions-title">"You said, we did"</h2></header>
            {is_empty.then(|| view! {
                <p class="body dim">{format!("Nothing yet. What {who} to stands here, and at the beginning of the next review.")}</p>
            })}
            {(!is_empty).then(|| view! { <ul class="rows goals" role="list">{data.lines.into_iter().map(|line| view! { <GoalRow line=line/> }).collect_view()}</ul> })}
            {(more > 0).then(|| view! { <p class="body small dim">{format!("{more} more ended before.")}</p> })}
        </section>
    }
}

/// Somebody's goals on their home page.
#[component]
pub fn Goals(lines: Vec<Line>) -> impl IntoView {
    (!lines.is_empty()).then(|| {
        view! {
            <section class="card" aria-labelledby="my-goals">
                <header><h2 id="my-goals">"My goals"</h2></header>
                <ul class="rows goals" role="list">{lines.into_iter().map(|line| view! { <GoalRow line=line/> }).collect_view()}</ul>
            </section>
        }
    })
}
