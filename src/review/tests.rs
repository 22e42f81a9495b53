use super::*;
use crate::{
    GoalId,
    cycle::{self, Cycle},
    person::Name,
    questionnaire::{self, Purpose, Questionnaire},
};
use jiff::{SignedDuration, ToSpan, civil::date};
use proptest::prelude::*;
use uuid::Uuid;

fn person(number: u128) -> PersonId {
    PersonId::from_uuid(Uuid::from_u128(number))
}

fn cycle_id(number: u128) -> CycleId {
    CycleId::from_uuid(Uuid::from_u128(number))
}

fn goal(number: u128) -> GoalId {
    GoalId::from_uuid(Uuid::from_u128(number))
}

fn slug(text: &str) -> Slug {
    Slug::new(text).expect("a slug")
}

fn form() -> Questionnaire {
    questionnaire::bank().into_iter().find(|form| form.purpose == Purpose::Personal).expect("the bank has one")
}

const PERSON: u128 = 1;
const MANAGER: u128 = 2;
const PEER: u128 = 3;

fn dates() -> Dates {
    Dates { prepare: date(2027, 5, 10), share: date(2027, 5, 14), talk: date(2027, 5, 28), sign: date(2027, 6, 4) }
}

fn at() -> Timestamp {
    "2027-05-01T08:00:00Z".parse().expect("a time")
}

const BEFORE: Date = date(2027, 5, 14);
const AFTER: Date = date(2027, 5, 15);

fn review() -> Review {
    Review {
        key: ReviewKey { cycle: cycle_id(7), person: person(PERSON) },
        manager: person(MANAGER),
        former: Vec::new(),
        launch: LaunchId::from_uuid(Uuid::from_u128(8)),
        launched: at(),
        form: Form { id: slug("personal-review"), number: 1 },
        dates: dates(),
        back: Some(cycle_id(6)),
        begun: Both::default(),
        shared: Both::default(),
        peers: Vec::new(),
        plan: PlanStage::Open,
        open_to_line: Both::default(),
        emptied: None,
        version: Version::default(),
    }
}

#[expect(clippy::unnecessary_wraps, reason = "as rules that refuse something do")]
fn fits(_: &Slot, _: &str) -> Result<(), SaveRefused> {
    Ok(())
}

fn edit(slot: Slot, text: &str, seen: u32) -> Edit {
    Edit { slot, text: text.to_owned(), seen, pen: None }
}

fn answer(id: &str) -> Slot {
    Slot::Answer(slug(id))
}

/// A half with all that has to be answered.
fn half() -> Writing {
    let required = form();
    let required = required.questions().filter(|(_, _, question)| question.required);
    let edits: Vec<Edit> = required.map(|(_, _, question)| edit(Slot::Answer(question.id.clone()), "Words.", 0)).collect();
    Writing::default().save(&edits, fits).expect("saved")
}

fn shared(review: &Review, side: Side) -> Review {
    review.share(side, review.author(side), &half(), &form(), at()).expect("shared")
}

#[test]
fn a_half_is_shown_once_both_are_shared_or_its_day_has_passed() {
    let review = review();
    for side in Side::BOTH {
        let one = shared(&review, side);
        assert_eq!([BEFORE, AFTER].map(|today| one.is_revealed(side, today)), [false, true]);
        assert_eq!(
            [BEFORE, AFTER].map(|today| one.is_revealed(side.other(), today)),
            [false, false],
            "what is not shared is never shown"
        );
        let both = shared(&one, side.other());
        assert!(both.is_open(BEFORE));
        assert_eq!(both.take_back(side, BEFORE), Err(Refused::Seen));
        assert_eq!(one.take_back(side, BEFORE).expect("taken back").shared, Both::default());
        assert_eq!(one.take_back(side, AFTER), Err(Refused::Seen));
    }
    assert_eq!(review.take_back(Side::Own, BEFORE), Err(Refused::Already));
}

#[test]
fn what_says_nothing_or_leaves_out_what_is_asked_is_not_shared() {
    let (review, form) = (review(), form());
    let share = |half: &Writing| review.share(Side::Own, person(PERSON), half, &form, at());
    assert_eq!(share(&Writing::default()), Err(Refused::EmptyHalf));
    let blank = Writing::default().save(&[edit(answer("learned"), " \n", 0)], fits).expect("saved");
    assert_eq!(share(&blank), Err(Refused::EmptyHalf));
    let some = Writing::default().save(&[edit(answer("learned"), "Rust.", 0)], fits).expect("saved");
    let missing = [
        "Which results of this cycle are you proud of?",
        "Which one or two skills would make the greatest difference to your work?",
    ];
    assert_eq!(share(&some), Err(Refused::Missing(missing.map(str::to_owned).to_vec())));
    let once = share(&half()).expect("shared");
    assert_eq!(once.share(Side::Own, person(PERSON), &half(), &form, at()), Err(Refused::Already));
}

#[test]
fn the_manager_is_asked_what_is_mirrored_and_nothing_else() {
    let form = form();
    let (mirrored, own) = (answer("learned"), answer("held-back-workload"));
    let fits = |side: Side, slot: &Slot, text: &str| Role::Half.fits(side, &form, |id| id == goal(1), slot, text);
    assert_eq!(fits(Side::Manager, &mirrored, "More patient."), Ok(()));
    assert_eq!(fits(Side::Manager, &own, "3"), Err(SaveRefused::Unknown));
    assert_eq!(fits(Side::Own, &own, "3"), Ok(()));
    assert_eq!(fits(Side::Own, &own, "6"), Err(SaveRefused::Wrong(own.clone(), NotAnAnswer::OffScale)));
    assert_eq!(fits(Side::Own, &Slot::Words(goal(1)), "Late."), Ok(()));
    assert_eq!(fits(Side::Own, &Slot::Words(goal(2)), "Late."), Err(SaveRefused::Unknown), "only goals that are graded");
    for other in [Slot::Notes, Slot::Keep, Slot::Change] {
        assert_eq!(fits(Side::Own, &other, "x"), Err(SaveRefused::Unknown));
    }
    assert_eq!(Role::Notes.fits(Side::Manager, &form, |_| true, &mirrored, "x"), Err(SaveRefused::Unknown));
    assert_eq!(Role::Input.fits(Side::Own, &form, |_| true, &Slot::Keep, "x"), Ok(()));
}

#[test]
fn answers_are_read_as_forms_send_them() {
    let form = form();
    let read = |id: &str, text: &str| read(form.question(&slug(id)).expect("there"), text);
    assert_eq!(read("learned", " \n "), Ok(None));
    assert_eq!(read("learned", " Rust.\n"), Ok(Some(Said::Text("Rust.".into()))));
    assert_eq!(read("held-back-workload", "na"), Ok(Some(Said::NotForMe)));
    assert_eq!(read("held-back-workload", "4"), Ok(Some(Said::Scale(4))));
    assert_eq!(read("held-back-workload", "0"), Err(NotAnAnswer::OffScale));
    assert_eq!(read("direction-kind", "lead"), Ok(Some(Said::Chosen(vec![slug("lead")]))));
    assert_eq!(read("direction-kind", "lead,switch"), Err(NotAnAnswer::TooMany(1)));
    assert_eq!(read("support-kinds", "tools,time,"), Ok(Some(Said::Chosen(vec![slug("time"), slug("tools")]))));
    assert_eq!(read("support-kinds", ","), Ok(None));
    assert_eq!(read("support-kinds", "tools,time,mentor,work"), Err(NotAnAnswer::TooMany(3)));
    assert_eq!(read("support-kinds", "money"), Err(NotAnAnswer::OffScale));
    assert_eq!(read("learned", "a\u{0}b"), Err(NotAnAnswer::Control));
    assert_eq!(read("learned", &"é".repeat(LONGEST_TEXT)).map(|said| said.is_some()), Ok(true));
    assert_eq!(read("learned", &"é".repeat(LONGEST_TEXT + 1)), Err(NotAnAnswer::TooLong(LONGEST_TEXT + 1)));
}

#[test]
fn who_writes_over_what_they_did_not_see_is_told() {
    let slot = answer("learned");
    let first = Writing::default().save(&[edit(slot.clone(), "One.", 0)], fits).expect("saved");
    assert_eq!((first.text(&slot), first.revision(&slot)), ("One.", 1));
    let met = Met { slot: slot.clone(), now: "One.".into(), revision: 1 };
    assert_eq!(first.save(&[edit(slot.clone(), "Two.", 0)], fits), Err(SaveRefused::Met(vec![met])));
    assert_eq!(first.save(&[edit(slot.clone(), "One.", 0)], fits), Err(SaveRefused::Nothing), "it is so already");
    let other = answer("held-back");
    let both = first.save(&[edit(slot.clone(), "Two.", 1), edit(other.clone(), "Noise.", 0)], fits).expect("saved");
    assert_eq!((both.text(&slot), both.text(&other)), ("Two.", "Noise."));
    // One that meets another keeps both from being saved: nothing is half done.
    let refused = both.save(&[edit(slot.clone(), "Three.", 1), edit(other.clone(), "Quiet.", 1)], fits);
    assert!(matches!(refused, Err(SaveRefused::Met(met)) if met.len() == 1));
}

#[test]
fn a_page_never_meets_itself_and_what_comes_late_is_let_go() {
    let slot = answer("learned");
    let by = |page: &str, step: u32, text: &str, seen: u32| Edit {
        pen: Some(Pen { page: page.into(), step }),
        ..edit(slot.clone(), text, seen)
    };
    let first = Writing::default().save(&[by("a", 1, "O", 0)], fits).expect("saved");
    // The answer to the first was lost: the page does not know that anything is stored.
    let second = first.save(&[by("a", 3, "One.", 0)], fits).expect("saved");
    assert_eq!(second.text(&slot), "One.");
    assert_eq!(second.save(&[by("a", 2, "On", 0)], fits), Err(SaveRefused::Nothing));
    assert!(matches!(second.save(&[by("b", 9, "Two.", 0)], fits), Err(SaveRefused::Met(_))));
    assert_eq!(second.save(&[by(&"x".repeat(41), 1, "Two.", 2)], fits), Err(SaveRefused::Unknown));
}

#[test]
fn an_amendment_leaves_what_was_there_to_be_read() {
    let slot = answer("learned");
    let first = Writing::default().save(&[edit(slot.clone(), "One.", 0)], fits).expect("saved");
    let amended = first.amend(&edit(slot.clone(), "Two.", 1), at(), fits).expect("amended");
    assert_eq!(amended.text(&slot), "Two.");
    let before: Vec<&str> = amended.amended(&slot).map(|amendment| amendment.before.as_str()).collect();
    assert_eq!(before, ["One."]);
    assert_eq!(amended.amend(&edit(slot.clone(), "Two.", 2), at(), fits), Err(SaveRefused::Nothing));
    assert!(matches!(amended.amend(&edit(slot, "Three.", 1), at(), fits), Err(SaveRefused::Met(_))));
}

#[test]
fn grades_are_tenths() {
    let slot = Slot::Grade(goal(1));
    for (text, fine) in [("", true), ("0", true), ("10", true), ("11", false), ("0.7", false), ("-1", false)] {
        let saved = Writing::default().save(&[edit(Slot::Words(goal(1)), "x", 0), edit(slot.clone(), text, 0)], fits);
        assert_eq!(saved.is_ok(), fine, "{text}");
    }
    let graded = Writing::default().save(&[edit(slot, "7", 0)], fits).expect("saved");
    assert_eq!((graded.grade(goal(1)), graded.grade(goal(2))), (Some(7), None));
}

#[test]
fn peers_are_asked_once_by_name_and_answer_once() {
    let review = review();
    let (peer, by) = (person(PEER), person(MANAGER));
    for held in [PERSON, MANAGER] {
        assert_eq!(review.ask(person(held), by, true, "", at()), Err(Refused::Themselves));
    }
    assert_eq!(review.ask(peer, by, true, &"x".repeat(LONGEST_ASKED + 1), at()), Err(Refused::LongText));
    let asked = review.ask(peer, by, true, " The migration. ", at()).expect("asked");
    assert_eq!(asked.peer(peer).map(|peer| peer.about.as_str()), Some("The migration."));
    assert_eq!(asked.ask(peer, by, false, "", at()), Err(Refused::AskedAlready));
    assert_eq!(asked.remind(peer, at() + SignedDuration::from_hours(23)), Err(Refused::RemindedAlready));
    assert!(asked.remind(peer, at() + SignedDuration::from_hours(24)).is_ok());
    assert_eq!(asked.give(peer, &Writing::default(), at()), Err(Refused::EmptyHalf));
    let input = Writing::default().save(&[edit(Slot::Keep, "The calm.", 0)], fits).expect("saved");
    let given = asked.give(peer, &input, at()).expect("given");
    for refused in [given.decline(peer, at()), given.ask_no_more(peer), given.give(peer, &input, at())] {
        assert_eq!(refused, Err(Refused::AnsweredAlready));
    }
    assert_eq!(asked.ask_no_more(peer).expect("gone").peers, []);
    assert_eq!(review.decline(peer, at()), Err(Refused::Unknown));
    let mut many = review.clone();
    for number in 0..MOST_PEERS {
        many = many.ask(person(100 + number as u128), by, false, "", at()).expect("asked");
    }
    assert_eq!(many.ask(peer, by, false, "", at()), Err(Refused::ManyPeers));
    let over = Review { plan: PlanStage::Signed { at: at(), amending: false }, ..asked };
    assert_eq!(over.give(peer, &input, at()), Err(Refused::Over));
}

#[test]
fn what_a_former_manager_shared_stays_with_their_name() {
    let (former, next) = (person(MANAGER), person(9));
    let before = review().hand_over(next).expect("handed over");
    assert_eq!((before.author(Side::Manager), before.side_of(former)), (next, None));
    let after = shared(&review(), Side::Manager).hand_over(next).expect("handed over");
    assert_eq!((after.author(Side::Manager), after.side_of(next)), (former, Some(Side::Manager)));
    assert_eq!(review().hand_over(person(PERSON)), Err(Refused::Themselves));
    assert_eq!(review().hand_over(former), Err(Refused::Already));
    let asked = review().ask(person(PEER), former, true, "", at()).expect("asked");
    assert_eq!(asked.hand_over(person(PEER)).expect("handed over").peers, []);
}

#[test]
fn days_are_in_order_within_the_cycle_and_not_over() {
    let cycle = Cycle {
        id: cycle_id(7),
        name: Name::new("2027 H1").expect("a name"),
        dates: cycle::Dates { starts: date(2027, 1, 1), middle: None, ends: date(2027, 6, 30) },
        stages: Vec::new(),
        closed: false,
        version: Version::default(),
    };
    let check = |dates: Dates| dates.check(&cycle, date(2027, 5, 1));
    assert_eq!(check(dates()), Ok(()));
    let one = date(2027, 5, 1);
    assert_eq!(check(Dates { prepare: one, share: one, talk: one, sign: one }), Ok(()));
    assert_eq!(check(Dates { prepare: one - 1.day(), ..dates() }), Err(DatesRefused::Past));
    assert_eq!(check(Dates { share: date(2027, 5, 9), ..dates() }), Err(DatesRefused::Order(Which::Share)));
    assert_eq!(check(Dates { talk: date(2027, 5, 9), ..dates() }), Err(DatesRefused::Order(Which::Talk)));
    assert_eq!(check(Dates { sign: date(2027, 7, 1), ..dates() }), Err(DatesRefused::Cycle));
}

#[test]
fn what_comes_next_and_who_is_late() {
    let review = review();
    assert_eq!((review.stage(), review.due(Side::Own)), (Stage::Prepare, Some(dates().share)));
    let one = shared(&review, Side::Own);
    assert_eq!((one.stage(), one.due(Side::Own), one.due(Side::Manager)), (Stage::Share(Side::Own), None, Some(dates().share)));
    assert_eq!([BEFORE, AFTER].map(|today| one.is_late(today)), [false, true]);
    let both = shared(&one, Side::Manager);
    assert_eq!((both.stage(), both.due(Side::Own), both.is_late(AFTER)), (Stage::Talk, Some(dates().sign), false));
    let signing = Review { plan: PlanStage::SignedBy(Side::Own), ..both.clone() };
    assert_eq!((signing.due(Side::Own), signing.due(Side::Manager)), (None, Some(dates().sign)));
    let signed = Review { plan: PlanStage::Signed { at: at(), amending: false }, ..both.clone() };
    assert!(!signed.is_late(date(2030, 1, 1)));
    let all = [review.clone(), review.begin(Side::Own), one, both, signing, signed];
    let tally = Tally { all: 6, untouched: 1, prepare: 2, share: 1, talk: 1, sign: 1, signed: 1, late: 3 };
    assert_eq!(Tally::of(&all, AFTER), tally);
}

#[test]
fn slots_read_back_from_their_names() {
    for slot in [answer("learned"), Slot::Grade(goal(5)), Slot::Words(goal(5)), Slot::Notes, Slot::Keep, Slot::Change] {
        assert_eq!(slot.to_string().parse(), Ok(slot));
    }
    for no in ["", "answer", "answer.", "answer.A b", "grade.7", "words.", "notes.1", "else"] {
        assert_eq!(no.parse::<Slot>(), Err(NotASlot), "{no}");
    }
}

#[derive(Clone, Debug)]
enum Step {
    Share(Side),
    TakeBack(Side),
    Hand(u128),
    Days(i32),
}

fn step() -> impl Strategy<Value = Step> {
    let side = prop_oneof![Just(Side::Own), Just(Side::Manager)];
    prop_oneof![
        side.clone().prop_map(Step::Share),
        side.prop_map(Step::TakeBack),
        (2u128..6).prop_map(Step::Hand),
        (0i32..9).prop_map(Step::Days),
    ]
}

proptest! {
    /// What was once shown stays shown, whoever does what, and what is not shared is never shown.
    #[test]
    fn what_was_seen_stays_seen(steps in prop::collection::vec(step(), 0..30)) {
        let (mut now, mut today) = (review(), date(2027, 5, 1));
        for step in steps {
            let seen = Side::BOTH.map(|side| now.is_revealed(side, today).then(|| now.author(side)));
            let done = match step {
                Step::Share(side) => now.share(side, now.author(side), &half(), &form(), at()),
                Step::TakeBack(side) => now.take_back(side, today),
                Step::Hand(to) => now.hand_over(person(to)),
                Step::Days(days) => {
                    today = today.saturating_add(days.days());
                    Ok(now.clone())
                }
            };
            if let Ok(then) = done {
                now = then;
            }
            for (side, author) in Side::BOTH.into_iter().zip(seen) {
                if let Some(author) = author {
                    prop_assert!(now.is_revealed(side, today));
                    prop_assert_eq!(now.author(side), author);
                }
                prop_assert!(!now.is_revealed(side, today) || now.shared.of(side).is_some());
            }
            let json = serde_json::to_string(&now).expect("plain data");
            prop_assert_eq!(serde_json::from_str::<Review>(&json).expect("reads"), now.clone());
        }
    }

    /// Two pages that save whatever they like: no text that somebody saw stored is gone unless they were told or wrote it themselves.
    #[test]
    fn two_tabs_never_lose_a_word(saves in prop::collection::vec((any::<bool>(), any::<bool>(), "[a-c]{0,2}"), 0..40)) {
        let slot = answer("learned");
        let (mut writing, mut known, mut steps) = (Writing::default(), [(String::new(), 0u32), (String::new(), 0)], [0u32; 2]);
        for (second, is_lost, text) in saves {
            let tab = usize::from(second);
            steps[tab] += 1;
            let pen = Some(Pen { page: tab.to_string(), step: steps[tab] });
            let before = writing.text(&slot).to_owned();
            match writing.save(&[Edit { slot: slot.clone(), text: text.clone(), seen: known[tab].1, pen }], fits) {
                Ok(then) => {
                    let was_mine = writing.fields.get(&slot).and_then(|stored| stored.pen.as_ref()).is_some_and(|pen| pen.page == tab.to_string());
                    prop_assert!(before == known[tab].0 || was_mine, "it wrote over {before} unseen");
                    writing = then;
                    if !is_lost {
                        known[tab] = (text, writing.revision(&slot));
                    }
                }
                Err(SaveRefused::Met(met)) => {
                    prop_assert_eq!(&met[0].now, &before);
                    known[tab] = (before, met[0].revision);
                }
                Err(SaveRefused::Nothing) => known[tab] = (before, writing.revision(&slot)),
                Err(other) => prop_assert!(false, "{other:?}"),
            }
        }
    }
}

#[test]
fn reviews_are_found_by_who_has_to_do_with_them() {
    let mut shelf = Shelf::default();
    shelf.put(review().into());
    let asked = review().ask(person(PEER), person(MANAGER), true, "", at()).expect("asked");
    shelf.put(asked.clone().into());
    let keys = |reviews: Vec<&std::sync::Arc<Review>>| reviews.iter().map(|review| review.key).collect::<Vec<_>>();
    let key = asked.key;
    assert_eq!(
        [shelf.of_person(key.person), shelf.held_by(person(MANAGER)), shelf.asking(person(PEER))].map(keys),
        [vec![key], vec![key], vec![key]]
    );
    assert_eq!((shelf.of_launch(asked.launch).count(), shelf.launches(key.cycle).len()), (1, 1));
    shelf.put(asked.hand_over(person(9)).expect("handed over").into());
    assert_eq!((keys(shelf.held_by(person(MANAGER))), keys(shelf.held_by(person(9)))), (vec![], vec![key]));
    shelf.remove(key);
    assert_eq!(
        [shelf.of_person(key.person), shelf.held_by(person(9)), shelf.asking(person(PEER))].map(keys),
        [vec![], vec![], vec![]]
    );
    assert_eq!((shelf.of_launch(asked.launch).count(), shelf.launches(key.cycle).len(), shelf.all().count()), (0, 0, 0));
}

#[test]
fn what_is_emptied_keeps_how_far_it_came_and_loses_every_word() {
    let asked = review().ask(person(PEER), person(MANAGER), true, "How was the launch?", at()).expect("asked");
    let shared = shared(&asked, Side::Own);
    let emptied = shared.empty(date(2029, 1, 1));
    assert_eq!((emptied.emptied, emptied.version), (Some(date(2029, 1, 1)), shared.version.next()));
    assert_eq!((emptied.stage(), emptied.shared, emptied.begun), (shared.stage(), shared.shared, shared.begun));
    assert_eq!(emptied.peer(person(PEER)).map(|peer| (peer.about.as_str(), peer.by)), Some(("", person(MANAGER))));
    assert!(!serde_json::to_string(&emptied).expect("plain data").contains("How was the launch?"));
}

#[test]
fn a_review_that_was_stored_before_there_was_retention_was_never_emptied() {
    let stored = serde_json::to_value(review()).expect("plain data");
    assert!(stored.get("emptied").is_none());
    assert_eq!(serde_json::from_value::<Review>(stored).expect("reads"), review());
}
