use super::*;
use crate::{GoalId, PersonId, questionnaire::Slug};
use jiff::{
    Timestamp, ToSpan,
    civil::{Date, date},
};
use proptest::prelude::*;
use uuid::Uuid;

const TODAY: Date = date(2027, 2, 1);

fn person(number: u128) -> PersonId {
    PersonId::from_uuid(Uuid::from_u128(number))
}

fn title(text: &str) -> Title {
    Title::new(text).expect("a title")
}

fn origin(section: &str) -> Origin {
    let survey = SurveyId::from_uuid(Uuid::from_u128(9));
    Origin { survey, section: Slug::new(section).expect("a slug"), called: section.to_owned() }
}

fn wanted() -> Wanted {
    Wanted {
        kind: Kind::Commitment,
        level: Level::Team(TeamId::from_uuid(Uuid::from_u128(1))),
        owner: person(1),
        title: title("Rotate the on-call week"),
        due: date(2027, 3, 1),
        origin: Some(origin("balance")),
    }
}

fn event(sequence: u32, deed: Deed) -> Event {
    let at = Timestamp::from_second(1_800_000_000 + i64::from(sequence)).expect("in range");
    Event { goal: GoalId::from_uuid(Uuid::from_u128(7)), sequence, at, by: person(2), deed }
}

fn made(wanted: &Wanted) -> Goal {
    let deed = begin(wanted, TODAY, std::iter::empty()).expect("it may be made");
    Goal::beginning(&event(1, deed)).expect("a beginning")
}

#[test]
fn a_goal_is_made_once_and_due_within_reach() {
    let goal = made(&wanted());
    assert_eq!((goal.status, goal.ended, goal.author), (Status::OnTrack, None, person(2)));
    let due = |due| begin(&Wanted { due, ..wanted() }, TODAY, std::iter::empty()).map(|_| ());
    assert_eq!(due(TODAY), Ok(()));
    assert_eq!(due(date(2027, 1, 31)), Err(Refused::PastDue));
    assert_eq!(due(date(2032, 2, 1)), Ok(()));
    assert_eq!(due(date(2032, 2, 2)), Err(Refused::FarDue));

    let again = |wanted: Wanted, other: &Goal| begin(&wanted, TODAY, std::iter::once(other)).map(|_| ());
    let shouted = Wanted { title: title("  ROTATE the  on-call week "), ..wanted() };
    assert_eq!(again(shouted, &goal), Err(Refused::Twice));
    assert_eq!(again(Wanted { origin: Some(origin("learning")), ..wanted() }, &goal), Ok(()));
    assert_eq!(again(Wanted { level: Level::Company, ..wanted() }, &goal), Ok(()));
    let ended = Goal { ended: Some((End::Done, goal.created)), ..goal };
    assert_eq!(again(wanted(), &ended), Ok(()), "what is done may be done again");
}

#[test]
fn a_change_is_one_event_for_each_thing_that_changed() {
    let goal = made(&wanted());
    let said = Said { owner: goal.owner, title: goal.title.clone(), due: goal.due };
    let change = |said: &Said| goal.decide(&Verb::Change(said.clone()), TODAY);
    assert_eq!(change(&said), Err(Refused::Nothing));
    let moved = Said { due: date(2027, 4, 1), owner: person(3), ..said.clone() };
    assert_eq!(change(&moved), Ok(vec![Deed::Moved { due: date(2027, 4, 1) }, Deed::Handed { owner: person(3) }]));
    assert_eq!(change(&Said { due: date(2027, 1, 1), ..said.clone() }), Err(Refused::PastDue));

    // A day that has passed stays while something else is changed.
    let later = date(2027, 6, 1);
    assert!(goal.is_overdue(later) && !goal.is_overdue(goal.due));
    let renamed = Verb::Change(Said { title: title("Rotate it"), ..said });
    assert_eq!(goal.decide(&renamed, later), Ok(vec![Deed::Renamed { title: title("Rotate it") }]));
}

#[test]
fn what_has_ended_is_only_reopened() {
    let mut goal = made(&wanted());
    assert_eq!(goal.decide(&Verb::Reopen, TODAY), Err(Refused::UnderWay));
    let deeds = goal.decide(&Verb::End(End::Done, " Since May. ".into()), TODAY).expect("it may end");
    assert_eq!(deeds, vec![Deed::Noted { note: "Since May.".into() }, Deed::Ended { end: End::Done }]);
    for (at, deed) in deeds.into_iter().enumerate() {
        let sequence = goal.sequence + 1;
        goal.follow(&event(sequence, deed)).unwrap_or_else(|error| panic!("event {at}: {error}"));
    }
    assert_eq!(goal.ended.map(|(end, _)| end), Some(End::Done));
    assert!(!goal.is_overdue(date(2030, 1, 1)));
    assert_eq!(goal.decide(&Verb::Report(Status::Behind, String::new()), TODAY), Err(Refused::Ended));
    assert_eq!(goal.decide(&Verb::Reopen, TODAY), Ok(vec![Deed::Reopened]));
}

#[test]
fn a_report_needs_something_new_and_takes_2000_characters() {
    let goal = made(&wanted());
    let report = |status, note: &str| goal.decide(&Verb::Report(status, note.to_owned()), TODAY);
    assert_eq!(report(Status::OnTrack, "  "), Err(Refused::Nothing));
    assert_eq!(report(Status::OnTrack, "Going on"), Ok(vec![Deed::Noted { note: "Going on".into() }]));
    assert_eq!(report(Status::Behind, ""), Ok(vec![Deed::Status { status: Status::Behind }]));
    assert!(report(Status::OnTrack, &"é".repeat(LONGEST_NOTE)).is_ok());
    assert_eq!(report(Status::OnTrack, &"é".repeat(LONGEST_NOTE + 1)), Err(Refused::LongNote));
}

#[test]
fn events_that_do_not_follow_each_other_make_no_goal() {
    let created = event(1, begin(&wanted(), TODAY, std::iter::empty()).expect("made"));
    let noted = |sequence| event(sequence, Deed::Noted { note: "x".into() });
    let ended = |sequence| event(sequence, Deed::Ended { end: End::Dropped });
    let replay = |events: &[&Event]| Goal::replay(events.iter().copied()).map(|goal| goal.sequence);
    assert_eq!(replay(&[]), Err(Broken::Empty));
    assert_eq!(replay(&[&noted(1)]), Err(Broken::Beginning(1)));
    assert_eq!(replay(&[&created, &noted(3)]), Err(Broken::Place(3)));
    assert_eq!(replay(&[&created, &Event { sequence: 2, ..created.clone() }]), Err(Broken::Beginning(2)));
    assert_eq!(replay(&[&created, &Event { goal: GoalId::from_uuid(Uuid::from_u128(8)), ..noted(2) }]), Err(Broken::Place(2)));
    assert_eq!(replay(&[&created, &ended(2), &ended(3)]), Err(Broken::Ended(3)));
    assert_eq!(replay(&[&created, &event(2, Deed::Reopened)]), Err(Broken::Ended(2)));
    assert_eq!(replay(&[&created, &ended(2), &noted(3), &event(4, Deed::Reopened)]), Ok(4));
}

#[test]
fn events_are_stored_under_names_that_stay() {
    let created = serde_json::to_value(event(1, begin(&wanted(), TODAY, std::iter::empty()).expect("made"))).expect("plain data");
    let deed = &created["deed"];
    assert_eq!(
        (deed["deed"].as_str(), deed["kind"].as_str(), deed["due"].as_str()),
        (Some("created"), Some("commitment"), Some("2027-03-01"))
    );
    let ended = serde_json::to_string(&Deed::Ended { end: End::Dropped }).expect("plain data");
    assert_eq!(ended, r#"{"deed":"ended","end":"dropped"}"#);
    assert_eq!(
        serde_json::from_str::<Deed>(r#"{"deed":"status","status":"at_risk"}"#).expect("known"),
        Deed::Status { status: Status::AtRisk }
    );
}

fn verb() -> impl Strategy<Value = Verb> {
    let status = prop_oneof![Just(Status::OnTrack), Just(Status::Behind), Just(Status::AtRisk)];
    let said = (1..4u128, "[a-c]{1,2}", -3..40i32).prop_map(|(owner, text, days)| {
        Verb::Change(Said { owner: person(owner), title: title(&text), due: TODAY.saturating_add(days.days()) })
    });
    prop_oneof![
        said,
        (status, "[a-c ]{0,3}").prop_map(|(status, note)| Verb::Report(status, note)),
        prop_oneof![Just(End::Done), Just(End::Dropped)].prop_map(|end| Verb::End(end, String::new())),
        Just(Verb::Reopen),
    ]
}

proptest! {
    #[test]
    fn whatever_is_tried_in_any_order_what_is_stored_beside_is_what_the_events_say(verbs in prop::collection::vec(verb(), 0..40)) {
        let mut goal = made(&wanted());
        let mut events = vec![event(1, begin(&wanted(), TODAY, std::iter::empty()).expect("made"))];
        for verb in verbs {
            let before = goal.clone();
            let Ok(deeds) = goal.decide(&verb, TODAY) else {
                prop_assert_eq!(&goal, &before, "a refusal changes nothing");
                continue;
            };
            prop_assert!(!deeds.is_empty());
            for deed in deeds {
                let event = event(goal.sequence + 1, deed);
                prop_assert_eq!(goal.follow(&event), Ok(()), "what the rules allow, the fold takes");
                events.push(event);
            }
            let may_repeat = matches!(&verb, Verb::Report(_, note) if !note.trim().is_empty());
            prop_assert!(may_repeat || goal.decide(&verb, TODAY).is_err(), "done twice");
            prop_assert!(goal.due >= TODAY);
        }
        let stored = events.iter().map(|event| serde_json::from_str(&serde_json::to_string(event).expect("plain")).expect("known"));
        let stored: Vec<Event> = stored.collect();
        prop_assert_eq!(Goal::replay(&stored), Ok(goal));
    }
}

#[test]
fn who_is_asked_next_is_told_what_came_of_it() {
    let at = |second: i64| Timestamp::from_second(second).expect("in range");
    let goal = |number: u128, due: Date, ended: Option<(End, i64)>| Goal {
        id: GoalId::from_uuid(Uuid::from_u128(number)),
        due,
        ended: ended.map(|(end, second)| (end, at(second))),
        ..made(&wanted())
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
    ];
    let told: Vec<u128> = answered(&goals, at(50)).iter().map(|goal| goal.id.uuid().as_u128()).collect();
    assert_eq!(told, [5, 4, 2, 7, 1, 3]);
    assert!(answered(&[], at(0)).is_empty());
}
