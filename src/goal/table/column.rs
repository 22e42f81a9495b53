//! The columns of a table of goals.

use crate::import::plain;
use serde::{Deserialize, Serialize};

/// A column, by what stands in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// What the goal is called. No table is without it.
    Title,
    /// "Objective", "Key result", "KPI", "Learning" or "Commitment". No table is without it.
    Kind,
    /// "Person", "Team" or "Company". Where it is empty, Team says it: the company's where that is "Company", a team's where it names
    /// one, else a person's.
    Level,
    /// Who answers for it, by address, number or name. No table is without it.
    Owner,
    /// Whose it is, where it is a team's.
    Team,
    /// What it is about; it may have several lines.
    About,
    /// From which day: 2027-01-31, 2027/01/31 or 31.1.2027.
    From,
    /// By which day. Where it is empty, the last day of its cycle.
    By,
    /// "Number", "Percent", "Money", "Yes/no" or "Milestones". Where it is empty, the cells behind it say it.
    Measure,
    /// What its numbers are numbers of, or in which currency.
    Unit,
    /// Where its number is at first; nothing said is 0.
    Start,
    /// Where its number is to be.
    Target,
    /// The lower end of its healthy range.
    AtLeast,
    /// The upper end of its healthy range.
    AtMost,
    /// Its milestones: each on a line of its own, or parted by semicolons on one line.
    Milestones,
    /// How far it is, in numbers: "296", "40%", "yes"; of milestones, how many.
    Value,
    /// What the goal is called that it serves: one of this table, or one that is there.
    Serves,
    /// "Contributes" or "Supports". Where it is empty it contributes, if it can.
    Link,
    /// How much it weighs among those that move the same goal: from 1 to 100; nothing said is 1.
    Weight,
    /// The project that it belongs to.
    Project,
    /// The cycle that it belongs to.
    Cycle,
    /// What it is tagged with, written as milestones are.
    Tags,
    /// "Education" or "Certification".
    LearningBy,
    /// Who teaches or certifies.
    Provider,
    /// The last day on which the certificate holds.
    Expires,
    /// Whether colleagues see it, where it is a person's: "Yes" or "No".
    Open,
    /// How far it is, in a word. Not read.
    Status,
    /// How sure its owner is, from 0 to 10. Not read.
    Sure,
    /// How far it is, in percent of its way. Not read.
    Progress,
    /// How well it was reached, from 0 to 1. Not read.
    Grade,
    /// "Done" or "Dropped"; empty while it is under way. What has ended is not begun again.
    Ended,
}

impl Column {
    /// All of them, in the order in which they are written.
    pub const ALL: [Self; 31] = [
        Self::Title,
        Self::Kind,
        Self::Level,
        Self::Owner,
        Self::Team,
        Self::About,
        Self::From,
        Self::By,
        Self::Measure,
        Self::Unit,
        Self::Start,
        Self::Target,
        Self::AtLeast,
        Self::AtMost,
        Self::Milestones,
        Self::Value,
        Self::Serves,
        Self::Link,
        Self::Weight,
        Self::Project,
        Self::Cycle,
        Self::Tags,
        Self::LearningBy,
        Self::Provider,
        Self::Expires,
        Self::Open,
        Self::Status,
        Self::Sure,
        Self::Progress,
        Self::Grade,
        Self::Ended,
    ];

    /// What it is called in a header.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Title => "Title",
            Self::Kind => "Kind",
            Self::Level => "Level",
            Self::Owner => "Owner",
            Self::Team => "Team",
            Self::About => "About",
            Self::From => "From",
            Self::By => "By",
            Self::Measure => "Measure",
            Self::Unit => "Unit",
            Self::Start => "Start",
            Self::Target => "Target",
            Self::AtLeast => "At least",
            Self::AtMost => "At most",
            Self::Milestones => "Milestones",
            Self::Value => "Value",
            Self::Serves => "Serves",
            Self::Link => "Link",
            Self::Weight => "Weight",
            Self::Project => "Project",
            Self::Cycle => "Cycle",
            Self::Tags => "Tags",
            Self::LearningBy => "Learning by",
            Self::Provider => "Provider",
            Self::Expires => "Expires",
            Self::Open => "Open",
            Self::Status => "Status",
            Self::Sure => "Sure",
            Self::Progress => "Progress",
            Self::Grade => "Grade",
            Self::Ended => "Ended",
        }
    }

    /// The column with this name in a header, whatever its case and what parts its words.
    pub fn named(name: &str) -> Option<Self> {
        let name = plain(name);
        Self::ALL.into_iter().find(|column| column.name().eq_ignore_ascii_case(&name))
    }
}
