//! What is said of a page of goals that is watched: whether it is live, who else is there, what others just did. Quietly.

use super::cell::Editor;
use crate::{
    live::{Live, Presence, State},
    parts::Pause,
};
use leptos::prelude::*;
use std::time::Duration;

/// How long the page waits before it says what somebody did: what the reader did themselves is known to them by then.
const OWN: Duration = Duration::from_millis(800);

/// "Nadia Perić is changing the value."
fn editing((name, what): &(String, String)) -> String {
    format!("{name} is changing the {what}")
}

/// Who changes something of a goal right now, in a list.
#[component]
pub fn Editing(goal: String) -> impl IntoView {
    let live = expect_context::<Live>();
    move || {
        let Presence { editing: others, .. } = live.who(&goal);
        (!others.is_empty())
            .then(|| view! { <div class="why editing-now">{others.iter().map(editing).collect::<Vec<_>>().join(", ")}</div> })
    }
}

/// How the page is connected, who looks at this goal, who changes what of it, and what was done last by somebody else.
#[component]
pub fn Watched(
    /// The goal whose page it is; nothing in lists.
    #[prop(optional)]
    goal: Option<String>,
    /// After how many events it is what a form of this page last made of it: what one did oneself is known.
    #[prop(optional)]
    own: Signal<u32>,
) -> impl IntoView {
    let (live, editor) = (expect_context::<Live>(), expect_context::<Editor>());
    let said = RwSignal::new(String::new());
    let pause = Pause::new();
    let names_it = goal.is_none();
    // Nothing is announced that was there before.
    let heard = StoredValue::new(0);
    Effect::new(move |_| {
        let Some((number, row, sentence)) = live.said() else { return };
        if number <= heard.get_value() {
            return;
        }
        heard.set_value(number);
        pause.then(OWN, move || {
            let is_own = editor.has_saved(&row.id, row.sequence) || own.get_untracked() >= row.sequence;
            if !is_own {
                said.set(if names_it { format!("{}: {sentence}", row.title) } else { sentence });
            }
        });
    });
    let there = move || {
        let who = goal.as_ref().map(|goal| live.who(goal)).unwrap_or_default();
        let looking = (who.looking > 1).then(|| format!("{} people looking", who.looking));
        looking.into_iter().chain(who.editing.iter().map(editing)).collect::<Vec<_>>()
    };
    view! {
        <div class="watched small dim">
            {move || match live.state() {
                State::Still => ().into_any(),
                State::Live => view! { <span class="is-live">"Live"</span> }.into_any(),
                State::Cut => view! { <span class="is-cut">"Not live just now; it connects again by itself"</span> }.into_any(),
            }}
            {move || there().into_iter().map(|words| view! { <span>{words}</span> }).collect_view()}
            <p role="status" aria-live="polite">{move || said.get()}</p>
        </div>
    }
}
