//! /admin/goals/import. Who comes: people operations, once, with the goals of another tool or of a spreadsheet. What would annoy: not knowing what
//! will happen, and a file that is refused without a word where.

use super::{
    api::{GOALS_UPLOAD, GiveUpGoals, GoalImportRefused, ImportGoals, ImportPreview, PreviewGoals, UploadWrong},
    said::{number_sentence, refused_sentence, terms_sentence, title_sentence},
};
use crate::{
    frame::{AdminTabs, loaded},
    parts::{Form, Icon, Note, Refusal, Sending, Submit, Title, answers, counted},
    reading::read,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use waymark::{
    goal::table::{Column, Problem, Why},
    import::FileRefused,
};

/// /admin/goals/import.
#[component]
pub fn ImportGoalsPage() -> impl IntoView {
    let query = use_query_map();
    let file = Memo::new(move |_| query.with(|query| query.get("file").unwrap_or_default()));
    let import = Sending::to::<ImportGoals>();
    let data = read(move || answers([import]), move || PreviewGoals { file: file.get() });
    view! {
        <Title text="Import goals"/>
        {loaded(data, move |data: Signal<Option<ImportPreview>>| view! {
            <div class="head"><div><AdminTabs/><h1>"Import goals"</h1></div></div>
            {move || match data.get() {
                None => view! { <SendFile asked=!file.get_untracked().is_empty()/> }.into_any(),
                Some(preview) => view! { <Look preview=preview import=import/> }.into_any(),
            }}
        })}
    }
}

#[component]
fn SendFile(asked: bool) -> impl IntoView {
    let sent = Sending::to::<super::api::UploadGoals>();
    let wrong = Signal::derive(move || {
        Some(match sent.refused()? {
            UploadWrong::Nothing => "Choose a file first.".to_owned(),
            UploadWrong::TooLarge(most) => format!("This file is larger than {} MB. Nothing was written.", most / 1024 / 1024),
        })
    });
    let needed = "Title, Kind and Owner are needed.";
    let columns = Column::ALL.iter().map(|column| column.name()).collect::<Vec<_>>().join(", ");
    view! {
        {asked.then(|| view! { <Note><p>"That file is not here any more: it was imported, given up, or is a day old. Send it again."</p></Note> })}
        <section class="card" aria-labelledby="send">
            <header><h2 id="send">"Send a table of goals"</h2><p>"As CSV, one goal a line. You see what would happen before anything does. What is exported here can be imported."</p></header>
            <div class="body">
                <Refusal of=sent why=wrong/>
                // Sent as browsers send files; the answer is another page.
                <form class="form" method="post" enctype="multipart/form-data" action=GOALS_UPLOAD>
                    <div class="field">
                        <label for="file">"File"</label>
                        <input id="file" name="file" type="file" accept=".csv,.tsv,.txt,text/csv" required/>
                        <p class="hint">{needed}" Columns: "{columns}"."</p>
                    </div>
                    <div class="actions"><button class="btn go" type="submit">"Look at it"</button></div>
                </form>
            </div>
        </section>
    }
}

#[component]
fn Look(preview: ImportPreview, import: Sending) -> impl IntoView {
    let give_up = Sending::to::<GiveUpGoals>();
    let refused = Signal::derive(move || {
        Some(
            match import.refused()? {
                GoalImportRefused::Gone => "That file is not here any more. Send it again.",
                GoalImportRefused::Changed => "Something changed meanwhile. Below is what would happen now; look at it again.",
                GoalImportRefused::Nothing => "There is nothing to import.",
            }
            .to_owned(),
        )
    });
    let ImportPreview { file, name, problems, refused: rule, unknown, new, total, same, over, fingerprint } = preview;
    let problems: Vec<String> =
        problems.iter().map(said).chain(rule.map(|(line, why)| format!("Line {line}: {}", refused_sentence(why)))).collect();
    let can = problems.is_empty() && total > 0;
    let headline = match (problems.len(), total) {
        (0, 0) => "Nothing would change.".to_owned(),
        (0, total) => format!("{} would be made, as proposals.", counted(total, "goal", "goals")),
        (count, _) => format!("This cannot be imported yet: {}.", counted(count, "problem", "problems")),
    };
    let stays = [
        (same > 0).then(|| format!("{} already, and stay as they are.", counted(same, "is there", "are there"))),
        (over > 0).then(|| format!("{} by the file, and are not begun.", counted(over, "has ended", "have ended"))),
        (!unknown.is_empty()).then(|| format!("Not taken: the columns {}.", unknown.join(", "))),
    ];
    let more = total - new.len();
    let (to_import, to_give_up) = (file.clone(), file);
    view! {
        <p class="sub">{name}</p>
        <p class="lead"><b>{headline}</b></p>
        <Refusal of=import why=refused/>
        <div class="actions">
            {can.then(|| view! {
                <Form to=import>
                    <input type="hidden" name="file" value=to_import/>
                    <input type="hidden" name="fingerprint" value=fingerprint/>
                    <Submit go=true pending=import.pending()>"Import"</Submit>
                </Form>
            })}
            <Form to=give_up>
                <input type="hidden" name="file" value=to_give_up/>
                <Submit pending=give_up.pending()>"Give it up"</Submit>
            </Form>
        </div>
        {stays.into_iter().flatten().map(|said| view! { <p class="dim">{said}</p> }).collect_view()}
        {(!problems.is_empty()).then(|| view! {
            <section class="card" aria-label="Problems">
                <header><h2>"Problems"</h2></header>
                <ul class="rows" role="list">
                    {problems.into_iter().map(|problem| view! { <li><Icon name="alert"/><div><div class="what">{problem}</div></div></li> }).collect_view()}
                </ul>
            </section>
        })}
        {(!new.is_empty()).then(|| view! {
            <section class="card" aria-label="New goals">
                <header><h2>"New goals"</h2><span class="dim small">{total}</span></header>
                <ul class="rows" role="list">
                    {new.into_iter().map(|(line, title)| view! {
                        <li><Icon name="plus"/><div><div class="what">{title}</div><div class="why">{format!("Line {line}")}</div></div></li>
                    }).collect_view()}
                </ul>
                {(more > 0).then(|| view! { <p class="body dim">{format!("And {more} more.")}</p> })}
            </section>
        })}
    }
}

/// A problem as a sentence.
fn said(problem: &Problem) -> String {
    let Problem { line, column, why } = problem;
    let place = match (line, column) {
        (Some(line), Some(column)) => format!("Line {line}, {column}: "),
        (Some(line), None) => format!("Line {line}: "),
        (None, Some(column)) => format!("{column}: "),
        (None, None) => String::new(),
    };
    format!("{place}{}", sentence(why))
}

fn sentence(why: &Why) -> String {
    match why {
        Why::File(FileRefused::Empty) => "The file is empty.".to_owned(),
        Why::File(_) => "This is no table that can be read. Save it as CSV, in UTF-8.".to_owned(),
        Why::TooLarge { bytes } => format!("The file has {bytes} bytes; 1 MB is the most."),
        Why::TooManyRows => "The file has more than 5,000 rows.".to_owned(),
        Why::NoColumn(column) => format!("There is no column “{}”, which every table needs.", column.name()),
        Why::Row(_) => "This row has more or fewer cells than the header, or a quotation mark that is not closed.".to_owned(),
        Why::Formula => "It begins as a formula does.".to_owned(),
        Why::Missing => "Something has to stand here.".to_owned(),
        Why::Words(why) => title_sentence(*why),
        Why::Word { found, words } => format!("“{found}” is none of: {}.", words.join(", ")),
        Why::Day(found) => format!("“{found}” is no day. Write 2027-01-31."),
        Why::Number(why) => number_sentence(*why),
        Why::Weight => refused_sentence(waymark::goal::Refused::Weight),
        Why::NotWeighed => "What only supports a goal has no weight.".to_owned(),
        Why::NoNumber => "There is a value, but nothing that is measured.".to_owned(),
        Why::NotOfMeasure => "This does not go with how the goal is measured.".to_owned(),
        Why::NotATeams => "The goal is a person's or the company's, so that no team stands here.".to_owned(),
        Why::NothingServed => "It says how the goal serves another, but not which.".to_owned(),
        Why::NotLearned => "Only a learning goal has this.".to_owned(),
        Why::Unfit => refused_sentence(waymark::goal::Refused::Unfit),
        Why::Terms(why) => terms_sentence(*why),
        Why::Unknown(called) => format!("Nothing here is called “{called}”."),
        Why::Several { called, count } => format!("{count} are called “{called}”."),
        Why::Gone(called) => format!("“{called}” has left, ended or is closed."),
        Why::ServesEnded { line } => format!("It serves the goal of line {line}, which has ended."),
        Why::Circle { lines, more } => {
            let lines = lines.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            let more = if *more > 0 { format!(" and {more} more") } else { String::new() };
            format!("The goals of lines {lines}{more} serve each other in a circle.")
        }
        Why::Twice { line } => format!("Line {line} is the same goal."),
        Why::Rule(why) => refused_sentence(*why),
        Why::More { problems } => format!("And {problems} more."),
    }
}
