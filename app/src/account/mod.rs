//! One's own account: profile, password, sessions.

mod api;
mod page;

pub use page::Account;
