//! Files of an HR system: sent, looked at, chosen about, imported or given up.

pub use crate::upload::UploadWrong;

use crate::failure::{Failure, Nothing};
use leptos::{
    prelude::*,
    server_fn::codec::{GetUrl, MultipartData, MultipartFormData},
};
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
pub struct Excerpt<T> {
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
    pub problems: Excerpt<String>,
    /// What is worth knowing.
    pub warnings: Excerpt<String>,
    /// Who is new: name and title.
    pub added: Excerpt<(String, String)>,
    /// Who changes, and how.
    pub changed: Excerpt<(String, Vec<String>)>,
    /// Who leaves.
    pub left: Excerpt<String>,
    /// Who is back.
    pub returned: Excerpt<String>,
    /// Posts of one person.
    pub joined: Excerpt<(String, Vec<JoinedPost>)>,
    /// New teams: name, and who leads it.
    pub teams_added: Excerpt<(String, String)>,
    /// Teams that change, and how.
    pub teams_changed: Excerpt<(String, Vec<String>)>,
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
impl<T> Excerpt<T> {
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
            problems: Excerpt::of(plan.problems.iter().map(ToString::to_string)),
            warnings: Excerpt::of(plan.warnings.iter().map(ToString::to_string)),
            added: Excerpt::of(plan.added.iter().map(|one| (one.name.to_string(), title(&one.title)))),
            changed: Excerpt::of(plan.changed.iter().map(|one| (one.name.to_string(), differences(&one.what)))),
            left: Excerpt::of(plan.left.iter().map(|one| one.name.to_string())),
            returned: Excerpt::of(plan.returned.iter().map(|one| one.name.to_string())),
            joined: Excerpt::of(plan.joined.iter().map(|one| {
                let posts = one.posts.iter().map(|post| JoinedPost {
                    key: post.key.to_string(),
                    title: title(&post.title),
                    main: post.main,
                    can_part: one.by_name && post.new,
                    apart: post.apart,
                });
                (one.name.to_string(), posts.collect())
            })),
            teams_added: Excerpt::of(
                plan.teams_added
                    .iter()
                    .map(|one| (one.name.to_string(), one.lead.as_ref().map(ToString::to_string).unwrap_or_default())),
            ),
            teams_changed: Excerpt::of(plan.teams_changed.iter().map(|one| (one.name.to_string(), differences(&one.what)))),
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

/// Takes a file, and leads to what would be done with it.
#[server(prefix = "/fn", endpoint = "people/upload", input = MultipartFormData)]
pub async fn upload(data: MultipartData) -> Result<(), Failure<UploadWrong>> {
    let (administrator, server) = (server::administrator().await?, Server::here());
    let (name, content) = crate::upload::file(data, LARGEST).await?;
    let mut choices = Choices::default();
    choices.options.leavers = true;
    let kept = store::upload::keep(&server.store, &administrator, &name, content, &choices).await;
    leptos_axum::redirect(&format!("/admin/people/import?file={}", kept.map_err(server::internal)?));
    Ok(())
}

/// A file that waits, and what would be done with it; `None` where none does.
#[server(prefix = "/fn", endpoint = "people/preview", input = GetUrl)]
pub async fn read_preview(#[server(default)] file: String) -> Result<Option<Waiting>, Failure<Nothing>> {
    let (administrator, server) = (server::administrator().await?, Server::here());
    let Ok(id) = file.parse() else { return Ok(None) };
    let upload = store::upload::find(&server.store, &administrator, id).await.map_err(server::internal)?;
    let Some(upload) = upload else { return Ok(None) };
    let Choices { how, options, .. } = &upload.choices;
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
    let Choices { how, options, .. } = &upload.choices;
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
