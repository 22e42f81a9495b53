//! Surveys to test with.

use crate::survey::release::*;
use crate::survey::{Kind, Mode};

/// A question on the scale.
pub fn scale(id: &str) -> QuestionShape {
    QuestionShape { id: id.into(), identity: format!("{id}@1"), measure: Measure::Scale { reversed: false } }
}

/// A section of so many questions on the scale.
pub fn section(id: &str, questions: usize) -> SectionShape {
    SectionShape { id: id.into(), questions: (0..questions).map(|q| scale(&format!("{id}{q}"))).collect() }
}

/// A survey of these units, by their parents.
pub fn design(k: u8, parents: &[Option<usize>], sections: Vec<SectionShape>) -> Design {
    Design {
        kind: if k < 5 { Kind::Team } else { Kind::Company },
        mode: Mode::Confidential,
        k,
        sections,
        units: parents.iter().map(|parent| Unit { parent: *parent, invited: None }).collect(),
        attributes: Vec::new(),
    }
}

/// Everybody above so many leaves.
pub fn flat(k: u8, leaves: usize, sections: Vec<SectionShape>) -> Design {
    let parents: Vec<Option<usize>> = std::iter::once(None).chain(std::iter::repeat_n(Some(0), leaves)).collect();
    design(k, &parents, sections)
}

/// Somebody's answers; 0 stands for not applicable.
pub fn ballot(unit: usize, answers: &[u8]) -> Ballot {
    let value = |answer: &u8| Some(if *answer == 0 { Value::NotApplicable } else { Value::Scale(*answer) });
    Ballot { unit, bands: Vec::new(), values: answers.iter().map(value).collect(), by: None }
}

/// So many people of a unit who answer each of `questions` questions with 2, 3, 4, 2, 3, 4 ...
pub fn people(unit: usize, number: usize, questions: usize) -> Vec<Ballot> {
    (0..number)
        .map(|person| {
            let answers: Vec<u8> = (0..questions).map(|question| [2, 3, 4][(person + question) % 3]).collect();
            ballot(unit, &answers)
        })
        .collect()
}

/// The release with comments in one fixed order.
pub fn close(design: &Design, ballots: &[Ballot]) -> Release {
    release(design, ballots, None, &[7; 32])
}

/// A question's cell in a unit.
pub fn cell(release: &Release, unit: usize, section: usize, question: usize) -> &Cell<Score> {
    match &release.units[unit].sections[section].questions[question] {
        QuestionCells::Scale(cell) => cell,
        other => panic!("not on the scale: {other:?}"),
    }
}

/// Whether a question is shown in each unit.
pub fn shown(release: &Release, section: usize, question: usize) -> Vec<bool> {
    (0..release.units.len()).map(|unit| cell(release, unit, section, question).shown().is_some()).collect()
}

/// Numbers that look drawn at random (xorshift, Marsaglia 2003).
pub struct Draw(u64);

impl Draw {
    /// From a seed.
    pub fn new(seed: u64) -> Self {
        let mut draw = Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        for _ in 0..8 {
            draw.below(2);
        }
        draw
    }

    /// A number less than `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % end
    }
}

/// How a company is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Odds {
    /// The threshold.
    pub k: u8,
    /// The most groups.
    pub units: usize,
    /// The most respondents of a leaf.
    pub leaf: usize,
    /// How many questions the one section has.
    pub questions: usize,
    /// Of ten answers, how many are not applicable.
    pub skipped: usize,
    /// How many attributes of three bands.
    pub attributes: usize,
}

/// A company with nested units, and its answers; some leaves agree strongly.
pub fn company(seed: u64, odds: Odds) -> (Design, Vec<Ballot>) {
    let mut draw = Draw::new(seed);
    let units = 2 + draw.below(odds.units - 1);
    let parents: Vec<Option<usize>> = (0..units).map(|unit| (unit > 0).then(|| draw.below(unit.min(6)))).collect();
    let mut design = design(odds.k, &parents, vec![section("s", odds.questions)]);
    for at in 0..odds.attributes {
        design.attributes.push(Attribute { id: format!("a{at}"), bands: vec!["x".into(), "y".into(), "z".into()] });
    }
    let mut ballots = Vec::new();
    for leaf in (0..units).filter(|unit| !parents.contains(&Some(*unit))) {
        let (base, width) = (1 + draw.below(5), 1 + draw.below(5));
        for _ in 0..draw.below(odds.leaf + 1) {
            let answers: Vec<u8> = (0..odds.questions)
                .map(|_| {
                    if draw.below(10) < odds.skipped {
                        return 0;
                    }
                    u8::try_from((base + draw.below(width)).min(5)).unwrap()
                })
                .collect();
            let bands = (0..odds.attributes).map(|_| draw.below(4).checked_sub(1)).collect();
            ballots.push(Ballot { bands, ..ballot(leaf, &answers) });
        }
    }
    (design, ballots)
}
