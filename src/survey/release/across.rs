//! Attributes, which cut across the tree: which of their bands may be shown beside the units.
//!
//! People with the same leaf and the same bands who answered the question are an *atom*; a group is a set of atoms.
//! What can be computed from the shown groups is their row space. Of the units it is spanned by blocks
//! ([`Family`](super::family::Family)), so that only the few rows of bands need elimination.
//!
//! **Fingerprints.** A set is in the row space exactly if every vector that is orthogonal to all shown rows is orthogonal to
//! the set. One such vector is drawn from all of them, as numbers modulo p = 2^61 - 1: in each block one atom is chosen
//! to make the block's sum zero, the other atoms get scattered numbers, and as many of these as the bands' rows have rank are
//! solved for by Gaussian elimination. The *fingerprint* of a set is the sum of its atoms' numbers. Whatever is in the
//! row space has fingerprint zero. So nothing that can be computed is missed; what cannot be computed has
//! fingerprint zero with probability 1/p, and then too much is hidden.
//!
//! **Why modulo p is exact.** Modulo the blocks, the coefficients of the at most d = 25 bands solve a linear system whose
//! entries are -1, 0 and 1. By Cramer's rule their denominators divide one of its minors, and by Hadamard's inequality a minor
//! is at most 25^12.5 < 3 x 10^17 < p: p divides no denominator, and every rational combination is one modulo p.
//!
//! Bands are hidden, the smallest that takes part first, until no target has fingerprint zero. Targets are hidden units and bands,
//! and every set of 1 to k - 1 people that units (shown or not), bands and those who withhold an attribute form by
//! intersection, union and difference of two of them, or of one unit and two bands, or of three bands; and for shown units
//! G and H and a band B also (G + H) \ B, G \ (H + B) and B \ (G + H), and blocks with and without B.
//! A band is hidden, too, where it differs from a shown group, or from two disjoint ones, by fewer than k + 2 people on both sides: their
//! difference is published, and one or two of them would learn the answers of the others.
//!
//! Attributes are shown only where k is at least [`QUESTIONS_FROM`]: no unit shows a score alone then.

use super::family::{COALITION, Family};
use super::prime::Mod;
use super::tally::Tree;
use crate::survey::rules::BANDS_MAX;
use std::collections::BTreeMap;

/// People with the same leaf and the same bands.
pub(super) struct Atom {
    /// Their leaf.
    pub leaf: usize,
    /// Their bands, a bit each; those who withhold an attribute have a bit of their own for it.
    pub bands: u64,
}

/// How the bands' bits lie.
pub(super) struct Bits {
    /// For each attribute its first bit; one bit for each band, and one for those who withhold.
    pub firsts: Vec<u32>,
    /// For each attribute how many bands.
    pub bands: Vec<u32>,
}

impl Bits {
    /// Bits for attributes with so many bands; of what is beyond [`BANDS_MAX`] bands nothing is taken.
    pub fn new(bands: impl Iterator<Item = usize>) -> Self {
        let (mut bits, mut taken, mut next) = (Self { firsts: Vec::new(), bands: Vec::new() }, 0, 0);
        for number in bands {
            taken += number.max(1);
            if taken > BANDS_MAX {
                break;
            }
            let number = u32::try_from(number).unwrap_or(0);
            bits.firsts.push(next);
            bits.bands.push(number);
            next += number + 1;
        }
        bits
    }

    /// Bits of a person's bands.
    pub fn of(&self, bands: &[Option<usize>]) -> u64 {
        let mut bits = 0;
        for (attribute, (first, number)) in self.firsts.iter().zip(&self.bands).enumerate() {
            let band = bands.get(attribute).copied().flatten().and_then(|band| u32::try_from(band).ok());
            bits |= 1 << (first + band.filter(|band| band < number).unwrap_or(*number));
        }
        bits
    }

    /// All bits in use, with whether each is a band; the others are of those who withhold.
    pub fn all(&self) -> impl Iterator<Item = (u32, bool)> {
        self.firsts.iter().zip(&self.bands).flat_map(|(first, number)| (0..=*number).map(move |at| (first + at, at < *number)))
    }
}

/// A sum of people and of their numbers.
#[derive(Clone, Copy, Default)]
struct Set {
    people: i64,
    print: Mod,
}

impl std::ops::AddAssign for Set {
    fn add_assign(&mut self, other: Self) {
        self.people += other.people;
        self.print += other.print;
    }
}

impl std::ops::Add for Set {
    type Output = Self;

    fn add(mut self, other: Self) -> Self {
        self += other;
        self
    }
}

impl std::ops::Sub for Set {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self { people: self.people - other.people, print: self.print - other.print }
    }
}

/// What is looked at for one question.
pub(super) struct Across<'a> {
    /// The tree of units.
    pub tree: &'a Tree,
    /// The threshold.
    pub k: u32,
    /// Which units are shown.
    pub family: &'a Family<'a>,
    /// The bits in use.
    pub bits: &'a Bits,
    /// The atoms.
    pub atoms: &'a [Atom],
    /// How many of each atom answered.
    pub answers: &'a [u32],
}

impl Across<'_> {
    /// Which of the bands may be shown, of those in `wanted` (a bit each).
    pub fn protect(&self, wanted: u64) -> u64 {
        let mut sizes: BTreeMap<u32, i64> = BTreeMap::new();
        for (bit, _) in self.bits.all() {
            let of = |(atom, answers): (&Atom, &u32)| if atom.bands >> bit & 1 == 1 { i64::from(*answers) } else { 0 };
            sizes.insert(bit, self.atoms.iter().zip(self.answers).map(of).sum());
        }
        let mut shown = wanted;
        // Nobody can compute anything where not even everybody is shown.
        if !self.family.shown(0) {
            return 0;
        }
        while shown != 0 {
            let Some(involved) = self.determined(shown) else { break };
            let among = if involved & shown == 0 { shown } else { involved & shown };
            let smallest = (0..u64::BITS).filter(|bit| among >> bit & 1 == 1).min_by_key(|bit| (sizes.get(bit), *bit));
            shown &= !smallest.map_or(shown, |bit| 1 << bit);
        }
        shown
    }

    /// The block of each unit: the smallest shown group that holds it, or is it.
    fn blocks(&self) -> Vec<usize> {
        let mut blocks = vec![0; self.tree.len()];
        for unit in 1..self.tree.len() {
            blocks[unit] = if self.family.shown(unit) { unit } else { self.tree.parent[unit].map_or(0, |parent| blocks[parent]) };
        }
        blocks
    }

    /// Numbers for the atoms that are orthogonal to every shown unit and to the shown bands.
    fn numbers(&self, shown: u64) -> Vec<Mod> {
        let blocks = self.blocks();
        let bands: Vec<u32> = (0..u64::BITS).filter(|bit| shown >> bit & 1 == 1).collect();
        let mut first: Vec<Option<usize>> = vec![None; self.tree.len()];
        let mut numbers = vec![Mod::ZERO; self.atoms.len()];
        let mut missing = vec![Mod::ZERO; bands.len()];
        // Independent columns, each with its atom, and the same in echelon form.
        let mut pivots: Vec<(usize, Vec<Mod>)> = Vec::new();
        let mut echelon: Vec<(usize, Vec<Mod>)> = Vec::new();
        let mut seen: std::collections::BTreeSet<(u64, u64)> = std::collections::BTreeSet::new();
        let column = |atom: usize, base: usize| {
            let (on, off) = (self.atoms[atom].bands & shown, self.atoms[base].bands & shown);
            let entry = move |bit: &u32| match (on >> bit & 1, off >> bit & 1) {
                (1, 0) => Mod::ONE,
                (0, 1) => -Mod::ONE,
                _ => Mod::ZERO,
            };
            (on & !off, off & !on, entry)
        };
        for (atom, at) in self.atoms.iter().enumerate() {
            if self.answers[atom] == 0 {
                continue;
            }
            let block = blocks[at.leaf];
            let Some(base) = first[block] else {
                first[block] = Some(atom);
                continue;
            };
            numbers[atom] = Mod::scattered(atom as u64);
            let (plus, minus, entry) = column(atom, base);
            if plus | minus == 0 {
                continue;
            }
            for (row, bit) in bands.iter().enumerate() {
                missing[row] += entry(bit) * numbers[atom];
            }
            if pivots.len() < bands.len() && seen.insert((plus, minus)) {
                let column: Vec<Mod> = bands.iter().map(entry).collect();
                if extend(&mut echelon, &column) {
                    pivots.push((atom, column));
                }
            }
        }
        for ((atom, _), change) in pivots.iter().zip(solve(&pivots, &missing)) {
            numbers[*atom] = numbers[*atom] - change;
        }
        for (atom, at) in self.atoms.iter().enumerate() {
            if let Some(base) = first[blocks[at.leaf]].filter(|base| *base != atom && self.answers[atom] > 0) {
                numbers[base] = numbers[base] - numbers[atom];
            }
        }
        numbers
    }

    /// Bands that take part where a target is determined; `None` when none is. No bits: any band may take part.
    fn determined(&self, shown: u64) -> Option<u64> {
        let numbers = self.numbers(shown);
        let bits: Vec<u32> = self.bits.all().map(|(bit, _)| bit).collect();
        let told = |set: Set| set.print == Mod::ZERO && (1..i64::from(self.k)).contains(&set.people);

        let gather = |keep: &dyn Fn(u64) -> bool| {
            let mut sets = vec![Set::default(); self.tree.len()];
            for ((atom, answers), number) in self.atoms.iter().zip(self.answers).zip(&numbers) {
                if *answers > 0 && keep(atom.bands) {
                    sets[atom.leaf] += Set { people: i64::from(*answers), print: *number };
                }
            }
            self.tree.sum_up(&mut sets);
            sets
        };
        let wholes = gather(&|_| true);
        let hidden = |unit: usize| !self.family.shown(unit) && wholes[unit].people > 0 && wholes[unit].print == Mod::ZERO;
        // A hidden unit that has the same people as everybody is determined by them alone: no band's doing.
        if (0..self.tree.len()).any(|unit| hidden(unit) && wholes[unit].people < wholes[0].people) {
            return Some(0);
        }
        let parts: Vec<Vec<Set>> = bits.iter().map(|bit| gather(&|bands| bands >> bit & 1 == 1)).collect();
        if let Some(involved) = self.close(shown, &wholes, &parts) {
            return Some(involved);
        }
        for (at, (bit, band)) in self.bits.all().enumerate() {
            let set = parts[at][0];
            let lost = if band { shown >> bit & 1 == 0 && set.people > 0 && set.print == Mod::ZERO } else { told(set) };
            if lost && set.people < wholes[0].people {
                return Some(1 << bit);
            }
        }
        for (at, bit) in bits.iter().enumerate() {
            if self.pairs(&wholes, &parts[at]) {
                return Some(1 << bit);
            }
        }
        for (at, one) in bits.iter().enumerate() {
            for (next, two) in bits.iter().enumerate().skip(at + 1) {
                let both = gather(&|bands| bands >> one & 1 == 1 && bands >> two & 1 == 1);
                let kinds = |unit: usize| {
                    let (whole, first, second, both) = (wholes[unit], parts[at][unit], parts[next][unit], both[unit]);
                    (whole, first, second, both, [both, first - both, second - both, first + second - both])
                };
                let (_, band_one, band_two, shared, all) = kinds(0);
                for unit in 0..self.tree.len() {
                    let (whole, first, second, both, here) = kinds(unit);
                    // The unit or one band, less the other.
                    let united = [
                        whole - second + (band_one - shared) - (first - both),
                        whole - first + (band_two - shared) - (second - both),
                    ];
                    let outside = all.iter().zip(here).map(|(all, here)| *all - here);
                    if here.into_iter().chain(outside).chain(united).chain([whole - here[3]]).any(told) {
                        return Some(1 << one | 1 << two);
                    }
                }
            }
        }
        self.triples(&numbers, &bits)
    }

    /// Bands that differ from another shown group, or from two disjoint ones together, by so few people that two who tell each
    /// other their answers know those of fewer than k others: the difference of the two groups is published, and has
    /// people on both sides.
    fn close(&self, shown: u64, wholes: &[Set], parts: &[Vec<Set>]) -> Option<u64> {
        let margin = i64::from(self.k + COALITION);
        let few = |one: i64, other: i64, both: i64| one > both && other > both && one + other - 2 * both < margin;
        // Sums of one or two bands of an attribute, with their people in each unit.
        let bits: Vec<u32> = self.bits.all().map(|(bit, _)| bit).collect();
        let on = |bit: u32| shown >> bit & 1 == 1;
        let mut sums: Vec<(u64, Vec<i64>)> = Vec::new();
        for (first, number) in self.bits.firsts.iter().zip(&self.bits.bands) {
            for one in (*first..first + number).filter(|bit| on(*bit)) {
                for two in (one..first + number).filter(|bit| on(*bit)) {
                    let people =
                        |bit: u32, unit: usize| bits.iter().position(|b| *b == bit).map_or(0, |at| parts[at][unit].people);
                    let both = |unit: usize| people(one, unit) + if two == one { 0 } else { people(two, unit) };
                    sums.push((1 << one | 1 << two, (0..wholes.len()).map(both).collect()));
                }
            }
        }
        for (bands, inside) in &sums {
            let mut halves: Vec<usize> = Vec::new();
            for unit in (0..wholes.len()).filter(|unit| self.family.shown(*unit)) {
                if few(wholes[unit].people, inside[0], inside[unit]) {
                    return Some(*bands);
                }
                if wholes[unit].people - inside[unit] < margin && 4 * (inside[unit] + margin) >= inside[0] {
                    halves.push(unit);
                }
            }
            for (at, one) in halves.iter().enumerate() {
                for two in &halves[..at] {
                    let (people, both) = (wholes[*one].people + wholes[*two].people, inside[*one] + inside[*two]);
                    if people <= wholes[0].people && few(people, inside[0], both) {
                        return Some(*bands);
                    }
                }
            }
        }
        let mut kinds: BTreeMap<u64, i64> = BTreeMap::new();
        for (atom, answers) in self.atoms.iter().zip(self.answers) {
            *kinds.entry(atom.bands).or_default() += i64::from(*answers);
        }
        for (at, (one, first)) in sums.iter().enumerate() {
            for (two, second) in &sums[..at] {
                let shared = kinds.iter().filter(|(bands, _)| **bands & one != 0 && **bands & two != 0).map(|(_, people)| people);
                if few(first[0], second[0], shared.sum()) {
                    return Some(one | two);
                }
            }
        }
        None
    }

    /// Whether a small set of people in a block or in one or two units, and in a band or outside of it, has fingerprint zero;
    /// `parts` are the band's people in each unit.
    fn pairs(&self, wholes: &[Set], parts: &[Set]) -> bool {
        let small = |people: i64| (1..i64::from(self.k)).contains(&people);
        let told = |set: Set| set.print == Mod::ZERO && small(set.people);
        let rest = |unit: usize| wholes[unit] - parts[unit];
        // What shown units within a unit hold of the band, and outside of it.
        let mut covered = vec![(Set::default(), Set::default()); wholes.len()];
        for unit in (0..wholes.len()).rev() {
            let (within, without) = covered[unit];
            if self.family.shown(unit) && (told(parts[unit] - within) || told(rest(unit) - without)) {
                return true;
            }
            if let Some(parent) = self.tree.parent[unit] {
                let add = if self.family.shown(unit) { (parts[unit], rest(unit)) } else { (within, without) };
                covered[parent].0 += add.0;
                covered[parent].1 += add.1;
            }
        }
        // People of shown units in the band and outside of it, by fingerprint.
        let (mut inside, mut outside): (BTreeMap<Mod, Vec<i64>>, BTreeMap<Mod, Vec<i64>>) = Default::default();
        let found = |sets: &BTreeMap<Mod, Vec<i64>>, print: Mod, total: &dyn Fn(i64) -> i64| {
            sets.get(&print).is_some_and(|sets| sets.iter().any(|people| small(total(*people))))
        };
        for unit in 0..wholes.len() {
            let (part, rest, left) = (parts[unit], rest(unit), parts[0] - parts[unit]);
            if told(part) || told(rest) || told(left) {
                return true;
            }
            if !self.family.shown(unit) {
                continue;
            }
            // G \ (H + B) for H within G.
            let mut above = self.family.above(unit);
            while let Some(at) = above {
                if told(wholes[at] - parts[at] - rest) {
                    return true;
                }
                above = self.family.above(at);
            }
            if part.people == 0 {
                continue;
            }
            // (G + H) \ B, then B \ (G + H).
            if found(&outside, -rest.print, &|people| people + rest.people)
                || found(&inside, left.print, &|people| left.people - people)
            {
                return true;
            }
            outside.entry(rest.print).or_default().push(rest.people);
            inside.entry(part.print).or_default().push(part.people);
        }
        false
    }

    /// Bands of which three, combined, have a small set with fingerprint zero.
    fn triples(&self, numbers: &[Mod], bits: &[u32]) -> Option<u64> {
        let mut kinds: BTreeMap<u64, Set> = BTreeMap::new();
        for ((atom, answers), number) in self.atoms.iter().zip(self.answers).zip(numbers) {
            *kinds.entry(atom.bands).or_default() += Set { people: i64::from(*answers), print: *number };
        }
        let told = |keep: &dyn Fn(u64) -> bool| {
            let mut sum = Set::default();
            for (_, set) in kinds.iter().filter(|(bands, _)| keep(**bands)) {
                sum += *set;
            }
            sum.print == Mod::ZERO && (1..i64::from(self.k)).contains(&sum.people)
        };
        for one in bits {
            let one = 1 << one;
            for (at, two) in bits.iter().enumerate() {
                let two = 1 << two;
                for three in bits.iter().skip(at + 1) {
                    let three: u64 = 1 << three;
                    if told(&|bands| bands & one != 0 && bands & (two | three) == 0)
                        || told(&|bands| bands & one == 0 && bands & (two | three) != 0)
                    {
                        return Some(one | two | three);
                    }
                }
            }
        }
        None
    }
}

/// Adds a column to columns in echelon form, each with its leading row; whether it is independent of them.
fn extend(echelon: &mut Vec<(usize, Vec<Mod>)>, column: &[Mod]) -> bool {
    let mut rest = column.to_vec();
    for (lead, column) in echelon.iter() {
        let factor = rest[*lead];
        if factor != Mod::ZERO {
            for (entry, other) in rest.iter_mut().zip(column) {
                *entry = *entry - factor * *other;
            }
        }
    }
    let Some(lead) = rest.iter().position(|entry| *entry != Mod::ZERO) else { return false };
    let scale = rest[lead].inverse();
    echelon.push((lead, rest.into_iter().map(|entry| entry * scale).collect()));
    true
}

/// The coefficients with which independent columns add up to `right`, which lies in their span.
fn solve(columns: &[(usize, Vec<Mod>)], right: &[Mod]) -> Vec<Mod> {
    let wide = columns.len();
    let mut rows: Vec<Vec<Mod>> =
        (0..right.len()).map(|row| columns.iter().map(|(_, column)| column[row]).chain([right[row]]).collect()).collect();
    for at in 0..wide {
        let pivot = (at..rows.len()).find(|row| rows[*row][at] != Mod::ZERO).expect("the columns are independent");
        rows.swap(at, pivot);
        let scale = rows[at][at].inverse();
        for entry in &mut rows[at] {
            *entry = *entry * scale;
        }
        let pivot = rows[at].clone();
        for (_, row) in rows.iter_mut().enumerate().filter(|(index, _)| *index != at) {
            let factor = row[at];
            if factor != Mod::ZERO {
                for (entry, above) in row.iter_mut().zip(&pivot) {
                    *entry = *entry - factor * *above;
                }
            }
        }
    }
    rows.into_iter().take(wide).map(|row| row[wide]).collect()
}
