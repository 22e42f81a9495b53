//! Goals as tables: read from what a spreadsheet writes, written so that one opens them, and as a record of all that happened.
//!
//! Two steps, each pure. [`read`] makes a [`Table`] of a file: every cell is looked at, and all that is wrong is told at once. [`plan`] says
//! which goals would be begun, each behind the one that it serves; names are looked up by the caller ([`Lookup`]). Who may begin them, and
//! whether the rules allow it beside what else is there, is said where they are begun.
//!
//! What [`write`] writes, [`read`] reads, and to plan it again changes nothing: each goal is there already.

mod archive;
mod cells;
mod column;
mod measured;
mod plan;
mod problem;
mod read;
mod served;
#[cfg(test)]
mod tests;
mod words;
mod write;

pub use archive::{Archive, Record, archive};
pub use column::Column;
pub use plan::{Found, Lookup, NewGoal, Parent, Planned, plan};
pub use problem::{Problem, Why};
pub use read::{Row, Table, Whose, read};
pub use write::{Line, write};

/// The largest file that is read, in bytes.
pub const LARGEST: usize = 1024 * 1024;

/// The most rows that a file may have below its header.
pub const ROWS: usize = 5_000;

/// The most problems that are told of a file; one more says how many others there are.
pub const MOST_PROBLEMS: usize = 100;
