//! Personal reviews: a person's half and their manager's, what peers say, and the goals that come of it.

mod api;
mod input;
mod launch;
mod page;
#[cfg(feature = "ssr")]
mod shown;
mod take;
mod words;

pub use input::ReviewInput;
#[cfg(feature = "ssr")]
pub use launch::launches;
pub use launch::{AdminReviews, LaunchReviews, Launches, LaunchesData};
pub use page::Review;
pub use take::{TakeOver, taking};
pub use words::{hand_refused, refused_sentence as review_refused};
