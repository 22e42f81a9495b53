//! Fields that look for something: what they say goes into the address, at once where there is script.

use super::{Choice, Pause};
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};
use std::time::Duration;
use wasm_bindgen::JsCast;

/// A choice that narrows what is found down.
#[derive(Clone)]
pub struct Filter {
    /// Its name in the address.
    pub name: &'static str,
    /// What stands above it.
    pub label: &'static str,
    /// Values and words, the first one for everything.
    pub options: Vec<(String, String)>,
    /// The value in the address.
    pub value: String,
}

/// The address that looks for these words and choices.
pub fn sought_at(base: &str, fields: &[(&str, &str)]) -> String {
    let parts: Vec<String> = fields
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", crate::session::encoded(value)))
        .collect();
    if parts.is_empty() { base.to_owned() } else { format!("{base}?{}", parts.join("&")) }
}

/// A field for words, and filters beside it.
#[component]
pub fn Search(
    /// The page.
    base: &'static str,
    /// The words in the address.
    words: String,
    /// The filters; those with one option are left out.
    filters: Vec<Filter>,
    /// What else is in the address and stays there: names and values.
    #[prop(optional)]
    keeps: Vec<(&'static str, String)>,
    /// The names and values of the fields that the page adds.
    #[prop(optional)]
    adds: Vec<(&'static str, String)>,
    /// The fields that the page adds.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let navigate = use_navigate();
    let form = NodeRef::<leptos::html::Form>::new();
    let filters: Vec<_> = filters.into_iter().filter(|filter| filter.options.len() > 1).collect();
    let kept = keeps.iter().map(|(name, value)| (*name, value.as_str()));
    let first: Vec<(&'static str, &str)> = std::iter::once(("search", words.as_str()))
        .chain(filters.iter().map(|filter| (filter.name, filter.value.as_str())))
        .chain(adds.iter().map(|(name, value)| (*name, value.as_str())))
        .chain(kept)
        .collect();
    let names: Vec<&'static str> = first.iter().map(|(name, _)| *name).collect();
    let names_of_fields = names.clone();
    let last = StoredValue::new(sought_at(base, &first));
    let pause = Pause::new();
    let go = move || {
        let Some(fields) = form.get_untracked().and_then(|form| web_sys::FormData::new_with_form(&form).ok()) else { return };
        let values: Vec<_> = names.iter().map(|name| (*name, fields.get(name).as_string().unwrap_or_default())).collect();
        let values: Vec<_> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let wanted = sought_at(base, &values);
        if last.with_value(|last| *last != wanted) {
            last.set_value(wanted.clone());
            // Going back leads to the page before, not through every letter.
            navigate(&wanted, NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
        }
    };
    let go_soon = go.clone();
    // Whatever else leads to another list is in the fields as well.
    let query = use_query_map();
    let fields = names_of_fields;
    Effect::new(move |_| {
        let now: Vec<_> = query.with(|query| fields.iter().map(|name| (*name, query.get(name).unwrap_or_default())).collect());
        let pairs: Vec<_> = now.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let address = sought_at(base, &pairs);
        if last.with_value(|last| *last == address) {
            return;
        }
        last.set_value(address);
        let Some(form) = form.get_untracked() else { return };
        for (name, value) in &now {
            let field = form.query_selector(&format!("[name={name}]")).ok().flatten();
            if let Some(input) = field.as_ref().and_then(|field| field.dyn_ref::<web_sys::HtmlInputElement>()) {
                input.set_value(value);
            } else if let Some(select) = field.as_ref().and_then(|field| field.dyn_ref::<web_sys::HtmlSelectElement>()) {
                select.set_value(value);
            }
        }
    });
    view! {
        <form
            class="search" method="get" action=base role="search" node_ref=form
            on:input=move |_| pause.then(Duration::from_millis(180), go_soon.clone())
            on:submit=move |event| {
                event.prevent_default();
                go();
            }
        >
            <div class="field">
                <label for="search">"Search"</label>
                <input id="search" name="search" type="search" value=words autocomplete="off" spellcheck="false" enterkeyhint="search"/>
            </div>
            {filters.into_iter().map(|filter| view! {
                <Choice name=filter.name id=format!("filter-{}", filter.name) label=filter.label.to_owned() options=filter.options value=filter.value/>
            }).collect_view()}
            {children.map(|children| children())}
            {keeps.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view()}
            // With script the list follows what is typed; who does not know that presses it.
            <button class="btn" type="submit">"Search"</button>
        </form>
    }
}
