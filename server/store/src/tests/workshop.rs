//! Workshops: everybody's vote counts once, and after the reveal nobody can tell whose it was.

use super::{actor, company, founded, is_sound};
use crate::{
    Clock, Failed, Store,
    access::{self, Hosting, Participant},
    audit, check,
    demo::{self, Company, person_id, team_id},
    live,
    person::{self, Bulk},
    team,
    transaction::with,
    workshop,
};
use jiff::{SignedDuration, civil::date};
use std::{
    collections::BTreeSet,
    fmt::Debug,
    sync::Arc,
    time::{Duration, Instant},
};
use surrealdb::types::{Uuid, Variables};
use waymark::{
    CycleId, Version, WorkshopId,
    delegation::Delegation,
    person::Name,
    questionnaire::Slug,
    workshop::{Ballot, Consensus, Points, Refused, Section, Stage, Stand, Tally, Topic, Vote, Way, Workshop},
};

const CREW: usize = 50;

fn sailor(number: usize) -> String {
    format!("Sailor {number}")
}

/// A company of one large team that Lea leads.
async fn crew() -> Store {
    let names: Vec<String> = (0..CREW).map(sailor).collect();
    let sailors: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "Sailor")).collect();
    let company = Company::named("Crew", "Europe/Oslo", "crew.example")
        .team("Crew", "Lea", None)
        .people("Crew", None, &[("Lea", "Captain")])
        .people("Crew", Some("Lea"), &sailors)
        .administrator("Lea");
    founded(&company).await.0
}

/// Several programs on the same database.
fn programs(store: &Store) -> [Store; 3] {
    [store.shared(), store.shared(), store.shared()]
}

fn slug(text: &str) -> Slug {
    Slug::new(text).expect("a slug")
}

fn points(number: usize) -> Vote {
    Vote::Points(u8::try_from(number).ok().and_then(|number| Points::new(number).ok()).expect("from 1 to 5"))
}

fn topics() -> Vec<Topic> {
    let topic = |id: &str| Topic { id: slug(id), title: id.to_owned(), about: String::new() };
    ["balance", "cohesion", "learning"].map(topic).into()
}

async fn opened(store: &Store, team: &str, host: &str) -> Arc<Workshop> {
    let host = access::host(store, &actor(store, host).await, team_id(team)).expect("they may");
    workshop::open(store, &host, Way::Points, topics(), None).await.expect("opened")
}

async fn hosting(store: &Store, name: &str, workshop: &Workshop) -> Hosting {
    access::hosting(store, &actor(store, name).await, workshop).expect("they host it")
}

async fn participant(store: &Store, name: &str, workshop: &Workshop) -> Participant {
    access::participant(store, &actor(store, name).await, workshop).expect("they vote")
}

async fn vote(store: &Store, name: &str, workshop: &Workshop, votes: &[(&str, usize)]) -> Result<Ballot, Failed<Refused>> {
    let participant = participant(store, name, workshop).await;
    let votes: Vec<_> = votes.iter().map(|(section, number)| (slug(section), Some(points(*number)))).collect();
    workshop::cast(store, &participant, &votes).await
}

fn refused<T: Debug>(result: Result<T, Failed<Refused>>) -> Refused {
    match result {
        Err(Failed::Refused(why)) => why,
        other => panic!("not refused: {other:?}"),
    }
}

async fn now(store: &Store, id: WorkshopId) -> Option<Arc<Workshop>> {
    workshop::find(store, id).await.expect("reads")
}

/// What a team said of itself: what was revealed or closed, the newest first.
async fn past(store: &Store, team: &str) -> Vec<Arc<Workshop>> {
    let all = workshop::all(store).await.expect("reads");
    all.of_team(team_id(team)).filter(|workshop| workshop.stage != Stage::Voting).cloned().collect()
}

/// How many voted at all, of how many, and on Balance.
async fn progress(store: &Store, workshop: &Workshop) -> Option<(u32, u32, u32)> {
    let organisation = crate::directory::read(store).await.expect("reads");
    let may_vote = access::workshop_voters(store, &organisation, workshop.team, workshop.opened_by).len();
    let progress = workshop::all(store).await.expect("reads").progress(workshop.id, may_vote)?;
    Some((progress.turnout.voted, progress.turnout.of, progress.sections[&slug("balance")]))
}

async fn ballots(store: &Store) -> usize {
    let mut rows = store.read("SELECT VALUE content FROM workshop_ballot", Variables::new()).await.expect("reads");
    rows.take::<Vec<String>>(0).expect("texts").len()
}

async fn actions(store: &Store) -> Vec<String> {
    let statement = "SELECT VALUE action FROM audit ORDER BY id";
    store.read(statement, Variables::new()).await.expect("reads").take(0).expect("texts")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn all_who_vote_at_the_same_moment_have_voted() {
    let store = crew().await;
    let workshop = opened(&store, "Crew", "Lea").await;
    let (alone, several) = ([store.clone()], programs(&store));
    for (round, stores) in [&alone[..], &several].into_iter().enumerate() {
        let mut casting = Vec::new();
        for number in 0..CREW {
            let (store, workshop) = (stores[number % stores.len()].clone(), Arc::clone(&workshop));
            let participant = participant(&store, &sailor(number), &workshop).await;
            let votes = [(slug("balance"), Some(points(1 + (number + round) % 5)))];
            casting.push(async move { workshop::cast(&store, &participant, &votes).await });
        }
        let begun = Instant::now();
        let casting: Vec<_> = casting.into_iter().map(tokio::spawn).collect();
        for cast in casting {
            cast.await.expect("no panic").expect("cast");
        }
        println!("{CREW} votes by {} programs: {:?}", stores.len(), begun.elapsed());
        assert_eq!(progress(&stores[0], &workshop).await, Some((50, 50, 50)));
        assert_eq!(ballots(&store).await, CREW);
    }
    let lea = hosting(&several[0], "Lea", &workshop).await;
    let revealed = workshop::reveal(&several[0], &lea, workshop.version).await.expect("revealed");
    assert_eq!(revealed.sections[0].tally, Some(Tally::of(Way::Points, (0..CREW).map(|number| points(1 + number % 5)))));
    assert_eq!((revealed.sections[1].tally, ballots(&store).await), (Some(Tally::Nothing { voters: 0 }), 0));
    assert!(is_sound(&store).await);
}

/// Lets all vote one soon after the other, and Lea reveal in between: each by one of these programs.
async fn raced(stores: &[Store], wait: Duration) {
    let store = &stores[0];
    let workshop = opened(store, "Crew", "Lea").await;
    let lea = hosting(store, "Lea", &workshop).await;
    let mut casting = Vec::new();
    for number in 0..CREW {
        let (store, vote) = (stores[number % stores.len()].clone(), points(1 + number % 5));
        let participant = participant(&store, &sailor(number), &workshop).await;
        let soon = Duration::from_millis(u64::try_from(number).unwrap_or(0) * 6);
        casting.push(async move {
            tokio::time::sleep(soon).await;
            match workshop::cast(&store, &participant, &[(slug("balance"), Some(vote))]).await {
                Ok(_) => Some(vote),
                Err(Failed::Refused(Refused::Revealed)) => None,
                Err(other) => panic!("neither cast nor refused: {other:?}"),
            }
        });
    }
    let casting: Vec<_> = casting.into_iter().map(tokio::spawn).collect();
    tokio::time::sleep(wait).await;
    let revealed = loop {
        match workshop::reveal(&stores[stores.len() - 1], &lea, workshop.version).await {
            Err(Failed::Refused(Refused::Nobody)) => tokio::task::yield_now().await,
            done => break done.expect("revealed"),
        }
    };
    let mut acknowledged = Vec::new();
    for cast in casting {
        acknowledged.extend(cast.await.expect("no panic"));
    }
    println!("{} of {CREW} voted before the reveal, by {} programs", acknowledged.len(), stores.len());
    let turnout = revealed.turnout.expect("revealed");
    assert_eq!(usize::try_from(turnout.voted).ok(), Some(acknowledged.len()), "who was told that they voted, and nobody else");
    assert_eq!(revealed.sections[0].tally, Some(Tally::of(Way::Points, acknowledged)));
    assert_eq!(ballots(store).await, 0);
    assert!(is_sound(store).await);
    workshop::close(store, &lea, revealed.version).await.expect("closed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_reveal_counts_who_was_told_that_they_voted_and_nobody_else() {
    let store = crew().await;
    let several = programs(&store);
    for stores in [&[store][..], &several] {
        for round in 0..2 {
            raced(stores, Duration::from_millis(40 + round * 80)).await;
        }
    }
    let store = &several[0];
    assert_eq!(past(store, "Crew").await.len(), 4);
    assert!(audit::verify(store).await.expect("reads").is_ok());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn who_votes_twice_counts_once_and_nothing_of_two_devices_is_lost() {
    let (store, _) = company().await;
    let workshop = opened(&store, "Payments", "Nadia Perić").await;
    vote(&store, "Mira Solberg", &workshop, &[("balance", 2)]).await.expect("cast");
    let before = check::fingerprint(&store).await.expect("reads");
    vote(&store, "Mira Solberg", &workshop, &[("balance", 2)]).await.expect("the same again");
    assert_eq!(check::fingerprint(&store).await.expect("reads"), before);
    let [store, second, third] = programs(&store);
    let devices = [(store.clone(), "balance", 4), (second, "cohesion", 3), (third, "learning", 5)];
    let casting = devices.map(|(store, section, number)| {
        let workshop = Arc::clone(&workshop);
        tokio::spawn(async move { vote(&store, "Mira Solberg", &workshop, &[(section, number)]).await })
    });
    for cast in casting {
        cast.await.expect("no panic").expect("cast");
    }
    let mira = participant(&store, "Mira Solberg", &workshop).await;
    let own = workshop::own(&store, &mira).await.expect("reads");
    let said = ["balance", "cohesion", "learning"].map(|section| own.vote(&slug(section)));
    assert_eq!(said, [4, 3, 5].map(|number| Some(points(number))));
    assert_eq!((progress(&store, &workshop).await, ballots(&store).await), (Some((1, 7, 1)), 1));
    let all = ["balance", "cohesion", "learning"].map(|section| (slug(section), None));
    assert!(workshop::cast(&store, &mira, &all).await.expect("taken back").is_empty());
    assert_eq!(progress(&store, &workshop).await, Some((0, 7, 0)));
    let nadia = hosting(&store, "Nadia Perić", &workshop).await;
    assert_eq!(refused(workshop::reveal(&store, &nadia, workshop.version).await), Refused::Nobody);
    let other = [(slug("harmony"), Some(points(3)))];
    assert_eq!(refused(workshop::cast(&store, &mira, &other).await), Refused::NoSection);
    assert!(is_sound(&store).await);
}

const PAYMENTS: [(&str, usize); 7] = [
    ("Mira Solberg", 1),
    ("Zofia Dvořák", 2),
    ("Oluwaseun Adeyemi-Featherstonehaugh", 5),
    ("Jonas Lindqvist", 5),
    ("Priya Raman", 4),
    ("Emil Brandt", 4),
    ("Aiko Tanaka", 4),
];

/// Where the whole store names somebody who voted together with a workshop or a vote, as text.
async fn told_of_voters(store: &Store, workshop: &Workshop) -> Vec<String> {
    let voters: Vec<String> = PAYMENTS.map(|(name, _)| person_id(name).to_string()).into();
    let picture = check::fingerprint(store).await.expect("reads");
    let is_told = |line: &&str| {
        let tells = line.starts_with("workshop") || ["points", &workshop.id.to_string()].iter().any(|word| line.contains(word));
        tells && voters.iter().any(|voter| line.contains(voter))
    };
    picture.lines().filter(is_told).map(|line| line.split(':').next().unwrap_or_default().to_owned()).collect()
}

#[tokio::test]
async fn after_the_reveal_nothing_tells_who_voted_what() {
    let (store, _) = company().await;
    let workshop = opened(&store, "Payments", "Nadia Perić").await;
    for (name, number) in PAYMENTS {
        vote(&store, name, &workshop, &[("balance", number)]).await.expect("cast");
    }
    assert_eq!(told_of_voters(&store, &workshop).await, ["workshop_ballot"], "until then the store knows");
    // In memory there is how many.
    let memory = format!("{:?}", workshop::all(&store).await.expect("reads"));
    assert!(memory.contains("voted: 7") && !memory.contains("Points("), "{memory}");
    assert!(!PAYMENTS.iter().any(|(name, _)| memory.contains(&person_id(name).to_string())));
    let nadia = hosting(&store, "Nadia Perić", &workshop).await;
    let revealed = workshop::reveal(&store, &nadia, workshop.version).await.expect("revealed");
    assert_eq!(revealed.sections[0].tally.expect("shown").to_string(), "3.6 on average of 7 votes, divided");
    let consensus = Consensus { stand: points(3), note: "We rotate the on-call week.".to_owned() };
    let decided = workshop::decide(&store, &nadia, revealed.version, &slug("balance"), Some(&consensus)).await.expect("decided");
    for workshop in [&revealed, &decided, &workshop::close(&store, &nadia, decided.version).await.expect("closed")] {
        assert!(told_of_voters(&store, workshop).await.is_empty());
    }
    assert_eq!((ballots(&store).await, progress(&store, &workshop).await), (0, None));
    let mira = participant(&store, "Mira Solberg", &workshop).await;
    assert!(workshop::own(&store, &mira).await.expect("reads").is_empty(), "their own neither");
    assert_eq!(refused(vote(&store, "Mira Solberg", &workshop, &[("balance", 3)]).await), Refused::Closed);
    assert_eq!(actions(&store).await, ["workshop.opened", "workshop.revealed", "workshop.closed"], "and nobody's vote");
    let past = past(&store, "Payments").await;
    assert_eq!(past.iter().map(|workshop| workshop.sections[0].stand()).collect::<Vec<_>>(), [Some(Stand::Agreed(points(3)))]);
    assert!(is_sound(&store).await && audit::verify(&store).await.expect("reads").is_ok());
}

#[tokio::test]
async fn everybody_has_the_part_that_is_theirs() {
    let (store, _) = company().await;
    let ines = actor(&store, "Ines Moreau").await.administrator().expect("she is one");
    team::add_guest(&store, &ines, team_id("Payments"), person_id("Henrik Moe")).await.expect("a guest");
    let payments = opened(&store, "Payments", "Nadia Perić").await;
    let engineering = opened(&store, "Engineering", "Viktor Nakamura").await;
    let may = async |name: &str, workshop: &Workshop| {
        let actor = actor(&store, name).await;
        let hosts = access::hosting(&store, &actor, workshop).is_some();
        assert_eq!(access::host(&store, &actor, workshop.team).is_some(), hosts, "{name}");
        let votes = access::participant(&store, &actor, workshop).is_some();
        (hosts, votes, access::workshop_viewer(&store, &actor, workshop).is_some())
    };
    let of_payments = [
        ("Nadia Perić", (true, false, true)),
        ("Viktor Nakamura", (true, false, true)),
        ("Sunniva Haugen", (true, false, true)),
        ("Mira Solberg", (false, true, true)),
        ("Henrik Moe", (false, false, true)),
        ("Ines Moreau", (false, false, true)),
        ("Tomasz Zieliński", (false, false, false)),
        ("Leïla Benhaddou", (false, false, false)),
    ];
    for (name, part) in of_payments {
        assert_eq!(may(name, &payments).await, part, "{name}");
    }
    // Who leads a team within votes; what only a guest of one within may see is that one.
    for (name, part) in [
        ("Viktor Nakamura", (true, false, true)),
        ("Nadia Perić", (false, true, true)),
        ("Mira Solberg", (false, true, true)),
        ("Ines Moreau", (false, false, true)),
        ("Leïla Benhaddou", (false, false, false)),
    ] {
        assert_eq!(may(name, &engineering).await, part, "{name}");
    }
    // Who stands in for the lead hosts, and does not vote as long as they do.
    let (of, to) = (person_id("Nadia Perić"), person_id("Jonas Lindqvist"));
    let grant = Delegation { id: uuid::Uuid::new_v4(), of, to, first: date(2027, 1, 11), last: date(2027, 1, 12) };
    crate::delegation::grant(&store, &ines, &grant).await.expect("granted");
    assert_eq!(may("Jonas Lindqvist", &payments).await, (true, false, true));
    assert_eq!(progress(&store, &payments).await, Some((0, 6, 0)));
    let nadia = hosting(&store, "Nadia Perić", &payments).await;
    workshop::give_up(&store, &nadia, payments.version).await.expect("given up");
    let second = opened(&store, "Payments", "Jonas Lindqvist").await;
    assert_eq!(may("Jonas Lindqvist", &second).await, (true, false, true));
    store.clock().advance(SignedDuration::from_hours(48));
    assert_eq!(may("Jonas Lindqvist", &second).await, (false, false, true), "and does not vote once they no longer stand in");
}

#[tokio::test]
async fn who_reveals_has_no_vote_and_who_left_meanwhile_has_one() {
    let (store, _) = company().await;
    let ines = actor(&store, "Ines Moreau").await.administrator().expect("she is one");
    let workshop = opened(&store, "Payments", "Nadia Perić").await;
    for name in ["Mira Solberg", "Jonas Lindqvist", "Emil Brandt", "Priya Raman"] {
        vote(&store, name, &workshop, &[("balance", 2)]).await.expect("cast");
    }
    // One leaves the team, one comes to lead it for a day.
    let left = [person_id("Emil Brandt")].into();
    person::change_many(&store, &ines, &left, Bulk::Home(Some(team_id("Timetables")), date(2027, 1, 11))).await.expect("moved");
    let (of, to) = (person_id("Nadia Perić"), person_id("Mira Solberg"));
    let grant = Delegation { id: uuid::Uuid::new_v4(), of, to, first: date(2027, 1, 11), last: date(2027, 1, 12) };
    crate::delegation::grant(&store, &ines, &grant).await.expect("granted");
    assert_eq!(progress(&store, &workshop).await, Some((4, 5, 4)));
    let mira = hosting(&store, "Mira Solberg", &workshop).await;
    let revealed = workshop::reveal(&store, &mira, workshop.version).await.expect("revealed");
    assert_eq!(revealed.turnout.map(|turnout| (turnout.voted, turnout.of)), Some((3, 5)));
    assert_eq!(ballots(&store).await, 0);
}

#[tokio::test]
async fn where_nobody_leads_administrators_host() {
    let company = Company::named("Crew", "Europe/Oslo", "crew.example")
        .team("Crew", "Lea", None)
        .people("Crew", None, &[("Lea", "Captain"), ("Bo", "Sailor"), ("Ada", "Purser")])
        .administrator("Ada");
    let (store, _) = founded(&company).await;
    let ada = actor(&store, "Ada").await.administrator().expect("she is one");
    let said = team::Said { name: Name::new("Crew").expect("a name"), parent: None, lead: None };
    assert!(access::host(&store, &actor(&store, "Ada").await, team_id("Crew")).is_none(), "Lea leads");
    team::correct(&store, &ada, team_id("Crew"), Version(0), &said).await.expect("corrected");
    let hosts = async |name: &str| access::host(&store, &actor(&store, name).await, team_id("Crew")).is_some();
    assert_eq!((hosts("Ada").await, hosts("Bo").await), (true, false));
    let workshop = opened(&store, "Crew", "Ada").await;
    assert!(access::participant(&store, &actor(&store, "Ada").await, &workshop).is_none(), "who opened it does not vote");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_hosts_one_is_first() {
    let [store, other, _] = programs(&company().await.0);
    let hosts = ["Nadia Perić", "Viktor Nakamura"];
    let mut opening = Vec::new();
    for (name, store) in hosts.into_iter().zip([store.clone(), other.clone()]) {
        let host = access::host(&store, &actor(&store, name).await, team_id("Payments")).expect("they may");
        opening.push(tokio::spawn(async move { workshop::open(&store, &host, Way::Points, topics(), None).await }));
    }
    let mut done = Vec::new();
    for opening in opening {
        done.push(opening.await.expect("no panic"));
    }
    done.sort_by_key(Result::is_err);
    assert_eq!(refused(done.pop().expect("two")), Refused::UnderWay);
    let workshop = done.pop().expect("two").expect("opened");
    assert_eq!(workshop::all(&store).await.expect("reads").called(workshop.code), Some(&workshop));
    vote(&store, "Mira Solberg", &workshop, &[("balance", 2)]).await.expect("cast");

    let mut revealing = Vec::new();
    for (name, store) in hosts.into_iter().zip([store.clone(), other.clone()]) {
        let hosting = hosting(&store, name, &workshop).await;
        revealing.push(tokio::spawn(async move { workshop::reveal(&store, &hosting, Version(0)).await }));
    }
    let mut done = Vec::new();
    for revealing in revealing {
        done.push(revealing.await.expect("no panic"));
    }
    done.sort_by_key(Result::is_err);
    assert_eq!(refused(done.pop().expect("two")), Refused::Revealed);
    let revealed = done.pop().expect("two").expect("revealed");

    let (nadia, viktor) = (hosting(&store, hosts[0], &workshop).await, hosting(&store, hosts[1], &workshop).await);
    let agreed = |number: usize| Consensus { stand: points(number), note: String::new() };
    let decide = async |hosting: &Hosting, seen: Version, number: usize| {
        workshop::decide(&store, hosting, seen, &slug("balance"), Some(&agreed(number))).await
    };
    let decided = decide(&nadia, revealed.version, 2).await.expect("decided");
    assert_eq!(refused(decide(&viktor, revealed.version, 3).await), Refused::Changed);
    assert_eq!(decide(&viktor, revealed.version, 2).await.expect("it is so already"), decided);
    assert_eq!(refused(workshop::close(&store, &viktor, revealed.version).await), Refused::Changed);
    assert_eq!(refused(workshop::give_up(&store, &viktor, decided.version).await), Refused::Revealed);
    let closed = workshop::close(&store, &viktor, decided.version).await.expect("closed");
    assert_eq!(refused(decide(&nadia, closed.version, 3).await), Refused::Closed);
    assert_eq!(workshop::all(&store).await.expect("reads").called(workshop.code), None);
    opened(&store, "Payments", "Nadia Perić").await;
    assert!(is_sound(&store).await);
}

#[tokio::test]
async fn refusals_change_nothing() {
    let (store, _) = company().await;
    let ines = actor(&store, "Ines Moreau").await.administrator().expect("she is one");
    let (starts, ends) = (date(2027, 1, 1), date(2027, 6, 30));
    let spring = demo::reviews::cycle(&store, &ines, "Spring", starts, ends).await.expect("made");
    let nadia = access::host(&store, &actor(&store, "Nadia Perić").await, team_id("Payments")).expect("she leads it");
    let open = async |cycle: CycleId, topics: Vec<Topic>| workshop::open(&store, &nadia, Way::Points, topics, Some(cycle)).await;
    let before = check::fingerprint(&store).await.expect("reads");
    assert_eq!(refused(open(spring, Vec::new()).await), Refused::NoSections);
    assert_eq!(refused(open(CycleId::from_uuid(uuid::Uuid::new_v4()), topics()).await), Refused::Cycle);
    assert_eq!(check::fingerprint(&store).await.expect("reads"), before);
    let workshop = open(spring, topics()).await.expect("opened");
    let before = check::fingerprint(&store).await.expect("reads");
    assert_eq!(refused(open(spring, topics()).await), Refused::UnderWay);
    let hosting = hosting(&store, "Nadia Perić", &workshop).await;
    assert_eq!(refused(workshop::close(&store, &hosting, workshop.version).await), Refused::Voting);
    assert_eq!(refused(workshop::give_up(&store, &hosting, workshop.version.next()).await), Refused::Changed);
    assert_eq!(check::fingerprint(&store).await.expect("reads"), before);
    let version = crate::cycle::find(&store, spring).await.expect("reads").expect("there").version;
    workshop::give_up(&store, &hosting, workshop.version).await.expect("given up");
    assert_eq!(refused(workshop::give_up(&store, &hosting, workshop.version).await), Refused::Unknown);
    assert_eq!(refused(vote(&store, "Mira Solberg", &workshop, &[("balance", 2)]).await), Refused::Unknown);
    crate::cycle::close(&store, &ines, spring, version).await.expect("closed");
    assert_eq!(refused(open(spring, topics()).await), Refused::Cycle);
}

#[tokio::test]
async fn what_another_program_does_is_seen_and_told() {
    let [store, other, third] = programs(&company().await.0);
    let moved = async || {
        workshop::all(&other).await.expect("reads");
        live::workshops_moved(&other)
    };
    assert!(moved().await.is_empty());
    let workshop = opened(&store, "Payments", "Nadia Perić").await;
    let told = BTreeSet::from([workshop.id]);
    assert_eq!(moved().await, told);
    assert!(moved().await.is_empty(), "once");
    vote(&store, "Mira Solberg", &workshop, &[("balance", 2), ("learning", 2)]).await.expect("cast");
    assert_eq!((progress(&other, &workshop).await, moved().await), (Some((1, 7, 1)), told.clone()));
    vote(&other, "Jonas Lindqvist", &workshop, &[("cohesion", 4)]).await.expect("cast");
    assert_eq!((progress(&store, &workshop).await, moved().await), (Some((2, 7, 1)), told.clone()));
    assert_eq!(progress(&third, &workshop).await, Some((2, 7, 1)), "who reads all of it anew finds the same");
    let nadia = hosting(&store, "Nadia Perić", &workshop).await;
    let revealed = workshop::reveal(&store, &nadia, workshop.version).await.expect("revealed");
    assert_eq!((now(&other, workshop.id).await, moved().await), (Some(Arc::clone(&revealed)), told));
    workshop::close(&other, &nadia, revealed.version).await.expect("closed");
    assert!(matches!(now(&store, workshop.id).await.expect("there").stage, Stage::Closed { .. }));
    let second = opened(&other, "Payments", "Nadia Perić").await;
    assert_eq!(workshop::all(&store).await.expect("reads").called(second.code).map(|workshop| workshop.id), Some(second.id));
    vote(&store, "Mira Solberg", &second, &[("balance", 2)]).await.expect("cast");
    moved().await;
    workshop::give_up(&store, &hosting(&store, "Nadia Perić", &second).await, second.version).await.expect("given up");
    assert_eq!((now(&other, second.id).await, moved().await), (None, BTreeSet::from([second.id])));
    let team = workshop::all(&other).await.expect("reads");
    assert_eq!(team.of_team(team_id("Payments")).map(|workshop| workshop.id).collect::<Vec<_>>(), [workshop.id]);
    assert_eq!((team.called(second.code), ballots(&store).await), (None, 0));
    assert!(is_sound(&store).await);
}

#[tokio::test]
async fn what_was_tampered_with_is_named() {
    let (store, _) = company().await;
    let workshop = opened(&store, "Payments", "Nadia Perić").await;
    vote(&store, "Mira Solberg", &workshop, &[("balance", 2)]).await.expect("cast");
    assert!(is_sound(&store).await);
    let ballot = |workshop: WorkshopId| {
        crate::record::pair("workshop_ballot", Uuid::from(workshop.uuid()), Uuid::from(person_id("Emil Brandt").uuid()))
    };
    let tampered = async |statement: &str, id: surrealdb::types::RecordId, content: &str| {
        let mut values = with("id", id);
        values.insert("content", content.to_owned());
        store.read(statement, values).await.expect("written");
        let findings = check::run(&store).await.expect("reads");
        let workshops = findings.iter().find(|finding| finding.subject == "workshops").expect("they are looked at");
        (workshops.fine, workshops.text.clone())
    };
    let cast = "UPSERT $id SET content = $content, shard = 0, changed = 0";
    let remove = "DELETE $id";
    let text = tampered(cast, ballot(workshop.id), "{\"balance\":{\"points\":9}}").await.1;
    assert!(text.contains("a stored ballot cannot be read"), "{text}");
    let light = "{\"balance\":{\"light\":{\"colour\":\"red\",\"trend\":\"same\"}}}";
    let text = tampered(cast, ballot(workshop.id), light).await.1;
    assert!(text.contains("somebody voted in another way"), "{text}");
    assert!(tampered(remove, ballot(workshop.id), "").await.0);
    let gone = WorkshopId::from_uuid(uuid::Uuid::from_u128(7));
    let text = tampered(cast, ballot(gone), "{}").await.1;
    assert!(text.contains("which is gone"), "{text}");
    assert!(tampered(remove, ballot(gone), "").await.0);

    let nadia = hosting(&store, "Nadia Perić", &workshop).await;
    let revealed = workshop::reveal(&store, &nadia, workshop.version).await.expect("revealed");
    let text = tampered(cast, ballot(workshop.id), "{}").await.1;
    assert!(text.contains("which was revealed"), "{text}");
    assert!(tampered(remove, ballot(workshop.id), "").await.0);
    let row = || surrealdb::types::RecordId::new("workshop", Uuid::from(workshop.id.uuid()));
    let write = "UPDATE $id SET content = $content";
    let mut without = Workshop::clone(&revealed);
    without.sections[1].tally = None;
    let text = tampered(write, row(), &serde_json::to_string(&without).expect("plain")).await.1;
    assert!(text.contains("does not show what it should"), "{text}");
    let text = tampered(write, row(), &serde_json::to_string(&*workshop).expect("plain")).await.1;
    assert!(text.contains("another version of itself"), "{text}");
    let text = tampered(write, row(), "{").await.1;
    assert!(text.contains("a stored workshop cannot be read"), "{text}");
    assert!(tampered(write, row(), &serde_json::to_string(&*revealed).expect("plain")).await.0);
}

#[tokio::test]
async fn a_workshop_that_nobody_reveals_is_forgotten_with_its_ballots() {
    let (store, _) = company().await;
    let revealed = opened(&store, "Engineering", "Viktor Nakamura").await;
    vote(&store, "Mira Solberg", &revealed, &[("balance", 2)]).await.expect("cast");
    let viktor = hosting(&store, "Viktor Nakamura", &revealed).await;
    workshop::reveal(&store, &viktor, revealed.version).await.expect("revealed");
    let forgotten = opened(&store, "Payments", "Nadia Perić").await;
    vote(&store, "Mira Solberg", &forgotten, &[("balance", 2)]).await.expect("cast");
    store.clock().advance(SignedDuration::from_hours(24 * 13));
    let young = opened(&store, "Timetables", "Tomasz Zieliński").await;
    vote(&store, "Henrik Moe", &young, &[("balance", 2)]).await.expect("cast");
    assert_eq!(workshop::end_left(&store).await.expect("done"), 0);
    store.clock().advance(SignedDuration::from_hours(24));
    assert_eq!(workshop::end_left(&store).await.expect("done"), 2);
    assert_eq!(workshop::end_left(&store).await.expect("done"), 0);
    let left: Vec<bool> = [now(&store, revealed.id).await, now(&store, forgotten.id).await, now(&store, young.id).await]
        .iter()
        .map(Option::is_some)
        .collect();
    assert_eq!((left, ballots(&store).await), (vec![true, false, true], 1));
    assert!(told_of_voters(&store, &forgotten).await.is_empty());
    // The one that was revealed is as old as that one, and closed with it.
    let closed = now(&store, revealed.id).await.expect("kept");
    assert!(matches!(closed.stage, Stage::Closed { .. }));
    let actions = actions(&store).await;
    assert!(
        ["workshop.given_up", "workshop.closed"]
            .iter()
            .all(|action| actions[actions.len() - 2..].contains(&(*action).to_owned()))
    );
    assert!(is_sound(&store).await);
}

#[tokio::test]
async fn what_changed_is_looked_for_by_an_index() {
    let store = Store::open("mem://", Clock::machine()).await.expect("opens");
    for (statement, index) in [
        ("EXPLAIN SELECT VALUE id FROM workshop WHERE changed > 7", "index: workshop_changed"),
        ("EXPLAIN SELECT VALUE id FROM workshop_ballot WHERE shard = 3 AND changed > 7", "index: workshop_ballot_changed"),
    ] {
        let mut rows = store.read(statement, Variables::new()).await.expect("reads");
        let plan: String = rows.take::<Option<String>>(0).expect("a plan").unwrap_or_default();
        assert!(plan.contains(index) && !plan.contains("TableScan"), "{plan}");
    }
}

#[tokio::test]
async fn a_workshop_of_the_past_is_held_as_any_other() {
    let (store, _) = company().await;
    let mine = |number: u8| [("balance", number), ("harmony", 5)];
    let (one, two, three) = (mine(2), mine(2), mine(4));
    let votes: [demo::workshops::Voted<'_>; 3] = [("Mira Solberg", &one), ("Jonas Lindqvist", &two), ("Emil Brandt", &three)];
    let at = "2026-11-05T09:00:00Z".parse().expect("a time");
    let agreed = [("balance", 2, "The on-call week is too long.")];
    let held = demo::workshops::held(&store, "Payments", "Nadia Perić", None, at, &votes, &agreed).await.expect("held");
    let past = past(&store, "Payments").await;
    assert_eq!(past, [Arc::clone(&held)]);
    let ended = at + SignedDuration::from_hours(1);
    assert_eq!((held.opened, held.stage), (at, Stage::Closed { at: ended }));
    assert_eq!(held.turnout.map(|turnout| (turnout.voted, turnout.of)), Some((3, 7)));
    let said = |section: &str| held.section(&slug(section)).and_then(Section::stand).map(|stand| stand.to_string());
    assert_eq!(said("balance").as_deref(), Some("agreed on 2"));
    assert_eq!(said("harmony").as_deref(), Some("most of 3 voters chose 5"));
    assert_eq!(said("learning"), None, "what nobody voted on was no part of it");
    assert!(is_sound(&store).await && audit::verify(&store).await.expect("reads").is_ok());
}
