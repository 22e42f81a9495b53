use super::*;
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// An objective of this number, on top, which nobody has to agree to.
fn objective(number: u128) -> Goal {
    Goal { id: goal_id(number), agreement: Agreement::Free, ..made(&plan(Kind::Objective, None)) }
}

/// A key result of this number, so many percent of its way, which nobody has to agree to.
fn at(id: u128, percent: &str) -> Goal {
    let goal = made(&plan(Kind::KeyResult, Some(towards("0", "100"))));
    Goal { id: goal_id(id), value: Some(number(percent)), agreement: Agreement::Free, ..goal }
}

fn moving(goal: Goal, parent: u128, weight: u8) -> Goal {
    Goal { parent: Some(Alignment { goal: goal_id(parent), link: Link::Contributes { weight } }), ..goal }
}

fn supporting(goal: Goal, parent: u128) -> Goal {
    Goal { parent: Some(Alignment { goal: goal_id(parent), link: Link::Supports }), ..goal }
}

fn ended(goal: Goal, end: End) -> Goal {
    Goal { ended: Some((end, second(0))), ..goal }
}

fn tree(goals: impl IntoIterator<Item = Goal>) -> Tree {
    goals.into_iter().map(Arc::new).collect()
}

/// How far the first objective is with these below it.
fn progress(goals: impl IntoIterator<Item = Goal>) -> Option<i32> {
    tree(goals.into_iter().chain([objective(1)])).progress(goal_id(1)).map(|progress| progress.0)
}

#[test]
fn what_is_only_proposed_moves_nothing_and_is_told_what_it_would_move() {
    let proposed = |goal: Goal| Goal { agreement: Agreement::Proposed { agreed: Sides::NONE }, ..goal };
    assert_eq!(progress([moving(at(2, "40"), 1, 1), proposed(moving(at(3, "100"), 1, 99))]), Some(400));
    let tree = tree([objective(1), moving(at(2, "40"), 1, 1), proposed(moving(at(3, "0"), 1, 3))]);
    let part = |number: u128| tree.get(goal_id(number)).and_then(|goal| tree.part(goal));
    assert_eq!((part(2), part(3)), (Some(100), Some(75)));
}

#[test]
fn an_objective_is_as_far_as_what_moves_it_by_weight() {
    assert_eq!(progress([]), None, "nothing says how far it is");
    assert_eq!(progress([moving(at(2, "40"), 1, 1)]), Some(400));
    assert_eq!(progress([moving(at(2, "40"), 1, 1), moving(at(3, "80"), 1, 3)]), Some(700));
    assert_eq!(progress([moving(at(2, "100"), 1, 1), moving(at(3, "99.9"), 1, 100)]), Some(999), "whole only when all is");
    assert_eq!(progress([moving(at(2, "10"), 7, 1)]), None, "what moves another");
}

#[test]
fn no_goal_makes_up_for_another() {
    assert_eq!(progress([moving(at(2, "300"), 1, 1), moving(at(3, "0"), 1, 1)]), Some(500));
    assert_eq!(progress([moving(at(2, "-80"), 1, 1), moving(at(3, "100"), 1, 1)]), Some(500));
}

#[test]
fn what_was_given_up_does_not_count_and_what_was_done_does() {
    let half = moving(at(2, "50"), 1, 1);
    assert_eq!(progress([half.clone(), ended(moving(at(3, "0"), 1, 9), End::Dropped)]), Some(500));
    assert_eq!(progress([ended(half.clone(), End::Dropped)]), None);
    // Its number says how far what was done came; without one it is done.
    assert_eq!(progress([ended(half.clone(), End::Done)]), Some(500));
    let task = |id: u128, measure| {
        let goal = made(&plan(Kind::Commitment, measure));
        moving(Goal { id: goal_id(id), agreement: Agreement::Free, ..goal }, 1, 1)
    };
    for measure in [None, Some(Measure::YesNo)] {
        assert_eq!(progress([half.clone(), task(3, measure.clone())]), Some(250), "not done counts as nothing");
        assert_eq!(progress([half.clone(), ended(task(3, measure), End::Done)]), Some(750));
    }
    let whole = tree([ended(objective(1), End::Done)]);
    assert_eq!(whole.progress(goal_id(1)), Some(Progress::WHOLE), "an objective that nothing moved");
}

#[test]
fn what_supports_an_objective_does_not_move_it() {
    assert_eq!(progress([supporting(at(2, "100"), 1)]), None);
    assert_eq!(progress([supporting(at(2, "100"), 1), moving(at(3, "20"), 1, 5)]), Some(200));
}

#[test]
fn objectives_move_objectives() {
    let below = |number: u128| moving(objective(number), 1, 1);
    let goals = [below(2), below(3), moving(at(4, "100"), 2, 1), moving(at(5, "0"), 2, 1), moving(at(6, "100"), 3, 1)];
    assert_eq!(progress(goals), Some(750));
    assert_eq!(progress([below(2), moving(at(3, "100"), 1, 1)]), Some(500), "one that nothing moves yet");
    assert_eq!(progress([ended(below(2), End::Done), moving(at(3, "0"), 1, 1)]), Some(500));
}

#[test]
fn a_circle_that_was_stored_has_some_progress_and_some_order() {
    let circle =
        tree([moving(objective(1), 2, 1), moving(objective(2), 1, 1), moving(at(3, "40"), 2, 1), moving(objective(4), 4, 1)]);
    assert_eq!(circle.progress(goal_id(1)), Some(Progress(200)));
    assert_eq!(circle.above(goal_id(1)).len(), 1);
    assert!(circle.above(goal_id(4)).is_empty());
    let ids = [1, 2, 3, 4].map(goal_id);
    let mut listed: Vec<GoalId> = circle.order(&ids, |_| 0).into_iter().map(|(id, _)| id).collect();
    listed.sort_unstable();
    assert_eq!(listed, ids, "nothing is lost");
}

#[test]
fn the_part_of_a_goal_is_its_weight_among_those_that_move_the_same() {
    let dropped = ended(moving(at(5, "0"), 1, 90), End::Dropped);
    let goals = [objective(1), moving(at(2, "0"), 1, 1), moving(at(3, "0"), 1, 2), supporting(at(4, "0"), 1), dropped];
    let tree = tree(goals);
    let part = |number| tree.part(tree.get(goal_id(number)).expect("there"));
    assert_eq!([1, 2, 3, 4].map(part), [None, Some(33), Some(67), None]);
}

#[test]
fn a_goal_serves_only_what_is_there_and_moves_only_objectives() {
    let tree = tree([objective(1), moving(objective(2), 1, 1), moving(objective(3), 2, 1), at(4, "0")]);
    let serve = |id, parent, link| tree.may_serve(goal_id(id), Alignment { goal: goal_id(parent), link });
    let moves = Link::Contributes { weight: 1 };
    assert_eq!(serve(4, 3, moves), Ok(()));
    assert_eq!(serve(9, 3, moves), Ok(()), "one that is yet to be made");
    assert_eq!(serve(4, 9, moves), Err(Refused::NoParent));
    assert_eq!(serve(1, 4, moves), Err(Refused::NotMoved));
    assert_eq!(serve(1, 4, Link::Supports), Ok(()));
    for (id, parent) in [(1, 1), (1, 2), (1, 3), (2, 3)] {
        assert_eq!(serve(id, parent, Link::Supports), Err(Refused::Circle), "{id} under {parent}");
    }
    let above: Vec<GoalId> = tree.above(goal_id(3)).iter().map(|goal| goal.id).collect();
    assert_eq!(above, [goal_id(2), goal_id(1)]);
}

#[test]
fn goals_stand_only_so_deep() {
    let chain = |from: u128, many: u128| -> Vec<Goal> {
        let below = (from + 1..from + many).map(|number| Goal {
            parent: Some(Alignment { goal: goal_id(number - 1), link: Link::Contributes { weight: 1 } }),
            ..objective(number)
        });
        std::iter::once(objective(from)).chain(below).collect()
    };
    let most = u128::try_from(DEEPEST).expect("few");
    let tree = tree(chain(1, most).into_iter().chain(chain(101, 3)));
    let serve = |id, parent| tree.may_serve(goal_id(id), Alignment { goal: goal_id(parent), link: Link::Supports });
    assert_eq!(serve(999, most - 1), Ok(()));
    assert_eq!(serve(999, most), Err(Refused::Deep));
    assert_eq!(serve(101, most - 3), Ok(()), "with the two below it");
    assert_eq!(serve(101, most - 2), Err(Refused::Deep));
    // One that is deeper all the same is looked at no further down.
    let deep = self::tree(chain(1, 5000));
    assert_eq!(deep.progress(goal_id(1)), Some(Progress::NONE));
}

#[test]
fn a_goal_that_is_put_in_again_is_below_what_it_serves_now() {
    let mut tree = tree([objective(1), objective(2), moving(at(3, "40"), 1, 1)]);
    let below = |tree: &Tree, number| tree.children(goal_id(number)).map(|goal| goal.id).collect::<Vec<_>>();
    assert_eq!((below(&tree, 1), below(&tree, 2)), (vec![goal_id(3)], vec![]));
    tree.put(Arc::new(moving(at(3, "50"), 2, 1)));
    assert_eq!((below(&tree, 1), below(&tree, 2)), (vec![], vec![goal_id(3)]));
    tree.put(Arc::new(moving(at(3, "60"), 2, 1)));
    assert_eq!((below(&tree, 2), tree.progress(goal_id(2))), (vec![goal_id(3)], Some(Progress(600))), "once");
    tree.put(Arc::new(at(3, "60")));
    assert_eq!((below(&tree, 2), tree.progress(goal_id(2)), tree.all().count()), (vec![], None, 3));
}

#[test]
fn goals_are_found_by_who_answers_for_them_and_whose_they_are() {
    let team = Level::Team(TeamId::from_uuid(Uuid::from_u128(1)));
    let mut tree = tree([objective(1), objective(2), Goal { level: team, ..objective(3) }]);
    let ids = |goals: &mut dyn Iterator<Item = &Arc<Goal>>| {
        let mut ids: Vec<u128> = goals.map(|goal| goal.id.uuid().as_u128()).collect();
        ids.sort_unstable();
        ids
    };
    assert_eq!(ids(&mut tree.owned_by(person(1))), [1, 2, 3]);
    assert_eq!((ids(&mut tree.of_level(Level::Person(person(1)))), ids(&mut tree.of_level(team))), (vec![1, 2], vec![3]));
    let before = tree.clone();
    tree.put(Arc::new(Goal { owner: person(2), level: Level::Person(person(2)), ..objective(2) }));
    tree.put(Arc::new(Goal { owner: person(2), level: team, ..objective(3) }));
    assert_eq!((ids(&mut tree.owned_by(person(1))), ids(&mut tree.owned_by(person(2)))), (vec![1], vec![2, 3]));
    assert_eq!(ids(&mut tree.of_level(Level::Person(person(1)))), [1]);
    assert_eq!((ids(&mut tree.of_level(Level::Person(person(2)))), ids(&mut tree.of_level(team))), (vec![2], vec![3]));
    assert_eq!(ids(&mut before.owned_by(person(1))), [1, 2, 3], "who reads the state before is not disturbed");
}

#[test]
fn siblings_stand_in_the_order_of_a_key_and_who_has_no_parent_there_on_top() {
    let goals = [objective(1), objective(2), moving(at(3, "0"), 1, 5), moving(at(4, "0"), 1, 2), moving(at(5, "0"), 9, 1)];
    let tree = tree(goals);
    let weight = |goal: &Goal| match goal.parent {
        Some(Alignment { link: Link::Contributes { weight }, .. }) => weight,
        _ => 0,
    };
    let order = |ids: &[u128]| {
        let ids: Vec<GoalId> = ids.iter().copied().map(goal_id).collect();
        let number = |(id, depth): (GoalId, usize)| (id.uuid().as_u128(), depth);
        tree.order(&ids, weight).into_iter().map(number).collect::<Vec<_>>()
    };
    assert_eq!(order(&[5, 4, 3, 2, 1]), [(1, 0), (4, 1), (3, 1), (2, 0), (5, 0)]);
    assert_eq!(order(&[3, 2]), [(2, 0), (3, 0)]);
    assert_eq!(order(&[]), []);
}

/// Ten objectives, between which these edges were wanted one after another, and the edges that may be.
fn grown(edges: &[(u128, u128)]) -> (Tree, HashMap<u128, u128>) {
    let mut tree = tree((0..10).map(objective));
    let mut parents = HashMap::new();
    for (child, parent) in edges {
        let goal = moving(objective(*child), *parent, 1);
        if tree.may_serve(goal.id, goal.parent.expect("just set")).is_ok() {
            tree.put(Arc::new(goal));
            parents.insert(*child, *parent);
        }
    }
    (tree, parents)
}

/// What is above this one, by these edges; up to more than there are.
fn way_up(parents: &HashMap<u128, u128>, from: u128) -> Vec<u128> {
    std::iter::successors(parents.get(&from).copied(), |at| parents.get(at).copied()).take(20).collect()
}

fn edges() -> impl Strategy<Value = Vec<(u128, u128)>> {
    prop::collection::vec((0..10u128, 0..10u128), 0..40)
}

proptest! {
    #[test]
    fn what_may_serve_something_never_makes_a_circle(edges in edges(), child in 0..10u128, parent in 0..10u128) {
        let (tree, parents) = grown(&edges);
        for number in 0..10 {
            let way = way_up(&parents, number);
            prop_assert!(way.len() < 10, "{} goes round", number);
            let above: Vec<u128> = tree.above(goal_id(number)).iter().map(|goal| goal.id.uuid().as_u128()).collect();
            prop_assert_eq!(above, way);
        }
        // Nor is one refused that would be none.
        let is_circle = child == parent || way_up(&parents, parent).contains(&child);
        let may = tree.may_serve(goal_id(child), Alignment { goal: goal_id(parent), link: Link::Supports });
        prop_assert_eq!(may, if is_circle { Err(Refused::Circle) } else { Ok(()) });
    }

    #[test]
    fn each_goal_is_listed_once_below_what_it_serves(
        edges in edges(), among in prop::sample::subsequence((0..10u128).collect::<Vec<_>>(), 0..=10), seed in any::<u128>()
    ) {
        let (tree, parents) = grown(&edges);
        let ids: Vec<GoalId> = among.iter().copied().map(goal_id).collect();
        let ordered = tree.order(&ids, |goal| goal.id.uuid().as_u128().wrapping_mul(seed));
        let listed: HashSet<GoalId> = ordered.iter().map(|(id, _)| *id).collect();
        prop_assert_eq!((ordered.len(), listed.len()), (ids.len(), ids.len()));
        let mut way: Vec<u128> = Vec::new();
        for (id, depth) in ordered {
            let number = id.uuid().as_u128();
            // The one above it is the last that stands less deep by one, or there is none among them.
            prop_assert!(depth <= way.len(), "no step is left out");
            way.truncate(depth);
            let parent = parents.get(&number).copied().filter(|parent| among.contains(parent));
            prop_assert_eq!(way.last().copied(), parent);
            way.push(number);
        }
    }

    #[test]
    fn an_objective_is_between_the_least_and_the_most_of_what_moves_it(
        parts in prop::collection::vec((-50..200i64, 1..=HEAVIEST), 1..8)
    ) {
        let goals = (2..).zip(&parts).map(|(number, (percent, weight))| moving(at(number, &format!("{percent}")), 1, *weight));
        let whole = progress(goals).expect("something moves it");
        let each = || parts.iter().map(|(percent, _)| i32::try_from(percent.clamp(&0, &100) * 10).expect("small"));
        prop_assert!(each().min().is_some_and(|least| whole >= least) && each().max().is_some_and(|most| whole <= most));
    }
}
