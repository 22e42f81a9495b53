//! Teams: groups with a lead, in a tree.

use crate::{PersonId, TeamId, Version, change::Broken, person::Name};
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
    /// Who belongs here without having it as their home: they see what its people see, and never count.
    pub guests: Vec<PersonId>,
    /// What the HR system calls it, where it came from there: by this an import finds it again, whatever it is called here.
    pub label: Option<String>,
    /// `false` once it was closed; its history stays.
    pub active: bool,
    /// How often this record was changed.
    pub version: Version,
}

/// Why a team stays as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ChangeRefused {
    /// There is no such team.
    Unknown,
    /// It was changed meanwhile.
    Changed,
    /// Whoever should be a guest is at home there.
    AtHome,
    /// A rule of the organisation would no longer hold.
    Broken(Broken),
}

impl From<Broken> for ChangeRefused {
    fn from(broken: Broken) -> Self {
        Self::Broken(broken)
    }
}
