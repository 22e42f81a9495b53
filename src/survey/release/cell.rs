//! What comes out: the published cells, and how numbers are coded. Pages, interface and exports show these and nothing else.

use crate::survey::Mode;
use serde::{Deserialize, Serialize};

/// The one fixed set of cells that a closed survey publishes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    /// Whether answers carried names; then nothing is hidden or coded.
    pub mode: Mode,
    /// The threshold that was applied.
    pub k: u8,
    /// For each of the design's units, in the same order.
    pub units: Vec<GroupCells>,
    /// For each of the design's attributes, for each of its bands, in the same order.
    pub attributes: Vec<Vec<GroupCells>>,
}

/// What is published about one group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupCells {
    /// How many of the invited responded.
    pub participation: Cell<Share>,
    /// How many responded.
    pub respondents: Count,
    /// For each section of the design.
    pub sections: Vec<SectionCells>,
}

/// What is published about a section in a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionCells {
    /// The section's score: the mean of the published means of its questions, or where a unit shows its score alone the
    /// mean of all answers. Hidden with [`Reason::NoScale`] when it has no question on the scale.
    pub score: Cell<Score>,
    /// Which of its questions the score is built from: indices into the section's questions, ascending. Empty when hidden.
    pub built_from: Vec<usize>,
    /// Whether opinions are divided, see [`divided`](super::divided); `None` where that is not said.
    pub divided: Option<bool>,
    /// For each question of the section.
    pub questions: Vec<QuestionCells>,
}

/// What is published about a question in a group, by its measure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuestionCells {
    /// Of a question on the scale.
    Scale(Cell<Score>),
    /// Of a recommend question.
    Recommend(Cell<Recommend>),
    /// Of a choice: for each option the share of those who answered the question that chose it.
    Choices(Cell<Choices>),
    /// Of a text question.
    Comments(Cell<Vec<Comment>>),
}

/// What somebody wrote.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Comment {
    /// Their words.
    pub text: String,
    /// Who they are; open surveys only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

/// Something that is published, or why it is not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cell<T> {
    /// It is.
    Shown(T),
    /// It is not.
    Hidden(Reason),
}

impl<T> Cell<T> {
    /// What is published, if anything.
    pub fn shown(&self) -> Option<&T> {
        match self {
            Self::Shown(value) => Some(value),
            Self::Hidden(_) => None,
        }
    }

    /// Why nothing is published, if nothing is.
    pub fn hidden(&self) -> Option<Reason> {
        match self {
            Self::Shown(_) => None,
            Self::Hidden(reason) => Some(*reason),
        }
    }
}

/// Why something is not published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Fewer answers than the threshold, or than this kind of result needs; or none at all.
    TooFew,
    /// There would be enough answers, but with other results it would tell about fewer people than the threshold, or leave
    /// somebody fewer than three possible answers.
    Protecting,
    /// Only the section's score is shown for this group.
    SectionsOnly,
    /// Shown for everybody together only.
    CompanyOnly,
    /// Comments of this unit stand at the unit with this index, which holds it.
    AtUnit(usize),
    /// Comments of this unit stand at the units within it.
    InUnits,
    /// Never shown for attributes.
    NotByAttribute,
    /// Nobody knows how many were invited.
    NoRoster,
    /// The section has no question on the scale.
    NoScale,
}

/// A score from 1.0 to 5.0; higher is better, since answers to reverse-worded questions are turned (6 - v).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Score {
    /// The mean of the answers.
    pub mean: Mean,
    /// For a question: how many answered it. For a section: how many answered the question of it that most did.
    pub answers: Count,
    /// How the answers fall; from ten answers, and never where it would pin somebody's answer.
    pub distribution: Option<Distribution>,
    /// The standard error of the mean in hundredths of a point, a function of the numbers above; from ten answers.
    pub error: Option<u16>,
    /// How it moved since the last release; `None` when there is none.
    pub change: Option<Change>,
}

/// A rounded mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mean {
    /// In tenths of a point: 10 to 50.
    pub tenths: u8,
    /// Whether it stands for the values beyond it, too.
    pub code: Code,
    /// What it is rounded to, half up.
    pub step: Step,
}

/// Whether a number is what it says or an end that stands for all values beyond it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// What it says, to its step.
    Exact,
    /// That or higher.
    OrHigher,
    /// That or lower.
    OrLower,
}

/// What a mean is rounded to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// The nearest tenth of a point.
    Tenth,
    /// The nearest half point.
    Half,
}

impl Step {
    /// Its length in tenths of a point.
    pub fn tenths(self) -> u8 {
        match self {
            Self::Tenth => 1,
            Self::Half => 5,
        }
    }
}

/// How many: never a number below ten, unless the survey is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Count {
    /// Fewer than ten, perhaps none.
    UnderTen,
    /// 10 to 19.
    TenToNineteen,
    /// 20 or more, to the nearest five.
    About(usize),
    /// This many; open surveys only.
    Exact(usize),
}

/// A share in per cent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// 0 to 100; in steps of ten from 10 to 90, half up, unless the survey is open.
    pub percent: u8,
    /// 10 stands for "or less", 90 for "or more", unless the survey is open.
    pub code: Code,
}

/// How answers fall into three buckets, in shares of the answers. They need not add up to 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Distribution {
    /// 1 and 2.
    pub unfavourable: Share,
    /// 3.
    pub neutral: Share,
    /// 4 and 5.
    pub favourable: Share,
}

/// A recommend score: the share of promoters (9, 10) less that of detractors (0 to 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recommend {
    /// -100 to 100, to the nearest ten between -90 and 90, half up; to the nearest one when open.
    pub score: i8,
    /// Whether it is an end.
    pub code: Code,
    /// How many answered.
    pub answers: Count,
}

/// How often each option was chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choices {
    /// For each option the share of those who answered that chose it.
    pub shares: Vec<Share>,
    /// How many answered.
    pub answers: Count,
}

/// How a score moved since the last release. A function of the numbers that both releases show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Up by this many tenths of a point, clearly.
    Rose(u8),
    /// Down by this many tenths of a point, clearly.
    Fell(u8),
    /// Too little to tell from chance.
    NotClear,
    /// There is nothing to compare with.
    NotComparable(Apart),
}

/// Why two scores are not compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Apart {
    /// There was no such unit.
    NewUnit,
    /// Fewer than 70 % of the members are the same people.
    OtherMembers,
    /// The question is new or was worded differently; a section, if any of its questions was.
    OtherQuestions,
    /// It was not shown then.
    HiddenThen,
    /// One is an end code, and the other does not lie clear of it.
    Coded,
}
