//! Server functions with which an administrator looks after people.

mod edit;
mod former;
mod import;
mod invite;
mod list;

pub use edit::*;
pub use former::*;
pub use import::*;
pub use invite::*;
pub use list::*;

#[cfg(feature = "ssr")]
use jiff::civil::Date;
#[cfg(feature = "ssr")]
use waymark::person::ChangeRefused;

/// A day from a date field; today where nothing is written.
#[cfg(feature = "ssr")]
fn day(text: &str, today: Date) -> Result<Date, ChangeRefused> {
    if text.trim().is_empty() { Ok(today) } else { text.trim().parse().map_err(|_| ChangeRefused::Day) }
}
