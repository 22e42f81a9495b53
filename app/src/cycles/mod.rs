//! Cycles: the dated periods, and launching surveys within them.

mod api;
mod edit;
mod launch;
mod list;
mod survey;

pub use edit::AdminCycle;
pub use launch::LaunchSurvey;
pub use list::AdminCycles;
pub use survey::AdminSurvey;
