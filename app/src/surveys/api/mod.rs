//! Server functions about surveys.

mod answering;

pub use answering::{AnswerPlainly, SurveyData, SurveyPage, Terms, When};
#[cfg(feature = "hydrate")]
pub use answering::{credential, save_named};
