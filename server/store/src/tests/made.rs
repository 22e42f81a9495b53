//! Cycles and personal reviews, as people make and write them.

use super::{actor, administrator};
use crate::{
    Store,
    access::{self, AskedPeer, Holder},
    cycle,
    demo::person_id,
    outbox::Mail,
    review::{self, Open, Wanted, Who},
};
use jiff::civil::{Date, date};
use std::sync::Arc;
use waymark::{
    CycleId,
    cycle::Dates as CycleDates,
    person::Name,
    questionnaire::Slug,
    review::{Dates, Edit, Review, ReviewKey, Slot},
};

pub(super) const MIRA: &str = "Mira Solberg";
pub(super) const VIKTOR: &str = "Viktor Nakamura";
pub(super) const SUNNIVA: &str = "Sunniva Haugen";
pub(super) const JONAS: &str = "Jonas Lindqvist";
pub(super) const INES: &str = "Ines Moreau";

fn slug(text: &str) -> Slug {
    Slug::new(text).expect("a slug")
}

pub(super) async fn cycle(store: &Store, name: &str, starts: Date, ends: Date) -> CycleId {
    let dates = CycleDates { starts, middle: None, ends };
    let said = cycle::Said { name: Name::new(name).expect("a name"), dates, stages: Vec::new() };
    cycle::create(store, &administrator(store).await, &said).await.expect("created")
}

/// The half-year that is under way.
pub(super) async fn half_year(store: &Store) -> CycleId {
    cycle(store, "2027 H1", date(2027, 1, 1), date(2027, 6, 30)).await
}

/// Reviews of these people.
pub(super) fn wanted(cycle: CycleId, people: &[&str]) -> Wanted {
    Wanted {
        cycle,
        questionnaire: slug("personal-review"),
        dates: Dates { prepare: date(2027, 1, 20), share: date(2027, 1, 25), talk: date(2027, 2, 5), sign: date(2027, 2, 12) },
        back: None,
        who: Who::People(people.iter().map(|name| person_id(name)).collect()),
    }
}

/// Launches them without a letter to anybody. Returns how many there are.
pub(super) async fn launched(store: &Store, wanted: &Wanted) -> usize {
    review::launch(store, &administrator(store).await, &Mail::none(), wanted).await.expect("launched").1
}

pub(super) async fn now(store: &Store, key: ReviewKey) -> Arc<Review> {
    review::find(store, key).await.expect("reads").expect("there")
}

pub(super) async fn holder(store: &Store, name: &str, key: ReviewKey) -> Option<Holder> {
    access::holder(&actor(store, name).await, &*now(store, key).await)
}

pub(super) async fn peer(store: &Store, name: &str, key: ReviewKey) -> AskedPeer {
    access::asked_peer(&actor(store, name).await, &*now(store, key).await).expect("they were asked")
}

pub(super) async fn open(store: &Store, name: &str, key: ReviewKey) -> Open {
    let holder = holder(store, name, key).await.expect("they hold it");
    review::read(store, &holder).await.expect("reads").expect("there")
}

pub(super) fn edit(slot: Slot, text: &str, seen: u32) -> Edit {
    Edit { slot, text: text.to_owned(), seen, pen: None }
}

pub(super) fn answer(question: &str) -> Slot {
    Slot::Answer(slug(question))
}

/// Writes all that has to be written, and this beside it.
pub(super) async fn write(store: &Store, name: &str, key: ReviewKey, words: &str) {
    let edits = ["achievements-best", "improvement-areas", "learned"].map(|id| edit(answer(id), words, 0));
    review::save(store, &holder(store, name, key).await.expect("they hold it"), &edits).await.expect("saved");
}

pub(super) async fn share(store: &Store, name: &str, key: ReviewKey) -> Arc<Review> {
    review::share(store, &holder(store, name, key).await.expect("they hold it")).await.expect("shared")
}
