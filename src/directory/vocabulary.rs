//! The vocabulary: every word under which somebody is found, once, with who that is. Words are compared with what was
//! typed here, so that a name which a hundred people bear is compared once.

use super::grouped::Grouped;
use std::{collections::HashMap, hash::BuildHasherDefault, ops::Range};

/// The most words of a query that are looked for.
pub(super) const MOST_WORDS: usize = 6;

/// Where a word stands. The earlier, the better a match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
    Name,
    Address,
    Title,
    Location,
}

impl Field {
    const fn cost(self) -> usize {
        match self {
            Self::Name => 0,
            Self::Address => 6,
            Self::Title => 7,
            Self::Location => 8,
        }
    }
}

// What a match costs, per word; the smallest sum comes first. The steps are so far apart that one word within another
// outweighs any number of beginnings, and one typing error any number of words within others.
const BEGINNING: usize = 5;
const WITHIN: usize = 100;
const EDIT: usize = 1_000;
const MISSING: usize = 10_000;

/// One who was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Match {
    cost: usize,
    /// Which record.
    pub(super) place: usize,
}

impl Match {
    /// Whether every word is one of theirs or the beginning of one.
    pub(super) const fn is_good(self) -> bool {
        self.cost < WITHIN
    }
}

/// Words that match one word of the query, and at what cost.
type Hits = Vec<(usize, usize)>;

/// Distinct words, and who is found by them.
#[derive(Debug)]
pub(super) struct Vocabulary {
    /// The words in order, one a line.
    text: String,
    /// Where each is.
    lines: Vec<Range<usize>>,
    found: Grouped<(usize, Field)>,
    /// The place of the first record, and how many there are.
    first: usize,
    records: usize,
}

impl Vocabulary {
    /// From the words of each record; the first has the place `first`, and the others follow.
    pub(super) fn of<'a>(first: usize, records: impl ExactSizeIterator<Item = &'a [(String, Field)]>) -> Self {
        let count = records.len();
        let mut numbers: HashMap<&str, usize, BuildHasherDefault<std::hash::DefaultHasher>> = HashMap::default();
        let mut found = Vec::new();
        for (record, words) in records.enumerate() {
            for (word, field) in words {
                let next = numbers.len();
                found.push((*numbers.entry(word).or_insert(next), (record, *field)));
            }
        }
        let mut words: Vec<_> = numbers.into_iter().collect();
        words.sort_unstable();
        let mut in_order = vec![0; words.len()];
        let mut text = String::new();
        let mut lines = Vec::with_capacity(words.len());
        for (place, (word, number)) in words.into_iter().enumerate() {
            in_order[number] = place;
            lines.push(text.len()..text.len() + word.len());
            text.push_str(word);
            text.push('\n');
        }
        let found = Grouped::of(in_order.len(), found.into_iter().map(|(number, who)| (in_order[number], who)));
        Self { text, lines, found, first, records: count }
    }

    /// Who has every one of these words, the best first; nobody when there are none.
    ///
    /// Typing errors are forgiven in words that nobody has; and in all of them when nobody has the others together. So
    /// "mira" does not bring "Mara" while there is a Mira.
    pub(super) fn find(&self, words: &[String]) -> Vec<Match> {
        let words = &words[..words.len().min(MOST_WORDS)];
        let mut hits: Vec<_> = words.iter().map(|word| self.as_typed(word)).collect();
        let unknown: Vec<_> = hits.iter().map(Vec::is_empty).collect();
        for (hits, word) in hits.iter_mut().zip(words).filter(|(hits, _)| hits.is_empty()) {
            *hits = self.mistyped(word);
            // What is nobody's even with errors leaves nothing to forgive in the other words.
            if hits.is_empty() {
                return Vec::new();
            }
        }
        let matches = self.who_has_all(&hits);
        if !matches.is_empty() {
            return matches;
        }
        for ((hits, word), _) in hits.iter_mut().zip(words).zip(unknown).filter(|(_, unknown)| !unknown) {
            hits.extend(self.mistyped(word));
        }
        self.who_has_all(&hits)
    }

    /// Who has at least one of these words, those with the most first.
    pub(super) fn find_some(&self, words: &[String]) -> Vec<Match> {
        let mut costs = vec![0; self.records];
        let words = &words[..words.len().min(MOST_WORDS)];
        for word in words {
            let mut hits = self.as_typed(word);
            if hits.is_empty() {
                hits = self.mistyped(word);
            }
            for (sum, cost) in costs.iter_mut().zip(self.costs(&hits)) {
                *sum += cost.unwrap_or(MISSING);
            }
        }
        self.in_order(costs.into_iter().map(|cost| Some(cost).filter(|cost| *cost < words.len() * MISSING)))
    }

    fn who_has_all(&self, hits: &[Hits]) -> Vec<Match> {
        if hits.is_empty() {
            return Vec::new();
        }
        let mut costs = vec![Some(0); self.records];
        for hits in hits {
            for (sum, cost) in costs.iter_mut().zip(self.costs(hits)) {
                *sum = sum.zip(cost).map(|(sum, cost)| sum + cost);
            }
        }
        self.in_order(costs)
    }

    fn in_order(&self, costs: impl IntoIterator<Item = Option<usize>>) -> Vec<Match> {
        let found = costs.into_iter().enumerate();
        let mut matches: Vec<_> =
            found.filter_map(|(record, cost)| Some(Match { cost: cost?, place: self.first + record })).collect();
        matches.sort_unstable();
        matches
    }

    /// The least that each record costs.
    fn costs(&self, hits: &Hits) -> Vec<Option<usize>> {
        let mut costs: Vec<Option<usize>> = vec![None; self.records];
        for (word, cost) in hits {
            for (record, field) in self.found.at(*word) {
                let cost = cost + field.cost();
                costs[*record] = Some(costs[*record].map_or(cost, |least| least.min(cost)));
            }
        }
        costs
    }

    /// The words that are, begin with, or (from three letters on) have this one in them.
    fn as_typed(&self, typed: &str) -> Hits {
        let from = self.lines.partition_point(|line| &self.text[line.clone()] < typed);
        let beginning = self.lines[from..].iter().take_while(|line| self.text[(*line).clone()].starts_with(typed));
        let mut hits: Hits = beginning
            .enumerate()
            .map(|(after, line)| (from + after, if line.len() == typed.len() { 0 } else { BEGINNING }))
            .collect();
        if typed.chars().count() >= 3 {
            let to = from + hits.len();
            let mut number = 0;
            for (at, _) in self.text.match_indices(typed) {
                number += self.lines[number..].partition_point(|line| line.end <= at);
                let is_new = hits.last().is_none_or(|(last, _)| *last != number);
                if !(from..to).contains(&number) && is_new {
                    hits.push((number, WITHIN));
                }
            }
        }
        hits
    }

    /// The words that are this one, or begin with it, but for a typing error or two.
    fn mistyped(&self, word: &str) -> Hits {
        let Some(typed) = Mistyped::of(word) else { return Vec::new() };
        let words = self.lines.iter().map(|line| &self.text[line.clone()]).enumerate();
        words.filter_map(|(number, word)| Some((number, typed.cost_as(word)?))).collect()
    }
}

/// A word that may have typing errors.
struct Mistyped<'a> {
    word: &'a str,
    letters: u32,
    /// How many are forgiven.
    edits: usize,
}

impl<'a> Mistyped<'a> {
    /// `None` for a word that is too short for errors. Folded words are ASCII; in others there are no letters to mistake.
    fn of(word: &'a str) -> Option<Self> {
        let edits = match word.len() {
            0..4 => return None,
            4..8 => 1,
            _ => 2,
        };
        word.is_ascii().then(|| Self { word, letters: letters(word.as_bytes()), edits })
    }

    /// What it costs to take this for another word or its beginning, where the errors are not too many.
    fn cost_as(&self, other: &str) -> Option<usize> {
        let length = self.word.len();
        let near = &other.as_bytes()[..other.len().min(length + self.edits)];
        // An edit mends at most one letter that only one of the two has: so most words need no closer look.
        if !self.has_few(self.letters & !letters(near)) || !other.is_ascii() {
            return None;
        }
        let whole = (other.len() <= length + self.edits).then_some((other, 0));
        let ends = (length - 1..=length + 1).filter(|end| *end < other.len());
        let parts = whole.into_iter().chain(ends.map(|end| (&other[..end], BEGINNING)));
        let alike = parts.filter(|(part, _)| {
            let letters = letters(part.as_bytes());
            self.has_few(self.letters & !letters) && self.has_few(letters & !self.letters)
        });
        let distances = alike.map(|(part, cost)| (strsim::osa_distance(self.word, part), cost));
        let (distance, cost) = distances.min().filter(|(distance, _)| *distance <= self.edits)?;
        Some(EDIT * distance + cost)
    }

    fn has_few(&self, letters: u32) -> bool {
        letters.count_ones() as usize <= self.edits
    }
}

/// Which letters a text has, a bit each; digits share some.
fn letters(text: &[u8]) -> u32 {
    text.iter().fold(0, |letters, byte| letters | 1 << (byte % 32))
}
