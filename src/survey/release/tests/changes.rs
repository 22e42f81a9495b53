//! Changes since the last release.

use super::sample::*;
use crate::survey::release::*;

/// How a unit's question and section moved from answers all around one value to others.
fn moved(people: usize, then: [u8; 2], now: [u8; 2], common: usize) -> (Change, Change) {
    let design = design(5, &[None], vec![section("s", 3)]);
    let answers = |values: [u8; 2]| -> Vec<Ballot> { (0..people).map(|at| ballot(0, &[values[at % 2]; 3])).collect() };
    let before = close(&design, &answers(then));
    let units = [Some(Then { unit: 0, then: people, now: people, common })];
    let previous = Previous { design: &design, release: &before, units: &units };
    let after = release(&design, &answers(now), Some(previous), &[0; 32]);
    let section = after.units[0].sections[0].score.shown().unwrap().change;
    (cell(&after, 0, 0, 0).shown().unwrap().change.unwrap(), section.unwrap())
}

#[test]
fn few_answers_move_by_fixed_steps() {
    assert_eq!(moved(6, [2, 3], [3, 4], 6), (Change::NotClear, Change::Rose(10)));
    assert_eq!(moved(6, [4, 4], [2, 3], 6), (Change::Fell(15), Change::Fell(15)));
}

#[test]
fn many_answers_move_beyond_two_standard_errors() {
    assert_eq!(moved(100, [2, 4], [3, 4], 100).0, Change::Rose(5));
    assert_eq!(moved(12, [2, 4], [3, 4], 12).0, Change::NotClear);
}

#[test]
fn other_people_or_questions_are_not_compared() {
    let apart = Change::NotComparable(Apart::OtherMembers);
    assert_eq!(moved(10, [2, 4], [3, 4], 6), (apart, apart));
    assert_eq!(moved(10, [2, 4], [3, 4], 7).0, Change::NotClear);

    let (then, mut now) = (design(5, &[None], vec![section("s", 2)]), design(5, &[None], vec![section("s", 2)]));
    now.sections[0].questions[1].identity = "other words".into();
    let ballots = people(0, 12, 2);
    let before = close(&then, &ballots);
    let units = [Some(Then { unit: 0, then: 12, now: 12, common: 12 })];
    let after = release(&now, &ballots, Some(Previous { design: &then, release: &before, units: &units }), &[0; 32]);
    let change = |score: &Cell<Score>| score.shown().unwrap().change.unwrap();
    assert_eq!(change(cell(&after, 0, 0, 0)), Change::NotClear);
    assert_eq!(change(cell(&after, 0, 0, 1)), Change::NotComparable(Apart::OtherQuestions));
    assert_eq!(change(&after.units[0].sections[0].score), Change::NotComparable(Apart::OtherQuestions));
}

#[test]
fn an_end_counts_where_it_is_the_nearer_one() {
    // What is an end may lie beyond it: then the step is longer, not shorter.
    assert_eq!(moved(6, [5, 5], [2, 3], 6).0, Change::Fell(20));
    assert_eq!(moved(6, [2, 3], [5, 5], 6).0, Change::Rose(20));
}
