//! Attributes, which cut across the tree of units: which of their bands may be shown beside the units.
//!
//! Two people of one leaf who are in different bands of an attribute, and alike in whatever else is shown, can *exchange*
//! answers: nothing that is published about units changes, whatever it is, and the sums of the two bands move by the
//! difference of the answers. A band is shown where there are so many exchanges that both attacks come to nothing:
//!
//! **Sums.** What follows from shown groups by adding and subtracting is f(p) = c(p) + d1(p) + d2(p) + ..., where c
//! depends on the leaf of person p alone, and each d on the class of p in one attribute: a shown band, or the rest of it, who are
//! in no shown band (d = 0). Two people who can exchange differ in one d alone. If it differs between their classes, one
//! of the two has f other than 0; so f, not being the same for both classes, has other values than 0 for one person
//! of every pair. Hence, with `n` pairs, of whom nobody is in two, between a class and another:
//!
//! - *Few people.* Every f that is not about units alone concerns n people or more. With n >= k + 2 no sum or difference of fewer than
//!   k people is determined, not even by two people who tell each other their answers.
//! - *Hidden units.* f would be the same for both of a pair, since they are of one leaf. With n >= 3 that holds for one pair at least
//!   whatever two people know, so that f is about units alone, and [`Family`](super::family::Family) sees to it.
//! - *Hidden bands.* The same, with three pairs for each class who are alike in all bands, shown or not; and in the band's own attribute
//!   three pairs of one leaf, one in the hidden band, the other in none and in no shown one. Without those nothing of the attribute is
//!   shown. (A hidden band that is but for two people a unit is told by the unit, whatever is done about bands.)
//!
//! **Values.** Whatever else the answers of one person may be, as far as units tell, takes other answers of a few people in up to three leaves, and moves
//! the sums of bands by a few points. Where there are [`EXCHANGES`] by one point in either direction elsewhere, these put the bands' sums
//! right again and leave everything about units as it is: what bands show strikes out nothing.
//!
//! Classes are tied by pairs with the largest class of their attribute; what moves between two others goes through it. Attributes
//! come in the order of the design: a later one gives way to an earlier one. Of an attribute the smallest bands are hidden first.

use super::family::COALITION;
use super::tally::Tree;
use crate::survey::rules::{BANDS_MAX, EXCHANGES};
use std::collections::BTreeMap;
use std::ops::Range;

/// People with the same leaf and the same bands.
pub(super) struct Atom {
    /// Their leaf.
    pub leaf: usize,
    /// Their bands, a bit each; those who withhold an attribute have a bit of their own for it.
    pub bands: u64,
}

/// How many gave each of the five answers.
pub(super) type Answers = [u32; 5];

/// How the bands' bits lie.
pub(super) struct Bits {
    /// For each attribute its first bit; one bit for each band, and one for those who withhold.
    pub firsts: Vec<u32>,
    /// For each attribute how many bands.
    bands: Vec<u32>,
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

    /// The bits of an attribute's bands.
    fn bands(&self, attribute: usize) -> Range<u32> {
        self.firsts[attribute]..self.firsts[attribute] + self.bands[attribute]
    }

    /// The bits of an attribute, with that of those who withhold, as a mask.
    fn mask(&self, attribute: usize) -> u64 {
        let Range { start, end } = self.bands(attribute);
        (start..=end).fold(0, |mask, bit| mask | 1 << bit)
    }
}

/// In so many leaves, and of so many people, answers may be other than they are, where exchanges elsewhere put sums right again.
const TOUCHED: usize = 3;
const CHANGED: u32 = 8;

/// How many answers a band needs.
pub(super) fn least(k: u8) -> u32 {
    (u32::from(k) + COALITION).max(EXCHANGES)
}

/// What is looked at for one question.
pub(super) struct Exchange<'a> {
    /// The threshold.
    pub k: u8,
    /// The bits in use.
    pub bits: &'a Bits,
    /// The atoms, by leaf.
    pub atoms: &'a [Atom],
    /// How each atom answered.
    pub answers: &'a [Answers],
}

impl Exchange<'_> {
    /// Which bands may be shown (a bit each).
    pub fn protect(&self) -> u64 {
        let mut shown = 0;
        for attribute in 0..self.bits.firsts.len() {
            let size = |bit: u32| self.people(|bands| bands >> bit & 1 == 1);
            let mut wanted: Vec<(u32, u32)> = self.bits.bands(attribute).map(|bit| (size(bit), bit)).collect();
            wanted.retain(|(people, _)| *people >= least(self.k));
            // The largest first, so that the smallest is the first to go.
            wanted.sort_unstable_by_key(|(people, bit)| (std::cmp::Reverse(*people), *bit));
            while !wanted.is_empty() {
                let with = wanted.iter().fold(shown, |shown, (_, bit)| shown | 1 << bit);
                if self.covered(attribute, with) && (0..=attribute).all(|attribute| self.tied(attribute, with)) {
                    shown = with;
                    break;
                }
                wanted.pop();
            }
        }
        shown
    }

    fn people(&self, among: impl Fn(u64) -> bool) -> u32 {
        let of = |(atom, answers): (&Atom, &Answers)| if among(atom.bands) { people(answers) } else { 0 };
        self.atoms.iter().zip(self.answers).map(of).sum()
    }

    /// The atoms of each leaf, with how they answered.
    fn leaves(&self) -> impl Iterator<Item = impl Iterator<Item = (u64, &Answers)> + Clone> {
        let mut from = 0;
        self.atoms.chunk_by(|one, other| one.leaf == other.leaf).map(move |atoms| {
            let answers = &self.answers[from..from + atoms.len()];
            from += atoms.len();
            atoms.iter().map(|atom| atom.bands).zip(answers)
        })
    }

    /// Whether there are enough exchanges between the classes of an attribute, with these bands shown.
    fn tied(&self, attribute: usize, shown: u64) -> bool {
        let mask = self.bits.mask(attribute);
        let bands: Vec<u32> = self.bits.bands(attribute).filter(|bit| shown >> bit & 1 == 1).collect();
        // The class of the rest comes last.
        let class = |of: u64| bands.iter().position(|bit| of >> bit & 1 == 1).unwrap_or(bands.len());
        let mut sizes = vec![0; bands.len() + 1];
        for (atom, answers) in self.atoms.iter().zip(self.answers) {
            sizes[class(atom.bands)] += people(answers);
        }
        let centre = (0..sizes.len()).max_by_key(|class| sizes[*class]).unwrap_or(0);
        let mut tied = vec![Tied::default(); sizes.len()];
        for leaf in self.leaves() {
            let mut alike: BTreeMap<u64, Vec<Answers>> = BTreeMap::new();
            let mut same: BTreeMap<u64, Vec<u32>> = BTreeMap::new();
            for (of, answers) in leaf {
                let class = class(of);
                let counts = &mut alike.entry(of & shown & !mask).or_insert_with(|| vec![[0; 5]; sizes.len()])[class];
                counts.iter_mut().zip(answers).for_each(|(count, more)| *count += more);
                same.entry(of & !mask).or_insert_with(|| vec![0; sizes.len()])[class] += people(answers);
            }
            for class in (0..sizes.len()).filter(|class| *class != centre) {
                // Nobody is in two of these: one of the pair has the lower answer, the other the upper.
                let steps =
                    |lower: &Answers, upper: &Answers| (0..4).map(|value| lower[value].min(upper[value + 1])).sum::<u32>();
                tied[class].up.add(alike.values().map(|by| steps(&by[centre], &by[class])).sum());
                tied[class].down.add(alike.values().map(|by| steps(&by[class], &by[centre])).sum());
                tied[class].pairs += alike.values().map(|by| people(&by[centre]).min(people(&by[class]))).sum::<u32>();
                tied[class].same += same.values().map(|by| by[centre].min(by[class])).sum::<u32>();
            }
        }
        let enough = |tied: &Tied| {
            tied.up.elsewhere().min(tied.down.elsewhere()) >= EXCHANGES
                && tied.pairs >= u32::from(self.k) + COALITION
                && tied.same > COALITION
        };
        (0..sizes.len()).all(|class| class == centre || sizes[class] == 0 || enough(&tied[class]))
    }

    /// Whether every hidden band of an attribute is hidden among others of its leaves, with these bands shown.
    fn covered(&self, attribute: usize, shown: u64) -> bool {
        let rest = self.bits.mask(attribute) & !shown;
        self.bits.bands(attribute).filter(|bit| rest >> bit & 1 == 1).all(|bit| {
            let pairs = self.leaves().map(|leaf| {
                let of = |among: u64| -> u32 {
                    leaf.clone().filter(|(bands, _)| bands & among != 0).map(|(_, answers)| people(answers)).sum()
                };
                of(1 << bit).min(of(rest & !(1 << bit)))
            });
            self.people(|bands| bands >> bit & 1 == 1) == 0 || pairs.sum::<u32>() > COALITION
        })
    }
}

/// What ties a class to the largest one.
#[derive(Clone, Default)]
struct Tied {
    /// Exchanges that move a point to it.
    up: Exchanges,
    /// Exchanges that move a point from it.
    down: Exchanges,
    /// Pairs of one leaf who are alike in whatever else is shown.
    pairs: u32,
    /// Pairs of one leaf who are alike in all other attributes.
    same: u32,
}

/// Exchanges by leaf.
#[derive(Clone, Default)]
struct Exchanges {
    all: u32,
    /// Those of the leaves with most.
    most: [u32; TOUCHED],
}

impl Exchanges {
    /// Counts those of a leaf.
    fn add(&mut self, exchanges: u32) {
        self.all += exchanges;
        let mut left = exchanges;
        for most in &mut self.most {
            if left > *most {
                std::mem::swap(&mut left, most);
            }
        }
    }

    /// How many there are without those that other answers of a few people may spoil.
    fn elsewhere(&self) -> u32 {
        self.all - self.most.iter().sum::<u32>().min(CHANGED)
    }
}

/// How many people gave some answer.
fn people(answers: &Answers) -> u32 {
    answers.iter().sum()
}

/// Orders ballots by leaf and bands.
pub(super) fn atoms(tree: &Tree, keys: &[(usize, u64)]) -> (Vec<Atom>, Vec<usize>) {
    debug_assert!(keys.iter().all(|(leaf, _)| tree.leaf(*leaf)));
    let mut order: Vec<usize> = (0..keys.len()).collect();
    order.sort_unstable_by_key(|ballot| keys[*ballot]);
    let (mut atoms, mut atom_of) = (Vec::<Atom>::new(), vec![0; keys.len()]);
    for ballot in order {
        let (leaf, bands) = keys[ballot];
        if atoms.last().is_none_or(|atom| (atom.leaf, atom.bands) != (leaf, bands)) {
            atoms.push(Atom { leaf, bands });
        }
        atom_of[ballot] = atoms.len() - 1;
    }
    (atoms, atom_of)
}
