//! Cycles: the dated periods, and launching surveys within them.

mod above;
mod api;
mod choice;
mod edit;
mod launch;
mod list;
mod survey;

pub use above::CycleAbove;
pub use choice::{TeamChoice, TeamTicks, Whom};
#[cfg(feature = "ssr")]
pub use choice::{fill, offered};
pub use edit::AdminCycle;
pub use launch::LaunchSurvey;
pub use list::AdminCycles;
pub use survey::AdminSurvey;
