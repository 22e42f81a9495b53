//! Surveys: who gets their page, their results wherever they are shown, and those that come from a table.

mod history;
pub mod made;
mod page;
mod results;
