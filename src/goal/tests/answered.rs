use super::*;

#[test]
fn who_is_asked_next_is_told_what_came_of_it() {
    let goal = |number: u128, due: Date, ended: Option<(End, i64)>| Goal {
        id: goal_id(number),
        ended: ended.map(|(end, at)| (end, second(at))),
        ..made(&with(action(), Term::Due(due)))
    };
    let late = date(2028, 1, 1);
    let goals = [
        goal(1, late, None),
        goal(2, TODAY, None),
        goal(3, TODAY, Some((End::Dropped, 60))),
        goal(4, TODAY, Some((End::Done, 50))),
        goal(5, TODAY, Some((End::Done, 60))),
        // Before the last survey: it was told then.
        goal(6, TODAY, Some((End::Done, 49))),
        // It answers no section in particular.
        Goal { origin: None, ..goal(7, TODAY, None) },
        // It is no answer to a survey, but something that two sides agree on.
        Goal { agreement: Agreement::Proposed { agreed: Sides::NONE }, ..goal(8, TODAY, None) },
    ];
    let told: Vec<u128> = answered(&goals, second(50)).iter().map(|goal| goal.id.uuid().as_u128()).collect();
    assert_eq!(told, [5, 4, 2, 7, 1, 3]);
    assert!(answered::<Goal>(&[], second(0)).is_empty());
}
