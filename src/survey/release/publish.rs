//! From what is shown, and how finely, to the published cells.

use super::bands::Bands;
use super::cell::{Cell, Code, Count, Distribution, GroupCells, Mean, QuestionCells, Reason, Score, SectionCells, Share, Step};
use super::change::{self, Earlier};
use super::code;
use super::design::{Ballot, Design, Measure, SectionShape};
use super::precision::{Precision, pooled};
use super::section::Shown;
use super::tally::{Fall, Place, Tree, by_unit, scales};
use super::{comments, divided, extra};
use crate::survey::Mode;
use crate::survey::rules::{FINE_FROM, QUESTIONS_FROM};

/// A mean that is shown.
#[derive(Clone, Copy)]
pub(super) struct Figure {
    /// As it is published.
    pub mean: Mean,
    /// How many people answered.
    pub people: u32,
    /// How their answers fall, where that is shown.
    pub distribution: Option<Distribution>,
}

/// What is shown of a section in a group.
pub(super) struct Findings {
    /// Of each question on the scale.
    pub questions: Vec<Result<Figure, Reason>>,
    /// Of the score.
    pub score: Result<Figure, Reason>,
    /// Which questions on the scale the score is built from.
    pub pool: Vec<usize>,
    /// Whether opinions are divided, where that is said.
    pub divided: Option<bool>,
}

/// From how many questions a score of groups of five to nine has one decimal, and the word "divided" is said of them.
const LARGE_SECTION: usize = 3;

/// A section's score: a function of the published numbers of its questions, so that it tells nothing that these do not. The
/// mean of their means, to one decimal if they all have one or are three or more, and the mean of their distributions
/// where all have one.
pub(super) fn built<'a>(questions: impl Iterator<Item = &'a Figure>) -> Option<Figure> {
    let figures: Vec<&Figure> = questions.collect();
    let means: Vec<Mean> = figures.iter().map(|figure| figure.mean).collect();
    let fine = means.len() >= LARGE_SECTION || means.iter().all(|mean| mean.step == Step::Tenth);
    let distributions: Option<Vec<Distribution>> = figures.iter().map(|figure| figure.distribution).collect();
    let share =
        |all: &[Distribution], of: fn(&Distribution) -> Share| code::average_share(&all.iter().map(of).collect::<Vec<_>>());
    Some(Figure {
        mean: code::average(&means, if fine { Step::Tenth } else { Step::Half }),
        people: figures.iter().map(|figure| figure.people).max()?,
        distribution: distributions.map(|all| Distribution {
            unfavourable: share(&all, |fall| fall.unfavourable),
            neutral: share(&all, |fall| fall.neutral),
            favourable: share(&all, |fall| fall.favourable),
        }),
    })
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
        SectionCells { score: Cell::Shown(score), built_from, divided: findings.divided, questions }
    }

    /// The published score.
    fn score(&self, figure: &Figure) -> Score {
        let people = usize::try_from(figure.people).unwrap_or(usize::MAX);
        let answers = if self.open { Count::Exact(people) } else { code::count(people) };
        let fine = figure.mean.step == Step::Tenth;
        let error = if fine { change::error(figure.distribution.as_ref(), answers) } else { None };
        Score { mean: figure.mean, answers, distribution: figure.distribution, error, change: None }
    }
}

/// By how many answers at least the word "divided" is clear.
const MARGIN: u32 = 1;

/// The word "divided", where it may be said of the score of a unit with these answers.
///
/// Beside a distribution it follows from it, and from ten respondents it is not said without one. For five to nine respondents it is said of scores of three or more questions
/// with one decimal, not at their ends: from 4.4 and up to 1.6 opinions cannot be divided; around 4.2 and 1.8 they can in so
/// few ways that the word would give answers away, and it is not said.
fn word(score: &Figure, fall: &Fall, questions: usize) -> Option<bool> {
    if let Some(fall) = &score.distribution {
        return Some(divided(u32::from(fall.unfavourable.percent), u32::from(fall.favourable.percent), 100));
    }
    if score.mean.step != Step::Tenth || questions < LARGE_SECTION || usize::try_from(score.people).is_ok_and(|n| n >= FINE_FROM)
    {
        return None;
    }
    match (score.mean.code, score.mean.tenths) {
        (Code::OrHigher | Code::OrLower, _) | (_, ..=16 | 44..) => Some(false),
        (_, 20..=40) => {
            let is = divided(fall.unfavourable, fall.favourable, fall.answers);
            let near = |count: u32| [count.saturating_sub(MARGIN), count + MARGIN];
            let other = near(fall.unfavourable)
                .into_iter()
                .any(|low| near(fall.favourable).into_iter().any(|high| divided(low, high, fall.answers) != is));
            (!other).then_some(is)
        }
        _ => None,
    }
}

/// How answers fall, as it is published.
fn distribution(fall: &Fall, share: fn(u32, u32) -> Share) -> Distribution {
    Distribution {
        unfavourable: share(fall.unfavourable, fall.answers),
        neutral: share(fall.neutral(), fall.answers),
        favourable: share(fall.favourable, fall.answers),
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
        bands.publish(&frame, precision.map(|(k, precision)| (k, precision.room)), &mut attributes);
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
            let distribution = precision.distribution(question, unit).then(|| distribution(&fall, code::share));
            Ok(Figure { mean, people: fall.answers, distribution })
        })
        .collect();
    let pool = precision.shown.pool(unit);
    let score = match precision.alone(unit) {
        Some(mean) => {
            let people = pool.iter().map(|question| falls[*question][unit].answers).max().unwrap_or(0);
            Some(Figure { mean, people, distribution: None })
        }
        None => built(questions.iter().filter_map(|question| question.as_ref().ok())),
    };
    let divided = score
        .as_ref()
        .filter(|_| !alone)
        .and_then(|score| word(score, &pooled(pool.iter().map(|question| falls[*question][unit])), pool.len()));
    let score = score.ok_or_else(|| nothing(questions.iter().filter_map(|question| question.as_ref().err().copied())));
    Findings { questions, score, pool, divided }
}

/// Why a score is hidden where its questions would be for these reasons.
pub(super) fn nothing(reasons: impl Iterator<Item = Reason>) -> Reason {
    let mut reasons = reasons.peekable();
    if reasons.peek().is_none() {
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
        if fall.answers == 0 {
            return Err(Reason::TooFew);
        }
        let mean = code::plain_mean(fall.sum, fall.answers);
        Ok(Figure { mean, people, distribution: Some(distribution(&fall, code::plain_share)) })
    };
    let all = pooled(falls.iter().copied());
    let score = if falls.is_empty() {
        Err(Reason::NoScale)
    } else {
        figure(all, falls.iter().map(|fall| fall.answers).max().unwrap_or(0))
    };
    let pool = (0..falls.len()).filter(|question| falls[*question].answers > 0).collect();
    let questions = falls.into_iter().map(|fall| figure(fall, fall.answers)).collect();
    let divided = score.is_ok().then(|| divided(all.unfavourable, all.favourable, all.answers));
    Findings { questions, score, pool, divided }
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
