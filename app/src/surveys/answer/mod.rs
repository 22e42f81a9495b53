//! /surveys/:id, where somebody answers. Who comes: an employee between two meetings, unsure whether this is really anonymous,
//! perhaps on a phone. What would annoy: having to trust a slogan, losing answers, not knowing how long it takes.
//!
//! It is a small application of its own, without navigation, name or router, so that little is loaded for it, and so that
//! nothing of the rest of the program runs beside the answers.

#[cfg(feature = "hydrate")]
mod device;
mod end;
#[cfg(feature = "hydrate")]
mod keeping;
#[cfg(feature = "hydrate")]
mod keys;
mod question;
mod saving;
mod section;
#[cfg(feature = "hydrate")]
mod sending;
mod sheet;
mod terms;

use super::api::{SurveyData, SurveyPage, When};
use crate::{
    failure::{Failure, Nothing},
    parts::{Icon, icon},
    reading::read,
};
use leptos::{either::EitherOf3, prelude::*};
use leptos_meta::{Title, provide_meta_context};
pub use question::{NOT_FOR_ME, POINTS, Paper, question};
pub use section::steps;
use sheet::Sheet;
use waymark::survey::Mode;

/// Which survey the page is about, and at which step it starts where it runs without script. The server provides it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// As it stands in the address.
    pub survey: String,
    /// The step that the address names.
    pub at: usize,
    /// Why the last step was refused, where it was.
    pub why: String,
}

/// What the address says.
fn asked() -> Asked {
    use_context::<Asked>().unwrap_or_else(|| {
        let path = window().location().pathname().unwrap_or_default();
        let search = window().location().search().unwrap_or_default();
        Asked::read(&path, search.trim_start_matches('?'))
    })
}

impl Asked {
    /// Reads it from `/surveys/:id` and its query.
    pub fn read(path: &str, query: &str) -> Self {
        let parameter = |name: &str| query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
        Self {
            survey: path.rsplit('/').next().unwrap_or_default().to_owned(),
            at: parameter("at").and_then(|at| at.parse().ok()).unwrap_or(0),
            why: parameter("why").unwrap_or_default().to_owned(),
        }
    }
}

/// The whole page.
#[component]
pub fn SurveyApp() -> impl IntoView {
    provide_meta_context();
    icon::provide_sprite();
    let asked = asked();
    let id = asked.survey.clone();
    let data = read(|| 0, move || SurveyPage { id: id.clone() });
    view! {
        <Title formatter=|title: String| format!("{title} · Waymark")/>
        <a class="skip" href="#main">"Skip to content"</a>
        <div class="app bare">
            <header class="top">
                <a class="brand" href="/"><Icon name="mark"/>"Waymark"</a>
                <a class="btn bare" href="/">"Leave, keep my draft"</a>
            </header>
            <main id="main" tabindex="-1">
                <Suspense fallback=|| view! { <p class="dim" role="status">"Loading"</p> }>
                    {move || data.state().map(|state| survey(state.and_then(|()| data.get().ok_or(Failure::Malformed)), asked.clone()))}
                </Suspense>
            </main>
        </div>
    }
}

fn survey(data: Result<SurveyData, Failure<Nothing>>, asked: Asked) -> impl IntoView {
    match data {
        Err(failure) => EitherOf3::A(unavailable(&failure)),
        Ok(data) if data.when != When::Open => EitherOf3::B(view! { <Title text=data.name.clone()/> {not_open(data)} }),
        Ok(data) => EitherOf3::C(view! { <Title text=data.name.clone()/> {answering(data, asked)} }),
    }
}

fn unavailable(failure: &Failure<Nothing>) -> impl IntoView + use<> {
    let sentence = failure.sentence();
    view! {
        <Title text="This survey could not be loaded"/>
        <div class="empty">
            <Icon name="alert"/>
            <h1>"This survey could not be loaded"</h1>
            <p>{sentence}</p>
            <a class="btn go" href="/">"Go home"</a>
        </div>
    }
}

/// What stands here before and after.
fn not_open(data: SurveyData) -> impl IntoView {
    let results = format!("/surveys/{}/results", data.id);
    let (title, text, action) = match &data.when {
        When::Planned => {
            ("It has not opened yet", format!("{} opens {} and closes {}.", data.name, data.opens, data.closes), None)
        }
        When::Void(why) => {
            let why = if why.is_empty() { String::new() } else { format!(" The reason given: {why}") };
            let text = format!(
                "{} was called off by an administrator.{why} All answers were deleted, and nothing is published.",
                data.name
            );
            ("It was called off", text, None)
        }
        When::Released => {
            ("It has closed", format!("Thank you for {}. Its results are out.", data.name), Some((results, "See the results")))
        }
        When::Closing | When::Open => {
            let text = format!(
                "{} closed {}. The answers are being counted; in a few minutes the results are there.",
                data.name, data.closes
            );
            ("It has closed", text, None)
        }
    };
    let (href, word) = action.unwrap_or_else(|| ("/".to_owned(), "Go home"));
    view! {
        <div class="empty">
            <Icon name="survey"/>
            <h1>{title}</h1>
            <p>{text}</p>
            <a class="btn go" href=href>{word}</a>
        </div>
    }
}

fn answering(data: SurveyData, asked: Asked) -> impl IntoView {
    let sheet = Sheet::new(data, &asked);
    saving::begin(sheet);
    let (sections, is_open) = sheet.data.with_value(|data| (data.form.sections.len(), data.mode == Mode::Open));
    view! {
        <div class="ask">
            {(!is_open).then(|| view! {
                <div class="refusal only-plain">
                    <Icon name="alert"/>
                    <p>"Answering needs JavaScript: your browser keeps your answers and sends them without your name. Please switch it on for this page, or use another browser."</p>
                </div>
            })}
            {sheet::alerts(sheet)}
            {move || match sheet.at.get() {
                0 => EitherOf3::A(terms::terms(sheet)),
                at if at <= sections => EitherOf3::B(section::section(sheet, at)),
                at => EitherOf3::C(end::end(sheet, at > sections + 1)),
            }}
        </div>
    }
}
