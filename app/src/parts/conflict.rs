//! What somebody wrote, and what was saved while they wrote it.

use leptos::prelude::*;

/// Both, and the choice; announced when it appears.
#[component]
pub fn Conflict(
    /// What they wrote.
    mine: String,
    /// What was saved meanwhile.
    now: String,
    /// The page, anew: what is stored stands in its fields.
    #[prop(into)]
    page: String,
    /// The form that saves what they wrote all the same.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="conflict" role="alert">
            <p><b>"This was changed while you were writing."</b>" Nothing is lost: choose which to keep."</p>
            <dl>
                <div><dt>"Yours"</dt><dd>{mine}</dd></div>
                <div><dt>"Saved meanwhile"</dt><dd>{now}</dd></div>
            </dl>
            <div class="actions">{children()}<a class="btn" href=page rel="external">"Keep the saved one"</a></div>
        </div>
    }
}
