//! Persistence: the only crate that knows SurrealDB.
//!
//! *Architecture invariants:* no type of SurrealDB leaves this crate. A verb that needs a permission takes it as a value
//! from [`access`]. A verb that writes more than one row does so in one transaction, through [`transaction`]. No query
//! reads a clock: the time is an argument.

pub mod access;
pub mod audit;
pub mod change;
pub mod check;
pub mod clock;
pub mod cycle;
pub mod delegation;
pub mod demo;
pub mod directory;
pub mod durability;
mod error;
pub mod former;
pub mod goal;
pub mod health;
pub mod home;
pub mod import;
pub mod invitation;
pub mod job;
mod kept;
pub mod link;
pub mod live;
mod migrate;
pub mod mine;
mod open;
pub mod organisation;
pub mod outbox;
pub mod password;
pub mod person;
pub mod post;
pub mod project;
pub mod questionnaire;
mod record;
pub mod retention;
pub mod review;
pub mod session;
pub mod survey;
pub mod team;
mod transaction;
pub mod upload;
mod versioned;
pub mod workshop;

pub use clock::Clock;
pub use error::{Failed, StoreError};
pub use migrate::{Migration, SCHEMA};
pub use open::{OpenFailed, Store, folder, make_private};

#[cfg(test)]
mod tests;
