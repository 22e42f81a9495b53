use super::*;

fn due(day: Date) -> Verb {
    Verb::Define(vec![Term::Due(day)], String::new())
}

fn due_because(day: Date, reason: &str) -> Verb {
    Verb::Define(vec![Term::Due(day)], reason.to_owned())
}

fn decide(goal: &Goal, sides: Sides, verb: &Verb) -> Result<Vec<Deed>, Refused> {
    goal.decide(verb, scene(sides))
}

/// Who has agreed to a proposal.
fn has_agreed(goal: &Goal) -> Sides {
    match goal.agreement {
        Agreement::Proposed { agreed } => agreed,
        _ => panic!("no proposal: {:?}", goal.agreement),
    }
}

fn first_terms(goal: &Goal) -> &Terms {
    match &goal.agreement {
        Agreement::Agreed { first, .. } => first,
        _ => panic!("not agreed: {:?}", goal.agreement),
    }
}

#[test]
fn a_goal_is_a_proposal_until_both_sides_agreed() {
    let proposal = made(&latency());
    assert_eq!((has_agreed(&proposal), proposal.agreement.waits_for()), (Sides::NONE, Sides::BOTH));
    let half = after(&proposal, OWNER, &[Verb::Agree]);
    assert_eq!((has_agreed(&half), half.agreement.waits_for()), (OWNER, MANAGER));
    assert_eq!(decide(&half, OWNER, &Verb::Agree), Err(Refused::NotYours), "they have agreed");
    assert_eq!(decide(&half, Sides::NONE, &Verb::Agree), Err(Refused::NotYours));
    let whole = after(&half, MANAGER, &[Verb::Agree]);
    assert_eq!((first_terms(&whole), whole.agreement.waits_for()), (&whole.terms, Sides::NONE));
    assert_eq!(decide(&whole, MANAGER, &Verb::Agree), Err(Refused::NothingProposed));
    // A proposal is edited or dropped, not declined.
    for verb in [Verb::Decline("No".into()), Verb::Withdraw] {
        assert_eq!(decide(&proposal, MANAGER, &verb), Err(Refused::NothingProposed));
        assert_eq!(decide(&whole, MANAGER, &verb), Err(Refused::NothingProposed));
    }
}

#[test]
fn an_edit_of_a_proposal_is_agreed_by_who_makes_it_and_waits_for_the_other_side() {
    let owners = after(&made(&latency()), OWNER, &[Verb::Agree]);
    let edited = after(&owners, MANAGER, &[due(date(2027, 6, 30))]);
    assert_eq!((edited.terms.due, has_agreed(&edited)), (date(2027, 6, 30), MANAGER));
    let again = after(&edited, OWNER, &[due(date(2027, 6, 1))]);
    assert_eq!(has_agreed(&again), OWNER);
    // Who is neither side agrees to nothing, and both look again.
    let office = after(&again, Sides::NONE, &[due(date(2027, 5, 1))]);
    assert_eq!(has_agreed(&office), Sides::NONE);
    // An edit that changes nothing resets nobody.
    assert_eq!(decide(&owners, MANAGER, &due(owners.terms.due)), Err(Refused::Nothing));
}

#[test]
fn who_is_both_sides_agrees_at_once() {
    let root = made(&latency());
    assert_eq!(decide(&root, Sides::BOTH, &Verb::Agree), Ok(vec![Deed::Agreed(Sides::BOTH)]));
    let edited = after(&root, Sides::BOTH, &[due(date(2027, 6, 30))]);
    assert_eq!(first_terms(&edited), &edited.terms);
    let changed = after(&edited, Sides::BOTH, &[due_because(date(2027, 5, 31), "Sooner")]);
    assert_eq!((changed.terms.due, changed.agreement.change()), (date(2027, 5, 31), None));
    assert_eq!(first_terms(&changed).due, date(2027, 6, 30), "what was agreed first is kept");
}

#[test]
fn a_change_of_what_was_agreed_needs_a_reason_and_waits_for_the_other_side() {
    let goal = agreed(&latency());
    let (old, new) = (goal.terms.due, date(2027, 10, 31));
    assert_eq!(decide(&goal, OWNER, &due(new)), Err(Refused::NoReason));
    assert_eq!(decide(&goal, OWNER, &due_because(new, "  ")), Err(Refused::NoReason));
    let long = "x".repeat(LONGEST_NOTE + 1);
    assert_eq!(decide(&goal, OWNER, &due_because(new, &long)), Err(Refused::LongNote));
    let waiting = after(&goal, OWNER, &[due_because(new, " The vendor is late. ")]);
    let change = waiting.agreement.change().expect("a change");
    assert_eq!(change.terms, [Term::Due(new)]);
    assert_eq!((change.reason.as_str(), change.by, change.agreed), ("The vendor is late.", person(2), OWNER));
    assert_eq!((waiting.terms.due, waiting.agreement.waits_for()), (old, MANAGER), "until then the old day holds");
    assert_eq!(decide(&waiting, OWNER, &Verb::Agree), Err(Refused::NotYours));

    let applied = after(&waiting, MANAGER, &[Verb::Agree]);
    assert_eq!((applied.terms.due, applied.agreement.change()), (new, None));
    assert_eq!(first_terms(&applied), &goal.terms);
    assert_eq!(applied.agreement.waits_for(), Sides::NONE);
}

#[test]
fn a_change_is_declined_with_a_reason_or_taken_back() {
    let goal = agreed(&latency());
    let waiting = after(&goal, OWNER, &[due_because(date(2027, 10, 31), "Late")]);
    let decline = |reason: &str| Verb::Decline(reason.to_owned());
    assert_eq!(decide(&waiting, MANAGER, &decline(" ")), Err(Refused::NoReason));
    assert_eq!(decide(&waiting, OWNER, &decline("No")), Err(Refused::NotYours), "who proposed it takes it back");
    assert_eq!(decide(&waiting, Sides::NONE, &decline("No")), Err(Refused::NotYours));
    assert_eq!(decide(&waiting, MANAGER, &decline(" No ")), Ok(vec![Deed::Declined { reason: "No".into() }]));
    assert_eq!(decide(&waiting, OWNER, &Verb::Withdraw), Ok(vec![Deed::Withdrawn]));
    for over in [after(&waiting, MANAGER, &[decline("No")]), after(&waiting, OWNER, &[Verb::Withdraw])] {
        assert_eq!((&over.terms, &over.agreement), (&goal.terms, &goal.agreement), "it is as it was agreed");
    }
}

#[test]
fn an_edit_back_to_what_holds_takes_the_change_back() {
    let goal = agreed(&latency());
    let waiting = after(&goal, OWNER, &[due_because(date(2027, 10, 31), "Late")]);
    let back = due(goal.terms.due);
    assert_eq!(decide(&waiting, OWNER, &back), Ok(vec![Deed::Withdrawn]), "without a reason");
    assert_eq!(after(&waiting, OWNER, &[back]).agreement, goal.agreement);
    // In part back is another change.
    let two = after(&waiting, OWNER, &[Verb::Define(vec![Term::Title(title("Faster"))], "Clearer".into())]);
    let one = after(&two, OWNER, &[due_because(goal.terms.due, "In time after all")]);
    assert_eq!(one.agreement.change().expect("a change").terms, [Term::Title(title("Faster"))]);
}

#[test]
fn the_other_side_may_propose_something_else() {
    let goal = agreed(&latency());
    let waiting = after(&goal, OWNER, &[due_because(date(2027, 10, 31), "Late")]);
    let renamed = Verb::Define(vec![Term::Title(title("Faster")), Term::Due(date(2027, 9, 30))], "A month less".into());
    let counter = after(&waiting, MANAGER, &[renamed]);
    let change = counter.agreement.change().expect("a change");
    assert_eq!(change.terms, [Term::Title(title("Faster")), Term::Due(date(2027, 9, 30))]);
    assert_eq!((change.agreed, counter.agreement.waits_for()), (MANAGER, OWNER));
    assert_eq!(counter.terms, goal.terms);
    let done = after(&counter, OWNER, &[Verb::Agree]);
    assert_eq!((done.terms.title.as_str(), done.terms.due), ("Faster", date(2027, 9, 30)));
    // The same again is nothing new: there is Agree for that.
    assert_eq!(decide(&waiting, MANAGER, &due_because(date(2027, 10, 31), "Yes")), Err(Refused::Nothing));
}

#[test]
fn a_change_by_neither_side_waits_for_both() {
    let waiting = after(&agreed(&latency()), Sides::NONE, &[due_because(date(2027, 10, 31), "New cycles")]);
    assert_eq!(waiting.agreement.waits_for(), Sides::BOTH);
    let half = after(&waiting, MANAGER, &[Verb::Agree]);
    assert_eq!((half.terms.due, half.agreement.waits_for()), (date(2027, 7, 31), OWNER));
    assert_eq!(after(&half, OWNER, &[Verb::Agree]).terms.due, date(2027, 10, 31));
}

#[test]
fn what_needs_no_agreement_is_done_while_a_change_waits() {
    let waiting = after(&agreed(&latency()), OWNER, &[due_because(date(2027, 10, 31), "Late")]);
    let at_work = after(&waiting, OWNER, &[Verb::Value(number("400")), Verb::Confidence(Some(7)), Verb::Note("Going on".into())]);
    assert_eq!((&at_work.terms, &at_work.agreement), (&waiting.terms, &waiting.agreement));
    // A health number or another measure is of the terms and waits.
    let measure = Verb::Define(vec![Term::Measure(Some(towards("512", "250")))], "More".into());
    assert_eq!(after(&at_work, OWNER, &[measure]).terms.measure, waiting.terms.measure);
}

#[test]
fn a_persons_goal_that_is_handed_on_is_agreed_anew_and_a_teams_stays_agreed() {
    let waiting = after(&agreed(&latency()), OWNER, &[due_because(date(2027, 10, 31), "Late")]);
    let handed = after(&waiting, MANAGER, &[Verb::Hand(person(3))]);
    assert_eq!((handed.owner, handed.level), (person(3), Level::Person(person(3))));
    assert_eq!((has_agreed(&handed), handed.terms.due), (Sides::NONE, date(2027, 7, 31)), "nor does the change wait any more");

    let team = agreed(&Wanted { level: action().level, ..latency() });
    let handed = after(&team, MANAGER, &[Verb::Hand(person(3))]);
    assert_eq!((handed.owner, handed.level, &handed.agreement), (person(3), team.level, &team.agreement));
    assert_eq!(decide(&handed, MANAGER, &Verb::Hand(person(3))), Err(Refused::Nothing));
}

#[test]
fn an_answer_to_a_review_needs_nobody_to_agree() {
    let free = made(&action());
    assert_eq!((&free.agreement, free.agreement.waits_for()), (&Agreement::Free, Sides::NONE));
    for sides in [OWNER, MANAGER, Sides::BOTH, Sides::NONE] {
        let new = date(2027, 4, 1);
        assert_eq!(decide(&free, sides, &due(new)), Ok(vec![Deed::Defined { terms: vec![Term::Due(new)] }]));
        assert_eq!(decide(&free, sides, &Verb::Agree), Err(Refused::NothingProposed));
    }
    let own = made(&Wanted { level: Level::Person(person(1)), ..action() });
    assert_eq!(after(&own, OWNER, &[Verb::Hand(person(3))]).agreement, Agreement::Free);
}

#[test]
fn nobody_agrees_to_terms_that_break_the_rules_meanwhile() {
    let goal = agreed(&latency());
    let start = Verb::Define(vec![Term::Starts(date(2027, 6, 1))], "Not before".into());
    // It goes on in a cycle that ends before it would begin.
    let carried = after(&goal, OWNER, &[start, Verb::Carry(cycle(2), date(2027, 5, 1))]);
    assert_eq!(decide(&carried, MANAGER, &Verb::Agree), Err(Refused::Terms(TermsRefused::Order)));
    assert_eq!(decide(&carried, OWNER, &Verb::Withdraw), Ok(vec![Deed::Withdrawn]));
    let later = after(&carried, OWNER, &[due_because(date(2027, 8, 1), "Then later")]);
    assert_eq!(after(&later, MANAGER, &[Verb::Agree]).terms.due, date(2027, 8, 1));
}

#[test]
fn terms_keep_their_rules() {
    let refused = |kind, measure, term| begin(&with(plan(kind, measure), term), TODAY, std::iter::empty()).map(|_| ());
    let about = |length: usize| Term::About("é".repeat(length));
    assert_eq!(refused(Kind::Commitment, None, about(LONGEST_ABOUT)), Ok(()));
    assert_eq!(refused(Kind::Commitment, None, about(LONGEST_ABOUT + 1)), Err(Refused::Terms(TermsRefused::LongAbout)));
    assert_eq!(refused(Kind::Commitment, None, Term::Starts(date(2027, 7, 31))), Ok(()), "begun and due on one day");
    assert_eq!(refused(Kind::Commitment, None, Term::Starts(date(2027, 8, 1))), Err(Refused::Terms(TermsRefused::Order)));
    let learning = |provider: String| Term::Learning(Some(Learning { path: Path::Certification, provider, expires: None }));
    assert_eq!(refused(Kind::Learning, None, learning("é".repeat(LONGEST_TITLE))), Ok(()));
    let long = learning("é".repeat(LONGEST_TITLE + 1));
    assert_eq!(refused(Kind::Learning, None, long), Err(Refused::Terms(TermsRefused::LongProvider)));
    assert_eq!(refused(Kind::Commitment, None, learning(String::new())), Err(Refused::Unfit), "only learning is learned");
    let same = Some(towards("1", "1"));
    let broken = Err(Refused::Terms(TermsRefused::Measure(MeasureRefused::Same)));
    assert_eq!(refused(Kind::KeyResult, same, Term::About(String::new())), broken);
}

#[test]
fn each_kind_has_the_measures_that_fit_it() {
    let measures =
        [None, Some(towards("0", "1")), Some(within(Some("1"), None)), Some(Measure::YesNo), Some(milestones(&["Draft"]))];
    for (kind, fits) in [
        (Kind::Objective, [true, false, false, false, false]),
        (Kind::KeyResult, [false, true, false, true, true]),
        (Kind::Kpi, [false, false, true, false, false]),
        (Kind::Learning, [true, true, false, true, true]),
        (Kind::Commitment, [true, true, false, true, true]),
    ] {
        assert_eq!(measures.each_ref().map(|measure| kind.fits(measure.as_ref())), fits, "{kind:?}");
    }
    let unfit = Verb::Define(vec![Term::Measure(None)], "Why".into());
    assert_eq!(decide(&agreed(&latency()), OWNER, &unfit), Err(Refused::Unfit));
}

#[test]
fn an_agreement_is_stored_under_names_that_stay() {
    let stored = |goal: &Goal| serde_json::to_value(&goal.agreement).expect("plain data");
    assert_eq!(stored(&made(&action()))["state"], "free");
    let half = stored(&after(&made(&latency()), OWNER, &[Verb::Agree]));
    assert_eq!(half.to_string(), r#"{"agreed":{"manager":false,"owner":true},"state":"proposed"}"#);
    let waiting = stored(&after(&agreed(&latency()), OWNER, &[due_because(date(2027, 10, 31), "Late")]));
    assert_eq!((&waiting["state"], &waiting["first"]["due"]), (&"agreed".into(), &"2027-07-31".into()));
    assert_eq!(waiting["change"]["terms"].to_string(), r#"[{"is":"2027-10-31","term":"due"}]"#);
}
