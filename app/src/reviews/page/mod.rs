//! /review/:cycle and /review/:cycle/:person. Who comes: somebody with an hour for their half, in five sittings; their manager, with eleven more to write; both,
//! on the day on which they talk. What would annoy: an empty page; a word that is lost; not to know who sees what.

mod back;
mod beside;
mod field;
mod form;
mod former;
mod half;
mod head;
mod next;
mod peers;
mod reading;
mod saver;
mod unsaved;

pub use field::Writing;
pub use form::SavingForm;
pub use saver::{Place, Saver, Saving};

use super::{
    api::{
        Agree, Amend, Ask, AskNoMore, HandOver, Remind, ReviewData, ReviewPage, Save, SaveNotes, Settle, Share, Show, TakeBack,
    },
    words::{refused_sentence, say},
};
use crate::{
    frame::loaded,
    goals::Begin,
    parts::{Done, Icon, Refusal, Sending, Title, answers},
    reading::read,
};
use leptos::{html, prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_params_map;
use waymark::review::{Refused, Side};

/// What the page's forms are sent to.
#[derive(Clone, Copy)]
struct Sendings {
    save: Sending,
    share: Sending,
    take_back: Sending,
    amend: Sending,
    notes: Sending,
    ask: Sending,
    ask_no_more: Sending,
    remind: Sending,
    hand_over: Sending,
    settle: Sending,
    agree: Sending,
    begin: Sending,
}

impl Sendings {
    fn new() -> Self {
        Self {
            save: Sending::to::<Save>(),
            share: Sending::to::<Share>(),
            take_back: Sending::to::<TakeBack>(),
            amend: Sending::to::<Amend>(),
            notes: Sending::to::<SaveNotes>(),
            ask: Sending::to::<Ask>(),
            ask_no_more: Sending::to::<AskNoMore>(),
            remind: Sending::to::<Remind>(),
            hand_over: Sending::to::<HandOver>(),
            settle: Sending::to::<Settle>(),
            agree: Sending::to::<Agree>(),
            begin: Sending::to::<Begin>(),
        }
    }

    fn all(self) -> [Sending; 12] {
        let Self { save, share, take_back, amend, notes, ask, ask_no_more, remind, hand_over, settle, agree, begin } = self;
        [save, share, take_back, amend, notes, ask, ask_no_more, remind, hand_over, settle, agree, begin]
    }
}

/// Why a form about the whole review was refused.
fn refused(of: Sending) -> Signal<Option<String>> {
    Signal::derive(move || of.refused::<Refused>().map(|why| refused_sentence(&why)))
}

/// A review.
#[component]
pub fn Review() -> impl IntoView {
    let params = use_params_map();
    let at = Memo::new(move |_| {
        params.with(|params| (params.get("cycle").unwrap_or_default(), params.get("person").unwrap_or_default()))
    });
    let (sendings, saver) = (Sendings::new(), Saver::new());
    let data = read(
        move || answers(sendings.all()) + saver.stale(),
        move || {
            let (cycle, person) = at.get();
            Show { cycle, person }
        },
    );
    let shared = StoredValue::new(sendings);
    view! {
        {loaded(data, move |page: Signal<ReviewPage>| {
            let is_held = Memo::new(move |_| page.with(|page| matches!(page, ReviewPage::Held(_))));
            move || match page.get_untracked() {
                ReviewPage::Held(first) if is_held.get() => view! { <Held page=page first=*first sendings=shared saver=saver/> }.into_any(),
                ReviewPage::Former(former) if !is_held.get() => view! { <former::Former data=*former sendings=shared/> }.into_any(),
                _ => ().into_any(),
            }
        })}
    }
}

#[component]
fn Held(page: Signal<ReviewPage>, first: ReviewData, sendings: StoredValue<Sendings>, saver: Saver) -> impl IntoView {
    let data = Memo::new(move |was: Option<&ReviewData>| {
        page.with(|page| match page {
            ReviewPage::Held(data) => (**data).clone(),
            ReviewPage::Former(_) => was.unwrap_or(&first).clone(),
        })
    });
    let data: Signal<ReviewData> = data.into();
    let which = Memo::new(move |_| data.with(|data| (data.cycle.0.clone(), data.person.id.clone())));
    // Of the review that was here before, nothing stays: no field, no refusal.
    Effect::new(move |before: Option<(String, String)>| {
        let now = which.get();
        if before.is_some_and(|before| before != now) {
            sendings.get_value().all().into_iter().for_each(Sending::forget);
        }
        now
    });
    view! { <For each=move || [which.get()] key=Clone::clone let:_which><One data=data sendings=sendings saver=saver/></For> }
}

#[component]
fn One(data: Signal<ReviewData>, sendings: StoredValue<Sendings>, saver: Saver) -> impl IntoView {
    let Sendings { take_back, remind, ask_no_more, agree, .. } = sendings.get_value();
    let title = data.with_untracked(head::title);
    // What is written is made once; what is read follows.
    let writes = Memo::new(move |_| data.with(|data| data.writes));
    let (side, has_notes) = data.with_untracked(|data| (data.side, data.notes.is_some()));
    view! {
        <Title text=title/>
        <head::Head data=data/>
        <Done say=say/>
        <Refusal of=take_back why=refused(take_back)/>
        <Refusal of=remind why=refused(remind)/>
        <Refusal of=ask_no_more why=refused(ask_no_more)/>
        <Refusal of=agree why=Signal::derive(move || agree.refused().map(crate::goals::goal_refused))/>
        <head::Privacy data=data/>
        <div class="cols review">
            <div>
                {move || if writes.get() {
                    view! { <half::Half data=data sendings=sendings saver=saver/> }.into_any()
                } else {
                    view! { <reading::Reading data=data sendings=sendings/> }.into_any()
                }}
                <next::Next data=data sendings=sendings/>
            </div>
            <div>
                <beside::Months data=data/>
                {has_notes.then(|| view! { <beside::Notes data=data sendings=sendings/> })}
                <peers::Peers data=data sendings=sendings/>
                {(side == Side::Manager).then(|| view! { <beside::Hand data=data sendings=sendings/> })}
            </div>
        </div>
    }
}

/// Which review a form is about.
#[component]
fn Which(data: Signal<ReviewData>) -> impl IntoView {
    let (cycle, person) = data.with_untracked(|data| (data.cycle.0.clone(), data.person.id.clone()));
    view! { <input type="hidden" name="cycle" value=cycle/><input type="hidden" name="person" value=person/> }
}

/// Whether the words of a side are the reader's own. Of the manager's side they may be of who held it before.
fn are_mine(data: &ReviewData, side: Side) -> bool {
    let reader = match data.side {
        Side::Own => &data.person.name,
        Side::Manager => &data.manager.name,
    };
    side == data.side && data.halves.of(side).author == *reader
}

/// Whose words those of a side are, as one says it to the reader.
fn whose(data: &ReviewData, side: Side) -> String {
    if are_mine(data, side) { "You".to_owned() } else { data.halves.of(side).author.clone() }
}

/// Where the fields of a role are saved.
fn place<F: ServerFn>(data: &ReviewData) -> Place {
    Place { path: F::PATH, cycle: data.cycle.0.clone(), person: data.person.id.clone(), reader: data.reader.clone() }
}

/// How far saving is, in words.
#[component]
pub fn Told(saver: Saver, first: &'static str) -> impl IntoView {
    view! {
        <p class="saved only-script" role="status">
            {move || match saver.state() {
                Saving::Still => view! { {first} }.into_any(),
                Saving::UnderWay => view! { "Saving" }.into_any(),
                Saving::Done => view! { <Icon name="check"/>"Saved" }.into_any(),
                Saving::Waits { kept: true } => view! { <Icon name="alert"/>"Not saved yet: the server does not answer. This device keeps it, and it is tried again." }.into_any(),
                Saving::Waits { kept: false } => view! { <Icon name="alert"/>"Not saved yet: the server does not answer. Keep this page open; it is tried again." }.into_any(),
                Saving::Refused(why) => view! { <Icon name="alert"/>{why} }.into_any(),
            }}
        </p>
    }
}

/// Sends the first form within.
#[cfg(feature = "hydrate")]
pub fn submit(around: NodeRef<html::Div>) {
    use wasm_bindgen::JsCast;
    let around = around.try_get_untracked().flatten();
    let form = around.and_then(|around| around.query_selector("form").ok().flatten());
    if let Some(form) = form.and_then(|form| form.dyn_into::<web_sys::HtmlFormElement>().ok()) {
        drop(form.request_submit());
    }
}

/// Sends the first form within.
#[cfg(not(feature = "hydrate"))]
pub fn submit(_around: NodeRef<html::Div>) {}
