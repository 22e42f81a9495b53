//! The first step: what happens to the answers, before any is given.

use super::{
    super::api::{SurveyData, Terms},
    sheet::Sheet,
};
use crate::parts::{Icon, counted};
use leptos::prelude::*;
use waymark::{
    goal::End,
    survey::{Kind, Mode, contract::Viewers, rules},
};

/// What happens to the answers.
pub fn terms(sheet: Sheet) -> impl IntoView {
    let data = sheet.data.get_value();
    let (title, about) = (data.name.clone(), data.form.about.clone());
    let count = data.form.questions().count();
    let begun = move || sheet.answers.with(|answers| !answers.is_empty());
    let word = move || match (sheet.sent.get(), begun()) {
        (Some(_), _) => "Look at my answers",
        (None, true) => "Go on",
        (None, false) => "Begin",
    };
    let sections = data.form.sections.len();
    let on = move || if sheet.sent.get_untracked().is_some() { sections + 1 } else { first_open(sheet) };
    let href = move || format!("?at={}", if sheet.sent.get().is_some() { sections + 1 } else { 1 });
    let facts = format!(
        "{}, about {}, until {}",
        counted(count, "question", "questions"),
        counted(data.minutes as usize, "minute", "minutes"),
        data.closes
    );
    view! {
        <div>
            <p class="crumbs">{facts}</p>
            <h1 tabindex="-1">{title}</h1>
            {(!about.is_empty()).then(|| view! { <p class="sub dim">{about}</p> })}
        </div>
        {told(&data.told)}
        {match data.mode { Mode::Confidential => confidential(&data).into_any(), Mode::Open => open(&data).into_any() }}
        <div class="foot">
            <a class="btn bare" href="/">"Not now"</a>
            // Without script only named answers can be given.
            <a class=if data.mode == Mode::Open { "btn go" } else { "btn go only-script" } href=href on:click=move |event| { event.prevent_default(); sheet.go(on()); }>{word}</a>
        </div>
    }
}

/// What came of the last survey: why it is worth answering this one.
fn told(told: &[(String, Option<End>)]) -> Option<impl IntoView + use<>> {
    let line = |(title, end): &(String, Option<End>)| {
        let (class, icon, word) = match end {
            Some(End::Done) => ("pill good", "check", "Done"),
            None => ("pill quiet", "circle", "Under way"),
            Some(End::Dropped) => ("pill quiet", "ring", "Given up"),
        };
        let title = title.clone();
        view! { <li><span class=class><Icon name=icon/>{word}</span><p>{title}</p></li> }
    };
    (!told.is_empty()).then(|| {
        view! {
            <section class="card" aria-labelledby="did">
                <header><h2 id="did">"You said, we did"</h2></header>
                <ul class="rows did" role="list">{told.iter().map(line).collect_view()}</ul>
            </section>
        }
    })
}

/// The first section in which something is open, or looking it over.
fn first_open(sheet: Sheet) -> usize {
    sheet.data.with_value(|data| {
        sheet.answers.with_untracked(|answers| {
            let open =
                data.form.questions().zip(&answers.values).find(|((_, _, question), value)| question.required && value.is_none());
            open.map_or(data.form.sections.len() + 1, |((section, _, _), _)| section + 1)
        })
    })
}

fn confidential(data: &SurveyData) -> impl IntoView + use<> {
    let terms = data.terms.clone();
    view! {
        <section class="card" aria-labelledby="promise">
            <header><h2 id="promise"><Icon name="lock"/>"What happens to your answers"</h2></header>
            <div class="body stack">
                <p><b>"They are stored without your name; whoever runs the server could read them."</b></p>
                <ul class="facts-told">
                    <li>"Until you send them they stay on this device. It takes them to the server without a cookie and without your name, with a credential that is used once: each of us can answer once."</li>
                    <li>{who_sees(data.kind, &terms)}</li>
                    <li>{threshold(data.kind, &terms)}</li>
                    <li>"When the survey closes, the results are computed once, and all answers are deleted."</li>
                    <li>"You can change your answers until then, on this device and in this browser only. What is lost here cannot be had again."</li>
                    <li>"What you write in your own words is shown as you wrote it: your style may tell who you are."</li>
                    <li>"The server sees that you opened the survey. A newcomer's or a leaver's answers can show in how a small group's results change from one survey to the next."</li>
                </ul>
                {people(&terms)}
                {seal(data)}
            </div>
        </section>
        {data.is_issued.then(|| view! { <p class="small dim">"A credential was issued to you, when you began to answer."</p> })}
    }
}

fn open(data: &SurveyData) -> impl IntoView + use<> {
    let terms = data.terms.clone();
    view! {
        <section class="card" aria-labelledby="promise">
            <header><h2 id="promise"><Icon name="eye"/>"Your answers carry your name"</h2></header>
            <div class="body stack">
                <ul class="facts-told">
                    <li>"This survey is not anonymous. Your draft is kept on the server, so that you can go on anywhere."</li>
                    <li>"The results show the averages of however few answered, so others can tell what you answered; what you write stands there with your name."</li>
                    <li>{who_sees(data.kind, &terms)}</li>
                    <li>"You can change your answers until the survey closes."</li>
                </ul>
                {people(&terms)}
                {seal(data)}
            </div>
        </section>
    }
}

fn who_sees(kind: Kind, terms: &Terms) -> String {
    match (kind, terms.viewers) {
        (Kind::Team, _) => {
            "Your team, its lead and the managers above see the results of your group, and of all together; other teams do not."
        }
        (Kind::Company, Viewers::Leaders) => "The results are seen by leads, managers and administrators.",
        (Kind::Company, _) => "Everybody in the company sees the results.",
    }
    .to_owned()
}

fn threshold(kind: Kind, terms: &Terms) -> String {
    let k = terms.k;
    let mut text = format!(
        "Nothing is shown of fewer than {k} answers, neither directly nor by subtracting one result from another. Under {} \
         answers numbers are coarse, and comments are shown from {} respondents.",
        rules::FINE_FROM,
        rules::COMMENTS_FROM
    );
    if kind == Kind::Team && k <= rules::TEAM_K {
        text.push_str(" At a threshold of 3, two colleagues together can work out the third's answers from an average.");
    }
    text
}

fn people(terms: &Terms) -> impl IntoView + use<> {
    let group = match (terms.is_whole, terms.unit_names.as_slice()) {
        (true, _) => "everybody together".to_owned(),
        (_, []) => "those in no team".to_owned(),
        (_, [one]) => one.clone(),
        (_, [before @ .., last]) => format!("{} and {last}", before.join(", ")),
    };
    let count = terms.people.len();
    let summary = format!("Your group is {group}: {}", counted(count, "person", "people"));
    let names = terms.people.join(", ");
    view! {
        // Few names are read at once; of many it is known where they are.
        <details open={count <= 30}>
            <summary>{summary}</summary>
            <p class="small">{names}</p>
        </details>
    }
}

fn seal(data: &SurveyData) -> impl IntoView + use<> {
    let (words, hash, id) = (data.terms.words.join(" "), data.terms.hash.to_string(), data.id);
    view! {
        <details>
            <summary>"Six words for all of this: "<b class="words">{words}</b></summary>
            <p class="small">"They stand for what was fixed at launch: who is asked, in which groups, the threshold, who sees the results, and when it closes. Compare them with a colleague: if they are the same, so is what you were both told."</p>
            <p class="small hash">{hash}</p>
            <p class="small"><a href=format!("/contracts/{id}")>"What was fixed, on a page that does not know who you are"</a></p>
        </details>
    }
}
