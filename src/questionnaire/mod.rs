//! Questionnaires: versioned sets of sections and questions.
//!
//! The types hold what is being edited, so they can be wrong; [`Questionnaire::check`] says what is. Whatever is stored
//! as a version that can be launched has passed it.

mod bank;
mod check;
mod edit;
pub mod file;
mod identity;
mod problem;
mod said;
mod slug;
#[cfg(test)]
mod tests;

pub use bank::bank;
pub use check::{
    LONGEST_ABOUT, LONGEST_HELP, LONGEST_OPTION, LONGEST_QUESTION, LONGEST_SECTION_TITLE, LONGEST_TITLE, MOST_OPTIONS,
    MOST_QUESTIONS, MOST_QUESTIONS_A_SECTION, MOST_SECTIONS,
};
pub use edit::Direction;
pub use identity::{ChangedIdentities, changed_identities};
pub use problem::{Fault, Field, Place, Problem, Spot};
pub use slug::{LONGEST_ID, NotASlug, Slug};

use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// The answers to a [`Ask::Scale`] beside "Not for me": from strong disagreement to strong agreement.
pub const SCALE: RangeInclusive<u8> = 1..=5;

/// The answers to a [`Ask::Recommend`].
pub const RECOMMEND: RangeInclusive<u8> = 0..=10;

/// What a questionnaire is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// A review of a team's health, answered by the team.
    Team,
    /// A review of the company, answered by everybody.
    Company,
    /// A personal review, answered by a person and their manager with their names.
    Personal,
    /// The revision of each goal at the middle of a cycle.
    MidCycle,
}

impl Purpose {
    /// Every purpose.
    pub const ALL: [Self; 4] = [Self::Team, Self::Company, Self::Personal, Self::MidCycle];

    /// The word for it in files and in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Team => "team",
            Self::Company => "company",
            Self::Personal => "personal",
            Self::MidCycle => "mid-cycle",
        }
    }

    /// Whether a survey is launched with it; the others belong to a person.
    pub fn is_survey(self) -> bool {
        matches!(self, Self::Team | Self::Company)
    }
}

/// A set of sections with questions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Questionnaire {
    /// Stays the same over all versions.
    pub id: Slug,
    /// What it is called: 1 to [`LONGEST_TITLE`] characters.
    pub title: String,
    /// What it is for.
    pub purpose: Purpose,
    /// The language that it is written in: a BCP 47 tag of language, script and region at most ("en", "pt-BR").
    pub lang: String,
    /// What a respondent reads before everything else: at most [`LONGEST_ABOUT`] characters, newlines allowed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub about: String,
    /// 1 to [`MOST_SECTIONS`], in the order in which they are asked.
    pub sections: Vec<Section>,
}

/// A segment of a questionnaire: cohesion, balance, and so on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Unlike that of every other section and question of the questionnaire.
    pub id: Slug,
    /// What it is called: 1 to [`LONGEST_SECTION_TITLE`] characters.
    pub title: String,
    /// What a respondent reads on top of it: at most [`LONGEST_ABOUT`] characters, newlines allowed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub about: String,
    /// 1 to [`MOST_QUESTIONS_A_SECTION`], in the order in which they are asked.
    pub questions: Vec<Question>,
}

/// One thing that is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Stays the same over all versions; unlike that of every other section and question of the questionnaire.
    pub id: Slug,
    /// What is asked: 1 to [`LONGEST_QUESTION`] characters.
    pub text: String,
    /// What helps to answer: at most [`LONGEST_HELP`] characters, newlines allowed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub help: String,
    /// How the manager is asked the same, in a personal review: at most [`LONGEST_QUESTION`] characters. Where it is empty, the person alone is asked.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub mirror: String,
    /// Whether it has to be answered; "Not for me" is an answer. Never so for texts of a survey.
    pub required: bool,
    /// How it is answered.
    pub ask: Ask,
}

/// How a question is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Ask {
    /// By agreement, one of [`SCALE`], or by "Not for me".
    Scale {
        /// Whether agreement is the unhappy answer: 5 counts as 1 then.
        #[serde(default, skip_serializing_if = "is_false")]
        reversed: bool,
    },
    /// By one of [`RECOMMEND`]: how likely somebody is to recommend.
    Recommend,
    /// By one of the options.
    Single {
        /// 2 to [`MOST_OPTIONS`].
        options: Vec<Choice>,
    },
    /// By any of the options.
    Multiple {
        /// 2 to [`MOST_OPTIONS`].
        options: Vec<Choice>,
        /// How many may be chosen: from 1 to as many as there are. `None` for all.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at_most: Option<u8>,
    },
    /// In one's own words.
    Text,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes fields by reference")]
fn is_false(flag: &bool) -> bool {
    !flag
}

/// One option of a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Unlike that of the question's other options.
    pub id: Slug,
    /// What it says: 1 to [`LONGEST_OPTION`] characters.
    pub text: String,
}

impl Ask {
    /// The word for each kind in files and in JSON.
    pub const KINDS: [&'static str; 5] = ["scale", "recommend", "single", "multiple", "text"];

    /// The word for the kind in files and in JSON, one of [`Ask::KINDS`].
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Scale { .. } => "scale",
            Self::Recommend => "recommend",
            Self::Single { .. } => "single",
            Self::Multiple { .. } => "multiple",
            Self::Text => "text",
        }
    }

    /// The options to choose from; none where nothing is chosen.
    pub fn options(&self) -> &[Choice] {
        match self {
            Self::Single { options } | Self::Multiple { options, .. } => options,
            Self::Scale { .. } | Self::Recommend | Self::Text => &[],
        }
    }

    /// Whether such a question has to be answered unless it says otherwise: only a scale, because whoever has no
    /// opinion says "Not for me" there. Everything else would force an answer.
    pub fn required_by_default(&self) -> bool {
        matches!(self, Self::Scale { .. })
    }

    /// How long answering takes, in seconds.
    ///
    /// An assumption, not a measurement. Adults read about 240 words a minute (Brysbaert 2019, a review of 190 studies),
    /// so the dozen words of an item take 3 seconds; choosing among five points takes about as long again, and the rest
    /// is for the slow. Options have to be read before one is chosen. A text is two or three sentences.
    fn seconds(&self) -> u32 {
        let each = |options: &[Choice]| u32::try_from(options.len()).unwrap_or(u32::MAX);
        match self {
            Self::Scale { .. } | Self::Recommend => 10,
            Self::Single { options } => each(options).saturating_mul(2).saturating_add(6),
            Self::Multiple { options, .. } => each(options).saturating_mul(3).saturating_add(6),
            Self::Text => 60,
        }
    }
}

impl Questionnaire {
    /// Every question in order, with the index of its section and the section.
    pub fn questions(&self) -> impl Iterator<Item = (usize, &Section, &Question)> {
        self.sections
            .iter()
            .enumerate()
            .flat_map(|(at, section)| section.questions.iter().map(move |question| (at, section, question)))
    }

    /// The question with this id, if there is one.
    pub fn question(&self, id: &Slug) -> Option<&Question> {
        self.questions().map(|(_, _, question)| question).find(|question| question.id == *id)
    }

    /// About how many minutes answering takes, rounded up; at least 1.
    pub fn minutes(&self) -> u32 {
        let seconds = self.questions().fold(0u32, |sum, (_, _, question)| sum.saturating_add(question.ask.seconds()));
        seconds.div_ceil(60).max(1)
    }

    /// A copy under another id and title. Its questions keep their ids, so they stay comparable with the original's.
    #[must_use]
    pub fn duplicate(&self, id: Slug, title: String) -> Self {
        Self { id, title, ..self.clone() }
    }
}
