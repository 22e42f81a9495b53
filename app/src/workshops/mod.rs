//! Workshops: a team votes on its sections, everybody on a device of their own, sees what came of it at once, and agrees.

mod api;
mod begin;
mod join;
mod page;
mod said;
#[cfg(feature = "ssr")]
mod shown;

#[cfg(feature = "ssr")]
pub use api::{here, may_start, running};
pub use begin::NewWorkshop;
pub use join::{Here, Workshops};
pub use page::Workshop;
#[cfg(feature = "ssr")]
pub use shown::{address, shown};

use serde::{Deserialize, Serialize};
use waymark::workshop::Way;

/// How far a workshop is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Votes are cast, and only how many is shown.
    Voting,
    /// What came of them is shown, and the team talks.
    Revealed,
    /// It is over.
    Closed,
}

/// A workshop, the same for everybody who may see it: it is made once, and told to all who watch. It holds nobody's vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// Which.
    pub id: String,
    /// How often it was changed; votes are no change of it.
    pub version: u32,
    /// As of how much that happened to workshops this is.
    pub as_of: i64,
    /// How far it is.
    pub phase: Phase,
    /// How one votes.
    pub way: Way,
    /// What the team is called.
    pub team: String,
    /// How many voted on one section at least.
    pub voted: u32,
    /// How many may vote.
    pub of: u32,
    /// In the order of the questionnaire; from the reveal on in the order of talking.
    pub sections: Vec<SectionShown>,
}

/// A section of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionShown {
    /// Which.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What one reads before one votes.
    pub about: String,
    /// How many voted on it; nothing from the reveal on, where what is said of it says so.
    pub voted: Option<u32>,
    /// What is shown of the votes, from the reveal on.
    pub revealed: Option<Revealed>,
}

/// What is shown of the votes on a section, and what the team agrees on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revealed {
    /// In a sentence.
    pub said: String,
    /// How many chose what, drawn; empty where that is not shown.
    pub picture: String,
    /// Whether opinions are divided.
    pub divided: bool,
    /// What the team agrees on, once it does.
    pub consensus: Option<Agreed>,
}

/// What a team agrees on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreed {
    /// Where they stand, as it is sent.
    pub typed: String,
    /// As it is said.
    pub said: String,
    /// What it means, from 1 (very low) to 5 (very good).
    pub level: u8,
    /// Why, or what follows.
    pub note: String,
}

/// A workshop that goes on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Running {
    /// Which.
    pub id: String,
    /// What the team is called.
    pub team: String,
    /// Whether votes are cast, and not talked about yet.
    pub votes: bool,
    /// Whether the reader votes in it.
    pub mine: bool,
}

impl Shown {
    /// The section with this id.
    pub fn section(&self, id: &str) -> Option<&SectionShown> {
        self.sections.iter().find(|section| section.id == id)
    }
}

/// Where a section stands on the page of its workshop. With a word before it, it is the name of nothing else on the page.
pub fn anchor(section: &str) -> String {
    format!("on-{section}")
}
