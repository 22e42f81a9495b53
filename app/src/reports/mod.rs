//! The desk of who manages: everybody in their line on one page, who needs them first. In which order people stand there is `waymark::desk`'s to say.

mod api;
mod page;
mod said;
#[cfg(feature = "ssr")]
mod shown;

pub use page::Reports;
