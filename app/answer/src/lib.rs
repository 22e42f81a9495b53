//! The wasm entry of /surveys/:id: the page on which somebody answers, and nothing else of the application.

/// Called by the page's script once the module is there. It has no chunks, so it is alive at once.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate(_chunk: &str) -> bool {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_body(app::SurveyApp);
    true
}
