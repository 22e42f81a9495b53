//! The list of questionnaires, and new ones.

use crate::failure::{Again, Failure, Nothing};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};
use waymark::questionnaire::{NotASlug, Problem, Purpose};
#[cfg(feature = "ssr")]
use {
    super::read::{one_line, to_refused},
    crate::{
        failure::given_back,
        server::{self, Server},
    },
    store::questionnaire::{self, Kept},
    waymark::questionnaire::{Ask, Question, Questionnaire, Section, Slug, file},
};

/// A questionnaire in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What it is for.
    pub purpose: Purpose,
    /// How many sections it has.
    pub sections: usize,
    /// How many questions it has.
    pub questions: usize,
    /// About how long answering takes.
    pub minutes: u32,
    /// How many versions of it surveys use.
    pub versions: u32,
    /// Whether it was edited since the newest of them.
    pub edited: bool,
    /// Whether it is offered no more.
    pub retired: bool,
}

/// All questionnaires.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListData {
    /// By title; those that are offered first.
    pub lines: Vec<Line>,
}

#[cfg(feature = "ssr")]
async fn line(kept: &Kept) -> Result<Line, Failure<Nothing>> {
    let form = &kept.form;
    let newest = match kept.frozen {
        0 => None,
        number => {
            let version = questionnaire::version(&Server::here().store, form.id.as_str(), number).await;
            version.map_err(server::internal)?
        }
    };
    Ok(Line {
        id: form.id.to_string(),
        title: form.title.clone(),
        purpose: form.purpose,
        sections: form.sections.len(),
        questions: form.questions().count(),
        minutes: form.minutes(),
        versions: kept.frozen,
        edited: newest.is_some_and(|newest| newest != *form),
        retired: kept.retired,
    })
}

/// Every questionnaire.
#[server(prefix = "/fn", endpoint = "questionnaires/list", input = GetUrl)]
pub async fn list() -> Result<ListData, Failure<Nothing>> {
    let (_, server) = (server::administrator().await?, Server::here());
    let mut lines = Vec::new();
    for kept in &questionnaire::list(&server.store).await.map_err(server::internal)? {
        lines.push(line(kept).await?);
    }
    Ok(ListData { lines })
}

/// What is typed of a new questionnaire.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreateTyped {
    /// What it is called.
    pub title: String,
    /// Its id; empty for one that is made of the title.
    pub id: String,
    /// What it begins with: nothing, `_example`, or the id of another.
    pub from: String,
    /// The word for what it is for, where it begins with nothing.
    pub purpose: String,
}

/// Why a questionnaire was not made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CreateWrong {
    /// Rules would not be kept.
    Problems(Vec<Problem>),
    /// The id is none.
    Id(NotASlug),
    /// Another one has the id.
    Taken,
    /// There is no such purpose.
    Purpose,
    /// What it should begin with is not there.
    NothingToCopy,
}

/// One section with one question: a questionnaire without any is none.
#[cfg(feature = "ssr")]
fn first_words(id: Slug, title: String, purpose: Purpose) -> Questionnaire {
    let slug = |words: &str| Slug::of_words(words, |_| false);
    let question = Question {
        id: slug("question 1"),
        text: "Write here what is asked.".to_owned(),
        help: String::new(),
        mirror: String::new(),
        required: true,
        ask: Ask::Scale { reversed: false },
    };
    let section =
        Section { id: slug("section 1"), title: "First section".to_owned(), about: String::new(), questions: vec![question] };
    Questionnaire { id, title, purpose, lang: "en".to_owned(), about: String::new(), sections: vec![section] }
}

#[cfg(feature = "ssr")]
async fn begun(typed: &CreateTyped) -> Result<Questionnaire, Failure<CreateWrong>> {
    let store = &Server::here().store;
    let title = one_line(&typed.title);
    let id = match typed.id.trim() {
        "" => {
            let known = questionnaire::list(store).await.map_err(server::internal)?;
            Slug::of_words(&title, |id| known.iter().any(|kept| kept.form.id == *id))
        }
        id => Slug::new(id).map_err(|why| server::refuse(CreateWrong::Id(why)))?,
    };
    match typed.from.as_str() {
        "" => {
            let purpose = Purpose::ALL.into_iter().find(|purpose| purpose.word() == typed.purpose);
            Ok(first_words(id, title, purpose.ok_or_else(|| server::refuse(CreateWrong::Purpose))?))
        }
        "_example" => {
            let example = file::read(file::template()).map_err(|_| server::internal("the example cannot be read"))?;
            Ok(example.duplicate(id, title))
        }
        other => {
            let nothing = || server::refuse(CreateWrong::NothingToCopy);
            let other = Slug::new(other).map_err(|_| nothing())?;
            let kept = questionnaire::find(store, &other).await.map_err(server::internal)?;
            Ok(kept.ok_or_else(nothing)?.form.duplicate(id, title))
        }
    }
}

/// Makes a questionnaire, and leads to it.
#[server(prefix = "/fn", endpoint = "questionnaires/create")]
pub async fn create(typed: CreateTyped) -> Result<(), Failure<Again<CreateTyped, CreateWrong>>> {
    let (administrator, server) = (server::administrator().await?, Server::here());
    let CreateTyped { title, id, from, purpose } = &typed;
    let [title, id, from, purpose] = [title, id, from, purpose].map(|text| given_back(text));
    let kept = CreateTyped { title, id, from, purpose };
    let form = begun(&typed).await.map_err(|failure| failure.again(kept.clone()))?;
    let created = server::settle(questionnaire::create(&server.store, &administrator, &form).await);
    created.map_err(|failure| failure.map(|why| to_refused(why, CreateWrong::Problems, CreateWrong::Taken)).again(kept))?;
    leptos_axum::redirect(&format!("/admin/questionnaires/{}?done=created", form.id));
    Ok(())
}
