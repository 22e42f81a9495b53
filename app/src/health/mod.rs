//! Team health: what the reviews of a group say over cycles, and what is done about it. All numbers are those of releases.

#[cfg(feature = "ssr")]
mod across;
mod api;
#[cfg(feature = "ssr")]
mod board;
mod company;
mod compare;
mod dashboard;
#[cfg(feature = "ssr")]
mod words;
#[cfg(feature = "ssr")]
pub mod workshops;

pub use company::{Company, say};
pub use compare::Compare;
pub use dashboard::{Dashboard, follow_choice, forget_elsewhere};
#[cfg(feature = "ssr")]
pub use {
    across::within,
    api::asked,
    board::{Asked, brief, health},
    words::sentences,
};

use crate::surveys::results::{Moved, SectionShown};
use serde::{Deserialize, Serialize};

/// What a group's reviews say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Health {
    /// The page it is on.
    pub base: String,
    /// What is most worth knowing, a sentence each.
    pub lead: Vec<String>,
    /// Which review that is, and how many took part; empty without one.
    pub about: String,
    /// What a team without numbers of its own can do.
    pub offers: Vec<Offered>,
    /// Sections by review, drawn; empty without a review.
    pub heat: String,
    /// What the rows are sorted by, as in the address.
    pub sort: String,
    /// How the table is to be read.
    pub notes: Vec<String>,
    /// The section that is looked at.
    pub section: Option<Panel>,
    /// What else the newest review asked: what was written, what was chosen.
    pub others: Vec<SectionShown>,
    /// Where the newest review's results are, with files of them.
    pub results: String,
}

/// A section that is looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Panel {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// How it moved, or that it divides.
    pub pill: Option<(Moved, String)>,
    /// Its numbers over the reviews, drawn; empty where there is none.
    pub chart: String,
    /// The review that it is from, where the newest did not ask about it.
    pub earlier: Option<String>,
    /// What that review says of it.
    pub shown: SectionShown,
    /// Which review that is.
    pub survey: String,
    /// Where all its results of the group are.
    pub results: String,
}

/// What a team is offered, and where that is done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offered {
    /// In a sentence.
    pub text: String,
    /// An address and the words for it.
    pub link: Option<(String, String)>,
}

/// A group beside others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Across {
    /// Groups by section, drawn.
    pub heat: String,
    /// Which review that is.
    pub about: String,
    /// How many groups there are no lines for.
    pub more: usize,
}

/// The last review of a group in a few words, for the home page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brief {
    /// Where the whole of it is.
    pub href: String,
    /// Of whom.
    pub name: String,
    /// What is most worth knowing, a sentence each.
    pub lead: Vec<String>,
    /// Which review, and how many actions there are.
    pub about: String,
}
