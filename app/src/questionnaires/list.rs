//! The questionnaires. Who comes: people operations, twice a year, before a cycle begins. What would annoy: not knowing which one
//! will be asked, and whether it is still as it was last time.

use super::{
    api::{Create, Line, List, ListData},
    create::{FromFile, FromSomething},
    said,
};
use crate::{
    frame::{AdminTabs, loaded},
    parts::{Icon, Sending, Title, counted},
    reading::read,
};
use leptos::prelude::*;
use leptos_router::components::A;

/// /admin/questionnaires.
#[component]
pub fn AdminQuestionnaires() -> impl IntoView {
    let create = Sending::to::<Create>();
    let data = read(move || create.answers(), || List {});
    view! {
        <Title text="Questionnaires"/>
        {loaded(data, move |data: Signal<ListData>| view! {
            <div class="head">
                <div>
                    <AdminTabs/>
                    <h1>"Questionnaires"</h1>
                    <p class="sub">{move || data.with(|data| counted(data.lines.len(), "questionnaire", "questionnaires"))}</p>
                </div>
            </div>
            {move || {
                let (retired, offered): (Vec<_>, Vec<_>) = data.get().lines.into_iter().partition(|line| line.retired);
                view! {
                    <Lines title="In use and to be used" lines=offered/>
                    <Lines title="Retired" lines=retired/>
                }
            }}
            <div class="cols even">
                <FromSomething sending=create data=data/>
                <FromFile/>
            </div>
        })}
    }
}

#[component]
fn Lines(title: &'static str, lines: Vec<Line>) -> impl IntoView {
    (!lines.is_empty()).then(|| {
        view! {
            <section class="card" aria-label=title>
                <header><h2>{title}</h2></header>
                <ul class="rows" role="list">{lines.into_iter().map(|line| view! { <Row line=line/> }).collect_view()}</ul>
            </section>
        }
    })
}

#[component]
fn Row(line: Line) -> impl IntoView {
    let facts = format!(
        "{}: {}, {}, about {}",
        said::purpose(line.purpose),
        counted(line.sections, "section", "sections"),
        counted(line.questions, "question", "questions"),
        counted(line.minutes as usize, "minute", "minutes"),
    );
    let (class, icon, state) = match (line.versions, line.edited) {
        (0, _) => ("pill quiet", "ring", "Not used yet".to_owned()),
        (version, true) => ("pill warn", "triangle", format!("Edited since version {version}")),
        (version, false) => ("pill good", "circle", format!("Version {version} in use")),
    };
    view! {
        <li>
            <div>
                <div class="what"><A href=format!("/admin/questionnaires/{}", line.id)>{line.title}</A></div>
                <div class="why">{facts}</div>
            </div>
            <span class=class><Icon name=icon/>{state}</span>
        </li>
    }
}
