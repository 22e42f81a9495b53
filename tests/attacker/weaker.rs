//! Builds without a rule are broken, or the attacker is no good.

use super::attack::builds::{Build, Small, Suppression, publish, with_tenths};
use super::attack::chance::Chance;
use super::attack::company::{Company, Sort, company, example, usual};
use super::attack::knowledge::{Coalition, Knowledge};
use super::attack::linear::{Block, attack_linear, blocks};
use super::attack::rates::Share;
use super::attack::values::{Effort, attack_values};
use super::reading;

/// In how many of these surveys an attack on what this build publishes succeeds.
fn broken(
    surveys: usize,
    fits: impl Fn(&Company) -> bool,
    build: impl Fn(&Company, &mut Chance) -> Knowledge,
    succeeds: impl Fn(&Knowledge, &mut Chance) -> bool,
) -> Share {
    let mut share = Share::default();
    let mut chance = Chance::new(9);
    while share.whole < u64::try_from(surveys).expect("few") {
        let company = company(usual(&mut chance), &mut chance);
        if fits(&company) {
            let known = build(&company, &mut chance);
            share.count(succeeds(&known, &mut chance));
        }
    }
    share
}

/// The linear attack, each success confirmed by exact arithmetic.
fn determines(known: &Knowledge, chance: &mut Chance) -> bool {
    let findings = attack_linear(known, &Coalition::default(), chance);
    if let Some(finding) = findings.iter().find(|finding| finding.target.is_a_sum()) {
        let section = known.sections.iter().find(|section| section.contains(&finding.questions[0])).expect("of one");
        let questions = blocks(known, section).into_iter().find(|block| block.contains(&finding.questions[0]));
        let block = Block::new(known, &Coalition::default(), questions.expect("of a block"), chance);
        assert_ne!(block.confirms(finding), Some(false), "{finding:?}");
    }
    !findings.is_empty()
}

fn pins(known: &Knowledge, _: &mut Chance) -> bool {
    attack_values(known, &Coalition::default(), Effort::Once).narrowed().next().is_some()
}

const fn build(suppression: Suppression) -> Build {
    Build { suppression, small: Small::Half }
}

#[test]
fn a_threshold_alone_is_broken() {
    let share = broken(300, |_| true, |c, chance| publish(c, build(Suppression::None), chance), determines);
    println!("threshold only: {share}");
    assert!(!share.within(80_000), "{share}");
}

#[test]
fn suppression_by_dimension_is_broken() {
    let fits = |company: &Company| !company.design.attributes.is_empty() && company.design.units.len() > 2;
    let share = broken(80, fits, |c, chance| publish(c, build(Suppression::PerDimension), chance), determines);
    println!("per dimension, surveys with attributes and units: {share}");
    assert!(!share.within(20_000), "{share}");
}

#[test]
fn one_decimal_for_five_to_nine_is_broken() {
    let fits = |company: &Company| {
        // Some group has five to nine answers to a question.
        reading(company).facts.iter().any(|fact| fact.questions.len() == 1 && fact.sum.high < 50)
    };
    let share = broken(300, fits, |c, _| with_tenths(c, reading(c)), pins);
    let as_it_is = broken(300, fits, |c, _| reading(c), pins);
    println!("one decimal for five to nine: {share}; as it is: {as_it_is}");
    assert!(!share.within(15_000), "{share}");
}

/// The plain strong build withstands: what breaks the weaker ones is the rule that they lack.
#[test]
fn suppressing_everything_together_withstands() {
    let mut chance = Chance::new(10);
    for _ in 0..40 {
        let sort = Sort { least: 12, most: 60, kind: None, questions: 6 };
        let company = company(sort, &mut chance);
        let known = publish(&company, build(Suppression::Joint), &mut chance);
        assert!(!determines(&known, &mut chance));
    }
}

#[test]
fn the_example_of_the_specification_breaks_both() {
    for suppression in [Suppression::None, Suppression::PerDimension] {
        let mut chance = Chance::new(11);
        let known = publish(&example(), build(suppression), &mut chance);
        let findings = attack_linear(&known, &Coalition::default(), &mut chance);
        assert!(findings.iter().any(|finding| finding.people == 1), "{suppression:?}: {findings:?}");
    }
}
