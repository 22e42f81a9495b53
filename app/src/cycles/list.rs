//! /admin/cycles. Who comes: people operations, twice a year, to plan a period and see what runs. What would annoy: not seeing at a
//! glance what is open and what is missing.

use super::{
    api::{Create, CycleLine, CycleTyped, Cycles, CyclesData, SurveyLine, Where},
    edit::CycleForm,
};
use crate::{
    frame::{AdminTabs, loaded},
    parts::{Icon, Sending, Title, counted},
    reading::read,
};
use leptos::prelude::*;
use leptos_router::components::A;
use waymark::survey::Mode;

/// /admin/cycles.
#[component]
pub fn AdminCycles() -> impl IntoView {
    let create = Sending::to::<Create>();
    let data = read(move || create.answers(), || Cycles {});
    view! {
        <Title text="Cycles"/>
        {loaded(data, move |data: Signal<CyclesData>| view! {
            <div class="head">
                <div>
                    <AdminTabs/>
                    <h1>"Cycles"</h1>
                    {move || {
                        let count = data.with(|data| data.lines.len());
                        (count > 0).then(|| view! { <p class="sub">{counted(count, "cycle", "cycles")}</p> })
                    }}
                </div>
                <div class="actions"><A href="/admin/surveys/import" attr:class="btn">"Import a former survey"</A></div>
            </div>
            {move || {
                let lines = data.get().lines;
                if lines.is_empty() {
                    view! {
                        <section class="card"><div class="empty">
                            <Icon name="clock"/>
                            <h2>"No cycle yet"</h2>
                            <p>"A cycle is a period, say half a year, in which reviews run and goals live. Begin the first one below; then launch its surveys."</p>
                        </div></section>
                    }.into_any()
                } else {
                    lines.into_iter().map(|line| view! { <OneCycle line=line/> }).collect_view().into_any()
                }
            }}
            <section class="card" aria-labelledby="make">
                <header><h2 id="make">"Begin a cycle"</h2></header>
                <div class="body"><CycleForm sending=create typed=CycleTyped::default() word="Begin the cycle"/></div>
            </section>
        })}
    }
}

#[component]
fn OneCycle(line: CycleLine) -> impl IntoView {
    let heading = format!("cycle-{}", line.id);
    view! {
        <section class="card" aria-labelledby=heading>
            <header>
                <h2 id=heading.clone()><A href=format!("/admin/cycles/{}", line.id)>{line.name}</A></h2>
                <p>{line.dates}{line.closed.then_some(" · closed")}</p>
            </header>
            <SurveyRows surveys=line.surveys/>
        </section>
    }
}

/// The surveys of a cycle.
#[component]
pub fn SurveyRows(surveys: Vec<SurveyLine>) -> impl IntoView {
    if surveys.is_empty() {
        return view! { <div class="body"><p class="dim">"Nothing is launched yet."</p></div> }.into_any();
    }
    let row = |survey: SurveyLine| {
        let asked = if survey.at == Where::Imported {
            "imported, without a roster".to_owned()
        } else {
            format!("{} in {}", counted(survey.roster, "person", "people"), counted(survey.units.max(1), "unit", "units"))
        };
        let named = (survey.mode == Mode::Open).then_some(" · answers carry names");
        view! {
            <li>
                <div>
                    <div class="what"><A href=format!("/admin/surveys/{}", survey.id)>{survey.name}</A></div>
                    <div class="why">{survey.times} " · " {asked} {named}</div>
                </div>
                <Place at=survey.at/>
            </li>
        }
    };
    view! { <ul class="rows" role="list">{surveys.into_iter().map(row).collect_view()}</ul> }.into_any()
}

/// Where a survey is, as a word with a shape.
#[component]
pub fn Place(at: Where) -> impl IntoView {
    let (class, icon, word) = match at {
        Where::Planned => ("pill quiet", "clock", "Planned"),
        Where::Open => ("pill good", "circle", "Open"),
        Where::Closing => ("pill warn", "clock", "Being counted"),
        Where::Released => ("pill", "check", "Results are out"),
        Where::Void => ("pill quiet", "ring", "Called off"),
        Where::Imported => ("pill", "check", "Imported"),
    };
    view! { <span class=class><Icon name=icon/>{word}</span> }
}
