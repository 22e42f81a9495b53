//! Projects: named work with a lead and people; and how an administrator looks after them.

mod admin;
mod api;
mod list;

pub use admin::{AdminProject, AdminProjects};
pub use list::Projects;
