//! How long and how often things are measured.

use crate::load::Span;
use std::time::Duration;

/// The sizes of a run.
#[derive(Clone, Copy, Debug)]
pub struct Scale {
    /// Starts on an empty folder, and on one with data.
    pub starts: usize,
    /// Load on one address at one number of connections.
    pub span: Span,
    /// The fixed rate.
    pub fixed: Duration,
    /// Commits with one number of writers, and the plain file.
    pub commits: Span,
    /// Aborted requests in one of the two rounds.
    pub aborts: u32,
    /// The wait after them.
    pub settle: Duration,
    /// Rounds of each signal.
    pub kills: u32,
    /// Organisations of so many people.
    pub people: &'static [u32],
    /// Organisations of so many people who are asked.
    pub respondents: &'static [u32],
    /// Rows of the file that is imported.
    pub rows: u32,
    /// Imports of it that are killed.
    pub killed_imports: u32,
    /// Goals of an organisation of 200: more than its objectives are, and what moves those of its teams.
    pub goals: usize,
    /// Events of the goals with a history.
    pub histories: [u32; 3],
    /// Edits of goals that are acknowledged while the program is killed again and again.
    pub goal_edits: u64,
    /// How often it is killed meanwhile.
    pub goal_kills: u32,
    /// Plans that are signed, one after the other.
    pub plans: usize,
    /// Years of the history of one person.
    pub years: u32,
    /// How many look at one goal at once, one number after the other.
    pub listeners: &'static [usize],
    /// Streams that one session asks for at once.
    pub streams: usize,
    /// How many vote in a workshop.
    pub voters: usize,
}

impl Scale {
    /// For numbers to keep: under four minutes with a release build on two cores, people, surveys, health, goals, reviews and live pages not counted.
    pub fn full() -> Self {
        Self {
            starts: 7,
            span: Span { warm_up: Duration::from_secs(1), time: Duration::from_secs(3) },
            fixed: Duration::from_secs(10),
            commits: Span { warm_up: Duration::from_millis(500), time: Duration::from_secs(4) },
            aborts: 10_000,
            settle: Duration::from_secs(10),
            kills: 3,
            people: &[1_000, 10_000],
            respondents: &[1_000, 10_000, 100_000],
            rows: 10_000,
            killed_imports: 5,
            goals: 2_000,
            histories: [10, 1_000, 10_000],
            goal_edits: 10_000,
            goal_kills: 10,
            plans: 100,
            years: 10,
            listeners: &[1, 100, 1_000, 5_000],
            streams: 10_000,
            voters: 50,
        }
    }

    /// To try whether everything works, with a dev build too.
    pub fn quick() -> Self {
        Self {
            starts: 2,
            span: Span { warm_up: Duration::from_millis(300), time: Duration::from_secs(1) },
            fixed: Duration::from_secs(2),
            commits: Span { warm_up: Duration::from_millis(200), time: Duration::from_secs(1) },
            aborts: 500,
            settle: Duration::from_secs(2),
            kills: 1,
            people: &[200],
            respondents: &[200],
            rows: 1_000,
            killed_imports: 2,
            goals: 1_000,
            histories: [10, 100, 1_000],
            goal_edits: 500,
            goal_kills: 3,
            plans: 5,
            years: 1,
            listeners: &[1, 20, 100],
            streams: 500,
            voters: 12,
        }
    }
}
