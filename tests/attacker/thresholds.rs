//! Nothing finer is shown than the number of answers allows.

use super::attack::chance::Chance;
use super::attack::company::{Company, company, usual};
use super::attack::knowledge::Knowledge;
use std::collections::HashMap;
use waymark::survey::release::{Cell, Count, GroupCells, QuestionCells, Release, Score, SectionCells, Step, Value, release};

#[test]
fn nothing_finer_is_shown_than_answers_allow() {
    let mut chance = Chance::new(13);
    for _ in 0..400 {
        let company = company(usual(&mut chance), &mut chance);
        let release = release(&company.design, &company.ballots, None, &[0; 32]);
        let known = Knowledge::of(&company);
        let groups = release.units.iter().chain(release.attributes.iter().flatten());
        for (group, cells) in groups.enumerate() {
            let people = known.groups[group].classes.iter().map(|&class| known.classes[class].len()).sum();
            assert!(said(cells.respondents, people));
            let mut at = 0;
            for (section, shape) in cells.sections.iter().zip(&company.design.sections) {
                section_is_allowed(&company, &known, group, at, section);
                at += shape.questions.len();
            }
        }
        comments_are_allowed(&company, &release);
    }
}

/// Equal numbers have equal errors: an error tells nothing that its mean, count and distribution do not.
#[test]
fn errors_are_functions_of_what_is_shown() {
    let mut chance = Chance::new(14);
    let mut errors: HashMap<String, Option<u16>> = HashMap::new();
    let mut again = 0;
    for _ in 0..300 {
        let company = company(usual(&mut chance), &mut chance);
        let release = release(&company.design, &company.ballots, None, &[0; 32]);
        let groups = release.units.iter().chain(release.attributes.iter().flatten());
        for section in groups.flat_map(|cells| &cells.sections) {
            let questions = section.questions.iter().filter_map(|question| match question {
                QuestionCells::Scale(cell) => cell.shown(),
                _ => None,
            });
            for score in questions.chain(section.score.shown()).filter(|score| score.error.is_some()) {
                let shown = format!("{:?} {:?} {:?}", score.mean, score.answers, score.distribution);
                let before = *errors.entry(shown).or_insert(score.error);
                again += usize::from(before.is_some());
                assert_eq!(before, score.error);
            }
        }
    }
    assert!(again > 1000 && errors.len() < again);
}

/// Whether a count is what may be said of a number.
fn said(count: Count, number: usize) -> bool {
    match count {
        Count::UnderTen => number < 10,
        Count::TenToNineteen => (10..20).contains(&number),
        Count::About(about) => number >= 20 && about % 5 == 0 && number.abs_diff(about) <= 2,
        Count::Exact(_) => false,
    }
}

fn section_is_allowed(company: &Company, known: &Knowledge, group: usize, at: usize, section: &SectionCells) {
    let k = i64::from(company.design.k);
    for (index, question) in section.questions.iter().enumerate() {
        let answers = known.count(group, at + index);
        match question {
            QuestionCells::Scale(Cell::Shown(score)) => {
                assert!(answers >= k.max(5), "a question of {answers}");
                let fine = answers >= 10;
                assert!(fine || score.mean.step == Step::Half, "a decimal of {answers}");
                assert!(fine || (score.distribution.is_none() && score.error.is_none()), "spread of {answers}");
                assert!(said(score.answers, usize::try_from(answers).expect("some")));
            }
            QuestionCells::Recommend(Cell::Shown(_)) | QuestionCells::Choices(Cell::Shown(_)) => {
                let given = company
                    .ballots
                    .iter()
                    .filter(|ballot| ballot.values[at + index].as_ref().is_some_and(|value| *value != Value::NotApplicable));
                assert!(group == 0 && given.count() >= 50, "of group {group}");
            }
            _ => {}
        }
    }
    if let Cell::Shown(score) = &section.score {
        section_score_is_allowed(known, group, at, section, score, k);
    }
}

fn section_score_is_allowed(known: &Knowledge, group: usize, at: usize, section: &SectionCells, score: &Score, k: i64) {
    let counts: Vec<i64> = section.built_from.iter().map(|index| known.count(group, at + index)).collect();
    let most = counts.iter().copied().max().expect("built from something");
    assert!(counts.iter().all(|&count| count >= k), "built from {counts:?}");
    let tenth = score.mean.step == Step::Tenth;
    assert!(!tenth || most >= 10 || (most >= 5 && counts.len() > 2), "a section's decimal of {counts:?}");
    assert!(most >= 10 || (score.distribution.is_none() && score.error.is_none()));
}

fn comments_are_allowed(company: &Company, release: &Release) {
    let shown = |cells: &GroupCells, section: usize, question: usize| {
        matches!(cells.sections[section].questions[question], QuestionCells::Comments(Cell::Shown(_)))
    };
    let bands = release.attributes.iter().flatten();
    let mut at = 0;
    for (section, shape) in company.design.sections.iter().enumerate() {
        for question in 0..shape.questions.len() {
            assert!(bands.clone().all(|band| !shown(band, section, question)), "comments of a band");
            for (unit, cells) in release.units.iter().enumerate() {
                if !shown(cells, section, question) {
                    continue;
                }
                let siblings: Vec<usize> = (0..release.units.len())
                    .filter(|&other| company.design.units[other].parent == company.design.units[unit].parent)
                    .collect();
                for sibling in siblings {
                    let (people, texts) = writers(company, sibling, at + question);
                    assert!(people >= 10 && texts >= 3, "comments beside a unit of {people} with {texts}");
                }
            }
        }
        at += shape.questions.len();
    }
}

/// How many of a unit responded, and how many wrote something.
fn writers(company: &Company, unit: usize, question: usize) -> (usize, usize) {
    let within = |mut at: usize| loop {
        if at == unit {
            return true;
        }
        match company.design.units[at].parent {
            Some(parent) => at = parent,
            None => return false,
        }
    };
    let people = company.ballots.iter().filter(|ballot| within(ballot.unit));
    let texts = people.clone().filter(|ballot| matches!(&ballot.values[question], Some(Value::Text(text)) if !text.is_empty()));
    (people.count(), texts.count())
}
