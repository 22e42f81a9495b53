//! The value attack by trying everything, for surveys so small that this is possible: it tells how good the fast one is.

use super::knowledge::{Fact, Knowledge};
use super::preimage::{Histogram, histograms};

/// For each question of a section, for each class: the values that somebody of it may have given. `None` if there are
/// more than `limit` ways to answer.
pub fn feasible(known: &Knowledge, section: &[usize], limit: usize) -> Option<Vec<Vec<[bool; 5]>>> {
    let mut places = Vec::new();
    let mut ways: Vec<Vec<Histogram>> = Vec::new();
    let mut product = 1_usize;
    for (layer, &question) in section.iter().enumerate() {
        for class in 0..known.classes.len() {
            let people = u8::try_from(known.count_class(class, question)).ok()?;
            if people > 0 {
                places.push((layer, class));
                ways.push(histograms(people));
                product = product.checked_mul(ways.last()?.len()).filter(|&product| product <= limit)?;
            }
        }
    }
    let facts: Vec<(&Fact, Vec<usize>)> = known
        .facts
        .iter()
        .filter(|fact| section.contains(&fact.questions[0]))
        .map(|fact| {
            let concerns = |&at: &usize| {
                let (layer, class) = places[at];
                fact.questions.contains(&section[layer]) && known.groups[fact.group].classes.contains(&class)
            };
            (fact, (0..places.len()).filter(concerns).collect())
        })
        .collect();
    let mut feasible = vec![vec![[false; 5]; known.classes.len()]; section.len()];
    let mut at = vec![0; ways.len()];
    loop {
        let given = |place: usize| ways[place][at[place]];
        if facts.iter().all(|(fact, of)| agrees(fact, of.iter().map(|&place| given(place)))) {
            for (place, &(layer, class)) in places.iter().enumerate() {
                for (ok, n) in feasible[layer][class].iter_mut().zip(given(place)) {
                    *ok |= n > 0;
                }
            }
        }
        let Some(next) = (0..at.len()).find(|&place| at[place] + 1 < ways[place].len()) else { return Some(feasible) };
        at[next] += 1;
        at[..next].fill(0);
    }
}

fn agrees(fact: &Fact, histograms: impl Iterator<Item = Histogram>) -> bool {
    let mut all = [0_i64; 5];
    for histogram in histograms {
        all.iter_mut().zip(histogram).for_each(|(sum, n)| *sum += i64::from(n));
    }
    let n: i64 = all.iter().sum();
    let buckets = [all[0] + all[1], all[2], all[3] + all[4]];
    let sum = all.iter().zip(1..).map(|(n, value)| n * value).sum();
    fact.sum.holds(sum)
        && fact.buckets.is_none_or(|spans| spans.iter().zip(buckets).all(|(span, count)| span.holds(count)))
        && fact.divided.is_none_or(|said| said == (4 * buckets[0] >= n && 4 * buckets[2] >= n))
}
