//! Development plans: what a personal review ends in. Both write it, both sign it, and its goals go on living beside it.

mod api;
mod page;
mod said;
#[cfg(feature = "ssr")]
mod shown;

pub use page::Plan;
