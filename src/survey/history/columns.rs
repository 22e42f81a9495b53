//! Which column answers which question, and which one says the team.

use super::{Chosen, History, Why};
use crate::{
    import::Remark,
    questionnaire::{Question, Questionnaire},
};
use deunicode::deunicode;
use std::collections::BTreeSet;

/// What columns are called that say the team; of several the first.
const TEAMS: [&str; 8] = ["team", "unit", "teamname", "unitname", "group", "department", "squad", "company"];

/// How many ids are named where no column answers anything.
const NAMED: usize = 5;

/// A name in the form in which names are compared: letters without marks and digits, nothing else.
fn plain(name: &str) -> String {
    deunicode(name).chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// What serves what, and what of that cannot be; still without answers.
pub(super) fn matched(header: &[String], form: &Questionnaire, chosen: &Chosen) -> History {
    let names: Vec<String> = header.iter().map(|name| plain(name)).collect();
    let questions: Vec<&Question> = form.questions().map(|(_, _, question)| question).collect();
    let mut found = History {
        unit: None,
        columns: vec![None; questions.len()],
        unused: Vec::new(),
        groups: Vec::new(),
        ballots: Vec::new(),
        problems: Vec::new(),
    };
    let mut free: BTreeSet<usize> = (0..header.len()).filter(|column| !header[*column].is_empty()).collect();
    // As it is written, or else as it is compared.
    let column_of = |name: &str| {
        let exact = header.iter().position(|column| column.trim() == name.trim());
        exact.or_else(|| names.iter().position(|column| !column.is_empty() && *column == plain(name)))
    };
    let no_column = |name: &str| {
        let there = header.iter().filter(|name| !name.is_empty()).cloned().collect();
        Remark { line: None, column: Some(name.to_owned()), why: Why::NoColumn { there } }
    };
    let mut by_hand = BTreeSet::new();
    for (id, name) in &chosen.columns {
        let Some(place) = questions.iter().position(|question| plain(question.id.as_str()) == plain(id)) else {
            let why = Why::NoQuestion { id: id.clone() };
            found.problems.push(Remark { line: None, column: Some(name.clone()), why });
            continue;
        };
        by_hand.insert(place);
        match column_of(name) {
            None => found.problems.push(no_column(name)),
            Some(column) if free.remove(&column) => found.columns[place] = Some(column),
            Some(column) => {
                let other = found.columns.iter().position(|of| *of == Some(column));
                let other = other.map(|other| questions[other].id.to_string()).unwrap_or_default();
                found.problems.push(Remark { line: None, column: Some(name.clone()), why: Why::Twice { other } });
            }
        }
    }
    if let Some(name) = &chosen.unit {
        match column_of(name) {
            None => found.problems.push(no_column(name)),
            Some(column) if free.remove(&column) => found.unit = Some(column),
            Some(column) => {
                let other = found.columns.iter().position(|of| *of == Some(column));
                let other = other.map(|other| questions[other].id.to_string()).unwrap_or_default();
                found.problems.push(Remark { line: None, column: Some(name.clone()), why: Why::Twice { other } });
            }
        }
    }
    // By id, then by what is asked: exports of other programs have the one or the other.
    for by in [|question: &Question| plain(question.id.as_str()), |question: &Question| plain(&question.text)] {
        for (place, question) in questions.iter().enumerate() {
            if found.columns[place].is_some() || by_hand.contains(&place) {
                continue;
            }
            let mut meant = free.iter().copied().filter(|column| names[*column] == by(question));
            let (first, second) = (meant.next(), meant.next());
            if let (Some(_), Some(second)) = (first, second) {
                let why = Why::Twice { other: question.id.to_string() };
                found.problems.push(Remark { line: None, column: Some(header[second].clone()), why });
            }
            if let Some(column) = first {
                free.remove(&column);
                found.columns[place] = Some(column);
            }
        }
    }
    if found.columns.iter().all(Option::is_none) {
        let ids = questions.iter().take(NAMED).map(|question| question.id.to_string()).collect();
        found.problems.push(Remark::whole(Why::NothingAnswered { ids }));
    } else if chosen.unit.is_none() {
        let called = TEAMS.iter().find_map(|word| free.iter().copied().find(|column| names[*column] == *word));
        found.unit = called.or_else(|| free.first().copied());
        if let Some(column) = found.unit {
            free.remove(&column);
        }
    }
    found.unused = free.into_iter().collect();
    found
}
