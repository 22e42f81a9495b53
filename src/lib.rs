//! The domain of Waymark: what people, teams, sign-in, jobs and the audit chain are, and which rules they follow.
//!
//! *Architecture invariant:* nothing here knows a web framework or a database, and nothing reads a clock or a source
//! of chance: the time and random bytes come in as arguments. So every rule can be tested without a server, and the
//! same rule runs in the browser.

pub mod audit;
mod canonical;
pub mod change;
pub mod cycle;
pub mod delegation;
pub mod directory;
pub mod due;
pub mod email;
pub mod export;
pub mod goal;
pub mod health;
pub mod home;
pub mod id;
pub mod import;
pub mod job;
pub mod line;
pub mod password;
pub mod person;
pub mod plan;
pub mod post;
pub mod project;
pub mod questionnaire;
pub mod review;
pub mod survey;
pub mod team;
pub mod version;
pub mod workshop;
pub mod zone;

pub use email::Email;
pub use id::{CycleId, GoalId, LaunchId, PersonId, ProjectId, SurveyId, TeamId, WorkshopId};
pub use version::{Changed, Version};
pub use zone::ZoneName;
