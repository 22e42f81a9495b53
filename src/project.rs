//! Projects: named work with a lead and people; goals tie to it.

use crate::{PersonId, ProjectId, Version, person::Name};
use serde::{Deserialize, Serialize};

/// The longest description, in characters.
pub const LONGEST_ABOUT: usize = 600;

/// Named work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Project {
    /// Which.
    pub id: ProjectId,
    /// What it is called.
    pub name: Name,
    /// What it is for, in a sentence or two.
    pub about: Option<String>,
    /// Who leads it.
    pub lead: Option<PersonId>,
    /// Who works on it, the lead among them or not; in no order.
    pub people: Vec<PersonId>,
    /// `false` once it ended; its goals stay.
    pub active: bool,
    /// How often this record was changed.
    pub version: Version,
}

/// Why a project stays as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ChangeRefused {
    /// There is no such project.
    Unknown,
    /// It was changed meanwhile.
    Changed,
    /// Another one has this name.
    NameTaken,
    /// Who should lead it left.
    PersonLeft,
    /// Something about people or teams would no longer hold.
    Broken,
}

impl From<crate::change::Broken> for ChangeRefused {
    fn from(_: crate::change::Broken) -> Self {
        Self::Broken
    }
}
