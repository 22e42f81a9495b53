//! The org chart as an indented tree, row by row.

use super::Directory;
use crate::PersonId;
use std::collections::BTreeSet;

/// One row of the org chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChartRow {
    /// Who.
    pub person: PersonId,
    /// How deep, from 1 at the top.
    pub level: u32,
    /// How many report to them.
    pub reports: usize,
    /// How many are in the whole line below.
    pub below: usize,
    /// Whether those who report to them are listed.
    pub open: bool,
    /// Which among those who report to the same person, from 1.
    pub place: usize,
    /// How many report to the same person.
    pub siblings: usize,
    /// Who they report to.
    pub parent: Option<PersonId>,
}

/// Those side by side who are still to be listed.
struct Siblings<'a> {
    all: &'a [PersonId],
    listed: usize,
    level: u32,
    parent: Option<PersonId>,
}

impl Directory {
    /// The rows of the chart where these people are open: each before those below. At most `limit` of them, and whether
    /// there are more.
    pub fn chart(&self, open: &BTreeSet<PersonId>, limit: usize) -> (Vec<ChartRow>, bool) {
        let mut rows = Vec::new();
        let mut line = vec![Siblings { all: self.roots(), listed: 0, level: 1, parent: None }];
        while let Some(siblings) = line.last_mut() {
            let Some(person) = siblings.all.get(siblings.listed) else {
                line.pop();
                continue;
            };
            if rows.len() == limit {
                return (rows, true);
            }
            let row = self.row(*person, siblings, open.contains(person));
            siblings.listed += 1;
            rows.push(row);
            if row.open {
                let all = self.reports(row.person);
                line.push(Siblings { all, listed: 0, level: row.level + 1, parent: Some(row.person) });
            }
        }
        (rows, false)
    }

    /// The rows of who reports to this person, closed; `level` is theirs.
    pub fn branch(&self, person: PersonId, level: u32) -> Vec<ChartRow> {
        let all = self.reports(person);
        let row = |(listed, report): (usize, &PersonId)| {
            self.row(*report, &Siblings { all, listed, level, parent: Some(person) }, false)
        };
        all.iter().enumerate().map(row).collect()
    }

    fn row(&self, person: PersonId, siblings: &Siblings, open: bool) -> ChartRow {
        let reports = self.reports(person).len();
        ChartRow {
            person,
            level: siblings.level,
            reports,
            below: self.below(person),
            open: open && reports > 0,
            place: siblings.listed + 1,
            siblings: siblings.all.len(),
            parent: siblings.parent,
        }
    }

    /// Who is open at first: whole levels from the top while the chart stays within so many rows. The top level opens
    /// also beyond that, when no more than so many report to it: a chart of closed roots tells nothing.
    pub fn opened_at_first(&self, rows: usize) -> BTreeSet<PersonId> {
        let mut opened = BTreeSet::new();
        let mut level = self.roots().to_vec();
        let mut shown = level.len();
        loop {
            let next: Vec<_> = level.iter().flat_map(|person| self.reports(*person)).copied().collect();
            let fits = shown + next.len() <= rows || (opened.is_empty() && next.len() <= rows);
            if next.is_empty() || !fits {
                return opened;
            }
            opened.extend(level.into_iter().filter(|person| !self.reports(*person).is_empty()));
            shown += next.len();
            level = next;
        }
    }

    /// Who must be open so that this person is shown: everybody above. Nobody for who left, as they are not in the chart.
    pub fn opened_to(&self, person: PersonId) -> BTreeSet<PersonId> {
        let is_shown = self.person(person).is_some_and(|person| person.active);
        if is_shown { self.line_up(person).into_iter().collect() } else { BTreeSet::new() }
    }
}
