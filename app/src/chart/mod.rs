//! Pictures of numbers, drawn by the server: markup that the page takes as it is, so that no browser loads code to draw them; what lets
//! one read values off them and moves them when there are newer ones is one small part for all (`plot`). Each has a title and a description for who cannot see it, and the numbers themselves in a table.
//!
//! Colours and type come by class from `style/chart.css`; nothing is styled within, as the policy of content forbids.

#[cfg(feature = "ssr")]
mod bars;
#[cfg(feature = "ssr")]
mod course;
#[cfg(feature = "ssr")]
mod heat;
#[cfg(feature = "ssr")]
mod line;
mod plot;
#[cfg(feature = "ssr")]
mod portfolio;
#[cfg(feature = "ssr")]
mod scale;
#[cfg(feature = "ssr")]
mod spark;
#[cfg(feature = "ssr")]
mod state;
#[cfg(feature = "ssr")]
mod table;
#[cfg(all(test, feature = "ssr"))]
mod tests;
#[cfg(feature = "ssr")]
mod votes;

#[cfg(feature = "ssr")]
pub use bars::{Bar, bars};
#[cfg(feature = "ssr")]
pub use course::{Band, Course, Mark, MarkKind, Target, Value};
#[cfg(feature = "ssr")]
pub use heat::{Cell, Heat, Line as HeatLine, Tail, Tone};
#[cfg(feature = "ssr")]
pub use line::{Chart, Point};
pub use plot::Plot;
#[cfg(feature = "ssr")]
pub use portfolio::{Part, Scatter, Spot, shares};
#[cfg(feature = "ssr")]
pub use spark::spark_line;
#[cfg(feature = "ssr")]
pub use state::State;
#[cfg(feature = "ssr")]
pub use votes::{Vote, votes};

#[cfg(feature = "ssr")]
use html_escape::{encode_double_quoted_attribute as attribute, encode_text as text};
