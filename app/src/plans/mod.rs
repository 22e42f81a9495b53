//! Development plans: what a personal review ends in. Both write it, both sign it, and its goals go on living beside it.

mod api;
mod page;
mod said;
#[cfg(feature = "ssr")]
mod shown;

pub use page::Plan;

#[cfg(feature = "ssr")]
use waymark::{PersonId, review::ReviewKey};

/// The page of a plan, for this reader.
#[cfg(feature = "ssr")]
pub fn address(key: ReviewKey, reader: PersonId) -> String {
    if key.person == reader { format!("/plan/{}", key.cycle) } else { format!("/plan/{}/{}", key.cycle, key.person) }
}
