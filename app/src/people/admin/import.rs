//! Importing people. Who comes: people operations, with the export of an HR system that they did not make themselves. What would
//! annoy: not knowing what will happen, and a file that is refused without a word where.

use super::api::{Choose, Excerpt, GiveUp, Import, JoinedPost, Preview, ReadPreview, Upload, UploadWrong, Waiting};
use crate::{
    frame::{AdminTabs, loaded},
    parts::{Check, Choice, Form, Icon, Note, Refusal, Sending, Submit, Title, answers, counted},
    reading::read,
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_query_map;

/// /admin/people/import.
#[component]
pub fn ImportPeople() -> impl IntoView {
    let query = use_query_map();
    let file = Memo::new(move |_| query.with(|query| query.get("file").unwrap_or_default()));
    let (choose, import, give_up) = (Sending::to::<Choose>(), Sending::to::<Import>(), Sending::to::<GiveUp>());
    let data = read(move || answers([choose, import]), move || ReadPreview { file: file.get() });
    view! {
        <Title text="Import people"/>
        {loaded(data, move |data: Signal<Option<Waiting>>| view! {
            <div class="head"><div><AdminTabs/><h1>"Import people"</h1></div></div>
            {move || match data.get() {
                None => view! { <SendFile asked=!file.get_untracked().is_empty()/> }.into_any(),
                Some(waiting) => view! { <Look waiting=waiting choose=choose import=import give_up=give_up/> }.into_any(),
            }}
        })}
    }
}

#[component]
fn SendFile(asked: bool) -> impl IntoView {
    let sent = Sending::to::<Upload>();
    let wrong = Signal::derive(move || {
        Some(match sent.refused()? {
            UploadWrong::Nothing => "Choose a file first.".to_owned(),
            UploadWrong::TooLarge(most) => format!("This file is larger than {} MB. Nothing was written.", most / 1024 / 1024),
        })
    });
    view! {
        {asked.then(|| view! { <Note><p>"That file is not here any more: it was imported, given up, or is a day old. Send it again."</p></Note> })}
        <section class="card" aria-labelledby="send">
            <header>
                <div><h2 id="send">"Send the file of your HR system"</h2><p>"A table as CSV: one person or post a line. You see what would happen before anything does."</p></div>
            </header>
            <div class="body">
                <Refusal of=sent why=wrong/>
                // Sent as browsers send files; the answer is another page.
                <form class="form" method="post" enctype="multipart/form-data" action=Upload::PATH>
                    <div class="field">
                        <label for="file">"File"</label>
                        <input id="file" name="file" type="file" accept=".csv,.tsv,.txt,text/csv" required/>
                        <p class="hint">"At most 8 MB. Name and employee number or address are needed; title, team, place and manager are taken if they are there."</p>
                    </div>
                    <div class="actions"><button class="btn go" type="submit">"Look at it"</button></div>
                </form>
            </div>
        </section>
    }
}

/// The sentence on top: what would happen.
fn headline(preview: &Preview) -> String {
    if preview.problems.total > 0 {
        let many = counted(preview.problems.total, "problem", "problems");
        return format!("This cannot be imported yet: {many}.");
    }
    if preview.is_empty {
        return "Nothing would change.".to_owned();
    }
    let parts = [
        (preview.added.total, "new person", "new people"),
        (preview.changed.total, "person changed", "people changed"),
        (preview.left.total, "person left", "people left"),
        (preview.returned.total, "person back", "people back"),
        (preview.joined.total, "person with several posts", "people with several posts"),
        (preview.teams_added.total, "new team", "new teams"),
        (preview.teams_changed.total, "team changed", "teams changed"),
    ];
    let parts: Vec<_> =
        parts.iter().filter(|(count, ..)| *count > 0).map(|(count, one, many)| counted(*count, one, many)).collect();
    if parts.is_empty() { "Something small would change.".to_owned() } else { format!("{}.", parts.join(", ")) }
}

#[component]
fn Look(waiting: Waiting, choose: Sending, import: Sending, give_up: Sending) -> impl IntoView {
    let refused = Signal::derive(move || import.refused::<String>());
    let id = StoredValue::new(waiting.id.clone());
    let name = waiting.name.clone();
    let preview = waiting.preview.clone();
    let read = preview.as_ref().map_or_else(Clone::clone, |preview| {
        format!(
            "{} in {}, separated by {}{}.",
            counted(preview.rows, "row", "rows"),
            preview.encoding,
            preview.separator,
            if preview.of_teams { ": teams" } else { "" }
        )
    });
    let has_preview = preview.is_ok();
    let can = preview.as_ref().is_ok_and(|preview| preview.problems.total == 0 && !preview.is_empty);
    let fingerprint = preview.as_ref().map(|preview| preview.fingerprint.clone()).unwrap_or_default();
    view! {
        <p class="sub">{name} " · " {has_preview.then_some(read.clone())}</p>
        {(!has_preview).then(|| view! { <div class="refusal" role="alert"><Icon name="alert"/><p>{read}</p></div> })}
        {preview.as_ref().ok().map(|preview| view! { <p class="lead"><b>{headline(preview)}</b></p> })}
        <Refusal of=import why=refused/>
        <Refusal of=choose/>
        <div class="actions">
            {can.then(|| view! {
                <Form to=import>
                    <input type="hidden" name="id" value=id.get_value()/>
                    <input type="hidden" name="fingerprint" value=fingerprint/>
                    <Submit go=true pending=import.pending()>"Import"</Submit>
                </Form>
            })}
            <Form to=give_up>
                <input type="hidden" name="id" value=id.get_value()/>
                <Submit pending=give_up.pending()>"Give it up"</Submit>
            </Form>
        </div>
        <Choices waiting=waiting choose=choose/>
        {preview.ok().map(|preview| view! { <Lists preview=preview/> })}
    }
}

/// What can be chosen about the file.
#[component]
fn Choices(waiting: Waiting, choose: Sending) -> impl IntoView {
    let found = |what: &str| (String::new(), format!("Found: {what}"));
    let option = |value: &str, words: &str| (value.to_owned(), words.to_owned());
    let (encoding, separator) = match &waiting.preview {
        Ok(preview) => (preview.encoding.clone(), preview.separator.clone()),
        Err(_) => ("none".to_owned(), "none".to_owned()),
    };
    let encodings =
        ["UTF-8", "windows-1252", "windows-1250", "windows-1251", "windows-1254", "ISO-8859-2", "UTF-16LE", "macintosh"];
    let encodings: Vec<_> = std::iter::once(found(&encoding)).chain(encodings.iter().map(|name| option(name, name))).collect();
    let separators = [option("comma", "Comma"), option("semicolon", "Semicolon"), option("tab", "Tab"), option("bar", "Bar")];
    let separators: Vec<_> = std::iter::once(found(&separator)).chain(separators).collect();
    let teams = vec![
        option("", "As it fits the file"),
        option("column", "The team column"),
        option("line", "Who reports to whom"),
        option("nothing", "Leave teams alone"),
    ];
    let preview = waiting.preview.ok();
    let has_problems = preview.as_ref().is_some_and(|preview| preview.problems.total > 0);
    let of_people = preview.as_ref().is_none_or(|preview| !preview.of_teams);
    let columns = preview.as_ref().filter(|_| of_people).map(|preview| (preview.header.clone(), preview.columns.clone()));
    let joined = preview.map(|preview| preview.joined.listed).unwrap_or_default();
    view! {

        <Form to=choose class="stack">
            <input type="hidden" name="id" value=waiting.id/>
            <section class="card" aria-labelledby="read">
                <header><h2 id="read">"How it is read"</h2></header>
                <div class="body">
                    <div class="fields">
                        <Choice name="encoding" label="Encoding".to_owned() options=encodings value=waiting.encoding/>
                        <Choice name="separator" label="Columns are separated by".to_owned() options=separators value=waiting.separator/>
                        {of_people.then(|| view! { <Choice name="teams" label="Home teams come from".to_owned() options=teams value=waiting.teams/> })}
                    </div>
                    {of_people.then(|| view! { <Check name="leavers" checked=waiting.leavers>"Whoever came from a file before and is not in this one has left"</Check> })}
                    {columns.map(|(header, columns)| view! {
                        <details open=has_problems>
                            <summary>"Columns"</summary>
                            <div class="fields">
                                {columns.into_iter().map(|(field, label, column)| {
                                    let options = header.iter().enumerate().map(|(place, name)| (place.to_string(), name.clone()));
                                    let options: Vec<_> = std::iter::once((String::new(), "Not in this file".to_owned())).chain(options).collect();
                                    let value = column.map(|column| column.to_string()).unwrap_or_default();
                                    view! { <Choice name=format!("columns[{field}]") id=field label=label options=options value=value/> }
                                }).collect_view()}
                            </div>
                        </details>
                    })}
                    <div class="actions"><Submit pending=choose.pending()>"Look again"</Submit></div>
                </div>
            </section>
            {(!joined.is_empty()).then(|| view! { <Joined joined=joined/> })}
        </Form>
    }
}

/// Posts that are taken for one person's, to be kept apart where they are not.
#[component]
fn Joined(joined: Vec<(String, Vec<JoinedPost>)>) -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="joined">
            <header><h2 id="joined">"Several posts, one person"</h2><p>"They have the same name and one address at most. Take the tick away where they are two people."</p></header>
            <ul class="rows" role="list">
                {joined.into_iter().map(|(name, posts)| view! {
                    <li>
                        <div>
                            <div class="what">{name.clone()}</div>
                            {posts.into_iter().map(|post| {
                                let title = if post.title.is_empty() { "No title".to_owned() } else { post.title };
                                let words = format!("{title} ({})", post.key);
                                if post.can_part {
                                    view! {
                                        <input type="hidden" name="offered[]" value=post.key.clone()/>
                                        <Check name="joined[]" value=post.key checked=!post.apart>{words}{post.main.then_some(", main post")}</Check>
                                    }.into_any()
                                } else {
                                    view! { <div class="why">{words}{post.main.then_some(", main post")}</div> }.into_any()
                                }
                            }).collect_view()}
                        </div>
                    </li>
                }).collect_view()}
            </ul>
        </section>
    }
}

fn with<T>(some: Excerpt<T>, line: impl Fn(T) -> (String, Vec<String>)) -> Excerpt<(String, Vec<String>)> {
    Excerpt { total: some.total, listed: some.listed.into_iter().map(line).collect() }
}

#[component]
fn Lists(preview: Preview) -> impl IntoView {
    let one = |(name, title): (String, String)| (name, if title.is_empty() { Vec::new() } else { vec![title] });
    let bare = |name: String| (name, Vec::new());
    let lead = |(name, lead): (String, String)| (name, if lead.is_empty() { Vec::new() } else { vec![format!("Led by {lead}")] });
    view! {
        <List title="Problems" icon="alert" some=with(preview.problems, bare)/>
        <List title="Worth knowing" icon="info" some=with(preview.warnings, bare)/>
        <List title="Leave" icon="sign-out" some=with(preview.left, bare)/>
        <List title="Change" icon="people" some=preview.changed/>
        <List title="Come back" icon="account" some=with(preview.returned, bare)/>
        <List title="New teams" icon="team" some=with(preview.teams_added, lead)/>
        <List title="Teams that change" icon="team" some=preview.teams_changed/>
        <List title="New people" icon="plus" some=with(preview.added, one)/>
        <p class="dim">
            {format!("{} stay as they are.", counted(preview.unchanged, "entry", "entries"))}
            {(preview.skipped > 0).then(|| format!(" {} of people who left and were never here.", counted(preview.skipped, "row is", "rows are")))}
        </p>
    }
}

#[component]
fn List(title: &'static str, icon: &'static str, some: Excerpt<(String, Vec<String>)>) -> impl IntoView {
    let more = some.total - some.listed.len();
    (some.total > 0).then(move || {
        view! {
            <section class="card" aria-label=title>
                <header><h2>{title}</h2><span class="dim small">{some.total}</span></header>
                <ul class="rows" role="list">
                    {some.listed.into_iter().map(|(what, why)| view! {
                        <li>
                            <Icon name=icon/>
                            <div>
                                <div class="what">{what}</div>
                                {why.into_iter().map(|line| view! { <div class="why">{line}</div> }).collect_view()}
                            </div>
                        </li>
                    }).collect_view()}
                </ul>
                {(more > 0).then(|| view! { <p class="body dim">{format!("And {more} more.")}</p> })}
            </section>
        }
    })
}
