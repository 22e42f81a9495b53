//! Whatever people try by chance, in any order.

use super::*;
use crate::review::ReviewKey;
use std::iter;

fn day() -> impl Strategy<Value = Date> {
    (-3..40i32).prop_map(days_on)
}

fn words() -> impl Strategy<Value = String> {
    "[a-c ]{0,2}"
}

pub(super) fn small() -> impl Strategy<Value = Amount> {
    (-2..8i64).prop_map(|halves| Amount::from_micros(i128::from(halves) * 500_000).expect("small"))
}

pub(super) fn measure() -> impl Strategy<Value = Option<Measure>> {
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
        1 => (1..3u128, 0..12u8, words()).prop_map(|(into, grade, note)| {
            Verb::GradeIn(ReviewKey { cycle: cycle(into), person: person(1) }, grade, note)
        }),
        1 => (prop::sample::select(vec![End::Done, End::Dropped]), words()).prop_map(|(end, note)| Verb::End(end, note)),
        2 => Just(Verb::Reopen),
    ]
}

/// Who tries what, after so many more days, and what numbers and time say then.
pub(super) fn attempt() -> impl Strategy<Value = (Verb, Sides, i32, Option<Status>)> {
    let sides = prop::sample::select(vec![OWNER, MANAGER, Sides::BOTH, Sides::NONE]);
    (verb(), sides, prop_oneof![4 => Just(0), 1 => 0..4i32], prop::option::of(status()))
}

/// Something new of any kind that may be begun: of a person or a team, to be agreed or not.
pub(super) fn any_wanted() -> impl Strategy<Value = Wanted> {
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
            graded_in: now.graded_in,
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
        Verb::Grade(_, note) | Verb::GradeIn(_, _, note) if note.trim().is_empty() => Some(Refused::Nothing),
        Verb::Carry(..) => Some(Refused::SameCycle),
        Verb::Decline(_) | Verb::Withdraw => Some(Refused::NothingProposed),
        Verb::Unblock(_) => Some(Refused::NotStuck),
        Verb::End(..) => Some(Refused::Ended),
        Verb::Reopen => Some(Refused::UnderWay),
        Verb::Agree | Verb::Note(_) | Verb::Evidence(..) | Verb::Grade(..) | Verb::GradeIn(..) | Verb::Check => None,
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
pub(super) fn any_deed() -> impl Strategy<Value = (u32, Deed)> {
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
