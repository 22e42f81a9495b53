//! Server functions about surveys.

mod answering;

pub use answering::{AnswerPlainly, SurveyData, Terms, When, survey_page};
#[cfg(feature = "hydrate")]
pub use answering::{credential, save_named};
