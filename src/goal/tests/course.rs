use super::{
    chance::{any_deed, any_wanted, attempt, measure, small},
    *,
};
use jiff::tz::TimeZone;
use std::{collections::BTreeSet, iter};

/// This deed at some time of a day, so many days on.
pub(super) fn on(days: i32, sequence: u32, deed: Deed) -> Event {
    let midnight = days_on(days).to_zoned(TimeZone::UTC).expect("a day").timestamp();
    let at = second(midnight.as_second() + i64::from(sequence));
    Event { at, by: person(1), ..event(sequence, deed) }
}

pub(super) fn day_of(at: Timestamp) -> Date {
    at.to_zoned(TimeZone::UTC).date()
}

/// What was done with a goal that was wanted so, and made today: each deed with after how many days.
pub(super) fn events(wanted: &Wanted, deeds: impl IntoIterator<Item = (i32, Deed)>) -> Vec<Event> {
    let made = on(0, 1, Deed::Created(Box::new(wanted.clone())));
    iter::once(made).chain((2..).zip(deeds).map(|(sequence, (days, deed))| on(days, sequence, deed))).collect()
}

fn course(wanted: &Wanted, deeds: impl IntoIterator<Item = (i32, Deed)>) -> Course {
    Course::replay(&events(wanted, deeds), day_of).expect("they fit")
}

pub(super) fn value(text: &str) -> Deed {
    Deed::Value { value: number(text) }
}

fn tick(step: &str, done: bool) -> Deed {
    Deed::Ticked { step: title(step), done }
}

fn defined(term: Term) -> Deed {
    Deed::Defined { terms: vec![term] }
}

fn help(what: &str) -> Deed {
    Deed::HelpAsked { what: what.into() }
}

pub(super) const DONE: Deed = Deed::Ended { end: End::Done };

/// Points as one reads them: after how many days, and what.
pub(super) fn told<T: Clone>(points: &[(Date, T)]) -> Vec<(i32, T)> {
    let days = |day: Date| i32::try_from(day.duration_since(TODAY).as_hours() / 24).expect("near");
    points.iter().map(|(day, value)| (days(*day), value.clone())).collect()
}

/// How far a goal was by its measure as it is now, in thousandths.
fn went(course: &Course) -> Vec<(i32, Option<i32>)> {
    told(course.progress(course.goal()).points()).into_iter().map(|(day, at)| (day, at.map(|at| at.0))).collect()
}

#[test]
fn a_line_begins_at_its_start_on_the_day_from_which_its_time_runs() {
    let values = |starts: i32, deeds: Vec<(i32, Deed)>| {
        let course = course(&with(latency(), Term::Starts(days_on(starts))), deeds);
        let said = |amount: Option<Amount>| amount.expect("it has a start").to_string();
        let values: Vec<_> = told(course.values().points()).into_iter().map(|(day, value)| (day, said(value))).collect();
        (values, said(course.value_on(days_on(-400))))
    };
    let [first, said, gone] = ["512", "400", "300"].map(str::to_owned);
    assert_eq!(values(-10, vec![(3, value("400"))]), (vec![(-10, first.clone()), (3, said.clone())], first.clone()));
    assert_eq!(values(-10, vec![(0, value("400"))]), (vec![(-10, first.clone()), (0, said.clone())], first.clone()));
    // What was made before its time begins there already, for something may be said.
    let early = values(10, vec![(3, value("400")), (20, value("300"))]);
    assert_eq!(early, (vec![(0, first.clone()), (3, said), (20, gone)], first));
}

#[test]
fn a_day_with_fifty_edits_leaves_one_point_and_one_that_ends_as_it_began_none() {
    let edits = (0..50).map(|number| (3, Deed::Value { value: Amount::whole(400 - number) }));
    let back = [(5, value("100")), (5, value("351"))];
    let course = course(&latency(), edits.chain(back));
    let values = [(0, Some(number("512"))), (3, Some(number("351")))];
    assert_eq!((told(course.values().points()), course.sequence(), course.last()), (values.into(), 53, days_on(5)));
}

#[test]
fn another_target_is_a_step_and_how_far_one_was_is_told_by_the_one_that_holds_now() {
    let course = course(&latency(), [(2, value("459")), (4, defined(Term::Measure(Some(towards("512", "406")))))]);
    assert_eq!(told(course.aims()), [(0, Some(towards("512", "300"))), (4, Some(towards("512", "406")))]);
    assert_eq!(went(&course), [(0, Some(0)), (2, Some(500))]);
    assert_eq!(course.values().points().len(), 2, "a target is no value");
}

#[test]
fn numbers_in_another_unit_say_nothing_of_what_is_measured_now() {
    let seconds = Measure::Towards { scale: scale("s"), start: number("0.5"), target: number("0.3") };
    let deeds = [(2, value("400")), (4, defined(Term::Measure(Some(seconds)))), (6, value("0.4"))];
    let moved = course(&latency(), deeds);
    assert_eq!(went(&moved), [(4, Some(0)), (6, Some(500))]);
    let values: Vec<_> = told(moved.values().points()).into_iter().map(|(day, value)| (day, value.map(String::from))).collect();
    assert_eq!(values, [(0, "512"), (2, "400"), (4, "0.5"), (6, "0.4")].map(|(day, value)| (day, Some(value.to_owned()))));
    // What is to stay healthy starts nowhere: its number is taken back.
    let latency = Measure::Within { scale: scale("ms"), low: None, high: Some(number("40")) };
    let kpi = plan(Kind::Kpi, Some(within(Some("40"), None)));
    let course = course(&kpi, [(2, value("50")), (4, defined(Term::Measure(Some(latency))))]);
    assert_eq!(told(course.values().points()), [(2, Some(number("50"))), (4, None)]);
    assert_eq!(course.spark(course.goal(), days_on(9), 9), []);
}

#[test]
fn a_measure_that_was_added_later_holds_from_the_beginning() {
    let task = plan(Kind::Commitment, None);
    let course = course(&task, [(3, defined(Term::Measure(Some(towards("0", "10"))))), (5, value("5"))]);
    assert_eq!(went(&course), [(0, Some(0)), (5, Some(500))]);
    assert_eq!(course.values().points().first(), Some(&(TODAY, Some(Amount::ZERO))));
}

#[test]
fn a_milestone_counts_from_the_day_on_which_it_was_reached_if_it_is_still_one() {
    let steps = |steps: &[&str]| Some(milestones(steps));
    let deeds = vec![(1, tick("Draft", true)), (2, tick("Print", true)), (3, tick("Draft", false)), (3, tick("Fold", true))];
    let wanted = plan(Kind::Commitment, steps(&["Draft", "Print", "Fold", "Post"]));
    assert_eq!(went(&course(&wanted, deeds.clone())), [(0, Some(0)), (1, Some(250)), (2, Some(500))]);
    let fewer = (4, defined(Term::Measure(steps(&["Fold", "Post"]))));
    let course = course(&wanted, deeds.into_iter().chain([fewer]));
    assert_eq!(went(&course), [(0, Some(0)), (3, Some(500))]);
    let values = [(0, 0), (1, 1), (2, 2), (4, 1)].map(|(day, done)| (day, Some(Amount::whole(done))));
    assert_eq!(told(course.values().points()), values, "of the milestones of the day");
}

#[test]
fn what_is_done_is_whole_from_the_day_on_which_it_ended() {
    let task = plan(Kind::Commitment, None);
    let done = course(&task, [(7, DONE)]);
    assert_eq!((went(&done), done.ended()), (vec![(7, Some(1000))], Some((End::Done, days_on(7)))));
    let on = |days| done.progress_on(days_on(days), done.goal());
    assert_eq!((on(6), on(7), on(900)), (None, Some(Progress::WHOLE), Some(Progress::WHOLE)));
    let reopened = course(&task, [(7, DONE), (8, Deed::Reopened)]);
    assert_eq!((went(&reopened), reopened.ended()), (vec![], None), "it was not, after all");
    let again = course(&task, [(7, DONE), (8, Deed::Reopened), (9, DONE)]);
    assert_eq!(went(&again), [(9, Some(1000))]);
    let late = course(&task, [(7, DONE), (9, Deed::Noted { note: "Party".into() })]);
    assert_eq!(late.ended(), Some((End::Done, days_on(7))), "what is written later does not end it again");
}

#[test]
fn its_days_and_how_sure_one_is_are_steps() {
    let sure = |confidence| Deed::Confidence { confidence };
    let due = date(2027, 9, 1);
    let deeds = [
        (1, sure(Some(7))),
        (1, sure(Some(8))),
        (4, defined(Term::Due(due))),
        (5, sure(None)),
        (6, sure(Some(3))),
        (6, sure(None)),
    ];
    let course = course(&latency(), deeds);
    assert_eq!(told(course.confidence()), [(1, Some(8)), (5, None)]);
    let spans: Vec<_> = course.spans().collect();
    let span = |due| Span { starts: TODAY, due };
    assert_eq!(told(&spans), [(0, span(date(2027, 7, 31))), (4, span(due))]);
    assert_eq!(course.checks(), [1, 5, 6].map(days_on));
}

#[test]
fn only_its_owner_says_how_it_goes() {
    let mut events = events(&latency(), [(1, value("500")), (2, value("400")), (2, Deed::Checked), (3, value("300"))]);
    events[1].by = person(2);
    let course = Course::replay(&events, day_of).expect("they fit");
    assert_eq!(course.checks(), [2, 3].map(days_on));
}

#[test]
fn help_is_asked_for_until_it_goes_on_or_the_goal_ends() {
    let story = [
        (1, help("A laptop")),
        (3, Deed::Unblocked),
        (4, help("A desk")),
        (4, help("A desk by the window")),
        (6, help("A chair")),
        (9, DONE),
    ];
    let helps = |deeds: &[(i32, Deed)]| course(&latency(), deeds.iter().cloned()).help().to_vec();
    let asked =
        |from: i32, what: &str, until: Option<i32>| Help { asked: days_on(from), what: what.into(), until: until.map(days_on) };
    let desk = asked(4, "A desk by the window", Some(6));
    let told = [asked(1, "A laptop", Some(3)), desk, asked(6, "A chair", Some(9))];
    assert_eq!(helps(&story), told);
    let reopened = [&story[..], &[(12, Deed::Reopened)]].concat();
    assert_eq!(helps(&reopened).last(), Some(&asked(6, "A chair", None)), "still stuck");
    let within_a_day = [(1, help("A laptop")), (1, Deed::Unblocked), (1, Deed::Unblocked)];
    assert_eq!(helps(&within_a_day), [asked(1, "A laptop", Some(1))]);
}

#[test]
fn a_clock_that_was_set_back_moves_nothing_back() {
    let mut course = course(&latency(), [(5, value("400"))]);
    let earlier = on(3, 3, value("300"));
    course.follow(&earlier, days_on(3)).expect("it fits");
    let values = [(0, Some(number("512"))), (5, Some(number("300")))];
    assert_eq!((told(course.values().points()), course.last()), (values.into(), days_on(5)));
}

#[test]
fn ten_thousand_events_in_half_a_year_are_a_point_a_day_at_most() {
    let wanted = with(latency(), Term::Starts(days_on(-30)));
    let deed = |number: i32| match number % 4 {
        0 => Deed::Value { value: Amount::whole(number.into()) },
        1 => Deed::Confidence { confidence: u8::try_from(number / 4 % 11).ok() },
        2 => help("More of it"),
        _ => defined(Term::Measure(Some(towards("512", &format!("{}", number % 300))))),
    };
    let course = course(&wanted, (0..10_000).map(|number| (number / 56, deed(number))));
    assert_eq!((course.sequence(), course.last()), (10_001, days_on(178)));
    let lines = [course.values().points().len(), went(&course).len(), course.aims().len(), course.confidence().len()];
    for many in lines.into_iter().chain([course.help().len(), course.checks().len()]) {
        assert!((100..=181).contains(&many), "{many}");
    }
}

#[test]
fn a_small_picture_keeps_its_ends_and_the_last_of_each_part() {
    let daily = (1..=100).map(|day| (day, Deed::Value { value: Amount::whole(day.into()) }));
    let course = course(&plan(Kind::KeyResult, Some(towards("0", "200"))), daily);
    let spark = |today, most| told(&course.spark(course.goal(), days_on(today), most));
    assert_eq!(spark(100, 5), [(0, 0), (25, 125), (50, 250), (75, 375), (100, 500)]);
    assert_eq!(spark(200, 5), [(0, 0), (50, 250), (100, 500), (200, 500)], "what it was last, it is today");
    assert_eq!((spark(100, 2), spark(100, 1), spark(100, 0)), (vec![(0, 0), (100, 500)], vec![(100, 500)], vec![]));
    assert_eq!((spark(100, 101).len(), spark(100, 1000).len()), (101, 101));
    assert_eq!(spark(-9, 1000).len(), 101, "a day that lies before is none");
}

#[test]
fn a_health_number_is_pictured_by_its_amounts_until_it_ended() {
    let kpi = plan(Kind::Kpi, Some(within(Some("40"), None)));
    let course = course(&kpi, [(2, value("50.5")), (3, value("60")), (8, Deed::Ended { end: End::Dropped })]);
    let spark = told(&course.spark(course.goal(), days_on(50), 24));
    assert_eq!(spark, [(2, 50_500_000), (3, 60_000_000), (8, 60_000_000)]);
}

pub(super) fn is_alike(then: &Measure, now: Option<&Measure>) -> bool {
    now.is_some_and(|now| std::mem::discriminant(then) == std::mem::discriminant(now) && then.scale() == now.scale())
}

/// What people do who say how it goes, rather than what they agreed to.
pub(super) fn say() -> impl Strategy<Value = (Verb, Sides, i32, Option<Status>)> {
    let verb = prop_oneof![
        6 => small().prop_map(Verb::Value),
        4 => ("[a-c]", any::<bool>()).prop_map(|(step, done)| Verb::Tick(title(&step), done)),
        1 => prop::option::of(0..11u8).prop_map(Verb::Confidence),
        1 => "[ab]".prop_map(Verb::AskHelp),
        1 => Just(Verb::Unblock(String::new())),
        1 => measure().prop_map(|measure| Verb::Define(vec![Term::Measure(measure)], "x".into())),
        1 => prop::sample::select(vec![End::Done, End::Done, End::Dropped]).prop_map(|end| Verb::End(end, String::new())),
        1 => Just(Verb::Reopen),
        1 => Just(Verb::Check),
    ];
    (verb, Just(Sides::BOTH), prop_oneof![1 => Just(0), 2 => 1..4i32], Just(None))
}

/// What became of something wanted when people tried this with it.
pub(super) fn tried(wanted: &Wanted, attempts: Vec<(Verb, Sides, i32, Option<Status>)>) -> Vec<Event> {
    let created = begin(wanted, TODAY, iter::empty()).expect("it may be made");
    let (mut events, mut days) = (vec![on(0, 1, created)], 0);
    let mut goal = Goal::beginning(&events[0]).expect("a beginning");
    for (verb, sides, more, suggested) in attempts {
        days += more;
        for deed in goal.decide(&verb, Scene { sides, today: days_on(days), suggested }).unwrap_or_default() {
            let by = person(1 + u128::from(sides == MANAGER));
            let event = Event { by, ..on(days, goal.sequence + 1, deed) };
            goal.follow(&event).expect("what the rules allow, the fold takes");
            events.push(event);
        }
    }
    events
}

/// A history that the rules allow.
fn history() -> impl Strategy<Value = Vec<Event>> {
    let attempts = prop::collection::vec(prop_oneof![1 => attempt(), 2 => say()], 0..40);
    (any_wanted(), any::<bool>(), attempts).prop_map(|(wanted, is_agreed, attempts)| {
        let agree = is_agreed.then_some((Verb::Agree, Sides::BOTH, 0, None));
        tried(&wanted, agree.into_iter().chain(attempts).collect())
    })
}

/// A history that the fold takes, whether or not any rule would allow it; days go back now and then.
fn raw() -> impl Strategy<Value = Vec<Event>> {
    let deed = prop_oneof![
        2 => any_deed().prop_map(|(_, deed)| deed),
        2 => small().prop_map(|value| Deed::Value { value }),
        2 => ("[a-d]", any::<bool>()).prop_map(|(step, done)| tick(&step, done)),
        1 => measure().prop_map(|measure| defined(Term::Measure(measure))),
        1 => "[ab]".prop_map(|what| help(&what)),
        1 => Just(Deed::Unblocked),
        1 => Just(Deed::Reopened),
    ];
    let deeds = prop::collection::vec((prop_oneof![1 => Just(0), 3 => 0..4i32, 1 => -3..0i32], deed), 0..40);
    (any_wanted(), deeds).prop_map(|(wanted, deeds)| {
        let mut events = vec![on(0, 1, Deed::Created(Box::new(wanted)))];
        let (mut goal, mut days) = (Goal::beginning(&events[0]).expect("a beginning"), 0);
        for (more, deed) in deeds {
            days += more;
            let event = on(days, goal.sequence + 1, deed);
            if goal.follow(&event).is_ok() {
                events.push(event);
            }
        }
        events
    })
}

pub(super) fn ascends<T>(points: &[(Date, T)]) -> bool {
    points.is_sorted_by(|(one, _), (next, _)| one < next)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn a_course_that_is_followed_is_the_one_that_is_replayed(events in prop_oneof![history(), raw()]) {
        let mut course = Course::begin(&events[0], day_of(events[0].at)).expect("a beginning");
        for event in &events[1..] {
            let before = course.clone();
            for wrong in [Event { sequence: event.sequence + 1, ..event.clone() }, Event { goal: goal_id(1000), ..event.clone() }] {
                prop_assert!(course.follow(&wrong, days_on(900)).is_err());
                prop_assert_eq!(&course, &before);
            }
            prop_assert_eq!(course.follow(event, day_of(event.at)), Ok(()));
        }
        prop_assert_eq!(Course::replay(&events, day_of), Ok(course.clone()));
        prop_assert_eq!(Goal::replay(&events), Ok(course.goal().clone()));
        prop_assert_eq!(course.sequence() as usize, events.len());
    }

    #[test]
    fn every_line_has_a_point_a_day_at_most_and_ends_at_what_is_so_now(events in prop_oneof![history(), raw()]) {
        let course = Course::replay(&events, day_of).expect("they fit");
        let (goal, last) = (course.goal(), course.last());
        let days: BTreeSet<Date> = events.iter().map(|event| day_of(event.at)).chain([course.begins()]).collect();
        let (values, progress) = (course.values(), course.progress(goal));
        prop_assert!(ascends(values.points()) && ascends(progress.points()) && ascends(course.aims()));
        prop_assert!(ascends(course.confidence()) && course.checks().is_sorted_by(|one, next| one < next));
        prop_assert!(ascends(&course.spans().collect::<Vec<_>>()));
        prop_assert!(course.help().is_sorted_by(|one, next| one.asked < next.asked && one.until <= Some(next.asked)));
        for many in [values.points().len(), progress.points().len(), course.aims().len(), course.help().len()] {
            prop_assert!(many <= days.len());
        }
        for day in [last, last.saturating_add(400.days())] {
            prop_assert_eq!(course.value_on(day), goal.value());
            prop_assert_eq!(course.progress_on(day, goal), goal.progress());
            prop_assert_eq!(values.on(day).copied().flatten(), goal.value());
            prop_assert_eq!(progress.on(day).copied().flatten(), goal.progress());
            prop_assert_eq!(course.measured(goal).on(day).copied().flatten(), goal.value());
        }
        for day in days.range(course.begins()..).copied() {
            prop_assert_eq!(values.on(day).copied().flatten(), course.value_on(day));
            prop_assert_eq!(progress.on(day).copied().flatten(), course.progress_on(day, goal));
        }
        let now = |points: &[(Date, Option<u8>)]| points.last().and_then(|(_, confidence)| *confidence);
        prop_assert_eq!(now(course.confidence()), goal.confidence);
        prop_assert_eq!(course.aims().last().and_then(|(_, aim)| aim.as_ref()), goal.terms.measure.as_ref());
        let span = Span { starts: goal.starts(), due: goal.terms.due };
        prop_assert_eq!(course.spans().last().map(|(_, span)| span), Some(span));
        prop_assert_eq!(course.ended().map(|(end, _)| end), goal.ended.map(|(end, _)| end));
        prop_assert_eq!(course.checks().is_empty(), goal.checked.is_none());
        let is_stuck = goal.stuck.is_some() && goal.ended.is_none();
        prop_assert_eq!(course.help().last().is_some_and(|help| help.until.is_none()), is_stuck);
    }

    #[test]
    fn on_every_day_it_was_what_the_events_until_then_say(events in history()) {
        let course = Course::replay(&events, day_of).expect("they fit");
        let (goal, first) = (course.goal(), course.aims().first().map(|(day, _)| *day));
        for days in 0..150 {
            let day = days_on(days);
            let then = Goal::replay(events.iter().take_while(|event| day_of(event.at) <= day)).expect("some of them");
            if first.is_some_and(|first| first <= day) {
                prop_assert_eq!(course.value_on(day), then.value());
            }
            let ended = goal.ended.filter(|(_, at)| day_of(*at) <= day);
            let by_now = Goal { ended, terms: goal.terms.clone(), ..then.clone() };
            let is_known = match (&then.terms.measure, &goal.terms.measure) {
                (_, None) => true,
                (None, Some(_)) => first.is_some_and(|first| day < first) && is_alike(course.aims()[0].1.as_ref().expect("one"), goal.terms.measure.as_ref()),
                (Some(then), now) => is_alike(then, now.as_ref()),
            };
            prop_assert_eq!(course.progress_on(day, goal), by_now.progress().filter(|_| is_known));
        }
    }

    #[test]
    fn a_small_picture_is_bounded_and_keeps_its_ends(events in prop_oneof![history(), raw()], more in 0..90i32, most in 0..30usize) {
        let course = Course::replay(&events, day_of).expect("they fit");
        let (goal, today) = (course.goal(), course.last().saturating_add(more.days()));
        let (spark, all) = (course.spark(goal, today, most), course.spark(goal, today, usize::MAX));
        prop_assert!(spark.len() <= most && ascends(&spark));
        prop_assert!(spark.iter().all(|point| all.contains(point)));
        if most > 1 {
            prop_assert_eq!((spark.first(), spark.last()), (all.first(), all.last()));
        }
        let now = if let Some(Measure::Within { .. }) = goal.terms.measure {
            goal.value().map(Amount::micros)
        } else {
            goal.progress().map(|progress| progress.0.into())
        };
        let end = course.ended().map_or(today, |(_, day)| day);
        prop_assert_eq!(all.last().filter(|_| now.is_some()).copied(), now.map(|now| (end, now)));
    }
}
