//! Saying anew what a goal is and where it belongs; carrying it over, grading it, reopening it.

use super::Which;
use crate::{
    failure::Again,
    goals::{
        api::{BelongsWrong, DefineWrong, GoalData, GradeTyped, PlaceTyped, PlaceWrong, TermsTyped},
        new::Asks,
        place::{PlaceFields, other_place},
        said::refused_sentence,
        terms::{TermsFields, other},
    },
    parts::{Choice, Field, Form, Refusal, Sending, Submit, TextArea, shown_version},
    people::{Chooser, Kind, not_one},
};
use leptos::prelude::*;
use waymark::goal::{LONGEST_NOTE, Refused};

/// What was agreed, and where it belongs, in forms.
#[component]
pub fn Change(data: Signal<GoalData>, define: Sending, place: Sending, carry: Sending) -> impl IntoView {
    let again = move || define.refused::<Again<(TermsTyped, String), DefineWrong>>();
    let first = untrack(again);
    let is_open = first.is_some();
    let (typed, reason) =
        first.map_or_else(|| (data.with_untracked(|data| data.terms.clone()), String::new()), |again| again.typed);
    let wrong = Signal::derive(move || again().map(|again| again.why));
    let terms_wrong = Signal::derive(move || match wrong.get()? {
        DefineWrong::Terms(why) => Some(why),
        DefineWrong::Reason => None,
    });
    let reason_wrong = Signal::derive(move || {
        (wrong.get() == Some(DefineWrong::Reason)).then(|| "It was agreed. Say why it changes.".to_owned())
    });
    let refused = Signal::derive(move || terms_wrong.with(|why| other(why.as_ref()?)).map(refused_sentence));
    let is_changed = Signal::derive(move || terms_wrong.with(|why| other(why.as_ref()?)) == Some(Refused::Changed));
    // What others change while somebody types is refused once, with what it is now on top of the page; who sends theirs again knows.
    let shown = shown_version(move || data.with(|data| (data.terms.clone(), data.row.sequence)), define);
    let seen = Signal::derive(move || if is_changed.get() { data.with(|data| data.row.sequence) } else { shown.get() });
    let agreed = Memo::new(move |_| data.with(|data| data.agreed));
    let (cycles, asks) = data.with_untracked(|data| (data.cycles.clone(), data.asks.clone()));
    let carry_refused = Signal::derive(move || carry.refused().map(refused_sentence));
    let learns = data.with_untracked(|data| data.kind == "learning");
    view! {
        <section class="card" aria-labelledby="change">
            <header><h2 id="change">"Change it"</h2></header>
            <div class="body">
                <details open=is_open>
                    <summary>"What it is, its measure, by when"</summary>
                    <Refusal of=define why=refused/>
                    <Form to=define class=if learns { "form wide goal-form learning" } else { "form wide goal-form" }>
                        <Which data=data seen=seen/>
                        <TermsFields typed=typed wrong=terms_wrong/>
                        {
                            let reason = reason.clone();
                            move || agreed.get().then(|| view! {
                                <TextArea name="reason" id="reason" label="Why" value=reason.clone() error=reason_wrong most=LONGEST_NOTE free=true
                                    hint="It was agreed: the other side is asked, and until they agree what was agreed holds.".to_owned()/>
                            })
                        }
                        <Asks asks=asks/>
                        <div class="actions"><Submit pending=define.pending()>"Save"</Submit></div>
                    </Form>
                </details>
                <Belongs data=data place=place/>
                {(!cycles.is_empty()).then(|| view! {
                    <details>
                        <summary>"Carry it over to another cycle"</summary>
                        <Refusal of=carry why=carry_refused/>
                        <Form to=carry class="form wide">
                            <Which data=data/>
                            <Choice name="cycle" id="carry" label="To which cycle".to_owned() options=cycles/>
                            <div class="actions"><Submit pending=carry.pending()>"Carry it over"</Submit></div>
                        </Form>
                    </details>
                })}
            </div>
        </section>
    }
}

#[component]
fn Belongs(data: Signal<GoalData>, place: Sending) -> impl IntoView {
    let again = move || place.refused::<Again<(String, PlaceTyped), BelongsWrong>>();
    let is_open = untrack(again).is_some();
    let stored = || data.with_untracked(|data| (data.row.owner_typed.clone(), data.place.clone()));
    let (owner, typed) = untrack(again).map_or_else(stored, |again| again.typed);
    let wrong = Signal::derive(move || again().map(|again| again.why));
    let owner_wrong = Signal::derive(move || match wrong.get()? {
        BelongsWrong::Owner(why) => Some(not_one(&why)),
        BelongsWrong::Place(PlaceWrong::Rule(why @ (Refused::OwnerLeft | Refused::NotTheirs))) => Some(refused_sentence(why)),
        BelongsWrong::Place(_) => None,
    });
    let place_wrong = Signal::derive(move || match wrong.get()? {
        BelongsWrong::Place(why) => Some(why),
        BelongsWrong::Owner(_) => None,
    });
    let refused = Signal::derive(move || {
        let why = place_wrong.with(|why| other_place(why.as_ref()?))?;
        (!matches!(why, Refused::OwnerLeft | Refused::NotTheirs)).then(|| refused_sentence(why))
    });
    let (projects, offered, personal) = data.with_untracked(|data| (data.projects.clone(), data.offered.clone(), data.personal));
    // As for what is agreed: what others change meanwhile is refused once.
    let is_changed = Signal::derive(move || place_wrong.get() == Some(PlaceWrong::Rule(Refused::Changed)));
    let stored = move || data.with(|data| ((data.row.owner_typed.clone(), data.place.clone()), data.row.sequence));
    let shown = shown_version(stored, place);
    let seen = Signal::derive(move || if is_changed.get() { data.with(|data| data.row.sequence) } else { shown.get() });
    view! {
        <details open=is_open>
            <summary>"Who answers for it, and where it belongs"</summary>
            <Refusal of=place why=refused/>
            <Form to=place class="form wide">
                <Which data=data seen=seen/>
                <Chooser kind=Kind::Person name="owner" label="Who answers for it" value=owner error=owner_wrong/>
                <PlaceFields typed=typed wrong=place_wrong projects=projects offered=offered open=personal.then_some("Colleagues may see it")/>
                <div class="actions"><Submit pending=place.pending()>"Save"</Submit></div>
            </Form>
        </details>
    }
}

/// What can still be done once it is over.
#[component]
pub fn Over(data: Signal<GoalData>, grade: Sending, reopen: Sending) -> impl IntoView {
    let refused = Signal::derive(move || reopen.refused().map(refused_sentence));
    let again = move || grade.refused::<Again<GradeTyped, Refused>>();
    let typed = untrack(again).map(|again| again.typed).unwrap_or_default();
    let wrong = Signal::derive(move || again().map(|again| refused_sentence(again.why)));
    view! {
        <section class="card" aria-labelledby="over">
            <header><h2 id="over">"It is over"</h2></header>
            <div class="body">
                <Refusal of=grade/>
                <Form to=grade class="form wide" clears=true>
                    <Which data=data/>
                    <Field name="grade" label="How well was it reached, from 0.0 to 1.0?" value=typed.grade error=wrong
                        hint=Some("Whoever aims high lands at 0.6 or 0.7.".to_owned())/>
                    <TextArea name="note" label="In a sentence" value=typed.note optional=true most=LONGEST_NOTE/>
                    <div class="actions"><Submit pending=grade.pending()>"Grade it"</Submit></div>
                </Form>
                <Refusal of=reopen why=refused/>
                <Form to=reopen>
                    <Which data=data/>
                    <Submit pending=reopen.pending()>"Reopen it"</Submit>
                </Form>
            </div>
        </section>
    }
}
