//! A review that the reader held once: what they wrote in it is still theirs to read.

use super::{
    super::api::{FormerData, NotSaved, Save, SaveNotes, Written},
    Sendings,
    saver::Place,
    unsaved::Unsaved,
};
use crate::{
    failure::Again,
    parts::{Icon, Sending, Title},
};
use leptos::{prelude::*, server_fn::ServerFn};

/// The page.
#[component]
pub fn Former(data: FormerData, sendings: StoredValue<Sendings>) -> impl IntoView {
    let Sendings { save, share, amend, notes, .. } = sendings.get_value();
    let FormerData { cycle, person, manager, reader, half, notes: noted } = data;
    let title = format!("Review of {}, {}", person.name, cycle.1);
    let place = |path: &'static str| Place { path, cycle: cycle.0.clone(), person: person.id.clone(), reader: reader.clone() };
    let labels: Vec<(String, String)> = half.iter().map(|(slot, label, _)| (slot.clone(), label.clone())).collect();
    // What a form without script sent too late: the words are not lost.
    let typed = move || {
        let again = [save, share, amend, notes].into_iter().find_map(Sending::refused::<Again<Written, NotSaved>>);
        let texts = again.map(|again| again.typed.text).unwrap_or_default();
        texts.into_iter().filter(|(_, text)| !text.trim().is_empty()).collect::<Vec<_>>()
    };
    let name = {
        let labels = labels.clone();
        move |slot: &str| {
            labels.iter().find(|(of, _)| of == slot).map_or_else(|| "What you wrote".to_owned(), |(_, label)| label.clone())
        }
    };
    let said: Vec<_> = half.into_iter().filter(|(_, _, html)| !html.is_empty()).collect();
    let has_said = !said.is_empty();
    view! {
        <Title text=title.clone()/>
        <div class="head"><div><h1>{title}</h1><p class="sub">{format!("Held by {} now", manager.name)}</p></div></div>
        <div class="note"><Icon name="info"/><p>{format!("Somebody else holds this review by now: {}. You change nothing in it any more; what you wrote in it stays yours to read.", manager.name)}</p></div>
        {move || {
            let late = typed();
            let name = name.clone();
            (!late.is_empty()).then(|| view! {
                <section class="card" aria-label="Not saved">
                    <header><h2>"What you sent too late"</h2><p>"It was not saved. Copy from here what you still need."</p></header>
                    <div class="body">
                        {late.into_iter().map(|(slot, text)| view! { <div class="one"><h3>{name(&slot)}</h3><blockquote class="typed">{text}</blockquote></div> }).collect_view()}
                    </div>
                </section>
            })
        }}
        <Unsaved place=place(Save::PATH) labels=labels/>
        <Unsaved place=place(SaveNotes::PATH) labels=vec![("notes".to_owned(), "My notes".to_owned())]/>
        {has_said.then(|| view! {
            <section class="card" aria-labelledby="mine">
                <header><h2 id="mine">"My half"</h2></header>
                <div class="body">
                    {said.into_iter().map(|(_, label, html)| view! { <div class="one"><h3>{label}</h3><div class="prose" inner_html=html></div></div> }).collect_view()}
                </div>
            </section>
        })}
        {(!noted.is_empty()).then(|| view! {
            <section class="card" aria-labelledby="noted">
                <header><h2 id="noted">"My notes"</h2></header>
                <div class="body"><div class="prose" inner_html=noted></div></div>
            </section>
        })}
    }
}
