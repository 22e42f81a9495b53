use super::*;
use jiff::civil::date;
use proptest::prelude::*;
use uuid::Uuid;

const TODAY: Date = date(2027, 1, 11);

fn person(number: u128) -> PersonId {
    PersonId::from_uuid(Uuid::from_u128(number))
}

fn texts(number: u128, over: Date, people: &[u128]) -> Texts {
    Texts {
        cycle: CycleId::from_uuid(Uuid::from_u128(number)),
        name: format!("Cycle {number}"),
        over,
        people: people.iter().copied().map(person).collect(),
    }
}

fn months(reviews: u16) -> Settings {
    Settings { reviews: Keep::Months(reviews), left: Keep::ForEver }
}

fn kept(reviews: u16, there: &[Texts]) -> Retention {
    Retention::default().set(Version(0), months(reviews), there, TODAY).expect("set")
}

#[test]
fn months_are_typed_as_numbers_and_nothing_means_for_ever() {
    for (text, keep) in [("", Some(Keep::ForEver)), (" ", Some(Keep::ForEver)), (" 24 ", Some(Keep::Months(24)))] {
        assert_eq!(Keep::read(text), keep, "{text}");
    }
    for text in ["5", "241", "0", "-6", "6.5", "two", "99999999"] {
        assert_eq!(Keep::read(text), None, "{text}");
    }
    for keep in [Keep::ForEver, Keep::Months(FEWEST_MONTHS), Keep::Months(MOST_MONTHS)] {
        assert_eq!(Keep::read(&keep.typed()), Some(keep));
    }
}

#[test]
fn numbers_out_of_bounds_are_refused_with_which_they_are() {
    let settings = |reviews, left| Settings { reviews: Keep::Months(reviews), left: Keep::Months(left) };
    assert_eq!(settings(6, 240).check(), Ok(()));
    assert_eq!(settings(5, 240).check(), Err(Refused::Months(Kind::Reviews)));
    assert_eq!(settings(6, 241).check(), Err(Refused::Months(Kind::Left)));
    assert_eq!(Settings::read("6", ""), Ok(months(6)));
    assert_eq!(Settings::read("6", "x"), Err(Refused::Months(Kind::Left)));
    let refused = Retention::default().set(Version(0), settings(5, 12), &[], TODAY);
    assert_eq!(refused, Err(Refused::Months(Kind::Reviews)));
}

#[test]
fn by_default_nothing_is_ever_due() {
    let there = [texts(1, date(1990, 1, 1), &[1])];
    assert!(Settings::default().due(&there, date(2300, 1, 1)).is_empty());
    assert_eq!(Retention::default().announce(&there, TODAY), None);
}

#[test]
fn months_are_those_of_the_calendar() {
    let keep = Keep::Months(6);
    assert_eq!(keep.until(date(2026, 8, 31)), Some(date(2027, 2, 28)));
    assert!(!keep.is_due(date(2026, 8, 31), date(2027, 2, 27)));
    assert!(keep.is_due(date(2026, 8, 31), date(2027, 2, 28)));
    // What would be due after the last day there is is never.
    assert_eq!(Keep::Months(240).until(Date::MAX), None);
}

#[test]
fn what_is_due_is_announced_with_seven_whole_days_in_between() {
    let there = [texts(2, date(2026, 1, 18), &[3]), texts(1, date(2025, 6, 30), &[1, 2]), texts(3, date(2026, 1, 20), &[4])];
    let announced = kept(12, &there).announced.expect("announced");
    assert_eq!((announced.said, announced.on), (TODAY, date(2027, 1, 19)));
    // The first was due long ago, the second is by then; the third on the day after.
    assert_eq!(announced.texts, [there[1].clone(), there[0].clone()]);
    assert!(!announced.is_due(date(2027, 1, 18)) && announced.is_due(date(2027, 1, 19)) && announced.is_due(date(2027, 3, 1)));
}

#[test]
fn what_becomes_due_meanwhile_waits_for_its_own_announcement() {
    let (old, new) = (texts(1, date(2025, 6, 30), &[1]), texts(2, date(2026, 1, 20), &[2]));
    let both = [old.clone(), new.clone()];
    let first = kept(12, &both);
    let on = date(2027, 1, 20);
    assert_eq!(first.announce(&both, on), None, "one at a time");
    let announced = first.announced.clone().expect("announced");
    assert_eq!(announced.of_these(&both), [old]);
    let done = first.done(vec![("Cycle 1".to_owned(), 1)], on);
    assert_eq!((done.announced.as_ref(), done.runs.len(), done.version), (None, 1, first.version));
    let next = done.announce(std::slice::from_ref(&new), on).expect("announced").announced.expect("announced");
    assert_eq!((next.on, next.texts), (date(2027, 1, 28), vec![new]));
}

#[test]
fn whoever_changes_how_long_takes_the_announcement_back() {
    let there = [texts(1, date(2025, 6, 30), &[1])];
    let first = kept(12, &there);
    let later = date(2027, 1, 15);
    let off = first.set(Version(1), Settings::default(), &there, later).expect("set");
    assert_eq!((off.announced, off.version), (None, Version(2)));
    let put_off = first.set(Version(1), months(24), &there, later).expect("set");
    assert_eq!(put_off.announced, None);
    // What is still due is announced anew: its days begin again.
    let shorter = first.set(Version(1), months(6), &there, later).expect("set").announced.expect("announced");
    assert_eq!((shorter.said, shorter.on), (later, date(2027, 1, 23)));
    // The same as before changes nothing.
    assert_eq!(first.set(Version(1), months(12), &there, later).as_ref(), Ok(&first));
}

#[test]
fn who_left_long_ago_is_shown_the_first_to_leave_first_and_who_left_on_no_known_day_apart() {
    let left = [
        (person(1), Some(date(2026, 2, 1))),
        (person(2), None),
        (person(3), Some(date(2025, 1, 1))),
        (person(4), Some(date(2024, 1, 1))),
    ];
    let settings = Settings { reviews: Keep::ForEver, left: Keep::Months(12) };
    let gone = settings.gone(left, TODAY);
    assert_eq!(gone.due, [(person(4), date(2024, 1, 1)), (person(3), date(2025, 1, 1))]);
    assert_eq!(gone.undated, [person(2)]);
    assert_eq!(Settings::default().gone(left, TODAY), Gone::default());
}

#[test]
fn whoever_saves_over_what_they_did_not_see_gets_both() {
    let first = kept(12, &[]);
    let refused = first.set(Version(0), months(24), &[], TODAY);
    assert_eq!(refused, Err(Refused::Changed(Changed { now: months(12), version: Version(1) })));
}

#[test]
fn of_what_was_done_the_last_is_remembered_first_and_nothing_of_what_was_not() {
    let mut kept = kept(12, &[]);
    for month in 0..40 {
        kept = kept.done(vec![(format!("Cycle {month}"), 1)], TODAY);
    }
    assert_eq!((kept.runs.len(), kept.runs[0].reviews[0].0.as_str()), (MOST_RUNS, "Cycle 39"));
    assert_eq!(kept.done(Vec::new(), TODAY).runs, kept.runs);
}

proptest! {
    #[test]
    fn what_is_removed_is_never_more_than_was_announced(
        before in prop::collection::vec((0u128..4, prop::collection::vec(0u128..6, 0..6)), 0..4),
        after in prop::collection::vec((0u128..4, prop::collection::vec(0u128..6, 0..6)), 0..4),
    ) {
        let made = |all: &[(u128, Vec<u128>)]| all.iter().map(|(cycle, people)| texts(*cycle, date(2020, 1, 1), people)).collect::<Vec<_>>();
        let (before, after) = (made(&before), made(&after));
        if let Some(announced) = kept(6, &before).announced {
            for removed in announced.of_these(&after) {
                let is_within = |texts: &Texts| texts.cycle == removed.cycle && removed.people.is_subset(&texts.people);
                prop_assert!(announced.texts.iter().any(is_within));
                prop_assert!(after.iter().any(is_within));
            }
        }
    }

    #[test]
    fn retention_reads_back_as_itself(reviews in 6u16..240, people in prop::collection::vec(0u128..9, 1..5)) {
        let kept = kept(reviews, &[texts(1, date(2001, 1, 1), &people)]).done(vec![("2001 H1".to_owned(), 3)], TODAY);
        let text = serde_json::to_string(&kept).expect("plain data");
        prop_assert_eq!(serde_json::from_str::<Retention>(&text).expect("reads"), kept);
    }
}
