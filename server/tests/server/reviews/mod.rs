//! Personal reviews.

mod launch;
pub mod made;
