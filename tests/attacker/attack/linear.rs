//! The linear attack (S): published numbers are taken as exact sums, and whatever follows from them by adding and
//! subtracting is known.
//!
//! The unknowns are the sums of a class's answers to a question. A coalition knows its own answers: that tells something
//! new about the sums only where it is the whole of a class, else a class of n is one of fewer.

use super::chance::Chance;
use super::differences::{difference, small_differences, small_supports};
use super::field::{Echelon, exactly_spanned, total};
use super::knowledge::{Axis, Coalition, Knowledge};
use std::collections::HashSet;

/// What was found to be determined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A question's sum in a group for which it is not shown.
    Hidden {
        /// The group.
        group: usize,
    },
    /// A section's sum in a group for which nothing of it is shown.
    HiddenSection {
        /// The group.
        group: usize,
    },
    /// A question's sum over people who are in the first groups and not in the others.
    Difference {
        /// One or two groups.
        plus: Vec<usize>,
        /// One or two groups.
        minus: Vec<usize>,
    },
    /// A section's sum over such people.
    SectionDifference {
        /// One or two groups.
        plus: Vec<usize>,
        /// One or two groups.
        minus: Vec<usize>,
    },
    /// A question's sum over one or two classes, however it may come about.
    Few {
        /// The classes.
        classes: Vec<usize>,
    },
    /// Not the sum over a few people, but some other function of their answers to a question or a section: how much more
    /// one gave than another, say.
    Other {
        /// Their classes.
        classes: Vec<usize>,
    },
}

impl Target {
    /// Whether it is a sum over people, not some other function of their answers.
    pub fn is_a_sum(&self) -> bool {
        !matches!(self, Self::Other { .. })
    }
}

/// Something that is determined and should not be.
#[derive(Clone, Debug)]
pub struct Finding {
    /// What.
    pub target: Target,
    /// The questions it is about.
    pub questions: Vec<usize>,
    /// How many answered, without the coalition.
    pub people: i64,
    /// Without the coalition's own answers as much is known of a set of k people or more: these, and some of the coalition.
    pub eroded: bool,
    /// These are fewer than k.
    pub few: bool,
}

/// Questions whose sums hang together.
pub struct Block<'a> {
    known: &'a Knowledge,
    questions: Vec<usize>,
    /// For each question, for each class: its column, unless nobody of it answered.
    columns: Vec<Vec<Option<usize>>>,
    /// For each question, for each class: how many answered, and how many of those are of the coalition.
    counts: Vec<Vec<(i64, i64)>>,
    rows: Vec<Vec<usize>>,
    width: usize,
    echelon: Echelon,
    solutions: Vec<Vec<u64>>,
    /// A solution of what is published alone.
    outside: Vec<u64>,
    /// A solution of what is published about units alone.
    by_units: Vec<u64>,
    members: Vec<usize>,
    /// The columns that the coalition fills.
    own: Vec<usize>,
    findings: Vec<Finding>,
}

/// Everything of one survey that is determined and should not be.
pub fn attack_linear(known: &Knowledge, coalition: &Coalition, chance: &mut Chance) -> Vec<Finding> {
    let mut findings = Vec::new();
    for section in &known.sections {
        for questions in blocks(known, section) {
            let mut block = Block::new(known, coalition, questions, chance);
            block.attack(coalition.members.is_empty(), chance);
            findings.append(&mut block.findings);
        }
    }
    findings
}

/// Only where a group shows a section without its questions do the questions of that section hang together.
pub fn blocks(known: &Knowledge, section: &[usize]) -> Vec<Vec<usize>> {
    let shown = |group, q: &usize| known.facts.iter().any(|fact| fact.group == group && fact.questions == [*q]);
    let joined = known.facts.iter().any(|fact| {
        fact.questions.len() > 1 && section.contains(&fact.questions[0]) && !fact.questions.iter().all(|q| shown(fact.group, q))
    });
    if joined { vec![section.to_vec()] } else { section.iter().map(|&q| vec![q]).collect() }
}

impl<'a> Block<'a> {
    /// What is published about these questions, and what the coalition adds.
    pub fn new(known: &'a Knowledge, coalition: &Coalition, questions: Vec<usize>, chance: &mut Chance) -> Self {
        let mut width = 0;
        let mut columns = vec![vec![None; known.classes.len()]; questions.len()];
        let mut counts = vec![vec![(0, 0); known.classes.len()]; questions.len()];
        let (mut rows, mut filled): (Vec<Vec<usize>>, Vec<usize>) = (Vec::new(), Vec::new());
        for (at, &question) in questions.iter().enumerate() {
            for (class, people) in known.classes.iter().enumerate() {
                let answered = known.count_class(class, question);
                let own = coalition.members.iter().filter(|(p, answers)| people.contains(p) && answers[question].is_some());
                let own = i64::try_from(own.count()).expect("few");
                counts[at][class] = (answered, own);
                if answered > 0 {
                    columns[at][class] = Some(width);
                    if answered == own {
                        filled.push(width);
                    }
                    width += 1;
                }
            }
        }
        let mut axes = Vec::new();
        for fact in known.facts.iter().filter(|fact| fact.questions.iter().any(|q| questions.contains(q))) {
            let mut row = Vec::new();
            for question in &fact.questions {
                if let Some(at) = questions.iter().position(|q| q == question) {
                    row.extend(known.groups[fact.group].classes.iter().filter_map(|&class| columns[at][class]));
                }
            }
            rows.push(row);
            axes.push(known.groups[fact.group].axis);
        }
        let mut units = Echelon::new(width);
        for (row, _) in rows.iter().zip(&axes).filter(|(_, axis)| **axis == Axis::Units) {
            units.insert_ones(row.iter().copied());
        }
        let by_units = units.random_solution(chance);
        let mut echelon = Echelon::new(width);
        for row in &rows {
            echelon.insert_ones(row.iter().copied());
        }
        let outside = echelon.random_solution(chance);
        for &column in &filled {
            echelon.insert_ones([column]);
            rows.push(vec![column]);
        }
        let inside = if filled.is_empty() { outside.clone() } else { echelon.random_solution(chance) };
        Self {
            known,
            questions,
            columns,
            counts,
            rows,
            width,
            echelon,
            solutions: vec![inside],
            outside,
            by_units,
            members: coalition.members.iter().map(|(member, _)| *member).collect(),
            own: filled,
            findings: Vec::new(),
        }
    }

    fn attack(&mut self, alone: bool, chance: &mut Chance) {
        for at in 0..self.questions.len() {
            self.hidden(at);
            self.few(at);
            let question = [self.questions[at]];
            let known = self.known;
            let shown: Vec<usize> = (0..known.groups.len())
                .filter(|&group| known.facts.iter().any(|fact| fact.group == group && fact.questions == question))
                .collect();
            let counts = self.counts[at].clone();
            for (plus, minus, classes) in small_differences(known, &shown, &counts) {
                let target = Target::Difference { plus, minus };
                self.test(target, &[at], &classes, alone, chance);
            }
            if alone {
                let counts: Vec<i64> = counts.iter().map(|&(all, _)| all).collect();
                for classes in small_supports(known, &shown, &counts) {
                    self.push(Target::Other { classes: classes.clone() }, &[at], &classes);
                }
            }
        }
        if self.questions.len() > 1 {
            self.sections(alone, chance);
        }
    }

    fn columns_of<'b>(&'b self, at: &'b [usize], classes: &'b [usize]) -> impl Iterator<Item = usize> + 'b {
        at.iter().flat_map(move |&at| classes.iter().filter_map(move |&class| self.columns[at][class]))
    }

    fn determined(&self, at: &[usize], classes: &[usize]) -> bool {
        total(&self.solutions[0], self.columns_of(at, classes)) == 0
    }

    /// Everybody of these classes who answered one of the questions, and how many of them are not of the coalition.
    fn people(&self, at: &[usize], classes: &[usize]) -> (i64, i64) {
        let people = classes.iter().flat_map(|&class| &self.known.classes[class]);
        let answered: Vec<&usize> =
            people.filter(|&&p| at.iter().any(|&at| self.known.answered[self.questions[at]][p])).collect();
        let others = answered.iter().filter(|person| !self.members.contains(person)).count();
        (i64::try_from(answered.len()).expect("few"), i64::try_from(others).expect("few"))
    }

    /// How many people answered what is in these columns.
    fn people_in(&self, columns: &[usize]) -> i64 {
        let mut people: HashSet<usize> = HashSet::new();
        for (at, of_classes) in self.columns.iter().enumerate() {
            for (class, column) in of_classes.iter().enumerate() {
                if column.is_some_and(|column| columns.contains(&column)) {
                    let answered = &self.known.answered[self.questions[at]];
                    people.extend(self.known.classes[class].iter().filter(|&&person| answered[person]));
                }
            }
        }
        i64::try_from(people.len()).expect("few")
    }

    /// Notes what is determined of these classes, unless there is nobody in them but the coalition.
    fn push(&mut self, target: Target, at: &[usize], classes: &[usize]) {
        let k = i64::try_from(self.known.k).expect("small");
        let (_, people) = self.people(at, classes);
        if people == 0 {
            return;
        }
        // With which of the coalition's own columns is it known from outside, too?
        let open: Vec<usize> = self.columns_of(at, classes).filter(|column| !self.own.contains(column)).collect();
        let own: Vec<usize> = self.own.iter().copied().take(12).collect();
        let eroded = !self.members.is_empty()
            && subsets(own.len()).chain([Vec::new()]).any(|with| {
                let together: Vec<usize> = open.iter().copied().chain(with.into_iter().map(|at| own[at])).collect();
                total(&self.outside, together.iter().copied()) == 0 && self.people_in(&together) >= k
            });
        let questions = at.iter().map(|&at| self.questions[at]).collect();
        self.findings.push(Finding { target, questions, people, eroded, few: people < k });
    }

    fn hidden(&mut self, at: usize) {
        let question = [self.questions[at]];
        for group in 0..self.known.groups.len() {
            let classes = &self.known.groups[group].classes;
            let shown = self.known.facts.iter().any(|fact| fact.group == group && fact.questions == question);
            if !shown && self.determined(&[at], classes) && !self.under_another_name(&[at], group) {
                self.push(Target::Hidden { group }, &[at], classes);
            }
        }
    }

    /// Whether what is hidden here is said elsewhere: the same people's answers are shown for another group, or the people of a
    /// band, k or more, are those of some units together, whose results tell theirs whatever is done about bands.
    fn under_another_name(&self, at: &[usize], group: usize) -> bool {
        let k = i64::try_from(self.known.k).expect("small");
        let group_of = &self.known.groups[group];
        if group_of.axis != Axis::Units
            && total(&self.by_units, self.columns_of(at, &group_of.classes)) == 0
            && self.people(at, &group_of.classes).0 >= k
        {
            return true;
        }
        let same = |at: &[usize]| {
            let people = |group: usize| self.columns_of(at, &self.known.groups[group].classes).collect::<Vec<_>>();
            let questions: Vec<usize> = at.iter().map(|&at| self.questions[at]).collect();
            let shown = |group| self.known.facts.iter().any(|fact| fact.group == group && fact.questions == questions);
            let own = people(group);
            (0..self.known.groups.len()).any(|other| other != group && shown(other) && people(other) == own)
        };
        same(at)
            || at.iter().all(|at| self.columns_of(&[*at], &self.known.groups[group].classes).next().is_none() || same(&[*at]))
    }

    fn few(&mut self, at: usize) {
        let k = i64::try_from(self.known.k).expect("small");
        let unknown = |class: &usize| {
            let (answered, own) = self.counts[at][*class];
            answered > own && answered < k
        };
        let small: Vec<usize> = (0..self.known.classes.len()).filter(unknown).collect();
        let (mut open, mut found) = (Vec::new(), Vec::new());
        for &class in &small {
            if self.determined(&[at], &[class]) { found.push(vec![class]) } else { open.push(class) }
        }
        for (index, &one) in open.iter().enumerate() {
            for &other in &open[index + 1..] {
                if self.counts[at][one].0 + self.counts[at][other].0 < k && self.determined(&[at], &[one, other]) {
                    found.push(vec![one, other]);
                }
            }
        }
        for classes in found {
            self.push(Target::Few { classes: classes.clone() }, &[at], &classes);
        }
    }

    /// Sums of sections: of groups that show nothing, and of small differences of groups that show something.
    fn sections(&mut self, alone: bool, chance: &mut Chance) {
        let known = self.known;
        let something = |group: usize| {
            known.facts.iter().any(|fact| fact.group == group && fact.questions.iter().any(|q| self.questions.contains(q)))
        };
        let all: Vec<usize> = (0..self.questions.len()).collect();
        let counts: Vec<(i64, i64)> = (0..known.classes.len())
            .map(|class| {
                let (all, others) = self.people(&all, &[class]);
                (all, all - others)
            })
            .collect();
        let (shown, hidden): (Vec<usize>, Vec<usize>) = (0..known.groups.len()).partition(|&group| something(group));
        for group in hidden {
            let classes = &known.groups[group].classes;
            for at in subsets(self.questions.len()) {
                if self.determined(&at, classes) && !self.under_another_name(&at, group) {
                    self.push(Target::HiddenSection { group }, &at, classes);
                }
            }
        }
        for (plus, minus, classes) in small_differences(known, &shown, &counts) {
            self.test(Target::SectionDifference { plus, minus }, &all, &classes, alone, chance);
        }
    }

    /// Whether the sum over a few people's answers is determined, or else something else about them.
    fn test(&mut self, target: Target, at: &[usize], classes: &[usize], alone: bool, chance: &mut Chance) {
        if self.determined(at, classes) {
            self.push(target, at, classes);
            return;
        }
        let columns: Vec<usize> = self.columns_of(at, classes).collect();
        if !alone || columns.len() < 2 || self.findings.iter().any(|f| matches!(f.target, Target::Other { .. })) {
            return;
        }
        // The solutions of what is published, as seen in these columns: where they fill less than all dimensions,
        // something about these columns alone is determined.
        while self.solutions.len() < columns.len() {
            let another = self.echelon.random_solution(chance);
            self.solutions.push(another);
        }
        let mut seen = Echelon::new(columns.len());
        for solution in &self.solutions[..columns.len()] {
            seen.insert(columns.iter().map(|&column| solution[column]).collect());
        }
        if seen.rank() < columns.len() {
            self.push(Target::Other { classes: classes.to_vec() }, at, classes);
        }
    }

    /// Whether a question's sum over some classes follows from what is published, by exact arithmetic.
    pub fn confirms(&self, finding: &Finding) -> Option<bool> {
        let classes: Vec<usize> = match &finding.target {
            Target::Hidden { group } | Target::HiddenSection { group } => self.known.groups[*group].classes.clone(),
            Target::Few { classes } | Target::Other { classes } => classes.clone(),
            Target::Difference { plus, minus } | Target::SectionDifference { plus, minus } => difference(self.known, plus, minus),
        };
        let at: Vec<usize> = (0..self.questions.len()).filter(|&at| finding.questions.contains(&self.questions[at])).collect();
        let dense = |ones: &mut dyn Iterator<Item = usize>| {
            let mut row = vec![0; self.width];
            ones.for_each(|column| row[column] = 1);
            row
        };
        let rows: Vec<Vec<i128>> = self.rows.iter().map(|row| dense(&mut row.iter().copied())).collect();
        let target = dense(&mut self.columns_of(&at, &classes));
        exactly_spanned(&rows, &target)
    }
}

/// All sets of at least one of the first few numbers.
fn subsets(of: usize) -> impl Iterator<Item = Vec<usize>> {
    (1_u32..1 << of).map(move |set| (0..of).filter(|&at| set >> at & 1 == 1).collect())
}
