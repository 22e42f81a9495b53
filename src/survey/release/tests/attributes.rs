//! Attributes beside units.

use super::sample::*;
use crate::survey::release::*;

fn band(release: &Release, band: usize) -> &Cell<Score> {
    match &release.attributes[0][band].sections[0].questions[0] {
        QuestionCells::Scale(cell) => cell,
        other => panic!("not on the scale: {other:?}"),
    }
}

/// Units of 6 and 11; in the band are these many of each.
fn crossed(first: usize, second: usize) -> Release {
    let mut design = flat(5, 2, vec![section("s", 1)]);
    design.attributes.push(Attribute { id: "site".into(), bands: vec!["here".into()] });
    let mut ballots = [people(1, 6, 1), people(2, 11, 1)].concat();
    for (at, ballot) in ballots.iter_mut().enumerate() {
        ballot.bands = vec![(at < first || (6..6 + second).contains(&at)).then_some(0)];
    }
    close(&design, &ballots)
}

#[test]
fn a_band_of_five_in_a_unit_of_six_leaves_one_person() {
    let release = crossed(5, 0);
    assert_eq!(band(&release, 0).hidden(), Some(Reason::Protecting));
    assert_eq!(shown(&release, 0, 0), [true; 3], "attributes go first");
}

#[test]
fn a_band_across_units_is_shown() {
    assert!(crossed(3, 5).attributes[0][0].sections[0].score.shown().is_some());
}

#[test]
fn a_band_that_differs_by_one_each_way_is_hidden() {
    assert_eq!(band(&crossed(5, 1), 0).hidden(), Some(Reason::Protecting));
}

#[test]
fn those_who_withhold_are_protected() {
    // Fifteen of seventeen declare something.
    assert_eq!(band(&crossed(5, 10), 0).hidden(), Some(Reason::Protecting));
}

#[test]
fn team_reviews_show_no_attributes() {
    let mut design = flat(3, 2, vec![section("s", 1)]);
    design.attributes.push(Attribute { id: "site".into(), bands: vec!["here".into()] });
    let mut ballots = [people(1, 20, 1), people(2, 20, 1)].concat();
    ballots.iter_mut().step_by(2).for_each(|ballot| ballot.bands = vec![Some(0)]);
    assert_eq!(band(&close(&design, &ballots), 0).hidden(), Some(Reason::Protecting));
}
