//! The value attack where nothing is left out: every way in which a few people can answer is released, and ways with the
//! same release cannot be told apart. What is hidden, coded or left out because of the answers tells something, too; only
//! this attack sees that.

use super::company::by_hand;
use std::collections::HashMap;
use waymark::survey::Kind;
use waymark::survey::release::{Design, Release, Value, release};

/// How many gave each of the five answers.
pub type Histogram = [u8; 5];

/// All ways in which `people` can answer a question.
pub fn histograms(people: u8) -> Vec<Histogram> {
    let mut all = Vec::new();
    for a in 0..=people {
        for b in 0..=people - a {
            for c in 0..=people - a - b {
                for d in 0..=people - a - b - c {
                    all.push([a, b, c, d, people - a - b - c - d]);
                }
            }
        }
    }
    all
}

/// A set of people, all of whom answer one question of a section.
#[derive(Clone, Copy, Debug)]
pub struct Cluster {
    /// Their unit, from 1; 0 where there is only the top unit.
    pub unit: usize,
    /// Their band of the only attribute.
    pub band: Option<usize>,
    /// How many they are.
    pub people: u8,
}

/// A release that leaves somebody fewer than three values.
#[derive(Clone, Debug)]
pub struct Told {
    /// Which cluster they are in.
    pub cluster: usize,
    /// What they may have answered.
    pub feasible: Vec<usize>,
    /// A way to answer that leads to it: for each question, for each cluster.
    pub answers: Vec<Histogram>,
}

/// What trying all ways to answer found.
#[derive(Clone, Debug)]
pub struct Outputs {
    /// How many different releases there are.
    pub releases: usize,
    /// Those that leave somebody fewer than three values.
    pub told: Vec<Told>,
    /// How often one of those comes out where everybody answers by chance, leaning to the high end: in a million cases.
    pub in_million: u128,
}

/// All releases of a survey of these clusters, with so many questions in one section.
pub fn outputs(kind: Kind, k: u8, clusters: &[Cluster], questions: usize) -> Outputs {
    let people: Vec<(usize, Option<usize>, Vec<u8>)> = clusters
        .iter()
        .flat_map(|cluster| vec![(cluster.unit, cluster.band, vec![3; questions]); usize::from(cluster.people)])
        .collect();
    let borrowed: Vec<(usize, Option<usize>, &[u8])> = people.iter().map(|(u, b, a)| (*u, *b, a.as_slice())).collect();
    let bands = clusters.iter().filter_map(|cluster| cluster.band).max().map_or(0, |band| band + 1);
    let mut company = by_hand(kind, k, bands, &[questions], &borrowed);
    let ways: Vec<Vec<Histogram>> =
        (0..questions).flat_map(|_| clusters.iter().map(|cluster| histograms(cluster.people))).collect();
    let mut at = vec![0; ways.len()];
    let mut classes: HashMap<String, Class> = HashMap::new();
    loop {
        let answers: Vec<Histogram> = at.iter().zip(&ways).map(|(&at, ways)| ways[at]).collect();
        for question in 0..questions {
            let given = answers[question * clusters.len()..][..clusters.len()].iter();
            let given = given.flat_map(|h| (1..=5).zip(h).flat_map(|(value, &n)| vec![value; usize::from(n)]));
            for (ballot, value) in company.ballots.iter_mut().zip(given) {
                ballot.values[question] = Some(Value::Scale(value));
            }
        }
        let out = out(&company.design, &release(&company.design, &company.ballots, None, &[0; 32]));
        let class = classes.entry(out).or_insert_with(|| Class { seen: [0; 16], chance: 0, answers: answers.clone() });
        class.chance += answers.iter().copied().map(odds).product::<u128>();
        for (seen, histogram) in class.seen.iter_mut().zip(&answers) {
            for (value, &n) in histogram.iter().enumerate() {
                *seen |= usize::from(n > 0) << value;
            }
        }
        let Some(next) = (0..at.len()).find(|&place| at[place] + 1 < ways[place].len()) else { break };
        at[next] += 1;
        at[..next].fill(0);
    }
    let narrow = |class: &Class| (0..ways.len()).filter(|&place| class.seen[place].count_ones() < 3).collect::<Vec<_>>();
    let all: u128 = classes.values().map(|class| class.chance).sum();
    let failing: u128 = classes.values().filter(|class| !narrow(class).is_empty()).map(|class| class.chance).sum();
    let releases = classes.len();
    let mut told = Vec::new();
    for class in classes.into_values() {
        told.extend(narrow(&class).first().map(|&place| Told {
            cluster: place % clusters.len(),
            feasible: (1..=5).filter(|value| class.seen[place] >> (value - 1) & 1 == 1).collect(),
            answers: class.answers.clone(),
        }));
    }
    told.sort_by(|a, b| a.answers.cmp(&b.answers));
    // Whole parts of a million, whatever the size of the odds.
    Outputs { releases, told, in_million: failing / (all / 1_000_000).max(1) }
}

/// Ways to answer with the same release.
struct Class {
    /// For each cluster and question the values that somebody gave, as bits.
    seen: [usize; 16],
    chance: u128,
    answers: Vec<Histogram>,
}

/// How likely a histogram is, up to a factor: single answers are 1 to 5 in 1, 2, 6, 12, and 9 of 30 cases.
fn odds(histogram: Histogram) -> u128 {
    let mut odds = 1;
    let mut people = 0;
    for (n, weight) in histogram.into_iter().zip([1, 2, 6, 12, 9]) {
        for at in 1..=u128::from(n) {
            people += 1;
            odds = odds * people * weight / at;
        }
    }
    odds
}

/// Everything that somebody sees of a release.
fn out(design: &Design, release: &Release) -> String {
    let groups = release.units.iter().chain(release.attributes.iter().flatten());
    let seen: Vec<String> = groups.map(|cells| format!("{:?}", cells.sections)).collect();
    assert_eq!(release.units.len(), design.units.len());
    seen.concat()
}
