//! What stands on top of a questionnaire: its title, what respondents read first, its language.

use super::{
    Desk,
    draft::Draft,
    question::{Cancel, Opener},
};
use crate::{
    parts::{Field, Form, Submit, TextArea},
    questionnaires::{
        api::{SaveTop, TopTyped},
        part::{Part, TOP},
    },
};
use leptos::prelude::*;

/// The fields of the form, as problems name them.
const FIELDS: [&str; 3] = ["title", "about", "lang"];

/// What stands on top, with its form where that is open.
#[component]
pub fn TopCard(desk: Desk) -> impl IntoView {
    let data = desk.data;
    let about = move || {
        data.with(|data| {
            let about = data.form.about.clone();
            if about.is_empty() { "Nothing.".to_owned() } else { about }
        })
    };
    view! {
        <section class="card" id=format!("at-{TOP}") aria-labelledby="top">
            <header><h2 id="top">"What respondents read first"</h2></header>
            <div class="body">
                <dl class="facts">
                    <dt>"Introduction"</dt><dd class="intro">{about}</dd>
                    <dt>"Language"</dt><dd>{move || data.with(|data| data.form.lang.clone())}</dd>
                </dl>
                <div><Opener desk=desk part=TOP.to_owned() words="Edit" of=Signal::derive(|| "title, introduction and language".to_owned())/></div>
                {move || desk.is_open(TOP).then(|| view! { <TopForm desk=desk/> })}
            </div>
        </section>
    }
}

#[component]
fn TopForm(desk: Desk) -> impl IntoView {
    let stored = desk.data.with_untracked(|data| {
        let seen = Part::of(&data.form, TOP).map(|part| part.seen()).unwrap_or_default();
        TopTyped { seen, title: data.form.title.clone(), about: data.form.about.clone(), lang: data.form.lang.clone() }
    });
    let draft = Draft::new::<SaveTop>(desk, stored, |_| true);
    let (typed, seen, sending) = (draft.typed.clone(), draft.seen, draft.sending);
    let is_used = desk.data.with_untracked(|data| data.trends.is_some());
    let hint = move || {
        Some(if is_used {
            "Written like en, de or pt-BR. In another language every question is another one: all trends start anew.".to_owned()
        } else {
            "Written like en, de or pt-BR.".to_owned()
        })
    };
    view! {
        {draft.refusal(&FIELDS)}
        <Form to=sending class="form wide part">
            <input type="hidden" name="id" value=desk.id()/>
            <input type="hidden" name="typed[seen]" value=move || seen.get()/>
            <Field name="typed[title]" id=format!("{TOP}-first") label="Title" value=typed.title error=draft.wrong("title")/>
            <TextArea name="typed[about]" id=format!("{TOP}-about") label="Introduction" value=typed.about error=draft.wrong("about") optional=true/>
            <Field name="typed[lang]" id=format!("{TOP}-lang") label="Language" value=typed.lang error=draft.wrong("lang") hint=Signal::derive(hint)/>
            <div class="actions">
                <Submit pending=sending.pending()>"Save"</Submit>
                <Cancel desk=desk part=TOP.to_owned()/>
            </div>
        </Form>
    }
}
