//! What was done, with the way back.

use super::{Note, Refusal, Sending};
use crate::change::{Undo, undo_sentence};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::{use_location, use_query_map};
use waymark::change::UndoRefused;

/// The address of a page that tells what was done there, and offers to undo it.
#[cfg(feature = "ssr")]
pub fn undo_address(page: &str, done: &str, undo: Option<uuid::Uuid>) -> String {
    let join = if page.contains('?') { '&' } else { '?' };
    match undo {
        Some(undo) => format!("{page}{join}done={done}&undo={undo}"),
        None => format!("{page}{join}done={done}"),
    }
}

/// Tells what was just done on this page, as its address says, and offers to undo it.
#[component]
pub fn Done(
    /// What to say for each word that may stand behind `done=` in the address.
    say: fn(&str) -> Option<&'static str>,
) -> impl IntoView {
    let undo = Sending::to::<Undo>();
    let (query, location) = (use_query_map(), use_location());
    let done = Memo::new(move |_| query.with(|query| Some((query.get("done")?, query.get("undo")))));
    let refused = Signal::derive(move || undo.refused::<UndoRefused>().map(|why| undo_sentence(&why)));
    view! {
        <Refusal of=undo why=refused/>
        {move || {
            let (what, id) = done.get()?;
            let sentence = if what == "undone" { "It is as it was before." } else { say(&what)? };
            Some(view! {
                <Note good=true>
                    <div class="said">
                        <p>{sentence}</p>
                        {id.map(|id| view! {
                            // Loads the page anew: whatever stands in its fields is as it was before.
                            <form method="post" action=Undo::PATH>
                                <input type="hidden" name="id" value=id/>
                                <input type="hidden" name="page" value=move || location.pathname.get()/>
                                <button class="btn" type="submit">"Undo"</button>
                            </form>
                        })}
                    </div>
                </Note>
            })
        }}
    }
}
