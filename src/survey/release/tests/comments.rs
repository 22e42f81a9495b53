//! Comments.

use super::sample::*;
use crate::survey::release::*;

fn texts(units: &[usize], every: usize) -> Vec<Ballot> {
    units
        .iter()
        .enumerate()
        .flat_map(|(at, number)| {
            (0..*number).map(move |person| Ballot {
                unit: at + 1,
                bands: vec![],
                values: vec![(person % every == 0).then(|| Value::Text(format!("{at} {person}")))],
                by: Some("Somebody".into()),
            })
        })
        .collect()
}

fn asked(units: usize) -> Design {
    let mut design = flat(5, units, vec![section("s", 1)]);
    design.sections[0].questions[0].measure = Measure::Text;
    design
}

fn comments(release: &Release, unit: usize) -> &Cell<Vec<Comment>> {
    match &release.units[unit].sections[0].questions[0] {
        QuestionCells::Comments(cell) => cell,
        other => panic!("no comments: {other:?}"),
    }
}

#[test]
fn comments_stand_by_unit_only_if_all_siblings_qualify() {
    let release = close(&asked(2), &texts(&[12, 10], 3));
    assert_eq!(comments(&release, 0), &Cell::Hidden(Reason::InUnits));
    assert_eq!([1, 2].map(|unit| comments(&release, unit).shown().unwrap().len()), [4, 4]);
    let release = close(&asked(2), &texts(&[12, 9], 3));
    assert_eq!(comments(&release, 0).shown().unwrap().len(), 7);
    assert_eq!([1, 2].map(|unit| comments(&release, unit).hidden()), [Some(Reason::AtUnit(0)); 2]);
}

#[test]
fn two_texts_or_nine_respondents_are_too_few() {
    for ballots in [texts(&[9], 1), texts(&[12], 6)] {
        let release = close(&asked(1), &ballots);
        assert_eq!([0, 1].map(|unit| comments(&release, unit).hidden()), [Some(Reason::TooFew); 2]);
    }
}

#[test]
fn chance_and_nothing_else_orders_them() {
    let (design, mut ballots) = (asked(1), texts(&[12], 1));
    let order =
        |ballots: &[Ballot], chance: u8| comments(&release(&design, ballots, None, &[chance; 32]), 1).shown().unwrap().clone();
    let first = order(&ballots, 1);
    assert_ne!(first, order(&ballots, 2));
    ballots.reverse();
    assert_eq!(first, order(&ballots, 1));
}

#[test]
fn a_name_stands_beside_a_text_in_open_surveys_only() {
    let (mut design, ballots) = (asked(1), texts(&[12], 1));
    let by = |design: &Design| comments(&close(design, &ballots), 1).shown().unwrap()[0].by.clone();
    assert_eq!(by(&design), None);
    design.mode = crate::survey::Mode::Open;
    assert_eq!(by(&design).as_deref(), Some("Somebody"));
}
