//! /plan, /plan/:cycle, /plan/:cycle/:person. Who comes: an engineer on a Tuesday, to see what they agreed on; a manager before the talk; both on
//! the day of signing. What would annoy: a document that is dead on the day after; hunting for what changed.

mod document;
mod lists;
mod meanwhile;
mod sign;
mod write;

use self::{
    document::Sheet,
    lists::{Lists, NoPlan},
    meanwhile::Meanwhile,
    sign::{Amend, HolderLeft, Outdated, Readers, Sign, Versions},
};
use super::{
    api::{
        AmendPlan, GiveUpPlan, OpenPlan, PlanData, PlanPage, RowsTyped, RowsWrong, ShowPlan, SignPlan, SignWrong, TextTyped,
        TextWrong, Told, WriteRows, WriteText,
    },
    said::{say, sign_sentence, why_sentence},
};
use crate::{
    failure::Again,
    frame::loaded,
    live::{Live, Shows},
    parts::{Done, Icon, Refusal, Sending, Title, answers},
    reading::read,
    reviews::{review_refused, taking},
};
use leptos::prelude::*;
use leptos_router::{components::A, hooks::use_params_map};
use waymark::review;

/// What the page's forms are sent to.
#[derive(Clone, Copy)]
struct Sendings {
    text: Sending,
    rows: Sending,
    sign: Sending,
    amend: Sending,
    give_up: Sending,
    open: Sending,
    take: Sending,
}

impl Sendings {
    fn new() -> Self {
        Self {
            text: Sending::to::<WriteText>(),
            rows: Sending::to::<WriteRows>(),
            sign: Sending::to::<SignPlan>(),
            amend: Sending::to::<AmendPlan>(),
            give_up: Sending::to::<GiveUpPlan>(),
            open: Sending::to::<OpenPlan>(),
            take: taking(),
        }
    }

    fn all(self) -> [Sending; 7] {
        let Self { text, rows, sign, amend, give_up, open, take } = self;
        [text, rows, sign, amend, give_up, open, take]
    }
}

/// /plan, /plan/:cycle, /plan/:cycle/:person.
#[component]
pub fn Plan() -> impl IntoView {
    let params = use_params_map();
    let of = move |name: &'static str| params.with(|params| params.get(name).unwrap_or_default());
    let (sendings, live) = (Sendings::new(), Live::provide());
    let count = move || answers(sendings.all()) + live.reads();
    let data = read(count, move || ShowPlan { cycle: of("cycle"), person: of("person") });
    let shared = StoredValue::new(sendings);
    view! {
        {loaded(data, move |page: Signal<PlanPage>| {
            live.watch(move || page.with(shows));
            // Empty where there is none yet.
            let of = |plan: &PlanData| format!("{}.{}", plan.cycle, plan.person);
            let key = Memo::new(move |_| page.with(|page| page.plan.as_ref().map(of).unwrap_or_default()));
            // Of the plan that was here before, nothing stays: no field, no refusal.
            Effect::new(move |before: Option<String>| {
                let now = key.get();
                if before.is_some_and(|before| before != now) {
                    sendings.all().into_iter().for_each(Sending::forget);
                }
                now
            });
            view! {
                <For each=move || [key.get()] key=Clone::clone let:key>
                    {if key.is_empty() { view! { <NoPlan page=page/> }.into_any() } else { view! { <One page=page sendings=shared/> }.into_any() }}
                </For>
                <Lists page=page/>
            }
        })}
    }
}

/// The goals that move on the page.
fn shows(page: &PlanPage) -> Shows {
    let goals = page.plan.iter().flat_map(|plan| plan.goals.iter().chain(&plan.learning));
    Shows::rows(goals.filter(|goal| goal.leads).map(|goal| &goal.row))
}

/// One plan.
#[component]
fn One(page: Signal<PlanPage>, sendings: StoredValue<Sendings>) -> impl IntoView {
    let data: Signal<PlanData> = Memo::new(move |was: Option<&PlanData>| {
        let now = page.with(|page| page.plan.clone());
        now.unwrap_or_else(|| was.cloned().expect("it is made for a plan that is there"))
    })
    .into();
    let Sendings { text, rows, sign, amend, give_up, open, take } = sendings.get_value();
    let writes = Memo::new(move |_| data.with(|data| data.writing().is_some()));
    let amends = Memo::new(move |_| data.with(|data| data.desk.is_some() && data.writing().is_none()));
    let is_side = Memo::new(move |_| data.with(|data| data.desk.is_some()));
    let open_refused = Signal::derive(move || open.refused::<review::Refused>().map(|why| review_refused(&why)));
    view! {
        <Title text=move || data.with(|data| format!("Development plan, {}", data.whose))/>
        <Head data=data/>
        <Done say=say/>
        // Here, since what was refused may have come too late, and its form be gone by now.
        {move || (!writes.get()).then(|| view! { <Refused sign=sign give_up=give_up/> <Late text=text rows=rows/> })}
        <Refusal of=open why=open_refused/>
        {move || data.with(|data| data.told.clone()).into_iter().map(|told| view! { <Say told=told/> }).collect_view()}
        <Sheet data=data text=text rows=rows/>
        {move || writes.get().then(|| view! {
            <Sign data=data sign=sign give_up=give_up>
                <Meanwhile data=data text=text rows=rows/>
                <Refused sign=sign give_up=give_up/>
            </Sign>
        })}
        {move || amends.get().then(|| view! { <Amend data=data amend=amend/> })}
        <HolderLeft data=data take=take/>
        {move || is_side.get().then(|| view! { <Readers data=data open=open/> })}
        {move || view! { <Versions versions=data.with(|data| data.versions.clone())/> }}
    }
}

#[component]
fn Head(data: Signal<PlanData>) -> impl IntoView {
    let review = move || data.with(|data| data.review.clone());
    view! {
        <div class="head">
            <div>
                <nav class="crumbs" aria-label="Above">
                    <ol><li><A href="/plan">"Growth"</A></li><li>{move || data.with(|data| data.called.clone())}</li></ol>
                </nav>
                <h1>{move || data.with(|data| format!("Development plan, {}", data.whose))}</h1>
                <p class="sub">{move || data.with(|data| data.about.clone())}</p>
            </div>
            <div class="actions">
                {move || review().map(|page| view! { <A href=page attr:class="btn">"The review"</A> })}
                <button class="btn only-script" type="button" on:click=|_| drop(window().print())>"Print"</button>
            </div>
        </div>
    }
}

/// How far it is, and what changed.
#[component]
fn Say(told: Told) -> impl IntoView {
    view! { <div class="note no-paper"><Icon name="info"/><div><p>{told.sentence}</p>{listed(told.changes)}</div></div> }
}

/// Sentences below each other.
fn listed(sentences: Vec<String>) -> impl IntoView {
    (!sentences.is_empty()).then(|| {
        view! { <ul class="changes">{sentences.into_iter().map(|sentence| view! { <li>{sentence}</li> }).collect_view()}</ul> }
    })
}

/// Why nobody signed, and why nothing was given up.
#[component]
fn Refused(sign: Sending, give_up: Sending) -> impl IntoView {
    view! {
        <SealRefused of=sign done="signed" again="sign"/>
        <SealRefused of=give_up done="given up" again="decide"/>
    }
}

/// Why nothing was done with what had a seal.
#[component]
fn SealRefused(
    of: Sending,
    /// What was not done then: "signed".
    done: &'static str,
    /// What to do: "sign".
    again: &'static str,
) -> impl IntoView {
    let why = move || of.refused::<SignWrong>();
    let refused = Signal::derive(move || why().as_ref().and_then(sign_sentence));
    view! {
        <Refusal of=of why=refused/>
        {move || match why() {
            Some(SignWrong::Outdated(changes)) => Some(view! { <Outdated changes=changes done=done again=again/> }),
            _ => None,
        }}
    }
}

/// What somebody wrote when it could not be written any more: it is not lost.
#[component]
fn Late(text: Sending, rows: Sending) -> impl IntoView {
    let late = move || {
        if let Some(Again { typed, why: TextWrong::Other(why) }) = text.refused::<Again<TextTyped, TextWrong>>() {
            return Some((why_sentence(&why), typed.text));
        }
        let Again { typed, why: RowsWrong::Other(why) } = rows.refused::<Again<RowsTyped, RowsWrong>>()? else { return None };
        Some((why_sentence(&why), write::as_lines(&typed.rows)))
    };
    move || {
        late().map(|(sentence, typed)| {
            view! {
                <div class="refusal" role="alert">
                    <Icon name="alert"/>
                    <div><p>{sentence}" What you wrote was:"</p><p class="quote text">{typed}</p></div>
                </div>
            }
        })
    }
}

/// What a form of a plan sends of which plan it is.
#[component]
fn Which(data: Signal<PlanData>) -> impl IntoView {
    view! {
        <input type="hidden" name="cycle" value=move || data.with(|data| data.cycle.clone())/>
        <input type="hidden" name="person" value=move || data.with(|data| data.person.clone())/>
    }
}
