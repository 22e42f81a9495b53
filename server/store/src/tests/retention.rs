//! Retention: nothing is removed that was not announced, and what was announced is removed on its day.

use super::{
    administrator, company, founded,
    made::{self, JONAS, MIRA, VIKTOR, answer, edit, half_year, holder, launched, open, wanted},
};
use crate::{
    Clock, Failed, Store, access, audit, check, cycle,
    demo::{self, person_id},
    directory,
    outbox::Mail,
    record, retention,
    review::{self, Wanted, Who},
    transaction::{Work, with},
};
use jiff::civil::{Date, date};
use std::collections::BTreeSet;
use surrealdb::types::{RecordId, SurrealValue, Uuid, Variables};
use waymark::{
    Changed, CycleId, PersonId, Version,
    retention::{Keep, Refused, Retention, Settings},
    review::{ReviewKey, Slot},
};

/// How many reviews one transaction empties.
const BATCH: usize = 50;

fn mail() -> Mail {
    Mail::from("https://halden.example")
}

/// The same database, in the morning of a day.
fn on(store: &Store, day: Date) -> Store {
    store.at(Clock::still(format!("{day}T08:00:00Z").parse().expect("a time")))
}

async fn closed(store: &Store, id: CycleId) {
    let known = cycle::find(store, id).await.expect("reads").expect("there");
    cycle::close(store, &administrator(store).await, id, known.version).await.expect("closed");
}

async fn save(store: &Store, who: PersonId, key: ReviewKey) {
    let actor = access::actor(store, who).await.expect("reads").expect("active");
    let holder = access::holder(&actor, &*made::now(store, key).await).expect("they hold it");
    review::save(store, &holder, &[edit(answer("learned"), "A word of mine.", 0)]).await.expect("saved");
}

/// A cycle that ends on the last of February.
async fn begun(store: &Store) -> CycleId {
    made::cycle(store, "2026 H2", date(2026, 9, 1), date(2027, 2, 28)).await
}

/// A review of Mira that Viktor holds, with everything that can be written in one, in a cycle that ends on the last of February and is closed; and
/// another in one that goes on.
async fn written() -> (Store, ReviewKey, ReviewKey) {
    let (store, _) = company().await;
    let (old, new) = (begun(&store).await, half_year(&store).await);
    let keys = [old, new].map(|cycle| ReviewKey { cycle, person: person_id(MIRA) });
    for key in keys {
        launched(&store, &wanted(key.cycle, &[MIRA])).await;
        save(&store, person_id(MIRA), key).await;
        save(&store, person_id(VIKTOR), key).await;
        let viktor = holder(&store, VIKTOR, key).await.expect("he holds it");
        review::save_notes(&store, &viktor, &edit(Slot::Notes, "A note.", 0)).await.expect("saved");
        review::ask(&store, &viktor, &Mail::none(), person_id(JONAS), true, "A question.").await.expect("asked");
    }
    closed(&store, old).await;
    (store, keys[0], keys[1])
}

fn months(reviews: u16) -> Settings {
    Settings { reviews: Keep::Months(reviews), left: Keep::ForEver }
}

async fn set(store: &Store, seen: u32, settings: Settings) -> Result<Version, Failed<Refused>> {
    retention::set(store, &administrator(store).await, &mail(), Version(seen), settings).await
}

async fn kept(store: &Store) -> Retention {
    retention::settings(store, &administrator(store).await).await.expect("reads")
}

async fn run(store: &Store) -> Retention {
    retention::run(store, &mail()).await.expect("runs");
    kept(store).await
}

async fn texts(store: &Store, key: ReviewKey) -> usize {
    let all = record::all_under("review_writing", vec![Uuid::from(key.cycle.uuid()).into_value()]);
    let mut rows = store.read("SELECT VALUE id FROM $all", with("all", all)).await.expect("reads");
    rows.take::<Vec<RecordId>>(0).expect("ids").len()
}

async fn told(store: &Store, action: &str) -> Vec<String> {
    let values = with("action", action.to_owned());
    let mut rows = store.read("SELECT VALUE detail FROM audit WHERE action = $action ORDER BY id", values).await.expect("reads");
    rows.take(0).expect("texts")
}

async fn letters(store: &Store) -> Vec<String> {
    let asked = "SELECT VALUE subject FROM outbox WHERE subject CONTAINS 'removed' ORDER BY created";
    store.read(asked, Variables::new()).await.expect("reads").take(0).expect("texts")
}

async fn administrators(store: &Store) -> usize {
    let seen = directory::read(store).await.expect("reads");
    seen.directory.people().iter().filter_map(|id| seen.directory.person(*id)).filter(|person| person.administrator).count()
}

async fn is_sound(store: &Store) -> bool {
    let is_chained = audit::verify(store).await.expect("reads").is_ok();
    is_chained && super::is_sound(store).await
}

const ON: Date = date(2027, 8, 28);

#[tokio::test]
async fn what_is_announced_is_done_on_its_day_and_nothing_more() {
    let (store, old, new) = written().await;
    assert_eq!(run(&store).await, Retention::default(), "for ever, unless somebody says otherwise");
    set(&store, 0, months(6)).await.expect("set");
    assert_eq!(run(&on(&store, date(2027, 8, 19))).await.announced, None, "nothing is due by the day on which it would be done");
    let announced = run(&on(&store, date(2027, 8, 20))).await.announced.expect("announced");
    assert_eq!((announced.said, announced.on), (date(2027, 8, 20), ON));
    let said: Vec<_> = announced.texts.iter().map(|texts| (texts.name.as_str(), texts.people.len())).collect();
    assert_eq!(said, [("2026 H2", 1)]);
    assert_eq!(letters(&store).await.len(), administrators(&store).await);
    // The other cycle is closed meanwhile, and would be due by the time of a late run: it was not announced.
    closed(&on(&store, date(2027, 8, 21)), new.cycle).await;
    let before = (texts(&store, old).await, texts(&store, new).await);
    assert_eq!(before, (3, 3));
    for day in 21..28 {
        assert_eq!(run(&on(&store, date(2027, 8, day))).await.announced.as_ref(), Some(&announced), "day {day}");
    }
    assert_eq!(
        (texts(&store, old).await, letters(&store).await.len()),
        (3, administrators(&store).await),
        "not before, and said once"
    );
    let later = on(&store, date(2028, 2, 1));
    let done = run(&later).await;
    assert_eq!((texts(&store, old).await, texts(&store, new).await), (0, 3));
    assert_eq!((done.runs.len(), done.runs[0].on), (1, date(2028, 2, 1)));
    assert_eq!(done.runs[0].reviews, [("2026 H2".to_owned(), 1)]);
    assert_eq!(told(&store, "retention.removed").await, ["texts of 1 review of 2026 H2"]);
    assert_eq!(told(&store, "retention.done").await, ["texts of 1 review of 2026 H2"]);
    // And what became due meanwhile has its own days.
    let next = done.announced.expect("announced");
    assert_eq!((next.on, next.texts.len(), next.texts[0].cycle), (date(2028, 2, 9), 1, new.cycle));
    run(&on(&store, date(2028, 2, 9))).await;
    assert_eq!(texts(&store, new).await, 0);
    assert!(is_sound(&later).await);
}

#[tokio::test]
async fn a_review_whose_texts_were_removed_says_so_and_can_be_read() {
    let (store, old, new) = written().await;
    let mut plan = Work::new();
    plan.add("CREATE $plan SET content = $content, version = 0")
        .bind("content", serde_json::to_string(&waymark::plan::Plan::default()).expect("plain data"))
        .bind("plan", record::pair("review_plan", Uuid::from(old.cycle.uuid()), Uuid::from(old.person.uuid())));
    store.commit(plan).await.expect("a plan");
    set(&store, 0, months(6)).await.expect("set");
    run(&on(&store, date(2027, 8, 20))).await;
    let later = on(&store, ON);
    run(&later).await;
    for name in [MIRA, VIKTOR] {
        let open = open(&later, name, old).await;
        assert_eq!(open.review.emptied, Some(ON));
        assert!([open.halves.own, open.halves.manager].into_iter().flatten().all(|half| half.writing.is_blank()));
        assert!(open.notes.is_none_or(|notes| notes.is_blank()));
        let peers: Vec<_> = open.review.peers.iter().map(|peer| (peer.person, peer.about.as_str())).collect();
        assert_eq!(peers, [(person_id(JONAS), "")]);
        assert!(open.review.begun.own && open.review.begun.manager, "how far it came stays");
    }
    assert_eq!(review::find(&later, new).await.expect("reads").expect("there").emptied, None);
    let mut plans = store.read("SELECT VALUE id FROM review_plan", Variables::new()).await.expect("reads");
    assert_eq!(plans.take::<Vec<RecordId>>(0).expect("ids").len(), 1, "plans stay");
    let everything = check::fingerprint(&store).await.expect("reads");
    let words = ["A word of mine.", "A note.", "A question."].map(|word| everything.matches(word).count());
    assert_eq!(words, [2, 1, 1], "those of the other review");
    assert!(is_sound(&later).await);
}

#[tokio::test]
async fn whoever_changes_the_settings_calls_it_off_or_puts_it_off() {
    let (store, old, _) = written().await;
    set(&store, 0, months(6)).await.expect("set");
    run(&on(&store, date(2027, 8, 20))).await;
    let all = administrators(&store).await;
    let called_off = on(&store, date(2027, 8, 27));
    assert_eq!(set(&called_off, 1, Settings::default()).await.expect("set"), Version(2));
    assert_eq!(letters(&store).await.len(), 2 * all);
    assert!(letters(&store).await.contains(&"Nothing will be removed".to_owned()));
    let late = on(&store, date(2027, 9, 30));
    assert_eq!(run(&late).await.announced, None);
    // Set again, all days begin again.
    let announced = |kept: Retention| kept.announced.map(|announced| announced.on);
    set(&late, 2, months(7)).await.expect("set");
    assert_eq!(announced(kept(&late).await), Some(date(2027, 10, 8)));
    assert!(
        told(&store, "retention.changed")
            .await
            .last()
            .is_some_and(|last| last.ends_with("to be removed on 2027-10-08: texts of 1 review of 2026 H2"))
    );
    let put_off = on(&store, date(2027, 10, 5));
    set(&put_off, 3, months(8)).await.expect("set");
    assert_eq!(announced(kept(&put_off).await), None, "it is due at the end of October");
    run(&on(&store, date(2027, 10, 8))).await;
    assert_eq!(texts(&store, old).await, 3);
    assert_eq!(announced(run(&on(&store, date(2027, 10, 20))).await), Some(date(2027, 10, 28)));
    run(&on(&store, date(2027, 10, 28))).await;
    assert_eq!(texts(&store, old).await, 0);
    assert!(is_sound(&late).await);
}

#[tokio::test]
async fn two_runners_do_it_once() {
    let (store, old, _) = written().await;
    set(&store, 0, months(6)).await.expect("set");
    for (day, texts_then) in [(date(2027, 8, 20), 3), (ON, 0)] {
        // As if by two programs.
        let then = on(&store, day);
        let (one, other) = (then.shared(), then.shared());
        let (of_one, of_other) = (mail(), mail());
        let (first, second) = tokio::join!(retention::run(&one, &of_one), retention::run(&other, &of_other));
        first.and(second).expect("both run");
        assert_eq!(texts(&store, old).await, texts_then);
    }
    assert_eq!(letters(&store).await.len(), administrators(&store).await);
    for action in ["retention.announced", "retention.removed", "retention.done"] {
        assert_eq!(told(&store, action).await.len(), 1, "{action}");
    }
    assert_eq!(kept(&store).await.runs.len(), 1);
    assert!(is_sound(&store).await);
}

/// Everybody has a review with a word in it, in a cycle that is closed. Returns how many.
async fn many() -> (Store, CycleId, usize) {
    let (store, _) = company().await;
    let cycle = begun(&store).await;
    let count = launched(&store, &Wanted { who: Who::All, ..wanted(cycle, &[]) }).await;
    let reviews = review::all(&store).await.expect("reads");
    for key in reviews.shelf.all().map(|review| review.key) {
        save(&store, key.person, key).await;
    }
    closed(&store, cycle).await;
    (store, cycle, count)
}

#[tokio::test]
async fn many_reviews_are_emptied_in_several_steps_and_each_says_how_many() {
    let (store, cycle, count) = many().await;
    set(&store, 0, months(6)).await.expect("set");
    run(&on(&store, date(2027, 8, 20))).await;
    let done = run(&on(&store, ON)).await;
    assert_eq!(done.runs[0].reviews, [("2026 H2".to_owned(), count)]);
    assert_eq!(told(&store, "retention.removed").await.len(), count.div_ceil(BATCH));
    assert_eq!(texts(&store, ReviewKey { cycle, person: person_id(MIRA) }).await, 0);
    assert!(is_sound(&store).await);
}

#[tokio::test]
async fn whoever_changes_the_settings_while_it_is_done_calls_the_rest_off() {
    let (store, cycle, count) = many().await;
    assert!(count > BATCH, "it takes more than one step");
    set(&store, 0, months(6)).await.expect("set");
    run(&on(&store, date(2027, 8, 20))).await;
    let then = on(&store, ON);
    assert!(retention::step(&then, &mail()).await.expect("runs"), "there is more to do");
    set(&then, 1, Settings::default()).await.expect("set");
    run(&then).await;
    assert_eq!(texts(&store, ReviewKey { cycle, person: person_id(MIRA) }).await, count - BATCH);
    assert!(is_sound(&store).await);
}

#[tokio::test]
async fn whoever_saves_over_what_they_did_not_see_is_told_and_of_two_at_once_one_saves() {
    let (store, _) = company().await;
    set(&store, 0, months(6)).await.expect("set");
    let refused = set(&store, 0, months(12)).await;
    let expected = Refused::Changed(Changed { now: months(6), version: Version(1) });
    assert!(matches!(refused, Err(Failed::Refused(why)) if why == expected));
    assert_eq!(set(&store, 1, months(6)).await.expect("the same again"), Version(1));
    assert_eq!(told(&store, "retention.changed").await, ["texts of reviews: 6 months, who left: for ever"]);
    let (one, other) = (store.shared(), store.shared());
    let (first, second) = tokio::join!(set(&one, 1, months(12)), set(&other, 1, months(24)));
    assert_eq!([first.is_ok(), second.is_ok()].into_iter().filter(|is| *is).count(), 1);
    assert_eq!(kept(&store).await.version, Version(2));
    let refused = set(&store, 2, months(5)).await;
    assert!(matches!(refused, Err(Failed::Refused(Refused::Months(_)))));
}

#[tokio::test]
async fn who_left_long_ago_is_shown_and_stays() {
    let mut company = demo::company();
    // Somebody of whom nobody noted when.
    company.change("Emil Brandt", |person| person.active = false);
    let (store, _) = founded(&company).await;
    let administrator = administrator(&store).await;
    let seen = directory::read(&store).await.expect("reads");
    let left: Vec<_> = seen.directory.left().iter().filter_map(|id| seen.directory.person(*id)).collect();
    let preview = async |months: Keep| {
        let settings = Settings { reviews: Keep::ForEver, left: months };
        retention::preview(&store, &administrator, settings).await.expect("looked at").gone
    };
    let before = check::fingerprint(&store).await.expect("reads");
    assert_eq!(preview(Keep::ForEver).await, waymark::retention::Gone::default());
    let gone = preview(Keep::Months(12)).await;
    let day = date(2026, 1, 11);
    let expected: BTreeSet<_> =
        left.iter().filter(|person| person.left.is_some_and(|on| on <= day)).map(|person| person.id).collect();
    let undated: BTreeSet<_> = left.iter().filter(|person| person.left.is_none()).map(|person| person.id).collect();
    assert!(!expected.is_empty() && undated.contains(&person_id("Emil Brandt")));
    assert!(expected.len() + undated.len() < left.len(), "somebody left less than a year ago");
    assert_eq!(gone.due.iter().map(|(person, _)| *person).collect::<BTreeSet<_>>(), expected);
    assert_eq!(gone.undated.into_iter().collect::<BTreeSet<_>>(), undated);
    assert!(gone.due.is_sorted_by_key(|(_, on)| *on));
    assert_eq!(check::fingerprint(&store).await.expect("reads"), before, "looking changes nothing");
    // A run removes nobody.
    set(&store, 0, Settings { reviews: Keep::ForEver, left: Keep::Months(6) }).await.expect("set");
    assert_eq!(run(&on(&store, date(2040, 1, 1))).await.announced, None);
    let after = directory::read(&store).await.expect("reads");
    assert_eq!(after.directory.left(), seen.directory.left());
}

#[tokio::test]
async fn what_is_looked_at_is_what_is_then_announced() {
    let (store, _, _) = written().await;
    let late = on(&store, date(2027, 9, 1));
    let administrator = administrator(&late).await;
    let before = check::fingerprint(&late).await.expect("reads");
    let looked_at = retention::preview(&late, &administrator, months(6)).await.expect("looked at").announced;
    assert_eq!(check::fingerprint(&late).await.expect("reads"), before, "looking changes nothing");
    set(&late, 0, months(6)).await.expect("set");
    let announced = kept(&late).await.announced;
    assert!(announced.is_some());
    assert_eq!(announced, looked_at);
}
