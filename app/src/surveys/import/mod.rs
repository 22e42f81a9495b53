//! /admin/surveys/import. Who comes: people operations, once, with the table of a survey that was held elsewhere. What would annoy:
//! answers that end up under the wrong team, a file that is refused without a word where, and something that cannot be undone.

mod look;

use super::api::{ChooseHistory, GiveUpHistory, History, HistoryData, HistoryTyped, ImportHistory as Import, UploadHistory};
use crate::{
    frame::loaded,
    parts::{Check, Choice, Field, Note, Refusal, Sending, Title, answers},
    reading::read,
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::{components::A, hooks::use_query_map};
use look::Look;

/// /admin/surveys/import.
#[component]
pub fn ImportHistory() -> impl IntoView {
    let query = use_query_map();
    let file = Memo::new(move |_| query.with(|query| query.get("file").unwrap_or_default()));
    let (choose, import, give_up) = (Sending::to::<ChooseHistory>(), Sending::to::<Import>(), Sending::to::<GiveUpHistory>());
    let data = read(move || answers([choose, import]), move || History { file: file.get() });
    view! {
        <Title text="Import a former survey"/>
        {loaded(data, move |data: Signal<HistoryData>| view! {
            <div class="head"><div>
                <nav class="crumbs" aria-label="Above"><ol><li><A href="/admin/cycles">"Cycles"</A></li></ol></nav>
                <h1>"Import a former survey"</h1>
            </div></div>
            {move || {
                let HistoryData { questionnaires, waiting } = data.get();
                match waiting {
                    None => view! { <SendFile asked=!file.get_untracked().is_empty() questionnaires=questionnaires/> }.into_any(),
                    Some(waiting) => view! { <Look waiting=waiting choose=choose import=import give_up=give_up/> }.into_any(),
                }
            }}
        })}
    }
}

/// Sentences that say why something was refused.
pub(super) fn refused(of: Sending) -> Signal<Option<String>> {
    Signal::derive(move || of.refused::<Vec<String>>().map(|all| all.join(" ")))
}

#[component]
fn SendFile(asked: bool, questionnaires: Vec<(String, String)>) -> impl IntoView {
    let sent = Sending::to::<UploadHistory>();
    let options = std::iter::once((String::new(), "From the file below".to_owned())).chain(questionnaires);
    view! {
        {asked.then(|| view! { <Note><p>"That file is not here any more: it was imported, given up, or is a day old. Send it again."</p></Note> })}
        <section class="card" aria-labelledby="send">
            <header>
                <h2 id="send">"Send the answers"</h2>
                <p>"A table as CSV: one response a row, one question a column with the question's id as its name, and one column with the team. You see what would be published before anything is."</p>
            </header>
            <div class="body">
                <Refusal of=sent why=refused(sent)/>
                // Sent as browsers send files; the answer is another page.
                <form class="form wide" method="post" enctype="multipart/form-data" action=UploadHistory::PATH>
                    <div class="field">
                        <label for="file">"Answers"</label>
                        <input id="file" name="file" type="file" accept=".csv,.tsv,.txt,text/csv" required/>
                        <p class="hint">"At most 8 MB. Answers on the scale are 1 to 5 as they were given: those to questions worded the other way round are turned here. Leave a cell empty where nothing was answered. The file waits in the database until it is imported, given up or a day old, and is deleted then: only what is published stays. To keep it out of the database altogether, use waymark import responses."</p>
                    </div>
                    <div class="fields">
                        <Choice name="questionnaire" label="Questionnaire".to_owned() options=options.collect()/>
                        <div class="field">
                            <label for="toml">"Or its file " <span class="dim">"(TOML, optional)"</span></label>
                            <input id="toml" name="toml" type="file" accept=".toml"/>
                        </div>
                    </div>
                    <Details typed=HistoryTyped::default()/>
                    <div class="actions"><button class="btn go" type="submit">"Look at it"</button></div>
                </form>
            </div>
        </section>
    }
}

/// What there is to say about a former survey.
#[component]
fn Details(typed: HistoryTyped) -> impl IntoView {
    let hint = |text: &str| Signal::stored(Some(text.to_owned()));
    view! {
        <div class="fields">
            <Field name="cycle" label="Cycle" value=typed.cycle hint=hint("As 2025 H1. One that is not there is made, closed. For several surveys of one cycle, make it first, and close it when they are in.")/>
            <Field name="name" label="Name of the survey" value=typed.name/>
            <Field name="k" label="Threshold" kind="number" optional=true value=typed.k hint=hint("What was promised then; else 3 for a team review, 5 for a company review.")/>
        </div>
        <div class="fields">
            <Field name="from" label="First day of a new cycle" kind="date" optional=true value=typed.from hint=hint("Needed only where its name does not tell.")/>
            <Field name="to" label="Last day" kind="date" optional=true value=typed.to/>
        </div>
        <Check name="leaders" checked=typed.leaders>"Of a company review: only leads, managers and administrators see the results"</Check>
    }
}
