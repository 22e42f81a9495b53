//! Fields of forms: a label, the control, a hint, and what is wrong with it, tied together for who cannot see them.
//!
//! A field that is wrong gets the focus, so that its reason is read out: by `autofocus` on a page that comes from the
//! server, by [`Form`](super::Form) on one that stays.

use super::Icon;
use leptos::prelude::*;

/// One line of text.
#[component]
pub fn Field(
    /// Its name in the form, and its id on the page.
    name: &'static str,
    /// What stands above it.
    label: &'static str,
    /// The kind of control.
    #[prop(default = "text")]
    kind: &'static str,
    /// What is in it at first.
    #[prop(optional, into)]
    value: String,
    /// What the browser may fill in.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// The id of the list with suggestions.
    #[prop(optional)]
    list: Option<&'static str>,
    /// What helps to fill it in.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Whether it may stay empty.
    #[prop(optional)]
    optional: bool,
) -> impl IntoView {
    let describes = described(name, move || hint.with(Option::is_some), error);
    view! {
        <div class="field">
            <label for=name>{label}{optional.then(|| view! { " " <span class="dim">"(optional)"</span> })}</label>
            <input
                id=name
                name=name
                type=kind
                value=value
                list=list
                autocomplete=autocomplete
                required=!optional
                spellcheck="false"
                autofocus=error.with_untracked(Option::is_some)
                aria-describedby=describes
                aria-invalid=move || error.get().map(|_| "true")
            />
            {move || hint.get().map(|hint| view! { <p class="hint" id=format!("{name}-hint")>{hint}</p> })}
            <Wrong name=name error=error/>
        </div>
    }
}

/// A password, with a button that shows what was typed.
#[component]
pub fn PasswordField(
    /// Its name in the form, and its id on the page.
    name: &'static str,
    /// What stands above it.
    label: &'static str,
    /// `current-password` or `new-password`.
    autocomplete: &'static str,
    /// What helps to fill it in.
    #[prop(optional)]
    hint: Option<&'static str>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let shown = RwSignal::new(false);
    let word = move || if shown.get() { "Hide" } else { "Show" };
    let what = label.to_lowercase();
    let describes = described(name, move || hint.is_some(), error);
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <div class="with-button">
                <input
                    id=name
                    name=name
                    type=move || if shown.get() { "text" } else { "password" }
                    autocomplete=autocomplete
                    required=true
                    spellcheck="false"
                    autocapitalize="none"
                    autofocus=error.with_untracked(Option::is_some)
                    aria-describedby=describes
                    aria-invalid=move || error.get().map(|_| "true")
                />
                <button
                    class="btn"
                    type="button"
                    aria-controls=name
                    on:click=move |_| shown.update(|shown| *shown = !*shown)
                >
                    {word}<span class="hush">{format!(" {what}")}</span>
                </button>
            </div>
            {hint.map(|hint| view! { <p class="hint" id=format!("{name}-hint")>{hint}</p> })}
            <Wrong name=name error=error/>
        </div>
    }
}

/// Tells a browser's password store whose password the form is about.
#[component]
pub fn UserNameHint(
    /// The address that signs in with it.
    email: String,
) -> impl IntoView {
    view! { <input type="text" autocomplete="username" value=email readonly=true hidden=true/> }
}

#[component]
fn Wrong(name: &'static str, error: Signal<Option<String>>) -> impl IntoView {
    move || {
        error.get().map(|sentence| {
            view! { <p class="error" id=format!("{name}-error")><Icon name="alert"/><span>{sentence}</span></p> }
        })
    }
}

fn described(
    name: &'static str,
    has_hint: impl Fn() -> bool + Copy,
    error: Signal<Option<String>>,
) -> impl Fn() -> Option<String> + Copy {
    move || {
        let ids = [has_hint().then(|| format!("{name}-hint")), error.with(Option::is_some).then(|| format!("{name}-error"))];
        let ids: Vec<_> = ids.into_iter().flatten().collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}
