//! Everybody keeps three possible answers: published numbers are taken apart here by going through all possibilities.

use super::sample::*;
use crate::survey::release::*;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// All ways in which `people` can answer a question, as counts of 1 to 5.
fn ways(people: usize) -> Vec<[usize; 5]> {
    let mut ways = Vec::new();
    for a in 0..=people {
        for b in 0..=people - a {
            for c in 0..=people - a - b {
                for d in 0..=people - a - b - c {
                    ways.push([a, b, c, d, people - a - b - c - d]);
                }
            }
        }
    }
    ways
}

/// Ballots of a unit that answer like this.
fn answered(unit: usize, way: &[usize; 5]) -> Vec<Ballot> {
    (1..=5).flat_map(|value| std::iter::repeat_n(ballot(unit, &[value]), way[usize::from(value) - 1])).collect()
}

fn sum(way: &[usize; 5]) -> usize {
    way.iter().enumerate().map(|(at, number)| (at + 1) * number).sum()
}

/// Whether a published mean allows this sum.
fn allows(mean: Mean, sum: usize, answers: usize) -> bool {
    let (tenths, step) = (usize::from(mean.tenths), usize::from(mean.step.tenths()));
    let low = 20 * sum >= (2 * tenths - step) * answers;
    let high = 20 * sum < (2 * tenths + step) * answers;
    match mean.code {
        Code::Exact => low && high,
        Code::OrHigher => low,
        Code::OrLower => high,
    }
}

/// Whether a published share allows this part.
fn shares(share: Share, part: usize, answers: usize) -> bool {
    let percent = usize::from(share.percent);
    let low = 200 * part >= (2 * percent - 10) * answers;
    let high = 200 * part < (2 * percent + 10) * answers;
    match share.code {
        Code::Exact => low && high,
        Code::OrHigher => low,
        Code::OrLower => high,
    }
}

/// Whether a published cell allows these answers.
fn fits(cell: &Cell<Score>, way: &[usize; 5]) -> bool {
    let answers = way.iter().sum();
    cell.shown().is_none_or(|score| {
        allows(score.mean, sum(way), answers)
            && score.distribution.is_none_or(|fall| {
                shares(fall.unfavourable, way[0] + way[1], answers)
                    && shares(fall.neutral, way[2], answers)
                    && shares(fall.favourable, way[3] + way[4], answers)
            })
    })
}

/// How many of the five answers occur in some way.
fn values(ways: impl IntoIterator<Item = [usize; 5]>) -> usize {
    let mut seen = [false; 5];
    for way in ways {
        (0..5).for_each(|at| seen[at] |= way[at] > 0);
    }
    seen.into_iter().filter(|seen| *seen).count()
}

/// Even somebody who knows this program, runs it on all possible answers of a group and keeps those that give the published
/// release is left with three answers: what is coarser or missing does not tell.
#[test]
fn a_group_alone_cannot_be_run_backwards() {
    for people in 3..=13 {
        let design = design(3, &[None], vec![section("s", 1)]);
        let mut outcomes: BTreeMap<String, Vec<[usize; 5]>> = BTreeMap::new();
        for way in ways(people) {
            let release = close(&design, &answered(0, &way));
            outcomes.entry(serde_json::to_string(&release).unwrap()).or_default().push(way);
        }
        for (release, ways) in outcomes {
            assert!(values(ways.iter().copied()) >= 3, "{people} people: only {ways:?} give {release}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Two units, one large enough for a distribution, and everybody: all pairs of ways that fit everything published.
    #[test]
    fn two_units_and_everybody(
        large in prop::sample::select(ways(10)),
        small in prop::sample::select(ways(5)),
    ) {
        let design = flat(5, 2, vec![section("s", 1)]);
        let ballots = [answered(1, &large), answered(2, &small)].concat();
        let release = close(&design, &ballots);
        let mut seen = (Vec::new(), Vec::new());
        for one in ways(10).into_iter().filter(|way| fits(cell(&release, 1, 0, 0), way)) {
            for two in ways(5).into_iter().filter(|way| fits(cell(&release, 2, 0, 0), way)) {
                let all = std::array::from_fn(|at| one[at] + two[at]);
                if fits(cell(&release, 0, 0, 0), &all) {
                    seen.0.push(one);
                    seen.1.push(two);
                }
            }
        }
        prop_assert!(values(seen.0) >= 3, "{large:?} {small:?}: {release:?}");
        prop_assert!(values(seen.1) >= 3, "{large:?} {small:?}: {release:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// All sums of all groups of nested companies that fit the published means, by going through sets of sums.
    #[test]
    fn nested_units(seed in any::<u64>(), k in 3_u8..6, units in 3_usize..12, leaf in 4_usize..16) {
        let (design, ballots) = company(seed, Odds { k, units, leaf, questions: 1, skipped: 1, attributes: 0 });
        let release = close(&design, &ballots);
        let count = design.units.len();
        let mut answers = vec![0; count];
        for ballot in ballots.iter().filter(|ballot| matches!(ballot.values[0], Some(Value::Scale(_)))) {
            let mut at = Some(ballot.unit);
            while let Some(unit) = at {
                answers[unit] += 1;
                at = design.units[unit].parent;
            }
        }
        let add = |a: &Vec<bool>, b: &Vec<bool>| {
            let mut sums = vec![false; a.len() + b.len() - 1];
            for (i, _) in a.iter().enumerate().filter(|(_, possible)| **possible) {
                for (j, _) in b.iter().enumerate().filter(|(_, possible)| **possible) {
                    sums[i + j] = true;
                }
            }
            sums
        };
        let fitting = |unit: usize, sums: Vec<bool>| -> Vec<bool> {
            sums.into_iter()
                .enumerate()
                .map(|(sum, possible)| {
                    possible && cell(&release, unit, 0, 0).shown().is_none_or(|score| allows(score.mean, sum, answers[unit]))
                })
                .collect()
        };
        let children: Vec<Vec<usize>> =
            (0..count).map(|unit| (1..count).filter(|child| design.units[*child].parent == Some(unit)).collect()).collect();
        // Sums that fit what is published within each group, then those that fit everything.
        let mut within = vec![vec![true]; count];
        for unit in (0..count).rev() {
            let sums = if children[unit].is_empty() {
                (0..=5 * answers[unit]).map(|sum| sum >= answers[unit]).collect()
            } else {
                children[unit].iter().fold(vec![true], |sums, child| add(&sums, &within[*child]))
            };
            within[unit] = fitting(unit, sums);
        }
        for unit in 0..count {
            for &child in &children[unit] {
                let others = children[unit].iter().filter(|c| **c != child).fold(vec![true], |sums, c| add(&sums, &within[*c]));
                let fits = |sum: usize| others.iter().enumerate().any(|(o, possible)| *possible && within[unit].get(o + sum) == Some(&true));
                within[child] = (0..within[child].len()).map(|sum| within[child][sum] && fits(sum)).collect();
            }
        }
        for unit in (0..count).filter(|unit| children[*unit].is_empty() && answers[*unit] > 0) {
            let others = answers[unit] - 1;
            let possible = (1..=5).filter(|value| (others..=5 * others).any(|rest| within[unit].get(value + rest) == Some(&true))).count();
            // Where everybody are one or two, nothing is shown and everything possible.
            prop_assert!(possible >= 3, "unit {unit} of {answers:?}: {:?}", (0..count).map(|u| cell(&release, u, 0, 0).clone()).collect::<Vec<_>>());
        }
    }
}
