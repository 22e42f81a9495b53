//! /review/:cycle/:person/input. Who comes: a colleague who was asked, with five minutes. What would annoy: not to know who reads it.

use super::{
    api::{Decline, Give, InputData, NotSaved, SaveInput, ShowInput, Written},
    page::{Place, Saver, SavingForm, Told, Writing},
    words::{not_saved, refused_sentence, say_input},
};
use crate::{
    failure::Again,
    frame::loaded,
    parts::{Done, Form, Icon, Refusal, Sending, Submit, Title, answers},
    reading::read,
};
use leptos::{html, prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_params_map;
use waymark::review::{PeerState, Refused};

/// What a peer is asked.
#[component]
pub fn ReviewInput() -> impl IntoView {
    let params = use_params_map();
    let at = Memo::new(move |_| {
        params.with(|params| (params.get("cycle").unwrap_or_default(), params.get("person").unwrap_or_default()))
    });
    let (save, give, decline) = (Sending::to::<SaveInput>(), Sending::to::<Give>(), Sending::to::<Decline>());
    let saver = Saver::new();
    let data = read(
        move || answers([save, give, decline]) + saver.stale(),
        move || {
            let (cycle, person) = at.get();
            ShowInput { cycle, person }
        },
    );
    let refused = |of: Sending| Signal::derive(move || of.refused::<Refused>().map(|why| refused_sentence(&why)));
    view! {
        {loaded(data, move |data: Signal<InputData>| {
            let which = Memo::new(move |_| data.with(|data| (data.cycle.0.clone(), data.person.id.clone())));
            let state = Memo::new(move |_| data.with(|data| (data.state, data.over)));
            view! {
                <For each=move || [which.get()] key=Clone::clone let:_which>
                    <Head data=data/>
                    <Done say=say_input/>
                    <Refusal of=give why=refused(give)/>
                    <Refusal of=decline why=refused(decline)/>
                    {move || match state.get() {
                        (PeerState::Asked, false) => view! { <Answer data=data save=save give=give decline=decline saver=saver/> }.into_any(),
                        (PeerState::Asked, true) => view! {
                            <div class="note"><Icon name="info"/><p>"The review is over, so nothing is asked any more. Nobody sees what you drafted."</p></div>
                        }.into_any(),
                        (PeerState::Declined { .. }, _) => view! {
                            <div class="note"><Icon name="info"/><p>"You declined. What you had drafted is removed."</p></div>
                        }.into_any(),
                        (PeerState::Given { .. }, _) => view! { <Given data=data/> }.into_any(),
                    }}
                </For>
            }
        })}
    }
}

#[component]
fn Head(data: Signal<InputData>) -> impl IntoView {
    let first = data.get_untracked();
    let (person, by) = (first.person.clone(), first.by.clone());
    let title = format!("About your work with {}", person.name);
    let sees = if first.open {
        format!(
            "{}, or who takes the review over, sees what you write; {} does, too, with your name, once both halves of their review are shown.",
            by.name, person.name
        )
    } else {
        format!("Only {} sees what you write, or who takes the review over.", by.name)
    };
    view! {
        <Title text=title.clone()/>
        <div class="head">
            <div>
                <h1>{title}</h1>
                <p class="sub">{format!("{} asks, for {}'s review of {} · by {}", by.name, person.first, first.cycle.1, first.until)}</p>
            </div>
        </div>
        <div class="note"><Icon name="eye"/><p>{sees}</p></div>
        {(!first.about.is_empty()).then(|| view! {
            <section class="card" aria-label="What about"><div class="body"><p class="small dim">{format!("{} wrote:", by.first)}</p><blockquote class="typed">{first.about}</blockquote></div></section>
        })}
    }
}

#[component]
fn Answer(data: Signal<InputData>, save: Sending, give: Sending, decline: Sending, saver: Saver) -> impl IntoView {
    let first = data.get_untracked();
    let place = Place {
        path: SaveInput::PATH,
        cycle: first.cycle.0.clone(),
        person: first.person.id.clone(),
        reader: first.reader.clone(),
    };
    let why = Signal::derive(move || save.refused::<Again<Written, NotSaved>>().and_then(|again| not_saved(&again.why)));
    let around = NodeRef::<html::Div>::new();
    let ids = StoredValue::new((first.cycle.0.clone(), first.person.id.clone()));
    let which = move || {
        let (cycle, person) = ids.get_value();
        view! { <input type="hidden" name="cycle" value=cycle/><input type="hidden" name="person" value=person/> }
    };
    let click = move |_| saver.when_saved(move || super::page::submit(around));
    view! {
        <section class="card review share" aria-label="Your answer">
            <div class="body">
                <Refusal of=save why=why/>
                <SavingForm saver=saver place=place id="half" class="half questions">
                    {which()}
                    {first.entries.into_iter().map(|entry| view! { <Writing entry=entry sent=[save, save] saver=saver/> }).collect_view()}
                    <div class="actions only-plain"><button class="btn" type="submit">"Save"</button></div>
                </SavingForm>
                <Told saver=saver first="What you write is saved as you write it."/>
                <div class="actions" node_ref=around>
                    <Form to=give>
                        {which()}
                        <span class="only-plain"><Submit go=true pending=give.pending()>"Give what is saved"</Submit></span>
                    </Form>
                    <button class="btn go only-script" type="button" aria-busy=move || give.pending().get().then_some("true") on:click=click>"Give it"</button>
                    <Form to=decline>{which()}<Submit pending=decline.pending()>"I would rather not"</Submit></Form>
                </div>
                <p class="small dim">"Once given it changes no more. If you decline, nobody is told why."</p>
            </div>
        </section>
    }
}

#[component]
fn Given(data: Signal<InputData>) -> impl IntoView {
    let said = data.with_untracked(|data| data.said.clone());
    view! {
        <section class="card" aria-label="What you gave">
            <div class="body">
                {said.into_iter().map(|(heading, html)| view! { <div class="one"><h2>{heading}</h2><div class="prose" inner_html=html></div></div> }).collect_view()}
            </div>
        </section>
    }
}
