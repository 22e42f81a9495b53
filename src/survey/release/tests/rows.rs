//! What can be computed from what is shown: Gaussian elimination over the rational numbers, on people, written to be checked by
//! reading. Nothing here is shared with what it tests.

use crate::survey::release::*;
use std::collections::BTreeSet;

/// Rows in echelon form, as whole numbers without common divisor.
#[derive(Default)]
pub struct Space(Vec<(usize, Vec<i128>)>);

impl Space {
    /// Takes from a row whatever rows of the space take away.
    fn reduce(&self, mut row: Vec<i128>) -> Vec<i128> {
        for (lead, other) in &self.0 {
            if row[*lead] != 0 {
                let (mine, theirs) = (other[*lead], row[*lead]);
                for (entry, other) in row.iter_mut().zip(other) {
                    *entry = *entry * mine - other * theirs;
                }
                let divisor = row.iter().fold(0, |divisor, entry| gcd(divisor, entry.abs()));
                if divisor > 1 {
                    for entry in &mut row {
                        *entry /= divisor;
                    }
                }
            }
        }
        row
    }

    /// Adds a row.
    pub fn add(&mut self, row: Vec<i128>) {
        let row = self.reduce(row);
        if let Some(lead) = row.iter().position(|entry| *entry != 0) {
            self.0.push((lead, row));
        }
    }

    /// Whether a row can be computed.
    pub fn contains(&self, row: &[i128]) -> bool {
        self.reduce(row.to_vec()).iter().all(|entry| *entry == 0)
    }
}

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// A group's people, and what is shown about them.
pub struct Group {
    /// Indices of ballots.
    pub people: BTreeSet<usize>,
    /// By question.
    pub shown: Vec<bool>,
    /// What the score is built from; empty if it is hidden.
    pub score: Vec<usize>,
}

/// All groups of a survey with one section of questions on the scale.
pub fn groups(design: &Design, ballots: &[Ballot], release: &Release) -> Vec<Group> {
    let within = |leaf: usize, unit: usize| {
        let mut at = Some(leaf);
        while at.is_some() && at != Some(unit) {
            at = design.units[at.unwrap()].parent;
        }
        at == Some(unit)
    };
    let group = |people: BTreeSet<usize>, cells: &GroupCells| Group {
        people,
        shown: cells.sections[0].questions.iter().map(|q| matches!(q, QuestionCells::Scale(Cell::Shown(_)))).collect(),
        score: cells.sections[0].built_from.clone(),
    };
    let mut groups: Vec<Group> = release
        .units
        .iter()
        .enumerate()
        .map(|(unit, cells)| group((0..ballots.len()).filter(|b| within(ballots[*b].unit, unit)).collect(), cells))
        .collect();
    for (attribute, bands) in release.attributes.iter().enumerate() {
        for (band, cells) in bands.iter().enumerate() {
            let of = |b: &usize| ballots[*b].bands.get(attribute).copied().flatten() == Some(band);
            groups.push(group((0..ballots.len()).filter(of).collect(), cells));
        }
    }
    groups
}

/// The sum of some people's answers to some questions, as a row over (question, person).
pub fn row(ballots: &[Ballot], people: &BTreeSet<usize>, questions: &[usize], without: &[usize]) -> Vec<i128> {
    let all = ballots.first().map_or(0, |ballot| ballot.values.len());
    let mut row = vec![0; all * ballots.len()];
    for &question in questions {
        for &person in people {
            if matches!(ballots[person].values[question], Some(Value::Scale(_))) && !without.contains(&person) {
                row[question * ballots.len() + person] = 1;
            }
        }
    }
    row
}

/// The sets that must not be determined: hidden groups, and differences of released groups of 1 to k - 1 people.
pub fn targets(
    groups: &[Group],
    answered: &dyn Fn(usize) -> bool,
    released: &dyn Fn(&Group) -> bool,
    k: usize,
) -> Vec<BTreeSet<usize>> {
    let who: Vec<(bool, BTreeSet<usize>)> = groups
        .iter()
        .map(|group| (released(group), group.people.iter().copied().filter(|person| answered(*person)).collect()))
        .collect();
    let mut targets: BTreeSet<BTreeSet<usize>> = BTreeSet::new();
    for (released, people) in &who {
        if !released && !people.is_empty() && !who.iter().any(|(other, same)| *other && same == people) {
            targets.insert(people.clone());
        }
    }
    let shown: Vec<&BTreeSet<usize>> = who.iter().filter(|(released, _)| *released).map(|(_, people)| people).collect();
    let small = |set: &BTreeSet<usize>| (1..k).contains(&set.len());
    for a in &shown {
        for b in &shown {
            let less: BTreeSet<usize> = *a - *b;
            if small(&less) {
                targets.insert(less.clone());
            }
            for c in &shown {
                let (third, both) = (&less - *c, &(*a | *b) - *c);
                targets.extend([third, both].into_iter().filter(small));
            }
        }
    }
    targets.into_iter().collect()
}
