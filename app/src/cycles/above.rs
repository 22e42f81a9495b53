//! What stands above a page about something that was, or will be, launched in a cycle.

use leptos::prelude::*;
use leptos_router::components::A;

/// The way up: all cycles, and this one.
#[component]
pub fn CycleAbove(
    /// The cycle's id and name.
    #[prop(into)]
    cycle: Signal<(String, String)>,
) -> impl IntoView {
    view! {
        <nav class="crumbs" aria-label="Above"><ol>
            <li><A href="/admin/cycles">"Cycles"</A></li>
            <li><A href=move || format!("/admin/cycles/{}", cycle.get().0)>{move || cycle.get().1}</A></li>
        </ol></nav>
    }
}
