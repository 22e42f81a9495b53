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
use serde::{Deserialize, Serialize};
use waymark::questionnaire::{NotASlug, Problem};

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
