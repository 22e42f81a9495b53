//! Surveys in the store: launched, answered, closed once, released once.
//!
//! *Architecture invariant:* a row of `answer` is a survey, a reporting unit, an id that only the respondent's device can
//! name, a version and bytes. No verb that touches it takes a person, and none but [`close`] looks into the bytes.

pub mod answer;
pub mod close;
pub mod history;
mod kept;
pub mod launch;
pub mod named;
pub mod remind;
pub mod results;
mod told;
mod viewers;

pub(crate) use kept::{Kept, count, rename_on, rosters_with};
pub use kept::{State, Survey, Surveys, all, find, people_of};
pub use told::told;
pub(crate) use viewers::units_seen;
