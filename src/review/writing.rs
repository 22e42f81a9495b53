//! What somebody writes in a review, field by field. Whoever saves says how much of a field they saw, so that two tabs never lose a word.

use super::{
    answer::{self, NotAnAnswer},
    pen::{Arrives, Pen, arrives},
};
use crate::{GoalId, questionnaire::Slug};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt, str::FromStr};

/// The longest text of a field, in characters: some 3,000 words.
pub const LONGEST_TEXT: usize = 20_000;

/// Which field.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Slot {
    /// The answer to a question.
    Answer(Slug),
    /// The grade of a goal, in tenths: "0" to "10"; empty for none.
    Grade(GoalId),
    /// A sentence about how a goal went.
    Words(GoalId),
    /// A manager's own notes.
    Notes,
    /// What a peer would like somebody to go on with.
    Keep,
    /// What a peer would like somebody to do otherwise.
    Change,
}

/// A text that names no field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotASlot;

impl fmt::Display for NotASlot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no field of a review")
    }
}

impl std::error::Error for NotASlot {}

impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Answer(question) => write!(f, "answer.{question}"),
            Self::Grade(goal) => write!(f, "grade.{goal}"),
            Self::Words(goal) => write!(f, "words.{goal}"),
            Self::Notes => f.write_str("notes"),
            Self::Keep => f.write_str("keep"),
            Self::Change => f.write_str("change"),
        }
    }
}

impl FromStr for Slot {
    type Err = NotASlot;

    fn from_str(text: &str) -> Result<Self, NotASlot> {
        let goal = |id: &str| id.parse().map_err(|_| NotASlot);
        match text.split_once('.') {
            Some(("answer", question)) => Slug::new(question).map(Self::Answer).map_err(|_| NotASlot),
            Some(("grade", id)) => goal(id).map(Self::Grade),
            Some(("words", id)) => goal(id).map(Self::Words),
            None if text == "notes" => Ok(Self::Notes),
            None if text == "keep" => Ok(Self::Keep),
            None if text == "change" => Ok(Self::Change),
            _ => Err(NotASlot),
        }
    }
}

impl TryFrom<String> for Slot {
    type Error = NotASlot;

    fn try_from(text: String) -> Result<Self, NotASlot> {
        text.parse()
    }
}

impl From<Slot> for String {
    fn from(slot: Slot) -> Self {
        slot.to_string()
    }
}

/// A field as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stored {
    /// What stands there.
    pub text: String,
    /// How often it was written.
    pub revision: u32,
    /// By which page last; nothing for a form without script.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pen: Option<Pen>,
}

/// A change after the other side saw it: what was there before stays to be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amendment {
    /// When.
    pub at: Timestamp,
    /// Of which field.
    pub slot: Slot,
    /// What stood there before; empty where nothing did.
    pub before: String,
}

/// Everything that somebody wrote in one role. Stored as JSON: names and meanings stay.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Writing {
    /// What stands in each field; none where nothing was ever written.
    #[serde(default)]
    pub fields: BTreeMap<Slot, Stored>,
    /// What was changed after it was seen, the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub amendments: Vec<Amendment>,
}

/// What is to stand in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// In which.
    pub slot: Slot,
    /// What.
    pub text: String,
    /// The revision that was seen; 0 where nothing stood there.
    pub seen: u32,
    /// Which page sends it; nothing for a form without script.
    pub pen: Option<Pen>,
}

/// A field that was written by another page meanwhile: both are shown, and who writes chooses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Met {
    /// Which.
    pub slot: Slot,
    /// What stands there now.
    pub now: String,
    /// Its revision: to write over it knowingly.
    pub revision: u32,
}

/// Why nothing was saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SaveRefused {
    /// These were written meanwhile.
    Met(Vec<Met>),
    /// What is to stand in this field does not fit it.
    Wrong(Slot, NotAnAnswer),
    /// There is no such field.
    Unknown,
    /// The other side has seen it: a change of it is an amendment.
    Seen,
    /// It is as wanted already.
    Nothing,
}

/// What stands in a field of grades, where it is one: tenths from 0 to 10.
fn is_grade(text: &str) -> bool {
    text.is_empty() || text.parse::<u8>().is_ok_and(|tenths| tenths <= 10)
}

impl Writing {
    /// What stands in a field; empty where nothing does.
    pub fn text(&self, slot: &Slot) -> &str {
        self.fields.get(slot).map_or("", |stored| &stored.text)
    }

    /// How often a field was written.
    pub fn revision(&self, slot: &Slot) -> u32 {
        self.fields.get(slot).map_or(0, |stored| stored.revision)
    }

    /// The grade of a goal, in tenths.
    pub fn grade(&self, goal: GoalId) -> Option<u8> {
        self.text(&Slot::Grade(goal)).parse().ok()
    }

    /// Whether nothing is written anywhere.
    pub fn is_blank(&self) -> bool {
        self.fields.values().all(|stored| stored.text.trim().is_empty())
    }

    /// How a field was before each of its amendments, the oldest first.
    pub fn amended<'a>(&'a self, slot: &'a Slot) -> impl Iterator<Item = &'a Amendment> {
        self.amendments.iter().filter(move |amendment| amendment.slot == *slot)
    }

    /// With all of these edits, or with none. `fits` says whether a text fits its field.
    ///
    /// # Errors
    ///
    /// [`SaveRefused`]; [`SaveRefused::Nothing`] where all is so already.
    pub fn save(&self, edits: &[Edit], fits: impl Fn(&Slot, &str) -> Result<(), SaveRefused>) -> Result<Self, SaveRefused> {
        let (mut writing, mut met) = (self.clone(), Vec::new());
        for edit in edits {
            check(edit, &fits)?;
            let stored = self.fields.get(&edit.slot);
            if stored.map_or("", |stored| &stored.text) == edit.text {
                continue;
            }
            match arrives(stored.map(|stored| (stored.revision, stored.pen.as_ref())), edit.seen, edit.pen.as_ref()) {
                Arrives::Late => {}
                Arrives::Meeting => met.push(Met {
                    slot: edit.slot.clone(),
                    now: self.text(&edit.slot).to_owned(),
                    revision: self.revision(&edit.slot),
                }),
                Arrives::InTime => writing.put(edit),
            }
        }
        if !met.is_empty() {
            return Err(SaveRefused::Met(met));
        }
        if writing == *self { Err(SaveRefused::Nothing) } else { Ok(writing) }
    }

    fn put(&mut self, edit: &Edit) {
        let revision = self.revision(&edit.slot) + 1;
        self.fields.insert(edit.slot.clone(), Stored { text: edit.text.clone(), revision, pen: edit.pen.clone() });
    }

    /// With a field changed after the other side saw it.
    ///
    /// # Errors
    ///
    /// [`SaveRefused`].
    pub fn amend(
        &self,
        edit: &Edit,
        at: Timestamp,
        fits: impl Fn(&Slot, &str) -> Result<(), SaveRefused>,
    ) -> Result<Self, SaveRefused> {
        let before = self.text(&edit.slot).to_owned();
        let mut writing = self.save(std::slice::from_ref(edit), fits)?;
        writing.amendments.push(Amendment { at, slot: edit.slot.clone(), before });
        Ok(writing)
    }
}

fn check(edit: &Edit, fits: &impl Fn(&Slot, &str) -> Result<(), SaveRefused>) -> Result<(), SaveRefused> {
    let wrong = |why| SaveRefused::Wrong(edit.slot.clone(), why);
    answer::check(&edit.text).map_err(wrong)?;
    if matches!(edit.slot, Slot::Grade(_)) && !is_grade(&edit.text) {
        return Err(wrong(NotAnAnswer::OffScale));
    }
    if edit.pen.as_ref().is_some_and(|pen| !pen.fits()) {
        return Err(SaveRefused::Unknown);
    }
    fits(&edit.slot, &edit.text)
}
