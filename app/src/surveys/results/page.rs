//! /surveys/:id/results. Who comes: a lead on the morning the results are out, and their team. What would annoy: numbers without
//! meaning, and not knowing why something is hidden.

use super::{Choice, Figure, Moved, Out, SectionShown, Shown, answers, part::SectionCard};
use crate::{
    frame::loaded,
    parts::{Choice as Select, Icon, Title, counted},
    reading::read,
    surveys::api::{Far, Results as Asked, ResultsData},
};
use leptos::prelude::*;
use leptos_router::{
    components::A,
    hooks::{use_params_map, use_query_map},
};
use waymark::survey::{Kind, Mode};

/// /surveys/:id/results.
#[component]
pub fn Results() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let id = Memo::new(move |_| params.with(|params| params.get("id").unwrap_or_default()));
    let unit = Memo::new(move |_| query.with(|query| query.get("unit").unwrap_or_default()));
    let data = read(|| 0, move || Asked { id: id.get(), unit: unit.get() });
    view! { {loaded(data, |data: Signal<ResultsData>| move || view! { <Content data=data.get()/> })} }
}

#[component]
fn Content(data: ResultsData) -> impl IntoView {
    let title = format!("Results of {}", data.name);
    let kind = match data.kind {
        Kind::Team => "team review",
        Kind::Company => "company review",
    };
    let is_out = matches!(data.at, Far::Out(_));
    let (csv, json) = (format!("/surveys/{}/release.csv", data.id), format!("/surveys/{}/release.json", data.id));
    let admin = format!("/admin/surveys/{}", data.id);
    let (id, words, above) = (data.id.clone(), data.words.clone(), data.name.clone());
    view! {
        <Title text=title/>
        <div class="head">
            <div>
                {data.administers.then(|| view! {
                    <nav class="crumbs" aria-label="Above"><ol>
                        <li><A href="/admin/cycles">"Cycles"</A></li>
                        <li><A href=admin>{above}</A></li>
                    </ol></nav>
                })}
                <h1>{data.name.clone()}</h1>
                <p class="sub">{format!("Results · {} · {kind} · {}", data.cycle, data.when)}</p>
                <Marks imported=data.imported open={data.mode == Mode::Open}/>
            </div>
            {is_out.then(|| view! {
                <div class="actions">
                    <a class="btn" href=csv rel="external" download>"Results as CSV"</a>
                    <a class="btn" href=json rel="external" download>"As JSON"</a>
                </div>
            })}
        </div>
        {match data.at {
            Far::Out(out) => view! { <Released id=id words=words imported=data.imported open={data.mode == Mode::Open} out=*out/> }.into_any(),
            other => view! { <NotOut at=other when=data.when/> }.into_any(),
        }}
    }
}

/// What is special about the survey's answers.
#[component]
fn Marks(imported: bool, open: bool) -> impl IntoView {
    (imported || open).then(|| {
        view! {
            <p class="marks">
                {imported.then(|| view! { <span class="pill"><Icon name="check"/>"Imported"</span> })}
                {open.then(|| view! { <span class="pill warn"><Icon name="triangle"/>"Answers carried names"</span> })}
            </p>
        }
    })
}

/// What stands here while there are no results.
#[component]
fn NotOut(at: Far, when: String) -> impl IntoView {
    let (icon, heading, sentence) = match at {
        Far::Void(why) => (
            "ring",
            "This survey was called off",
            format!("Its answers are deleted, and nothing of it is published. The reason that was given: {why}"),
        ),
        Far::Planned => ("clock", "Nothing is answered yet", format!("The survey {when}. Its results come when it has closed.")),
        Far::Closing => (
            "clock",
            "The answers are being counted",
            "The results are here in a few minutes. Load the page again then.".to_owned(),
        ),
        Far::Open(part) => {
            let part = part.map(|part| format!(" So far {part} have answered.")).unwrap_or_default();
            (
                "clock",
                "The results are not out yet",
                format!("The survey {when}; then they are counted, once, and published here.{part}"),
            )
        }
        Far::Out(_) => return None,
    };
    Some(view! {
        <section class="card"><div class="empty">
            <Icon name=icon/>
            <h2>{heading}</h2>
            <p>{sentence}</p>
        </div></section>
    })
}

#[component]
fn Released(id: String, words: String, imported: bool, open: bool, out: Out) -> impl IntoView {
    let base = format!("/surveys/{id}/results");
    let is_whole = out.unit == 0;
    let is_nothing = !out.sections.iter().any(|section| matches!(section.score, Some(Ok(_))));
    let label = out.label.clone();
    let lead = if out.headline.is_empty() && is_nothing {
        vec![format!(
            "Nothing of {} is shown by itself. Below it says why.",
            if is_whole { "this survey".to_owned() } else { format!("“{label}”") }
        )]
    } else {
        out.headline.clone()
    };
    let (has_changes, sections) = (out.has_changes, out.sections.clone());
    let cards = out.sections.into_iter();
    view! {
        <Chooser base=base.clone() unit=out.unit choices=out.choices/>
        {(!lead.is_empty()).then(|| view! { <p class="lead"><b>{lead.join(" ")}</b></p> })}
        <section class="card" aria-labelledby="glance">
            <header>
                <h2 id="glance">{out.label}</h2>
                <p>{taken(out.asked, &out.participation, &out.respondents)}</p>
            </header>
            <Glance sections=sections is_whole=is_whole has_changes=has_changes/>
            {out.apart.map(|apart| view! { <p class="why-not below">{apart}</p> })}
            <p class="body small dim">"From 1 to 5; higher is better everywhere. Numbers of questions that are worded the other way round are turned."</p>
        </section>
        {cards.map(|section| view! { <SectionCard section=section base=base.clone()/> }).collect_view()}
        <Reading k=out.k is_only=out.is_only imported=imported open=open id=id words=words/>
    }
}

/// How many were asked and how many took part.
fn taken(asked: Option<usize>, participation: &Shown<String>, respondents: &str) -> String {
    let asked = asked.map(|asked| format!("{} asked", counted(asked, "person", "people")));
    match (asked, participation) {
        (Some(asked), Ok(share)) => format!("{asked} · {share} answered · {}", answers(respondents)),
        (Some(asked), Err(_)) => format!("{asked} · {}", answers(respondents)),
        (None, _) => format!("{}; nobody knows how many were asked", answers(respondents)),
    }
}

/// Which unit is shown. A plain form: the address says it, with script or without.
#[component]
fn Chooser(base: String, unit: usize, choices: Vec<Choice>) -> impl IntoView {
    (choices.len() > 1).then(move || {
        let options = choices.into_iter().map(|choice| {
            // No-break spaces: a list to choose from has no other way to show what is within what.
            let indent = "\u{a0}\u{a0}".repeat(usize::from(choice.level.min(8)));
            (choice.unit.to_string(), format!("{indent}{}", choice.label))
        });
        view! {
            <form class="choose-unit" method="get" action=base>
                <Select name="unit" label="Group".to_owned() options=options.collect() value=unit.to_string()/>
                <button class="btn" type="submit">"Show it"</button>
            </form>
        }
    })
}

/// All sections at a glance.
#[component]
fn Glance(sections: Vec<SectionShown>, is_whole: bool, has_changes: bool) -> impl IntoView {
    let row = move |section: SectionShown| {
        let figure = section.score?;
        let change = figure.as_ref().ok().and_then(|figure| figure.change.clone());
        Some(view! {
            <tr>
                <th scope="row"><a href=format!("#{}", section.id) rel="external">{section.title}</a></th>
                <td data-label="Score">{score(figure)}</td>
                {(!is_whole).then(|| view! { <td data-label="Everybody">{section.everybody.map(score)}</td> })}
                {has_changes.then(|| view! { <td data-label="Since the last">{change.map(|change| view! { <Change change=change/> })}</td> })}
                <td data-label="Opinions">{section.divided.map(|divided| view! { <Divided divided=divided/> })}</td>
            </tr>
        })
    };
    view! {
        <div class="scroll">
            <table class="grid">
                <thead><tr>
                    <th scope="col">"Section"</th>
                    <th scope="col">"Score"</th>
                    {(!is_whole).then(|| view! { <th scope="col">"Everybody"</th> })}
                    {has_changes.then(|| view! { <th scope="col">"Since the last"</th> })}
                    <th scope="col">"Opinions"</th>
                </tr></thead>
                <tbody>{sections.into_iter().filter_map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

fn score(figure: Shown<Figure>) -> impl IntoView {
    match figure {
        Ok(figure) => {
            view! { <span><b class="score">{figure.number}</b> " " <span class="dim small">{figure.meaning}</span></span> }
                .into_any()
        }
        Err(_) => view! { <span class="dim">"not shown"</span> }.into_any(),
    }
}

/// How a score moved.
#[component]
pub fn Change(change: (Moved, String)) -> impl IntoView {
    let (moved, said) = change;
    let (class, sign) = match moved {
        Moved::Rose => ("moved up", "▲ "),
        Moved::Fell => ("moved down", "▼ "),
        Moved::NotClear | Moved::Apart => ("moved dim", ""),
    };
    view! { <span class=class><span aria-hidden="true">{sign}</span>{said}</span> }
}

/// Whether opinions are divided.
#[component]
pub fn Divided(divided: bool) -> impl IntoView {
    if divided {
        view! { <span class="pill warn"><Icon name="triangle"/>"Divided"</span> }.into_any()
    } else {
        view! { <span class="dim small">"not divided"</span> }.into_any()
    }
}

/// How the page is to be read, and what it rests on.
#[component]
fn Reading(k: u8, is_only: bool, imported: bool, open: bool, id: String, words: String) -> impl IntoView {
    let contract = format!("/contracts/{id}");
    let few = if k < 5 { "; of 3 or 4 answers there are sections only" } else { "" };
    view! {
        <section class="card" aria-labelledby="reading">
            <header><h2 id="reading">"How to read this"</h2></header>
            <div class="body">
                {if open {
                    view! { <p>"Answers carried names, as everybody was told before the first question. So nothing is rounded to protect somebody, and nothing is hidden."</p> }.into_any()
                } else {
                    view! {
                        <p>{format!("Nothing is shown of fewer than {k} answers, nor what would give such answers away by subtraction. Everybody who may see a group sees the same numbers.")}</p>
                        <p>{format!("From 10 answers on numbers have one decimal, and shares are to ten per cent. Of fewer, questions are to the nearest half point (“about 3.5”) and only sections of three or more questions have one decimal{few}. Ends stand for all beyond them (“about 4.5 or higher”).")}</p>
                        <p>"“Divided” means that at least a quarter answered 4 or 5, and at least a quarter 1 or 2. “Rose” and “fell” are said only of what is more than chance; else the change is not clear."</p>
                    }.into_any()
                }}
                {(is_only && !imported).then(|| view! { <p>"There are results of everybody only: too few people were asked for groups of their own."</p> })}
                {imported.then(|| view! { <p>"These answers were given elsewhere and imported. They went through the same rules; who was asked, and what was promised to them, is not known here, so they are compared with no other survey."</p> })}
                {(!words.is_empty()).then(|| view! {
                    <p>"What was agreed at launch has the six words " <b class="words">{words}</b> ". " <a href=contract rel="external">"Read it"</a></p>
                })}
            </div>
        </section>
    }
}
