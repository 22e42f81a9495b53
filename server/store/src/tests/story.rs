//! The demo company holds together whatever day it is, and tells the loop: from a plan to its goals, and from a goal to the review that graded it.

use super::actor;
use crate::{
    Clock, Store,
    access::{self, Actor},
    check, cycle,
    demo::{self, Demo},
    goal,
    password::Hasher,
    review::{self, plan},
};
use std::sync::Arc;
use waymark::{
    goal::{End, Goal},
    plan::{Plan, belonging},
    review::{PlanStage, Review, Stage, Tally},
};

async fn founded(now: &str) -> Store {
    let store = Store::open("mem://", Clock::still(now.parse().expect("a time"))).await.expect("a store in memory opens");
    assert!(demo::found_when_empty(&store, &Hasher::cheap(), Demo::WithReviews).await.expect("founded"), "{now}");
    store
}

async fn called(store: &Store, title: &str) -> Arc<Goal> {
    let all = goal::all(store).await.expect("reads");
    all.tree.all().find(|goal| goal.terms.title.as_str() == title).cloned().unwrap_or_else(|| panic!("no goal is called {title}"))
}

/// Somebody's reviews, the newest first.
async fn reviews_of(store: &Store, person: &Actor) -> Vec<Arc<Review>> {
    let all = review::all(store).await.expect("reads");
    all.shelf.of_person(person.id()).into_iter().cloned().collect()
}

async fn plan_of(store: &Store, reader: &Actor, review: &Review) -> Plan {
    let reader = access::plan_reader(reader, review).expect("theirs to read");
    plan::read(store, &reader).await.expect("reads").expect("there").plan
}

/// From the plan that is being written to the ones before, to their goals, and from these to the review in which they were graded.
async fn tells_the_loop(store: &Store) {
    let mira = actor(store, "Mira Solberg").await;
    let reviews = reviews_of(store, &mira).await;
    let stages: Vec<Stage> = reviews.iter().map(|review| review.stage()).collect();
    assert_eq!(stages, [Stage::Talk, Stage::Signed, Stage::Signed]);
    let goals = goal::all(store).await.expect("reads");
    let now = belonging(reviews[0].key, &goals.tree);
    assert!(now.iter().any(|goal| goal.is_agreed()), "something is agreed");
    assert_eq!(now.iter().filter(|goal| !goal.is_agreed()).count(), 1, "one goal waits");
    for (place, title) in [(1, "Foundations of observability"), (2, "PCI Professional certificate")] {
        let signed = plan_of(store, &mira, &reviews[place]).await;
        let aims = &signed.newest().expect("signed").contents.goals;
        assert!(aims.iter().any(|aim| aim.terms.title.as_str() == title), "{title}");
        assert!(signed.newest().expect("signed").contents.learning().next().is_some());
    }
    let passed = called(store, "PCI Professional certificate").await;
    assert_eq!((passed.graded_in, passed.grade), (Some(reviews[1].key), Some(10)));
    let handbook = called(store, "An on-call handbook for Payments").await;
    assert_eq!(handbook.graded_in, Some(reviews[0].key), "it is graded in a review though its own cycle is closed");
    let carried = called(store, "Timetables refunds without asking us").await;
    assert_eq!(carried.cycle, Some(reviews[1].key.cycle), "it goes on in the second cycle");

    let zofia = actor(store, "Zofia Dvořák").await;
    let first = reviews_of(store, &zofia).await.pop().expect("a first review");
    let amended = plan_of(store, &zofia, &first).await;
    assert!(amended.versions.len() == 2 && amended.versions[1].amends.is_some());
    let given_up = called(store, "Card network on version 3").await;
    assert!(matches!(given_up.ended, Some((End::Dropped, _))));

    let action = called(store, "Nobody is alone on their first nights on call").await;
    assert!(action.is_action() && action.origin.is_some() && action.owner == mira.id());
}

#[tokio::test]
async fn whatever_day_it_is_the_company_tells_the_loop() {
    for now in ["2027-01-01T08:00:00Z", "2027-04-14T08:00:00Z", "2027-06-30T20:00:00Z"] {
        let store = founded(now).await;
        let wrong: Vec<_> = check::run(&store).await.expect("reads").into_iter().filter(|finding| !finding.fine).collect();
        assert!(wrong.is_empty(), "{now}: {wrong:?}");
        tells_the_loop(&store).await;
        let cycles = cycle::list(&store).await.expect("reads");
        let closed: Vec<bool> = cycles.iter().map(|cycle| cycle.closed).collect();
        assert_eq!(closed, [false, true, true, true, true], "{now}");
    }
}

#[tokio::test]
async fn reviews_are_at_every_stage() {
    let store = founded("2027-01-11T08:00:00Z").await;
    let nadia = actor(&store, "Nadia Perić").await;
    let cycle = reviews_of(&store, &nadia).await.first().expect("a review").key.cycle;
    let all = review::all(&store).await.expect("reads");
    let today = nadia.seen().day(store.now());
    let of_cycle = all.shelf.all().map(|review| &**review).filter(|review| review.key.cycle == cycle);
    let tally = Tally::of(of_cycle, today);
    let expected = Tally { all: 12, untouched: 5, prepare: 8, share: 2, talk: 1, sign: 0, signed: 1, late: 1 };
    assert_eq!(tally, expected);
    let asking = all.shelf.asking(nadia.id());
    assert!(asking.iter().any(|review| review.plan == PlanStage::Open && review.key.cycle == cycle), "she was asked as a peer");
}
