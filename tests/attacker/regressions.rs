//! Surveys in which an attack succeeded once, made as small as they could be.

use super::attack::chance::Chance;
use super::attack::company::{Company, by_hand};
use super::attack::knowledge::Coalition;
use super::attack::linear::attack_linear;
use super::attack::values::{Effort, attack_values};
use super::real::determining;
use super::{Knowledge, reading};
use waymark::survey::Kind;
use waymark::survey::release::Attribute;

/// So many people of a unit and a band with these answers.
type Part = (usize, usize, Option<usize>, &'static [u8]);

fn survey(k: u8, bands: usize, questions: usize, people: &[Part]) -> Company {
    let kind = if k < 5 { Kind::Team } else { Kind::Company };
    let people: Vec<(usize, Option<usize>, &[u8])> =
        people.iter().flat_map(|&(number, unit, band, answers)| vec![(unit, band, answers); number]).collect();
    by_hand(kind, k, bands, &[questions], &people)
}

/// Neither is something determined, from outside or by a coalition of one or two, nor has an answer fewer than three values.
fn safe(company: &Company) -> Knowledge {
    let known = reading(company);
    let findings = attack_linear(&known, &Coalition::default(), &mut Chance::new(1));
    assert!(findings.is_empty(), "{findings:?}");
    let values = attack_values(&known, &Coalition::default(), Effort::Supposing);
    assert_eq!(values.narrowed().collect::<Vec<_>>(), Vec::<&_>::new());
    for size in 1..=2 {
        assert_eq!(determining(company, &known, size), None);
    }
    known
}

#[test]
fn regression_a_band_less_a_unit_is_two_people() {
    let band = Some(0);
    safe(&survey(5, 1, 1, &[(3, 1, None, &[3]), (1, 1, band, &[3]), (2, 2, None, &[3]), (1, 2, band, &[3]), (5, 3, band, &[3])]));
}

#[test]
fn regression_everybody_less_a_band_and_a_unit_is_two_people() {
    let band = Some(0);
    safe(&survey(5, 1, 1, &[(1, 1, None, &[3]), (1, 1, band, &[3]), (4, 2, band, &[3]), (5, 3, None, &[3]), (1, 4, None, &[3])]));
}

#[test]
fn regression_two_bands_less_a_unit_are_three_people() {
    let (one, other) = (Some(0), Some(1));
    safe(&survey(
        5,
        2,
        1,
        &[
            (1, 1, None, &[3]),
            (1, 1, one, &[3]),
            (1, 2, None, &[3]),
            (1, 2, other, &[3]),
            (3, 3, one, &[3]),
            (4, 3, other, &[3]),
            (3, 4, None, &[3]),
            (1, 4, one, &[3]),
        ],
    ));
}

/// Each of the two in whom unit 2 and the band differ knows what the other answered.
#[test]
fn regression_a_unit_and_a_band_differ_by_one_each_way() {
    let band = Some(0);
    safe(&survey(5, 1, 1, &[(3, 1, None, &[3]), (1, 2, None, &[3]), (4, 2, band, &[3]), (2, 3, None, &[3]), (1, 3, band, &[3])]));
    safe(&survey(6, 1, 1, &[(1, 1, None, &[3]), (5, 1, band, &[3]), (5, 2, None, &[3]), (1, 2, band, &[3])]));
}

/// Everybody less two bands of five is one person less another, who is in both bands.
#[test]
fn regression_two_bands_that_overlap_by_one() {
    let mut company = survey(5, 1, 1, &[(1, 0, None, &[3]), (4, 0, Some(0), &[3]), (5, 0, None, &[3])]);
    company.design.attributes.push(Attribute { id: "b".into(), bands: vec!["b0".into()] });
    for (person, ballot) in company.ballots.iter_mut().enumerate() {
        ballot.bands.push((person > 4 || person == 1).then_some(0));
    }
    company.ballots.push(company.ballots[1].clone());
    company.ballots[10].bands = vec![Some(0), None];
    safe(&company);
}

/// A unit of ten at 4.0, five of whom are a band at 3.0.
#[test]
fn regression_means_of_a_unit_and_of_a_band_in_it() {
    safe(&survey(5, 1, 1, &[(5, 1, None, &[5]), (5, 1, Some(0), &[3]), (5, 2, None, &[3])]));
    safe(&survey(5, 1, 1, &[(5, 1, None, &[3]), (5, 1, Some(0), &[5]), (5, 2, Some(0), &[3])]));
}

/// The section at 4.5 or higher, one question at 3.5: the other is 5 throughout.
#[test]
fn regression_a_section_of_two_pins_a_question() {
    safe(&survey(3, 0, 2, &[(3, 0, None, &[5, 4]), (2, 0, None, &[5, 3])]));
    let band = Some(0);
    safe(&survey(
        5,
        1,
        2,
        &[(1, 1, None, &[3, 3]), (2, 2, None, &[3, 3]), (5, 3, band, &[4, 5]), (2, 4, None, &[3, 3]), (1, 5, band, &[2, 0])],
    ));
}

/// Nine in ten are neutral, and a part of five is shown.
#[test]
fn regression_a_distribution_beside_a_part() {
    safe(&survey(
        5,
        0,
        1,
        &[(4, 1, None, &[3]), (1, 1, None, &[4]), (5, 2, None, &[3]), (1, 3, None, &[5]), (2, 4, None, &[3]), (1, 5, None, &[3])],
    ));
}

/// All of a band are at most good; who is outside is not.
#[test]
fn regression_a_distribution_of_a_band_and_of_everybody() {
    let band = Some(0);
    safe(&survey(
        5,
        1,
        1,
        &[
            (3, 1, band, &[3]),
            (1, 1, band, &[4]),
            (2, 2, None, &[4]),
            (1, 2, band, &[3]),
            (1, 2, band, &[4]),
            (2, 2, band, &[5]),
            (2, 3, None, &[5]),
            (2, 3, band, &[3]),
            (1, 4, None, &[5]),
        ],
    ));
}

/// Everybody less the band is five people who all gave a 3.
#[test]
fn regression_a_distribution_of_a_band_pins_who_is_outside() {
    let band = Some(0);
    safe(&survey(
        5,
        1,
        1,
        &[
            (3, 1, None, &[3]),
            (1, 2, None, &[3]),
            (5, 2, band, &[3]),
            (1, 3, None, &[3]),
            (1, 3, band, &[2]),
            (1, 3, band, &[3]),
            (1, 4, band, &[1]),
            (1, 4, band, &[4]),
            (1, 4, band, &[5]),
        ],
    ));
}

/// Two questions of ten are known exactly, and with the section's decimal the third, of nine, is, too.
#[test]
fn regression_a_section_of_three_pins_a_question_of_nine() {
    safe(&survey(7, 0, 3, &[(1, 0, None, &[3, 4, 5]), (8, 0, None, &[4, 4, 5]), (1, 0, None, &[4, 4, 0])]));
}

/// Five people at a threshold of 8: units 3 and 5 and both bands less everybody.
#[test]
fn regression_a_sum_of_five_groups() {
    let [zero, one, two] = [Some(0), Some(1), Some(2)];
    safe(&survey(
        8,
        3,
        1,
        &[
            (3, 1, one, &[3]),
            (4, 2, one, &[3]),
            (1, 2, two, &[3]),
            (6, 3, zero, &[3]),
            (2, 3, one, &[3]),
            (1, 4, one, &[3]),
            (6, 4, two, &[3]),
            (1, 5, None, &[3]),
            (4, 5, zero, &[3]),
            (3, 5, two, &[3]),
        ],
    ));
}

/// A band that is everybody less a unit is hidden, and known all the same.
#[test]
fn regression_a_hidden_band_is_the_rest() {
    let band = Some(0);
    safe(&survey(3, 1, 1, &[(3, 1, band, &[3]), (3, 2, band, &[3]), (5, 3, None, &[3])]));
}

/// What one decimal for everybody adds to a unit at 3.0 and one at 4.5 or higher.
#[test]
fn regression_two_units_of_five() {
    safe(&survey(3, 0, 1, &[(1, 1, None, &[4]), (4, 1, None, &[3]), (2, 2, None, &[5]), (1, 2, None, &[4]), (2, 2, None, &[3])]));
    safe(&survey(5, 0, 1, &[(5, 1, None, &[5]), (4, 2, None, &[4]), (1, 2, None, &[5])]));
}

/// Two scores alone tell that the third unit's section is 70 of 75 points or more, and one of its questions is at most 21.
#[test]
fn regression_scores_alone_around_a_unit_near_the_top() {
    let (one, two): (&[u8], &[u8]) = (&[4, 5, 4], &[5, 5, 4]);
    safe(&survey(
        3,
        0,
        3,
        &[
            (1, 1, None, &[2, 4, 3]),
            (1, 1, None, &[3, 4, 2]),
            (1, 1, None, &[4, 4, 3]),
            (2, 2, None, one),
            (1, 2, None, &[4, 4, 4]),
            (1, 3, None, one),
            (3, 3, None, two),
            (1, 3, None, &[5, 5, 5]),
        ],
    ));
}

/// Both units say whether they are divided, and everybody's distributions leave few ways in which they can be.
#[test]
fn regression_divided_beside_distributions() {
    safe(&survey(
        5,
        0,
        3,
        &[
            (1, 1, None, &[1, 2, 3]),
            (1, 1, None, &[2, 2, 3]),
            (1, 1, None, &[2, 4, 3]),
            (1, 1, None, &[3, 3, 3]),
            (1, 1, None, &[4, 4, 4]),
            (1, 2, None, &[2, 3, 3]),
            (1, 2, None, &[2, 4, 4]),
            (2, 2, None, &[3, 3, 3]),
            (1, 2, None, &[3, 5, 5]),
        ],
    ));
}

/// A score alone of four beside everybody's distribution of thirteen.
#[test]
fn regression_a_score_alone_beside_a_distribution() {
    safe(&survey(
        4,
        0,
        2,
        &[
            (1, 1, None, &[5, 5]),
            (2, 1, None, &[5, 4]),
            (1, 1, None, &[5, 0]),
            (1, 1, None, &[0, 4]),
            (1, 2, None, &[4, 0]),
            (2, 2, None, &[4, 3]),
            (1, 2, None, &[4, 2]),
            (1, 2, None, &[5, 3]),
            (1, 2, None, &[5, 0]),
            (1, 2, None, &[0, 4]),
            (1, 2, None, &[0, 3]),
        ],
    ));
}
