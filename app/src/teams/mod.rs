//! Teams: the tree of them, a team's page; and how an administrator looks after them.

mod admin;
mod api;
mod list;
mod page;

pub use admin::{AdminTeam, AdminTeams};
pub use api::suggest;
pub use list::Teams;
pub use page::Team;
