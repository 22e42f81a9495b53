//! Surveys: their results wherever they are shown, and those that come from a table.

mod history;
pub mod made;
mod results;
