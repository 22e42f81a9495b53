//! The form around the fields of a review: it saves them by itself, and without script it is sent as forms are.

use super::saver::{Place, Saver};
use leptos::prelude::*;

/// A form whose fields are saved as they are written.
#[component]
pub fn SavingForm(
    /// What saves them.
    saver: Saver,
    /// Where they are saved.
    place: Place,
    /// Its id on the page.
    id: &'static str,
    /// Its class.
    #[prop(default = "half")]
    class: &'static str,
    /// Which review it is about, its fields, and the buttons without script.
    children: Children,
) -> impl IntoView {
    let path = place.path;
    saver.begin(place, id);
    view! {
        <form
            id=id class=class method="post" action=path
            on:input=move |event| saver.changed(event.as_ref()) on:change=move |event| saver.changed(&event)
            on:submit=move |event| saver.at_once(&event)
        >
            {children()}
        </form>
    }
}
