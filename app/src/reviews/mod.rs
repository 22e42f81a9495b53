//! Personal reviews.

mod launch;

#[cfg(feature = "ssr")]
pub use launch::launches;
pub use launch::{AdminReviews, LaunchReviews, Launches, LaunchesData};
