//! Server functions about launches of personal reviews; for administrators. They tell how far reviews are, and no word of what stands in them.

mod begin;
mod progress;

pub use begin::{Group, LONGEST_LIST, Launch, Launching, LaunchingData, NO_CYCLE, PreviewData, Typed, Wrong};
#[cfg(feature = "ssr")]
pub use progress::launches;
pub use progress::{CallOff, LaunchData, LaunchLine, LaunchesData, PassOn, Progress, ReviewLine, Somebody, Sought, Step};
