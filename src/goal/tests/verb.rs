//! What may be done with a goal, verb by verb.

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
