//! A file with a questionnaire, before it is taken over. Who comes: who keeps questions under version control. What would annoy: a
//! file that is refused without a word where, and trends that end without a word.

use super::{
    api::{Accept, Content, Differences, GiveUp, Look, Waiting},
    create::FromFile,
};
use crate::{
    frame::loaded,
    parts::{Form, Icon, Note, Refusal, Sending, Submit, Title, counted},
    reading::read,
};
use leptos::prelude::*;
use leptos_router::{components::A, hooks::use_query_map};

/// /admin/questionnaire-file.
#[component]
pub fn QuestionnaireFile() -> impl IntoView {
    let query = use_query_map();
    let file = Memo::new(move |_| query.with(|query| query.get("file").unwrap_or_default()));
    let is_outdated = move || query.with(|query| query.get("done").is_some_and(|done| done == "outdated"));
    let accept = Sending::to::<Accept>();
    let data = read(move || accept.answers(), move || Look { file: file.get() });
    view! {
        <Title text="A questionnaire from a file"/>
        {loaded(data, move |data: Signal<Option<Waiting>>| view! {
            <div class="head">
                <div>
                    <nav class="crumbs" aria-label="Above"><ol><li><A href="/admin/questionnaires">"Questionnaires"</A></li></ol></nav>
                    <h1>"A questionnaire from a file"</h1>
                </div>
            </div>
            {move || is_outdated().then(|| view! {
                <div class="refusal" role="alert"><Icon name="alert"/><p>"Somebody else changed this questionnaire meanwhile. Look again at what would change."</p></div>
            })}
            {move || match data.get() {
                None => view! {
                    <Note><p>"No file waits here: it was taken over, given up, or is a day old. Send it again."</p></Note>
                    <FromFile/>
                }.into_any(),
                Some(waiting) => view! { <Held waiting=waiting accept=accept/> }.into_any(),
            }}
        })}
    }
}

#[component]
fn Held(waiting: Waiting, accept: Sending) -> impl IntoView {
    let give_up = Sending::to::<GiveUp>();
    let Waiting { file, name, content } = waiting;
    let (sentence, version, word) = match &content {
        Content::Mistakes(all) => (
            format!("This cannot be taken over yet: {}. Nothing was changed.", counted(all.len(), "mistake", "mistakes")),
            None,
            None,
        ),
        Content::Questionnaire { title, differences: None, sections, questions, .. } => {
            let (sections, questions) = (counted(*sections, "section", "sections"), counted(*questions, "question", "questions"));
            (format!("A new questionnaire: {title}, with {questions} in {sections}."), None, Some("Make it"))
        }
        Content::Questionnaire { differences: Some(differences), .. } if is_same(differences) => {
            (format!("{} is like this already. Nothing would change.", differences.title), None, None)
        }
        Content::Questionnaire { differences: Some(differences), .. } => {
            (headline(differences), Some(differences.version), Some("Take it over"))
        }
    };
    let taken = file.clone();
    view! {
        <p class="sub">{name}</p>
        <p class="lead"><b>{sentence}</b></p>
        <Refusal of=accept/>
        <Refusal of=give_up/>
        <div class="actions">
            {word.map(|word| view! {
                <Form to=accept>
                    <input type="hidden" name="file" value=taken/>
                    {version.map(|version| view! { <input type="hidden" name="version" value=version.to_string()/> })}
                    <Submit go=true pending=accept.pending()>{word}</Submit>
                </Form>
            })}
            <Form to=give_up>
                <input type="hidden" name="file" value=file/>
                <Submit pending=give_up.pending()>"Give it up"</Submit>
            </Form>
        </div>
        {match content {
            Content::Mistakes(all) => view! { <Lines title="Mistakes" words=all/> <FromFile/> }.into_any(),
            Content::Questionnaire { differences: Some(differences), .. } => view! { <Changes differences=differences/> }.into_any(),
            Content::Questionnaire { differences: None, .. } => ().into_any(),
        }}
    }
}

fn is_same(differences: &Differences) -> bool {
    let Differences { added, changed, removed, helped, else_too, .. } = differences;
    added.is_empty() && changed.is_empty() && removed.is_empty() && *helped == 0 && !else_too
}

/// The sentence on top: what would change.
fn headline(differences: &Differences) -> String {
    let parts = [
        (differences.added.len(), "question added", "questions added"),
        (differences.changed.len(), "question changed", "questions changed"),
        (differences.removed.len(), "question removed", "questions removed"),
        (
            differences.helped,
            "question with another help or another rule about answering it",
            "questions with other helps or other rules about answering them",
        ),
    ];
    let mut parts: Vec<_> =
        parts.iter().filter(|(count, ..)| *count > 0).map(|(count, one, many)| counted(*count, one, many)).collect();
    if differences.else_too {
        parts.push("titles, introductions, the order or the purpose changed".to_owned());
    }
    format!("{} would become what this file says: {}.", differences.title, parts.join(", "))
}

#[component]
fn Changes(differences: Differences) -> impl IntoView {
    let Differences { versions, added, changed, removed, .. } = differences;
    let starts_anew = if versions > 0 { "Their trends start anew." } else { "No survey uses them yet." };
    let ends = if versions > 0 { "Their trends end." } else { "No survey uses them yet." };
    view! {
        {(!changed.is_empty()).then(|| view! {
            <section class="card" aria-label="Changed">
                <header><h2>"Changed"</h2><p>{starts_anew}</p></header>
                <ul class="rows" role="list">
                    {changed.into_iter().map(|(before, after)| {
                        let was = if before == after { "It is answered in another way.".to_owned() } else { format!("Now: {before}") };
                        view! { <li><div><div class="what">{after}</div><div class="why">{was}</div></div></li> }
                    }).collect_view()}
                </ul>
            </section>
        })}
        <Lines title="Removed" said=ends words=removed/>
        <Lines title="Added" words=added/>
    }
}

#[component]
fn Lines(title: &'static str, #[prop(optional)] said: Option<&'static str>, words: Vec<String>) -> impl IntoView {
    (!words.is_empty()).then(|| {
        view! {
            <section class="card" aria-label=title>
                <header><h2>{title}</h2>{said.map(|said| view! { <p>{said}</p> })}</header>
                <ul class="rows" role="list">
                    {words.into_iter().map(|words| view! { <li><div>{words}</div></li> }).collect_view()}
                </ul>
            </section>
        }
    })
}
