//! Rounding and coding.

use super::sample::*;
use crate::survey::release::code::{self, Span};
use crate::survey::release::*;
use proptest::prelude::*;

#[test]
fn means_round_half_up_and_end_in_codes() {
    let mean = |sum, answers, step| {
        let mean = code::mean(sum, answers, step);
        (mean.tenths, mean.code)
    };
    assert_eq!(mean(13, 4, Step::Half), (35, Code::Exact), "3.25");
    assert_eq!(mean(16, 5, Step::Half), (30, Code::Exact), "3.2");
    assert_eq!(mean(25, 5, Step::Half), (45, Code::OrHigher));
    assert_eq!(mean(22, 5, Step::Half), (45, Code::OrHigher), "4.4");
    assert_eq!(mean(5, 5, Step::Half), (15, Code::OrLower));
    assert_eq!(mean(65, 20, Step::Tenth), (33, Code::Exact), "3.25");
    assert_eq!(mean(10, 10, Step::Tenth), (12, Code::OrLower));
    assert_eq!(mean(48, 10, Step::Tenth), (48, Code::OrHigher));
    assert_eq!(mean(500, 100, Step::Tenth), (49, Code::OrHigher));
}

#[test]
fn counts_and_shares_are_coarse() {
    use Count::{About, TenToNineteen, UnderTen};
    let counts = [0, 9, 10, 19, 20, 22, 23, 1002].map(code::count);
    assert_eq!(counts, [UnderTen, UnderTen, TenToNineteen, TenToNineteen, About(20), About(20), About(25), About(1000)]);
    let share = |part| (code::share(part, 20).percent, code::share(part, 20).code);
    assert_eq!(
        [0, 2, 3, 17, 20].map(share),
        [(10, Code::OrLower), (10, Code::OrLower), (20, Code::Exact), (90, Code::OrHigher), (90, Code::OrHigher)]
    );
}

#[test]
fn participation_is_shown_from_ten_invited() {
    let mut design = flat(3, 2, vec![section("s", 1)]);
    for (unit, invited) in design.units.iter_mut().zip([19, 9, 10]) {
        unit.invited = Some(invited);
    }
    let release = close(&design, &[people(1, 8, 1), people(2, 10, 1)].concat());
    assert_eq!(release.units[1].participation, Cell::Hidden(Reason::TooFew));
    assert_eq!(release.units[2].participation, Cell::Shown(Share { percent: 90, code: Code::OrHigher }));
}

#[test]
fn recommend_and_choices_need_fifty_answers_and_everybody() {
    let mut design = flat(5, 1, vec![section("s", 3)]);
    design.sections[0].questions[0].measure = Measure::Recommend;
    design.sections[0].questions[1].measure = Measure::Single { options: 2 };
    design.sections[0].questions[2].measure = Measure::Multiple { options: 3 };
    let ballot = |at: usize| Ballot {
        unit: 1,
        bands: vec![],
        values: vec![
            Some(Value::Recommend(if at.is_multiple_of(5) { 3 } else { 9 })),
            Some(Value::Single(at % 2)),
            Some(Value::Multiple(vec![2, 2, 0])),
        ],
        by: None,
    };
    let close =
        |number: usize| close(&design, &(0..number).map(ballot).collect::<Vec<_>>()).units[0].sections[0].questions.clone();
    assert_eq!(close(49)[0], QuestionCells::Recommend(Cell::Hidden(Reason::TooFew)));
    let cells = close(50);
    assert_eq!(
        cells[0],
        QuestionCells::Recommend(Cell::Shown(Recommend { score: 60, code: Code::Exact, answers: Count::About(50) }))
    );
    let shares = |cell: &QuestionCells| match cell {
        QuestionCells::Choices(cell) => cell.shown().unwrap().shares.iter().map(|share| share.percent).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    assert_eq!((shares(&cells[1]), shares(&cells[2])), (vec![50, 50], vec![90, 10, 90]));
}

proptest! {
    #[test]
    fn a_published_mean_stands_for_the_sums_that_give_it(answers in 1_u32..60, at in 0_u32..240, half: bool) {
        // One decimal is for ten answers and more.
        let answers = if half { answers } else { answers + 10 };
        let sum = answers + at % (4 * answers + 1);
        let step = if half { Step::Half } else { Step::Tenth };
        let mean = code::mean(sum, answers, step);
        let span = code::sums(mean, answers);
        for other in answers..=5 * answers {
            let within = span.low <= i64::from(other) && i64::from(other) <= span.high;
            prop_assert_eq!(within, code::mean(other, answers, step) == mean);
        }
    }

    #[test]
    fn ends_leave_the_room_that_they_must(answers in 5_u32..60, at in 0_u32..240, low in 0_i64..60, wide in 0_i64..60) {
        let sum = answers + at % (4 * answers + 1);
        let step = if answers < 10 { Step::Half } else { Step::Tenth };
        // What is known of the sum, and the two points that must stay possible at either end.
        let (least, most) = ((i64::from(sum) - low).max(answers.into()), (i64::from(sum) + wide).min((5 * answers).into()));
        let room = code::Room { least, low: least + 2, high: most - 2, most };
        let span = code::sums(code::within(sum, answers, step, room), answers);
        prop_assert!(span.low <= i64::from(sum) && i64::from(sum) <= span.high, "it is true");
        if most - least >= 2 {
            prop_assert!(span.low <= most - 2 && span.high >= least + 2);
        }
    }

    #[test]
    fn ends_leave_two_points(answers in 10_u32..500) {
        let (top, bottom) = (code::mean(5 * answers, answers, Step::Tenth), code::mean(answers, answers, Step::Tenth));
        let n = i64::from(answers);
        let (Span { low, .. }, Span { high, .. }) = (code::sums(top, answers), code::sums(bottom, answers));
        prop_assert!(low <= 5 * n - 2 && high >= n + 2);
    }

    #[test]
    fn shown_means_are_those_of_the_answers(seed in any::<u64>(), k in 3_u8..7, skipped in 0_usize..3) {
        let (design, ballots) = company(seed, Odds { k, units: 10, leaf: 16, questions: 3, skipped, attributes: 0 });
        let release = close(&design, &ballots);
        for (unit, cells) in release.units.iter().enumerate() {
            let within = |mut at: usize| loop {
                match design.units[at].parent {
                    _ if at == unit => break true,
                    Some(parent) => at = parent,
                    None => break false,
                }
            };
            let values = |questions: &[usize]| -> Vec<u64> {
                let of = |ballot: &Ballot| {
                    let value = |q: &usize| match ballot.values[*q] {
                        Some(Value::Scale(value)) => Some(u64::from(value)),
                        _ => None,
                    };
                    questions.iter().filter_map(value).collect::<Vec<_>>()
                };
                ballots.iter().filter(|ballot| within(ballot.unit)).flat_map(of).collect()
            };
            let check = |score: &Score, values: &[u64]| {
                let (sum, n) = (values.iter().sum::<u64>(), values.len() as u64);
                let step = u64::from(score.mean.step.tenths());
                // Half up to a multiple of the step: floor((10 sum / n) / step + 1/2) steps.
                let rounded = (20 * sum + step * n) / (2 * step * n) * step;
                let tenths = u64::from(score.mean.tenths);
                match score.mean.code {
                    Code::Exact => rounded == tenths,
                    Code::OrHigher => rounded >= tenths,
                    Code::OrLower => rounded <= tenths,
                }
            };
            let section = &cells.sections[0];
            for question in 0..3 {
                if let Some(score) = cell(&release, unit, 0, question).shown() {
                    prop_assert!(check(score, &values(&[question])));
                }
            }
            let Some(score) = section.score.shown() else { continue };
            let parts: Option<Vec<u64>> =
                section.built_from.iter().map(|q| Some(u64::from(cell(&release, unit, 0, *q).shown()?.mean.tenths))).collect();
            match parts {
                // The mean of the published means, half up to the step.
                Some(parts) => {
                    let (sum, n, step) = (parts.iter().sum::<u64>(), parts.len() as u64, u64::from(score.mean.step.tenths()));
                    prop_assert_eq!(u64::from(score.mean.tenths), (2 * sum + step * n) / (2 * step * n) * step);
                }
                None => prop_assert!(check(score, &values(&section.built_from))),
            }
        }
    }
}
