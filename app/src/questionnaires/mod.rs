//! Questionnaires: how an administrator prepares what will be asked, and sees it as respondents will.

mod api;
mod create;
mod editor;
mod file;
mod list;
mod part;
mod preview;
mod said;

pub use api::QUESTIONNAIRE_UPLOAD;
pub use editor::Editor as AdminQuestionnaire;
pub use file::QuestionnaireFile;
pub use list::AdminQuestionnaires;
pub use preview::Preview as QuestionnairePreview;
