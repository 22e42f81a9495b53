//! What is published about attributes.
//!
//! Only questions on the scale, from the threshold on, and only where the threshold is at least [`QUESTIONS_FROM`]. A band's mean must
//! also leave everybody three answers beside those of the attribute's other bands and everybody's. Bands have no distributions: beside
//! everybody's they would pin those outside a band; and a score is built from those questions only that it does not pin.

use super::across::{Across, Atom, Bits};
use super::cell::{Cell, Count, GroupCells, QuestionCells, Reason, Step};
use super::code::{self, Span};
use super::design::{Ballot, Design, Measure};
use super::feasible::{middling, open};
use super::precision::{fine, pooled};
use super::publish::{Figure, Findings, Frame, nothing, plain};
use super::section::Shown;
use super::tally::{Fall, Place, Tree, turned};
use crate::survey::rules::QUESTIONS_FROM;

/// The attributes, and who is in which of their bands.
pub(super) struct Bands<'a> {
    design: &'a Design,
    ballots: &'a [Ballot],
    tree: &'a Tree,
    bits: Bits,
    atoms: Vec<Atom>,
    /// The atom of each ballot.
    atom_of: Vec<usize>,
}

impl<'a> Bands<'a> {
    /// Gathers ballots with the same leaf and the same bands.
    pub fn new(design: &'a Design, ballots: &'a [Ballot], tree: &'a Tree) -> Self {
        let bits = Bits::new(design.attributes.iter().map(|attribute| attribute.bands.len()));
        let (mut atoms, mut atom_of) = (Vec::<Atom>::new(), Vec::new());
        if !design.attributes.is_empty() {
            let keys: Vec<(usize, u64)> = ballots.iter().map(|ballot| (ballot.unit, bits.of(&ballot.bands))).collect();
            let mut order: Vec<usize> = (0..ballots.len()).collect();
            order.sort_unstable_by_key(|ballot| keys[*ballot]);
            atom_of = vec![0; ballots.len()];
            for ballot in order {
                let (leaf, bands) = keys[ballot];
                if atoms.last().is_none_or(|atom| (atom.leaf, atom.bands) != (leaf, bands)) {
                    atoms.push(Atom { leaf, bands });
                }
                atom_of[ballot] = atoms.len() - 1;
            }
        }
        Self { design, ballots, tree, bits, atoms, atom_of }
    }

    /// The people of a band.
    fn members(&self, attribute: usize, band: usize) -> impl Iterator<Item = &Ballot> {
        self.ballots.iter().filter(move |ballot| ballot.bands.get(attribute).copied().flatten() == Some(band))
    }

    /// For each band its cells, still without sections.
    pub fn groups(&self, count: impl Fn(usize) -> Count) -> Vec<Vec<GroupCells>> {
        let group = |attribute: usize, band: usize| GroupCells {
            participation: Cell::Hidden(Reason::NoRoster),
            respondents: count(self.members(attribute, band).count()),
            sections: Vec::new(),
        };
        let attributes = self.design.attributes.iter().enumerate();
        attributes.map(|(attribute, shape)| (0..shape.bands.len()).map(|band| group(attribute, band)).collect()).collect()
    }

    /// How the answers to a question fall in the bands of an attribute, and at the end among those who withhold it.
    fn falls(&self, attribute: usize, place: Place) -> Vec<Fall> {
        let bands = self.design.attributes[attribute].bands.len();
        let mut falls = vec![Fall::default(); bands + 1];
        for ballot in self.ballots {
            if let Some(value) = turned(ballot.values.get(place.overall).and_then(Option::as_ref), place.reversed) {
                let band = ballot.bands.get(attribute).copied().flatten().filter(|band| *band < bands);
                falls[band.unwrap_or(bands)].add(value);
            }
        }
        falls
    }

    /// For each question of a section on the scale, which bands are shown, by attribute.
    pub fn shown(&self, scales: &[Place], k: u8, shown: &Shown) -> Vec<Vec<Vec<bool>>> {
        let nothing = || self.design.attributes.iter().map(|attribute| vec![false; attribute.bands.len()]).collect();
        if self.atoms.is_empty() || usize::from(k) < QUESTIONS_FROM {
            return scales.iter().map(|_| nothing()).collect();
        }
        let question = |(question, place): (usize, &Place)| {
            let mut answers = vec![0; self.atoms.len()];
            for (ballot, atom) in self.ballots.iter().zip(&self.atom_of) {
                let answered = turned(ballot.values.get(place.overall).and_then(Option::as_ref), false).is_some();
                answers[*atom] += u32::from(answered);
            }
            let mut wanted = 0;
            for (attribute, first) in self.bits.firsts.iter().enumerate() {
                wanted |= Self::careful(&self.falls(attribute, *place), k) << first;
            }
            let family = &shown.families[question];
            let safe =
                Across { tree: self.tree, k: u32::from(k), family, bits: &self.bits, atoms: &self.atoms, answers: &answers }
                    .protect(wanted);
            let mut bands: Vec<Vec<bool>> = nothing();
            for (bands, first) in bands.iter_mut().zip(&self.bits.firsts) {
                for (bit, band) in (*first..).zip(bands.iter_mut()) {
                    *band = safe >> bit & 1 == 1;
                }
            }
            bands
        };
        scales.iter().enumerate().map(question).collect()
    }

    /// Of an attribute's bands (a bit each) those with enough answers whose means, beside those of the others and of
    /// everybody, pin nobody. The falls end with those who withhold.
    fn careful(falls: &[Fall], k: u8) -> u64 {
        let mut all = Fall::default();
        for fall in falls {
            all += *fall;
        }
        let last = falls.len() - 1;
        let mut shown: Vec<bool> = falls.iter().map(|fall| fall.answers >= u32::from(k)).collect();
        shown[last] = false;
        // Everybody's mean at its finest: whether it is published more coarsely makes no difference for safety.
        let whole = code::sums(code::mean(all.sum, all.answers.max(1), finest(all), false), all.answers);
        loop {
            let span = |(band, fall): (usize, &Fall)| {
                if shown[band] {
                    code::sums(code::mean(fall.sum, fall.answers, finest(*fall), false), fall.answers)
                } else {
                    Span { low: i64::from(fall.answers), high: 5 * i64::from(fall.answers) }
                }
            };
            let spans: Vec<Span> = falls.iter().enumerate().map(span).collect();
            let (low, high) = spans.iter().fold((0, 0), |(low, high), span| (low + span.low, high + span.high));
            let pinned = |(band, fall): (usize, &Fall)| {
                let span = spans[band];
                let known = Span {
                    low: span.low.max(whole.low - (high - span.high)),
                    high: span.high.min(whole.high - (low - span.low)),
                };
                !middling(fall) && !open(fall.answers, known)
            };
            if !falls.iter().enumerate().any(pinned) {
                break;
            }
            let Some(smallest) = (0..last).filter(|band| shown[*band]).min_by_key(|band| (falls[*band].answers, *band)) else {
                break;
            };
            shown[smallest] = false;
        }
        (0..last).filter(|band| shown[*band]).fold(0, |bits, band| bits | 1 << band)
    }

    /// Adds a section's cells to each band. `shown` says, by question, attribute and band, what is shown; `None` means an
    /// open survey.
    pub fn publish(&self, frame: &Frame, shown: Option<&[Vec<Vec<bool>>]>, k: u8, groups: &mut [Vec<GroupCells>]) {
        let others: Vec<QuestionCells> = frame
            .shape
            .questions
            .iter()
            .map(|question| match question.measure {
                Measure::Scale { .. } => QuestionCells::Scale(Cell::Hidden(Reason::TooFew)),
                Measure::Recommend => QuestionCells::Recommend(Cell::Hidden(Reason::CompanyOnly)),
                Measure::Single { .. } | Measure::Multiple { .. } => QuestionCells::Choices(Cell::Hidden(Reason::CompanyOnly)),
                Measure::Text => QuestionCells::Comments(Cell::Hidden(Reason::NotByAttribute)),
            })
            .collect();
        for (attribute, groups) in groups.iter_mut().enumerate() {
            let falls: Vec<Vec<Fall>> = frame.scales.iter().map(|place| self.falls(attribute, *place)).collect();
            for (band, group) in groups.iter_mut().enumerate() {
                let falls: Vec<Fall> = falls.iter().map(|falls| falls[band]).collect();
                let findings = match shown {
                    None => plain(falls),
                    Some(shown) => coded(&falls, k, |question| shown[question][attribute][band]),
                };
                group.sections.push(frame.cells(None, findings, others.clone()));
            }
        }
    }
}

/// The finest step for these answers.
fn finest(fall: Fall) -> Step {
    if fine(fall) { Step::Tenth } else { Step::Half }
}

/// A confidential survey's findings in a band.
fn coded(falls: &[Fall], k: u8, shown: impl Fn(usize) -> bool) -> Findings {
    let reason = |fall: &Fall| if fall.answers < u32::from(k) { Reason::TooFew } else { Reason::Protecting };
    let figure = |fall: Fall| {
        let mean = code::mean(fall.sum, fall.answers, finest(fall), false);
        Figure { mean, fall, people: fall.answers, distribution: false }
    };
    let questions: Vec<Result<Figure, Reason>> = falls
        .iter()
        .enumerate()
        .map(|(question, fall)| if shown(question) { Ok(figure(*fall)) } else { Err(reason(fall)) })
        .collect();
    let mut pool: Vec<usize> = (0..falls.len()).filter(|question| shown(*question)).collect();
    while let Some(at) = pinned(falls, &pool) {
        pool.remove(at);
    }
    let score = match pool[..] {
        [] => Err(nothing(falls.iter().map(reason))),
        [question] => Ok(figure(falls[question])),
        _ => {
            let people = pool.iter().map(|question| falls[*question].answers).max().unwrap_or(0);
            let (mean, fall) = pooled(pool.iter().map(|question| falls[*question]), false);
            Ok(Figure { mean, fall, people, distribution: false })
        }
    };
    Findings { questions, score, pool, alone: false }
}

/// Which question of a pool its score, beside the questions' means, would pin somebody's answer to.
fn pinned(falls: &[Fall], pool: &[usize]) -> Option<usize> {
    if pool.len() < 2 {
        return None;
    }
    let spans: Vec<Span> = pool
        .iter()
        .map(|question| falls[*question])
        .map(|fall| code::sums(code::mean(fall.sum, fall.answers, finest(fall), false), fall.answers))
        .collect();
    let (mean, all) = pooled(pool.iter().map(|question| falls[*question]), false);
    let score = code::sums(mean, all.answers);
    let (low, high) = spans.iter().fold((0, 0), |(low, high), span| (low + span.low, high + span.high));
    spans.iter().zip(pool).position(|(span, question)| {
        let known =
            Span { low: span.low.max(score.low - (high - span.high)), high: span.high.min(score.high - (low - span.low)) };
        !open(falls[*question].answers, known)
    })
}
