//! Sections by review.

use crate::{
    questionnaire::{Ask, Questionnaire, Slug},
    survey::release::{Apart, Cell, Change, GroupCells, Mean, Reason, Score},
};
use std::cmp::Reverse;

/// What a released review says of a group.
#[derive(Clone, Copy, Debug)]
pub struct Review<'a> {
    /// What was asked.
    pub form: &'a Questionnaire,
    /// What is shown of the group, section by section as in the form.
    pub cells: &'a GroupCells,
}

/// A section through the reviews.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Which, across versions.
    pub section: Slug,
    /// What it is called in the last review that has it.
    pub title: String,
    /// What each review says, the newest first.
    pub numbers: Vec<Number>,
    /// Whether opinions are divided in the newest review; `None` where that is not said.
    pub divided: Option<bool>,
}

/// What a review says of a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    /// This.
    Shown(Score),
    /// Nothing, for this reason.
    Hidden(Reason),
    /// It did not ask about it.
    NotAsked,
}

impl Number {
    /// The score, where there is one.
    pub fn score(&self) -> Option<&Score> {
        match self {
            Self::Shown(score) => Some(score),
            Self::Hidden(_) | Self::NotAsked => None,
        }
    }

    /// Whether it goes on from the review before: then it was compared with that, whatever came of it. Otherwise the two are of other
    /// questions or other people, and no line leads from one to the other.
    pub fn continues(&self) -> bool {
        match self.score().and_then(|score| score.change) {
            None | Some(Change::NotComparable(Apart::NewUnit | Apart::OtherMembers | Apart::OtherQuestions)) => false,
            Some(
                Change::NotComparable(Apart::HiddenThen | Apart::Coded) | Change::Rose(_) | Change::Fell(_) | Change::NotClear,
            ) => true,
        }
    }
}

impl Row {
    /// What the newest review says.
    pub fn newest(&self) -> Option<&Score> {
        self.numbers.first().and_then(Number::score)
    }

    /// The newest mean.
    pub fn mean(&self) -> Option<Mean> {
        self.newest().map(|score| score.mean)
    }

    /// How it moved in the newest review.
    pub fn change(&self) -> Option<Change> {
        self.newest().and_then(|score| score.change)
    }

    /// By how many tenths of a point it fell in the newest review, clearly.
    pub fn fell(&self) -> Option<u8> {
        match self.change() {
            Some(Change::Fell(tenths)) => Some(tenths),
            _ => None,
        }
    }

    /// By how many tenths of a point it rose in the newest review, clearly.
    pub fn rose(&self) -> Option<u8> {
        match self.change() {
            Some(Change::Rose(tenths)) => Some(tenths),
            _ => None,
        }
    }

    fn is_divided(&self) -> bool {
        self.divided == Some(true)
    }
}

/// The rows of these reviews, the newest first: first the sections of the newest as it asks them, then those that only earlier
/// ones asked. Sections without a question on the scale have no row.
pub fn board(reviews: &[Review]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for (at, review) in reviews.iter().enumerate() {
        for (section, cells) in review.form.sections.iter().zip(&review.cells.sections) {
            if !section.questions.iter().any(|question| matches!(question.ask, Ask::Scale { .. })) {
                continue;
            }
            let number = match &cells.score {
                Cell::Shown(score) => Number::Shown(*score),
                Cell::Hidden(reason) => Number::Hidden(*reason),
            };
            let row = match rows.iter_mut().find(|row| row.section == section.id) {
                Some(row) => row,
                None => rows.push_mut(Row {
                    section: section.id.clone(),
                    title: section.title.clone(),
                    numbers: vec![Number::NotAsked; reviews.len()],
                    divided: cells.divided.filter(|_| at == 0),
                }),
            };
            row.numbers[at] = number;
        }
    }
    rows
}

/// What stands first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Where opinions are divided; then what fell, then what is lowest.
    #[default]
    Divided,
    /// What is lowest.
    Lowest,
    /// What fell most; what rose most stands last.
    Fell,
}

impl Order {
    /// Sorts rows; those that are alike stay as they were asked, and those without a number come last.
    pub fn sort(self, rows: &mut [Row]) {
        let lowest = |row: &Row| row.mean().map_or(u8::MAX, |mean| mean.tenths);
        let moved = |row: &Row| i16::from(row.fell().unwrap_or(0)) - i16::from(row.rose().unwrap_or(0));
        match self {
            Self::Divided => rows.sort_by_key(|row| (!row.is_divided(), Reverse(row.fell()), lowest(row))),
            Self::Lowest => rows.sort_by_key(lowest),
            Self::Fell => rows.sort_by_key(|row| (row.newest().is_none(), Reverse(moved(row)), lowest(row))),
        }
    }
}
