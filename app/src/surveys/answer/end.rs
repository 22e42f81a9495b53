//! Looking it over, and what stands there once it is sent.

use super::{
    question::{NOT_FOR_ME, POINTS},
    saving,
    section::plain_fields,
    sheet::{Progress, Sheet},
};
use crate::{
    parts::{Icon, counted},
    surveys::api::AnswerPlainly,
};
use leptos::{either::Either, prelude::*, server_fn::ServerFn};
use waymark::{
    questionnaire::{Ask, Question},
    survey::{Mode, answer::LONGEST_TEXT, release::Value},
};

/// The last steps.
pub fn end(sheet: Sheet, is_sent: bool) -> impl IntoView {
    if is_sent { Either::Left(sent(sheet)) } else { Either::Right(look_over(sheet)) }
}

/// An answer as it is read back.
fn said(question: &Question, value: Option<&Value>) -> Option<String> {
    Some(match (value?, &question.ask) {
        (Value::Scale(point), _) => format!("{point} · {}", POINTS[usize::from(*point).clamp(1, 5) - 1]),
        (Value::NotApplicable, _) => NOT_FOR_ME.to_owned(),
        (Value::Recommend(point), _) => point.to_string(),
        (Value::Text(text), _) => text.clone(),
        (Value::Single(chosen), Ask::Single { options }) => options.get(*chosen)?.text.clone(),
        (Value::Multiple(chosen), Ask::Multiple { options, .. }) => {
            chosen.iter().filter_map(|one| Some(options.get(*one)?.text.as_str())).collect::<Vec<_>>().join(", ")
        }
        _ => return None,
    })
}

fn look_over(sheet: Sheet) -> impl IntoView {
    let data = sheet.data.get_value();
    let is_open = data.mode == Mode::Open;
    let last = data.form.sections.len() + 1;
    let questions = data.form.questions().count();
    let open = {
        let form = data.form.clone();
        Memo::new(move |_| sheet.answers.with(|answers| answers.missing(&form).len()))
    };
    let too_long = move || {
        sheet.answers.with(|answers| {
            answers.values.iter().any(|value| matches!(value, Some(Value::Text(text)) if text.trim().len() > LONGEST_TEXT))
        })
    };
    let answered = move || sheet.answers.with(|answers| answers.values.iter().filter(|value| value.is_some()).count());
    let busy = move || matches!(sheet.progress.get(), Progress::Sending | Progress::Waiting(_));
    let blocked = move || open.get() > 0 || too_long() || answered() == 0;
    let word = move || match (sheet.progress.get(), sheet.sent.get()) {
        (Progress::Sending, _) => "Sending",
        (Progress::Waiting(_), _) => "Waiting for the line",
        (_, Some(_)) => "Send my changes",
        (_, None) => "Send my answers",
    };
    let mut first = 0;
    let sections = data.form.sections.iter().enumerate().map(|(number, section)| {
        let from = first;
        first += section.questions.len();
        let rows = section.questions.iter().enumerate().map(|(at, question)| {
            let (number_of, question) = (from + at, question.clone());
            let text = question.text.clone();
            let required = question.required;
            let answer = move || sheet.answers.with(|answers| said(&question, answers.to(number_of)));
            view! {
                <dt>{text}</dt>
                <dd>{move || match answer() {
                    Some(answer) => Either::Left(view! { <span class="answer">{answer}</span> }),
                    None if required => Either::Right(view! { <a class="missing" href=format!("?at={}", number + 1) on:click=move |event| {
                        event.prevent_default();
                        sheet.go(number + 1);
                        saving::focus_soon(number_of);
                    }><Icon name="alert"/>"Still open"</a> }.into_any()),
                    None => Either::Right(view! { <span class="dim">"Nothing said"</span> }.into_any()),
                }}</dd>
            }
        });
        view! {
            <section aria-label=section.title.clone()>
                <div class="between">
                    <h2>{section.title.clone()}</h2>
                    <a class="btn bare" href=format!("?at={}", number + 1) on:click=move |event| { event.prevent_default(); sheet.go(number + 1); }>"Change"</a>
                </div>
                <dl class="read-back">{rows.collect_view()}</dl>
            </section>
        }
    }).collect_view();
    view! {
        <div>
            <p class="crumbs">{data.name.clone()}</p>
            <h1 tabindex="-1">"Look it over"</h1>
            <p class="sub dim">{move || format!("{} of {} answered.", answered(), counted(questions, "question", "questions"))}</p>
        </div>
        {sections}
        <form method="post" action=AnswerPlainly::PATH on:submit=move |event| { event.prevent_default(); if !busy() { saving::send(sheet); } }>
            {is_open.then(|| plain_fields(sheet, last))}
            <div class="foot">
                <button class="btn bare" type="submit" name="go" value="back" on:click=move |event| { event.prevent_default(); sheet.go(last - 1); }>"Back"</button>
                <span class="small dim" role="status">{move || match open.get() {
                    0 if too_long() => "A text is too long.".to_owned(),
                    0 => String::new(),
                    1 => "One question is still open.".to_owned(),
                    open => format!("{open} questions are still open."),
                }}</span>
                <button class="btn go" type="submit" name="go" value="send" disabled=blocked aria-busy=move || busy().to_string()>{word}</button>
            </div>
        </form>
    }
}

fn sent(sheet: Sheet) -> impl IntoView {
    let data = sheet.data.get_value();
    let is_open = data.mode == Mode::Open;
    let last = data.form.sections.len() + 1;
    view! {
        <div class="empty">
            <Icon name="check"/>
            <h1 tabindex="-1">"Your answers are in. Thank you."</h1>
            <p>{format!("{} closes {}. Until then you can change them{}; after that the results are released.", data.name, data.closes, if is_open { "" } else { ", on this device and in this browser" })}</p>
            <div class="actions">
                <a class="btn go" href="/">"Go home"</a>
                <a class="btn" href=format!("?at={last}") on:click=move |event| { event.prevent_default(); sheet.go(last); }>"Look at or change my answers"</a>
                {(!is_open).then(|| view! { <button class="btn bare" type="button" on:click=move |_| saving::forget(sheet)>"Remove them from this device"</button> })}
            </div>
            {(!is_open).then(|| view! { <p class="small dim">"Others use this device? Remove them: then nobody can read them here, and you cannot change them any more."</p> })}
        </div>
    }
}
