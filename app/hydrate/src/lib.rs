//! The wasm entry: makes the server's page come alive.

/// Called by the page's script once the module is there, with the chunk that has the page. Tells whether the page is
/// alive: where the chunk cannot be had, it stays as the server sent it, and its links and forms work as they are.
#[wasm_bindgen::prelude::wasm_bindgen]
pub async fn hydrate(chunk: String) -> bool {
    console_error_panic_hook::set_once();
    let is_there = app::load(&chunk).await;
    if is_there {
        leptos::mount::hydrate_body(app::App);
    }
    is_there
}
