//! Personal reviews.

mod launch;
