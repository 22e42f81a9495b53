use super::*;
use crate::{
    CycleId, LaunchId, Version,
    goal::{Agreement, Amount, Event, Kind as GoalKind, Level, Terms, Title, Wanted, begin},
    questionnaire::Slug,
    review::{Both, Dates, Form, PlanStage, Shared},
};
use jiff::civil::date;
use proptest::prelude::*;
use uuid::Uuid;

const TODAY: Date = date(2027, 5, 10);

fn now() -> Timestamp {
    "2027-05-10T08:00:00Z".parse().expect("a time")
}

fn days_ago(days: i64) -> Timestamp {
    now() - SignedDuration::from_hours(24 * days)
}

fn person(number: u128) -> PersonId {
    PersonId::from_uuid(Uuid::from_u128(number))
}

fn name(text: &str) -> Name {
    Name::new(text).expect("a name")
}

/// A goal that both sides agreed to and that was talked of yesterday.
fn goal(number: u128) -> Goal {
    let terms = Terms::new(Title::new("Faster").expect("a title"), date(2027, 1, 1), date(2027, 6, 30));
    let wanted =
        Wanted { proposal: true, ..Wanted::new(GoalKind::Commitment, Level::Person(person(1)), person(1), terms.clone()) };
    let deed = begin(&wanted, date(2027, 1, 1), std::iter::empty()).expect("it may be made");
    let id = GoalId::from_uuid(Uuid::from_u128(number));
    let event = Event { goal: id, sequence: 1, at: days_ago(100), by: person(1), deed };
    let mut goal = Goal::beginning(&event).expect("a beginning");
    goal.agreement = Agreement::Agreed { since: days_ago(99), first: Box::new(terms), change: None };
    goal.checked = Some(days_ago(1));
    goal
}

fn stuck(number: u128, days: i64) -> Goal {
    Goal { stuck: Some((days_ago(days), "A cluster".to_owned())), ..goal(number) }
}

fn quiet(number: u128, days: i64) -> Goal {
    Goal { checked: Some(days_ago(days)), ..goal(number) }
}

fn review() -> Review {
    Review {
        key: ReviewKey { cycle: CycleId::from_uuid(Uuid::from_u128(7)), person: person(1) },
        manager: person(99),
        former: Vec::new(),
        launch: LaunchId::from_uuid(Uuid::from_u128(8)),
        launched: days_ago(20),
        form: Form { id: Slug::new("personal-review").expect("a slug"), number: 1 },
        dates: Dates { prepare: date(2027, 6, 1), share: date(2027, 6, 4), talk: date(2027, 6, 18), sign: date(2027, 6, 25) },
        back: None,
        begun: Both::default(),
        shared: Both::default(),
        peers: Vec::new(),
        plan: PlanStage::Open,
        open_to_line: Both::default(),
        version: Version::default(),
        emptied: None,
    }
}

fn shared() -> Shared {
    Shared { by: person(1), at: days_ago(2) }
}

fn place(number: u128, called: &str, goals: &[&Goal], agree: &[u128], review: Option<&Review>) -> Place {
    let called = name(called);
    let agree = agree.iter().map(|number| GoalId::from_uuid(Uuid::from_u128(*number))).collect();
    let facts = Facts { person: person(number), name: &called, goals: goals.to_vec(), agree, review, left: None };
    Place::of(&facts, TODAY, now())
}

fn kinds(place: &Place) -> Vec<Kind> {
    place.needs.iter().map(Need::kind).collect()
}

/// What waits in a review on a day, where it does.
fn step(review: &Review, today: Date) -> Option<(Step, bool)> {
    match of_review(review, today) {
        Some(Need::Review { step, late, .. }) => Some((step, late)),
        _ => None,
    }
}

#[test]
fn what_waits_is_told_the_most_pressing_first() {
    let mut review = review();
    review.shared.own = Some(shared());
    let (new, old, silent) = (stuck(1, 2), stuck(2, 9), quiet(3, 30));
    let place = place(1, "Ada", &[&silent, &new, &old], &[5, 4], Some(&review));
    assert_eq!(kinds(&place), [Kind::Stuck, Kind::Stuck, Kind::Review, Kind::Agree, Kind::Quiet]);
    assert_eq!(place.needs[0], Need::Stuck { goal: old.id, since: days_ago(9) });
    assert!(place.has(Kind::Agree) && matches!(&place.needs[3], Need::Agree { goals } if goals.len() == 2));
}

#[test]
fn goals_that_ended_or_wait_to_be_agreed_are_not_asked_for() {
    let ended = Goal { ended: Some((goal::End::Done, days_ago(3))), ..stuck(1, 4) };
    let proposed = Goal { agreement: Agreement::Proposed { agreed: goal::Sides::NONE }, ..quiet(2, 60) };
    let action = Goal { agreement: Agreement::Free, ..quiet(3, 60) };
    let moved_by_others = Goal { kind: GoalKind::Objective, ..quiet(6, 60) };
    let (fresh, at_the_edge) = (quiet(4, 13), quiet(5, 14));
    assert!(place(1, "Ada", &[&ended, &proposed, &action, &moved_by_others, &fresh], &[], None).needs.is_empty());
    assert_eq!(kinds(&place(1, "Ada", &[&at_the_edge], &[], None)), [Kind::Quiet]);
}

#[test]
fn a_review_waits_for_who_holds_it_once_it_is_due_soon_or_the_person_did_their_part() {
    let mut one = review();
    // Both prepare, and there is time.
    assert_eq!(step(&one, TODAY), None);
    assert_eq!(step(&one, date(2027, 5, 28)), Some((Step::Share, false)));
    assert_eq!(step(&one, date(2027, 6, 5)), Some((Step::Share, true)));
    // The person shared, and sees nothing of the other half until it is.
    one.shared.own = Some(shared());
    assert_eq!(step(&one, TODAY), Some((Step::Share, false)));
    // What only the other side has yet to do does not wait for the reader.
    one.shared = Both { own: None, manager: Some(shared()) };
    assert_eq!(step(&one, date(2027, 6, 20)), None);
    one.shared.own = Some(shared());
    assert_eq!(step(&one, TODAY), None);
    assert_eq!(step(&one, date(2027, 6, 20)), Some((Step::Talk, false)));
    one.plan = PlanStage::SignedBy(Side::Own);
    assert_eq!(step(&one, TODAY), Some((Step::Sign, false)));
    one.plan = PlanStage::SignedBy(Side::Manager);
    assert_eq!(step(&one, date(2027, 7, 1)), None);
    one.plan = PlanStage::Signed { at: now(), amending: false };
    assert_eq!(step(&one, date(2027, 7, 1)), None);
}

#[test]
fn nothing_goes_on_in_a_review_whose_manager_has_left_until_it_is_taken_over() {
    let takes = |review: &Review, today: Date| match of_left(review, today) {
        Some(Need::TakeOver { late, .. }) => Some(late),
        None => None,
        other => panic!("{other:?}"),
    };
    let mut one = review();
    assert_eq!(takes(&one, TODAY), Some(false), "however much time there is");
    one.shared = Both { own: None, manager: Some(shared()) };
    assert_eq!(takes(&one, date(2027, 6, 20)), Some(true), "whoever's turn it is");
    one.shared.own = Some(shared());
    one.plan = PlanStage::SignedBy(Side::Manager);
    assert_eq!(takes(&one, date(2027, 7, 1)), Some(true));
    one.plan = PlanStage::Signed { at: now(), amending: false };
    assert_eq!(takes(&one, date(2027, 7, 1)), None, "what is signed waits for nobody");
}

#[test]
fn who_needs_the_reader_first_stands_first() {
    let late = Review { dates: Dates { prepare: date(2027, 5, 1), share: date(2027, 5, 2), ..review().dates }, ..review() };
    let due = Review { dates: Dates { prepare: date(2027, 5, 10), share: date(2027, 5, 12), ..review().dates }, ..review() };
    let (one_stuck, silent, fine) = (stuck(1, 1), quiet(2, 40), goal(3));
    let at_risk = Goal { status: Status::AtRisk, ..goal(4) };
    let overdue = Goal { terms: Terms { due: date(2027, 5, 9), ..goal(5).terms }, ..goal(5) };
    let behind = Goal { status: Status::Behind, ..goal(6) };
    let mut places = vec![
        place(1, "Zoë", &[&fine], &[], None),
        place(2, "Ada", &[&fine], &[], None),
        place(3, "Bo", &[&behind], &[], None),
        place(4, "Cy", &[&at_risk], &[], None),
        place(5, "Di", &[&overdue, &at_risk], &[], None),
        place(6, "Ed", &[&silent], &[], None),
        place(7, "Fo", &[], &[1], None),
        place(8, "Gi", &[], &[1, 2, 3], None),
        place(9, "Hu", &[], &[], Some(&due)),
        place(10, "Io", &[], &[], Some(&late)),
        place(11, "Jo", &[&one_stuck], &[], None),
    ];
    sort(&mut places);
    let order: Vec<PersonId> = places.iter().map(|place| place.person).collect();
    assert_eq!(order, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1].map(person));
}

/// Somebody with goals and a review that are drawn, and what of these goals says how well they go.
#[derive(Clone, Debug)]
struct Drawn {
    name: String,
    goals: Vec<Goal>,
    agree: Vec<u128>,
    review: Option<Review>,
}

fn drawn_goal() -> impl Strategy<Value = Goal> {
    let status = prop_oneof![Just(Status::OnTrack), Just(Status::Behind), Just(Status::AtRisk)];
    (1..1000u64, status, prop::option::of(0..30i64), 0..40i64).prop_map(|(number, status, stuck, said)| Goal {
        status,
        stuck: stuck.map(|days| (days_ago(days), String::new())),
        checked: Some(days_ago(said)),
        ..goal(number.into())
    })
}

fn drawn_review() -> impl Strategy<Value = Review> {
    (any::<bool>(), any::<bool>(), -30..30i32).prop_map(|(own, manager, days)| {
        let day = |more: i32| TODAY.saturating_add((days + more).days());
        let dates = Dates { prepare: day(0), share: day(1), talk: day(5), sign: day(9) };
        let shared = Both { own: Some(shared()).filter(|_| own), manager: Some(shared()).filter(|_| manager) };
        Review { dates, shared, ..review() }
    })
}

fn drawn() -> impl Strategy<Value = Drawn> {
    let goals = prop::collection::vec(drawn_goal(), 0..5);
    let agree = prop::collection::vec((1..9u64).prop_map(u128::from), 0..3);
    ("[A-C]{1,2}", goals, agree, prop::option::of(drawn_review())).prop_map(|(name, goals, agree, review)| Drawn {
        name,
        goals,
        agree,
        review,
    })
}

fn places(all: &[Drawn]) -> Vec<Place> {
    let one = |(number, drawn): (u128, &Drawn)| {
        place(number, &drawn.name, &drawn.goals.iter().collect::<Vec<_>>(), &drawn.agree, drawn.review.as_ref())
    };
    (1u128..).zip(all).map(one).collect()
}

proptest! {
    // Whoever comes in whichever order stands in the same: the order is total.
    #[test]
    fn the_order_does_not_depend_on_the_order_before(all in prop::collection::vec(drawn(), 0..12), turn in 0..12usize) {
        let mut sorted = places(&all);
        sort(&mut sorted);
        let mut other = places(&all);
        other.reverse();
        let turn = if other.is_empty() { 0 } else { turn % other.len() };
        other.rotate_left(turn);
        sort(&mut other);
        prop_assert_eq!(&sorted, &other);
        for pair in sorted.windows(2) {
            prop_assert!(pair[0].key() < pair[1].key(), "nobody stands beside anybody");
        }
    }

    #[test]
    fn nobody_without_needs_stands_before_somebody_with(all in prop::collection::vec(drawn(), 0..12)) {
        let mut sorted = places(&all);
        sort(&mut sorted);
        let with: Vec<bool> = sorted.iter().map(|place| !place.needs.is_empty()).collect();
        prop_assert!(with.windows(2).all(|pair| pair[0] || !pair[1]), "{with:?}");
    }

    // How well anybody does is not looked at: whatever grades, numbers and confidence are, everybody stands where they stood.
    #[test]
    fn nobody_is_scored_or_ranked(
        all in prop::collection::vec(drawn(), 0..8),
        marks in prop::collection::vec((0..=10u8, 0..=10u8, 0..1000i64), 40),
    ) {
        let mut marked = all.clone();
        let goals = marked.iter_mut().flat_map(|drawn| &mut drawn.goals);
        for (goal, (grade, confidence, value)) in goals.zip(marks) {
            goal.grade = Some(grade);
            goal.confidence = Some(confidence);
            goal.value = Some(Amount::whole(value));
        }
        let (mut before, mut after) = (places(&all), places(&marked));
        sort(&mut before);
        sort(&mut after);
        prop_assert_eq!(before, after);
    }
}
