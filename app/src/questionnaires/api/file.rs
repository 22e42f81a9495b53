//! Questionnaires from files: sent, looked at, taken over or given up.

pub use crate::upload::UploadWrong;

use crate::failure::{Failure, Nothing};
use leptos::{
    prelude::*,
    server_fn::codec::{GetUrl, MultipartData, MultipartFormData},
};
use serde::{Deserialize, Serialize};
#[cfg(feature = "ssr")]
use {
    super::read::remember,
    crate::server::{self, Server},
    store::{
        import::Importer,
        questionnaire::{self, Kept, Refused},
        upload::{self, Choices},
    },
    waymark::{
        Version,
        questionnaire::{Question, Questionnaire, Slug, changed_identities, file},
    },
};

/// Where files with questionnaires are sent to.
pub const QUESTIONNAIRE_UPLOAD: &str = "/fn/questionnaires/upload";

/// Takes a file, and leads to what is in it.
#[server(prefix = "/fn", endpoint = "questionnaires/upload", input = MultipartFormData)]
pub async fn upload(data: MultipartData) -> Result<(), Failure<UploadWrong>> {
    let (administrator, server) = (server::administrator().await?, Server::here());
    let (name, content) = crate::upload::file(data, file::LARGEST).await?;
    let kept = upload::keep(&server.store, &administrator, &name, content, &Choices::default()).await;
    leptos_axum::redirect(&format!("/admin/questionnaire-file?file={}", kept.map_err(server::internal)?));
    Ok(())
}

/// How a file differs from the questionnaire that is there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Differences {
    /// The version of what is there.
    pub version: u32,
    /// What it is called there.
    pub title: String,
    /// How many versions of it surveys use.
    pub versions: u32,
    /// What new questions ask.
    pub added: Vec<String>,
    /// What is asked in another way: before and after.
    pub changed: Vec<(String, String)>,
    /// What is asked no more.
    pub removed: Vec<String>,
    /// How many questions ask the same, but are helped with or required in another way.
    pub helped: usize,
    /// Whether something else differs: titles, introductions, the order, what it is for.
    pub else_too: bool,
}

/// What a file holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Content {
    /// Mistakes, each a sentence with its line.
    Mistakes(Vec<String>),
    /// A questionnaire.
    Questionnaire {
        /// Its id.
        id: String,
        /// What it is called.
        title: String,
        /// How many sections it has.
        sections: usize,
        /// How many questions it has.
        questions: usize,
        /// How it differs from the one that is there; `None` if it is new.
        differences: Option<Differences>,
    },
}

/// A file that waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// By what it is found again.
    pub file: String,
    /// Its name.
    pub name: String,
    /// What it holds.
    pub content: Content,
}

#[cfg(feature = "ssr")]
impl Differences {
    fn between(kept: &Kept, after: &Questionnaire) -> Self {
        let before = &kept.form;
        let changes = changed_identities(before, after);
        let texts = |form: &Questionnaire, ids: &[Slug]| -> Vec<String> {
            ids.iter().filter_map(|id| form.question(id)).map(|question| question.text.clone()).collect()
        };
        let same = |question: &&Question| !changes.changed.contains(&question.id) && !changes.added.contains(&question.id);
        let kept_questions = after.questions().map(|(_, _, question)| question).filter(same);
        let helped = kept_questions.filter(|question| before.question(&question.id) != Some(question)).count();
        // What came or went is told by itself; the rest has to be the same without it.
        let both = |form: &Questionnaire, other: &Questionnaire| bare(form, |id| other.question(id).is_some());
        Self {
            version: kept.version.0,
            title: before.title.clone(),
            versions: kept.frozen,
            added: texts(after, &changes.added),
            changed: texts(before, &changes.changed).into_iter().zip(texts(after, &changes.changed)).collect(),
            removed: texts(before, &changes.removed),
            helped,
            else_too: both(before, after) != both(after, before),
        }
    }
}

/// A questionnaire without what is asked: titles, introductions, and the order of those questions that `counts`.
#[cfg(feature = "ssr")]
fn bare(form: &Questionnaire, counts: impl Fn(&Slug) -> bool) -> Vec<String> {
    let top = [form.title.clone(), form.about.clone(), form.purpose.word().to_owned()];
    let counts = &counts;
    let sections = form.sections.iter().flat_map(move |section| {
        let ids = section.questions.iter().map(|question| &question.id).filter(|id| counts(id)).map(ToString::to_string);
        [section.id.to_string(), section.title.clone(), section.about.clone()].into_iter().chain(ids)
    });
    top.into_iter().chain(sections).collect()
}

/// The file of the administrator's that waits, read.
#[cfg(feature = "ssr")]
type Read = (upload::Upload, Result<Questionnaire, Vec<file::FileError>>);

#[cfg(feature = "ssr")]
async fn waiting<R>(administrator: &store::access::Administrator, file: &str) -> Result<Option<Read>, Failure<R>> {
    let Ok(uuid) = file.parse() else { return Ok(None) };
    let upload = upload::find(&Server::here().store, administrator, uuid).await.map_err(server::internal)?;
    Ok(upload.map(|upload| {
        let read = file::read_bytes(&upload.content);
        (upload, read)
    }))
}

/// A file that waits, and what it holds; `None` where none does.
#[server(prefix = "/fn", endpoint = "questionnaires/look", input = GetUrl)]
pub async fn look(#[server(default)] file: String) -> Result<Option<Waiting>, Failure<Nothing>> {
    let (administrator, server) = (server::administrator().await?, Server::here());
    let Some((upload, read)) = waiting(&administrator, &file).await? else { return Ok(None) };
    let content = match read {
        Err(errors) => Content::Mistakes(errors.iter().map(file::FileError::said).collect()),
        Ok(form) => {
            let kept = questionnaire::find(&server.store, &form.id).await.map_err(server::internal)?;
            Content::Questionnaire {
                id: form.id.to_string(),
                title: form.title.clone(),
                sections: form.sections.len(),
                questions: form.questions().count(),
                differences: kept.map(|kept| Differences::between(&kept, &form)),
            }
        }
    };
    Ok(Some(Waiting { file, name: upload.name, content }))
}

/// Takes the questionnaire of a file over, if what it goes over is still what was looked at: this version, or nothing.
#[server(prefix = "/fn", endpoint = "questionnaires/accept")]
pub async fn accept(file: String, #[server(default)] version: Option<u32>) -> Result<(), Failure<Nothing>> {
    let (administrator, server) = (server::administrator().await?, Server::here());
    let here = format!("/admin/questionnaire-file?file={}", crate::session::encoded(&file));
    let Some((_, Ok(form))) = waiting(&administrator, &file).await? else {
        // The page says what became of the file.
        leptos_axum::redirect(&here);
        return Ok(());
    };
    let before = questionnaire::find(&server.store, &form.id).await.map_err(server::internal)?;
    let importer = Importer::Administrator(administrator);
    match questionnaire::import(&server.store, importer, version.map(Version), &form).await {
        Ok(now) => {
            let back = match (version, before) {
                (Some(_), Some(before)) => remember(&administrator, &before.form).await,
                _ => String::new(),
            };
            if let Ok(uuid) = file.parse() {
                upload::give_up(&server.store, &administrator, uuid).await.map_err(server::internal)?;
            }
            leptos_axum::redirect(&format!("/admin/questionnaires/{}?done=imported&back={back}&version={}", form.id, now.0));
        }
        Err(store::Failed::Refused(Refused::Changed | Refused::Taken | Refused::Unknown)) => {
            leptos_axum::redirect(&format!("{here}&done=outdated"));
        }
        // Reading it has looked at the rules.
        Err(error) => return Err(server::internal(format!("{error:?}"))),
    }
    Ok(())
}

/// Gives a file up that waits.
#[server(prefix = "/fn", endpoint = "questionnaires/give-up")]
pub async fn give_up(file: String) -> Result<(), Failure<Nothing>> {
    let (administrator, server) = (server::administrator().await?, Server::here());
    if let Ok(uuid) = file.parse() {
        upload::give_up(&server.store, &administrator, uuid).await.map_err(server::internal)?;
    }
    leptos_axum::redirect("/admin/questionnaires");
    Ok(())
}
