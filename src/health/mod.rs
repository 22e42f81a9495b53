//! Team health: what the released reviews of a group say together, over several cycles.
//!
//! Everything here is a function of released cells ([`crate::survey::release`]), so that it tells nothing that these do not. [`board`] lays
//! sections out by review; [`points`] says what is most worth knowing of it, in the order in which it should be said. The words
//! stand in the views.

mod board;
mod extremes;
mod offers;
mod points;
#[cfg(test)]
mod tests;

pub use board::{Number, Order, Review, Row, board};
pub use offers::{Offer, Situation, Stands, offers, stands};
pub use points::{Point, points};
