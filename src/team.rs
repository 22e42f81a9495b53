//! Teams: groups with a lead, in a tree.

use crate::{PersonId, TeamId, person::Name};
use serde::{Deserialize, Serialize};

/// A group with a lead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Team {
    /// Which.
    pub id: TeamId,
    /// What it is called.
    pub name: Name,
    /// The team it belongs to; a root has none.
    pub parent: Option<TeamId>,
    /// Who leads it.
    pub lead: Option<PersonId>,
}
