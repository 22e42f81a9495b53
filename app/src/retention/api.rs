//! How long what is kept, for administrators.

use crate::failure::{Failure, Nothing};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};
use waymark::retention::{Kind, Refused};
#[cfg(feature = "ssr")]
use {
    crate::{
        moment,
        server::{self, Server},
    },
    jiff::civil::Date,
    store::{Failed, Store, access::Administrator, directory::Snapshot, retention::Preview},
    waymark::{
        PersonId, Version,
        retention::{Announcement, Gone, Settings},
    },
};

/// What is typed: months, or nothing for ever.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RetentionTyped {
    /// How long texts of reviews are kept.
    #[serde(default)]
    pub reviews: String,
    /// After how long who left is shown.
    #[serde(default)]
    pub left: String,
    /// Set once somebody wants to see what it would do.
    #[serde(default)]
    pub look: String,
}

/// What is announced, or would be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Announced {
    /// The day on which it is done.
    pub on: String,
    /// Of each cycle: its name, its last day, and from how many reviews what was written is removed.
    pub reviews: Vec<(String, String, usize)>,
}

/// Who left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoneLine {
    /// Who.
    pub id: String,
    /// Their name.
    pub name: String,
    /// The day on which they left; nothing where nobody noted it.
    pub left: Option<String>,
}

/// What was removed on a day: of each cycle its name, and from how many reviews.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunLine {
    /// The day.
    pub on: String,
    /// What.
    pub reviews: Vec<(String, usize)>,
}

/// What settings would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Looked {
    /// What would be announced.
    pub announced: Option<Announced>,
    /// How many people would be shown of whom is known when they left.
    pub gone: usize,
    /// The day on which the first of them left.
    pub oldest: Option<String>,
    /// How many would be shown who left on a day that nobody noted.
    pub undated: usize,
    /// Whether it is how it is set.
    pub same: bool,
}

/// The page of retention.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RetentionData {
    /// What is stored.
    pub stored: RetentionTyped,
    /// How often that was changed.
    pub version: u32,
    /// What is typed, or what is stored where nothing was.
    pub typed: RetentionTyped,
    /// What of it cannot be.
    pub wrong: Option<Kind>,
    /// What it would do, once somebody looks.
    pub looked: Option<Looked>,
    /// What will be removed next.
    pub announced: Option<Announced>,
    /// What was removed, the last first.
    pub runs: Vec<RunLine>,
    /// Who left long ago, as it is set; those on no known day last.
    pub gone: Vec<GoneLine>,
    /// How many more there are.
    pub more_gone: usize,
    /// Whether letters are sent.
    pub mail: bool,
}

/// The most people that the page lists.
#[cfg(feature = "ssr")]
const MOST: usize = 200;

/// How long what is kept, what will be removed next, and what other settings would do.
#[server(prefix = "/fn", endpoint = "retention/show", input = GetUrl)]
pub async fn show_retention(#[server(default)] typed: RetentionTyped) -> Result<RetentionData, Failure<Nothing>> {
    let ((administrator, seen), server) = (server::administration().await?, Server::here());
    let retention = store::retention::settings(&server.store, &administrator).await.map_err(server::internal)?;
    let today = seen.day(server.store.now());
    let stored = typed_of(retention.settings);
    let (mut wrong, mut looked) = (None, None);
    if !typed.look.is_empty() {
        match Settings::read(&typed.reviews, &typed.left) {
            Err(Refused::Months(kind)) => wrong = Some(kind),
            Err(Refused::Changed(_)) => {}
            Ok(settings) => {
                let preview = preview(&server.store, &administrator, settings).await?;
                looked = Some(shown(&preview, settings == retention.settings, today));
            }
        }
    }
    let kept = preview(&server.store, &administrator, retention.settings).await?;
    let (gone, more_gone) = listed(&kept.gone, &seen, today);
    let runs = retention.runs.iter().map(|run| RunLine { on: moment::dated(run.on, today), reviews: run.reviews.clone() });
    Ok(RetentionData {
        version: retention.version.0,
        typed: if typed.look.is_empty() { stored.clone() } else { typed },
        stored,
        wrong,
        looked,
        announced: retention.announced.as_ref().map(|announced| said(announced, today)),
        runs: runs.collect(),
        gone,
        more_gone,
        mail: server.mail.is_sent(),
    })
}

#[cfg(feature = "ssr")]
async fn preview(store: &Store, administrator: &Administrator, settings: Settings) -> Result<Preview, Failure<Nothing>> {
    store::retention::preview(store, administrator, settings).await.map_err(|failed| match failed {
        Failed::Store(error) => server::internal(error),
        // What was read is not refused.
        Failed::Refused(_) => Failure::Malformed,
    })
}

#[cfg(feature = "ssr")]
fn typed_of(settings: Settings) -> RetentionTyped {
    RetentionTyped { reviews: settings.reviews.typed(), left: settings.left.typed(), look: String::new() }
}

#[cfg(feature = "ssr")]
fn said(announced: &Announcement, today: Date) -> Announced {
    let line = |texts: &waymark::retention::Texts| (texts.name.clone(), moment::dated(texts.over, today), texts.people.len());
    Announced { on: moment::dated(announced.on, today), reviews: announced.texts.iter().map(line).collect() }
}

#[cfg(feature = "ssr")]
fn shown(preview: &Preview, same: bool, today: Date) -> Looked {
    Looked {
        announced: preview.announced.as_ref().map(|announced| said(announced, today)),
        gone: preview.gone.due.len(),
        oldest: preview.gone.due.first().map(|(_, left)| moment::dated(*left, today)),
        undated: preview.gone.undated.len(),
        same,
    }
}

#[cfg(feature = "ssr")]
fn listed(gone: &Gone, seen: &Snapshot, today: Date) -> (Vec<GoneLine>, usize) {
    let all = gone.due.iter().map(|(person, left)| (*person, Some(*left)));
    let all = all.chain(gone.undated.iter().map(|person| (*person, None)));
    let line = |(person, left): (PersonId, Option<Date>)| {
        let name = seen.directory.person(person)?.name.to_string();
        Some(GoneLine { id: person.to_string(), name, left: left.map(|left| moment::dated(left, today)) })
    };
    let lines: Vec<GoneLine> = all.filter_map(line).take(MOST).collect();
    let more = gone.due.len() + gone.undated.len() - lines.len();
    (lines, more)
}

/// Says how long what is kept.
#[server(prefix = "/fn", endpoint = "retention/set")]
pub async fn set_retention(
    version: u32,
    #[server(default)] reviews: String,
    #[server(default)] left: String,
) -> Result<u32, Failure<Refused>> {
    let (administrator, server) = (server::administrator().await?, Server::here());
    let settings = Settings::read(&reviews, &left).map_err(server::refuse)?;
    let set = store::retention::set(&server.store, &administrator, &server.mail, Version(version), settings).await;
    let Version(version) = server::settle(set)?;
    leptos_axum::redirect("/admin/retention?done=saved");
    Ok(version)
}
