//! The document itself: what both wrote, the goals as they are now, who signed it. Who writes it finds each part's form under it.

use super::{
    super::{
        api::{Document, PlanData, Promised, Signed},
        said::part_title,
    },
    write::{RowsForm, TextForm},
};
use crate::{
    goals::{Few, FewGoal},
    parts::Sending,
};
use leptos::prelude::*;
use leptos_router::components::A;
use waymark::plan::Part;

/// All of it.
#[component]
pub fn Sheet(data: Signal<PlanData>, text: Sending, rows: Sending) -> impl IntoView {
    let learning = Memo::new(move |_| data.with(|data| data.learning.clone()));
    let goals = Memo::new(move |_| data.with(|data| data.goals.clone()));
    let new = move || {
        data.with(|data| {
            data.writing()?;
            let whose = if data.own { String::new() } else { format!("&whose=person&person={}", data.person) };
            Some(format!("/goals/new?cycle={}{whose}", data.cycle))
        })
    };
    view! {
        <article class="card plan" aria-label="Development plan">
            <TextPart data=data text=text part=Part::Strengths of=|document| &document.strengths/>
            <TextPart data=data text=text part=Part::Growth of=|document| &document.growth/>
            <TextPart data=data text=text part=Part::Towards wide=true of=|document| &document.towards/>
            <Goals id="goals" title="Goals" goals=goals/>
            <Goals id="learning" title="Learning" goals=learning/>
            {move || new().map(|page| view! { <p class="wide small no-paper"><A href=page>"Add a goal"</A></p> })}
            <Support data=data rows=rows/>
            <Dates data=data rows=rows/>
            <Signatures data=data/>
        </article>
    }
}

/// A part that is a text.
#[component]
fn TextPart(
    data: Signal<PlanData>,
    text: Sending,
    part: Part,
    /// Where in the document it stands.
    of: fn(&Document) -> &String,
    #[prop(optional)] wide: bool,
) -> impl IntoView {
    let html = Memo::new(move |_| data.with(|data| of(&data.document).clone()));
    let writes = writes(data);
    let heading = format!("{part}-title");
    view! {
        <section id=part.to_string() class=wide.then_some("wide") aria-labelledby=heading.clone()>
            <h2 id=heading.clone()>{part_title(part)}</h2>
            {move || {
                let html = html.get();
                if html.is_empty() { nothing().into_any() } else { view! { <div class="prose" inner_html=html></div> }.into_any() }
            }}
            {move || writes.get().then(|| view! { <TextForm data=data sending=text part=part/> })}
        </section>
    }
}

fn writes(data: Signal<PlanData>) -> Memo<bool> {
    Memo::new(move |_| data.with(|data| data.writing().is_some()))
}

fn nothing() -> impl IntoView {
    view! { <p class="dim">"Nothing yet."</p> }
}

/// Goals of the plan, as they are now.
#[component]
fn Goals(id: &'static str, title: &'static str, goals: Memo<Vec<FewGoal>>) -> impl IntoView {
    let is_empty = Memo::new(move |_| goals.with(Vec::is_empty));
    let heading = format!("{id}-title");
    view! {
        <section id=id class="wide" aria-labelledby=heading.clone()>
            <h2 id=heading.clone()>{title}</h2>
            {move || if is_empty.get() { nothing().into_any() } else { view! { <Few goals=goals.into()/> }.into_any() }}
        </section>
    }
}

#[component]
fn Support(data: Signal<PlanData>, rows: Sending) -> impl IntoView {
    let promised = Memo::new(move |_| data.with(|data| data.document.support.clone()));
    let writes = writes(data);
    view! {
        <section id="support" aria-labelledby="support-title">
            <h2 id="support-title">{part_title(Part::Support)}</h2>
            {move || view! { <Promises promised=promised.get()/> }}
            {move || writes.get().then(|| view! { <RowsForm data=data sending=rows part=Part::Support/> })}
        </section>
    }
}

/// What is promised, by whom and by when.
#[component]
pub fn Promises(promised: Vec<Promised>) -> impl IntoView {
    let one = |Promised { what, by }: Promised| view! { <li>{what}" "<span class="dim">"("{by}")"</span></li> };
    if promised.is_empty() {
        nothing().into_any()
    } else {
        view! { <ul class="points">{promised.into_iter().map(one).collect_view()}</ul> }.into_any()
    }
}

#[component]
fn Dates(data: Signal<PlanData>, rows: Sending) -> impl IntoView {
    let dates = Memo::new(move |_| data.with(|data| data.document.dates.clone()));
    let writes = writes(data);
    view! {
        <section id="dates" aria-labelledby="dates-title">
            <h2 id="dates-title">{part_title(Part::Dates)}</h2>
            {move || view! { <Days dates=dates.get()/> }}
            {move || writes.get().then(|| view! { <RowsForm data=data sending=rows part=Part::Dates/> })}
        </section>
    }
}

/// When both look at it again, and what for.
#[component]
pub fn Days(dates: Vec<(String, String)>) -> impl IntoView {
    let one = |(day, what): (String, String)| view! { <dt>{day}</dt><dd>{what}</dd> };
    if dates.is_empty() {
        nothing().into_any()
    } else {
        view! { <dl class="facts">{dates.into_iter().map(one).collect_view()}</dl> }.into_any()
    }
}

#[component]
fn Signatures(data: Signal<PlanData>) -> impl IntoView {
    let signed = Memo::new(move |_| data.with(|data| (data.signed.clone(), data.seal.clone())));
    let is_there = Memo::new(move |_| signed.with(|(signed, _)| !signed.is_empty()));
    move || {
        is_there.get().then(|| {
            view! {
                <section class="wide" aria-labelledby="signed-title">
                    <h2 class="hush" id="signed-title">"Signatures"</h2>
                    {move || { let (signed, seal) = signed.get(); view! { <Names signed=signed seal=seal/> } }}
                </section>
            }
        })
    }
}

/// Who signed what, and when.
#[component]
pub fn Names(signed: Vec<Signed>, seal: String) -> impl IntoView {
    let one = |Signed { name, when }: Signed| view! { <li>"Signed "{name}", "{when}</li> };
    let (first, last) = (seal.get(..4).unwrap_or_default().to_owned(), seal.get(60..).unwrap_or_default().to_owned());
    view! {
        <div class="signed-by">
            <ul class="names" role="list">{signed.into_iter().map(one).collect_view()}</ul>
            <details><summary>"Contents "{first}"…"{last}</summary><p><code>{seal}</code></p></details>
        </div>
    }
}
