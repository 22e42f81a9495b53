//! What is said about a form: refused, done, under way.

use super::Icon;
use leptos::prelude::*;

/// Why a form was refused; announced when it appears.
#[component]
pub fn Refusal(
    /// The sentence; nothing shows without one.
    #[prop(into)]
    sentence: Signal<Option<String>>,
) -> impl IntoView {
    move || sentence.get().map(|sentence| view! { <div class="refusal" role="alert"><Icon name="alert"/><p>{sentence}</p></div> })
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
