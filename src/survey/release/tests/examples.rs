//! Cases that can be followed by hand.

use super::sample::*;
use crate::survey::Mode;
use crate::survey::release::*;

/// Ballots of several units of these sizes, 1 first.
fn staff(sizes: &[usize], questions: usize) -> Vec<Ballot> {
    sizes.iter().enumerate().flat_map(|(at, size)| people(at + 1, *size, questions)).collect()
}

#[test]
fn a_cell_needs_k_answers_to_that_question() {
    let design = flat(5, 3, vec![section("s", 2)]);
    let mut ballots = staff(&[6, 6, 6], 2);
    for ballot in &mut ballots[..2] {
        ballot.values[1] = Some(Value::NotApplicable);
    }
    let release = close(&design, &ballots);
    assert_eq!(shown(&release, 0, 0), [true; 4]);
    // Four answers in the first unit; a second is hidden, or everybody less the others would tell.
    assert_eq!(shown(&release, 0, 1), [true, false, false, true]);
    assert_eq!(cell(&release, 1, 0, 1).hidden(), Some(Reason::TooFew));
    assert_eq!(cell(&release, 2, 0, 1).hidden(), Some(Reason::Protecting));
    assert_eq!(release.units[1].sections[0].built_from, [0]);
}

#[test]
fn twelve_people_see_company_results() {
    let release = close(&design(5, &[None], vec![section("s", 3)]), &people(0, 12, 3));
    let score = release.units[0].sections[0].score.shown().unwrap();
    assert_eq!((score.mean.tenths, score.answers), (30, Count::TenToNineteen));
    assert!(score.distribution.is_some());
}

#[test]
fn three_or_four_answers_show_sections_only() {
    let design = flat(3, 4, vec![section("s", 3), section("t", 1)]);
    let release = close(&design, &staff(&[4, 6, 7, 8], 4));
    let unit = &release.units[1].sections;
    assert_eq!(unit[0].score.shown().unwrap().mean.step, Step::Half);
    assert_eq!(unit[0].divided, None);
    assert_eq!(cell(&release, 1, 0, 0).hidden(), Some(Reason::SectionsOnly));
    // A section of one question would be that question.
    assert_eq!(unit[1].score.hidden(), Some(Reason::TooFew));
    // Everybody less the others would tell the questions of the first unit: the next smallest shows sections only as well.
    assert_eq!(shown(&release, 0, 0), [true, false, false, true, true]);
    assert!(release.units[2].sections[0].score.shown().is_some());
}

#[test]
fn a_difference_of_nested_units_is_protected_at_the_smallest() {
    // Everybody 20 = 1 (12) + 2 (8); 1 = 3 (10) and 4 (2).
    let design = design(5, &[None, Some(0), Some(0), Some(1), Some(1)], vec![section("s", 1)]);
    let ballots = [people(2, 8, 1), people(3, 10, 1), people(4, 2, 1)].concat();
    let release = close(&design, &ballots);
    assert!(cell(&release, 0, 0, 0).shown().is_some());
    assert_eq!(cell(&release, 3, 0, 0).hidden(), Some(Reason::Protecting));
    assert_eq!(cell(&release, 4, 0, 0).hidden(), Some(Reason::TooFew));
}

#[test]
fn what_is_invalid_counts_as_skipped() {
    let design = design(5, &[None], vec![section("s", 1)]);
    let mut ballots = people(0, 10, 1);
    ballots.push(ballot(0, &[7]));
    ballots.push(Ballot { unit: 0, bands: vec![], values: vec![Some(Value::Text("x".into()))], by: None });
    ballots.push(Ballot { unit: 0, bands: vec![], values: vec![], by: None });
    let with = close(&design, &ballots);
    assert_eq!(with.units[0].sections, close(&design, &ballots[..10]).units[0].sections);
}

#[test]
fn reverse_worded_questions_are_turned() {
    let mut design = design(5, &[None], vec![section("s", 2)]);
    design.sections[0].questions[1].measure = Measure::Scale { reversed: true };
    let ballots: Vec<Ballot> = [[4, 2], [5, 1], [3, 3], [4, 2], [2, 4], [3, 3]].map(|values| ballot(0, &values)).to_vec();
    let release = close(&design, &ballots);
    assert_eq!(cell(&release, 0, 0, 0), cell(&release, 0, 0, 1));
}

#[test]
fn open_surveys_hide_and_code_nothing() {
    let mut design = flat(3, 2, vec![section("s", 2)]);
    design.mode = Mode::Open;
    let ballots = [vec![ballot(1, &[5, 5])], people(2, 3, 2)].concat();
    let release = close(&design, &ballots);
    let score = cell(&release, 1, 0, 0).shown().unwrap();
    assert_eq!(score.mean, Mean { tenths: 50, code: Code::Exact, step: Step::Tenth });
    assert_eq!((score.answers, release.units[0].respondents), (Count::Exact(1), Count::Exact(4)));
    assert_eq!(score.distribution.unwrap().favourable, Share { percent: 100, code: Code::Exact });
}

#[test]
fn what_nobody_answered_in_an_open_survey_is_told_as_that() {
    let mut design = flat(3, 2, vec![section("s", 2), section("t", 1)]);
    design.mode = Mode::Open;
    // One is of a unit where nobody else says anything, and they leave out all but one question.
    let ballots = [Ballot { unit: 1, bands: vec![], values: vec![Some(Value::Scale(4)), None, None], by: None }];
    let release = close(&design, &ballots);
    assert!(cell(&release, 1, 0, 0).shown().is_some());
    for (unit, section, question) in [(1, 0, 1), (1, 1, 0), (2, 0, 0), (0, 0, 1)] {
        assert_eq!(*cell(&release, unit, section, question), Cell::Hidden(Reason::TooFew), "{unit} {section} {question}");
    }
}

#[test]
fn a_release_survives_writing_and_reading() {
    let release = close(&flat(3, 3, vec![section("s", 3)]), &staff(&[4, 8, 12], 3));
    let text = serde_json::to_string(&release).unwrap();
    assert_eq!(release, serde_json::from_str(&text).unwrap());
}
