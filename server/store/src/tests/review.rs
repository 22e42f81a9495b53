//! Personal reviews: what is not shared is nobody else's, and what somebody wrote is never lost.

use super::{
    actor, administrator, company, is_sound,
    made::{INES, JONAS, MIRA, SUNNIVA, VIKTOR, answer, edit, half_year, holder, now, open, peer, share, wanted, write},
    why,
};
use crate::{
    Clock, Failed, Store, access,
    demo::{self, person_id},
    outbox::Mail,
    person::{self, Bulk},
    review::{self, NotLaunched, Open, SaveFailed, Wanted, Who},
    transaction::with,
};
use jiff::{
    SignedDuration,
    civil::{Date, date},
};
use surrealdb::types::Variables;
use waymark::{
    LaunchId,
    review::{Both, Refused, ReviewKey, SaveRefused, Side, Slot, Stage, Writing},
};

async fn launch(store: &Store, wanted: &Wanted) -> Result<(LaunchId, usize), Failed<NotLaunched>> {
    review::launch(store, &administrator(store).await, &Mail::from("https://halden.example"), wanted).await
}

/// A review of Mira that Viktor holds, in the demo company.
pub(super) async fn launched() -> (Store, ReviewKey) {
    let (store, _) = company().await;
    let cycle = half_year(&store).await;
    launch(&store, &wanted(cycle, &[MIRA])).await.expect("launched");
    (store, ReviewKey { cycle, person: person_id(MIRA) })
}

/// What a side sees of both halves: the first answer of each.
async fn seen(store: &Store, name: &str, key: ReviewKey) -> [Option<String>; 2] {
    let open = open(store, name, key).await;
    let text = |half: Option<review::Half>| half.map(|half| half.writing.text(&answer("learned")).to_owned());
    let Both { own, manager } = open.halves;
    [text(own), text(manager)]
}

#[tokio::test]
async fn a_half_is_nobody_elses_until_it_is_shown() {
    let (store, key) = launched().await;
    let some = |text: &str| Some(text.to_owned());
    write(&store, MIRA, key, "Mine.").await;
    write(&store, VIKTOR, key, "His.").await;
    for other in [SUNNIVA, JONAS, INES] {
        assert_eq!(holder(&store, other, key).await, None, "{other}");
    }
    assert_eq!(seen(&store, MIRA, key).await, [some("Mine."), None]);
    assert_eq!(seen(&store, VIKTOR, key).await, [None, some("His.")]);
    assert_eq!(share(&store, MIRA, key).await.stage(), Stage::Share(Side::Own));
    assert_eq!(seen(&store, VIKTOR, key).await, [None, some("His.")], "not before both are shared");
    // Or the day for it has passed.
    let later = store.at(Clock::still("2027-01-25T22:59:00Z".parse().expect("a time")));
    assert_eq!(seen(&later, VIKTOR, key).await, [None, some("His.")]);
    let later = store.at(Clock::still("2027-01-25T23:00:00Z".parse().expect("a time")));
    assert_eq!(seen(&later, VIKTOR, key).await, [some("Mine."), some("His.")]);
    assert_eq!(seen(&later, MIRA, key).await, [some("Mine."), None]);
    share(&store, VIKTOR, key).await;
    for name in [MIRA, VIKTOR] {
        assert_eq!(seen(&store, name, key).await, [some("Mine."), some("His.")]);
    }
    assert!(is_sound(&store).await);
}

#[tokio::test]
async fn what_was_seen_changes_only_visibly() {
    let (store, key) = launched().await;
    write(&store, MIRA, key, "Mine.").await;
    write(&store, VIKTOR, key, "His.").await;
    share(&store, MIRA, key).await;
    let mira = holder(&store, MIRA, key).await.expect("hers");
    // Shared, and not seen: it may still change, and be taken back.
    review::save(&store, &mira, &[edit(answer("learned"), "Better.", 1)]).await.expect("saved");
    review::take_back(&store, &mira).await.expect("taken back");
    share(&store, MIRA, key).await;
    share(&store, VIKTOR, key).await;
    assert_eq!(why(review::take_back(&store, &mira).await), Refused::Seen);
    let late = review::save(&store, &mira, &[edit(answer("learned"), "Best.", 2)]).await;
    assert_eq!(why(late), SaveFailed::Text(SaveRefused::Seen));
    review::amend(&store, &mira, &edit(answer("learned"), "Best.", 2)).await.expect("amended");
    let half = open(&store, VIKTOR, key).await.halves.own.expect("shown");
    let slot = answer("learned");
    assert_eq!(half.writing.text(&slot), "Best.");
    assert_eq!(half.writing.amended(&slot).map(|amendment| amendment.before.as_str()).collect::<Vec<_>>(), ["Better."]);
}

#[tokio::test]
async fn whoever_changes_a_half_while_it_is_shown_learns_of_it() {
    for _ in 0..5 {
        let (store, key) = launched().await;
        write(&store, MIRA, key, "Mine.").await;
        write(&store, VIKTOR, key, "His.").await;
        share(&store, MIRA, key).await;
        let (mira, viktor) = (holder(&store, MIRA, key).await.expect("hers"), holder(&store, VIKTOR, key).await.expect("hers"));
        let edits = [edit(answer("learned"), "Changed.", 1)];
        // As if by two programs, and a third that reads.
        let (one, other, store) = (store.shared(), store.shared(), store.shared());
        let (saved, shared) = tokio::join!(review::save(&one, &mira, &edits), review::share(&other, &viktor));
        shared.expect("shared");
        let shown = open(&store, VIKTOR, key).await.halves.own.expect("shown").writing;
        let text = shown.text(&answer("learned"));
        match saved {
            Ok(_) => assert_eq!(text, "Changed."),
            Err(failed) => assert_eq!((why::<(), _>(Err(failed)), text), (SaveFailed::Text(SaveRefused::Seen), "Mine.")),
        }
        assert!(shown.amendments.is_empty());
    }
}

#[tokio::test]
async fn of_many_who_write_the_same_field_at_once_each_is_stored_or_told() {
    let (store, key) = launched().await;
    let mira = holder(&store, MIRA, key).await.expect("hers");
    let mut tabs = tokio::task::JoinSet::new();
    for number in 0..8 {
        let tab = store.shared();
        tabs.spawn(async move {
            let edits = [edit(answer("learned"), &format!("Tab {number}"), 0), edit(answer("held-back"), "Noise.", 0)];
            review::save(&tab, &mira, &edits).await
        });
    }
    let saved = tabs.join_all().await;
    let store = store.shared();
    let (stored, told): (Vec<_>, Vec<_>) = saved.into_iter().partition(Result::is_ok);
    assert_eq!((stored.len(), told.len()), (1, 7));
    let text = open(&store, MIRA, key).await.halves.own.expect("hers").writing.text(&answer("learned")).to_owned();
    for told in told {
        match why(told) {
            SaveFailed::Text(SaveRefused::Met(met)) => assert_eq!(met[0].now, text),
            other => panic!("{other:?}"),
        }
    }
    assert!(now(&store, key).await.begun.own);
}

#[tokio::test]
async fn only_what_a_side_is_asked_is_taken() {
    let (store, key) = launched().await;
    let (mira, viktor) = (holder(&store, MIRA, key).await.expect("hers"), holder(&store, VIKTOR, key).await.expect("hers"));
    let unknown = SaveFailed::Text(SaveRefused::Unknown);
    let goal = waymark::GoalId::from_uuid(uuid::Uuid::new_v4());
    for slot in [answer("no-such"), Slot::Notes, Slot::Keep, Slot::Words(goal)] {
        assert_eq!(why(review::save(&store, &mira, &[edit(slot, "x", 0)]).await), unknown);
    }
    assert_eq!(why(review::save(&store, &viktor, &[edit(answer("held-back-workload"), "3", 0)]).await), unknown);
    assert_eq!(why(review::save_notes(&store, &mira, &edit(Slot::Notes, "x", 0)).await), unknown);
    assert_eq!(why(review::share(&store, &mira).await), Refused::EmptyHalf);
}

#[tokio::test]
async fn notes_are_their_authors_alone() {
    let (store, key) = launched().await;
    let viktor = holder(&store, VIKTOR, key).await.expect("hers");
    review::save_notes(&store, &viktor, &edit(Slot::Notes, "Ask about the move.", 0)).await.expect("saved");
    let notes = |open: Open| open.notes.map(|notes| notes.text(&Slot::Notes).to_owned());
    assert_eq!(notes(open(&store, VIKTOR, key).await).as_deref(), Some("Ask about the move."));
    assert_eq!(notes(open(&store, MIRA, key).await), None);
    let handing = access::handing(&actor(&store, VIKTOR).await, &*now(&store, key).await).expect("he holds it");
    review::hand_over(&store, &handing, person_id(SUNNIVA)).await.expect("handed over");
    assert_eq!(notes(open(&store, SUNNIVA, key).await).as_deref(), Some(""));
}

#[tokio::test]
async fn what_a_peer_says_is_seen_by_whom_they_were_told() {
    let (store, key) = launched().await;
    let viktor = holder(&store, VIKTOR, key).await.expect("hers");
    let mail = Mail::from("https://halden.example");
    for (name, is_open) in [(JONAS, true), ("Zofia Dvořák", false)] {
        review::ask(&store, &viktor, &mail, person_id(name), is_open, "The move.").await.expect("asked");
        let peer = peer(&store, name, key).await;
        review::save_input(&store, &peer, &[edit(Slot::Keep, &format!("Says {name}."), 0)]).await.expect("saved");
        assert!(open(&store, VIKTOR, key).await.inputs.is_empty() || name != JONAS, "a draft is nobody else's");
        review::give(&store, &peer).await.expect("given");
        let again = review::save_input(&store, &peer, &[edit(Slot::Change, "x", 0)]).await;
        assert_eq!(why(again), SaveFailed::Review(Refused::AnsweredAlready));
    }
    assert_eq!(open(&store, VIKTOR, key).await.inputs.len(), 2);
    assert_eq!(open(&store, MIRA, key).await.inputs.len(), 0);
    write(&store, MIRA, key, "Mine.").await;
    write(&store, VIKTOR, key, "His.").await;
    share(&store, MIRA, key).await;
    share(&store, VIKTOR, key).await;
    let seen: Vec<_> = open(&store, MIRA, key).await.inputs.into_keys().collect();
    assert_eq!(seen, [person_id(JONAS)]);
    let mut rows =
        store.read("SELECT VALUE subject FROM outbox WHERE subject CONTAINS 'your work'", Variables::new()).await.expect("reads");
    assert_eq!(rows.take::<Vec<String>>(0).expect("texts").len(), 2);
    // Their own side, and who is not asked, ask nobody.
    let mira = holder(&store, MIRA, key).await.expect("hers");
    assert_eq!(why(review::ask(&store, &mira, &mail, person_id(SUNNIVA), true, "").await), Refused::HandedOver);
}

#[tokio::test]
async fn who_left_is_not_asked_nor_gets_a_review() {
    let (store, key) = launched().await;
    let left = person_id(JONAS);
    let ines = administrator(&store).await;
    person::change_many(&store, &ines, &[left].into(), Bulk::Leave).await.expect("left");
    let viktor = holder(&store, VIKTOR, key).await.expect("hers");
    assert_eq!(why(review::ask(&store, &viktor, &Mail::none(), left, true, "").await), Refused::Left);
    let wanted = wanted(key.cycle, &[MIRA, JONAS, SUNNIVA]);
    let preview = review::preview(&store, &ines, &wanted).await.expect("looked at");
    assert_eq!((preview.people.len(), preview.has_one.len(), preview.without_manager.len()), (0, 1, 1));
    assert_eq!(why(launch(&store, &wanted).await), NotLaunched::Nobody);
}

#[tokio::test]
async fn a_review_is_handed_over_by_whom_it_concerns_and_to_the_line_only() {
    let (store, key) = launched().await;
    let handing = async |name: &str| access::handing(&actor(&store, name).await, &*now(&store, key).await);
    for other in [MIRA, JONAS, SUNNIVA] {
        assert_eq!(handing(other).await, None, "{other}");
    }
    let viktor = holder(&store, VIKTOR, key).await.expect("hers");
    // Who looks after people hands it to the manager of today, and to nobody else: not to themselves.
    let ines = handing(INES).await.expect("she looks after people");
    for to in [INES, SUNNIVA] {
        assert_eq!(why(review::hand_over(&store, &ines, person_id(to)).await), Refused::NotInLine, "{to}");
    }
    let hers = handing(VIKTOR).await.expect("he holds it");
    assert_eq!(why(review::hand_over(&store, &hers, person_id(JONAS)).await), Refused::NotInLine);
    assert_eq!(why(review::hand_over(&store, &hers, person_id(MIRA)).await), Refused::Themselves);
    review::hand_over(&store, &hers, person_id(SUNNIVA)).await.expect("handed over");
    // Whoever still has the page open is told.
    assert_eq!(
        why(review::save(&store, &viktor, &[edit(answer("learned"), "x", 0)]).await),
        SaveFailed::Review(Refused::HandedOver)
    );
    assert!(review::read(&store, &viktor).await.expect("reads").is_none());
    assert_eq!(why(review::hand_over(&store, &hers, person_id(VIKTOR)).await), Refused::HandedOver);
    let ines = handing(INES).await.expect("she looks after people");
    review::hand_over(&store, &ines, person_id(VIKTOR)).await.expect("back to her manager");
    assert_eq!(now(&store, key).await.manager, person_id(VIKTOR));
}

#[tokio::test]
async fn everybody_gets_one_a_cycle_and_a_launch_is_called_off_while_nobody_has_begun() {
    let (store, key) = launched().await;
    let ines = administrator(&store).await;
    let all = Wanted { who: Who::All, ..wanted(key.cycle, &[]) };
    let preview = review::preview(&store, &ines, &all).await.expect("looked at");
    let launches = || async { launch(&store.shared(), &all).await };
    let (one, other) = tokio::join!(launches(), launches());
    let (launched, nobody): (Vec<_>, Vec<_>) = [one, other].into_iter().partition(Result::is_ok);
    assert_eq!((launched.len(), nobody.into_iter().map(why).collect::<Vec<_>>()), (1, vec![NotLaunched::Nobody]));
    let (id, many) = launched.into_iter().next().expect("one").expect("launched");
    assert_eq!(many, preview.people.len());
    let store = store.shared();
    let reviews = review::all(&store).await.expect("reads");
    assert_eq!((reviews.shelf.of_launch(id).count(), reviews.shelf.launches(key.cycle).len()), (many, 2));
    let other = ReviewKey { person: person_id(JONAS), ..key };
    let first = now(&store, key).await.launch;
    write(&store, MIRA, key, "Mine.").await;
    assert_eq!(why(review::call_off(&store, &ines, first).await), NotLaunched::Begun);
    review::call_off(&store, &ines, id).await.expect("called off");
    let reviews = review::all(&store).await.expect("reads");
    assert_eq!((reviews.shelf.of_launch(id).count(), reviews.shelf.find(other)), (0, None));
    let fresh = review::all(&store.shared()).await.expect("reads");
    assert_eq!(fresh.shelf.all().count(), reviews.shelf.all().count());
    // What a manager noted for themselves is a beginning, too.
    let (noted, _) = launch(&store, &wanted(key.cycle, &[JONAS])).await.expect("launched");
    let viktor = holder(&store, VIKTOR, other).await.expect("he holds it");
    review::save_notes(&store, &viktor, &edit(Slot::Notes, "Ask about March.", 0)).await.expect("noted");
    assert_eq!(why(review::call_off(&store, &ines, noted).await), NotLaunched::Begun);
    assert!(is_sound(&store).await);
}

#[tokio::test]
async fn who_held_a_review_reads_what_they_wrote_and_nobody_else_does() {
    let (store, key) = launched().await;
    write(&store, VIKTOR, key, "His.").await;
    let viktor = holder(&store, VIKTOR, key).await.expect("he holds it");
    review::save_notes(&store, &viktor, &edit(Slot::Notes, "Ask about March.", 0)).await.expect("noted");
    let handing = access::handing(&actor(&store, VIKTOR).await, &*now(&store, key).await).expect("he may");
    review::hand_over(&store, &handing, person_id(SUNNIVA)).await.expect("handed over");
    let found = now(&store, key).await;
    let left = review::left_behind(&store, &actor(&store, VIKTOR).await, &found).await.expect("reads").expect("his");
    assert_eq!((left.half.text(&answer("learned")), left.notes.text(&Slot::Notes)), ("His.", "Ask about March."));
    for other in [MIRA, SUNNIVA, JONAS, INES] {
        let nothing = review::left_behind(&store, &actor(&store, other).await, &found).await.expect("reads");
        assert!(nothing.is_none(), "{other}");
    }
    assert!(is_sound(&store).await);
}

#[tokio::test]
async fn nothing_changes_in_a_closed_cycle() {
    let (store, key) = launched().await;
    let mira = holder(&store, MIRA, key).await.expect("hers");
    let ines = administrator(&store).await;
    crate::cycle::close(&store, &ines, key.cycle, waymark::Version::default()).await.expect("closed");
    assert_eq!(
        why(review::save(&store, &mira, &[edit(answer("learned"), "x", 0)]).await),
        SaveFailed::Review(Refused::CycleClosed)
    );
    assert_eq!(why(review::share(&store, &mira).await), Refused::CycleClosed);
    assert_eq!(why(launch(&store, &wanted(key.cycle, &[JONAS])).await), NotLaunched::CycleClosed);
    assert!(review::read(&store, &mira).await.expect("reads").is_some(), "it is still read");
}

#[tokio::test]
async fn letters_go_to_those_who_have_something_to_do() {
    let (store, key) = launched().await;
    let mail = Mail::from("https://halden.example");
    let id = now(&store, key).await.launch;
    let letters = async |letter: review::Letter| {
        review::write_letters(&store, &mail, id, letter).await.expect("written");
        // Once more changes nothing.
        review::write_letters(&store, &mail, id, letter).await.expect("written");
        let mut rows =
            store.read("SELECT VALUE recipient FROM outbox ORDER BY recipient", Variables::new()).await.expect("reads");
        let recipients = rows.take::<Vec<String>>(0).expect("texts");
        store.write(|work| _ = work.add("DELETE outbox")).await.expect("emptied");
        recipients
    };
    assert_eq!(letters(review::Letter::Launched).await, [demo::EMPLOYEE]);
    assert_eq!(letters(review::Letter::ShareSoon).await, [demo::EMPLOYEE, demo::MANAGER]);
    write(&store, MIRA, key, "Mine.").await;
    share(&store, MIRA, key).await;
    // A letter that was written before has the same id: emptied above, it is written again, but not to who has nothing to do.
    assert_eq!(letters(review::Letter::ShareSoon).await, [demo::MANAGER]);
    assert_eq!(letters(review::Letter::SignSoon).await, [demo::EMPLOYEE, demo::MANAGER]);
    assert_eq!(letters(review::Letter::PeersSoon).await, Vec::<String>::new());
    let due = store.read("SELECT VALUE due FROM job WHERE kind = 'review_letters' ORDER BY due", Variables::new()).await;
    let due: Vec<surrealdb::types::Datetime> = due.expect("reads").take(0).expect("times");
    let zone = jiff::tz::TimeZone::get("Europe/Oslo").expect("a zone");
    let due: Vec<Date> =
        due.into_iter().map(|at| crate::record::timestamp(at).expect("a time").to_zoned(zone.clone()).date()).collect();
    assert_eq!(due, [date(2027, 1, 11), date(2027, 1, 17), date(2027, 1, 22), date(2027, 2, 9)]);
}

#[tokio::test]
async fn what_is_in_memory_holds_no_word_of_anybody() {
    let (store, key) = launched().await;
    write(&store, MIRA, key, "A secret word.").await;
    let review = now(&store, key).await;
    assert!(!serde_json::to_string(&*review).expect("plain data").contains("secret"));
    let mut rows = store.read("SELECT VALUE content FROM review_writing", with("none", 0)).await.expect("reads");
    let stored: Vec<Writing> =
        rows.take::<Vec<String>>(0).expect("texts").iter().map(|text| serde_json::from_str(text).expect("reads")).collect();
    assert_eq!(stored.len(), 1);
    assert!(store.now() + SignedDuration::ZERO >= review.launched);
}
