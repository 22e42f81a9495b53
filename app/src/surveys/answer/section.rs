//! One section a screen: its questions, how far one is, and where one goes on.

use super::{
    question::{Paper, question},
    sheet::{Progress, Sheet},
};
use crate::{parts::Icon, surveys::api::AnswerPlainly};
use leptos::{prelude::*, server_fn::ServerFn};
use waymark::survey::Mode;

/// The section at step `at`, from 1.
pub fn section(sheet: Sheet, at: usize) -> impl IntoView {
    let data = sheet.data.get_value();
    let sections = data.form.sections.len();
    let section = data.form.sections[at - 1].clone();
    let first: usize = data.form.sections[..at - 1].iter().map(|section| section.questions.len()).sum();
    let next = data.form.sections.get(at).map_or_else(|| "Look it over".to_owned(), |next| format!("Next: {}", next.title));
    let crumbs = move || {
        let left = match sheet.minutes_left() {
            0 | 1 => "about a minute left".to_owned(),
            minutes => format!("about {minutes} minutes left"),
        };
        format!("{} · section {at} of {sections} · {left}", sheet.data.with_value(|data| data.name.clone()))
    };
    let is_open = data.mode == Mode::Open;
    let questions =
        section.questions.into_iter().enumerate().map(|(place, one)| question(Paper::Survey(sheet), first + place, one));
    let about = section.about;
    view! {
        <div>
            <p class="crumbs">{crumbs}</p>
            {steps(at, sections)}
        </div>
        <div>
            <h1 tabindex="-1">{section.title}</h1>
            {(!about.is_empty()).then(|| view! { <p class="sub dim">{about}</p> })}
        </div>
        {(at == 1).then(|| reminder(is_open))}
        <form
            method="post"
            action=AnswerPlainly::PATH
            class="questions"
            on:submit=move |event| { event.prevent_default(); sheet.go(at + 1); }
        >
            {is_open.then(|| plain_fields(sheet, at))}
            {questions.collect_view()}
            <div class="foot">
                <button class="btn bare" type="submit" name="go" value="back" on:click=move |event| { event.prevent_default(); sheet.go(at - 1); }>"Back"</button>
                <span class="small dim">
                    <span role="status">{move || kept(sheet)}</span>
                    <span class="only-wide">{move || if kept(sheet).is_empty() { "Keys 1–5 answer, ↓ goes on" } else { " · keys 1–5 answer, ↓ goes on" }}</span>
                </span>
                <button class="btn go" type="submit" name="go" value="next">{next}</button>
            </div>
        </form>
    }
}

/// How far section `at` is, from 1.
pub fn steps(at: usize, sections: usize) -> impl IntoView {
    view! {
        <div class="steps" role="img" aria-label=format!("section {at} of {sections}")>
            {(1..=sections).map(|step| view! { <i class:done=step < at class:here=step == at></i> }).collect_view()}
        </div>
    }
}

/// What a form without script sends beside its answers.
pub fn plain_fields(sheet: Sheet, at: usize) -> impl IntoView {
    let survey = sheet.data.with_value(|data| data.id.to_string());
    view! {
        <input type="hidden" name="survey" value=survey/>
        <input type="hidden" name="version" value=move || sheet.version.get().to_string()/>
        <input type="hidden" name="at" value=at.to_string()/>
    }
}

/// Where the answers are.
fn kept(sheet: Sheet) -> &'static str {
    let is_open = sheet.data.with_value(|data| data.mode == Mode::Open);
    match (sheet.progress.get(), is_open) {
        (Progress::Idle, _) => "",
        (Progress::Sending, _) => "Saving",
        (Progress::Kept, true) => "Saved",
        _ => "Saved on this device",
    }
}

fn reminder(is_open: bool) -> impl IntoView {
    let (icon, text) = if is_open {
        ("eye", "Your answers carry your name. They are sent when you say so, on the last page.")
    } else {
        (
            "lock",
            "Stored without your name; whoever runs the server could read it. Until you send your answers they stay on this device.",
        )
    };
    view! { <div class="note"><Icon name=icon/><p>{text}</p></div> }
}
