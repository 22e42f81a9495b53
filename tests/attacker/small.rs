//! Surveys so small that everything can be tried.

use super::attack::builds::{Build, Small, Suppression, publish};
use super::attack::chance::Chance;
use super::attack::company::{Sort, company};
use super::attack::exact::feasible;
use super::attack::knowledge::Coalition;
use super::attack::preimage::{Cluster, outputs};
use super::attack::values::{Effort, attack_values};
use super::reading;
use waymark::survey::Kind;

fn team(unit: usize, people: u8) -> Cluster {
    Cluster { unit, band: None, people }
}

/// Everything that somebody who knows the rule can tell from these surveys leaves three values to everybody.
fn tells_nothing(k: u8, clusters: &[Cluster], questions: usize) {
    let kind = if k < 5 { Kind::Team } else { Kind::Company };
    let outputs = outputs(kind, k, clusters, questions);
    assert!(
        outputs.told.is_empty(),
        "{} of {} releases, {} in a million surveys, such as {:?}: {:?} is left to {:?}",
        outputs.told.len(),
        outputs.releases,
        outputs.in_million,
        outputs.told[0].answers,
        outputs.told[0].feasible,
        clusters[outputs.told[0].cluster]
    );
}

#[test]
fn one_group_keeps_three_values_whoever_knows_the_rule() {
    for people in 5..=14 {
        tells_nothing(5, &[team(0, people)], 1);
    }
    for people in 3..=9 {
        tells_nothing(3, &[team(0, people)], 1);
    }
    for people in 3..=5 {
        tells_nothing(3, &[team(0, people)], 2);
    }
}

#[test]
fn two_units_keep_three_values_whoever_knows_the_rule() {
    for (k, one, other) in [(3, 2, 5), (3, 3, 3), (3, 3, 4), (3, 4, 4), (3, 3, 5), (5, 4, 5), (5, 5, 5)] {
        tells_nothing(k, &[team(1, one), team(2, other)], 1);
    }
}

#[test]
fn a_band_and_the_rest_keep_three_values_whoever_knows_the_rule() {
    for (k, band, rest) in [(3, 3, 2), (3, 3, 3), (3, 5, 3), (5, 5, 2), (5, 5, 5)] {
        let band = Cluster { unit: 0, band: Some(0), people: band };
        tells_nothing(k, &[band, team(0, rest)], 1);
    }
}

#[test]
fn the_fast_value_attack_is_as_good_as_trying_everything() {
    let mut chance = Chance::new(12);
    let sort = Sort { least: 6, most: 14, kind: Some(Kind::Team), questions: 6 };
    let (mut truly, mut struck) = (0, 0);
    for turn in 0..500 {
        let company = company(sort, &mut chance);
        let small = [Small::Half, Small::CodedTenth, Small::Tenth][turn % 3];
        let known = match turn % 4 {
            0 => reading(&company),
            1 => publish(&company, Build { suppression: Suppression::Joint, small }, &mut chance),
            _ => publish(&company, Build { suppression: Suppression::None, small }, &mut chance),
        };
        let found = attack_values(&known, &Coalition::default(), Effort::Once);
        assert_eq!(found.contradictions, 0);
        for section in &known.sections {
            let Some(exact) = feasible(&known, section, 60_000) else { continue };
            for left in found.left.iter().filter(|left| section.contains(&left.question)) {
                let layer = section.iter().position(|&question| question == left.question).expect("of the section");
                for (value, ok) in (1..=5).zip(exact[layer][left.class]) {
                    let kept = left.feasible.contains(&value);
                    assert!(kept || !ok, "{value} is possible for {left:?}");
                    truly += i32::from(!ok);
                    struck += i32::from(!kept);
                }
            }
        }
    }
    println!("values struck out: {struck} of {truly} that are impossible");
    assert!(truly > 100 && 100 * struck >= 98 * truly, "{struck} of {truly}");
}
