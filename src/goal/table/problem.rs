//! What can be wrong with a table of goals. Sentences stand in views.

use super::{Column, MOST_PROBLEMS};
use crate::{
    goal::{NotAnAmount, Refused, TermsRefused},
    import::{self, FileRefused, Remark},
    person::NameRefused,
};
use serde::{Deserialize, Serialize};

/// Something that is wrong, and where: with one of them, nothing is begun.
pub type Problem = Remark<Why>;

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Why {
    /// There is no table in the file.
    File(FileRefused),
    /// The file has more bytes than [`LARGEST`](super::LARGEST).
    TooLarge {
        /// How many.
        bytes: usize,
    },
    /// The file has more rows than [`ROWS`](super::ROWS).
    TooManyRows,
    /// No column is called so, which every table needs.
    NoColumn(Column),
    /// The row itself cannot be read.
    Row(import::Why),
    /// The cell begins as a formula does.
    Formula,
    /// The cell may not be empty here.
    Missing,
    /// The cell is no title or tag, or one of those in it is none.
    Words(NameRefused),
    /// The cell is none of the words that may stand there.
    Word {
        /// What stands there, cut where it is long.
        found: String,
        /// What may.
        words: Vec<String>,
    },
    /// The cell is no day: 2027-01-31, 2027/01/31 or 31.1.2027.
    Day(String),
    /// The cell is no number.
    Number(NotAnAmount),
    /// The cell is no weight: a whole number from 1 to [`HEAVIEST`](crate::goal::HEAVIEST).
    Weight,
    /// What only supports a goal has no weight.
    NotWeighed,
    /// There is a value, and nothing that is measured.
    NoNumber,
    /// The cell does not go with how the goal is measured, or with another of its cells that measures it otherwise.
    NotOfMeasure,
    /// The goal is a person's or the company's, so that no team stands there.
    NotATeams,
    /// It is said how the goal serves another, but not which.
    NothingServed,
    /// What only somebody who learns has stands at a goal of another kind.
    NotLearned,
    /// A goal of this kind is not measured so.
    Unfit,
    /// The terms break a rule.
    Terms(TermsRefused),
    /// Nobody, or nothing, is called so.
    Unknown(String),
    /// Several are called so.
    Several {
        /// What stands there.
        called: String,
        /// How many.
        count: usize,
    },
    /// Who or what is called so is no longer here: the person left, the team, the project or the goal ended, the cycle is closed.
    Gone(String),
    /// The goal that it serves has ended, as its row says, and is not known here.
    ServesEnded {
        /// That row's line.
        line: u64,
    },
    /// Goals would serve themselves, over others.
    Circle {
        /// The lines of the first of them, each serving the next; the last serves the first again, unless there are more.
        lines: Vec<u64>,
        /// How many more there are.
        more: usize,
    },
    /// Another row is the same goal.
    Twice {
        /// That row's line.
        line: u64,
    },
    /// No goal may begin so.
    Rule(Refused),
    /// There are more problems than are told.
    More {
        /// How many more.
        problems: usize,
    },
}

/// The most characters that are repeated of what stands in a cell.
const QUOTED: usize = 60;

/// What somebody wrote, cut where it is long.
pub(super) fn cut(text: &str) -> String {
    match text.char_indices().nth(QUOTED) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// The problems in the order of their lines, no more than are told.
pub(super) fn told(mut problems: Vec<Problem>) -> Vec<Problem> {
    problems.sort_by_key(|problem| problem.line);
    let more = problems.len().saturating_sub(MOST_PROBLEMS);
    if more > 0 {
        problems.truncate(MOST_PROBLEMS);
        problems.push(Problem::whole(Why::More { problems: more }));
    }
    problems
}
