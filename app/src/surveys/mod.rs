//! Surveys: answering them, and what came of them.

mod answer;
mod api;

pub use answer::{Asked, Paper, SurveyApp, question, steps};
