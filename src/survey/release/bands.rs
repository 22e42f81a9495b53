//! What is published about attributes: questions on the scale, only where the threshold is at least [`QUESTIONS_FROM`], and of bands that
//! have enough answers and [exchanges](super::exchange). Bands have no distributions: those would strike out answers of
//! whoever is outside of the band.

use super::cell::{Cell, Count, GroupCells, QuestionCells, Reason, Step};
use super::code;
use super::design::{Ballot, Design, Measure};
use super::exchange::{Atom, Bits, Exchange, atoms, least};
use super::publish::{Figure, Findings, Frame, built, nothing, plain};
use super::tally::{Fall, Place, Tree, turned};
use crate::survey::rules::QUESTIONS_FROM;

/// The attributes, and who is in which of their bands.
pub(super) struct Bands<'a> {
    design: &'a Design,
    ballots: &'a [Ballot],
    bits: Bits,
    atoms: Vec<Atom>,
    /// The atom of each ballot.
    atom_of: Vec<usize>,
}

impl<'a> Bands<'a> {
    /// Gathers ballots with the same leaf and the same bands.
    pub fn new(design: &'a Design, ballots: &'a [Ballot], tree: &Tree) -> Self {
        let bits = Bits::new(design.attributes.iter().map(|attribute| attribute.bands.len()));
        let (atoms, atom_of) = if design.attributes.is_empty() {
            (Vec::new(), Vec::new())
        } else {
            let keys: Vec<(usize, u64)> = ballots.iter().map(|ballot| (ballot.unit, bits.of(&ballot.bands))).collect();
            atoms(tree, &keys)
        };
        Self { design, ballots, bits, atoms, atom_of }
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

    /// How the answers to a question fall in the bands of an attribute.
    fn falls(&self, attribute: usize, place: Place) -> Vec<Fall> {
        let mut falls = vec![Fall::default(); self.design.attributes[attribute].bands.len()];
        for ballot in self.ballots {
            let band = ballot.bands.get(attribute).copied().flatten().and_then(|band| falls.get_mut(band));
            let value = turned(ballot.values.get(place.overall).and_then(Option::as_ref), place.reversed);
            if let Some((fall, value)) = band.zip(value) {
                fall.add(value);
            }
        }
        falls
    }

    /// Which bands are shown for a question (a bit each), if units leave `room` for everybody's exact sum.
    fn shown(&self, place: Place, k: u8, room: bool) -> u64 {
        if self.atoms.is_empty() || usize::from(k) < QUESTIONS_FROM || !room {
            return 0;
        }
        let mut answers = vec![[0; 5]; self.atoms.len()];
        for (ballot, atom) in self.ballots.iter().zip(&self.atom_of) {
            if let Some(value) = turned(ballot.values.get(place.overall).and_then(Option::as_ref), place.reversed) {
                answers[*atom][usize::from(value) - 1] += 1;
            }
        }
        Exchange { k, bits: &self.bits, atoms: &self.atoms, answers: &answers }.protect()
    }

    /// Adds a section's cells to each band. `coded` has the threshold, and for each question whether units leave room for everybody's
    /// exact sum, which all bands of an attribute together may tell; `None` means an open survey.
    pub fn publish(&self, frame: &Frame, coded: Option<(u8, Vec<bool>)>, groups: &mut [Vec<GroupCells>]) {
        if groups.is_empty() {
            return;
        }
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
        let coded = coded.map(|(k, room)| {
            let shown: Vec<u64> = frame.scales.iter().zip(room).map(|(place, room)| self.shown(*place, k, room)).collect();
            (k, shown)
        });
        for (attribute, groups) in groups.iter_mut().enumerate() {
            let falls: Vec<Vec<Fall>> = frame.scales.iter().map(|place| self.falls(attribute, *place)).collect();
            for (band, group) in groups.iter_mut().enumerate() {
                let falls = falls.iter().map(|falls| falls[band]);
                let findings = match &coded {
                    None => plain(falls.collect()),
                    Some((k, shown)) => {
                        let bit = self.bits.firsts.get(attribute).and_then(|first| Some(first + u32::try_from(band).ok()?));
                        let shown = shown.iter().map(|shown| bit.is_some_and(|bit| shown >> bit & 1 == 1));
                        findings(falls.zip(shown), *k)
                    }
                };
                group.sections.push(frame.cells(None, findings, others.clone()));
            }
        }
    }
}

/// A confidential survey's findings in a band, of how answers fall and whether that is shown.
fn findings(falls: impl Iterator<Item = (Fall, bool)>, k: u8) -> Findings {
    let questions: Vec<Result<Figure, Reason>> = falls
        .map(|(fall, shown)| match shown {
            true => {
                Ok(Figure { mean: code::mean(fall.sum, fall.answers, Step::Tenth), people: fall.answers, distribution: None })
            }
            false if fall.answers < least(k) => Err(Reason::TooFew),
            false => Err(Reason::Protecting),
        })
        .collect();
    let pool: Vec<usize> = (0..questions.len()).filter(|question| questions[*question].is_ok()).collect();
    let score = match built(pool.iter().filter_map(|question| questions[*question].as_ref().ok())) {
        Some(figure) => Ok(figure),
        None => Err(nothing(questions.iter().filter_map(|question| question.as_ref().err().copied()))),
    };
    Findings { questions, score, pool, divided: None }
}
