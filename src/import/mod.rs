//! Importing people and teams from the table that an HR system writes.
//!
//! Three steps, each pure: [`read`] makes a [`Table`] of a file, [`plan`] (or [`teams`]) says what the organisation would
//! be after it, and [`Plan::apply`] or the store writes that. Nothing is written that was not planned: a page shows the
//! plan with its [`fingerprint`](Plan::fingerprint), and confirming plans again and compares.
//!
//! *Architecture invariant:* what a plan says never depends on the ids that were drawn for it.

pub(crate) mod cell;
mod check;
mod columns;
mod decode;
mod entry;
mod field;
mod homes;
mod identity;
mod leave;
mod main_post;
mod people;
mod plan;
mod problem;
mod reference;
mod report;
mod said;
mod table;
mod team_names;
mod team_table;
#[cfg(test)]
mod tests;
mod work;

pub(crate) use check::{circles, first_names};
pub use columns::Columns;
pub(crate) use columns::plain;
pub use field::Field;
pub use people::plan;
pub use plan::{
    Added, AddedTeam, ChangedPerson, ChangedTeam, Difference, Joined, JoinedPost, Known, Listed, Options, Plan, TeamsFrom, What,
};
pub use problem::{Caution, FileRefused, Looks, Needed, Problem, Protected, Reference, Remark, Warning, Why};
pub use table::{How, Table, read};
pub(crate) use table::{Shape, read_as};
pub use team_table::{Kind, kind, teams};

/// The largest file that is read, in bytes.
pub const LARGEST: usize = 8 * 1024 * 1024;

/// The most rows that a file may have below its header.
pub const ROWS: usize = 50_000;

/// Whether a team's label is one of those that an import makes from who reports to whom.
pub(crate) fn line_label(label: &str) -> bool {
    label.starts_with(team_names::LINE)
}
