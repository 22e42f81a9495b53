//! /goals/:id. Who comes: whoever answers for it, to say in half a minute how it goes; and the team, to see. What would annoy: a
//! form as long as the work.

use super::{
    Standing,
    act::Fields,
    api::{self, Correct, GoalData, GoalTyped, GoalWrong, Happened, Reopen, Report, ReportTyped},
    list::Pill,
    said::{other_wrong, refused_sentence},
};
use crate::{
    failure::Again,
    frame::loaded,
    parts::{Choice, Done, Form, Refusal, Sending, Submit, TextArea, answers, shown_version},
    reading::read,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{components::A, hooks::use_params_map};
use waymark::goal::{LONGEST_NOTE, Refused};

fn say(word: &str) -> Option<&'static str> {
    Some(match word {
        "reported" => "Noted.",
        "ended" => "It has ended. Its history stays, and the team is told at the next review.",
        "saved" => "Saved.",
        "reopened" => "It goes on.",
        _ => return None,
    })
}

/// /goals/:id.
#[component]
pub fn Goal() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").unwrap_or_default());
    let (report, correct, reopen) = (Sending::to::<Report>(), Sending::to::<Correct>(), Sending::to::<Reopen>());
    let data = read(move || answers([report, correct, reopen]), move || api::Show { id: id.get() });
    view! {
        {loaded(data, move |data: Signal<GoalData>| {
            let title = move || data.with(|data| data.typed.title.clone());
            view! {
                <Title text=title/>
                {move || view! { <Head data=data.get()/> }}
                <Done say=say/>
                {move || {
                    let (tends, has_ended) = data.with(|data| (data.tends, data.standing.is_over()));
                    match (tends, has_ended) {
                        (false, _) => None,
                        (true, true) => Some(view! { <GoesOn data=data reopen=reopen/> }.into_any()),
                        (true, false) => Some(view! { <Tend data=data report=report correct=correct/> }.into_any()),
                    }
                }}
                {move || view! { <History happened=data.with(|data| data.history.clone())/> }}
            }
        })}
    }
}

#[component]
fn Head(data: GoalData) -> impl IntoView {
    let (page, of) = data.level;
    let word = if data.standing.is_over() { "Was due" } else { "Due" };
    view! {
        <div class="head">
            <div>
                <nav class="crumbs" aria-label="Above"><ol><li><A href=page>{of}</A></li></ol></nav>
                <h1>{data.typed.title}</h1>
                <p class="sub">
                    {format!("{word} {}, ", data.due)}
                    <A href=format!("/people/{}", data.owner.id)>{data.owner.name}</A>
                    {data.origin.map(|(href, words)| view! { " · " <a href=href rel="external">{words}</a> })}
                </p>
            </div>
            <Pill standing=data.standing/>
        </div>
    }
}

/// What the form of a goal sends of which goal it is, and of how much of its history was seen.
#[component]
fn Which(data: Signal<GoalData>, #[prop(optional)] seen: Option<Signal<u32>>) -> impl IntoView {
    let seen = seen.unwrap_or_else(|| Signal::derive(move || data.with(|data| data.sequence)));
    view! {
        <input type="hidden" name="id" value=move || data.with(|data| data.id.clone())/>
        <input type="hidden" name="seen" value=move || seen.get().to_string()/>
    }
}

#[component]
fn Tend(data: Signal<GoalData>, report: Sending, correct: Sending) -> impl IntoView {
    let again = move || report.refused::<Again<ReportTyped, Refused>>();
    let stored = || ReportTyped { status: data.with_untracked(|data| data.status.clone()), note: String::new() };
    let typed = untrack(again).map_or_else(stored, |again| again.typed);
    let note_wrong =
        Signal::derive(move || again().filter(|again| again.why == Refused::LongNote).map(|again| refused_sentence(again.why)));
    let refused =
        Signal::derive(move || again().filter(|again| again.why != Refused::LongNote).map(|again| refused_sentence(again.why)));
    let options = [
        ("on_track", Standing::OnTrack),
        ("behind", Standing::Behind),
        ("at_risk", Standing::AtRisk),
        ("done", Standing::Done),
        ("dropped", Standing::Dropped),
    ];
    let options = options.map(|(value, standing)| (value.to_owned(), standing.said().2.to_owned())).to_vec();
    view! {
        <section class="card" aria-labelledby="report">
            <header><h2 id="report">"How does it go?"</h2></header>
            <div class="body">
                <Refusal of=report why=refused/>
                <Form to=report class="form wide" clears=true>
                    <Which data=data/>
                    <Choice name="status" label="It is".to_owned() options=options value=typed.status/>
                    <TextArea name="note" label="A word about it" value=typed.note error=note_wrong optional=true most=LONGEST_NOTE/>
                    <div class="actions"><Submit go=true pending=report.pending()>"Say so"</Submit></div>
                </Form>
            </div>
        </section>
        <Change data=data correct=correct/>
    }
}

#[component]
fn Change(data: Signal<GoalData>, correct: Sending) -> impl IntoView {
    let again = move || correct.refused::<Again<GoalTyped, GoalWrong>>();
    let first = untrack(again);
    let is_open = first.is_some();
    let typed = first.map_or_else(|| data.with_untracked(|data| data.typed.clone()), |again| again.typed);
    let wrong = Signal::derive(move || again().map(|again| again.why));
    let refused = Signal::derive(move || wrong.with(|wrong| other_wrong(wrong.as_ref()?)));
    // What others change while somebody types is refused once, with what it is now on top of the page; who sends theirs again knows.
    let shown = shown_version(move || data.with(|data| (data.typed.clone(), data.sequence)), correct);
    let seen = Signal::derive(move || {
        let is_told = wrong.with(|wrong| *wrong == Some(GoalWrong::Rule(Refused::Changed)));
        if is_told { data.with(|data| data.sequence) } else { shown.get() }
    });
    view! {
        <section class="card" aria-labelledby="change">
            <header><h2 id="change">"What was agreed"</h2></header>
            <details class="body" open=is_open>
                <summary>"Change what it is, who answers for it, or by when"</summary>
                <Refusal of=correct why=refused/>
                <Form to=correct class="form wide">
                    <Which data=data seen=seen/>
                    <Fields typed=typed wrong=wrong/>
                    <div class="actions"><Submit pending=correct.pending()>"Save"</Submit></div>
                </Form>
            </details>
        </section>
    }
}

#[component]
fn GoesOn(data: Signal<GoalData>, reopen: Sending) -> impl IntoView {
    let refused = Signal::derive(move || reopen.refused().map(refused_sentence));
    view! {
        <section class="card" aria-labelledby="again">
            <header><h2 id="again">"Not over after all?"</h2></header>
            <div class="body">
                <Refusal of=reopen why=refused/>
                <Form to=reopen>
                    <Which data=data/>
                    <Submit pending=reopen.pending()>"Reopen it"</Submit>
                </Form>
            </div>
        </section>
    }
}

#[component]
fn History(happened: Vec<Happened>) -> impl IntoView {
    let one = |Happened { what, note, when }: Happened| {
        view! {
            <li>
                <div><div class="what">{what}</div>{note.map(|note| view! { <p class="text">{note}</p> })}</div>
                <span class="dim small">{when}</span>
            </li>
        }
    };
    view! {
        <section class="card" aria-labelledby="history">
            <header><h2 id="history">"What happened"</h2></header>
            <ul class="rows told" role="list">{happened.into_iter().map(one).collect_view()}</ul>
        </section>
    }
}
