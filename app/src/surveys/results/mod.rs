//! What came of a survey: the page, and what it shows. All of it is a function of the release.

mod page;
mod part;
#[cfg(feature = "ssr")]
pub mod shown;

pub use page::Results;
pub use part::{Questions, SectionCard};

use serde::{Deserialize, Serialize};

/// Something that is shown, or the sentence that says why it is not.
pub type Shown<T> = Result<T, String>;

/// The address of a survey's results of one unit.
#[cfg(feature = "ssr")]
pub fn address(survey: waymark::SurveyId, unit: usize) -> String {
    format!("/surveys/{survey}/results?unit={unit}")
}

/// A unit that the reader may choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Its number.
    pub unit: usize,
    /// What it is called.
    pub label: String,
    /// How deep it is in the tree.
    pub level: u8,
}

/// What is shown of a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Out {
    /// The units to choose from.
    pub choices: Vec<Choice>,
    /// The chosen one.
    pub unit: usize,
    /// What it is called.
    pub label: String,
    /// How many were asked; `None` where nobody knows.
    pub asked: Option<usize>,
    /// How many of them answered.
    pub participation: Shown<String>,
    /// How many answered.
    pub respondents: String,
    /// The threshold.
    pub k: u8,
    /// Whether the survey has no groups beside everybody.
    pub is_only: bool,
    /// What is most worth knowing.
    pub headline: Vec<String>,
    /// Why nothing is compared with the last survey, where all of it has the same reason.
    pub apart: Option<String>,
    /// Whether anything is compared with an earlier survey.
    pub has_changes: bool,
    /// The sections.
    pub sections: Vec<SectionShown>,
}

/// "1 answer", "fewer than 10 answers".
pub fn answers(count: &str) -> String {
    format!("{count} {}", if count == "1" { "answer" } else { "answers" })
}

/// A section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionShown {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Its score; `None` where none of its questions is on the scale.
    pub score: Option<Shown<Figure>>,
    /// Everybody's, beside that of a unit.
    pub everybody: Option<Shown<Figure>>,
    /// Whether opinions are divided, where that is said.
    pub divided: Option<bool>,
    /// Which of its questions the score is built from, where these are not all.
    pub from: Option<String>,
    /// One sentence for why none of its questions on the scale is shown; empty where the section's own says it.
    pub together: Option<String>,
    /// Its questions.
    pub questions: Vec<QuestionShown>,
}

impl SectionShown {
    /// Whether nothing of it is shown.
    pub fn is_silent(&self) -> bool {
        let is_hidden = |answer: &AnswerShown| match answer {
            AnswerShown::Scale(shown, _) => shown.is_err(),
            AnswerShown::Recommend(shown) => shown.is_err(),
            AnswerShown::Choices(shown) => shown.is_err(),
            AnswerShown::Comments(shown) => shown.is_err(),
        };
        self.questions.iter().all(|question| is_hidden(&question.answer))
    }
}

/// A score.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// As it is published.
    pub number: String,
    /// What it means, in a word.
    pub meaning: String,
    /// How many answered.
    pub answers: String,
    /// How the answers fall: favourable, neutral, unfavourable.
    pub fall: Option<[Bar; 3]>,
    /// How it moved.
    pub change: Option<(Moved, String)>,
}

/// Where something moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Moved {
    /// Up.
    Rose,
    /// Down.
    Fell,
    /// Nowhere that is clear.
    NotClear,
    /// It cannot be said.
    Apart,
}

/// A share, to draw and to read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bar {
    /// How long it is drawn, of 100.
    pub length: u8,
    /// What it says.
    pub said: String,
}

/// A question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionShown {
    /// What was asked.
    pub text: String,
    /// Whether it was worded so that agreement is unfavourable.
    pub reversed: bool,
    /// What was answered.
    pub answer: AnswerShown,
}

/// What was answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AnswerShown {
    /// On the scale; beside it everybody's number.
    Scale(Shown<Figure>, Option<String>),
    /// A recommend score, and how many answered.
    Recommend(Shown<(String, String)>),
    /// Options with how often they were chosen, and how many answered.
    Choices(Shown<(Vec<(String, Bar)>, String)>),
    /// What was written, or why it is not here.
    Comments(Result<Vec<Written>, Elsewhere>),
}

/// A comment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// The words.
    pub text: String,
    /// Whose, where answers carried names.
    pub by: Option<String>,
}

/// Why comments are not here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Elsewhere {
    /// In a sentence.
    pub why: String,
    /// The unit where they are, if the reader may see it.
    pub unit: Option<usize>,
}
