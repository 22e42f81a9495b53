use super::*;
use std::iter;

fn decide(goal: &Goal, verb: &Verb) -> Result<Vec<Deed>, Refused> {
    goal.decide(verb, scene(OWNER))
}

#[test]
fn a_goal_is_made_once_and_due_within_reach() {
    let goal = made(&action());
    assert_eq!((goal.status, goal.ended, goal.author), (Status::OnTrack, None, person(2)));
    let due = |day| begin(&with(action(), Term::Due(day)), TODAY, iter::empty()).map(|_| ());
    assert_eq!(due(TODAY), Ok(()));
    assert_eq!(due(date(2027, 1, 31)), Err(Refused::PastDue));
    assert_eq!(due(date(2032, 2, 1)), Ok(()));
    assert_eq!(due(date(2032, 2, 2)), Err(Refused::FarDue));

    let again = |wanted: Wanted, other: &Goal| begin(&wanted, TODAY, iter::once(other)).map(|_| ());
    let shouted = with(action(), Term::Title(title("  ROTATE the  on-call week ")));
    assert_eq!(again(shouted, &goal), Err(Refused::Twice));
    assert_eq!(again(Wanted { origin: Some(origin("learning")), ..action() }, &goal), Ok(()));
    assert_eq!(again(Wanted { level: Level::Company, ..action() }, &goal), Ok(()));
    assert_eq!(again(Wanted { cycle: Some(cycle(1)), ..action() }, &goal), Ok(()));
    let parent = Some(Alignment { goal: goal_id(3), link: Link::Supports });
    assert_eq!(again(Wanted { parent, ..action() }, &goal), Ok(()), "two objectives may each have such a one");
    let ended = Goal { ended: Some((End::Done, goal.created)), ..goal };
    assert_eq!(again(action(), &ended), Ok(()), "what is done may be done again");
}

#[test]
fn a_new_goal_weighs_something_and_has_few_tags() {
    let served = |kind, link| {
        let parent = Some(Alignment { goal: goal_id(3), link });
        let measure = (kind == Kind::Kpi).then(|| within(Some("1"), None));
        begin(&Wanted { parent, ..plan(kind, measure) }, TODAY, iter::empty()).map(|_| ())
    };
    let weighing = |weight| served(Kind::Commitment, Link::Contributes { weight });
    assert_eq!((weighing(0), weighing(1)), (Err(Refused::Weight), Ok(())));
    assert_eq!((weighing(HEAVIEST), weighing(HEAVIEST + 1)), (Ok(()), Err(Refused::Weight)));
    assert_eq!(served(Kind::Kpi, Link::Contributes { weight: 1 }), Err(Refused::NotMoved), "health moves nothing");
    assert_eq!(served(Kind::Kpi, Link::Supports), Ok(()));
    let alone = Wanted { parent: None, ..latency() };
    assert_eq!(begin(&alone, TODAY, iter::empty()), Err(Refused::NoParent), "a key result is one of something");
    assert_eq!(decide(&made(&latency()), &Verb::Align(None)), Err(Refused::NoParent));
    let tagged = |count| begin(&Wanted { tags: vec![name("Craft"); count], ..latency() }, TODAY, iter::empty()).map(|_| ());
    assert_eq!((tagged(MOST_TAGS), tagged(MOST_TAGS + 1)), (Ok(()), Err(Refused::ManyTags)));
}

#[test]
fn an_edit_is_one_event_with_what_is_otherwise() {
    let goal = made(&action());
    let define =
        |terms: &[Term], today| goal.decide(&Verb::Define(terms.to_vec(), String::new()), Scene { today, ..scene(OWNER) });
    let same = [Term::Title(goal.terms.title.clone()), Term::Due(goal.terms.due)];
    assert_eq!(define(&same, TODAY), Err(Refused::Nothing));
    let moved = [Term::Title(goal.terms.title.clone()), Term::Due(date(2027, 4, 1))];
    assert_eq!(define(&moved, TODAY), Ok(vec![Deed::Defined { terms: vec![Term::Due(date(2027, 4, 1))] }]));
    assert_eq!(define(&[Term::Due(date(2027, 1, 1))], TODAY), Err(Refused::PastDue));
    assert_eq!(define(&[Term::Due(date(2033, 1, 1))], TODAY), Err(Refused::FarDue));

    // A day that has passed stays while something else is changed.
    let later = date(2027, 6, 1);
    assert!(goal.is_overdue(later) && !goal.is_overdue(goal.terms.due));
    let renamed = [Term::Title(title("Rotate it"))];
    assert_eq!(define(&renamed, later), Ok(vec![Deed::Defined { terms: renamed.to_vec() }]));
}

#[test]
fn what_has_ended_is_only_reopened_written_about_or_graded() {
    let goal = made(&action());
    assert_eq!(decide(&goal, &Verb::Reopen), Err(Refused::UnderWay));
    let end = Verb::End(End::Done, " Since May. ".into());
    let deeds = vec![Deed::Noted { note: "Since May.".into() }, Deed::Ended { end: End::Done }];
    assert_eq!(decide(&goal, &end), Ok(deeds));
    let ended = after(&goal, OWNER, std::slice::from_ref(&end));
    assert_eq!(ended.ended.map(|(end, _)| end), Some(End::Done));
    assert!(!ended.is_overdue(date(2030, 1, 1)));
    for verb in [end, Verb::Status(Status::Behind, String::new()), Verb::Hand(person(3)), Verb::Agree, Verb::Confidence(Some(3))]
    {
        assert_eq!(decide(&ended, &verb), Err(Refused::Ended), "{verb:?}");
    }
    let told = [Verb::Note("Still".into()), Verb::Evidence(String::new(), "A photo".into()), Verb::Grade(7, "Nearly".into())];
    let graded = after(&ended, MANAGER, &told);
    assert_eq!((graded.grade, graded.note.as_deref(), graded.ended), (Some(7), Some("Nearly"), ended.ended));
    assert_eq!(decide(&graded, &Verb::Grade(7, " ".into())), Err(Refused::Nothing));
    assert_eq!(decide(&graded, &Verb::Grade(11, String::new())), Err(Refused::OutOfTen));
    assert_eq!(decide(&graded, &Verb::Reopen), Ok(vec![Deed::Reopened]));
}

#[test]
fn a_status_needs_something_new_and_a_reason_where_the_numbers_say_otherwise() {
    let goal = made(&action());
    let status =
        |status, note: &str, suggested| goal.decide(&Verb::Status(status, note.to_owned()), Scene { suggested, ..scene(OWNER) });
    let behind = Deed::Status { status: Status::Behind };
    assert_eq!(status(Status::OnTrack, "", None), Err(Refused::Nothing));
    assert_eq!(status(Status::Behind, "", None), Ok(vec![behind.clone()]));
    assert_eq!(status(Status::Behind, "", Some(Status::Behind)), Ok(vec![behind.clone()]));
    assert_eq!(status(Status::Behind, " ", Some(Status::AtRisk)), Err(Refused::NoReason));
    let said = vec![Deed::Noted { note: "Slow".into() }, behind];
    assert_eq!(status(Status::Behind, " Slow ", Some(Status::AtRisk)), Ok(said));
}

#[test]
fn a_note_takes_2000_characters() {
    let note = |text: &str| decide(&made(&action()), &Verb::Note(text.to_owned()));
    assert_eq!(note("  "), Err(Refused::Nothing));
    assert_eq!(note(" Going on "), Ok(vec![Deed::Noted { note: "Going on".into() }]));
    assert!(note(&"é".repeat(LONGEST_NOTE)).is_ok());
    assert_eq!(note(&"é".repeat(LONGEST_NOTE + 1)), Err(Refused::LongNote));
}

#[test]
fn evidence_is_an_address_or_words_or_both() {
    let evidence =
        |link: &str, words: &str| decide(&made(&action()), &Verb::Evidence(link.to_owned(), words.to_owned())).map(|_| ());
    for (link, words) in [("https://wiki.example/1", ""), (" http://wiki.example ", "The page"), ("", "A photo")] {
        assert_eq!(evidence(link, words), Ok(()), "{link} {words}");
    }
    assert_eq!(evidence(" ", " "), Err(Refused::Empty));
    for link in ["wiki.example", "javascript:alert(1)", "https://", "https://a b", "HTTPS", "ftp://wiki.example"] {
        assert_eq!(evidence(link, "x"), Err(Refused::Link), "{link}");
    }
    assert_eq!(evidence("", &"x".repeat(LONGEST_NOTE + 1)), Err(Refused::LongNote));
}

#[test]
fn who_is_stuck_says_what_they_need_until_it_goes_on() {
    let goal = made(&action());
    assert_eq!(decide(&goal, &Verb::AskHelp(" ".into())), Err(Refused::Empty));
    assert_eq!(decide(&goal, &Verb::Unblock(String::new())), Err(Refused::NotStuck));
    let stuck = after(&goal, OWNER, &[Verb::AskHelp(" A key ".into())]);
    assert_eq!(stuck.stuck.as_ref().map(|(_, what)| what.as_str()), Some("A key"));
    assert_eq!(decide(&stuck, &Verb::AskHelp("A key".into())), Err(Refused::Nothing));
    assert!(decide(&stuck, &Verb::AskHelp("A door".into())).is_ok());
    let free = after(&stuck, OWNER, &[Verb::Unblock("Found it".into())]);
    assert_eq!((free.stuck, free.note.as_deref()), (None, Some("Found it")));
}

#[test]
fn numbers_are_said_of_what_is_measured() {
    let value = |goal: &Goal, text: &str| decide(goal, &Verb::Value(number(text)));
    let latency = made(&latency());
    assert_eq!(latency.value(), Some(number("512")), "where it starts");
    assert_eq!(value(&latency, "400"), Ok(vec![Deed::Value { value: number("400") }]));
    let said = after(&latency, OWNER, &[Verb::Value(number("406"))]);
    assert_eq!((said.value(), said.progress()), (Some(number("406")), Some(Progress(500))));
    assert_eq!(value(&said, "406"), Err(Refused::Nothing));
    assert_eq!(value(&made(&action()), "1"), Err(Refused::NoNumber));
    assert_eq!(value(&made(&plan(Kind::Objective, None)), "1"), Err(Refused::NoNumber), "other goals move it");
    let step = Verb::Tick(title("Draft"), true);
    assert_eq!(decide(&latency, &step), Err(Refused::NoStep));
    let confidence = |confidence| decide(&latency, &Verb::Confidence(Some(confidence))).map(|_| ());
    assert_eq!((confidence(0), confidence(10), confidence(11)), (Ok(()), Ok(()), Err(Refused::OutOfTen)));
    assert_eq!(decide(&latency, &Verb::Confidence(None)), Err(Refused::Nothing));
    let sure = after(&latency, OWNER, &[Verb::Confidence(Some(9))]);
    assert_eq!(after(&sure, OWNER, &[Verb::Confidence(None)]).confidence, None, "it was a slip");
}

#[test]
fn milestones_are_ticked_one_by_one_or_counted() {
    let goal = made(&plan(Kind::KeyResult, Some(milestones(&["Draft", "Review", "Print"]))));
    let tick = |step: &str, done| Verb::Tick(title(step), done);
    let count = |count: &str| Verb::Value(number(count));
    assert_eq!(decide(&goal, &tick("Sell", true)), Err(Refused::NoStep));
    assert_eq!(decide(&goal, &tick("Draft", false)), Err(Refused::Nothing));
    let review = after(&goal, OWNER, &[tick("Review", true)]);
    assert_eq!((review.value(), review.progress()), (Some(number("1")), Some(Progress(333))));
    // Two are done: the first that was not is; none are: those that are, are not.
    let ticked = |step: &str, done| Deed::Ticked { step: title(step), done };
    assert_eq!(decide(&review, &count("2")), Ok(vec![ticked("Draft", true)]));
    assert_eq!(decide(&review, &count("0")), Ok(vec![ticked("Review", false)]));
    assert_eq!(decide(&review, &count("1")), Err(Refused::Nothing));
    assert_eq!(after(&review, OWNER, &[count("3")]).progress(), Some(Progress::WHOLE));
    for none in ["4", "1.5", "-1"] {
        assert_eq!(decide(&review, &count(none)), Err(Refused::NoStep), "{none}");
    }
    // A milestone that is not one any more does not count.
    let fewer = Verb::Define(vec![Term::Measure(Some(milestones(&["Draft", "Print"])))], String::new());
    assert_eq!(after(&review, OWNER, &[fewer]).value(), Some(Amount::ZERO));
}

#[test]
fn what_was_done_is_whole_where_no_number_says_otherwise() {
    let ended = |wanted: &Wanted, end| after(&made(wanted), OWNER, &[Verb::End(end, String::new())]).progress();
    for measure in [None, Some(Measure::YesNo)] {
        let commitment = plan(Kind::Commitment, measure.clone());
        assert_eq!(ended(&commitment, End::Done), Some(Progress::WHOLE));
        assert_eq!(ended(&commitment, End::Dropped), measure.map(|_| Progress::NONE));
    }
    assert_eq!(ended(&latency(), End::Done), Some(Progress::NONE), "its number says how far it came");
    assert_eq!(ended(&plan(Kind::Kpi, Some(within(Some("1"), None))), End::Done), None);
}

#[test]
fn who_answers_for_a_goal_checks_in_and_others_do_not() {
    let goal = made(&latency());
    let by = |by, deed| {
        let mut goal = goal.clone();
        let event = Event { by, ..event(2, deed) };
        goal.follow(&event).expect("the next event");
        goal.checked == Some(event.at)
    };
    let value = || Deed::Value { value: Amount::ONE };
    assert!(by(person(1), value()) && by(person(1), Deed::Noted { note: "x".into() }));
    assert!(!by(person(2), value()) && !by(person(1), Deed::Opened { open: true }));
}

#[test]
fn a_goal_goes_on_in_another_cycle_but_is_not_due_before_it_starts() {
    let goal = agreed(&with(latency(), Term::Starts(date(2027, 5, 1))));
    assert_eq!(decide(&goal, &Verb::Carry(cycle(1), date(2027, 12, 31))), Err(Refused::SameCycle));
    assert_eq!(decide(&goal, &Verb::Carry(cycle(2), date(2027, 1, 1))), Err(Refused::PastDue));
    let carried = after(&goal, OWNER, &[Verb::Carry(cycle(2), date(2027, 12, 31))]);
    assert_eq!((carried.cycle, carried.terms.due), (Some(cycle(2)), date(2027, 12, 31)));
    assert_eq!(carried.agreement, goal.agreement, "what was agreed first is kept");
    let early = after(&goal, OWNER, &[Verb::Carry(cycle(2), date(2027, 3, 1))]);
    assert_eq!(early.terms.due, date(2027, 5, 1));
}

#[test]
fn what_a_goal_belongs_to_and_who_sees_it_is_set() {
    let goal = made(&plan(Kind::Commitment, None));
    let parent = Some(Alignment { goal: goal_id(3), link: Link::Contributes { weight: 2 } });
    let verbs = [Verb::Align(parent), Verb::Tie(Some(project(1))), Verb::Open(true), Verb::Tag(vec![name("Craft")])];
    let set = after(&goal, OWNER, &verbs);
    assert_eq!((set.parent, set.project, set.open, set.tags.len()), (parent, Some(project(1)), true, 1));
    for verb in verbs {
        assert_eq!(decide(&set, &verb), Err(Refused::Nothing), "{verb:?}");
    }
    let cleared = after(&set, OWNER, &[Verb::Align(None), Verb::Tie(None), Verb::Open(false), Verb::Tag(vec![])]);
    assert_eq!(Goal { sequence: goal.sequence, touched: goal.touched, ..cleared }, goal);
    let heavy = Alignment { goal: goal_id(3), link: Link::Contributes { weight: 0 } };
    assert_eq!(decide(&goal, &Verb::Align(Some(heavy))), Err(Refused::Weight));
    assert_eq!(decide(&goal, &Verb::Tag(vec![name("Craft"); MOST_TAGS + 1])), Err(Refused::ManyTags));
    assert_eq!(decide(&made(&action()), &Verb::Open(true)), Err(Refused::OpenAlready));
}

#[test]
fn of_several_verbs_one_may_be_so_already_but_none_refused() {
    let goal = made(&latency());
    let same = Verb::Status(Status::OnTrack, String::new());
    assert_eq!(after(&goal, OWNER, &[same.clone(), Verb::Confidence(Some(5))]).confidence, Some(5));
    assert_eq!(acted(&goal, OWNER, &[same]), Err(Refused::Nothing));
    assert_eq!(acted(&goal, OWNER, &[]), Err(Refused::Nothing));
    assert_eq!(acted(&goal, OWNER, &[Verb::Confidence(Some(5)), Verb::Confidence(Some(11))]), Err(Refused::OutOfTen));
    // The later ones are decided on what the earlier ones did.
    let twice = [Verb::End(End::Done, String::new()), Verb::Confidence(Some(5))];
    assert_eq!(acted(&goal, OWNER, &twice), Err(Refused::Ended));
    let (_, events) =
        goal.act(&[Verb::Agree, Verb::Confidence(Some(5))], scene(OWNER), person(1), second(5)).expect("it may be done");
    let places: Vec<_> = events.iter().map(|event| (event.goal, event.sequence, event.by, event.at)).collect();
    assert_eq!(places, [(goal.id, 2, person(1), second(5)), (goal.id, 3, person(1), second(5))]);
}

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
        (Deed::Graded { grade: 7 }, r#"{"deed":"graded","grade":7}"#.into()),
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

fn day() -> impl Strategy<Value = Date> {
    (-3..40i32).prop_map(days_on)
}

fn words() -> impl Strategy<Value = String> {
    "[a-c ]{0,2}"
}

fn small() -> impl Strategy<Value = Amount> {
    (-2..8i64).prop_map(|halves| Amount::from_micros(i128::from(halves) * 500_000).expect("small"))
}

fn measure() -> impl Strategy<Value = Option<Measure>> {
    let range = |(low, high)| Some(Measure::Within { scale: Scale::Percent, low: Some(low), high: Some(high) });
    let steps = prop::sample::subsequence(vec!["a", "b", "c"], 0..=3).prop_map(|steps| milestones(&steps));
    prop_oneof![
        2 => Just(None),
        2 => (small(), small()).prop_map(|(start, target)| Some(Measure::Towards { scale: scale("ms"), start, target })),
        2 => (small(), small()).prop_map(range),
        1 => Just(Some(Measure::YesNo)),
        2 => steps.prop_map(Some),
    ]
}

fn learning() -> impl Strategy<Value = Option<Learning>> {
    let some = Learning { path: Path::Education, provider: "LPI".into(), expires: None };
    prop_oneof![Just(None), Just(Some(some))]
}

fn alignment() -> impl Strategy<Value = Option<Alignment>> {
    let link = prop_oneof![Just(Link::Supports), (0..4u8).prop_map(|weight| Link::Contributes { weight })];
    prop::option::of((1..3u128, link).prop_map(|(goal, link)| Alignment { goal: goal_id(goal), link }))
}

fn tags() -> impl Strategy<Value = Vec<Name>> {
    prop::collection::vec("[a-c]".prop_map(|tag| name(&tag)), 0..=MOST_TAGS + 1)
}

fn term() -> impl Strategy<Value = Term> {
    prop_oneof![
        2 => "[a-c]{1,2}".prop_map(|text| Term::Title(title(&text))),
        1 => "[ab]{0,2}".prop_map(Term::About),
        3 => day().prop_map(Term::Starts),
        3 => day().prop_map(Term::Due),
        1 => measure().prop_map(Term::Measure),
        1 => learning().prop_map(Term::Learning),
    ]
}

fn status() -> impl Strategy<Value = Status> {
    prop::sample::select(vec![Status::OnTrack, Status::Behind, Status::AtRisk])
}

fn verb() -> impl Strategy<Value = Verb> {
    prop_oneof![
        12 => (prop::collection::vec(term(), 1..4), words()).prop_map(|(terms, reason)| Verb::Define(terms, reason)),
        8 => Just(Verb::Agree),
        1 => words().prop_map(Verb::Decline),
        1 => Just(Verb::Withdraw),
        2 => small().prop_map(Verb::Value),
        2 => ("[a-c]", any::<bool>()).prop_map(|(step, done)| Verb::Tick(title(&step), done)),
        1 => prop::option::of(0..12u8).prop_map(Verb::Confidence),
        1 => (status(), words()).prop_map(|(status, reason)| Verb::Status(status, reason)),
        1 => words().prop_map(Verb::Note),
        1 => ("(https://a)?", words()).prop_map(|(link, words)| Verb::Evidence(link, words)),
        1 => words().prop_map(Verb::AskHelp),
        1 => words().prop_map(Verb::Unblock),
        1 => alignment().prop_map(Verb::Align),
        1 => (1..4u128).prop_map(|owner| Verb::Hand(person(owner))),
        1 => prop::option::of(1..3u128).prop_map(|tie| Verb::Tie(tie.map(project))),
        3 => (1..4u128, day()).prop_map(|(into, day)| Verb::Carry(cycle(into), day)),
        1 => any::<bool>().prop_map(Verb::Open),
        1 => tags().prop_map(Verb::Tag),
        1 => (0..12u8, words()).prop_map(|(grade, note)| Verb::Grade(grade, note)),
        1 => (prop::sample::select(vec![End::Done, End::Dropped]), words()).prop_map(|(end, note)| Verb::End(end, note)),
        2 => Just(Verb::Reopen),
    ]
}

/// Who tries what, after so many more days, and what numbers and time say then.
fn attempt() -> impl Strategy<Value = (Verb, Sides, i32, Option<Status>)> {
    let sides = prop::sample::select(vec![OWNER, MANAGER, Sides::BOTH, Sides::NONE]);
    (verb(), sides, prop_oneof![4 => Just(0), 1 => 0..4i32], prop::option::of(status()))
}

/// Something new of any kind that may be begun: of a person or a team, to be agreed or not.
fn any_wanted() -> impl Strategy<Value = Wanted> {
    let kind = prop::sample::select(vec![Kind::Objective, Kind::KeyResult, Kind::Kpi, Kind::Learning, Kind::Commitment]);
    let days = (prop::option::of(day()), day());
    let proposal = prop::bool::weighted(0.8);
    let parts = (kind, measure(), learning(), alignment(), any::<bool>(), proposal, days);
    let wanted = parts.prop_map(|(kind, measure, learning, parent, is_own, proposal, (starts, due))| {
        let level = if is_own { Level::Person(person(1)) } else { action().level };
        let terms = Terms { starts, due, measure, learning, ..action().terms };
        Wanted { kind, level, terms, proposal, parent, ..action() }
    });
    wanted.prop_filter("it may be begun", |wanted| wanted.check(TODAY).is_ok())
}

/// What is true of every goal.
fn holds(goal: &Goal) -> Result<(), TestCaseError> {
    prop_assert_eq!(goal.terms.check(), Ok(()));
    prop_assert!(goal.kind.fits(goal.terms.measure.as_ref()));
    prop_assert!(goal.kind == Kind::Learning || goal.terms.learning.is_none());
    prop_assert!(goal.starts() <= goal.terms.due);
    prop_assert!(goal.kind != Kind::KeyResult || goal.parent.is_some());
    prop_assert!(goal.confidence.is_none_or(|confidence| confidence <= 10));
    prop_assert!(goal.grade.is_none_or(|grade| grade <= 10));
    prop_assert!(goal.tags.len() <= MOST_TAGS);
    prop_assert!(!matches!(goal.agreement, Agreement::Proposed { agreed: Sides::BOTH }), "both agreed, so it is");
    if let Some(change) = goal.agreement.change() {
        prop_assert!(!change.terms.is_empty() && !change.agreed.are_both() && !change.reason.is_empty());
    }
    if let Level::Person(whose) = goal.level {
        prop_assert_eq!(whose, goal.owner);
    }
    Ok(())
}

/// Who has agreed to what was defined or proposed last, as the events say: counted apart from the fold.
fn consented(consent: Sides, before: &Goal, deed: &Deed) -> Sides {
    match deed {
        Deed::Agreed(sides) => consent.and(*sides),
        Deed::Handed { .. } if !matches!(before.level, Level::Person(_)) => consent,
        Deed::Defined { .. } | Deed::Proposed { .. } | Deed::Handed { .. } | Deed::Declined { .. } | Deed::Withdrawn => {
            Sides::NONE
        }
        _ => consent,
    }
}

/// What an event may do to a goal; `consent` says who has agreed, this event included.
fn follows(before: &Goal, deed: &Deed, now: &Goal, consent: Sides) -> Result<(), TestCaseError> {
    prop_assert!(!matches!(deed, Deed::Renamed { .. } | Deed::Moved { .. }), "these are only read");
    if before.ended.is_some() {
        let is_after = matches!(deed, Deed::Noted { .. } | Deed::Evidence { .. } | Deed::Graded { .. } | Deed::Reopened);
        prop_assert!(is_after, "{:?} of what has ended", deed);
        let may = |goal: &Goal| Goal {
            note: now.note.clone(),
            grade: now.grade,
            ended: now.ended,
            checked: now.checked,
            sequence: now.sequence,
            touched: now.touched,
            ..goal.clone()
        };
        prop_assert_eq!(&may(before), now);
    }
    let is_handed = matches!((deed, before.level), (Deed::Handed { .. }, Level::Person(_)));
    match (&before.agreement, &now.agreement) {
        (Agreement::Free, then) => prop_assert_eq!(then, &Agreement::Free),
        (Agreement::Proposed { .. }, Agreement::Agreed { first, .. }) => {
            prop_assert!(consent.are_both());
            prop_assert_eq!(&**first, &now.terms);
        }
        (Agreement::Agreed { first, since, .. }, Agreement::Agreed { first: still, since: then, .. }) => {
            prop_assert_eq!((first, since), (still, then));
        }
        (Agreement::Agreed { .. }, _) => prop_assert!(is_handed),
        _ => {}
    }
    if let (Agreement::Agreed { change, .. }, true) = (&before.agreement, before.terms != now.terms) {
        match deed {
            Deed::Carried { due, .. } => prop_assert_eq!(&now.terms, &before.terms.with(&[Term::Due(*due)])),
            Deed::Agreed(_) => {
                prop_assert!(consent.are_both());
                let change = change.as_ref().expect("something was agreed");
                prop_assert_eq!(&now.terms, &before.terms.with(&change.terms));
            }
            _ => prop_assert!(false, "{:?} changed what was agreed", deed),
        }
    }
    Ok(())
}

/// What is refused, and how, who wants it a second time.
fn again(verb: &Verb) -> Option<Refused> {
    match verb {
        Verb::Define(..)
        | Verb::Value(_)
        | Verb::Tick(..)
        | Verb::Confidence(_)
        | Verb::Status(..)
        | Verb::AskHelp(_)
        | Verb::Align(_)
        | Verb::Hand(_)
        | Verb::Tie(_)
        | Verb::Open(_)
        | Verb::Tag(_) => Some(Refused::Nothing),
        Verb::Grade(_, note) if note.trim().is_empty() => Some(Refused::Nothing),
        Verb::Carry(..) => Some(Refused::SameCycle),
        Verb::Decline(_) | Verb::Withdraw => Some(Refused::NothingProposed),
        Verb::Unblock(_) => Some(Refused::NotStuck),
        Verb::End(..) => Some(Refused::Ended),
        Verb::Reopen => Some(Refused::UnderWay),
        Verb::Agree | Verb::Note(_) | Verb::Evidence(..) | Verb::Grade(..) | Verb::Check => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn whatever_is_tried_in_any_order_what_is_stored_beside_is_what_the_events_say(
        wanted in any_wanted(), is_agreed in any::<bool>(), attempts in prop::collection::vec(attempt(), 0..40)
    ) {
        let attempts = is_agreed.then_some((Verb::Agree, Sides::BOTH, 0, None)).into_iter().chain(attempts);
        let mut events = vec![event(1, begin(&wanted, TODAY, iter::empty()).expect("made"))];
        let (mut goal, mut consent, mut today) = (made(&wanted), Sides::NONE, TODAY);
        holds(&goal)?;
        for (verb, sides, days, suggested) in attempts {
            today = today.saturating_add(days.days());
            let scene = Scene { sides, today, suggested };
            let (by, at) = (person(1 + u128::from(sides.manager)), second(1_800_000_000 + i64::from(goal.sequence)));
            let together = goal.act(std::slice::from_ref(&verb), scene, by, at);
            let Ok(deeds) = goal.decide(&verb, scene) else {
                prop_assert!(together.is_err());
                continue;
            };
            prop_assert!(!deeds.is_empty());
            for deed in deeds {
                let before = goal.clone();
                let event = Event { at, by, ..event(goal.sequence + 1, deed) };
                prop_assert_eq!(goal.follow(&event), Ok(()), "what the rules allow, the fold takes");
                consent = consented(consent, &before, &event.deed);
                follows(&before, &event.deed, &goal, consent)?;
                events.push(event);
            }
            holds(&goal)?;
            prop_assert_eq!(together.map(|(goal, _)| goal), Ok(goal.clone()));
            if let Some(refused) = again(&verb) {
                prop_assert_eq!(goal.decide(&verb, scene), Err(refused), "done twice");
            }
            // Who agrees again is refused, too: because the other side has agreed as well, or has not.
            prop_assert!(verb != Verb::Agree || goal.decide(&verb, scene).is_err());
        }
        let stored = events.iter().map(|event| serde_json::from_str(&serde_json::to_string(event).expect("plain")).expect("known"));
        let stored: Vec<Event> = stored.collect();
        prop_assert_eq!(Goal::replay(&stored), Ok(goal.clone()));
        let beside: Goal = serde_json::from_str(&serde_json::to_string(&goal).expect("plain")).expect("a goal");
        prop_assert_eq!(beside, goal);
    }

    #[test]
    fn an_event_that_does_not_fit_changes_nothing(wanted in any_wanted(), deeds in prop::collection::vec(any_deed(), 0..30)) {
        let mut goal = made(&wanted);
        for (gap, deed) in deeds {
            let before = goal.clone();
            let next = event(goal.sequence + gap, deed);
            if goal.follow(&next).is_ok() {
                prop_assert_eq!(goal.sequence, before.sequence + 1);
            } else {
                prop_assert_eq!(&goal, &before);
            }
        }
    }
}

/// A deed that no rule has looked at, and how far on in the history it is written.
fn any_deed() -> impl Strategy<Value = (u32, Deed)> {
    let terms = || prop::collection::vec(term(), 0..3);
    let deed = prop_oneof![
        terms().prop_map(|terms| Deed::Defined { terms }),
        terms().prop_map(|terms| Deed::Proposed { terms, reason: "x".into() }),
        prop::sample::select(vec![OWNER, MANAGER, Sides::BOTH, Sides::NONE]).prop_map(Deed::Agreed),
        Just(Deed::Declined { reason: "x".into() }),
        Just(Deed::Withdrawn),
        Just(Deed::Handed { owner: person(3) }),
        Just(Deed::Ended { end: End::Done }),
        Just(Deed::Reopened),
        Just(Deed::Noted { note: "x".into() }),
        Just(Deed::Confidence { confidence: Some(3) }),
        Just(Deed::Created(Box::new(action()))),
    ];
    (prop_oneof![9 => Just(1), 1 => 0..3u32], deed)
}
