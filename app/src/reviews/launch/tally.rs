//! How far many reviews are, in numbers; and what is launched in a cycle.

use super::api::{LaunchLine, LaunchesData, Sought};
use crate::parts::{Icon, Note, counted};
use leptos::prelude::*;
use leptos_router::components::A;
use waymark::review::Tally;

/// The stages of reviews: the word of the address, what is said, and how many are there.
fn stages(tally: &Tally) -> [(&'static str, &'static str, usize); 6] {
    [
        ("untouched", "Not begun", tally.untouched),
        ("prepare", "Preparing", tally.prepare.saturating_sub(tally.untouched)),
        ("share", "One half shared", tally.share),
        ("talk", "Talking", tally.talk),
        ("sign", "One signature", tally.sign),
        ("signed", "Signed", tally.signed),
    ]
}

/// The stages to choose from.
pub(super) fn choices() -> Vec<(String, String)> {
    let of = stages(&Tally::default()).map(|(word, said, _)| (word.to_owned(), said.to_owned()));
    std::iter::once((String::new(), "All stages".to_owned())).chain(of).collect()
}

/// A bar as long as its share of all; what is there at all can be seen.
fn bar(count: usize, all: usize) -> String {
    let percent = (count * 100).div_ceil(all.max(1));
    format!(
        "<svg><rect class=\"track\" width=\"100%\" height=\"8\" rx=\"4\"/><rect class=\"fill\" width=\"{percent}%\" height=\"8\" rx=\"4\"/></svg>"
    )
}

/// How many reviews of a launch are at each stage; each leads to those who are there.
#[component]
pub(super) fn Stages(
    tally: Tally,
    /// Which launch.
    launch: String,
) -> impl IntoView {
    let to =
        |step: &str, only: &str| Sought { step: step.to_owned(), only: only.to_owned(), ..Sought::default() }.address(&launch, 0);
    let row = |(step, said, count): (&'static str, &'static str, usize)| {
        let word = if count > 0 {
            view! { <A href=to(step, "")>{said}</A> }.into_any()
        } else {
            view! { <span class="dim">{said}</span> }.into_any()
        };
        view! {
            <li>
                <span>{word}</span>
                <span class="bar" aria-hidden="true" inner_html=bar(count, tally.all)></span>
                <span class="num">{count.to_string()}</span>
            </li>
        }
    };
    view! {
        <ul class="review-stages" role="list">{stages(&tally).map(row).collect_view()}</ul>
        {(tally.late > 0).then(|| view! {
            <p class="review-late"><Icon name="clock"/><A href=to("", "late")>{format!("{} late", counted(tally.late, "review is", "reviews are"))}</A></p>
        })}
    }
}

/// What is launched in a cycle, and who has no review in it.
#[component]
pub fn Launches(
    data: LaunchesData,
    /// Which cycle.
    cycle: String,
    /// Whether it is closed.
    closed: bool,
) -> impl IntoView {
    let is_empty = data.lines.is_empty();
    let more = data.people - data.covered - data.missing.len();
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    let missing = data.missing.join(", ");
    let line = |line: LaunchLine| {
        let (address, name) = (format!("/admin/reviews/{}", line.id), format!("{}, launched {}", line.questionnaire, line.at));
        let why = format!("{}: {}.", counted(line.tally.all, "person", "people"), line.dates);
        view! {
            <li class="review-launch">
                <div>
                    <div class="what"><A href=address>{name}</A></div>
                    <div class="why">{why}</div>
                    <Stages tally=line.tally launch=line.id/>
                </div>
            </li>
        }
    };
    view! {
        <section class="card" aria-labelledby="reviews">
            <header><h2 id="reviews">"Personal reviews"</h2></header>
            {is_empty.then(|| view! { <div class="body"><p class="dim">"No personal review is launched yet."</p></div> })}
            {(!is_empty).then(|| view! {
                <ul class="rows" role="list">{data.lines.into_iter().map(line).collect_view()}</ul>
                <div class="body">
                    <Note>{if missing.is_empty() {
                        "Everybody who has an address has a review in this cycle.".to_owned()
                    } else {
                        format!("{} of {} have one. No review: {missing}{rest}.", data.covered, counted(data.people, "person", "people"))
                    }}</Note>
                </div>
            })}
            {(!closed).then(|| view! {
                <div class="body actions"><A href=format!("/admin/cycles/{cycle}/reviews") attr:class="btn">"Launch personal reviews"</A></div>
            })}
        </section>
    }
}
