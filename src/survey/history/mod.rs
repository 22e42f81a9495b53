//! Answers to former surveys, from a table: one row a response, one column a question, one column for the team.
//!
//! Pure: [`read`] says what the answers are and everything that is wrong with them, by line and column. Nothing of it is
//! written unless nothing is wrong.

mod columns;
mod numbers;
mod period;
mod said;
mod values;

#[cfg(test)]
mod tests;

pub use numbers::{Number, numbers_csv};
pub use period::period;

use super::release::Ballot;
use crate::{
    directory::folded,
    import::{Remark, Table},
    questionnaire::Questionnaire,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// From how many rows on a column with another value in most of them is taken for one of people, not of teams.
const MANY_ROWS: usize = 6;

/// What was chosen about a table by hand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chosen {
    /// The name of the column that says the team; found out where it is `None`.
    pub unit: Option<String>,
    /// For ids of questions the names of the columns that answer them.
    pub columns: BTreeMap<String, String>,
}

/// A group of those who answered.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Group {
    /// What it is called; empty for those who are in no team.
    pub name: String,
    /// How many responses it has.
    pub responses: usize,
}

/// What a table says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History {
    /// The column that says the team, if there is one.
    pub unit: Option<usize>,
    /// For each question in order the column that answers it.
    pub columns: Vec<Option<usize>>,
    /// Columns that serve nothing.
    pub unused: Vec<usize>,
    /// The groups by name; none where no column says the team.
    pub groups: Vec<Group>,
    /// The responses; their unit is the place of their group, from 1, or 0 where there are no groups.
    pub ballots: Vec<Ballot>,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

/// Something that is wrong, and where.
pub type Problem = Remark<Why>;

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Why {
    /// The row itself cannot be read.
    Row(crate::import::Why),
    /// No question has this id.
    NoQuestion {
        /// The id that was given.
        id: String,
    },
    /// No column has this name.
    NoColumn {
        /// The columns that there are.
        there: Vec<String>,
    },
    /// The column answers this other question, or says the team, already.
    Twice {
        /// What else it serves.
        other: String,
    },
    /// No column answers any question.
    NothingAnswered {
        /// Ids of questions: what columns could be called.
        ids: Vec<String>,
    },
    /// This is none of 1 to 5.
    OffScale {
        /// What stands there.
        found: String,
    },
    /// This is none of 0 to 10.
    NoRecommendation {
        /// What stands there.
        found: String,
    },
    /// This is none of the options.
    NoOption {
        /// What stands there.
        found: String,
        /// The options' ids.
        options: Vec<String>,
    },
    /// More options than may be chosen.
    TooMany {
        /// The most.
        at_most: usize,
    },
    /// A text that is longer than an answer may be.
    TooLong {
        /// The most bytes.
        at_most: usize,
    },
    /// The cell begins like a formula.
    Formula,
    /// A name that is longer than a team's may be.
    LongName {
        /// The most characters.
        at_most: usize,
    },
    /// The column that should say the team has another value in most rows.
    LikePeople {
        /// How many values.
        values: usize,
        /// In how many rows.
        rows: usize,
    },
}

/// Reads a table as answers to a questionnaire.
pub fn read(table: &Table, form: &Questionnaire, chosen: &Chosen) -> History {
    let mut history = columns::matched(&table.header, form, chosen);
    history.problems.extend(table.problems.iter().map(|problem| Remark {
        line: problem.line,
        column: problem.column.clone(),
        why: Why::Row(problem.why.clone()),
    }));
    // Values are looked at even so: whoever mends a file wants to know everything at once.
    let mut units: Vec<String> = Vec::with_capacity(table.rows.len());
    for (line, cells) in &table.rows {
        if let Some(column) = history.unit {
            match values::unit(&cells[column]) {
                Ok(name) => units.push(name),
                Err(why) => {
                    units.push(String::new());
                    history.problems.push(Remark::cell(*line, &*table.header[column], why));
                }
            }
        }
        let mut answers = Vec::with_capacity(history.columns.len());
        for ((_, _, question), column) in form.questions().zip(&history.columns) {
            let value = column.map_or(Ok(None), |column| values::answer(&question.ask, &cells[column]));
            match value {
                Ok(value) => answers.push(value),
                Err(why) => {
                    answers.push(None);
                    let column = column.map(|column| table.header[column].clone());
                    history.problems.push(Remark { line: Some(*line), column, why });
                }
            }
        }
        history.ballots.push(Ballot { unit: 0, bands: Vec::new(), values: answers, by: None });
    }
    if history.unit.is_some() {
        group(&mut history, &units);
    }
    if let Some(column) = history.unit
        && table.rows.len() >= MANY_ROWS
        && 2 * history.groups.len() > table.rows.len()
    {
        let why = Why::LikePeople { values: history.groups.len(), rows: table.rows.len() };
        history.problems.insert(0, Remark { line: None, column: Some(table.header[column].clone()), why });
    }
    // What is about the whole first, then from top to bottom.
    history.problems.sort_by_key(|problem| problem.line);
    history
}

/// Gathers rows by what they call their team, as the first of them writes it.
fn group(history: &mut History, units: &[String]) {
    let mut groups: BTreeMap<(bool, String), Group> = BTreeMap::new();
    let key = |name: &str| (name.is_empty(), folded(name));
    for name in units {
        groups.entry(key(name)).or_insert_with(|| Group { name: name.clone(), responses: 0 }).responses += 1;
    }
    let places: BTreeMap<&(bool, String), usize> = groups.keys().zip(1..).collect();
    for (ballot, name) in history.ballots.iter_mut().zip(units) {
        ballot.unit = places[&key(name)];
    }
    history.groups = groups.into_values().collect();
}
