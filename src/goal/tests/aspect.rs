use super::*;

fn define(term: Term) -> Verb {
    Verb::Define(vec![term], String::new())
}

#[test]
fn two_who_do_something_about_the_same_at_once_meet() {
    let due = |day| Term::Due(days_on(day));
    for (verb, deed) in [
        (define(due(1)), Deed::Defined { terms: vec![due(2)] }),
        (define(due(1)), Deed::Carried { cycle: cycle(2), due: TODAY }),
        // One agrees to all that there is to agree to.
        (Verb::Agree, Deed::Defined { terms: vec![Term::Title(title("Faster"))] }),
        (Verb::Agree, Deed::Proposed { terms: vec![due(2)], reason: "Late".into() }),
        (Verb::Agree, Deed::Withdrawn),
        (Verb::Value(Amount::ONE), Deed::Value { value: Amount::ZERO }),
        (Verb::Value(Amount::ONE), Deed::Defined { terms: vec![Term::Measure(None)] }),
        (Verb::Hand(person(1)), Deed::Handed { owner: person(2) }),
        (Verb::Reopen, Deed::Ended { end: End::Done }),
    ] {
        assert!(verb.meets(&deed, false) && verb.meets(&deed, true), "{verb:?} {deed:?}");
    }
}

#[test]
fn two_who_do_something_about_different_things_do_not() {
    for (verb, deed) in [
        (define(Term::Due(TODAY)), Deed::Defined { terms: vec![Term::Title(title("Faster"))] }),
        (Verb::Value(Amount::ONE), Deed::Confidence { confidence: Some(3) }),
        (Verb::Agree, Deed::Value { value: Amount::ONE }),
        (Verb::Status(Status::Behind, String::new()), Deed::Noted { note: "Slow".into() }),
        (Verb::Note("Going on".into()), Deed::Ended { end: End::Done }),
    ] {
        assert!(!verb.meets(&deed, false) && !verb.meets(&deed, true), "{verb:?} {deed:?}");
    }
}

#[test]
fn what_one_person_wrote_twice_in_the_same_words_was_sent_twice() {
    let note = Verb::Note(" Going on ".into());
    let noted = |note: &str| Deed::Noted { note: note.to_owned() };
    assert!(note.meets(&noted("Going on"), true));
    assert!(!note.meets(&noted("Going on"), false) && !note.meets(&noted("Going"), true));
    let evidence = Verb::Evidence("https://wiki.example".into(), " The page".into());
    let shown = Deed::Evidence { link: "https://wiki.example".into(), words: "The page".into() };
    assert!(evidence.meets(&shown, true) && !evidence.meets(&shown, false));
}
