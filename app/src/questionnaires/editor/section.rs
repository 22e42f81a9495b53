//! A section: its card with the questions, and the form that edits its title.

use super::{
    Desk,
    draft::Draft,
    question::{Cancel, Deeds, IdField, Opener, QuestionForm, QuestionRow},
};
use crate::{
    parts::{Field, Form, Submit, TextArea, counted},
    questionnaires::{
        api::{SaveSection, SectionTyped},
        part::{NEW_SECTION, Part, new_question},
    },
};
use leptos::prelude::*;
use waymark::questionnaire::{Section, Slug};

/// The fields of the form, as problems name them.
const FIELDS: [&str; 3] = ["title", "about", "id"];

/// Those of a new section: also what is wrong with its first question.
const FIELDS_OF_NEW: [&str; 3] = ["title", "about", "text"];

/// A section with its questions.
#[component]
pub fn SectionCard(desk: Desk, id: Slug) -> impl IntoView {
    let data = desk.data;
    let key = id.to_string();
    let section = {
        let id = id.clone();
        // What was removed is shown until its card is.
        Memo::new(move |was: Option<&Option<Section>>| {
            data.with(|data| data.form.section(&id).cloned()).or_else(|| was.cloned().flatten())
        })
    };
    let title =
        Signal::derive(move || section.with(|section| section.as_ref().map(|section| section.title.clone())).unwrap_or_default());
    let about =
        move || section.with(|section| section.as_ref().map(|section| section.about.clone())).filter(|about| !about.is_empty());
    let count = move || section.with(|section| section.as_ref().map_or(0, |section| section.questions.len()));
    let is_at = |end: fn(&[Section]) -> Option<&Section>| {
        let id = id.clone();
        Signal::derive(move || data.with(|data| end(&data.form.sections).is_some_and(|section| section.id == id)))
    };
    let of = Signal::derive(move || format!("the section “{}”", title.get()));
    let ids = move || {
        section.with(|section| {
            let questions = section.iter().flat_map(|section| &section.questions);
            questions.map(|question| question.id.clone()).collect::<Vec<_>>()
        })
    };
    let add = new_question(&id);
    let (part, added, heading, new_in) = (key.clone(), add.clone(), format!("title-{key}"), id.clone());
    let (anchor, add_anchor, labelled) = (format!("at-{key}"), format!("at-{add}"), heading.clone());
    view! {
        <section class="card section" id=anchor aria-labelledby=labelled>
            <header>
                <h2 id=heading>{title}</h2>
                <span class="dim small">{move || counted(count(), "question", "questions")} " · " <code>{key.clone()}</code></span>
                {move || about().map(|about| view! { <p class="intro">{about}</p> })}
            </header>
            <div class="body">
                <div class="deeds">
                    <Opener desk=desk part=key.clone() words="Edit" of=of/>
                    <Deeds desk=desk id=id.clone() of=of is_first=is_at(<[_]>::first) is_last=is_at(<[_]>::last)/>
                </div>
                {move || desk.is_open(&part).then(|| section.get_untracked().map(|section| view! { <SectionForm desk=desk section=section/> }))}
            </div>
            <ol class="rows" role="list">
                <For each=ids key=Slug::clone let:id><QuestionRow desk=desk id=id/></For>
            </ol>
            <div class="body" id=add_anchor>
                <div><Opener desk=desk part=add words="Add a question" of=Signal::derive(move || format!("to {}", of.get()))/></div>
                {move || desk.is_open(&added).then(|| view! { <QuestionForm desk=desk section=new_in.clone()/> })}
            </div>
        </section>
    }
}

/// The fields of a section, new or not.
#[component]
pub fn SectionForm(desk: Desk, #[prop(optional)] section: Option<Section>) -> impl IntoView {
    let of = section.as_ref().map(|section| section.id.to_string()).unwrap_or_default();
    let is_new = section.is_none();
    let key = if is_new { NEW_SECTION.to_owned() } else { of.clone() };
    let stored = desk.data.with_untracked(|data| Part::of(&data.form, &of)).map(|part| part.seen());
    let stored = SectionTyped {
        seen: stored.unwrap_or_default(),
        title: section.as_ref().map(|section| section.title.clone()).unwrap_or_default(),
        about: section.as_ref().map(|section| section.about.clone()).unwrap_or_default(),
        id: of.clone(),
        ..SectionTyped::default()
    };
    let draft = {
        let of = of.clone();
        Draft::new::<SaveSection>(desk, stored, move |again| again.typed.of == of)
    };
    let (typed, seen, sending) = (draft.typed.clone(), draft.seen, draft.sending);
    let is_used = section.as_ref().is_some_and(|section| desk.is_in_use(&section.id));
    view! {
        {draft.refusal(if is_new { &FIELDS_OF_NEW } else { &FIELDS })}
        <Form to=sending class="form wide part" clears=is_new>
            <input type="hidden" name="id" value=desk.id()/>
            <input type="hidden" name="typed[of]" value=of/>
            <input type="hidden" name="typed[seen]" value=move || seen.get()/>
            <Field name="typed[title]" id=format!("{key}-first") label="Title" value=typed.title error=draft.wrong("title")/>
            <div class="short">
                <TextArea name="typed[about]" id=format!("{key}-about") label="Introduction" value=typed.about error=draft.wrong("about") optional=true
                    hint="A sentence on top of the section.".to_owned()/>
            </div>
            {is_new.then(|| view! {
                <div class="short">
                    <TextArea name="typed[first]" id=format!("{key}-question") label="Its first question" value=typed.first error=draft.wrong("text")
                        hint="Answered by agreement from 1 to 5; you can change that afterwards.".to_owned()/>
                </div>
            })}
            {(!is_new).then(|| view! { <IdField id=format!("{key}-id") value=typed.id is_used=is_used insists=typed.insists error=draft.wrong("id")/> })}
            <div class="actions">
                <Submit pending=sending.pending()>{if is_new { "Add the section" } else { "Save the section" }}</Submit>
                <Cancel desk=desk part=key/>
            </div>
        </Form>
    }
}
