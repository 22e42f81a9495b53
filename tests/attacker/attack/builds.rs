//! Builds weaker than the specification, and a plain strong one to set against them. They publish by the same thresholds
//! but lack a rule; the attacker must break each.

use super::chance::Chance;
use super::company::Company;
use super::knowledge::{Axis, Coalition, Fact, Knowledge, Span, sums, truth};
use super::linear::{Target, attack_linear};
use waymark::survey::release::{Code, Mean, Step};

/// What is hidden to protect others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suppression {
    /// Nothing: every cell with k answers is shown.
    None,
    /// Units among themselves and each attribute among its bands, never together.
    PerDimension,
    /// Everything together.
    Joint,
}

/// How exact means of 5 to 9 answers are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Small {
    /// To the nearest half point, ends coded.
    Half,
    /// One decimal, ends coded where fewer than two points are missing.
    CodedTenth,
    /// One decimal, as it is.
    Tenth,
}

/// A build.
#[derive(Clone, Copy, Debug)]
pub struct Build {
    /// What it hides.
    pub suppression: Suppression,
    /// How it rounds.
    pub small: Small,
}

/// What is known, had the release shown the questions of groups of five to nine to one decimal, as they are.
pub fn with_tenths(company: &Company, mut known: Knowledge) -> Knowledge {
    let answers = truth(company);
    let counts: Vec<i64> = known.facts.iter().map(|fact| known.count(fact.group, fact.questions[0])).collect();
    for (fact, count) in known.facts.iter_mut().zip(counts) {
        if fact.questions.len() == 1 && (5..10).contains(&count) {
            let people = known.groups[fact.group].classes.iter().flat_map(|&class| &known.classes[class]);
            let sum = people.filter_map(|&person| answers[person][fact.questions[0]]).sum();
            fact.sum = span(sum, count, count, Small::Tenth, false);
        }
    }
    known
}

/// What is shown of a survey.
struct Shown {
    /// For each group, for each question.
    questions: Vec<Vec<bool>>,
    /// For each group, for each section: the score alone.
    alone: Vec<Vec<bool>>,
}

/// What this build publishes.
pub fn publish(company: &Company, build: Build, chance: &mut Chance) -> Knowledge {
    let mut known = Knowledge::of(company);
    let k = i64::try_from(known.k).expect("small");
    let count = |group: usize, question: usize| known.count(group, question);
    let mut shown = Shown {
        questions: (0..known.groups.len())
            .map(|group| (0..known.answered.len()).map(|q| count(group, q) >= k.max(5)).collect())
            .collect(),
        alone: (0..known.groups.len())
            .map(|group| {
                known
                    .sections
                    .iter()
                    .map(|section| section.iter().filter(|&&q| (k..5).contains(&count(group, q))).count() > 1)
                    .collect()
            })
            .collect(),
    };
    match build.suppression {
        Suppression::None => {}
        Suppression::PerDimension => {
            suppress(&mut known, company, &mut shown, Some(Axis::Units), chance);
            for attribute in 0..company.design.attributes.len() {
                suppress(&mut known, company, &mut shown, Some(Axis::Attribute(attribute)), chance);
            }
        }
        Suppression::Joint => suppress(&mut known, company, &mut shown, None, chance),
    }
    known.facts = facts(&known, company, &shown, build.small);
    known
}

/// Hides the smallest groups, attributes first, until the linear attack finds nothing among the groups of an axis (of all,
/// if none is named).
fn suppress(known: &mut Knowledge, company: &Company, shown: &mut Shown, axis: Option<Axis>, chance: &mut Chance) {
    let concerned = |known: &Knowledge, group: usize| axis.is_none_or(|axis| group == 0 || known.groups[group].axis == axis);
    loop {
        known.facts = facts(known, company, shown, Small::Half);
        let seen: Vec<Fact> = known.facts.iter().filter(|fact| concerned(known, fact.group)).cloned().collect();
        known.facts = seen;
        let findings = attack_linear(known, &Coalition::default(), chance);
        let found = findings.iter().find(|finding| match finding.target {
            Target::Hidden { group } | Target::HiddenSection { group } => concerned(known, group),
            Target::Difference { .. } | Target::SectionDifference { .. } => true,
            Target::Few { .. } | Target::Other { .. } => axis.is_none(),
        });
        let Some(found) = found else { return };
        let touched = |group: usize| {
            let of = |section: &Vec<usize>| section.iter().any(|q| found.questions.contains(q));
            let alone = known.sections.iter().enumerate().any(|(s, section)| of(section) && shown.alone[group][s]);
            alone || found.questions.iter().any(|&q| shown.questions[group][q])
        };
        let smallest = (1..known.groups.len())
            .filter(|&g| concerned(known, g) && touched(g))
            .min_by_key(|&group| (known.groups[group].axis == Axis::Units, known.count(group, found.questions[0]), group));
        let Some(smallest) = smallest else { return };
        for (s, section) in known.sections.iter().enumerate() {
            if section.iter().any(|q| found.questions.contains(q)) {
                shown.alone[smallest][s] = false;
            }
        }
        found.questions.iter().for_each(|&q| shown.questions[smallest][q] = false);
    }
}

fn facts(known: &Knowledge, company: &Company, shown: &Shown, small: Small) -> Vec<Fact> {
    let answers = truth(company);
    let k = i64::try_from(known.k).expect("small");
    let sum = |group: usize, questions: &[usize]| -> i64 {
        let people = known.groups[group].classes.iter().flat_map(|&class| &known.classes[class]);
        people.flat_map(|&person| questions.iter().filter_map(|&q| answers[person][q]).collect::<Vec<_>>()).sum()
    };
    let mut facts = Vec::new();
    for group in 0..known.groups.len() {
        for (s, section) in known.sections.iter().enumerate() {
            let questions: Vec<usize> = section.iter().copied().filter(|&q| shown.questions[group][q]).collect();
            for &question in &questions {
                let answers = known.count(group, question);
                let span = span(sum(group, &[question]), answers, answers, small, false);
                facts.push(Fact { group, questions: vec![question], sum: span, buckets: None, divided: None });
            }
            let alone = shown.alone[group][s] && questions.is_empty();
            let built: Vec<usize> =
                if alone { section.iter().copied().filter(|&q| known.count(group, q) >= k).collect() } else { questions };
            if built.len() > 1 {
                let answers = built.iter().map(|&q| known.count(group, q)).sum();
                let people = built.iter().map(|&q| known.count(group, q)).max().expect("two or more");
                let span = span(sum(group, &built), answers, people, small, built.len() > 2);
                facts.push(Fact { group, questions: built, sum: span, buckets: None, divided: None });
            }
        }
    }
    facts
}

/// The sums that would be published as this one is.
fn span(sum: i64, answers: i64, people: i64, small: Small, large_section: bool) -> Span {
    let tenths = people >= 10 || (people >= 5 && (small != Small::Half || large_section));
    let rounded = |sum: i64, step: i64| (20 * sum + step * answers).div_euclid(2 * step * answers) * step;
    let (step, at, top) = if tenths {
        let top = if people < 10 && small == Small::Tenth { 50 } else { rounded(5 * answers - 2, 1).min(49) };
        (Step::Tenth, rounded(sum, 1), top)
    } else {
        (Step::Half, rounded(sum, 5), 45)
    };
    let (at, code) = if at >= top && top < 50 {
        (top, Code::OrHigher)
    } else if at <= 60 - top && top < 50 {
        (60 - top, Code::OrLower)
    } else {
        (at, Code::Exact)
    };
    sums(Mean { tenths: u8::try_from(at).expect("10 to 50"), code, step }, answers)
}
