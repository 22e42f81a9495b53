//! What every request passes through, outermost first: see `router`.

pub mod answer;
pub mod client;
pub mod headers;
pub mod measure;
pub mod refusal;
pub mod same_origin;
