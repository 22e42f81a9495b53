//! What a page is called in the browser.

use leptos::{prelude::*, text_prop::TextProp};

/// The page's title. Leptos reads it once the whole page is made, when what it is made of may be gone on the server, and the page with it: there it is
/// read at once.
#[component]
pub fn Title(
    /// What it says.
    #[prop(into)]
    text: TextProp,
) -> impl IntoView {
    #[cfg(feature = "ssr")]
    let text = TextProp::from(untrack(|| text.get().to_string()));
    view! { <leptos_meta::Title text=text/> }
}
