//! What this device keeps that could not be saved, where its fields are no more.

use super::saver::{Place, Saver};
use leptos::prelude::*;

/// Texts that were not saved, with what they answer; nothing where there are none.
#[component]
pub fn Unsaved(place: Place, labels: Vec<(String, String)>) -> impl IntoView {
    let saver = Saver::new();
    let left = RwSignal::new(Vec::<(String, String)>::new());
    Effect::new(move |_| left.set(saver.left(place.clone())));
    let forget = move |_| {
        saver.forget();
        left.set(Vec::new());
    };
    move || {
        let texts = left.get();
        let label = |slot: &str| {
            labels.iter().find(|(of, _)| of == slot).map_or_else(|| "What you wrote".to_owned(), |(_, label)| label.clone())
        };
        (!texts.is_empty()).then(|| view! {
            <section class="card" aria-label="Not saved">
                <header><h2>"What you wrote and is not saved"</h2><p>"It came too late, and this device keeps it. Copy from here what you still need."</p></header>
                <div class="body">
                    {texts.into_iter().map(|(slot, text)| view! { <div class="one"><h3>{label(&slot)}</h3><blockquote class="typed">{text}</blockquote></div> }).collect_view()}
                    <div class="actions"><button class="btn" type="button" on:click=forget>"Forget it"</button></div>
                </div>
            </section>
        })
    }
}
