//! Surveys: answering them, and what came of them.

mod answer;
mod api;
mod import;
pub mod results;

pub use answer::{Asked, NOT_FOR_ME, POINTS, Paper, SurveyApp, question, steps};
pub use api::UPLOAD;
#[cfg(feature = "ssr")]
pub use api::history_sentences;
pub use import::ImportHistory;
pub use results::Results;
