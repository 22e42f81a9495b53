//! The fields in which a cell is written: what it is, and why.

use super::CellKind;
use crate::goals::said::{STATUSES, refused_sentence};
use leptos::{html, prelude::*};
use waymark::goal::Refused;

/// What was typed, as it is shown until the server has it.
pub fn said(kind: CellKind, text: &str) -> String {
    match kind {
        CellKind::Status => {
            STATUSES.iter().find(|(value, _)| *value == text).map_or("", |(_, standing)| standing.said().2).to_owned()
        }
        CellKind::Text => text.to_owned(),
        // Only the server says days.
        CellKind::Day => String::new(),
    }
}

/// Puts the focus into what was just made.
fn focus_on_mount(node: &web_sys::Element) {
    use wasm_bindgen::JsCast;
    let Some(node) = node.dyn_ref::<web_sys::HtmlElement>().cloned() else { return };
    request_animation_frame(move || {
        drop(node.focus());
        if let Some(input) = node.dyn_ref::<web_sys::HtmlInputElement>() {
            input.select();
        }
    });
}

/// The field in which a cell is written.
pub fn field_for(
    kind: CellKind,
    what: &'static str,
    draft: RwSignal<String>,
    commit: impl Fn(bool) + Copy + 'static,
    close: impl Fn() + Copy + 'static,
) -> impl IntoView {
    let key = move |event: web_sys::KeyboardEvent| match event.key().as_str() {
        "Enter" => {
            event.prevent_default();
            commit(false);
        }
        "Escape" => {
            event.prevent_default();
            close();
        }
        "Tab" if go_on(&event) => {
            event.prevent_default();
            commit(true);
        }
        _ => {}
    };
    if kind == CellKind::Status {
        let node = NodeRef::<html::Select>::new();
        node.on_load(|select| focus_on_mount(&select));
        return view! {
            <select
                class="cell editing" aria-label=what node_ref=node
                on:change=move |event| draft.set(event_target_value(&event))
                on:keydown=key
                on:blur=move |_| commit(true)
            >
                {STATUSES.map(|(value, standing)| {
                    let selected = draft.get_untracked() == value;
                    view! { <option value=value selected=selected>{standing.said().2}</option> }
                }).collect_view()}
            </select>
        }
        .into_any();
    }
    let node = NodeRef::<html::Input>::new();
    node.on_load(|input| focus_on_mount(&input));
    view! {
        <input
            class="cell editing" type=if kind == CellKind::Day { "date" } else { "text" }
            aria-label=what autocomplete="off" spellcheck="false" node_ref=node
            prop:value=draft.get_untracked()
            on:input=move |event| draft.set(event_target_value(&event))
            on:keydown=key
            on:blur=move |_| commit(true)
        />
    }
    .into_any()
}

/// Opens the next cell of the page, or the one before; says whether there is one.
fn go_on(event: &web_sys::KeyboardEvent) -> bool {
    use wasm_bindgen::JsCast;
    let here = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let Some(here) = here.and_then(|field| field.closest("[data-cell]").ok().flatten()) else { return false };
    let Ok(all) = document().query_selector_all("[data-cell]") else { return false };
    let cells: Vec<web_sys::Element> =
        (0..all.length()).filter_map(|at| all.item(at)?.dyn_into::<web_sys::Element>().ok()).collect();
    let Some(at) = cells.iter().position(|cell| *cell == here) else { return false };
    let next = if event.shift_key() { at.checked_sub(1) } else { Some(at + 1) };
    let Some(next) = next.and_then(|next| cells.get(next)).cloned() else { return false };
    // Once this one is closed.
    request_animation_frame(move || {
        if let Ok(Some(link)) = next.query_selector("a.cell")
            && let Ok(link) = link.dyn_into::<web_sys::HtmlElement>()
        {
            link.click();
        }
    });
    true
}

/// Asks why, where that is needed.
#[component]
pub fn Reason(
    text: String,
    of: &'static str,
    kind: CellKind,
    save: Callback<(String, String)>,
    close: Callback<()>,
) -> impl IntoView {
    let (reason, is_missing) = (RwSignal::new(String::new()), RwSignal::new(false));
    let shown = said(kind, &text);
    let node = NodeRef::<html::Input>::new();
    node.on_load(|input| focus_on_mount(&input));
    let text = StoredValue::new(text);
    let send = move || {
        let why = reason.get_untracked();
        if why.trim().is_empty() {
            is_missing.set(true);
        } else {
            save.run((text.get_value(), why));
        }
    };
    let question = match kind {
        CellKind::Status => format!("“{shown}” is not what the numbers say. Why?"),
        CellKind::Text => format!("{of} was agreed. Why “{shown}”?"),
        CellKind::Day => format!("{of} was agreed. Why does it change?"),
    };
    view! {
        <span class="ask">
            <label>
                <span>{question}</span>
                <input
                    type="text" autocomplete="off" node_ref=node aria-invalid=move || is_missing.get().then_some("true")
                    on:input=move |event| {
                        is_missing.set(false);
                        reason.set(event_target_value(&event));
                    }
                    on:keydown=move |event| match event.key().as_str() {
                        "Enter" => {
                            event.prevent_default();
                            send();
                        }
                        "Escape" => {
                            event.prevent_default();
                            close.run(());
                        }
                        _ => {}
                    }
                />
            </label>
            {move || is_missing.get().then(|| view! { <span class="error" role="alert">{refused_sentence(Refused::NoReason)}</span> })}
            <span class="actions">
                <button class="btn" type="button" on:click=move |_| send()>"Save"</button>
                <button class="btn bare" type="button" on:click=move |_| close.run(())>"Leave it"</button>
            </span>
        </span>
    }
}
