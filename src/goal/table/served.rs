//! Which goal a row means by a title.

use super::{Column, Table, Why, plan::State, problem::cut};
use crate::{
    CycleId, GoalId,
    goal::{Goal, Kind, Level, Link, Refused, Title, Wanted},
};
use std::collections::BTreeMap;

/// A goal that another serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Served {
    /// The one of this row, from 0.
    Row(usize),
    /// One that is there.
    Goal(GoalId),
}

/// The row that is served, if it is one.
pub(super) fn row(served: Option<&(Served, Link)>) -> Option<usize> {
    match served?.0 {
        Served::Row(row) => Some(row),
        Served::Goal(_) => None,
    }
}

/// A title in the form in which titles are compared.
pub(super) fn key(title: &Title) -> String {
    title.as_str().to_lowercase()
}

/// A goal that may be meant.
#[derive(Clone, Copy)]
struct Candidate {
    served: Served,
    kind: Kind,
    level: Level,
    cycle: Option<CycleId>,
}

/// The rows of a table by their titles.
pub(super) struct Titles<'a> {
    table: &'a Table,
    states: &'a [State],
    rows: BTreeMap<String, Vec<usize>>,
}

impl<'a> Titles<'a> {
    pub fn of(table: &'a Table, states: &'a [State]) -> Self {
        let mut rows: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, row) in table.rows.iter().enumerate() {
            rows.entry(key(&row.title)).or_default().push(at);
        }
        Self { table, states, rows }
    }

    /// Which goal the row at this place serves by this title, and how. `there` are the goals that are there and called so. Of several,
    /// the one that can be meant: an objective where it is to be moved, else one of the same level, else one of the same cycle.
    ///
    /// # Errors
    ///
    /// What is wrong and where; nothing where a row has a problem that may be this one, too.
    pub fn served(
        &self,
        at: usize,
        wanted: &Wanted,
        link: Option<Link>,
        title: &Title,
        there: &[&Goal],
    ) -> Result<(Served, Link), Option<(Column, Why)>> {
        let under_way = there.iter().filter(|goal| goal.ended.is_none() && goal.terms.title.is_like(title));
        let mut candidates: Vec<Candidate> = under_way
            .map(|goal| Candidate { served: Served::Goal(goal.id), kind: goal.kind, level: goal.level, cycle: goal.cycle })
            .collect();
        let mut over = None;
        for row in self.rows.get(&key(title)).into_iter().flatten().copied().filter(|row| *row != at) {
            match self.states.get(row) {
                Some(State::New(other)) => {
                    let Wanted { kind, level, cycle, .. } = **other;
                    candidates.push(Candidate { served: Served::Row(row), kind, level, cycle });
                }
                Some(State::Over) => over = over.or(self.table.rows.get(row).map(|row| row.line)),
                // It is among those that are there.
                Some(State::Same(_)) => {}
                Some(State::Bad) | None => return Err(None),
            }
        }
        let is_movable = wanted.kind != Kind::Kpi;
        if link.map_or(is_movable, |link| link != Link::Supports) {
            narrow(&mut candidates, |candidate| candidate.kind == Kind::Objective);
        }
        narrow(&mut candidates, |candidate| candidate.level == wanted.level);
        narrow(&mut candidates, |candidate| candidate.cycle == wanted.cycle);
        let called = || cut(title.as_str());
        let why = match candidates[..] {
            [Candidate { served, kind, .. }] => {
                let is_moved = is_movable && kind == Kind::Objective;
                let link = link.unwrap_or(if is_moved { Link::Contributes { weight: 1 } } else { Link::Supports });
                if link != Link::Supports && kind != Kind::Objective {
                    return Err(Some((Column::Link, Why::Rule(Refused::NotMoved))));
                }
                return Ok((served, link));
            }
            [] => match self.table.rows.get(at).filter(|row| row.title.is_like(title)) {
                Some(row) => Why::Circle { lines: vec![row.line], more: 0 },
                None if over.is_some() => Why::ServesEnded { line: over.unwrap_or_default() },
                None if there.is_empty() => Why::Unknown(called()),
                None => Why::Gone(called()),
            },
            _ => Why::Several { called: called(), count: candidates.len() },
        };
        Err(Some((Column::Serves, why)))
    }
}

/// Leaves those that fit, if there are such.
fn narrow(candidates: &mut Vec<Candidate>, fits: impl Fn(&Candidate) -> bool) {
    if candidates.iter().any(&fits) {
        candidates.retain(fits);
    }
}
