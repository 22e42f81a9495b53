//! Personal reviews: a person's half and their manager's, what peers say, and the goals that come of it.

mod api;
mod input;
mod launch;
mod page;
#[cfg(feature = "ssr")]
mod shown;
mod words;

pub use api::HandOver;
pub use input::ReviewInput;
#[cfg(feature = "ssr")]
pub use launch::launches;
pub use launch::{AdminReviews, LaunchReviews, Launches, LaunchesData};
pub use page::Review;
pub use words::{hand_refused, refused_sentence as review_refused};

#[cfg(feature = "ssr")]
use waymark::{PersonId, review::ReviewKey};

/// The page of a review, for who reads it: one's own has no name in its address.
#[cfg(feature = "ssr")]
pub fn address(key: ReviewKey, reader: PersonId) -> String {
    if key.person == reader { format!("/review/{}", key.cycle) } else { format!("/review/{}/{}", key.cycle, key.person) }
}
