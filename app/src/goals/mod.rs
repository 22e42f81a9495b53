//! Goals: all of them, one of them, making one; what came of what a survey said.

mod act;
mod api;
mod board;
mod cell;
mod check_in;
mod draft;
mod few;
mod goal;
mod import;
mod list;
mod new;
mod place;
mod policies;
mod portfolio;
mod row;
mod said;
#[cfg(feature = "ssr")]
mod shown;
mod terms;
mod watched;

pub use act::{Act, Answered};
#[cfg(feature = "ssr")]
pub use api::FieldName;
pub use api::GOALS_UPLOAD;
#[cfg(feature = "ssr")]
pub use api::is_due;
pub use api::suggest;
pub use api::{Add, Ask, Begin};
pub use board::Goals as AllGoals;
pub use check_in::CheckInPage;
pub use draft::{Draft, Drafted};
pub use few::{Few, FewGoal};
pub use goal::Goal;
pub use import::ImportGoalsPage;
pub use list::{Actions, Goals};
pub use new::{Asks, NewGoal};
pub use policies::GoalPolicies;
pub use portfolio::Glance;
pub use row::GoalRow;
#[cfg(feature = "ssr")]
pub use said::policy_sentence;
pub use said::refused_sentence as goal_refused;
#[cfg(feature = "ssr")]
pub use shown::{
    Telling, actions, asks, current_cycle, few, grade_said, kind_said, line, months, moved, open_projects, standing, tally,
    waits, waits_for_me,
};

use api::Happened;
use serde::{Deserialize, Serialize};

/// How a goal is, in a word with a shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Standing {
    /// It will be reached.
    OnTrack,
    /// It can be reached, but not by going on like this.
    Behind,
    /// It will not be reached unless something changes.
    AtRisk,
    /// Its day has passed.
    Overdue,
    /// Its owner is stuck, and has asked for help.
    Stuck,
    /// It was done.
    Done,
    /// It was given up.
    Dropped,
}

impl Standing {
    /// Whether it ended.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Dropped)
    }
}

/// A goal in a list.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Line {
    /// Which.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What it answers, where the reader may know; who answers for it; by when or since when.
    pub why: String,
    /// How it is.
    pub standing: Standing,
    /// Whether it ended.
    pub ended: bool,
    /// Whether the reader says how it goes.
    pub tends: bool,
}

/// What is done about what a group said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionsData {
    /// First what is under way, by its day, then what ended, the last first.
    pub lines: Vec<Line>,
    /// How many more ended before.
    pub more: usize,
    /// Whose they are, where the reader may add to them.
    pub level: Option<String>,
    /// Whether they are the company's.
    pub is_company: bool,
}

/// Something that happened to a goal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Went {
    /// Which goal.
    pub goal: String,
    /// What it is called.
    pub title: String,
    /// What, who and when.
    pub what: Happened,
}

/// What happened in a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Month {
    /// "November 2026".
    pub name: String,
    /// The last first.
    pub went: Vec<Went>,
    /// How much more happened.
    pub more: usize,
}
