//! Counting: the tree of units, the answers by group, and what of them the rules look at.

use super::design::{Ballot, Design, Measure, Unit, Value};

/// The tree of units, with children beside parents.
pub(super) struct Tree {
    /// The group that holds each; `None` for everybody.
    pub parent: Vec<Option<usize>>,
    /// The groups that each holds directly.
    pub children: Vec<Vec<usize>>,
}

impl Tree {
    /// The tree of these units.
    pub fn new(units: &[Unit]) -> Self {
        let mut children = vec![Vec::new(); units.len()];
        for (index, unit) in units.iter().enumerate() {
            if let Some(parent) = unit.parent {
                assert!(parent < index, "parents come before their children");
                children[parent].push(index);
            }
        }
        Self { parent: units.iter().map(|unit| unit.parent).collect(), children }
    }

    /// How many groups.
    pub fn len(&self) -> usize {
        self.parent.len()
    }

    /// Whether a group is a reporting unit.
    pub fn leaf(&self, group: usize) -> bool {
        self.children[group].is_empty()
    }

    /// The smallest of the `shown` groups that hold `group` and are not it.
    pub fn above(&self, group: usize, shown: &[bool]) -> Option<usize> {
        let mut at = self.parent[group];
        while let Some(group) = at.filter(|group| !shown[*group]) {
            at = self.parent[group];
        }
        at
    }

    /// Adds what is counted at the leaves up to all groups.
    pub fn sum_up<T: Copy + std::ops::AddAssign>(&self, counts: &mut [T]) {
        for group in (0..self.len()).rev() {
            if let Some(parent) = self.parent[group] {
                let count = counts[group];
                counts[parent] += count;
            }
        }
    }
}

/// How the answers to one question on the scale fall in a group; answers to reverse-worded questions are turned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Fall {
    /// How many answered.
    pub answers: u32,
    /// The sum of their answers.
    pub sum: u32,
    /// How many answered 1 or 2.
    pub unfavourable: u32,
    /// How many answered 4 or 5.
    pub favourable: u32,
    /// Which of 1 to 5 occur, a bit each.
    pub values: u8,
}

impl Fall {
    /// With one more answer, from 1 to 5.
    pub fn add(&mut self, value: u8) {
        *self += Self {
            answers: 1,
            sum: u32::from(value),
            unfavourable: u32::from(value < 3),
            favourable: u32::from(value > 3),
            values: 1 << (value - 1),
        };
    }

    /// How many answered 3.
    pub fn neutral(&self) -> u32 {
        self.answers - self.unfavourable - self.favourable
    }
}

impl std::ops::AddAssign for Fall {
    fn add_assign(&mut self, other: Self) {
        self.answers += other.answers;
        self.sum += other.sum;
        self.unfavourable += other.unfavourable;
        self.favourable += other.favourable;
        self.values |= other.values;
    }
}

/// The answer to a question on the scale, turned so that higher is better; `None` when it is none.
pub(super) fn turned(value: Option<&Value>, reversed: bool) -> Option<u8> {
    match value {
        Some(Value::Scale(v @ 1..=5)) => Some(if reversed { 6 - v } else { *v }),
        _ => None,
    }
}

/// Where a question stands: its section, its index there, and its index among all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Its index within its section.
    pub within: usize,
    /// Its index among all questions, as in a ballot.
    pub overall: usize,
    /// Whether it is worded in reverse.
    pub reversed: bool,
}

/// The questions on the scale, by section.
pub(super) fn scales(design: &Design) -> Vec<Vec<Place>> {
    let mut overall = 0;
    design
        .sections
        .iter()
        .map(|section| {
            let mut places = Vec::new();
            for (within, question) in section.questions.iter().enumerate() {
                if let Measure::Scale { reversed } = question.measure {
                    places.push(Place { within, overall, reversed });
                }
                overall += 1;
            }
            places
        })
        .collect()
}

/// How the answers to a question fall in each unit.
pub(super) fn by_unit(tree: &Tree, ballots: &[Ballot], place: Place) -> Vec<Fall> {
    let mut falls = vec![Fall::default(); tree.len()];
    for ballot in ballots {
        if let Some(value) = turned(ballot.values.get(place.overall).and_then(Option::as_ref), place.reversed) {
            falls[ballot.unit].add(value);
        }
    }
    tree.sum_up(&mut falls);
    falls
}
