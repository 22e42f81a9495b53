//! A questionnaire as a whole: reading it, putting former states back, offering it no more.

use super::{News, Wrong};
use crate::failure::{Again, Failure, Nothing};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};
use waymark::questionnaire::Questionnaire;
#[cfg(feature = "ssr")]
use {
    super::read::{Editing, ids},
    crate::server::{self, Server},
    store::questionnaire,
    waymark::{
        Version,
        questionnaire::{Slug, changed_identities},
    },
};

/// What was edited since the version that surveys use, and what that means for trends.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trends {
    /// The number of that version.
    pub version: u32,
    /// Whether anything was edited since.
    pub edited: bool,
    /// The questions whose trends start anew: id and what was asked.
    pub changed: Vec<(String, String)>,
    /// The ids of new questions.
    pub added: Vec<String>,
    /// The questions that are asked no more: id and what was asked.
    pub removed: Vec<(String, String)>,
    /// The ids that surveys know.
    pub in_use: Vec<String>,
}

/// A questionnaire to edit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditorData {
    /// As it is edited.
    pub form: Questionnaire,
    /// How often it was edited.
    pub version: u32,
    /// Whether it is offered no more.
    pub retired: bool,
    /// What edits mean for trends, once surveys use it.
    pub trends: Option<Trends>,
}

#[cfg(feature = "ssr")]
impl Trends {
    fn since(number: u32, before: &Questionnaire, after: &Questionnaire) -> Self {
        let changes = changed_identities(before, after);
        let asked = |id: &Slug| {
            let text = before.question(id).map(|question| question.text.clone());
            (id.to_string(), text.unwrap_or_default())
        };
        Self {
            version: number,
            edited: before != after,
            changed: changes.changed.iter().map(asked).collect(),
            added: changes.added.iter().map(ToString::to_string).collect(),
            removed: changes.removed.iter().map(asked).collect(),
            in_use: ids(Some(before)).iter().map(ToString::to_string).collect(),
        }
    }
}

/// A questionnaire as it is edited.
#[server(prefix = "/fn", endpoint = "questionnaires/show", input = GetUrl)]
pub async fn show(id: String) -> Result<EditorData, Failure<Nothing>> {
    let editing = Editing::of(&id).await?;
    let kept = editing.kept().await?;
    let newest = editing.newest(&kept).await?;
    let trends = newest.map(|newest| Trends::since(kept.frozen, &newest, &kept.form));
    Ok(EditorData { form: kept.form, version: kept.version.0, retired: kept.retired, trends })
}

/// Makes a part, or the whole where `part` is empty, what it was before: `from` is the number of a version that surveys use, or
/// by what a state is found again. The whole goes back only from the version that was seen.
#[server(prefix = "/fn", endpoint = "questionnaires/put-back")]
pub async fn put_back(
    id: String,
    from: String,
    version: u32,
    #[server(default)] part: String,
) -> Result<News, Failure<Again<String, Wrong>>> {
    let editing = Editing::of(&id).await?;
    let number = from.parse().ok().filter(|number| *number > 0);
    let before = match number {
        Some(number) => questionnaire::version(&Server::here().store, &id, number).await.map_err(server::internal)?,
        None => editing.remembered(&from).await?,
    };
    let of = Slug::new(&part);
    let made = editing.edit(|kept, _| {
        let before = before.as_ref().ok_or(Wrong::Gone)?;
        if part.is_empty() {
            return if kept.version == Version(version) { Ok((before.clone(), String::new())) } else { Err(Wrong::Outdated) };
        }
        let mut form = kept.form.clone();
        let is_there = of.as_ref().is_ok_and(|of| form.put_back(before, of));
        if is_there { Ok((form, part.clone())) } else { Err(Wrong::Gone) }
    });
    let news = match made.await {
        Ok(made) => {
            let mut news = News::of("back", &made);
            if number.is_some() {
                news.back = editing.remember(&made.before.form).await;
            }
            Ok(news)
        }
        Err(failure) => Err(failure),
    };
    editing.answered::<PutBack, _>("", part, news).await
}

/// Offers a questionnaire no more, or again.
#[server(prefix = "/fn", endpoint = "questionnaires/retire")]
pub async fn retire(id: String, version: u32, retired: bool) -> Result<News, Failure<Again<String, Wrong>>> {
    let editing = Editing::of(&id).await?;
    let word = if retired { "retired" } else { "offered" };
    let done = editing.retire(version, retired).await;
    let news = done.map(|version| News { done: word.to_owned(), version: version.0, ..News::default() });
    editing.answered::<Retire, _>("", String::new(), news).await
}
