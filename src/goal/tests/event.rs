//! Events as they are stored, and goals made of them.

use super::*;
use std::iter;

#[test]
fn events_that_do_not_follow_each_other_make_no_goal() {
    let created = event(1, begin(&action(), TODAY, iter::empty()).expect("made"));
    let noted = |sequence| event(sequence, Deed::Noted { note: "x".into() });
    let ended = |sequence| event(sequence, Deed::Ended { end: End::Dropped });
    let replay = |events: &[&Event]| Goal::replay(events.iter().copied()).map(|goal| goal.sequence);
    assert_eq!(replay(&[]), Err(Broken::Empty));
    assert_eq!(replay(&[&noted(1)]), Err(Broken::Beginning(1)));
    assert_eq!(replay(&[&created, &noted(3)]), Err(Broken::Place(3)));
    assert_eq!(replay(&[&created, &Event { sequence: 2, ..created.clone() }]), Err(Broken::Beginning(2)));
    assert_eq!(replay(&[&created, &Event { goal: goal_id(8), ..noted(2) }]), Err(Broken::Place(2)));
    assert_eq!(replay(&[&created, &ended(2), &ended(3)]), Err(Broken::Ended(3)));
    assert_eq!(replay(&[&created, &event(2, Deed::Reopened)]), Err(Broken::Ended(2)));
    assert_eq!(replay(&[&created, &ended(2), &noted(3), &event(4, Deed::Reopened)]), Ok(4));
    // There is nothing to agree to, or something is agreed already.
    assert_eq!(replay(&[&created, &event(2, Deed::Agreed(OWNER))]), Err(Broken::Agreement(2)));
    let proposed = event(1, begin(&latency(), TODAY, iter::empty()).expect("made"));
    let both = event(2, Deed::Agreed(Sides::BOTH));
    let defined = |sequence| event(sequence, Deed::Defined { terms: vec![Term::Due(TODAY)] });
    assert_eq!(replay(&[&proposed, &defined(2)]), Ok(2));
    assert_eq!(replay(&[&proposed, &both, &defined(3)]), Err(Broken::Agreement(3)));
    assert_eq!(replay(&[&proposed, &both, &event(3, Deed::Withdrawn)]), Err(Broken::Agreement(3)));
    assert_eq!(replay(&[&proposed, &event(2, Deed::Proposed { terms: vec![], reason: "x".into() })]), Err(Broken::Agreement(2)));
}

#[test]
fn events_from_before_goals_were_agreed_still_make_the_same_goal() {
    let id = |number: u128| Uuid::from_u128(number).as_hyphenated().to_string();
    let event = |sequence: u32, deed: &str| {
        let (goal, by) = (id(7), id(2));
        let text = format!(r#"{{"goal":"{goal}","sequence":{sequence},"at":"2027-02-01T08:00:00Z","by":"{by}","deed":{deed}}}"#);
        serde_json::from_str::<Event>(&text).unwrap_or_else(|error| panic!("{deed}: {error}"))
    };
    let created = |kind: &str, level: &str, origin: &str| {
        let owner = id(1);
        let rest = format!(
            r#""level":{level},"owner":"{owner}","title":"Rotate the on-call week","due":"2027-03-01","origin":{origin}"#
        );
        event(1, &format!(r#"{{"deed":"created","kind":"{kind}",{rest}}}"#))
    };
    let team = format!(r#"{{"team":"{}"}}"#, id(1));
    let survey = format!(r#"{{"survey":"{}","section":"balance","called":"balance"}}"#, id(9));
    let first = created("commitment", &team, &survey);
    assert_eq!(first.deed, Deed::Created(Box::new(action())));
    let stored = [
        first,
        event(2, r#"{"deed":"renamed","title":"Rotate it"}"#),
        event(3, r#"{"deed":"moved","due":"2027-04-01"}"#),
        event(4, &format!(r#"{{"deed":"handed","owner":"{}"}}"#, id(3))),
        event(5, r#"{"deed":"status","status":"at_risk"}"#),
        event(6, r#"{"deed":"noted","note":"Slow"}"#),
        event(7, r#"{"deed":"ended","end":"dropped"}"#),
        event(8, r#"{"deed":"reopened"}"#),
    ];
    let goal = Goal::replay(&stored).expect("a goal");
    assert_eq!((goal.terms.title.as_str(), goal.terms.due, goal.owner), ("Rotate it", date(2027, 4, 1), person(3)));
    assert_eq!((goal.status, goal.note.as_deref(), goal.ended), (Status::AtRisk, Some("Slow"), None));
    assert_eq!((goal.agreement, goal.cycle, goal.terms.measure), (Agreement::Free, None, None));

    // Of a person and of all, without an origin, and without even saying so.
    let own = created("commitment", &format!(r#"{{"person":"{}"}}"#, id(1)), "null");
    assert_eq!(Goal::replay([&own]).expect("a goal").level, Level::Person(person(1)));
    let all = event(
        1,
        &format!(
            r#"{{"deed":"created","kind":"commitment","level":"company","owner":"{}","title":"x","due":"2027-03-01"}}"#,
            id(1)
        ),
    );
    assert_eq!(Goal::replay([&all]).expect("a goal").starts(), TODAY, "it began when it was made");
}

#[test]
fn where_it_comes_from_is_stored_under_names_that_stay() {
    let id = Uuid::from_u128(9);
    let survey = format!(r#"{{"survey":"{id}","section":"balance","called":"balance"}}"#);
    assert_eq!(
        serde_json::from_str::<Origin>(&survey).expect("an origin"),
        origin("balance"),
        "from before there were workshops"
    );
    assert_eq!(serde_json::to_string(&origin("balance")).expect("plain data"), survey);
    let workshop = Origin { source: Source::Workshop(WorkshopId::from_uuid(id)), ..origin("balance") };
    let stored = serde_json::to_string(&workshop).expect("plain data");
    assert_eq!(stored, survey.replace("survey", "workshop"));
    assert_eq!(serde_json::from_str::<Origin>(&stored).expect("an origin"), workshop);
}

#[test]
fn a_goal_that_was_stored_before_it_could_be_agreed_still_reads() {
    let id = |number: u128| Uuid::from_u128(number).as_hyphenated().to_string();
    let (goal, owner, author) = (id(7), id(1), id(2));
    let stored = format!(
        r#"{{"id":"{goal}","sequence":1,"kind":"commitment","level":"company","owner":"{owner}","title":"Rotate the on-call week",
            "due":"2027-03-01","origin":null,"status":"on_track","ended":null,"note":null,"author":"{author}",
            "created":"2027-01-15T08:00:01Z","touched":"2027-01-15T08:00:01Z"}}"#
    );
    let expected = made(&Wanted { level: Level::Company, origin: None, ..action() });
    assert_eq!(serde_json::from_str::<Goal>(&stored).expect("a goal"), expected);
}

#[test]
fn events_are_stored_under_names_that_stay() {
    let created = serde_json::to_value(event(1, begin(&action(), TODAY, iter::empty()).expect("made"))).expect("plain data");
    let fields: Vec<&str> = created["deed"].as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(fields, ["deed", "due", "kind", "level", "origin", "owner", "title"], "nothing of what it has not");
    assert_eq!((&created["deed"]["kind"], &created["deed"]["due"]), (&"commitment".into(), &"2027-03-01".into()));

    let seven = "00000000-0000-0000-0000-000000000007";
    let terms = vec![
        Term::Title(title("a")),
        Term::About("b".into()),
        Term::Starts(TODAY),
        Term::Due(TODAY),
        Term::Measure(None),
        Term::Measure(Some(Measure::YesNo)),
        Term::Learning(Some(Learning { path: Path::Education, provider: "c".into(), expires: Some(TODAY) })),
    ];
    let alignment = |link| Some(Alignment { goal: goal_id(7), link });
    for (deed, stored) in [
        (Deed::Renamed { title: title("a") }, r#"{"deed":"renamed","title":"a"}"#.to_owned()),
        (Deed::Moved { due: TODAY }, r#"{"deed":"moved","due":"2027-02-01"}"#.into()),
        (Deed::Handed { owner: person(7) }, format!(r#"{{"deed":"handed","owner":"{seven}"}}"#)),
        (Deed::Status { status: Status::AtRisk }, r#"{"deed":"status","status":"at_risk"}"#.into()),
        (Deed::Status { status: Status::OnTrack }, r#"{"deed":"status","status":"on_track"}"#.into()),
        (Deed::Status { status: Status::Behind }, r#"{"deed":"status","status":"behind"}"#.into()),
        (Deed::Noted { note: "a".into() }, r#"{"deed":"noted","note":"a"}"#.into()),
        (Deed::Ended { end: End::Dropped }, r#"{"deed":"ended","end":"dropped"}"#.into()),
        (Deed::Ended { end: End::Done }, r#"{"deed":"ended","end":"done"}"#.into()),
        (Deed::Reopened, r#"{"deed":"reopened"}"#.into()),
        (
            Deed::Defined { terms },
            [
                r#"{"deed":"defined","terms":[{"term":"title","is":"a"},{"term":"about","is":"b"},"#,
                r#"{"term":"starts","is":"2027-02-01"},{"term":"due","is":"2027-02-01"},"#,
                r#"{"term":"measure","is":null},{"term":"measure","is":{"measure":"yes_no"}},"#,
                r#"{"term":"learning","is":{"path":"education","provider":"c","expires":"2027-02-01"}}]}"#,
            ]
            .concat(),
        ),
        (
            Deed::Proposed { terms: vec![Term::Learning(None)], reason: "a".into() },
            r#"{"deed":"proposed","terms":[{"term":"learning","is":null}],"reason":"a"}"#.into(),
        ),
        (Deed::Agreed(OWNER), r#"{"deed":"agreed","owner":true,"manager":false}"#.into()),
        (Deed::Declined { reason: "a".into() }, r#"{"deed":"declined","reason":"a"}"#.into()),
        (Deed::Withdrawn, r#"{"deed":"withdrawn"}"#.into()),
        (Deed::Value { value: number("-0.71") }, r#"{"deed":"value","value":"-0.71"}"#.into()),
        (Deed::Ticked { step: title("a"), done: true }, r#"{"deed":"ticked","step":"a","done":true}"#.into()),
        (Deed::Confidence { confidence: Some(7) }, r#"{"deed":"confidence","confidence":7}"#.into()),
        (Deed::Confidence { confidence: None }, r#"{"deed":"confidence","confidence":null}"#.into()),
        (
            Deed::Evidence { link: "https://a.example".into(), words: "b".into() },
            r#"{"deed":"evidence","link":"https://a.example","words":"b"}"#.into(),
        ),
        (Deed::HelpAsked { what: "a".into() }, r#"{"deed":"help_asked","what":"a"}"#.into()),
        (Deed::Unblocked, r#"{"deed":"unblocked"}"#.into()),
        (
            Deed::Aligned { parent: alignment(Link::Contributes { weight: 3 }) },
            format!(r#"{{"deed":"aligned","parent":{{"goal":"{seven}","link":{{"contributes":{{"weight":3}}}}}}}}"#),
        ),
        (
            Deed::Aligned { parent: alignment(Link::Supports) },
            format!(r#"{{"deed":"aligned","parent":{{"goal":"{seven}","link":"supports"}}}}"#),
        ),
        (Deed::Aligned { parent: None }, r#"{"deed":"aligned","parent":null}"#.into()),
        (Deed::Tied { project: Some(project(7)) }, format!(r#"{{"deed":"tied","project":"{seven}"}}"#)),
        (Deed::Carried { cycle: cycle(7), due: TODAY }, format!(r#"{{"deed":"carried","cycle":"{seven}","due":"2027-02-01"}}"#)),
        (Deed::Opened { open: true }, r#"{"deed":"opened","open":true}"#.into()),
        (Deed::Tagged { tags: vec![name("a")] }, r#"{"deed":"tagged","tags":["a"]}"#.into()),
        (Deed::Graded { grade: 7, review: None }, r#"{"deed":"graded","grade":7}"#.into()),
    ] {
        assert_eq!(serde_json::to_string(&deed).expect("plain data"), stored);
        assert_eq!(serde_json::from_str::<Deed>(&stored).expect("known"), deed);
    }
    let kinds = [Kind::Objective, Kind::KeyResult, Kind::Kpi, Kind::Learning, Kind::Commitment];
    assert_eq!(serde_json::to_string(&kinds).expect("plain"), r#"["objective","key_result","kpi","learning","commitment"]"#);
    let paths = [Path::Education, Path::Certification];
    assert_eq!(serde_json::to_string(&paths).expect("plain"), r#"["education","certification"]"#);
}

#[test]
fn a_new_goal_is_stored_with_all_that_is_wanted_of_it() {
    let learning = Learning { path: Path::Certification, provider: "LPI".into(), expires: Some(date(2030, 1, 1)) };
    let wanted = Wanted {
        parent: Some(Alignment { goal: goal_id(3), link: Link::Contributes { weight: 3 } }),
        project: Some(project(1)),
        open: true,
        tags: vec![name("Craft")],
        ..with(plan(Kind::Learning, Some(milestones(&["Read", "Pass"]))), Term::Learning(Some(learning)))
    };
    let deed = Deed::Created(Box::new(wanted));
    let stored = serde_json::to_string(&deed).expect("plain data");
    for part in [r#""proposal":true"#, r#""starts":"2027-02-01""#, r#""measure":{"measure":"milestones""#, r#""open":true"#] {
        assert!(stored.contains(part), "{part} in {stored}");
    }
    assert_eq!(serde_json::from_str::<Deed>(&stored).expect("known"), deed);
}
