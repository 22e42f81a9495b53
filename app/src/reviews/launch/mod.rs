//! Launching personal reviews, and how far they are: for administrators, who see of a review nothing of what stands in it.

mod api;
mod begin;
mod progress;
mod said;
mod tally;

pub use api::LaunchesData;
#[cfg(feature = "ssr")]
pub use api::launches;
pub use begin::LaunchReviews;
pub use progress::AdminReviews;
pub use tally::Launches;
