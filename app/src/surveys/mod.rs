//! Surveys: answering them, and what came of them.

mod answer;
mod api;

pub use answer::{Asked, SurveyApp};
