//! New questionnaires: from nothing, from another, or from a file.

use super::{
    api::{CreateTyped, CreateWrong, ListData, Upload, UploadWrong},
    said,
};
use crate::{
    failure::Again,
    parts::{Choice, Field, Form, Refusal, Sending, Submit},
};
use leptos::{prelude::*, server_fn::ServerFn};
use waymark::questionnaire::{Problem, Purpose};

/// The form for a new questionnaire.
#[component]
pub fn FromSomething(sending: Sending, data: Signal<ListData>) -> impl IntoView {
    let again = move || sending.refused::<Again<CreateTyped, CreateWrong>>();
    let typed = untrack(again).map(|again| again.typed).unwrap_or_default();
    let title_wrong = Signal::derive(move || match again()?.why {
        CreateWrong::Problems(problems) => Some(problems.iter().map(Problem::said).collect::<Vec<_>>().join(" ")),
        _ => None,
    });
    let id_wrong = Signal::derive(move || match again()?.why {
        CreateWrong::Id(why) => Some(said::no_id(why)),
        CreateWrong::Taken => Some("Another questionnaire has this id.".to_owned()),
        _ => None,
    });
    let otherwise = Signal::derive(move || match again()?.why {
        CreateWrong::NothingToCopy => Some("What it should be a copy of is not there any more.".to_owned()),
        CreateWrong::Purpose => Some("Choose what it is for.".to_owned()),
        _ => None,
    });
    let option = |value: &str, words: &str| (value.to_owned(), words.to_owned());
    let purposes = Purpose::ALL.iter().map(|purpose| option(purpose.word(), said::purpose(*purpose))).collect();
    let from = data.with_untracked(|data| {
        let others = data.lines.iter().map(|line| (line.id.clone(), format!("A copy of {}", line.title)));
        let first = [option("", "One section with one question"), option("_example", "The example with every kind of question")];
        first.into_iter().chain(others).collect::<Vec<_>>()
    });
    let hint = Signal::derive(|| Some("Stays the same for ever. Left empty, it is made of the title.".to_owned()));
    view! {
        <section class="card" aria-labelledby="make">
            <header><h2 id="make">"Begin a questionnaire"</h2></header>
            <div class="body">
                <Refusal of=sending why=otherwise/>
                <Form to=sending class="form wide begin">
                    <Field name="typed[title]" id="title" label="Title" value=typed.title error=title_wrong/>
                    <Choice name="typed[from]" id="from" label="Begins with".to_owned() options=from value=typed.from/>
                    // What a copy is for is what its original is for; the style sheet takes this away there.
                    <div class="of-nothing"><Choice name="typed[purpose]" id="purpose" label="What it is for".to_owned() options=purposes value=typed.purpose/></div>
                    <Field name="typed[id]" id="id" label="Id" value=typed.id error=id_wrong hint=hint optional=true/>
                    <div class="actions"><Submit go=true pending=sending.pending()>"Begin it"</Submit></div>
                </Form>
            </div>
        </section>
    }
}

/// The form that sends a file.
#[component]
pub fn FromFile() -> impl IntoView {
    let sent = Sending::to::<Upload>();
    let wrong = Signal::derive(move || {
        Some(match sent.refused()? {
            UploadWrong::Nothing => "Choose a file first.".to_owned(),
            UploadWrong::TooLarge(most) => format!("This file is larger than {} KB. Nothing was changed.", most / 1024),
        })
    });
    view! {
        <section class="card" aria-labelledby="send">
            <header>
                <h2 id="send">"From a file"</h2>
                <p>"Written in an editor, kept under version control, or exported elsewhere. You see what would change before anything does."</p>
            </header>
            <div class="body">
                <Refusal of=sent why=wrong/>
                // Sent as browsers send files; the answer is another page.
                <form class="form" method="post" enctype="multipart/form-data" action=Upload::PATH>
                    <div class="field">
                        <label for="file">"File"</label>
                        <input id="file" name="file" type="file" accept=".toml,application/toml,text/plain" required aria-describedby="file-hint"/>
                        <p class="hint" id="file-hint">
                            "TOML, at most 256 KB. " <a href="/admin/questionnaires-example.toml" rel="external" download="">"An example"</a> " explains every line."
                        </p>
                    </div>
                    <div class="actions"><button class="btn" type="submit">"Look at it"</button></div>
                </form>
            </div>
        </section>
    }
}
