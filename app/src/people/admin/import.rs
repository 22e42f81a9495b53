//! Importing people. Who comes: people operations, with the export of an HR system that they did not make themselves. What would
//! annoy: not knowing what will happen, and a file that is refused without a word where.

use crate::{
    failure::{Failure, Nothing},
    frame::{AdminTabs, loaded},
    parts::{Check, Choice, Form, Icon, Note, Refusal, Sending, Submit, counted},
};
use leptos::{
    prelude::*,
    server_fn::{
        ServerFn,
        codec::{GetUrl, MultipartData, MultipartFormData},
    },
};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
#[cfg(feature = "ssr")]
use {
    crate::server::{self, Server},
    store::{
        import::{ImportRefused, Importer, Mode, Report},
        upload::Choices,
    },
    waymark::import::{Columns, Difference, Field, How, Kind, LARGEST, TeamsFrom},
};

/// Where files are sent to: the one address that takes large bodies.
pub const UPLOAD: &str = "/fn/people/upload";

/// The most of one kind that the preview lists.
#[cfg(feature = "ssr")]
const LISTED: usize = 200;

/// Some of many.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part<T> {
    /// Those that are listed.
    pub listed: Vec<T>,
    /// How many there are.
    pub total: usize,
}

/// A post that is taken for one of somebody's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinedPost {
    /// Its key.
    pub key: String,
    /// Its title.
    pub title: String,
    /// Whether it is the main one.
    pub main: bool,
    /// Whether it may be kept apart.
    pub can_part: bool,
    /// Whether it is.
    pub apart: bool,
}

/// What an import would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// Whether the file is about teams, not people.
    pub of_teams: bool,
    /// The encoding.
    pub encoding: String,
    /// What separates its columns.
    pub separator: String,
    /// The names of its columns.
    pub header: Vec<String>,
    /// What can be taken from it: a name for the form, its label, and the column that serves it.
    pub columns: Vec<(String, String, Option<usize>)>,
    /// How many rows it has.
    pub rows: usize,
    /// What is wrong.
    pub problems: Part<String>,
    /// What is worth knowing.
    pub warnings: Part<String>,
    /// Who is new: name and title.
    pub added: Part<(String, String)>,
    /// Who changes, and how.
    pub changed: Part<(String, Vec<String>)>,
    /// Who leaves.
    pub left: Part<String>,
    /// Who is back.
    pub returned: Part<String>,
    /// Posts of one person.
    pub joined: Part<(String, Vec<JoinedPost>)>,
    /// New teams: name, and who leads it.
    pub teams_added: Part<(String, String)>,
    /// Teams that change, and how.
    pub teams_changed: Part<(String, Vec<String>)>,
    /// How many stay as they are.
    pub unchanged: usize,
    /// How many rows are of people who left and were never here.
    pub skipped: usize,
    /// Whether nothing would change.
    pub is_empty: bool,
    /// By what the plan is known again.
    pub fingerprint: String,
}

/// A file that waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// Which.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Where home teams come from: `column`, `line`, `nothing`; empty for what fits.
    pub teams: String,
    /// Whether people whom the file does not have, have left.
    pub leavers: bool,
    /// The encoding that was chosen; empty for what is found out.
    pub encoding: String,
    /// The separator that was chosen; empty for what is found out.
    pub separator: String,
    /// What would be done, or why the file cannot be read.
    pub preview: Result<Preview, String>,
}

#[cfg(feature = "ssr")]
impl<T> Part<T> {
    fn of(all: impl ExactSizeIterator<Item = T>) -> Self {
        let total = all.len();
        Self { listed: all.take(LISTED).collect(), total }
    }
}

#[cfg(feature = "ssr")]
fn differences(all: &[Difference]) -> Vec<String> {
    let said = |value: &Option<String>| value.clone().unwrap_or_else(|| "nothing".to_owned());
    all.iter().map(|one| format!("{}: {} → {}", one.what, said(&one.before), said(&one.after))).collect()
}

#[cfg(feature = "ssr")]
impl Preview {
    fn of(report: &Report) -> Self {
        let plan = &report.plan;
        let title = |title: &Option<String>| title.clone().unwrap_or_default();
        Self {
            of_teams: report.kind == Kind::Teams,
            encoding: report.encoding.clone(),
            separator: separator_word(report.separator).to_owned(),
            header: report.header.clone(),
            columns: Field::ALL
                .iter()
                .map(|field| (format!("{field:?}"), field.label().to_owned(), report.columns.get(*field)))
                .collect(),
            rows: plan.rows,
            problems: Part::of(plan.problems.iter().map(ToString::to_string)),
            warnings: Part::of(plan.warnings.iter().map(ToString::to_string)),
            added: Part::of(plan.added.iter().map(|one| (one.name.to_string(), title(&one.title)))),
            changed: Part::of(plan.changed.iter().map(|one| (one.name.to_string(), differences(&one.what)))),
            left: Part::of(plan.left.iter().map(|one| one.name.to_string())),
            returned: Part::of(plan.returned.iter().map(|one| one.name.to_string())),
            joined: Part::of(plan.joined.iter().map(|one| {
                let posts = one.posts.iter().map(|post| JoinedPost {
                    key: post.key.to_string(),
                    title: title(&post.title),
                    main: post.main,
                    can_part: one.by_name && post.new,
                    apart: post.apart,
                });
                (one.name.to_string(), posts.collect())
            })),
            teams_added: Part::of(
                plan.teams_added
                    .iter()
                    .map(|one| (one.name.to_string(), one.lead.as_ref().map(ToString::to_string).unwrap_or_default())),
            ),
            teams_changed: Part::of(plan.teams_changed.iter().map(|one| (one.name.to_string(), differences(&one.what)))),
            unchanged: plan.unchanged,
            skipped: plan.skipped,
            is_empty: plan.is_empty(),
            fingerprint: report.fingerprint.clone(),
        }
    }
}

#[cfg(feature = "ssr")]
fn separator_word(separator: char) -> &'static str {
    match separator {
        ';' => "semicolon",
        '\t' => "tab",
        '|' => "bar",
        _ => "comma",
    }
}

#[cfg(feature = "ssr")]
fn refused_sentence(why: ImportRefused) -> String {
    match why {
        ImportRefused::File(why) => why.to_string(),
        ImportRefused::Problems(report) => match report.plan.problems.first() {
            Some(first) => format!("{first} Nothing was written."),
            None => "The file has problems. Nothing was written.".to_owned(),
        },
        ImportRefused::Outdated => {
            "Something changed since you looked: look again at what would be done. Nothing was written.".to_owned()
        }
        ImportRefused::Broken(broken) => format!("{} Nothing was written.", crate::change::broken_sentence(&broken)),
    }
}

/// Why a file was not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum UploadWrong {
    /// No file was chosen.
    Nothing,
    /// It is larger than so many bytes.
    TooLarge(usize),
}

/// Takes a file, and leads to what would be done with it.
#[server(prefix = "/fn", endpoint = "people/upload", input = MultipartFormData)]
pub async fn upload(data: MultipartData) -> Result<(), Failure<UploadWrong>> {
    let (administrator, server) = (server::administrator().await?, Server::here());
    let mut parts = data.into_inner().ok_or(Failure::Malformed)?;
    while let Some(part) = parts.next_field().await.map_err(|_| Failure::Malformed)? {
        if part.name() != Some("file") {
            continue;
        }
        let name = part.file_name().unwrap_or("a file").to_owned();
        let content = part.bytes().await.map_err(|_| Failure::Malformed)?;
        if content.is_empty() && name.is_empty() {
            break;
        }
        if content.len() > LARGEST {
            return Err(server::refuse(UploadWrong::TooLarge(LARGEST)));
        }
        let mut choices = Choices::default();
        choices.options.leavers = true;
        let kept = store::upload::keep(&server.store, &administrator, &name, content.to_vec(), &choices).await;
        leptos_axum::redirect(&format!("/admin/people/import?file={}", kept.map_err(server::internal)?));
        return Ok(());
    }
    Err(server::refuse(UploadWrong::Nothing))
}

/// A file that waits, and what would be done with it; `None` where none does.
#[server(prefix = "/fn", endpoint = "people/preview", input = GetUrl)]
pub async fn read_preview(#[server(default)] file: String) -> Result<Option<Waiting>, Failure<Nothing>> {
    let (administrator, server) = (server::administrator().await?, Server::here());
    let Ok(id) = file.parse() else { return Ok(None) };
    let upload = store::upload::find(&server.store, &administrator, id).await.map_err(server::internal)?;
    let Some(upload) = upload else { return Ok(None) };
    let Choices { how, options } = &upload.choices;
    let importer = Importer::Administrator(administrator);
    let tried = store::import::run(&server.store, importer, &upload.content, how, options, &Mode::Try).await;
    let preview = match tried {
        Ok(report) => Ok(Preview::of(&report)),
        Err(store::Failed::Refused(why)) => Err(refused_sentence(why)),
        Err(store::Failed::Store(error)) => return Err(server::internal(error)),
    };
    Ok(Some(Waiting {
        id: id.to_string(),
        name: upload.name,
        teams: match options.teams {
            None => "",
            Some(TeamsFrom::Column) => "column",
            Some(TeamsFrom::Line) => "line",
            Some(TeamsFrom::Nothing) => "nothing",
        }
        .to_owned(),
        leavers: options.leavers,
        encoding: how.encoding.clone().unwrap_or_default(),
        separator: how.separator.map(|separator| separator_word(separator).to_owned()).unwrap_or_default(),
        preview,
    }))
}

/// Chooses something else about a file that waits. `columns` says for each field which column serves it: its place from 0, or
/// nothing; of the posts that are `offered` to be joined, those that are not `joined` are kept apart.
#[server(prefix = "/fn", endpoint = "people/import-choose")]
pub async fn choose(
    id: String,
    #[server(default)] columns: BTreeMap<String, String>,
    #[server(default)] teams: String,
    #[server(default)] leavers: bool,
    #[server(default)] encoding: String,
    #[server(default)] separator: String,
    #[server(default)] offered: Vec<String>,
    #[server(default)] joined: Vec<String>,
) -> Result<(), Failure<Nothing>> {
    let (administrator, server) = (server::administrator().await?, Server::here());
    let uuid = id.parse().map_err(|_| server::not_found())?;
    let upload = store::upload::find(&server.store, &administrator, uuid).await.map_err(server::internal)?;
    let mut choices = upload.ok_or_else(server::not_found)?.choices;
    choices.how = How {
        encoding: Some(encoding.trim().to_owned()).filter(|encoding| !encoding.is_empty()),
        separator: match separator.as_str() {
            "comma" => Some(','),
            "semicolon" => Some(';'),
            "tab" => Some('\t'),
            "bar" => Some('|'),
            _ => None,
        },
    };
    choices.options.teams = match teams.as_str() {
        "column" => Some(TeamsFrom::Column),
        "line" => Some(TeamsFrom::Line),
        "nothing" => Some(TeamsFrom::Nothing),
        _ => None,
    };
    choices.options.leavers = leavers;
    if !columns.is_empty() {
        let mut chosen = Columns::default();
        for field in Field::ALL {
            if let Some(column) = columns.get(&format!("{field:?}")) {
                chosen.set(field, column.parse().ok());
            }
        }
        choices.options.columns = chosen;
    }
    let apart = offered.iter().filter(|key| !joined.contains(key)).filter_map(|key| key.parse().ok());
    choices.options.apart = apart.collect();
    store::upload::choose(&server.store, &administrator, uuid, &choices).await.map_err(server::internal)?;
    leptos_axum::redirect(&format!("/admin/people/import?file={id}"));
    Ok(())
}

/// Does what the preview said, if it would still say the same.
#[server(prefix = "/fn", endpoint = "people/import")]
pub async fn import(id: String, fingerprint: String) -> Result<(), Failure<String>> {
    let (administrator, server) = (server::administrator().await?, Server::here());
    let uuid = id.parse().map_err(|_| server::not_found())?;
    let upload = store::upload::find(&server.store, &administrator, uuid).await.map_err(server::internal)?;
    let upload = upload.ok_or_else(server::not_found)?;
    let Choices { how, options } = &upload.choices;
    let mode = Mode::Import { seen: Some(fingerprint), upload: Some(uuid) };
    let importer = Importer::Administrator(administrator);
    let imported = store::import::run(&server.store, importer, &upload.content, how, options, &mode).await;
    server::settle(imported).map_err(|failure| failure.map(refused_sentence))?;
    leptos_axum::redirect("/admin/people?done=imported");
    Ok(())
}

/// Gives a file up that waits.
#[server(prefix = "/fn", endpoint = "people/import-give-up")]
pub async fn give_up(id: String) -> Result<(), Failure<Nothing>> {
    let (administrator, server) = (server::administrator().await?, Server::here());
    if let Ok(uuid) = id.parse() {
        store::upload::give_up(&server.store, &administrator, uuid).await.map_err(server::internal)?;
    }
    leptos_axum::redirect("/admin/people/import");
    Ok(())
}

/// /admin/people/import.
#[component]
pub fn ImportPeople() -> impl IntoView {
    let query = use_query_map();
    let file = Memo::new(move |_| query.with(|query| query.get("file").unwrap_or_default()));
    let (choose, import, give_up) = (Sending::to::<Choose>(), Sending::to::<Import>(), Sending::to::<GiveUp>());
    let data = Resource::new_blocking(move || (file.get(), choose.answers(), import.answers()), |(file, ..)| read_preview(file));
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

fn with<T>(some: Part<T>, line: impl Fn(T) -> (String, Vec<String>)) -> Part<(String, Vec<String>)> {
    Part { total: some.total, listed: some.listed.into_iter().map(line).collect() }
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
fn List(title: &'static str, icon: &'static str, some: Part<(String, Vec<String>)>) -> impl IntoView {
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
