//! Questionnaires as TOML files: what an administrator writes, keeps under version control, and imports.
//!
//! [`template`] explains the format. Reading finds every mistake at once, each with its line; writing what was read
//! gives the same questionnaire again.

mod error;
mod read;
mod said;
mod table;
mod write;

pub use error::{FileError, FileFault, Known, Type};
pub use read::{LARGEST, MOST_ERRORS, read, read_bytes};
pub use write::write;

/// A file to start from: it explains every key, and reads without error.
pub fn template() -> &'static str {
    include_str!("template.toml")
}
