//! What the attacker knows: who is in which group and answered which question, and what was published, as linear facts
//! about sums of answers. Nothing here knows how a release is made.

use super::company::Company;
use std::collections::HashMap;
use waymark::survey::release::{
    Cell, Code, Distribution, GroupCells, Mean, Measure, QuestionCells, Release, Score, Share, Step, Value,
};

/// Whole numbers from `low` to `high`, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The least.
    pub low: i64,
    /// The greatest.
    pub high: i64,
}

impl Span {
    /// Whether a number is among them.
    pub fn holds(self, number: i64) -> bool {
        self.low <= number && number <= self.high
    }
}

/// What divides people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// The tree of units.
    Units,
    /// An attribute.
    Attribute(usize),
}

/// A unit or a band.
#[derive(Clone, Debug)]
pub struct Group {
    /// By what it is divided from others.
    pub axis: Axis,
    /// The unit above it.
    pub parent: Option<usize>,
    /// The classes in it, ascending.
    pub classes: Vec<usize>,
}

/// Something published about a group: the sum of its answers to some questions lies in a span.
#[derive(Clone, Debug)]
pub struct Fact {
    /// The group.
    pub group: usize,
    /// The questions whose answers are pooled: one, or those of a section's score.
    pub questions: Vec<usize>,
    /// Where the sum lies.
    pub sum: Span,
    /// How many answers are 1 or 2, 3, and 4 or 5.
    pub buckets: Option<[Span; 3]>,
    /// Whether it was said that at least a quarter of the answers is 1 or 2, and a quarter 4 or 5.
    pub divided: Option<bool>,
}

/// Everything that the attacker knows but its own answers.
#[derive(Clone, Debug)]
pub struct Knowledge {
    /// The threshold.
    pub k: usize,
    /// Units in the design's order, then bands.
    pub groups: Vec<Group>,
    /// Respondents by the groups that they are in: those of one class differ in nothing but their answers.
    pub classes: Vec<Vec<usize>>,
    /// For each section its questions on the scale, by their place in a ballot; sections without any are left out.
    pub sections: Vec<Vec<usize>>,
    /// For each question, for each respondent: whether they answered it.
    pub answered: Vec<Vec<bool>>,
    /// What was published.
    pub facts: Vec<Fact>,
}

/// People who tell each other their answers.
#[derive(Clone, Debug, Default)]
pub struct Coalition {
    /// Who, and their answers (turned).
    pub members: Vec<(usize, Vec<Option<i64>>)>,
}

impl Coalition {
    /// These respondents.
    pub fn of(company: &Company, members: &[usize]) -> Self {
        let answers = truth(company);
        Self { members: members.iter().map(|&member| (member, answers[member].clone())).collect() }
    }
}

/// The answers of each respondent to each question, turned so that higher is better; `None` for none, and for questions
/// that are not on the scale.
pub fn truth(company: &Company) -> Vec<Vec<Option<i64>>> {
    let measures: Vec<Measure> = company.design.sections.iter().flat_map(|s| &s.questions).map(|q| q.measure).collect();
    let answer = |value: &Option<Value>, measure: &Measure| match (measure, value) {
        (Measure::Scale { reversed }, Some(Value::Scale(answer))) if (1..=5).contains(answer) => {
            Some(if *reversed { 6 - i64::from(*answer) } else { i64::from(*answer) })
        }
        _ => None,
    };
    let turned = company.ballots.iter().map(|ballot| {
        measures.iter().enumerate().map(|(q, measure)| answer(ballot.values.get(q).unwrap_or(&None), measure)).collect()
    });
    turned.collect()
}

impl Knowledge {
    /// What is known before anything is published.
    pub fn of(company: &Company) -> Self {
        let design = &company.design;
        let above = |mut unit: usize| {
            let mut line = vec![unit];
            while let Some(parent) = design.units[unit].parent {
                line.push(parent);
                unit = parent;
            }
            line
        };
        let mut groups: Vec<Group> =
            design.units.iter().map(|unit| Group { axis: Axis::Units, parent: unit.parent, classes: Vec::new() }).collect();
        let mut first = Vec::new();
        for (index, attribute) in design.attributes.iter().enumerate() {
            first.push(groups.len());
            let band = Group { axis: Axis::Attribute(index), parent: None, classes: Vec::new() };
            groups.extend(attribute.bands.iter().map(|_| band.clone()));
        }
        let mut by_place: HashMap<(usize, Vec<Option<usize>>), Vec<usize>> = HashMap::new();
        for (person, ballot) in company.ballots.iter().enumerate() {
            let bands = (0..first.len()).map(|a| ballot.bands.get(a).copied().flatten());
            by_place.entry((ballot.unit, bands.collect())).or_default().push(person);
        }
        let mut places: Vec<_> = by_place.into_iter().collect();
        places.sort_unstable();
        for (class, ((unit, bands), _)) in places.iter().enumerate() {
            for unit in above(*unit) {
                groups[unit].classes.push(class);
            }
            for (attribute, band) in bands.iter().enumerate() {
                if let Some(band) = band {
                    groups[first[attribute] + band].classes.push(class);
                }
            }
        }
        let mut sections = Vec::new();
        let mut at = 0;
        for section in &design.sections {
            let scale = section.questions.iter().enumerate().filter(|(_, q)| matches!(q.measure, Measure::Scale { .. }));
            let scale: Vec<usize> = scale.map(|(index, _)| at + index).collect();
            at += section.questions.len();
            if !scale.is_empty() {
                sections.push(scale);
            }
        }
        let answers = truth(company);
        let answered = (0..at).map(|q| answers.iter().map(|of| of[q].is_some()).collect()).collect();
        let classes = places.into_iter().map(|(_, people)| people).collect();
        Self { k: usize::from(design.k), groups, classes, sections, answered, facts: Vec::new() }
    }

    /// What is known once a release is out.
    pub fn reading(company: &Company, release: &Release) -> Self {
        let mut known = Self::of(company);
        let bands = release.attributes.iter().flatten();
        let all: Vec<&GroupCells> = release.units.iter().chain(bands).collect();
        assert_eq!(all.len(), known.groups.len(), "cells for every group");
        for (group, cells) in all.into_iter().enumerate() {
            let mut at = 0;
            for (section, shape) in cells.sections.iter().zip(&company.design.sections) {
                for (index, question) in section.questions.iter().enumerate() {
                    if let QuestionCells::Scale(Cell::Shown(score)) = question {
                        known.read(group, vec![at + index], score, None);
                    }
                }
                let built_from: Vec<usize> = section.built_from.iter().map(|index| at + index).collect();
                let by_itself = |index: &usize| match &section.questions[*index] {
                    QuestionCells::Scale(Cell::Shown(score)) => Some(score),
                    _ => None,
                };
                let parts: Option<Vec<&Score>> = section.built_from.iter().map(by_itself).collect();
                match (&section.score, parts) {
                    // A function of what is known already; only the word "divided" may tell more.
                    (Cell::Shown(score), Some(parts)) => {
                        assert!(follows(score, &parts), "{score:?} from {parts:?}");
                        if score.distribution.is_none() && section.divided.is_some() {
                            let answers = built_from.iter().map(|&q| known.count(group, q)).sum();
                            let sum = Span { low: answers, high: 5 * answers };
                            let divided = section.divided;
                            known.facts.push(Fact { group, questions: built_from, sum, buckets: None, divided });
                        }
                    }
                    (Cell::Shown(score), None) => known.read(group, built_from, score, section.divided),
                    (Cell::Hidden(_), _) => assert_eq!(section.divided, None, "said of a hidden section"),
                }
                at += shape.questions.len();
            }
        }
        known
    }

    fn read(&mut self, group: usize, questions: Vec<usize>, score: &Score, divided: Option<bool>) {
        let answers: i64 = questions.iter().map(|&q| self.count(group, q)).sum();
        let buckets = score.distribution.map(|Distribution { unfavourable, neutral, favourable }| {
            [unfavourable, neutral, favourable].map(|share| parts(share, answers))
        });
        self.facts.push(Fact { group, questions, sum: sums(score.mean, answers), buckets, divided });
    }

    /// How many of a class answered a question.
    pub fn count_class(&self, class: usize, question: usize) -> i64 {
        let people = self.classes[class].iter().filter(|&&person| self.answered[question][person]).count();
        i64::try_from(people).expect("few people")
    }

    /// How many of a group answered a question.
    pub fn count(&self, group: usize, question: usize) -> i64 {
        self.groups[group].classes.iter().map(|&class| self.count_class(class, question)).sum()
    }

    /// The first fact that the truth contradicts: then the attacker misreads what is published, or it is wrong.
    pub fn contradicted(&self, company: &Company) -> Option<&Fact> {
        let answers = truth(company);
        self.facts.iter().find(|fact| {
            let people = self.groups[fact.group].classes.iter().flat_map(|&class| &self.classes[class]);
            let given: Vec<i64> =
                people.flat_map(|&p| fact.questions.iter().map(move |&q| (p, q))).filter_map(|(p, q)| answers[p][q]).collect();
            let counts = [[1, 2], [3, 3], [4, 5]].map(|bucket| given.iter().filter(|answer| bucket.contains(answer)).count());
            let quarter = |bucket: usize| 4 * counts[bucket] >= given.len();
            let agrees = fact.sum.holds(given.iter().sum())
                && fact.buckets.is_none_or(|spans| {
                    spans.iter().zip(counts).all(|(span, count)| span.holds(i64::try_from(count).expect("few")))
                })
                && fact.divided.is_none_or(|said| said == (quarter(0) && quarter(2)));
            !agrees
        })
    }
}

/// Whether a section's score is the mean of what is published of its questions, to its step.
fn follows(score: &Score, questions: &[&Score]) -> bool {
    let near = |published: u8, parts: &mut dyn Iterator<Item = u8>, step: u32| {
        let (sum, n) = parts.fold((0, 0), |(sum, n), part| (sum + u32::from(part), n + 1));
        // Half up: 2 (published n - sum) lies above -n step, and is n step at most.
        let (published, sum) = (2 * i64::from(published) * i64::from(n), 2 * i64::from(sum));
        let reach = i64::from(n) * i64::from(step);
        published - sum > -reach && published - sum <= reach
    };
    let step = if score.mean.step == Step::Half { 5 } else { 1 };
    near(score.mean.tenths, &mut questions.iter().map(|question| question.mean.tenths), step)
        && score.distribution.is_none_or(|all| {
            [|d: &Distribution| d.unfavourable, |d: &Distribution| d.neutral, |d: &Distribution| d.favourable].iter().all(|of| {
                let parts: Option<Vec<u8>> =
                    questions.iter().map(|question| question.distribution.as_ref().map(|fall| of(fall).percent)).collect();
                parts.is_some_and(|parts| near(of(&all).percent, &mut parts.into_iter(), 10))
            })
        })
}

/// The sums of `answers` answers that are published as this mean. Means are rounded half up, and an end stands for
/// everything beyond it.
pub fn sums(mean: Mean, answers: i64) -> Span {
    // A mean of s / n rounds to t tenths at a step of h tenths if (2 t - h) n <= 20 s < (2 t + h) n.
    let (tenths, step) = (i64::from(mean.tenths), if mean.step == Step::Half { 5 } else { 1 });
    let low = divide_up((2 * tenths - step) * answers, 20);
    let high = divide_up((2 * tenths + step) * answers, 20) - 1;
    Span {
        low: if mean.code == Code::OrLower { answers } else { low.max(answers) },
        high: if mean.code == Code::OrHigher { 5 * answers } else { high.min(5 * answers) },
    }
}

/// How many of `answers` answers a share stands for.
pub fn parts(share: Share, answers: i64) -> Span {
    let percent = i64::from(share.percent);
    Span {
        low: if share.code == Code::OrLower { 0 } else { divide_up((percent - 5) * answers, 100) },
        high: if share.code == Code::OrHigher { answers } else { divide_up((percent + 5) * answers, 100) - 1 },
    }
}

fn divide_up(a: i64, b: i64) -> i64 {
    -(-a).div_euclid(b)
}
