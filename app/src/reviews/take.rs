//! Taking a review over whose manager has left, wherever the person's manager of today meets it.

use super::api::HandOver;
use crate::parts::{Form, Sending, Submit};
use leptos::prelude::*;

/// Where it is sent.
pub fn taking() -> Sending {
    Sending::to::<HandOver>()
}

/// The button that does it.
#[component]
pub fn TakeOver(
    /// Where it is sent.
    to: Sending,
    /// Of which cycle the review is, by its id.
    cycle: String,
    /// Whose it is, by their id.
    person: String,
    /// What they are called.
    whose: String,
    /// To whom it goes, by their id.
    reader: String,
) -> impl IntoView {
    view! {
        <Form to=to>
            <input type="hidden" name="cycle" value=cycle/>
            <input type="hidden" name="person" value=person/>
            <input type="hidden" name="to" value=reader/>
            <Submit pending=to.pending()>"Take it over"<span class="hush">{format!(" ({whose})")}</span></Submit>
        </Form>
    }
}
