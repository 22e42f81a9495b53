//! What stands beside a half: what happened month by month, one's own notes, and handing it over.

use super::{
    super::{
        api::{HandWrong, NotSaved, ReviewData, SaveNotes, Written},
        words::{hand_refused, not_saved},
    },
    Sendings, Told, Which,
    field::Writing,
    form::SavingForm,
    place,
    saver::Saver,
};
use crate::{
    failure::Again,
    goals::{Month, Went},
    parts::{Form, Refusal, Submit, counted},
    people::{Chooser, Kind},
};
use leptos::prelude::*;
use leptos_router::components::A;

/// What happened, month by month.
#[component]
pub fn Months(data: Signal<ReviewData>) -> impl IntoView {
    let months = Memo::new(move |_| data.with(|data| data.months.clone()));
    view! {
        <section class="card months" aria-labelledby="months">
            <header><h2 id="months">"What happened"</h2><p>"By month, so that the last weeks do not count more than the first."</p></header>
            {move || {
                let all = months.get();
                if all.is_empty() {
                    return view! { <p class="body dim">"Nothing was noted of goals in this time."</p> }.into_any();
                }
                all.into_iter().enumerate().map(|(place, month)| view! { <One month=month open={place < 2}/> }).collect_view().into_any()
            }}
        </section>
    }
}

#[component]
fn One(month: Month, open: bool) -> impl IntoView {
    let Month { name, went, more } = month;
    let count = went.len() + more;
    view! {
        <details open=open>
            <summary>{name} <span class="dim small">" " {counted(count, "entry", "entries")}</span></summary>
            <ul role="list">
                {went.into_iter().map(|Went { goal, title, what }| view! {
                    <li>
                        <p><A href=format!("/goals/{goal}")>{title}</A></p>
                        <p class="small">{what.what} <span class="dim">" · " {what.when}</span></p>
                        {what.note.map(|note| view! { <p class="small dim typed">{note}</p> })}
                        {what.link.map(|link| {
                            let address = link.clone();
                            view! { <p class="small"><a href=address rel="noopener noreferrer nofollow">{link}</a></p> }
                        })}
                    </li>
                }).collect_view()}
                {(more > 0).then(|| view! { <li class="small dim">{format!("and {more} more, on the pages of the goals")}</li> })}
            </ul>
        </details>
    }
}

/// A manager's own notes.
#[component]
pub fn Notes(data: Signal<ReviewData>, sendings: StoredValue<Sendings>) -> impl IntoView {
    let Sendings { notes, .. } = sendings.get_value();
    let saver = Saver::new();
    let first = data.get_untracked();
    let at = place::<SaveNotes>(&first);
    let why = Signal::derive(move || notes.refused::<Again<Written, NotSaved>>().and_then(|again| not_saved(&again.why)));
    first.notes.map(|entry| {
        view! {
            <section class="card" aria-label="My notes">
                <div class="body">
                    <Refusal of=notes why=why/>
                    <SavingForm saver=saver place=at id="my-notes">
                        <Which data=data/>
                        <Writing entry=super::super::api::Entry { required: true, ..entry } sent=[notes, notes] saver=saver/>
                        <div class="actions only-plain"><button class="btn" type="submit">"Save"</button></div>
                    </SavingForm>
                    <Told saver=saver first=""/>
                </div>
            </section>
        }
    })
}

/// Handing the manager's part over.
#[component]
pub fn Hand(data: Signal<ReviewData>, sendings: StoredValue<Sendings>) -> impl IntoView {
    let Sendings { hand_over, .. } = sendings.get_value();
    let first = untrack(|| hand_over.refused::<Again<String, HandWrong>>());
    let is_open = first.is_some();
    let wrong = Signal::derive(move || hand_refused(hand_over));
    let person = data.with_untracked(|data| data.person.first.clone());
    let is_over = Memo::new(move |_| data.with(|data| data.closed));
    let typed = first.map(|again| again.typed).unwrap_or_default();
    let about = format!(
        "To {person}'s new manager, or somebody else above {person}. What you shared and signed stays, with your name; what you only drafted and your notes stay yours."
    );
    move || {
        (!is_over.get()).then(|| {
            let (typed, about) = (typed.clone(), about.clone());
            view! {
                <details class="card hand" open=is_open>
                    <summary>"Hand this review over"</summary>
                    <div class="body">
                        <p class="small dim">{about}</p>
                        <Refusal of=hand_over/>
                        <Form to=hand_over class="form wide">
                            <Which data=data/>
                            <Chooser kind=Kind::Person name="to" label="To whom" value=typed error=wrong/>
                            <div class="actions"><Submit pending=hand_over.pending()>"Hand it over"</Submit></div>
                        </Form>
                    </div>
                </details>
            }
        })
    }
}
