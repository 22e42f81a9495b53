use super::*;

/// A goal of a thousand days, of which half are over, at this many thousandths.
fn halfway(progress: i64) -> (Goal, Date) {
    let measure = Measure::Towards { scale: scale(""), start: Amount::ZERO, target: Amount::whole(1000) };
    let wanted = with(plan(Kind::KeyResult, Some(measure)), Term::Due(days_on(1000)));
    (Goal { value: Some(Amount::whole(progress)), ..made(&wanted) }, days_on(500))
}

#[test]
fn a_goal_should_be_as_far_as_its_time() {
    let at = |days| expected(TODAY, days_on(1000), days_on(days)).0;
    assert_eq!((at(-5), at(0), at(1), at(500), at(999), at(1000), at(2000)), (0, 0, 1, 500, 999, 1000, 1000));
    assert_eq!(expected(TODAY, TODAY, TODAY), Progress::WHOLE, "what begins and is due on one day");
    assert_eq!(expected(TODAY, TODAY, days_on(-1)), Progress::NONE);
    assert_eq!(expected(TODAY, days_on(3), days_on(2)), Progress(666));
}

#[test]
fn a_gap_to_what_is_expected_suggests_a_status() {
    for (gap, status) in [
        (-700, Status::OnTrack),
        (0, Status::OnTrack),
        (164, Status::OnTrack),
        (165, Status::Behind),
        (329, Status::Behind),
        (330, Status::AtRisk),
        (900, Status::AtRisk),
    ] {
        let (goal, today) = halfway(500 - gap);
        assert_eq!(suggested(&goal, goal.progress(), today), Some(status), "{gap} thousandths behind");
    }
}

#[test]
fn an_objective_is_suggested_what_those_that_move_it_say() {
    let objective = made(&with(plan(Kind::Objective, None), Term::Due(days_on(1000))));
    let at = |progress: i32| suggested(&objective, Some(Progress(progress)), days_on(500));
    assert_eq!((at(336), at(335), at(170)), (Some(Status::OnTrack), Some(Status::Behind), Some(Status::AtRisk)));
    assert_eq!(suggested(&objective, None, days_on(500)), None);
}

#[test]
fn what_is_done_at_once_suggests_nothing() {
    for measure in [None, Some(Measure::YesNo)] {
        let goal = made(&plan(Kind::Commitment, measure));
        assert_eq!(suggested(&goal, goal.progress(), date(2027, 7, 30)), None);
    }
    let steps = made(&plan(Kind::Commitment, Some(milestones(&["Draft", "Print"]))));
    assert_eq!(suggested(&steps, steps.progress(), date(2027, 7, 30)), Some(Status::AtRisk));
}

#[test]
fn a_health_number_is_behind_a_little_out_of_its_range_and_at_risk_further_out() {
    let at = |low, high, value| {
        let kpi = Goal { value: Some(number(value)), ..made(&plan(Kind::Kpi, Some(within(low, high)))) };
        suggested(&kpi, None, TODAY).expect("a number")
    };
    for (value, status) in [
        ("35.9", Status::AtRisk),
        ("36", Status::Behind),
        ("39.9", Status::Behind),
        ("40", Status::OnTrack),
        ("60", Status::OnTrack),
        ("60.1", Status::Behind),
        ("66", Status::Behind),
        ("66.1", Status::AtRisk),
    ] {
        assert_eq!(at(Some("40"), Some("60"), value), status, "{value}");
    }
    assert_eq!((at(Some("40"), None, "1M"), at(None, Some("60"), "-1M")), (Status::OnTrack, Status::OnTrack));
    // A tenth of nothing is nothing.
    assert_eq!(at(None, Some("0"), "0.1"), Status::AtRisk);
    assert_eq!(at(Some("-10"), None, "-11"), Status::Behind);
    let silent = made(&plan(Kind::Kpi, Some(within(Some("40"), None))));
    assert_eq!(suggested(&silent, None, TODAY), None, "nobody said how much it is");
}
