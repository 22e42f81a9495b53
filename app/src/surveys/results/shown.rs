//! From a release to what a page shows of one unit. What is said of a cell are the sentences of `waymark::survey::release`.

use super::{AnswerShown, Bar, Choice, Elsewhere, Figure, Moved, Out, QuestionShown, SectionShown, Shown, Written};
use crate::health;
use store::survey::Survey;
use waymark::{
    health::{Point, Review, board, points},
    questionnaire::{Ask, Question, Section},
    survey::{
        group_name, published,
        release::{
            About, Apart, Cell, Change, Choices, Code, Comment, Distribution, GroupCells, QuestionCells, Reason, Release, Score,
            SectionCells, Share,
        },
    },
};

/// A release with the words for it.
struct Said<'a> {
    survey: &'a Survey,
    release: &'a Release,
}

/// What is shown of a unit; `None` where there is no such unit.
pub fn out(survey: &Survey, release: &Release, unit: usize, choices: Vec<Choice>) -> Option<Out> {
    let said = Said { survey, release };
    let (cells, agreed) = (release.units.get(unit)?, survey.contract.units.get(unit)?);
    let whole = release.units.first().filter(|_| unit != 0);
    let mut sections: Vec<SectionShown> = survey
        .form
        .sections
        .iter()
        .zip(&cells.sections)
        .enumerate()
        .map(|(at, (section, cells))| said.section(section, cells, whole.and_then(|whole| whole.sections.get(at)), &choices))
        .collect();
    let apart = apart(cells);
    if apart.is_some() {
        sections.iter_mut().for_each(without_changes);
    }
    let has_change = |score: &Option<Shown<Figure>>| matches!(score, Some(Ok(figure)) if figure.change.is_some());
    Some(Out {
        unit,
        label: group_name(unit, &agreed.names),
        asked: (!survey.imported).then_some(agreed.size),
        participation: said.cell(&cells.participation, About::Participation, |share| participation(*share)),
        respondents: cells.respondents.to_string(),
        k: release.k,
        is_only: survey.contract.units.len() == 1,
        headline: headline(survey, cells),
        apart: apart.map(|apart| format!("Nothing is compared with the last survey: {apart}.")),
        has_changes: sections.iter().any(|section| has_change(&section.score)),
        sections,
        choices,
    })
}

fn participation(share: Share) -> String {
    if share.code == Code::Exact { format!("about {share}") } else { share.to_string() }
}

impl Said<'_> {
    fn why(&self, reason: Reason, about: About) -> String {
        published::sentence(reason, about, self.release, &self.survey.contract.units)
    }

    fn cell<T, S>(&self, cell: &Cell<T>, about: About, show: impl FnOnce(&T) -> S) -> Shown<S> {
        match cell {
            Cell::Shown(value) => Ok(show(value)),
            Cell::Hidden(reason) => Err(self.why(*reason, about)),
        }
    }

    fn section(&self, section: &Section, cells: &SectionCells, whole: Option<&SectionCells>, choices: &[Choice]) -> SectionShown {
        let scales = section.questions.iter().filter(|question| matches!(question.ask, Ask::Scale { .. })).count();
        let names = cells.built_from.iter().filter_map(|place| section.questions.get(*place));
        let from = (scales > cells.built_from.len() && cells.score.shown().is_some())
            .then(|| names.map(|question| format!("“{}”", question.text)).collect::<Vec<_>>().join(", "));
        let question = |(at, (question, cell)): (usize, (&Question, &QuestionCells))| QuestionShown {
            text: question.text.clone(),
            reversed: matches!(question.ask, Ask::Scale { reversed: true }),
            answer: self.answer(question, cell, whole.and_then(|whole| whole.questions.get(at)), choices),
        };
        let questions: Vec<_> = section.questions.iter().zip(&cells.questions).enumerate().map(question).collect();
        let score = (scales > 0).then(|| self.cell(&cells.score, About::Section, figure));
        let together = together(&questions, scales, matches!(score, Some(Err(_))));
        SectionShown {
            id: section.id.to_string(),
            title: section.title.clone(),
            score,
            everybody: whole.filter(|_| scales > 0).map(|whole| self.cell(&whole.score, About::Section, figure)),
            divided: cells.divided,
            from,
            together,
            questions,
        }
    }

    fn answer(
        &self,
        question: &Question,
        cell: &QuestionCells,
        whole: Option<&QuestionCells>,
        choices: &[Choice],
    ) -> AnswerShown {
        match cell {
            QuestionCells::Scale(cell) => {
                let everybody = match whole {
                    Some(QuestionCells::Scale(Cell::Shown(score))) => Some(score.mean.to_string()),
                    _ => None,
                };
                AnswerShown::Scale(self.cell(cell, About::Question, figure), everybody)
            }
            QuestionCells::Recommend(cell) => {
                AnswerShown::Recommend(self.cell(cell, About::Whole, |score| (score.to_string(), score.answers.to_string())))
            }
            QuestionCells::Choices(cell) => {
                AnswerShown::Choices(self.cell(cell, About::Whole, |choices| options(question, choices)))
            }
            QuestionCells::Comments(Cell::Shown(comments)) => AnswerShown::Comments(Ok(comments.iter().map(written).collect())),
            QuestionCells::Comments(Cell::Hidden(reason)) => {
                let at = match reason {
                    Reason::AtUnit(unit) => Some(*unit).filter(|unit| choices.iter().any(|choice| choice.unit == *unit)),
                    _ => None,
                };
                AnswerShown::Comments(Err(Elsewhere { why: self.why(*reason, About::Comments), unit: at }))
            }
        }
    }
}

/// The one sentence for questions that are all hidden for the same reason: said of each, it would be noise.
fn together(questions: &[QuestionShown], scales: usize, is_hidden: bool) -> Option<String> {
    let reasons: Vec<&String> = questions
        .iter()
        .filter_map(|question| match &question.answer {
            AnswerShown::Scale(Err(why), _) => Some(why),
            _ => None,
        })
        .collect();
    let first = reasons.first().filter(|_| reasons.len() == scales)?;
    if is_hidden {
        return Some(String::new());
    }
    reasons.iter().all(|reason| reason == first).then(|| (**first).clone())
}

fn written(comment: &Comment) -> Written {
    Written { text: comment.text.clone(), by: comment.by.clone() }
}

fn figure(score: &Score) -> Figure {
    Figure {
        number: score.mean.to_string(),
        meaning: score.mean.meaning().to_owned(),
        answers: score.answers.to_string(),
        fall: score.distribution.map(fall),
        change: score.change.map(|change| (moved(change), change.to_string())),
    }
}

fn moved(change: Change) -> Moved {
    match change {
        Change::Rose(_) => Moved::Rose,
        Change::Fell(_) => Moved::Fell,
        Change::NotClear => Moved::NotClear,
        Change::NotComparable(_) => Moved::Apart,
    }
}

/// The three shares, drawn to fill the whole length: as published they need not add up to 100.
fn fall(fall: Distribution) -> [Bar; 3] {
    let shares = [fall.favourable, fall.neutral, fall.unfavourable];
    let sum = shares.iter().map(|share| u32::from(share.percent)).sum::<u32>().max(1);
    shares.map(|share| Bar { length: u8::try_from(100 * u32::from(share.percent) / sum).unwrap_or(100), said: share.to_string() })
}

fn options(question: &Question, choices: &Choices) -> (Vec<(String, Bar)>, String) {
    let bar = |share: &Share| Bar { length: share.percent.min(100), said: share.to_string() };
    let options = question.ask.options().iter().zip(&choices.shares);
    (options.map(|(option, share)| (option.text.clone(), bar(share))).collect(), choices.answers.to_string())
}

/// Why nothing of a unit is compared, where all of it has the same reason: said of each, it would be noise.
fn apart(cells: &GroupCells) -> Option<Apart> {
    let scores = |cells: &SectionCells| {
        let scales = cells.questions.iter().filter_map(|cell| match cell {
            QuestionCells::Scale(cell) => cell.shown().copied(),
            _ => None,
        });
        scales.chain(cells.score.shown().copied()).collect::<Vec<Score>>()
    };
    let mut changes = cells.sections.iter().flat_map(scores).filter_map(|score| score.change);
    let Change::NotComparable(first) = changes.next()? else { return None };
    changes.all(|change| change == Change::NotComparable(first)).then_some(first)
}

fn without_changes(section: &mut SectionShown) {
    if let Some(Ok(figure)) = &mut section.score {
        figure.change = None;
    }
    for question in &mut section.questions {
        if let AnswerShown::Scale(Ok(figure), _) = &mut question.answer {
            figure.change = None;
        }
    }
}

/// What is most worth knowing of a unit, in sentences. What nothing is compared with is said elsewhere on the page.
fn headline(survey: &Survey, cells: &GroupCells) -> Vec<String> {
    let rows = board(&[Review { form: &survey.form, cells }]);
    let mut points = points(&rows);
    points.retain(|point| !matches!(point, Point::Nothing(..) | Point::Apart(_) | Point::Alone | Point::First | Point::Steady));
    health::sentences(&points, &rows, &[], |_, _| String::new(), |_| String::new(), "")
}
