//! The seal: equal exactly where contents are.

use super::*;
use crate::{
    ProjectId,
    goal::{Alignment, Amount, Learning, Link, Path, Scale},
};
use proptest::prelude::*;

fn text() -> impl Strategy<Value = String> {
    "[a-b]{0,2}"
}

fn line() -> impl Strategy<Value = Words> {
    "[a-b]{1,2}".prop_map(|text| words(&text))
}

fn day() -> impl Strategy<Value = Date> {
    prop::sample::select(vec![date(2027, 6, 30), date(2027, 7, 1)])
}

fn promise() -> impl Strategy<Value = Promise> {
    let by = prop_oneof![Just(Whom::Side(Side::Own)), Just(Whom::Side(Side::Manager)), line().prop_map(Whom::Other)];
    (line(), by, prop::option::of(day())).prop_map(|(what, by, due)| Promise { what, by, due })
}

fn measure() -> impl Strategy<Value = Measure> {
    let scale = prop_oneof![
        Just(Scale::Percent),
        text().prop_map(|unit| Scale::Number { unit }),
        text().prop_map(|currency| Scale::Money { currency }),
    ];
    let amount = || (-1..2i64).prop_map(Amount::whole);
    let title = "[a-b]".prop_map(|text| Title::new(&text).expect("a title"));
    prop_oneof![
        (scale.clone(), amount(), amount()).prop_map(|(scale, start, target)| Measure::Towards { scale, start, target }),
        (scale, prop::option::of(amount()), prop::option::of(amount())).prop_map(|(scale, low, high)| Measure::Within {
            scale,
            low,
            high
        }),
        Just(Measure::YesNo),
        prop::collection::vec(title, 0..3).prop_map(|steps| Measure::Milestones { steps }),
    ]
}

fn terms() -> impl Strategy<Value = Terms> {
    let path = prop_oneof![Just(Path::Education), Just(Path::Certification)];
    let learning =
        (path, text(), prop::option::of(day())).prop_map(|(path, provider, expires)| Learning { path, provider, expires });
    let title = "[a-b]".prop_map(|text| Title::new(&text).expect("a title"));
    (title, text(), prop::option::of(day()), day(), prop::option::of(measure()), prop::option::of(learning))
        .prop_map(|(title, about, starts, due, measure, learning)| Terms { title, about, starts, due, measure, learning })
}

fn aim() -> impl Strategy<Value = Aim> {
    let kinds = vec![Kind::Objective, Kind::KeyResult, Kind::Kpi, Kind::Learning, Kind::Commitment];
    let link = prop_oneof![Just(Link::Supports), (1..3u8).prop_map(|weight| Link::Contributes { weight })];
    let parent = (0..2u128, link).prop_map(|(id, link)| Alignment { goal: goal_id(id), link });
    let project = (0..2u128).prop_map(|id| ProjectId::from_uuid(Uuid::from_u128(id)));
    let state = prop::sample::select(vec![State::Proposed, State::UnderWay, State::Done]);
    let rest = (prop::option::of(parent), prop::option::of(project), state);
    (0..3u128, prop::sample::select(kinds), terms(), rest).prop_map(|(id, kind, terms, (parent, project, state))| Aim {
        id: goal_id(id),
        kind,
        terms,
        parent,
        project,
        state,
    })
}

fn contents() -> impl Strategy<Value = Contents> {
    let next = (day(), line()).prop_map(|(on, what)| Next { on, what });
    let lists = (prop::collection::vec(promise(), 0..3), prop::collection::vec(next, 0..3));
    ((text(), text(), text()), lists, prop::collection::vec(aim(), 0..3), prop::option::of(line())).prop_map(
        |((strengths, growth, towards), (support, dates), goals, reason)| Contents {
            parts: Parts { strengths, growth, towards, support, dates },
            goals,
            reason,
        },
    )
}

/// The contents with one thing of the others.
fn mixed(one: &Contents, other: &Contents, which: usize) -> Contents {
    let mut mixed = one.clone();
    match which {
        0 => mixed.parts.strengths.clone_from(&other.parts.strengths),
        1 => mixed.parts.growth.clone_from(&other.parts.growth),
        2 => mixed.parts.support.clone_from(&other.parts.support),
        3 => mixed.parts.dates.clone_from(&other.parts.dates),
        12 => mixed.reason.clone_from(&other.reason),
        _ => {
            if let (Some(goal), Some(with)) = (mixed.goals.first_mut(), other.goals.first()) {
                match which {
                    4 => goal.terms = with.terms.clone(),
                    5 => goal.terms.measure.clone_from(&with.terms.measure),
                    6 => goal.terms.learning.clone_from(&with.terms.learning),
                    7 => goal.parent = with.parent,
                    8 => goal.project = with.project,
                    9 => goal.state = with.state,
                    10 => goal.kind = with.kind,
                    _ => goal.id = with.id,
                }
            }
        }
    }
    mixed
}

proptest! {
    #[test]
    fn seals_are_equal_exactly_where_contents_are(one in contents(), other in contents(), which in 0..13usize) {
        let mixed = mixed(&one, &other, which);
        for (one, other) in [(&one, &other), (&one, &mixed), (&other, &mixed)] {
            prop_assert_eq!(one == other, one.seal() == other.seal());
            // No plan has a goal twice.
            if [one, other].into_iter().all(|contents| ids(contents).is_sorted_by(|one, two| one < two)) {
                prop_assert_eq!(one == other, differences(one, other).is_empty());
            }
        }
        prop_assert_eq!(one.seal().to_string().parse(), Ok(one.seal()));
        let text = serde_json::to_string(&one).expect("plain data");
        prop_assert_eq!(serde_json::from_str::<Contents>(&text).expect("reads").seal(), one.seal());
    }
}

fn ids(contents: &Contents) -> Vec<GoalId> {
    contents.goals.iter().map(|aim| aim.id).collect()
}

#[test]
fn a_seal_is_sixty_four_digits() {
    assert_eq!("12".parse::<Seal>(), Err(NotASeal));
    assert_eq!(Contents::default().seal().to_string().len(), 64);
    assert_eq!(
        Contents::default().seal().to_string(),
        "c36acd8bfc0622988bf1e90463535faf96c1b48924efd4631f10f7cd972c43f9",
        "what was signed has this seal for ever"
    );
}
