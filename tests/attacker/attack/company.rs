//! Random companies: who works where, what was asked, who answered what. Answers lean to the high end and differ by team,
//! person and question, since that is what pins answers; uniform noise never would.

use super::chance::Chance;
use waymark::survey::release::{Attribute, Ballot, Design, Measure, QuestionShape, SectionShape, Unit, Value};
use waymark::survey::rules::smallest_unit;
use waymark::survey::{Kind, Mode};

/// A closed survey: its shape and its opened answers. Respondents are indices of ballots.
#[derive(Clone, Debug)]
pub struct Company {
    /// The shape.
    pub design: Design,
    /// One for each respondent.
    pub ballots: Vec<Ballot>,
}

/// What companies to make.
#[derive(Clone, Copy, Debug)]
pub struct Sort {
    /// The least roster.
    pub least: usize,
    /// The greatest roster.
    pub most: usize,
    /// Team or company reviews; `None` for both.
    pub kind: Option<Kind>,
    /// The most questions on the scale.
    pub questions: usize,
}

/// The sizes of most companies, and some large ones.
pub fn usual(chance: &mut Chance) -> Sort {
    let (least, most, questions) = match chance.below(100) {
        0..55 => (12, 45, 20),
        55..88 => (45, 120, 12),
        88..97 => (120, 200, 10),
        _ => (200, 300, 8),
    };
    Sort { least, most, kind: None, questions }
}

/// A random company. The same chance gives the same company.
pub fn company(sort: Sort, chance: &mut Chance) -> Company {
    let kind = sort.kind.unwrap_or(if chance.in_thousand(450) { Kind::Team } else { Kind::Company });
    let k = match kind {
        Kind::Team => [3, 3, 3, 4, 5][chance.below(5)],
        Kind::Company => [5, 5, 5, 5, 6, 7, 8][chance.below(7)],
    };
    let roster = chance.within(sort.least, sort.most);
    let smallest = smallest_unit(k);
    let mut units = vec![Unit { parent: None, invited: Some(roster) }];
    let depth = chance.within(1, 4);
    divide(&mut units, 0, depth, smallest, chance);
    let leaves: Vec<usize> = (0..units.len()).filter(|&u| units.iter().all(|unit| unit.parent != Some(u))).collect();

    let attributes: Vec<usize> = (0..[0, 1, 1, 2, 2][chance.below(5)]).map(|_| chance.within(2, 4)).collect();
    let withheld = chance.below(260);
    let sections = questionnaire(sort.questions, chance);
    let shapes: Vec<Measure> = sections.iter().flatten().copied().collect();
    let asked: Vec<Asked> = shapes.iter().map(|_| Asked::new(&leaves, chance)).collect();
    let attendance = chance.within(600, 900);
    let skips = chance.below(50);
    let base = 3300 + i64::try_from(chance.below(1100)).expect("small");

    let mut ballots = Vec::new();
    for &leaf in &leaves {
        let team = Team::new(base, attendance, &attributes, chance);
        for _ in 0..units[leaf].invited.expect("all have a roster") {
            let bands = attributes.iter().zip(&team.bands).map(|(_, weights)| {
                let band = chance.pick(weights);
                (!chance.in_thousand(withheld)).then_some(band)
            });
            let bands = bands.collect();
            // Leavers do not answer, however keen their team.
            if !chance.in_thousand(team.attendance) || chance.in_thousand(30) {
                continue;
            }
            let values = team.answers(leaf, &shapes, &asked, skips, chance);
            ballots.push(Ballot { unit: leaf, bands, values, by: None });
        }
    }
    // Nothing may depend on the order in which answers lie.
    for index in (1..ballots.len()).rev() {
        ballots.swap(index, chance.below(index + 1));
    }
    let attributes = attributes
        .iter()
        .enumerate()
        .map(|(index, &bands)| Attribute { id: format!("a{index}"), bands: (0..bands).map(|band| format!("b{band}")).collect() });
    let mut number = 0;
    let sections = sections.iter().enumerate().map(|(section, measures)| SectionShape {
        id: format!("s{section}"),
        questions: measures
            .iter()
            .map(|&measure| {
                number += 1;
                QuestionShape { id: format!("q{number}"), identity: format!("q{number}.1"), measure }
            })
            .collect(),
    });
    let sections = sections.collect();
    let design = Design { kind, mode: Mode::Confidential, k, sections, units, attributes: attributes.collect() };
    Company { design, ballots }
}

/// Cuts a unit into parts of at least `smallest` members, often just so many.
fn divide(units: &mut Vec<Unit>, at: usize, depth: usize, smallest: usize, chance: &mut Chance) {
    let size = units[at].invited.expect("all have a roster");
    let most = (size / smallest).min(5);
    if depth == 0 || most < 2 || (at > 0 && size < 5 * smallest && chance.in_thousand(250)) {
        return;
    }
    let parts = chance.within(2, most);
    let mut sizes = vec![smallest; parts];
    let mut left = size - parts * smallest;
    for (part, size) in sizes.iter_mut().enumerate() {
        let more = match chance.below(10) {
            0..3 => 0,
            3..6 => chance.below(4).min(left),
            _ => chance.below(2 * left / (parts - part) + 1).min(left),
        };
        *size += more;
        left -= more;
    }
    sizes[chance.below(parts)] += left;
    for size in sizes {
        units.push(Unit { parent: Some(at), invited: Some(size) });
        divide(units, units.len() - 1, depth - 1, smallest, chance);
    }
}

/// Sections of one to five questions, some of them of other measures.
fn questionnaire(most: usize, chance: &mut Chance) -> Vec<Vec<Measure>> {
    let mut left = chance.within(6, most.max(6));
    if most >= 20 && chance.in_thousand(50) {
        left = 30;
    }
    let mut sections = Vec::new();
    while left > 0 {
        let size = [1, 2, 3, 3, 4, 5][chance.below(6)].min(left);
        left -= size;
        let mut section: Vec<Measure> = (0..size).map(|_| Measure::Scale { reversed: chance.in_thousand(150) }).collect();
        match chance.below(12) {
            0 => section.push(Measure::Recommend),
            1 => section.insert(0, Measure::Text),
            2 => section.push(Measure::Single { options: 4 }),
            3 => section.push(Measure::Multiple { options: 5 }),
            _ => {}
        }
        sections.push(section);
    }
    sections
}

/// How a question is answered.
struct Asked {
    /// How much better or worse than others, in thousandths.
    effect: i64,
    /// In how many of a thousand cases it does not apply.
    inapplicable: usize,
    /// A team for most of which it does not apply.
    except: Option<usize>,
}

impl Asked {
    fn new(leaves: &[usize], chance: &mut Chance) -> Self {
        Self {
            effect: chance.normal(450),
            inapplicable: [0, 0, 20, 60, 200][chance.below(5)],
            except: chance.in_thousand(120).then(|| leaves[chance.below(leaves.len())]),
        }
    }
}

/// What people of a team have in common.
struct Team {
    mean: i64,
    attendance: usize,
    /// All give nearly the same answers.
    unanimous: bool,
    /// Half of them see it quite differently.
    divided: bool,
    bands: Vec<Vec<usize>>,
}

impl Team {
    fn new(base: i64, attendance: usize, attributes: &[usize], chance: &mut Chance) -> Self {
        let shift = chance.normal(110).clamp(-300, 200);
        let attendance = usize::try_from(i64::try_from(attendance).expect("small") + shift).unwrap_or(0).min(980);
        let bands = attributes.iter().map(|&bands| (0..bands).map(|_| [1, 3, 8, 8, 20][chance.below(5)]).collect()).collect();
        Self {
            mean: base + chance.normal(500),
            attendance,
            bands,
            unanimous: chance.in_thousand(130),
            divided: chance.in_thousand(80),
        }
    }

    /// The answers of one of them.
    fn answers(&self, leaf: usize, shapes: &[Measure], asked: &[Asked], skips: usize, chance: &mut Chance) -> Vec<Option<Value>> {
        let mood = if self.divided { if chance.in_thousand(500) { 1100 } else { -1300 } } else { chance.normal(600) };
        let stops = chance.in_thousand(skips).then(|| chance.below(shapes.len()));
        let answers = shapes.iter().zip(asked).enumerate().map(|(index, (&measure, asked))| {
            let skip = if asked.except == Some(leaf) { 700 } else { asked.inapplicable };
            if stops.is_some_and(|stop| index >= stop) {
                return None;
            }
            if chance.in_thousand(skip) {
                return Some(Value::NotApplicable);
            }
            let (mood, noise) = if self.unanimous { (0, chance.normal(120)) } else { (mood, chance.normal(550)) };
            let turned = ((self.mean + mood + asked.effect + noise + 500) / 1000).clamp(1, 5);
            let turned = u8::try_from(turned).expect("1 to 5");
            Some(match measure {
                Measure::Scale { reversed } => Value::Scale(if reversed { 6 - turned } else { turned }),
                Measure::Recommend => Value::Recommend(2 * turned),
                Measure::Single { options } => Value::Single(chance.below(options)),
                Measure::Multiple { options } => Value::Multiple((0..options).filter(|_| chance.in_thousand(400)).collect()),
                Measure::Text => Value::Text(format!("text {}", chance.below(1000))),
            })
        });
        answers.collect()
    }
}

/// A company by hand: teams that all hang on the top unit, with the given people; one section for each question.
/// Of each person: the unit from 1, the band of the only attribute, the answers as turned, 0 for none.
pub fn by_hand(kind: Kind, k: u8, bands: usize, sections: &[usize], people: &[(usize, Option<usize>, &[u8])]) -> Company {
    let leaves = people.iter().map(|&(unit, ..)| unit).max().unwrap_or(0);
    let invited = |unit: usize| people.iter().filter(|person| unit == 0 || person.0 == unit).count();
    let units = (0..=leaves).map(|u| Unit { parent: (u > 0).then_some(0), invited: Some(invited(u)) });
    let mut number = 0;
    let sections = sections.iter().enumerate().map(|(section, &questions)| SectionShape {
        id: format!("s{section}"),
        questions: (0..questions)
            .map(|_| {
                number += 1;
                let measure = Measure::Scale { reversed: false };
                QuestionShape { id: format!("q{number}"), identity: format!("q{number}.1"), measure }
            })
            .collect(),
    });
    let attribute = Attribute { id: "a".into(), bands: (0..bands).map(|band| format!("b{band}")).collect() };
    let design = Design {
        kind,
        mode: Mode::Confidential,
        k,
        sections: sections.collect(),
        units: units.collect(),
        attributes: (bands > 0).then_some(attribute).into_iter().collect(),
    };
    let ballots = people.iter().map(|&(unit, band, answers)| Ballot {
        unit,
        bands: if bands > 0 { vec![band] } else { Vec::new() },
        values: answers.iter().map(|&answer| (answer > 0).then_some(Value::Scale(answer))).collect(),
        by: None,
    });
    Company { ballots: ballots.collect(), design }
}

/// The example of the specification: units of 6 and 11, a band of 5 that lies within the unit of
/// 6. Subtraction leaves one person.
pub fn example() -> Company {
    let answers = [4, 5, 3, 4, 2, 5, 4, 4, 3, 5, 1, 4, 2, 5, 4, 3, 4];
    let people: Vec<(usize, Option<usize>, [u8; 1])> = answers
        .iter()
        .enumerate()
        .map(|(index, &answer)| (if index < 6 { 1 } else { 2 }, Some(usize::from(!(1..=5).contains(&index))), [answer]))
        .collect();
    let people: Vec<(usize, Option<usize>, &[u8])> = people.iter().map(|(u, b, a)| (*u, *b, a.as_slice())).collect();
    by_hand(Kind::Company, 5, 2, &[1], &people)
}
