//! Retention: how long what is kept, and what will be removed when.

mod api;
mod page;

pub use page::AdminRetention;
