//! Personal reviews.

mod launch;

pub use launch::{AdminReviews, LaunchReviews, Launches, LaunchesData};
#[cfg(feature = "ssr")]
pub use launch::launches;
