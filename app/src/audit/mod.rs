//! The audit chain: who did what, read by administrators.

mod api;
mod asked;
mod page;
mod words;

#[cfg(feature = "ssr")]
pub use asked::Asked;
pub use page::Audit;
#[cfg(feature = "ssr")]
pub use words::{sentence, wrong_sentence};
