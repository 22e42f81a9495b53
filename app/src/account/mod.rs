//! One's own account: profile, password, sessions, and all that is stored about oneself.

mod api;
mod data;
mod page;

pub use data::MyData;
pub use page::Account;
