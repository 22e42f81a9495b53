//! /admin/surveys/:id. Who comes: people operations, while it runs, to see whether it goes well; or because it was launched by
//! mistake. What would annoy: a number that lets them guess who has answered; they are not shown one.

use super::{
    above::CycleAbove,
    api::{Amend, AmendWrong, OneSurvey, SurveyPage, Void, Where},
    list::Place,
};
use crate::{
    frame::loaded,
    parts::{Choice, Done, Field, Form, Refusal, Sending, Submit, TextArea, Title, answers, counted},
    reading::read,
};
use leptos::prelude::*;
use leptos_router::{components::A, hooks::use_params_map};
use waymark::survey::{Kind, Mode, contract::Viewers, launch::VoidRefused};

fn say(done: &str) -> Option<&'static str> {
    Some(match done {
        "launched" => "The survey is launched. Everybody on the roster is told when it opens.",
        "amended" => "That holds from now on.",
        "voided" => "The survey is called off. Its answers are deleted, and everybody on the roster is told.",
        "imported" => "The answers were imported, and the results are out.",
        _ => return None,
    })
}

fn amend_sentence(why: AmendWrong) -> String {
    match why {
        AmendWrong::K => "Write a number.".to_owned(),
        AmendWrong::Amend(why) => why.to_string(),
    }
}

fn void_sentence(why: VoidRefused) -> String {
    match why {
        VoidRefused::Unknown => "There is no such survey.".to_owned(),
        VoidRefused::Over => "It is over; nothing can be called off any more.".to_owned(),
        VoidRefused::Why { at_most } => {
            format!("Say why in a sentence of at most {at_most} characters: everybody who was asked will read it.")
        }
    }
}

/// /admin/surveys/:id.
#[component]
pub fn AdminSurvey() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").unwrap_or_default());
    let (amend, void) = (Sending::to::<Amend>(), Sending::to::<Void>());
    let data = read(move || answers([amend, void]), move || OneSurvey { id: id.get() });
    view! {
        {loaded(data, move |data: Signal<SurveyPage>| {
            let name = move || data.with(|data| data.name.clone());
            view! {
                <Title text=name/>
                {move || {
                    let page = data.get();
                    view! {
                        <div class="head">
                            <div>
                                <CycleAbove cycle=Signal::stored(page.cycle.clone())/>
                                <h1>{page.name.clone()}</h1>
                                <p class="sub"><Place at=page.at/></p>
                            </div>
                            {matches!(page.at, Where::Released | Where::Imported).then(|| view! {
                                <A href=format!("/surveys/{}/results", page.id) attr:class="btn go">"See the results"</A>
                            })}
                        </div>
                    }
                }}
                <Done say=say/>
                {move || view! { <Facts page=data.get()/> }}
                {move || view! { <Groups page=data.get()/> }}
                {
                    let first = data.get_untracked();
                    let is_running = Memo::new(move |_| data.with(|data| matches!(data.at, Where::Planned | Where::Open)));
                    let can_be_voided = Memo::new(move |_| data.with(|data| matches!(data.at, Where::Planned | Where::Open | Where::Closing)));
                    view! {
                        {move || is_running.get().then(|| view! { <AmendForm page=first.clone() sending=amend/> })}
                        {move || can_be_voided.get().then(|| view! { <VoidForm id=data.with_untracked(|data| data.id.clone()) sending=void/> })}
                    }
                }
            }
        })}
    }
}

#[component]
fn Facts(page: SurveyPage) -> impl IntoView {
    let seen = page.viewers.to_string();
    let mode = match page.mode {
        Mode::Confidential => "Stored without names",
        Mode::Open => "With names",
    };
    let is_imported = page.at == Where::Imported;
    let facts = if is_imported { "Imported, without a roster".to_owned() } else { format!("{} to {}", page.opens, page.closes) };
    view! {
        <section class="card" aria-labelledby="terms">
            <header><h2 id="terms">"What is agreed"</h2></header>
            <div class="body">
                <dl class="facts">
                    <dt>"Time"</dt><dd>{facts}</dd>
                    {(!page.why.is_empty()).then(|| view! { <dt>"Called off because"</dt><dd>{page.why.clone()}</dd> })}
                    {(!is_imported).then(|| view! { <dt>"Asked"</dt><dd>{counted(page.roster, "person", "people")}</dd> })}
                    {page.participation.clone().map(|share| view! { <dt>"Answered so far"</dt><dd>{share}</dd> })}
                    <dt>"Answers"</dt><dd>{mode}</dd>
                    <dt>"Threshold"</dt><dd>{page.k.to_string()}</dd>
                    <dt>"Results are seen by"</dt><dd>{seen}</dd>
                    <dt>"Questionnaire"</dt><dd><A href=format!("/admin/questionnaires/{}", page.questionnaire.0)>{page.questionnaire.0.clone()}</A>{format!(", version {}", page.questionnaire.1)}</dd>
                    {(!is_imported).then(|| view! {
                        <dt>"Six words"</dt><dd><b class="words">{page.words.clone()}</b></dd>
                        <dt>"Hash"</dt><dd><a class="hash" href=format!("/contracts/{}", page.id) rel="external">{page.hash.clone()}</a></dd>
                    })}
                </dl>
            </div>
        </section>
    }
}

#[component]
fn Groups(page: SurveyPage) -> impl IntoView {
    let more = page.more_units;
    let row = |(name, level, size): (String, u32, usize)| {
        let class = format!("indent l{}", level.min(11) + 1);
        view! { <tr><th scope="row"><div class=class>{name}</div></th><td data-label="People" class="num">{size.to_string()}</td></tr> }
    };
    (page.at != Where::Imported).then(|| {
        view! {
            <section class="card" aria-labelledby="groups">
                <header><h2 id="groups">"Groups"</h2><p>"Results are shown of these and of no others."</p></header>
                <div class="scroll">
                    <table class="grid">
                        <thead><tr><th scope="col">"Group"</th><th scope="col" class="num">"People"</th></tr></thead>
                        <tbody>{page.units.into_iter().map(row).collect_view()}</tbody>
                    </table>
                </div>
                {(more > 0).then(|| view! { <p class="body dim">{format!("and {more} more groups.")}</p> })}
            </section>
        }
    })
}

#[component]
fn AmendForm(page: SurveyPage, sending: Sending) -> impl IntoView {
    let wrong = Signal::derive(move || sending.refused().map(amend_sentence));
    let words = |value: &str, words: &str| (value.to_owned(), words.to_owned());
    let is_company = page.kind == Kind::Company;
    let viewers = match page.viewers {
        Viewers::Line => "line",
        Viewers::Everyone => "everyone",
        Viewers::Leaders => "leaders",
    };
    let options = match page.viewers {
        Viewers::Everyone => vec![words("everyone", "Everybody"), words("leaders", "Leads, managers and administrators")],
        _ => vec![words("leaders", "Leads, managers and administrators")],
    };
    view! {
        <section class="card" aria-labelledby="amend">
            <header><h2 id="amend">"Promise more"</h2><p>"The threshold can rise, and fewer may see the results. Nothing of it can be taken back."</p></header>
            <div class="body">
                <Refusal of=sending/>
                <Form to=sending class="form wide">
                    <input type="hidden" name="id" value=page.id/>
                    <div class="fields">
                        <Field name="k" kind="number" label="Threshold" value=page.k.to_string() error=wrong/>
                        {if is_company {
                            view! { <Choice name="viewers" label="Who sees the results".to_owned() value=viewers options=options/> }.into_any()
                        } else {
                            view! { <input type="hidden" name="viewers" value=viewers/> }.into_any()
                        }}
                    </div>
                    <div class="actions"><Submit pending=sending.pending()>"Promise it"</Submit></div>
                </Form>
            </div>
        </section>
    }
}

#[component]
fn VoidForm(id: String, sending: Sending) -> impl IntoView {
    let wrong = Signal::derive(move || sending.refused().map(void_sentence));
    view! {
        <section class="card" aria-labelledby="void">
            <header><h2 id="void">"Call it off"</h2><p>"For a mistaken launch. All answers are deleted, nothing is published, and everybody on the roster is told why. This cannot be undone."</p></header>
            <div class="body">
                <Refusal of=sending/>
                <Form to=sending class="form">
                    <input type="hidden" name="id" value=id/>
                    <TextArea name="why" label="Why" error=wrong/>
                    <div class="actions"><Submit pending=sending.pending()>"Call it off and delete all answers"</Submit></div>
                </Form>
            </div>
        </section>
    }
}
