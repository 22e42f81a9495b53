//! Icons: symbols of one sprite, in public/icons.svg.

use leptos::prelude::*;

#[derive(Clone)]
struct Sprite(String);

/// Makes the sprite's address known to [`Icon`]: the server has it in its assets, the browser in the document's head.
pub fn provide_sprite() {
    provide_context(Sprite(address()));
}

#[cfg(feature = "ssr")]
fn address() -> String {
    use_context::<crate::server::Server>().map(|server| server.assets.icons.clone()).unwrap_or_default()
}

#[cfg(not(feature = "ssr"))]
fn address() -> String {
    let meta = document().query_selector("meta[name=icons]").ok().flatten();
    meta.and_then(|meta| meta.get_attribute("content")).unwrap_or_default()
}

/// A picture beside a word; it says nothing by itself.
#[component]
pub fn Icon(
    /// The symbol's name in the sprite.
    name: &'static str,
) -> impl IntoView {
    let sprite = use_context::<Sprite>().map(|sprite| sprite.0).unwrap_or_default();
    view! {
        <svg aria-hidden="true"><use_ href=format!("{sprite}#{name}")></use_></svg>
    }
}
