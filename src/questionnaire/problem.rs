//! What can be wrong with a questionnaire. The sentences are in `said.rs`.

use super::Slug;
use serde::{Deserialize, Serialize};

/// A rule that a questionnaire does not keep, and where. [`Problem::said`] tells it in a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Where.
    pub at: Place,
    /// What.
    pub fault: Fault,
}

/// A part of a questionnaire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// The questionnaire itself.
    Questionnaire,
    /// A section.
    Section(Spot),
    /// A question.
    Question {
        /// Its section.
        section: Spot,
        /// The question.
        question: Spot,
    },
    /// An option of a question.
    Option {
        /// The question's section.
        section: Spot,
        /// The question.
        question: Spot,
        /// The option.
        option: Spot,
    },
}

/// One of several sections, questions or options: by its place for an editor, by its id, and by its words for people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spot {
    /// Its place among its siblings, from 0.
    pub index: usize,
    /// Its id.
    pub id: Slug,
    /// The beginning of its title or text; empty where that is blank.
    pub words: String,
}

/// A text of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The title of a questionnaire or section.
    Title,
    /// What stands on top of a questionnaire or section.
    About,
    /// The text of a question or option.
    Text,
    /// The help of a question.
    Help,
    /// How the manager is asked the same.
    Mirror,
}

/// What is wrong with a part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fault {
    /// A text is empty or only blanks.
    Blank(Field),
    /// A text is too long.
    TooLong {
        /// Which.
        field: Field,
        /// How many characters it may have.
        at_most: usize,
    },
    /// A text has control characters. Newlines are fine in what stands on top and in helps only.
    ControlCharacter(Field),
    /// The language is not written as a language tag.
    Language,
    /// A questionnaire without sections.
    NoSections,
    /// A section without questions.
    NoQuestions,
    /// A questionnaire with too many sections.
    TooManySections {
        /// How many it may have.
        at_most: usize,
    },
    /// A section with too many questions.
    TooManyInSection {
        /// How many it may have.
        at_most: usize,
    },
    /// A questionnaire with too many questions.
    TooManyQuestions {
        /// How many it may have.
        at_most: usize,
    },
    /// A section has the id of a section or question before it.
    SameIdAsSection,
    /// As [`Fault::SameIdAsSection`], but a question has it.
    SameIdAsQuestion,
    /// An option has the id of an option before it.
    SameIdAsOption,
    /// A question with too few options.
    TooFewOptions {
        /// How many it needs.
        at_least: usize,
    },
    /// A question with too many options.
    TooManyOptions {
        /// How many it may have.
        at_most: usize,
    },
    /// How many options may be chosen is none of 1 to as many as there are.
    AtMost {
        /// How many there are.
        options: usize,
    },
    /// A text of a survey has to be answered: nobody is made to write where writing may give them away.
    TextRequired,
    /// How a manager is asked, in a survey.
    MirrorInSurvey,
    /// A survey without a scale has nothing to compare.
    NoScale,
    /// A second question asks for a recommendation: there is one recommend score.
    SecondRecommend,
}

impl Field {
    /// The word for it in files and on forms.
    pub fn word(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::About => "about",
            Self::Text => "text",
            Self::Help => "help",
            Self::Mirror => "mirror",
        }
    }
}

impl Fault {
    /// The key of the part that is wrong, as files and forms name it.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Blank(field) | Self::TooLong { field, .. } | Self::ControlCharacter(field) => field.word(),
            Self::Language => "lang",
            Self::NoSections | Self::TooManySections { .. } | Self::TooManyQuestions { .. } => "section",
            Self::NoQuestions | Self::TooManyInSection { .. } => "question",
            Self::SameIdAsSection | Self::SameIdAsQuestion | Self::SameIdAsOption => "id",
            Self::TooFewOptions { .. } | Self::TooManyOptions { .. } => "options",
            Self::AtMost { .. } => "at_most",
            Self::TextRequired => "required",
            Self::MirrorInSurvey => "mirror",
            Self::NoScale => "purpose",
            Self::SecondRecommend => "kind",
        }
    }
}
