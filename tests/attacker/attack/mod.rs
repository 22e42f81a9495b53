//! The attacks, and what they are tried on: random companies, weaker builds. Self-contained but for the domain, so that a
//! measuring program can take it in by its path.

pub mod builds;
pub mod chance;
pub mod company;
pub mod differences;
pub mod exact;
pub mod field;
pub mod knowledge;
pub mod linear;
pub mod preimage;
pub mod rates;
pub mod shrink;
pub mod values;
