//! The HTML document around the application.

use crate::{App, server::Assets};
use leptos::{nonce::use_nonce, prelude::*};
use leptos_meta::MetaTags;
use std::sync::Arc;

/// The document of every page. The script's nonce is that of the page's content-security policy.
pub fn document(assets: &Arc<Assets>) -> impl IntoView + use<> {
    let nonce = use_nonce();
    let Assets { style, icons, favicon, script, module } = (**assets).clone();
    let start = format!(
        "import('{script}').then(m=>m.default({{module_or_path:'{module}'}}).then(()=>{{m.hydrate();document.documentElement.dataset.ready=''}}))"
    );
    view! {
        <!DOCTYPE html>
        <html lang="en">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="icons" content=icons/>
                <meta name="description" content="Waymark: reviews, goals and growth."/>
                <link rel="stylesheet" href=style/>
                <link rel="icon" href=favicon type="image/svg+xml"/>
                <link rel="modulepreload" href=script nonce=nonce.clone()/>
                <script type="module" nonce=nonce>{start}</script>
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}
