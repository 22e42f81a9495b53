//! From what is shown, and how finely, to the published cells.

use super::bands::Bands;
use super::cell::{Cell, Code, Count, Distribution, GroupCells, Mean, QuestionCells, Reason, Score, SectionCells, Step};
use super::change::{self, Earlier};
use super::code;
use super::design::{Ballot, Design, Measure, SectionShape};
use super::precision::{LARGE_SECTION, Precision};
use super::section::Shown;
use super::tally::{Fall, Place, Tree, by_unit, scales};
use super::{comments, divided, extra};
use crate::survey::Mode;
use crate::survey::rules::QUESTIONS_FROM;

/// A mean that is shown, with what it is the mean of.
pub(super) struct Figure {
    /// As it is published.
    pub mean: Mean,
    /// The answers behind it.
    pub fall: Fall,
    /// How many people that is.
    pub people: u32,
    /// Whether their distribution is shown.
    pub distribution: bool,
}

/// What is shown of a section in a group.
pub(super) struct Findings {
    /// Of each question on the scale.
    pub questions: Vec<Result<Figure, Reason>>,
    /// Of the score.
    pub score: Result<Figure, Reason>,
    /// Which questions on the scale the score is built from.
    pub pool: Vec<usize>,
    /// Whether only the score is shown.
    pub alone: bool,
}

/// A section as it was asked, and what its cells are compared with.
pub(super) struct Frame<'a> {
    /// Its shape.
    pub shape: &'a SectionShape,
    /// Its questions on the scale.
    pub scales: &'a [Place],
    /// Whether answers carry names.
    pub open: bool,
    /// The last release.
    pub earlier: Option<&'a Earlier<'a>>,
}

impl Frame<'_> {
    /// The cells of a group; `unit` is its index if it is one, and `others` are the cells of what is not on the scale.
    pub fn cells(&self, unit: Option<usize>, findings: Findings, others: Vec<QuestionCells>) -> SectionCells {
        let compared = self.earlier.zip(unit);
        let mut questions = others;
        for (place, found) in self.scales.iter().zip(findings.questions) {
            questions[place.within] = QuestionCells::Scale(match found {
                Ok(figure) => {
                    let mut score = self.score(&figure);
                    let identity = &self.shape.questions[place.within].identity;
                    score.change = compared.map(|(earlier, unit)| earlier.question(unit, identity, &score));
                    Cell::Shown(score)
                }
                Err(reason) => Cell::Hidden(reason),
            });
        }
        let figure = match findings.score {
            Ok(figure) => figure,
            Err(reason) => {
                return SectionCells { score: Cell::Hidden(reason), built_from: Vec::new(), divided: None, questions };
            }
        };
        let built_from: Vec<usize> = findings.pool.iter().map(|question| self.scales[*question].within).collect();
        let mut score = self.score(&figure);
        let identities: Vec<&str> = self.shape.questions.iter().map(|question| question.identity.as_str()).collect();
        score.change = compared.map(|(earlier, unit)| earlier.section(unit, &self.shape.id, &identities, &built_from, &score));
        let divided = self.word(&score, &figure.fall, built_from.len(), findings.alone);
        SectionCells { score: Cell::Shown(score), built_from, divided, questions }
    }

    /// The published score.
    fn score(&self, figure: &Figure) -> Score {
        let fall = figure.fall;
        let share = |part| if self.open { code::plain_share(part, fall.answers) } else { code::share(part, fall.answers) };
        let distribution = figure.distribution.then(|| Distribution {
            unfavourable: share(fall.unfavourable),
            neutral: share(fall.neutral()),
            favourable: share(fall.favourable),
        });
        let people = usize::try_from(figure.people).unwrap_or(usize::MAX);
        let answers = if self.open { Count::Exact(people) } else { code::count(people) };
        let fine = figure.mean.step == Step::Tenth;
        let error = if fine { change::error(distribution.as_ref(), answers) } else { None };
        Score { mean: figure.mean, answers, distribution, error, change: None }
    }

    /// The word "divided", where it may be said.
    ///
    /// Beside a distribution it follows from it. For five to nine respondents it is said of scores of three or more questions
    /// with one decimal, not at their ends: from 4.4 and up to 1.6 opinions cannot be divided; around 4.2 and 1.8 they can in so
    /// few ways that the word would give answers away, and it is not said.
    fn word(&self, score: &Score, fall: &Fall, questions: usize, alone: bool) -> Option<bool> {
        let is = divided(fall.unfavourable, fall.favourable, fall.answers);
        if self.open || score.distribution.is_some() {
            return Some(is);
        }
        if alone || score.mean.step != Step::Tenth || questions < LARGE_SECTION {
            return None;
        }
        match (score.mean.code, score.mean.tenths) {
            (Code::OrHigher | Code::OrLower, _) | (_, ..=16 | 44..) => Some(false),
            (_, 20..=40) => Some(is),
            _ => None,
        }
    }
}

/// The cells of all units, and those of all bands by attribute.
pub(super) fn publish(
    design: &Design,
    ballots: &[Ballot],
    earlier: Option<&Earlier>,
    chance: &[u8; 32],
) -> (Vec<GroupCells>, Vec<Vec<GroupCells>>) {
    let open = design.mode == Mode::Open;
    let k = (!open).then_some(design.k);
    let tree = Tree::new(&design.units);
    let mut respondents = vec![0; tree.len()];
    for ballot in ballots {
        respondents[ballot.unit] += 1;
    }
    tree.sum_up(&mut respondents);
    let count = |number: usize| if open { Count::Exact(number) } else { code::count(number) };
    let mut units: Vec<GroupCells> = (0..tree.len())
        .map(|unit| GroupCells {
            participation: extra::participation(respondents[unit], design.units[unit].invited, open),
            respondents: count(respondents[unit]),
            sections: Vec::with_capacity(design.sections.len()),
        })
        .collect();
    let bands = Bands::new(design, ballots, &tree);
    let mut attributes = bands.groups(count);

    let mut first = 0;
    for (shape, scales) in design.sections.iter().zip(scales(design)) {
        let frame = Frame { shape, scales: &scales, open, earlier };
        let falls: Vec<Vec<Fall>> = scales.iter().map(|place| by_unit(&tree, ballots, *place)).collect();
        let others = others(shape, first, &tree, ballots, &respondents, k, chance);
        let precision = k.map(|k| (k, Precision::new(&tree, &falls, Shown::new(&tree, k, &falls))));
        for (unit, (cells, others)) in units.iter_mut().zip(others).enumerate() {
            let findings = match &precision {
                Some((k, precision)) => coded(unit, *k, &falls, precision),
                None => plain(falls.iter().map(|falls| falls[unit]).collect()),
            };
            cells.sections.push(frame.cells(Some(unit), findings, others));
        }
        let shown = precision.as_ref().map(|(k, precision)| bands.shown(&scales, *k, &precision.shown));
        bands.publish(&frame, shown.as_deref(), design.k, &mut attributes);
        first += shape.questions.len();
    }
    (units, attributes)
}

/// A confidential survey's findings in a unit.
fn coded(unit: usize, k: u8, falls: &[Vec<Fall>], precision: &Precision) -> Findings {
    let alone = precision.shown.only(unit);
    let reason = |answers: u32| match usize::try_from(answers).unwrap_or(usize::MAX) {
        n if n < usize::from(k) => Reason::TooFew,
        _ if alone => Reason::SectionsOnly,
        n if n < QUESTIONS_FROM => Reason::TooFew,
        _ => Reason::Protecting,
    };
    let questions: Vec<Result<Figure, Reason>> = falls
        .iter()
        .enumerate()
        .map(|(question, falls)| {
            let fall = falls[unit];
            let mean = precision.mean(question, unit).ok_or(reason(fall.answers))?;
            Ok(Figure { mean, fall, people: fall.answers, distribution: precision.distribution(question, unit) })
        })
        .collect();
    let pool = precision.shown.pool(unit);
    let people = pool.iter().map(|question| falls[*question][unit].answers).max().unwrap_or(0);
    let score = precision
        .score(unit)
        .map(|(mean, fall)| Figure { mean, fall, people, distribution: precision.score_distribution(unit) })
        .ok_or_else(|| nothing(falls.iter().map(|falls| reason(falls[unit].answers))));
    Findings { questions, score, pool, alone }
}

/// Why a score is hidden where its questions would be for these reasons.
pub(super) fn nothing(mut reasons: impl ExactSizeIterator<Item = Reason>) -> Reason {
    if reasons.len() == 0 {
        Reason::NoScale
    } else if reasons.all(|reason| reason == Reason::TooFew) {
        Reason::TooFew
    } else {
        Reason::Protecting
    }
}

/// An open survey's findings in a group.
pub(super) fn plain(falls: Vec<Fall>) -> Findings {
    let figure = |fall: Fall, people: u32| {
        let mean = code::plain_mean(fall.sum, fall.answers.max(1));
        if fall.answers > 0 { Ok(Figure { mean, fall, people, distribution: true }) } else { Err(Reason::TooFew) }
    };
    let mut all = Fall::default();
    for fall in &falls {
        all += *fall;
    }
    let score = if falls.is_empty() {
        Err(Reason::NoScale)
    } else {
        figure(all, falls.iter().map(|fall| fall.answers).max().unwrap_or(0))
    };
    let pool = (0..falls.len()).filter(|question| falls[*question].answers > 0).collect();
    let questions = falls.into_iter().map(|fall| figure(fall, fall.answers)).collect();
    Findings { questions, score, pool, alone: false }
}

/// For each unit the cells of a section's questions that are not on the scale, with place for those that are.
fn others(
    shape: &SectionShape,
    first: usize,
    tree: &Tree,
    ballots: &[Ballot],
    respondents: &[usize],
    k: Option<u8>,
    chance: &[u8; 32],
) -> Vec<Vec<QuestionCells>> {
    let mut cells: Vec<Vec<QuestionCells>> = (0..tree.len()).map(|_| Vec::with_capacity(shape.questions.len())).collect();
    for (at, question) in shape.questions.iter().enumerate() {
        let overall = first + at;
        let column: Vec<QuestionCells> = match question.measure {
            Measure::Scale { .. } => vec![QuestionCells::Scale(Cell::Hidden(Reason::TooFew)); tree.len()],
            Measure::Text => comments::by_unit(tree, ballots, respondents, overall, k, chance)
                .into_iter()
                .map(QuestionCells::Comments)
                .collect(),
            Measure::Recommend => extra::recommend(tree, ballots, overall, k).into_iter().map(QuestionCells::Recommend).collect(),
            Measure::Single { options } => {
                extra::choices(tree, ballots, overall, options, false, k).into_iter().map(QuestionCells::Choices).collect()
            }
            Measure::Multiple { options } => {
                extra::choices(tree, ballots, overall, options, true, k).into_iter().map(QuestionCells::Choices).collect()
            }
        };
        for (cells, cell) in cells.iter_mut().zip(column) {
            cells.push(cell);
        }
    }
    cells
}
