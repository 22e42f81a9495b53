//! What is said about a form: refused, done, under way.

use super::{Icon, Sending};
use leptos::prelude::*;

/// Why a form was not taken; announced when it appears.
#[component]
pub fn Refusal(
    /// The form: what goes wrong everywhere is told here by itself.
    of: Sending,
    /// A refusal of its own that is about no field.
    #[prop(optional, into)]
    why: Signal<Option<String>>,
) -> impl IntoView {
    move || {
        why.get()
            .or_else(|| of.sentence())
            .map(|sentence| view! { <div class="refusal" role="alert"><Icon name="alert"/><p>{sentence}</p></div> })
    }
}

/// What went well, or is worth knowing.
#[component]
pub fn Note(
    /// Whether it tells of something that was done.
    #[prop(optional)]
    good: bool,
    children: Children,
) -> impl IntoView {
    let (class, icon) = if good { ("note good", "check") } else { ("note", "info") };
    view! { <div class=class role="status"><Icon name=icon/><div>{children()}</div></div> }
}

/// The button that sends a form; it says when it is under way and takes no second click meanwhile.
#[component]
pub fn Submit(
    /// Whether the form is under way.
    #[prop(into)]
    pending: Signal<bool>,
    /// The page's primary action.
    #[prop(optional)]
    go: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <button class=if go { "btn go" } else { "btn" } type="submit" aria-busy=move || pending.get().then_some("true")>
            {children()}
        </button>
    }
}
