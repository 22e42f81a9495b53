//! Server functions about questionnaires.

mod edit;
mod file;
mod list;
#[cfg(feature = "ssr")]
mod read;
mod whole;

pub use edit::{Arrange, QuestionTyped, SaveQuestion, SaveSection, SaveTop, SectionTyped, TopTyped};
pub use file::{Accept, Content, Differences, GiveUp, Look, QUESTIONNAIRE_UPLOAD, Upload, UploadWrong, Waiting};
pub use list::{Create, CreateTyped, CreateWrong, Line, List, ListData};
pub use whole::{EditorData, PutBack, Retire, Show, Trends};

use super::part::Part;
use crate::failure::Failure;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use waymark::questionnaire::{NotASlug, Problem};
#[cfg(feature = "ssr")]
use {leptos::server_fn::ServerFn, waymark::questionnaire::Slug};

/// What an edit did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct News {
    /// The word for it.
    pub done: String,
    /// The key of the part that it was about; empty for the whole.
    pub at: String,
    /// The state before, where it can be put back: by what it is found again.
    pub back: String,
    /// The version of the questionnaire since.
    pub version: u32,
}

/// Why an edit was not made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wrong {
    /// Rules would not be kept.
    Problems(Vec<Problem>),
    /// What was typed as its id is none.
    Id(NotASlug),
    /// Surveys know it by its id.
    InUse,
    /// There is no such kind of question.
    Kind,
    /// How many options may be chosen is no number.
    AtMost,
    /// The part is not there any more.
    Gone,
    /// Somebody else changed the part meanwhile: what it is now.
    Changed(Box<Part>),
    /// Somebody else changed the questionnaire meanwhile.
    Outdated,
}

/// A refusal with what was typed, where both are too long for an address: the page without script finds it on the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// The questionnaire.
    pub of: String,
    /// The server function that refused.
    pub path: String,
    /// As it answered.
    pub failure: Failure<Value>,
}

#[cfg(feature = "ssr")]
impl Held {
    fn of<F: ServerFn, R: Clone + Serialize>(id: &Slug, failure: &Failure<R>) -> Self {
        let failure = failure.clone().map(|refused| serde_json::to_value(refused).expect("plain data"));
        Self { of: id.to_string(), path: F::PATH.to_owned(), failure }
    }
}
