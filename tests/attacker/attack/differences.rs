//! Which differences of shown groups are a few people.

use super::knowledge::Knowledge;
use std::collections::HashSet;

/// The classes in some groups and not in others.
pub fn difference(known: &Knowledge, plus: &[usize], minus: &[usize]) -> Vec<usize> {
    let within = |groups: &[usize], class: usize| groups.iter().any(|&g| known.groups[g].classes.contains(&class));
    (0..known.classes.len()).filter(|&class| within(plus, class) && !within(minus, class)).collect()
}

/// The groups that are added, those that are taken away, and the classes that are left.
pub type Difference = (Vec<usize>, Vec<usize>, Vec<usize>);

/// The differences A \ B, A \ (B + C) and (A + B) \ C of shown groups that leave one to k - 1 people, once the coalition
/// is taken off; each set of classes once. Counts are those who answered, and those of the coalition among them.
pub fn small_differences(known: &Knowledge, shown: &[usize], counts: &[(i64, i64)]) -> Vec<Difference> {
    let k = i64::try_from(known.k).expect("small");
    let left = |class: usize| counts[class].0 - counts[class].1;
    let size = |group: usize| known.groups[group].classes.iter().map(|&class| left(class)).sum::<i64>();
    let within: Vec<Vec<bool>> = shown
        .iter()
        .map(|&group| {
            let mut within = vec![false; counts.len()];
            known.groups[group].classes.iter().for_each(|&class| within[class] = true);
            within
        })
        .collect();
    let sizes: Vec<i64> = shown.iter().map(|&group| size(group)).collect();
    let common: Vec<Vec<i64>> = shown
        .iter()
        .map(|&a| within.iter().map(|b| known.groups[a].classes.iter().filter(|&&c| b[c]).map(|&c| left(c)).sum()).collect())
        .collect();
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    let mut offer = |plus: &[usize], minus: &[usize]| {
        let in_any = |groups: &[usize], class: usize| groups.iter().any(|&g| within[g][class]);
        let classes: Vec<usize> =
            (0..counts.len()).filter(|&c| counts[c].0 > 0 && in_any(plus, c) && !in_any(minus, c)).collect();
        let people: i64 = classes.iter().map(|&class| left(class)).sum();
        if (1..k).contains(&people) && seen.insert(classes.clone()) {
            let named = |groups: &[usize]| groups.iter().map(|&g| shown[g]).collect();
            found.push((named(plus), named(minus), classes));
        }
    };
    for a in 0..shown.len() {
        if (1..k).contains(&sizes[a]) {
            // Only a coalition brings a shown group under k.
            offer(&[a], &[]);
        }
        for b in 0..shown.len() {
            if a == b || common[a][b] == 0 {
                continue;
            }
            let rest = sizes[a] - common[a][b];
            if (1..k).contains(&rest) {
                offer(&[a], &[b]);
                for c in 0..a {
                    // (A + C) \ B: nothing of either may be left but a few.
                    if common[c][b] > 0 && (1..k).contains(&(sizes[c] - common[c][b])) {
                        offer(&[a, c], &[b]);
                    }
                }
            }
            for (c, &both) in common[a][..b].iter().enumerate() {
                if c != a && both > 0 && rest > 0 && rest - both < k {
                    offer(&[a], &[b, c]);
                }
            }
        }
    }
    found
}

/// The classes whose answers count in A - B or in A - B - C for shown groups, where these are fewer than k people: how much
/// more some of them gave than the others is known. Where all count alike it is a difference in the narrower sense, and
/// left out here.
pub fn small_supports(known: &Knowledge, shown: &[usize], counts: &[i64]) -> HashSet<Vec<usize>> {
    let k = i64::try_from(known.k).expect("small");
    let within: Vec<Vec<bool>> = shown
        .iter()
        .map(|&group| (0..counts.len()).map(|class| known.groups[group].classes.contains(&class)).collect())
        .collect();
    let sizes: Vec<i64> =
        shown.iter().map(|&group| known.groups[group].classes.iter().map(|&class| counts[class]).sum()).collect();
    let mut found = HashSet::new();
    let mut offer = |a: usize, minus: &[usize]| {
        let (mut support, mut size, mut signs) = (Vec::new(), 0, [false; 2]);
        for class in (0..counts.len()).filter(|&class| counts[class] > 0) {
            let taken = minus.iter().map(|&b| i64::from(within[b][class])).sum::<i64>();
            let times = i64::from(within[a][class]) - taken;
            if times != 0 {
                support.push(class);
                size += counts[class];
                signs[usize::from(times > 0)] = true;
                if size >= k {
                    return;
                }
            }
        }
        if signs == [true; 2] {
            found.insert(support);
        }
    };
    for a in 0..shown.len() {
        for b in (0..shown.len()).filter(|&b| b != a) {
            // Each of the support counts once or twice.
            if (sizes[a] - sizes[b]).abs() < 2 * k {
                offer(a, &[b]);
            }
            for c in (0..b).filter(|&c| c != a) {
                if (sizes[a] - sizes[b] - sizes[c]).abs() < 2 * k {
                    offer(a, &[b, c]);
                }
            }
        }
    }
    found
}
