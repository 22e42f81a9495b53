//! The HTML document around the application.

use crate::{
    page::Chosen,
    server::{Assets, Entry, held_refusal},
};
use leptos::{nonce::use_nonce, prelude::*};
use leptos_meta::MetaTags;
use std::sync::Arc;

/// The document of every page that a wasm entry makes alive. The script's nonce is that of the page's content-security
/// policy.
pub fn document<F, V>(assets: &Arc<Assets>, entry: &str, app: F) -> impl IntoView + use<F, V>
where
    F: FnOnce() -> V,
    V: IntoView + 'static,
{
    let nonce = use_nonce();
    let Assets { style, icons, favicon, entries } = &**assets;
    let entry = entries.get(entry).cloned().unwrap_or_default();
    let chosen = Chosen::default();
    provide_context(chosen.clone());
    let (script, loader) = (entry.script.clone(), entry.loader.clone());
    let is_alive = held_refusal().is_none();
    let preload = is_alive.then(|| {
        view! {
            <link rel="modulepreload" href=script nonce=nonce.clone()/>
            {loader.map(|loader| view! { <link rel="modulepreload" href=loader nonce=nonce.clone()/> })}
        }
    });
    view! {
        <!DOCTYPE html>
        <html lang="en">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="icons" content=icons.clone()/>
                <meta name="description" content="Waymark: reviews, goals and growth."/>
                <link rel="stylesheet" href=style.clone()/>
                <link rel="icon" href=favicon.clone() type="image/svg+xml"/>
                {preload}
                <MetaTags/>
            </head>
            <body>
                {app()}
                // After the application, because the router has chosen the page by now.
                {is_alive.then_some(move || view! { <script type="module" nonce=nonce.clone()>{start(&entry, chosen.chunk().unwrap_or_default())}</script> })}
            </body>
        </html>
    }
}

/// The script that makes the page alive. It asks for everything at once, so that no file waits for another to name it.
fn start(Entry { script, loader, module, chunks }: &Entry, chunk: &str) -> String {
    let files = chunks.get(chunk).map(Vec::as_slice).unwrap_or_default();
    let chunks = loader.as_ref().map(|loader| format!("(await import('{loader}')).expect?.(early);")).unwrap_or_default();
    format!(
        "const early={{}},get=file=>{{const answer=fetch(file);answer.catch(()=>{{}});return early[file]=answer}};\
         const module_or_path=get('{module}');{files:?}.forEach(get);\
         const page=await import('{script}');{chunks}\
         await page.default({{module_or_path}});\
         if(await page.hydrate('{chunk}'))document.documentElement.dataset.ready=''"
    )
}
