//! Pictures of numbers, drawn by the server: markup that the page takes as it is, so that no browser loads code for them. Each has
//! a title and a description for who cannot see it, and the numbers themselves in a table.
//!
//! Colours and type come by class from `style/chart.css`; nothing is styled within, as the policy of content forbids.

mod bars;
mod course;
mod heat;
mod line;
mod portfolio;
mod scale;
mod spark;
mod state;
mod table;
#[cfg(test)]
mod tests;

pub use bars::{Bar, bars};
pub use course::{Band, Course, Mark, MarkKind, Target, Value};
pub use heat::{Cell, Heat, Line as HeatLine, Tail, Tone};
pub use line::{Chart, Point};
pub use portfolio::{Part, Scatter, Spot, shares};
pub use spark::spark;
pub use state::State;

use html_escape::{encode_double_quoted_attribute as attribute, encode_text as text};
