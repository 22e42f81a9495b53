//! Home: what waits for me, and the people I work with.

mod api;
mod page;

pub use page::Home;
