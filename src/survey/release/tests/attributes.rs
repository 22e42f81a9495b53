//! Attributes beside units.

use super::sample::*;
use crate::survey::release::*;

/// Units of these sizes, in the order of [`flat`], whose people answer 2, 3, 4, 2 ...; `bands` says for each attribute who is where, by
/// unit and place.
fn crossed(sizes: &[usize], bands: &[&dyn Fn(usize, usize) -> Option<usize>]) -> (Design, Vec<Ballot>) {
    let mut design = flat(5, sizes.len(), vec![section("s", 1)]);
    for (attribute, _) in bands.iter().enumerate() {
        design.attributes.push(Attribute { id: format!("a{attribute}"), bands: vec!["x".into(), "y".into(), "z".into()] });
    }
    let mut ballots = Vec::new();
    for (unit, size) in sizes.iter().enumerate() {
        for (place, mut ballot) in people(unit + 1, *size, 1).into_iter().enumerate() {
            ballot.bands = bands.iter().map(|band| band(unit, place)).collect();
            ballots.push(ballot);
        }
    }
    (design, ballots)
}

/// Which bands of an attribute are shown.
fn bands(design: &Design, ballots: &[Ballot], attribute: usize) -> Vec<bool> {
    close(design, ballots).attributes[attribute]
        .iter()
        .map(|band| match &band.sections[0].questions[0] {
            QuestionCells::Scale(cell) => cell.shown().is_some(),
            other => panic!("not on the scale: {other:?}"),
        })
        .collect()
}

#[test]
fn bands_that_are_mixed_in_many_units_are_shown() {
    // Each unit has two exchanges between two bands in either direction; without three units there are eight.
    let (design, ballots) = crossed(&[9; 7], &[&|_, place| Some(place / 3)]);
    assert_eq!(bands(&design, &ballots, 0), [true; 3]);
    let release = close(&design, &ballots);
    assert!(release.attributes[0][0].sections[0].score.shown().is_some_and(|score| score.distribution.is_none()));
    let (design, ballots) = crossed(&[9; 6], &[&|_, place| Some(place / 3)]);
    assert_eq!(bands(&design, &ballots, 0), [false; 3]);
}

#[test]
fn a_band_of_five_in_a_unit_of_six_leaves_one_person() {
    let (design, ballots) = crossed(&[6, 11], &[&|unit, place| (unit == 0 && place < 5).then_some(0)]);
    assert_eq!(bands(&design, &ballots, 0), [false; 3]);
    assert_eq!(shown(&close(&design, &ballots), 0, 0), [true; 3], "attributes go first");
}

#[test]
fn a_band_of_a_few_units_is_hidden_and_the_others_are_shown() {
    // Band z is in the last units only, and nobody else there.
    let (design, ballots) = crossed(&[9; 15], &[&|unit, place| if unit < 13 { Some(place % 2) } else { Some(2) }]);
    // Alone it would be the rest, and everybody less the others: nothing is shown.
    assert_eq!(bands(&design, &ballots, 0), [false; 3]);
    // With people who withhold their band beside it in its units it is hidden among them.
    let (design, ballots) = crossed(
        &[9; 15],
        &[&|unit, place| match (unit, place) {
            (_, 7 | 8) => None,
            (..13, _) => Some(place % 2),
            _ => Some(2),
        }],
    );
    assert_eq!(bands(&design, &ballots, 0), [true, true, false]);
}

#[test]
fn a_later_attribute_gives_way_to_an_earlier_one() {
    let first = |_: usize, place: usize| Some(place / 3);
    // Bands of the second are whole units.
    let second = |unit: usize, _: usize| Some(unit / 5);
    let (design, ballots) = crossed(&[9; 13], &[&first, &second]);
    assert_eq!(bands(&design, &ballots, 0), [true; 3]);
    assert_eq!(bands(&design, &ballots, 1), [false; 3]);
    // Bands of the second are those of the first but for one person: neither may tell about that one.
    let second = |unit: usize, place: usize| Some(if unit == 0 && place == 0 { 1 } else { place / 3 });
    let (design, ballots) = crossed(&[9; 13], &[&first, &second]);
    assert_eq!([bands(&design, &ballots, 0), bands(&design, &ballots, 1)], [vec![false; 3], vec![false; 3]]);
    // Mixed within each other and in large units both are shown.
    let (design, ballots) = crossed(&[36; 13], &[&|_, place| Some(place / 12), &|_, place| Some(place / 4 % 3)]);
    assert_eq!([bands(&design, &ballots, 0), bands(&design, &ballots, 1)], [vec![true; 3], vec![true; 3]]);
}

#[test]
fn team_reviews_show_no_attributes() {
    let (mut design, ballots) = crossed(&[9; 13], &[&|_, place| Some(place / 3)]);
    design.k = 3;
    assert_eq!(bands(&design, &ballots, 0), [false; 3]);
}
