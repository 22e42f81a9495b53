//! The goals of a plan, and what of them stands in the way.

use super::*;
use crate::{
    ProjectId,
    goal::{Alignment, End, LimitMode, Link, Policy},
};

#[test]
fn the_persons_own_goals_of_the_cycle_belong_to_it() {
    let dropped = act(&plain(2), Verb::End(End::Dropped, String::new()));
    let goals = [
        plain(1),
        dropped,
        act(&plain(3), Verb::End(End::Done, String::new())),
        agreed(4, Kind::Commitment, |wanted| wanted.cycle = Some(cycle(8))),
        agreed(5, Kind::Commitment, |wanted| wanted.cycle = None),
        agreed(6, Kind::Commitment, |wanted| wanted.level = Level::Company),
        agreed(7, Kind::Commitment, |wanted| wanted.level = Level::Person(person(MANAGER))),
        agreed(8, Kind::Learning, |wanted| wanted.terms.due = date(2027, 3, 1)),
    ];
    let tree = tree(goals);
    let belonging: Vec<GoalId> = belonging(key(), &tree).iter().map(|goal| goal.id).collect();
    assert_eq!(belonging, [8, 1, 3].map(goal_id));
    let contents = Contents::new(&Parts::default(), &Goals::of(key(), &tree, &Policies::default()), None);
    assert_eq!(contents.learning().map(|aim| aim.id).collect::<Vec<_>>(), [goal_id(8)]);
    assert_eq!(contents.goals.iter().map(|aim| aim.state).collect::<Vec<_>>(), [State::UnderWay, State::UnderWay, State::Done]);
}

#[test]
fn goals_have_to_be_agreed_to_and_measured() {
    let title = |number: u128| Title::new(&format!("Goal {number}")).expect("a title");
    let bare = agreed(2, Kind::Commitment, |wanted| wanted.terms.measure = None);
    let objective = agreed(3, Kind::Objective, |wanted| wanted.terms.measure = None);
    let by = |change: &dyn Fn(&mut Wanted)| {
        proposed(4, Kind::KeyResult, |wanted| {
            let link = Link::Contributes { weight: 1 };
            wanted.parent = Some(Alignment { goal: goal_id(3), link });
            change(wanted);
        })
    };
    let key_result = by(&|_| {});
    let not_agreed = Obstacle::NotAgreed { goal: goal_id(4), title: title(4), waits_for: Sides::BOTH };
    let no_measure = Obstacle::NoMeasure { goal: goal_id(2), title: title(2) };
    let not_moved = Obstacle::NotMoved { goal: goal_id(3), title: title(3) };
    let goals = now([plain(1), bare.clone(), objective.clone(), key_result.clone()]);
    assert_eq!(goals.obstacles, [no_measure, not_moved, not_agreed], "what is only proposed moves nothing");
    let goals = now([objective, act(&key_result, Verb::Agree)]);
    assert_eq!(goals.obstacles, []);
    let ended = act(&bare, Verb::End(End::Done, String::new()));
    assert_eq!(now([ended]).obstacles, [], "what ended is measured no more");
}

#[test]
fn policies_stand_in_the_way_where_they_block() {
    let policies = |learning: LimitMode, project: LimitMode| Policies {
        learning,
        project,
        objectives: (LimitMode::Block, 1),
        measure: LimitMode::Block,
        ..Policies::default()
    };
    let of = |goals: Vec<Goal>, policies: Policies| Goals::of(key(), &tree(goals), &policies).obstacles;
    let block = policies(LimitMode::Block, LimitMode::Block);
    assert_eq!(of(vec![plain(1)], policies(LimitMode::Tell, LimitMode::Off)), []);
    assert_eq!(of(vec![plain(1)], block), [Policy::Learning, Policy::Project].map(Obstacle::Policy));
    let project = ProjectId::from_uuid(Uuid::from_u128(1));
    let learning = agreed(2, Kind::Learning, |wanted| wanted.project = Some(project));
    assert_eq!(of(vec![plain(1), learning], block), []);
    // A team's goal is none of the person's plan.
    let teams = agreed(3, Kind::Learning, |wanted| (wanted.level, wanted.project) = (Level::Company, Some(project)));
    assert_eq!(of(vec![plain(1), teams], block).len(), 2);
}
