//! What holds of every release, on drawn companies.

use super::rows::{Group, Space, groups, row, targets};
use super::sample::*;
use crate::survey::release::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Looks whether anything that must not be can be computed, by everybody or by people who tell each other their answers.
fn safe(design: &Design, ballots: &[Ballot], coalition: &[usize]) -> Result<(), String> {
    let groups = groups(design, ballots, &close(design, ballots));
    let questions = design.sections[0].questions.len();
    let mut space = Space::default();
    for group in &groups {
        for question in (0..questions).filter(|question| group.shown[*question]) {
            space.add(row(ballots, &group.people, &[question], coalition));
        }
        space.add(row(ballots, &group.people, &group.score, coalition));
    }
    let k = usize::from(design.k);
    let check = |asked: &[usize], released: &dyn Fn(&Group) -> bool| {
        let answered = |person: usize| asked.iter().any(|q| matches!(ballots[person].values[*q], Some(Value::Scale(_))));
        for target in targets(&groups, &answered, released, k) {
            // Coalitions of outsiders: within a group they learn what is shown of the rest.
            if coalition.iter().any(|person| target.contains(person)) {
                continue;
            }
            // Where only everybody is shown beside the target, those few outside of it know the rest.
            let only_everybody = groups.iter().skip(1).all(|group| {
                !released(group) || group.people.iter().filter(|person| answered(**person)).all(|person| target.contains(person))
            });
            if only_everybody && !coalition.is_empty() {
                continue;
            }
            if space.contains(&row(ballots, &target, asked, coalition)) {
                return Err(format!("{target:?} for questions {asked:?} with {coalition:?}"));
            }
        }
        Ok(())
    };
    for question in 0..questions {
        check(&[question], &|group| group.shown[question])?;
    }
    let pools: BTreeSet<Vec<usize>> = groups.iter().map(|group| group.score.clone()).filter(|pool| pool.len() > 1).collect();
    let all: Vec<usize> = (0..questions).collect();
    for pool in pools.iter().chain([&all]) {
        check(pool, &|group| !group.score.is_empty())?;
    }
    Ok(())
}

fn odds() -> impl Strategy<Value = Odds> {
    (3_u8..=6, 3_usize..14, 3_usize..13, 1_usize..5, 0_usize..4).prop_map(|(k, units, leaf, questions, skipped)| Odds {
        k,
        units,
        leaf,
        questions,
        skipped,
        attributes: 0,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn nothing_hidden_can_be_computed(seed in any::<u64>(), odds in odds()) {
        let (design, ballots) = company(seed, odds);
        prop_assert_eq!(safe(&design, &ballots, &[]), Ok(()));
    }

    #[test]
    fn nor_by_two_who_tell_each_other_their_answers(seed in any::<u64>(), odds in odds()) {
        let (design, ballots) = company(seed, Odds { units: odds.units.min(8), questions: odds.questions.min(3), ..odds });
        let mut draw = Draw::new(seed);
        for _ in 0..12 {
            if ballots.len() > 1 {
                // Mostly two of the same small leaf, who cover most.
                let first = draw.below(ballots.len());
                let second = (first + 1 + draw.below(2)) % ballots.len();
                prop_assert_eq!(safe(&design, &ballots, &[first, second]), Ok(()));
                prop_assert_eq!(safe(&design, &ballots, &[first]), Ok(()));
            }
        }
    }

    #[test]
    fn nor_with_attributes(seed in any::<u64>(), k in 5_u8..8, units in 3_usize..8, leaf in 6_usize..14, attributes in 1_usize..3) {
        let (design, ballots) = company(seed, Odds { k, units, leaf, questions: 1, skipped: 1, attributes });
        prop_assert_eq!(safe(&design, &ballots, &[]), Ok(()));
    }

    #[test]
    fn the_order_of_ballots_makes_no_difference(seed in any::<u64>(), odds in odds(), attributes in 0_usize..3) {
        let (design, mut ballots) = company(seed, Odds { attributes, ..odds });
        let before = close(&design, &ballots);
        prop_assert_eq!(&before, &close(&design, &ballots));
        let mut draw = Draw::new(seed);
        for at in (1..ballots.len()).rev() {
            ballots.swap(at, draw.below(at + 1));
        }
        prop_assert_eq!(before, close(&design, &ballots));
    }

    #[test]
    fn everybody_is_never_suppressed(seed in any::<u64>(), odds in odds()) {
        let (design, ballots) = company(seed, odds);
        let release = close(&design, &ballots);
        for question in 0..odds.questions {
            let answers = ballots.iter().filter(|ballot| matches!(ballot.values[question], Some(Value::Scale(_)))).count();
            prop_assert_eq!(cell(&release, 0, 0, question).shown().is_some(), answers >= usize::from(odds.k.max(5)));
        }
    }

    #[test]
    fn who_is_hidden_depends_on_who_answered_unless_answers_are_extreme(seed in any::<u64>(), odds in odds()) {
        let (design, mut ballots) = company(seed, odds);
        let mut draw = Draw::new(seed);
        let mut spread = |ballots: &mut Vec<Ballot>| {
            for (at, ballot) in ballots.iter_mut().enumerate() {
                for value in ballot.values.iter_mut().filter(|value| matches!(value, Some(Value::Scale(_)))) {
                    *value = Some(Value::Scale(2 + u8::try_from((at + draw.below(2)) % 3).unwrap()));
                }
            }
            groups(&design, ballots, &close(&design, ballots)).into_iter().map(|g| (g.shown, g.score)).collect::<Vec<_>>()
        };
        // Single answers are extreme whatever they are.
        let single = design.units.iter().enumerate().any(|(unit, _)| {
            (0..odds.questions).any(|q| ballots.iter().filter(|b| b.unit == unit && matches!(b.values[q], Some(Value::Scale(_)))).count() == 1)
        });
        let first = spread(&mut ballots);
        prop_assert!(single || first == spread(&mut ballots));
    }
}
