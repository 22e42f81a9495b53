//! Where there is no plan yet, and which others there are.

use super::super::api::{PlanLine, PlanPage};
use crate::parts::Icon;
use crate::parts::Title;
use leptos::prelude::*;
use leptos_router::components::A;

/// What will be here, and the one thing to do next.
#[component]
pub fn NoPlan(page: Signal<PlanPage>) -> impl IntoView {
    let (whose, review) = page.with_untracked(|page| (page.whose.clone(), page.review.clone()));
    let title = match &whose {
        Some(whose) => format!("Development plan, {whose}"),
        None => "Development plan".to_owned(),
    };
    let (heading, sentence, (href, action)) = match (whose, review) {
        (None, Some((page, cycle))) => (
            "Your development plan will be here",
            format!("It comes of your personal review of {cycle}: once both halves are shown, you and your manager write it, and both sign it."),
            (page, "Go to the review"),
        ),
        (None, None) => (
            "Your development plan will be here",
            "It comes of a personal review: what you are good at, where you grow, and the goals that you and your manager agree on. No review of yours was launched yet."
                .to_owned(),
            ("/goals?of=mine".to_owned(), "Look at your goals"),
        ),
        (Some(whose), Some((page, cycle))) => (
            "The plan will be here",
            format!("Once both halves of the review of {cycle} are shown, you and {whose} write it, and both sign it."),
            (page, "Go to the review"),
        ),
        (Some(whose), None) => (
            "There is no plan yet",
            format!("Once {whose} and who holds the review have signed one, it stands here."),
            ("/plan".to_owned(), "Go to your own"),
        ),
    };
    view! {
        <Title text=title.clone()/>
        <div class="head">
            <div>
                <nav class="crumbs" aria-label="Above"><ol><li><A href="/plan">"Growth"</A></li></ol></nav>
                <h1>{title}</h1>
            </div>
        </div>
        <section class="card" aria-labelledby="no-plan">
            <div class="empty">
                <Icon name="growth"/>
                <h2 id="no-plan">{heading}</h2>
                <p>{sentence}</p>
                <A href=href attr:class="btn go">{action}</A>
            </div>
        </section>
    }
}

/// Other plans of the same person, and those of the reader's people.
#[component]
pub fn Lists(page: Signal<PlanPage>) -> impl IntoView {
    view! {
        {move || {
            let (others, is_own) = page.with(|page| (page.others.clone(), page.whose.is_none()));
            view! { <List id="others" title=if is_own { "My other plans" } else { "Other plans" } lines=others/> }
        }}
        {move || view! { <List id="people" title="Plans of my people" lines=page.with(|page| page.people.clone())/> }}
    }
}

#[component]
fn List(id: &'static str, title: &'static str, lines: Vec<PlanLine>) -> impl IntoView {
    let one = |PlanLine { page, what, why }: PlanLine| {
        view! { <li><div><div class="what"><A href=page>{what}</A></div><div class="why">{why}</div></div></li> }
    };
    (!lines.is_empty()).then(|| {
        view! {
            <section class="card no-paper" aria-labelledby=id>
                <header><h2 id=id>{title}</h2></header>
                <ul class="rows" role="list">{lines.into_iter().map(one).collect_view()}</ul>
            </section>
        }
    })
}
