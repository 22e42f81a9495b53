//! What goes into a release: the survey's shape, the opened answers, and the release before.

use super::Release;
use crate::survey::{Kind, Mode};
use serde::{Deserialize, Serialize};

/// The shape of a closed survey: what was asked, and of which groups.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Design {
    /// What it is about.
    pub kind: Kind,
    /// Whether answers carry names. Open surveys are shown as they are; imported ones are confidential.
    pub mode: Mode,
    /// The threshold: how many answers a cell needs. Open surveys ignore it.
    pub k: u8,
    /// What was asked, in order.
    pub sections: Vec<SectionShape>,
    /// The tree of units, parents before their children. The first is everybody; it alone has no parent. A group that is
    /// nobody's parent is a leaf: a reporting unit.
    pub units: Vec<Unit>,
    /// Self-declared attributes, each of which divides those who declared it.
    pub attributes: Vec<Attribute>,
}

/// A segment of the questionnaire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionShape {
    /// Which, across versions.
    pub id: String,
    /// Its questions, in order.
    pub questions: Vec<QuestionShape>,
}

/// A question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionShape {
    /// Which, within the questionnaire.
    pub id: String,
    /// What makes it the same question as one of an earlier survey: its id, version and wording. Only equal identities are
    /// compared.
    pub identity: String,
    /// How it is answered.
    pub measure: Measure,
}

/// How a question is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Agreement from 1 to 5, or not applicable.
    Scale {
        /// Worded so that agreement is unfavourable: an answer v counts as 6 - v, so that higher is always better.
        reversed: bool,
    },
    /// How likely one would recommend, from 0 to 10.
    Recommend,
    /// One of several.
    Single {
        /// How many there are.
        options: usize,
    },
    /// Any of several.
    Multiple {
        /// How many there are.
        options: usize,
    },
    /// Free text.
    Text,
}

/// A group of the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// The index of the group that holds it; less than its own. `None` for everybody.
    pub parent: Option<usize>,
    /// How many people of the roster are in it, with all below; `None` where nobody knows (an imported survey).
    pub invited: Option<usize>,
}

/// An attribute with its coarse bands. Bands do not overlap; who withholds is in none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attribute {
    /// Which: "tenure".
    pub id: String,
    /// Its bands, in order.
    pub bands: Vec<String>,
}

/// The opened answers of one respondent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ballot {
    /// The index of their leaf in [`Design::units`].
    pub unit: usize,
    /// For each attribute the index of their band; `None` or missing when withheld.
    pub bands: Vec<Option<usize>>,
    /// For each question, in the order of sections and questions, what they answered; `None` or missing when skipped.
    pub values: Vec<Option<Value>>,
    /// Who it is from, in open surveys only: it stands beside their texts.
    pub by: Option<String>,
}

/// One answer. What does not fit its question's [`Measure`] (a 7 on the scale, an option that is not there) counts as
/// skipped: the browser that sealed it is not ours to trust.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Value {
    /// 1 to 5, as worded (not turned).
    Scale(u8),
    /// Not applicable: no answer to this question.
    NotApplicable,
    /// 0 to 10.
    Recommend(u8),
    /// The index of an option.
    Single(usize),
    /// Indices of options; one that occurs twice counts once.
    Multiple(Vec<usize>),
    /// A text; white space alone counts as skipped.
    Text(String),
}

/// The last release of the same kind of survey, to tell what changed.
#[derive(Clone, Copy, Debug)]
pub struct Previous<'a> {
    /// What it was computed for.
    pub design: &'a Design,
    /// What was shown.
    pub release: &'a Release,
    /// For each of our units the same one then.
    pub units: &'a [Option<Then>],
}

/// A unit at the time of the last release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Then {
    /// Its index in the last design's units.
    pub unit: usize,
    /// Members then.
    pub then: usize,
    /// Members now.
    pub now: usize,
    /// People who were members then and are now.
    pub common: usize,
}
