use super::{
    chance::any_wanted,
    course::{DONE, ascends, day_of, events, is_alike, say, told, tried, value},
    *,
};
use jiff::SignedDuration;
use std::{iter, sync::Arc};

/// Goals by their histories, and what became of them.
struct Grown {
    histories: Vec<Vec<Event>>,
    courses: Vec<Course>,
    tree: Tree,
}

impl Grown {
    fn new(histories: Vec<Vec<Event>>) -> Self {
        let courses: Vec<Course> = histories.iter().map(|events| Course::replay(events, day_of).expect("they fit")).collect();
        let tree = courses.iter().map(|course| Arc::new(course.goal().clone())).collect();
        Self { histories, courses, tree }
    }

    fn over(&self, number: u128) -> Vec<(Date, Progress)> {
        over(&self.tree, goal_id(number), &|id| self.courses.iter().find(|course| course.goal().id == id))
    }

    fn told(&self, number: u128) -> Vec<(i32, i32)> {
        told(&self.over(number)).into_iter().map(|(day, progress)| (day, progress.0)).collect()
    }

    /// The same goals with what had been said and done until the end of a day, read from their histories once more.
    fn until(&self, day: Date) -> Tree {
        let then = |(events, course): (&Vec<Event>, &Course)| {
            let now = course.goal();
            let past = Goal::replay(events.iter().take_while(|event| day_of(event.at) <= day)).ok();
            let aim = past.as_ref().map_or(&now.terms.measure, |past| &past.terms.measure);
            let is_known = aim.as_ref().is_some_and(|aim| is_alike(aim, now.terms.measure.as_ref()));
            let measure = now.terms.measure.clone().filter(|_| is_known);
            let ended =
                now.ended.filter(|(end, _)| *end == End::Dropped || course.ended().is_some_and(|(_, since)| since <= day));
            let (value, done) = past.map_or((None, Vec::new()), |past| (past.value, past.done));
            Arc::new(Goal { value, done, ended, terms: Terms { measure, ..now.terms.clone() }, ..now.clone() })
        };
        self.histories.iter().zip(&self.courses).map(then).collect()
    }
}

/// The history of a goal of this number that moves another.
fn mover(number: u128, kind: Kind, moves: (u128, u8), deeds: impl IntoIterator<Item = (i32, Deed)>) -> Vec<Event> {
    let measure = (kind == Kind::KeyResult).then(|| towards("0", "100"));
    let parent = (moves.0 > 0).then_some(Alignment { goal: goal_id(moves.0), link: Link::Contributes { weight: moves.1 } });
    let wanted = Wanted { parent, proposal: false, ..plan(kind, measure) };
    numbered(number, events(&wanted, deeds))
}

fn numbered(number: u128, mut events: Vec<Event>) -> Vec<Event> {
    for event in &mut events {
        event.goal = goal_id(number);
    }
    events
}

/// The same so many days later.
fn later(days: i32, mut events: Vec<Event>) -> Vec<Event> {
    for event in &mut events {
        event.at += SignedDuration::from_hours(24 * i64::from(days));
    }
    events
}

#[test]
fn an_objective_went_as_what_moves_it_by_weight_at_any_depth() {
    let grown = Grown::new(vec![
        mover(1, Kind::Objective, (0, 1), []),
        mover(2, Kind::Objective, (1, 3), []),
        mover(3, Kind::KeyResult, (2, 1), [(2, value("50")), (4, value("300"))]),
        mover(4, Kind::KeyResult, (1, 1), [(2, value("20")), (3, value("-40")), (5, value("100"))]),
    ]);
    assert_eq!(grown.told(1), [(0, 0), (2, 425), (3, 375), (4, 750), (5, 1000)]);
    assert_eq!(grown.told(2), [(0, 0), (2, 500), (4, 1000)]);
    assert_eq!(grown.told(4), [(0, 0), (2, 200), (3, -400), (5, 1000)], "what nothing moves goes its own way");
    assert_eq!(grown.told(9), [], "there is none");
}

#[test]
fn what_ended_later_or_was_made_later_counted_as_nothing_before() {
    let half = || mover(2, Kind::KeyResult, (1, 1), [(1, value("50"))]);
    let with = |other: Vec<Event>| Grown::new(vec![mover(1, Kind::Objective, (0, 1), []), half(), other]).told(1);
    assert_eq!(with(mover(3, Kind::Commitment, (1, 1), [(6, DONE)])), [(0, 0), (1, 250), (6, 750)]);
    let young = mover(3, Kind::KeyResult, (1, 1), [(0, value("40"))]);
    assert_eq!(with(later(8, young)), [(0, 0), (1, 250), (8, 450)]);
    // What was given up does not count, not even when it was under way.
    assert_eq!(with(mover(3, Kind::Commitment, (1, 9), [(6, Deed::Ended { end: End::Dropped })])), [(0, 0), (1, 500)]);
    assert_eq!(with(mover(3, Kind::Objective, (1, 1), [(6, DONE)])), [(0, 0), (1, 250), (6, 750)]);
    let alone = Grown::new(vec![mover(1, Kind::Objective, (0, 1), [(6, DONE)])]);
    assert_eq!(alone.told(1), [(6, 1000)]);
}

#[test]
fn a_goal_without_a_course_counts_as_it_is_now() {
    let histories = vec![
        mover(1, Kind::Objective, (0, 1), []),
        mover(2, Kind::KeyResult, (1, 1), [(1, value("50"))]),
        mover(3, Kind::KeyResult, (1, 1), [(5, value("100"))]),
    ];
    let grown = Grown::new(histories);
    let known = |id: GoalId| grown.courses.iter().find(|course| course.goal().id == id && id == goal_id(2));
    let went = over(&grown.tree, goal_id(1), &known);
    assert_eq!(told(&went), [(0, Progress(500)), (1, Progress(750))]);
}

#[test]
fn fifty_goals_over_two_years_are_one_line() {
    let daily =
        |number: i32| (1..730).map(move |day| (day, Deed::Value { value: Amount::whole(((day * (number + 3)) % 101).into()) }));
    let movers = (0..50i32).map(|number| mover(2 + u128::from(number.unsigned_abs()), Kind::KeyResult, (1, 2), daily(number)));
    let grown = Grown::new(iter::once(mover(1, Kind::Objective, (0, 1), [])).chain(movers).collect());
    let line = grown.over(1);
    assert!(line.len() > 600 && line.len() <= 730);
    assert_eq!(line.last().map(|(_, progress)| *progress), grown.tree.progress(goal_id(1)));
}

/// Objectives and what moves them, in circles now and then: a history each, what it moves, and how many days later it began.
fn forest() -> impl Strategy<Value = Vec<Vec<Event>>> {
    let part = (any_wanted(), prop::bool::weighted(0.8), prop::collection::vec(say(), 0..25), 0..4u128, 1..5u8, 0..20i32);
    prop::collection::vec(part, 4..9).prop_map(|parts| {
        let history =
            |(number, (wanted, is_agreed, says, moves, weight, days)): (u128, (Wanted, bool, Vec<_>, u128, u8, i32))| {
                let is_objective = number <= 3;
                // A health number moves nothing.
                let moves_it = is_objective || wanted.kind != Kind::Kpi;
                let link = if moves_it { Link::Contributes { weight } } else { Link::Supports };
                let parent = Some(Alignment { goal: goal_id(moves), link });
                let wanted = Wanted { parent, proposal: !is_agreed, ..wanted };
                let objective = Wanted { parent, proposal: !is_agreed, ..plan(Kind::Objective, None) };
                later(days, numbered(number, tried(if is_objective { &objective } else { &wanted }, says)))
            };
        (1..).zip(parts).map(history).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn an_objective_was_on_every_day_what_the_tree_says_of_the_goals_as_they_were(histories in forest()) {
        let grown = Grown::new(histories);
        let lines: Vec<_> = (1..).zip(&grown.courses).map(|(number, _)| (goal_id(number), grown.over(number))).collect();
        for (id, line) in &lines {
            prop_assert_eq!(line.last().map(|(_, progress)| *progress), grown.tree.progress(*id));
            prop_assert!(ascends(line) && line.windows(2).all(|two| two[0].1 != two[1].1));
        }
        for day in (0..120).map(days_on) {
            let then = grown.until(day);
            for (id, line) in &lines[..3] {
                let on = line.iter().rev().find(|(since, _)| *since <= day).map(|(_, progress)| *progress);
                prop_assert!(on.is_none() || on == then.progress(*id), "{} on {}: {:?}", id, day, on);
            }
        }
    }
}
