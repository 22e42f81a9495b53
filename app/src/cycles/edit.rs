//! /admin/cycles/:id. Who comes: people operations, to launch and to see who is not covered yet. What would annoy: a team
//! that was forgotten.

use super::{
    api::{Close, Correct, CycleData, CycleTyped, CycleWrong, OneCycle},
    list::SurveyRows,
};
use crate::{
    failure::Again,
    frame::loaded,
    parts::{Done, Field, Form, Note, RecordForm, Refusal, Sending, Submit, TextArea, Title, answers, counted, shown_version},
    people::name_sentence,
    reading::read,
    reviews::Launches,
};
use leptos::prelude::*;
use leptos_router::{components::A, hooks::use_params_map};
use waymark::cycle::Refused;

fn say(done: &str) -> Option<&'static str> {
    Some(match done {
        "created" => "The cycle is there. Launch its surveys below.",
        "saved" => "The cycle is saved.",
        "closed" => "The cycle is closed.",
        "called-off" => "The launch is called off: its reviews are gone.",
        _ => return None,
    })
}

fn refused_sentence(why: &Refused) -> String {
    match why {
        Refused::NameTaken => "Another cycle has this name.".to_owned(),
        Refused::Length => "It ends before it starts, or is longer than two years.".to_owned(),
        Refused::Middle => "The day of the revision is not within the cycle.".to_owned(),
        Refused::Stage(name) => format!("The day of “{name}” is not within the cycle, or before that of the stage before."),
        Refused::Stages => "These are more stages than a cycle has.".to_owned(),
        Refused::Unknown => "There is no such cycle any more.".to_owned(),
        Refused::Closed => "The cycle is closed and changes no more.".to_owned(),
        Refused::Changed => "Somebody else changed this cycle meanwhile. Load the page again to see what it is now.".to_owned(),
        Refused::SurveysOpen(names) => format!("These surveys are not over yet: {}.", names.join(", ")),
    }
}

/// The fields of a cycle, new or not.
#[component]
pub fn CycleForm(
    sending: Sending,
    typed: CycleTyped,
    word: &'static str,
    /// Which cycle in which version; a new one has neither.
    #[prop(optional)]
    stored: Option<(String, Signal<u32>)>,
) -> impl IntoView {
    let again = move || sending.refused::<Again<CycleTyped, CycleWrong>>();
    let typed = untrack(again).map_or(typed, |again| again.typed);
    let why = move || Some(again()?.why);
    let day = || Some("Write a day, say 2027-01-01.".to_owned());
    let name_wrong = Signal::derive(move || match why()? {
        CycleWrong::Name(why) => Some(name_sentence(why)),
        CycleWrong::Cycle(why @ Refused::NameTaken) => Some(refused_sentence(&why)),
        _ => None,
    });
    let starts_wrong = Signal::derive(move || if why()? == CycleWrong::Starts { day() } else { None });
    let middle_wrong = Signal::derive(move || match why()? {
        CycleWrong::Middle => day(),
        CycleWrong::Cycle(why @ Refused::Middle) => Some(refused_sentence(&why)),
        _ => None,
    });
    let ends_wrong = Signal::derive(move || match why()? {
        CycleWrong::Ends => day(),
        CycleWrong::Cycle(why @ Refused::Length) => Some(refused_sentence(&why)),
        _ => None,
    });
    let stages_wrong = Signal::derive(move || match why()? {
        CycleWrong::Stages(line) => Some(format!("“{line}” is no stage. Write its name and then its day: Talk 2027-05-15.")),
        CycleWrong::Cycle(why @ (Refused::Stage(_) | Refused::Stages)) => Some(refused_sentence(&why)),
        _ => None,
    });
    let refused = Signal::derive(move || match why()? {
        CycleWrong::Cycle(why @ (Refused::Unknown | Refused::Closed | Refused::Changed)) => Some(refused_sentence(&why)),
        _ => None,
    });
    view! {
        <RecordForm to=sending refused=refused stored=stored>
            <div class="fields">
                <Field name="name" label="Name" value=typed.name error=name_wrong hint=Some("2027 H1".to_owned())/>
                <Field name="starts" kind="date" label="First day" value=typed.starts error=starts_wrong/>
                <Field name="ends" kind="date" label="Last day" value=typed.ends error=ends_wrong/>
                <Field name="middle" kind="date" label="Goals are revised on" value=typed.middle error=middle_wrong optional=true/>
            </div>
            <TextArea name="stages" label="Stages" hint="One a line: a name, then the day by which it is done. Prepare 2027-05-01" value=typed.stages error=stages_wrong optional=true/>
            <div class="actions"><Submit go=true pending=sending.pending()>{word}</Submit></div>
        </RecordForm>
    }
}

/// /admin/cycles/:id.
#[component]
pub fn AdminCycle() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").unwrap_or_default());
    let (correct, close) = (Sending::to::<Correct>(), Sending::to::<Close>());
    let data = read(move || answers([correct, close]), move || OneCycle { id: id.get() });
    let close_refused = Signal::derive(move || close.refused::<Refused>().map(|why| refused_sentence(&why)));
    view! {
        {loaded(data, move |data: Signal<CycleData>| {
            let first = data.get_untracked();
            let version = shown_version(move || data.with(|data| (data.typed.clone(), data.version)), correct);
            let name = move || data.with(|data| data.typed.name.clone());
            let is_closed = Memo::new(move |_| data.with(|data| data.closed));
            let id = StoredValue::new(first.id);
            view! {
                <Title text=name/>
                <div class="head">
                    <div>
                        <nav class="crumbs" aria-label="Above"><ol><li><A href="/admin/cycles">"Cycles"</A></li></ol></nav>
                        <h1>{name}</h1>
                        <p class="sub">{move || data.with(|data| data.dates.clone())}{move || is_closed.get().then_some(" · closed: it changes no more")}</p>
                    </div>
                </div>
                <Done say=say/>
                <section class="card" aria-labelledby="surveys">
                    <header><h2 id="surveys">"Surveys"</h2></header>
                    {move || view! { <SurveyRows surveys=data.get().surveys/> }}
                    {move || (!is_closed.get()).then(|| {
                        let address = format!("/admin/cycles/{}/launch", data.with(|data| data.id.clone()));
                        view! {
                            <div class="body actions">
                                <A href=format!("{address}?kind=team") attr:class="btn go">"Launch a team review"</A>
                                <A href=format!("{address}?kind=company") attr:class="btn">"Launch a company review"</A>
                            </div>
                        }
                    })}
                </section>
                {move || view! { <Coverage data=data.get()/> }}
                {move || {
                    let data = data.get();
                    view! { <Launches data=data.reviews cycle=data.id closed=data.closed/> }
                }}
                <section class="card" aria-labelledby="dates">
                    <header><h2 id="dates">"Dates and stages"</h2></header>
                    <div class="body">
                        {move || if is_closed.get() {
                            view! { <Stages stages=data.get().stages/> }.into_any()
                        } else {
                            let typed = data.with_untracked(|data| data.typed.clone());
                            view! { <CycleForm sending=correct typed=typed word="Save" stored=(id.get_value(), version.into())/> }.into_any()
                        }}
                    </div>
                </section>
                {move || (!is_closed.get()).then(|| view! {
                    <section class="card" aria-labelledby="close">
                        <header><h2 id="close">"Close it"</h2><p>"What belongs to it stays to be read. It cannot be opened again."</p></header>
                        <div class="body">
                            <Refusal of=close why=close_refused/>
                            <Form to=close>
                                <input type="hidden" name="id" value=id.get_value()/>
                                <input type="hidden" name="version" value=move || data.with(|data| data.version).to_string()/>
                                <Submit pending=close.pending()>"Close the cycle"</Submit>
                            </Form>
                        </div>
                    </section>
                })}
            }
        })}
    }
}

#[component]
fn Stages(stages: Vec<(String, String)>) -> impl IntoView {
    if stages.is_empty() {
        return view! { <p class="dim">"It has no stages."</p> }.into_any();
    }
    let row = |(name, day): (String, String)| view! { <dt>{name}</dt><dd>{day}</dd> };
    view! { <dl class="facts">{stages.into_iter().map(row).collect_view()}</dl> }.into_any()
}

/// The most names of teams that are said.
const MOST: usize = 12;

/// Who is asked, and who is not yet.
#[component]
fn Coverage(data: CycleData) -> impl IntoView {
    let (by_team, by_company) = data.covered;
    let of = |covered: usize| format!("{covered} of {}", counted(data.people, "person", "people"));
    let more = data.missing.len().saturating_sub(MOST);
    let named = data.missing.iter().take(MOST).cloned().collect::<Vec<_>>().join(", ");
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    view! {
        <section class="card" aria-labelledby="covered">
            <header><h2 id="covered">"Who is covered"</h2></header>
            <div class="body stack">
                <dl class="facts">
                    <dt>"Asked by a team review"</dt><dd>{of(by_team)}</dd>
                    <dt>"Asked by a company review"</dt><dd>{of(by_company)}</dd>
                </dl>
                {(!data.missing.is_empty() && by_team > 0).then(|| view! {
                    <Note>{format!("No team review asks {named}{rest}.")}</Note>
                })}
                {(by_team == 0 && by_company == 0).then(|| view! { <Note>"Nobody is asked yet."</Note> })}
            </div>
        </section>
    }
}
