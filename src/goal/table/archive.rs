//! Goals with all that happened to them, for keeping elsewhere.

use crate::goal::{Event, Goal};
use serde::Serialize;

/// The version of the form in which goals are kept. It grows when something means something else, not when something is added.
const VERSION: u32 = 1;

/// Goals with their histories, to be written as JSON: `{"version": 1, "goals": [{…the goal as it is, "events": […]}]}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Archive<'a> {
    /// The version of this form: 1.
    pub version: u32,
    /// The goals, in the order in which they were given.
    pub goals: Vec<Record<'a>>,
}

/// A goal with its history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Record<'a> {
    /// As it is.
    #[serde(flatten)]
    pub goal: &'a Goal,
    /// What happened, in its order: what makes it as it is.
    pub events: &'a [Event],
}

/// Goals with their events, to be written as JSON.
pub fn archive(goals: &[(Goal, Vec<Event>)]) -> Archive<'_> {
    Archive { version: VERSION, goals: goals.iter().map(|(goal, events)| Record { goal, events }).collect() }
}
