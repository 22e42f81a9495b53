//! What the forms of the editor have in common: each begins with what is stored or with what was refused, says what is wrong
//! where it is wrong, and shows both states where somebody else was faster.

use super::Desk;
use crate::{
    failure::Again,
    parts::{Refusal, Sending},
    questionnaires::{
        api::{QuestionTyped, SectionTyped, TopTyped, Wrong},
        part::Part,
        said,
    },
};
use leptos::{prelude::*, server_fn::ServerFn};
use serde::de::DeserializeOwned;

/// What is typed in a form of the editor.
pub trait Typed: Clone + PartialEq + DeserializeOwned + Send + Sync + 'static {
    /// The state that the form was made of.
    fn seen(&self) -> &str;

    /// What was typed, as it is told beside what somebody else saved.
    fn words(&self) -> String;
}

fn lines<const N: usize>(parts: [&str; N]) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}

impl Typed for TopTyped {
    fn seen(&self) -> &str {
        &self.seen
    }

    fn words(&self) -> String {
        lines([&self.title, &self.about, &self.lang])
    }
}

impl Typed for SectionTyped {
    fn seen(&self) -> &str {
        &self.seen
    }

    fn words(&self) -> String {
        lines([&self.title, &self.about])
    }
}

impl Typed for QuestionTyped {
    fn seen(&self) -> &str {
        &self.seen
    }

    fn words(&self) -> String {
        lines([&self.text, &self.options, &self.help])
    }
}

/// A form that is being filled in.
pub struct Draft<T: Typed> {
    /// Where it goes.
    pub sending: Sending,
    /// What is in its fields at first.
    pub typed: T,
    /// The state that it goes over: what it was made of or, after a conflict, what it was shown.
    pub seen: Memo<String>,
    again: Memo<Option<Again<T, Wrong>>>,
}

impl<T: Typed> Draft<T> {
    /// Begins with what is `stored`. Without script every form that goes to the same server function is told of the one that was
    /// refused: `is_mine` says whether that is this.
    pub fn new<F: ServerFn>(desk: Desk, stored: T, is_mine: impl Fn(&Again<T, Wrong>) -> bool + Send + Sync + 'static) -> Self {
        let sending = Sending::to::<F>();
        desk.follow(sending, true);
        let again = Memo::new(move |_| sending.refused::<Again<T, Wrong>>().filter(&is_mine));
        let typed = again.with_untracked(|again| again.as_ref().map(|again| again.typed.clone())).unwrap_or(stored);
        let first = typed.seen().to_owned();
        let seen = Memo::new(move |was: Option<&String>| match again.get().map(|again| again.why) {
            Some(Wrong::Changed(now)) => now.seen(),
            _ => was.cloned().unwrap_or_else(|| first.clone()),
        });
        Self { sending, typed, seen, again }
    }

    /// What is wrong with a field.
    pub fn wrong(&self, field: &'static str) -> Signal<Option<String>> {
        let again = self.again;
        Signal::derive(move || again.with(|again| said::wrong_field(&again.as_ref()?.why, field)))
    }

    /// What is wrong with none of these fields; and both states where somebody else changed the part meanwhile. What was typed
    /// is in the fields as well: saving again keeps it.
    pub fn refusal(&self, fields: &'static [&'static str]) -> impl IntoView + use<T> {
        let (sending, again) = (self.sending, self.again);
        let why = move || again.with(|again| said::wrong_otherwise(&again.as_ref()?.why, fields));
        let conflict = move || {
            let Again { typed, why: Wrong::Changed(now) } = again.get()? else { return None };
            let theirs = match *now {
                Part::Top { title, about, lang } => lines([&title, &about, &lang]),
                Part::Section { title, about, .. } => lines([&title, &about]),
                Part::Question(question) => QuestionTyped::of(&question).words(),
            };
            Some(view! {
                <div class="conflict" role="alert">
                    <p><b>"Somebody else changed this meanwhile."</b> " Yours is in the fields below: save it again to keep it, or cancel to keep theirs."</p>
                    <dl>
                        <div><dt>"Yours"</dt><dd>{typed.words()}</dd></div>
                        <div><dt>"Saved meanwhile"</dt><dd>{theirs}</dd></div>
                    </dl>
                </div>
            })
        };
        view! { <Refusal of=sending why=Signal::derive(why)/> {conflict} }
    }
}
