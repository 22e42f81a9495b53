//! /goals/:id. Who comes: whoever answers for it, to say in half a minute how it goes; who agreed to it, to see what was agreed and what is; the
//! team, to see. What would annoy: a form as long as the work.

mod about;
mod agreement;
mod change;
mod tend;

use self::{
    about::{About, History, Serves},
    agreement::Agreement,
    change::{Change, Over},
    tend::Tend,
};
use super::{
    api::{self, Agree, Answer, AskForHelp, Belong, CarryOn, Define, Evidence, FieldName, GoalData, GradeGoal, Reopen, Report},
    board::bar,
    cell::{Cell, Editor, LastSaved},
    watched::Watched,
};
use crate::{
    chart::Plot,
    frame::loaded,
    live::{Live, Shows},
    parts::{Done, Sending, Title, answers},
    reading::read,
};
use leptos::prelude::*;
use leptos_router::{
    components::A,
    hooks::{use_params_map, use_query_map},
};

fn say(word: &str) -> Option<&'static str> {
    Some(match word {
        "made" => "It is proposed. Once both sides agree, it is agreed.",
        "reported" => "Noted.",
        "ended" => "It has ended. Its history stays.",
        "saved" | "placed" => "Saved.",
        "reopened" => "It goes on.",
        "agreed" => "Agreed.",
        "declined" => "It stays as it was agreed.",
        "withdrawn" => "The change is taken back.",
        "asked" => "Your call for help stands here, and with your goals.",
        "unblocked" => "Good. It goes on.",
        "evidence" => "Kept.",
        "graded" => "Graded.",
        "carried" => "It goes on in that cycle. Its history came along.",
        _ => return None,
    })
}

/// What the page's forms are sent to.
#[derive(Clone, Copy)]
struct Sendings {
    report: Sending,
    define: Sending,
    place: Sending,
    agree: Sending,
    answer: Sending,
    help: Sending,
    evidence: Sending,
    grade: Sending,
    carry: Sending,
    reopen: Sending,
}

impl Sendings {
    fn new() -> Self {
        Self {
            report: Sending::to::<Report>(),
            define: Sending::to::<Define>(),
            place: Sending::to::<Belong>(),
            agree: Sending::to::<Agree>(),
            answer: Sending::to::<Answer>(),
            help: Sending::to::<AskForHelp>(),
            evidence: Sending::to::<Evidence>(),
            grade: Sending::to::<GradeGoal>(),
            carry: Sending::to::<CarryOn>(),
            reopen: Sending::to::<Reopen>(),
        }
    }

    fn all(self) -> [Sending; 10] {
        let Self { report, define, place, agree, answer, help, evidence, grade, carry, reopen } = self;
        [report, define, place, agree, answer, help, evidence, grade, carry, reopen]
    }

    fn answers(self) -> usize {
        answers(self.all())
    }

    /// After how many events the goal was what one of the forms last made of it.
    fn last(self) -> u32 {
        self.all().into_iter().filter_map(Sending::value::<u32>).max().unwrap_or_default()
    }

    fn forget(self) {
        self.all().into_iter().for_each(Sending::forget);
    }
}

/// /goals/:id.
#[component]
pub fn Goal() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let id = Memo::new(move |_| params.read().get("id").unwrap_or_default());
    let all = Memo::new(move |_| query.read().get("all").is_some());
    let (sendings, editor, live) = (Sendings::new(), Editor::provide(), Live::provide());
    let data =
        read(move || sendings.answers() + editor.saves() + live.reads(), move || api::Show { id: id.get(), all: all.get() });
    view! {
        {loaded(data, move |data: Signal<GoalData>| {
            let id = Memo::new(move |_| data.with(|data| data.row.id.clone()));
            let shared = StoredValue::new(sendings);
            live.watch(move || data.with(shows));
            let shown: Signal<GoalData> = Memo::new(move |_| moved(live, data.get())).into();
            // Of the goal that was here before, nothing stays: no field, no refusal.
            Effect::new(move |before: Option<String>| {
                let now = id.get();
                if before.is_some_and(|before| before != now) {
                    sendings.forget();
                }
                now
            });
            view! { <For each=move || [id.get()] key=Clone::clone let:_id><One data=shown read=data sendings=shared/></For> }
        })}
    }
}

/// What the page shows.
fn shows(data: &GoalData) -> Shows {
    let own = (data.row.id.clone(), data.row.sequence, data.row.progress);
    Shows {
        look: Some(data.row.id.clone()),
        goals: std::iter::once(own).chain(data.near.iter().cloned()).collect(),
        ..Shows::default()
    }
}

/// A goal's page with what was told of the goal since it was read.
fn moved(live: Live, data: GoalData) -> GoalData {
    let chart = live.of(&data.row).and_then(|moved| moved.chart);
    GoalData { row: live.row(data.row), chart: chart.unwrap_or(data.chart), ..data }
}

/// One goal: as it is now, and as it was read. Forms are of what was read: what one agrees to or changes is what one sees in them, and whoever was faster is
/// met.
#[component]
fn One(data: Signal<GoalData>, read: Signal<GoalData>, sendings: StoredValue<Sendings>) -> impl IntoView {
    let Sendings { report, define, place, agree, answer, help, evidence, grade, carry, reopen } = sendings.get_value();
    let title = move || data.with(|data| data.row.title.clone());
    let state = Memo::new(move |_| read.with(|data| (data.row.tends, data.row.standing.is_over())));
    view! {
        <Title text=title/>
        <Head data=data own=Signal::derive(move || sendings.with_value(|sendings| sendings.last()))/>
        <Done say=say/>
        <LastSaved/>
        <Agreement data=read agree=agree answer=answer/>
        <div class="cols">
            <div>
                {move || (state.get() == (true, false)).then(|| view! { <Tend data=read report=report help=help evidence=evidence/> })}
                {move || view! { <History data=read.get()/> }}
            </div>
            <div>
                {move || view! { <About data=read.get()/> }}
                {move || view! { <Serves data=read.get()/> }}
            </div>
        </div>
        {move || (state.get() == (true, false)).then(|| view! { <Change data=read define=define place=place carry=carry/> })}
        {move || (state.get() == (true, true)).then(|| view! { <Over data=read grade=grade reopen=reopen/> })}
    }
}

#[component]
fn Head(data: Signal<GoalData>, own: Signal<u32>) -> impl IntoView {
    let of = move |part: fn(&GoalData) -> String| move || data.with(part);
    let row = Memo::new(move |_| data.with(|data| data.row.clone()));
    let (whole, has_value) = data.with_untracked(|data| (data.whole, data.row.has_value));
    let has_aim = Memo::new(move |_| row.with(|row| !row.aim.is_empty()));
    let has_progress = Memo::new(move |_| row.with(|row| row.progress.is_some()));
    view! {
        <div class="head">
            <div>
                <nav class="crumbs" aria-label="Above">
                    <ol>
                        <li><A href="/goals">"Goals"</A></li>
                        {move || {
                            let (page, of) = data.with(|data| data.level.clone());
                            view! { <li><A href=page>{of}</A></li> }
                        }}
                    </ol>
                </nav>
                <h1><Cell row=row field=FieldName::Title/></h1>
                <p class="sub">
                    {of(|data| data.row.kind.clone())} " · " <Cell row=row field=FieldName::Owner/> " · due " <Cell row=row field=FieldName::Due/>
                    {move || data.with(|data| data.origin.clone()).map(|(href, words)| view! { " · " <a href=href rel="external">{words}</a> })}
                </p>
            </div>
            <Cell row=row field=FieldName::Status/>
        </div>
        {whole.then(|| view! {
            <section class="card stands" aria-label="Where it stands">
                <div class="body">
                    {has_value.then(|| view! { <div><span class="label">"Now"</span><span class="big"><Cell row=row field=FieldName::Value/></span></div> })}
                    {move || has_aim.get().then(|| view! { <div><span class="label">"Aim"</span><Cell row=row field=FieldName::Target/></div> })}
                    {move || has_progress.get().then(|| view! {
                        <div><span class="label">"Progress"</span>{move || data.with(|data| bar(&data.row))}</div>
                    })}
                    <div><span class="label">"Confidence, of 10"</span><Cell row=row field=FieldName::Confidence/></div>
                    {move || data.with(|data| data.grade.clone()).map(|(grade, class)| view! {
                        <div><span class="label">"Grade"</span><span class=format!("pill {class}")>{grade}</span></div>
                    })}
                </div>
                {move || data.with(|data| data.suggested.clone()).map(|advice| view! { <p class="small dim advice">{advice}</p> })}
                <Pictured data=data own=own/>
            </section>
        })}
    }
}

/// How it went and what moves it, as pictures; and whether they are live.
#[component]
fn Pictured(data: Signal<GoalData>, own: Signal<u32>) -> impl IntoView {
    let picture = move |of: fn(&GoalData) -> &String| {
        let markup = Memo::new(move |_| data.with(|data| of(data).clone()));
        let is_there = Memo::new(move |_| !markup.with(String::is_empty));
        move || is_there.get().then(|| view! { <div class="pictured"><Plot markup=markup.into()/></div> })
    };
    view! {
        {picture(|data| &data.chart)}
        {picture(|data| &data.bars)}
        <Watched goal=data.with_untracked(|data| data.row.id.clone()) own=own/>
    }
}

/// What the form of a goal sends of which goal it is, and of how much of its history was seen.
#[component]
fn Which(data: Signal<GoalData>, #[prop(optional)] seen: Option<Signal<u32>>) -> impl IntoView {
    let seen = seen.unwrap_or_else(|| Signal::derive(move || data.with(|data| data.row.sequence)));
    view! {
        <input type="hidden" name="id" value=move || data.with(|data| data.row.id.clone())/>
        <input type="hidden" name="seen" value=move || seen.get().to_string()/>
    }
}
