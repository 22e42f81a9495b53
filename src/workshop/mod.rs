//! Workshops: a team looks at itself together, votes at once, and talks about what divides it.
//!
//! A lead opens a workshop with sections of the team's questionnaire. Everybody votes on a device of their own, and may leave out what
//! they want. Until the reveal only how many have voted is shown ([`Progress`]). Then what may be shown appears for all at once: a [`Tally`]
//! a section. Votes are not anonymous and pages say so; but a vote is shown as part of a tally only, and after the reveal there are
//! only tallies: a [`Workshop`] holds no vote, and the store drops the [`Ballot`]s in the same transaction. Then the team talks, in the order
//! of [`Workshop::talk`], and the lead writes down what they agree on ([`Consensus`]). A closed workshop changes no more.
//!
//! Verbs ([`open`], [`Workshop::cast`], [`Workshop::reveal`], ...) are rules: from the workshop as it is to the one that it becomes, or why
//! not. They read no clock and no chance, so the same rule runs at the button in the browser and in the transaction.

mod code;
mod part;
mod progress;
mod said;
mod talk;
mod tally;
#[cfg(test)]
mod tests;
mod verb;
mod vote;

pub use code::{Code, NotACode};
pub use part::{Part, participants};
pub use progress::{Progress, Turnout};
pub use said::Stand;
pub use tally::{Colours, Counts, DISTRIBUTION_FROM, Detail, MAJORITY_FROM, Most, Tally, Trends, detail};
pub use verb::{LONGEST_NOTE, MOST_SECTIONS, Refused, Wanted, open};
pub use vote::{Ballot, Colour, Light, NoVote, OffScale, Points, Trend, Vote, Way};

use crate::{
    CycleId, PersonId, TeamId, Version,
    id::WorkshopId,
    questionnaire::{self, Ask, Questionnaire, Slug},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A team's live workshop. It holds what everybody in it may see, and so no vote of anybody. Stored as JSON: names and meanings stay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workshop {
    /// Which.
    pub id: WorkshopId,
    /// Of which team, with the teams within it.
    pub team: TeamId,
    /// The cycle that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cycle: Option<CycleId>,
    /// Who opened it, and so does not vote.
    pub opened_by: PersonId,
    /// By what it is found while it goes on. It opens no door: who may come in follows from the team.
    pub code: Code,
    /// How one votes.
    pub way: Way,
    /// 1 to [`MOST_SECTIONS`], in the order of the questionnaire; no two with the same id.
    pub sections: Vec<Section>,
    /// When it was opened.
    pub opened: Timestamp,
    /// How far it is.
    pub stage: Stage,
    /// How many had voted at the reveal. Their ballots are gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turnout: Option<Turnout>,
    /// How often it was changed.
    pub version: Version,
}

/// How far a workshop is. It never goes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Votes are cast, and only how many is shown.
    Voting,
    /// The tallies are shown, nobody votes any more, and the team talks.
    Revealed {
        /// Since when.
        at: Timestamp,
    },
    /// It is over, and stands in the team's history.
    Closed {
        /// Since when.
        at: Timestamp,
    },
}

/// What is voted on: a section of the team's questionnaire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Topic {
    /// Which section, across versions of the questionnaire.
    pub id: Slug,
    /// What it is called: 1 to [`questionnaire::LONGEST_SECTION_TITLE`] characters.
    pub title: String,
    /// What one reads before one votes: at most [`questionnaire::LONGEST_ABOUT`] characters, newlines allowed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub about: String,
}

/// A topic and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// What is voted on.
    #[serde(flatten)]
    pub topic: Topic,
    /// What is shown of the votes; from the reveal on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tally: Option<Tally>,
    /// What the team agrees on, once it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consensus: Option<Consensus>,
}

/// What a team agrees on, after it has talked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consensus {
    /// Where they stand, said as a vote is.
    pub stand: Vote,
    /// Why, or what follows; empty where nothing was written. At most [`LONGEST_NOTE`] characters.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl Topic {
    /// The sections of a questionnaire that can be voted on: those with a question on the scale, as on the board of the team's health.
    pub fn all_of(form: &Questionnaire) -> Vec<Self> {
        let is_rated = |section: &&questionnaire::Section| {
            section.questions.iter().any(|question| matches!(question.ask, Ask::Scale { .. }))
        };
        form.sections.iter().filter(is_rated).map(Self::from).collect()
    }
}

impl From<&questionnaire::Section> for Topic {
    fn from(section: &questionnaire::Section) -> Self {
        Self { id: section.id.clone(), title: section.title.clone(), about: section.about.clone() }
    }
}

impl From<Topic> for Section {
    fn from(topic: Topic) -> Self {
        Self { topic, tally: None, consensus: None }
    }
}

impl Section {
    /// Where the team stands: what it agreed on, or else what the tally shows; nothing before the reveal.
    pub fn stand(&self) -> Option<Stand<'_>> {
        let tally = self.tally.as_ref()?;
        Some(self.consensus.as_ref().map_or(Stand::Voted(tally), |consensus| Stand::Agreed(consensus.stand)))
    }
}

impl Workshop {
    /// The section with this id, if there is one.
    pub fn section(&self, id: &Slug) -> Option<&Section> {
        self.sections.iter().find(|section| section.topic.id == *id)
    }

    /// Whether it goes on: votes are cast, or the team talks.
    pub fn is_open(&self) -> bool {
        !matches!(self.stage, Stage::Closed { .. })
    }
}
