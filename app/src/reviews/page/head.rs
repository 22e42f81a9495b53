//! Whose review it is, how far it is, and who sees what.

use super::super::api::{Dated, ReviewData};
use crate::parts::Icon;
use leptos::prelude::*;
use leptos_router::components::A;
use waymark::review::{Side, Stage};

/// What the page is called.
pub fn title(data: &ReviewData) -> String {
    match data.side {
        Side::Own => format!("My review, {}", data.cycle.1),
        Side::Manager => format!("Review of {}, {}", data.person.name, data.cycle.1),
    }
}

/// The page's head, with the dates.
#[component]
pub fn Head(data: Signal<ReviewData>) -> impl IntoView {
    let heading = data.with_untracked(title);
    let (side, plan) = data.with_untracked(|data| (data.side, data.plan.clone()));
    let above = match side {
        Side::Own => ("/", "Home"),
        Side::Manager => ("/reports", "Who reports to me"),
    };
    let is_open = Memo::new(move |_| data.with(|data| data.open || data.is_signed()));
    let signed = move || data.with(ReviewData::is_signed);
    view! {
        <div class="head">
            <div>
                <nav class="crumbs" aria-label="Above"><ol><li><A href=above.0>{above.1}</A></li></ol></nav>
                <h1>{heading}</h1>
                <p class="sub">{move || data.with(sub)}</p>
            </div>
            {move || is_open.get().then(|| {
                let (plan, word) = (plan.clone(), if signed() { "Read the plan" } else { "Write the plan" });
                view! { <A href=plan attr:class="btn go">{word}</A> }
            })}
        </div>
        <ol class="dates" aria-label="Dates">
            {move || data.with(|data| data.dates.clone()).into_iter().map(date).collect_view()}
        </ol>
    }
}

fn date(Dated { word, day, done, now }: Dated) -> impl IntoView {
    let class = if done {
        "done"
    } else if now {
        "here"
    } else {
        ""
    };
    let state = if done { "done" } else { "by" };
    view! {
        <li class=class aria-current=now.then_some("step")>
            <b>{word}</b>
            <span>{if done { view! { <Icon name="check"/>{state} }.into_any() } else { format!("by {day}").into_any() }}</span>
        </li>
    }
}

fn sub(data: &ReviewData) -> String {
    let other = match data.side {
        Side::Own => &data.manager,
        Side::Manager => &data.person,
    };
    let with = format!("With {}", other.name);
    let what = match (data.stage, data.side) {
        _ if data.closed && data.stage != Stage::Signed => "its cycle is closed".to_owned(),
        (Stage::Prepare, _) => format!("both write, each for themselves; share by {}", data.share),
        (Stage::Share(shared), side) if shared == side => format!("{} has not shared yet", other.first),
        (Stage::Share(_), _) => format!("{} has shared", other.first),
        (Stage::Talk, _) => "both are shared; talk, agree on goals, and write the plan".to_owned(),
        (Stage::Sign(signed), side) if signed == side => format!("you signed the plan, and {} has yet to", other.first),
        (Stage::Sign(_), _) => format!("{} signed the plan; read it and sign", other.first),
        (Stage::Signed, _) => "the plan is signed by both".to_owned(),
    };
    format!("{with} · {what}")
}

/// Who sees what of it, at this moment.
#[component]
pub fn Privacy(data: Signal<ReviewData>) -> impl IntoView {
    let said = Memo::new(move |_| data.with(privacy));
    move || {
        let (icon, text) = said.get();
        view! { <div class="note"><Icon name=icon/><p>{text}</p></div> }
    }
}

fn privacy(data: &ReviewData) -> (&'static str, String) {
    let (mine, other) = (data.halves.of(data.side), data.halves.of(data.side.other()));
    let who = match data.side {
        Side::Own => &data.manager,
        Side::Manager => &data.person,
    };
    if let Some(day) = &data.emptied {
        return (
            "info",
            format!(
                "The texts of this review were removed on {day}, as your organisation's retention says. How far it came stays."
            ),
        );
    }
    let text = match (&mine.shared, mine.revealed, &other.shared, other.revealed) {
        (_, true, _, true) => {
            return (
                "eye",
                "You both see both halves, and nobody else does. What is changed now stays visible beside what was there before."
                    .to_owned(),
            );
        }
        (_, true, _, false) => {
            return (
                "eye",
                format!("{} sees what you shared. What you change now stays visible beside what was there before.", who.first),
            );
        }
        (None, _, Some(_), true) => format!(
            "{} shared, and the day for it has passed, so you see it. Yours is seen by nobody until you share it.",
            who.first
        ),
        (None, _, Some(_), false) => format!(
            "{} has shared. Both halves are shown once you share yours, or on the day after {}. Until then nobody else sees what you write: not {}, no administrator.",
            who.first, data.share, who.first
        ),
        (None, _, None, _) => format!(
            "Nobody else sees what you write: not {}, no administrator. Once both have shared, both halves are shown; what is shared by {} is shown the day after in any case.",
            who.first, data.share
        ),
        (Some(_), false, _, _) => format!(
            "You have shared. {} sees it once theirs is shared, too, or on the day after {}. Until then you can change it, or take it back.",
            who.first, data.share
        ),
    };
    ("lock", text)
}
