//! The store's rules, on the real store: in memory, or in files where files are what is tested.

mod audit;
mod former;
mod goal;
mod job;
mod made;
mod mine;
mod open;
mod organisation;
mod password;
mod person;
mod plan;
mod retention;
mod review;
mod session;
mod story;
mod survey;
mod workshop;

use crate::{
    Clock, Failed, Store,
    access::{self, Actor, Administrator},
    check, demo,
    password::Hasher,
};
use std::fmt::Debug;

/// The demo company in memory, on a clock that stands.
async fn company() -> (Store, Hasher) {
    founded(&demo::company()).await
}

/// Another company.
async fn founded(company: &demo::Company) -> (Store, Hasher) {
    let store = Store::open("mem://", still()).await.expect("a store in memory opens");
    let hasher = Hasher::cheap();
    company.found(&store, &hasher).await.expect("the company is founded");
    (store, hasher)
}

fn still() -> Clock {
    Clock::still("2027-01-11T08:00:00Z".parse().expect("a time"))
}

async fn actor(store: &Store, name: &str) -> Actor {
    access::actor(store, demo::person_id(name)).await.expect("reads").expect("an active person")
}

async fn administrator(store: &Store) -> Administrator {
    actor(store, "Ines Moreau").await.administrator().expect("she looks after people")
}

/// Why something was refused.
fn why<T: Debug, R: Debug>(result: Result<T, Failed<R>>) -> R {
    match result {
        Err(Failed::Refused(why)) => why,
        other => panic!("not refused: {other:?}"),
    }
}

async fn is_sound(store: &Store) -> bool {
    check::run(store).await.expect("reads").iter().all(|finding| finding.fine)
}
