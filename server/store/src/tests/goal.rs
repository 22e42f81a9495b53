//! Goals: their history is only added to, and what is stored beside is what it makes of them.

use super::{actor, company};
use crate::{
    Failed, Store,
    access::{self, GoalReader, Steward, Tending},
    check,
    demo::{person_id, team_id},
    goal,
    transaction::with,
};
use jiff::civil::{Date, date};
use surrealdb::types::RecordId;
use waymark::{
    SurveyId, TeamId,
    goal::{Deed, End, Goal, Kind, Level, Origin, Refused, Status, Term, Terms, Title, Verb, Wanted},
    questionnaire::Slug,
};

fn payments() -> TeamId {
    team_id("Payments")
}

fn wanted(text: &str, owner: &str, due: Date) -> Wanted {
    let terms = Terms::new(Title::new(text).expect("a title"), due.min(date(2027, 1, 11)), due);
    Wanted::new(Kind::Commitment, Level::Team(payments()), person_id(owner), terms)
}

async fn steward(store: &Store, name: &str) -> Option<Steward> {
    access::steward(store, &actor(store, name).await, Level::Team(payments()))
}

async fn tending(store: &Store, name: &str, goal: &Goal) -> Option<Tending> {
    access::tending(store, &actor(store, name).await, goal)
}

async fn reader(store: &Store, name: &str, goal: &Goal) -> Option<GoalReader> {
    access::goal_reader(store, &actor(store, name).await, goal)
}

async fn made(store: &Store, text: &str) -> Goal {
    let nadia = steward(store, "Nadia Perić").await.expect("she leads the team");
    goal::create(store, &nadia, &wanted(text, "Mira Solberg", date(2027, 3, 1))).await.expect("made")
}

fn refused<T: std::fmt::Debug>(result: Result<T, Failed<Refused>>) -> Refused {
    match result {
        Err(Failed::Refused(why)) => why,
        other => panic!("not refused: {other:?}"),
    }
}

async fn is_sound(store: &Store) -> bool {
    check::run(store).await.expect("reads").iter().all(|finding| finding.fine)
}

#[tokio::test]
async fn a_team_goal_is_made_by_its_lead_and_tended_by_its_owner() {
    let (store, _) = company().await;
    for (name, may) in [("Nadia Perić", true), ("Viktor Nakamura", true), ("Mira Solberg", false), ("Ines Moreau", false)] {
        assert_eq!(steward(&store, name).await.is_some(), may, "{name}");
    }
    let goal = made(&store, "Write down who decides what").await;
    for (name, may) in [("Nadia Perić", true), ("Viktor Nakamura", true), ("Mira Solberg", true), ("Ines Moreau", false)] {
        assert_eq!(tending(&store, name, &goal).await.is_some(), may, "{name}");
    }
    assert_eq!(goal::of_level(&store, Level::Team(payments())).await.expect("reads"), std::slice::from_ref(&goal));
    assert_eq!(goal::of_owner(&store, person_id("Mira Solberg")).await.expect("reads"), [goal]);
    assert!(goal::of_level(&store, Level::Company).await.expect("reads").is_empty());
}

#[tokio::test]
async fn what_happens_to_a_goal_is_kept_and_what_ended_is_no_longer_its_owners() {
    let (store, _) = company().await;
    let goal = made(&store, "Write down who decides what").await;
    let mira = tending(&store, "Mira Solberg", &goal).await.expect("she owns it");
    let behind = Verb::Report(Status::Behind, "Waiting for Jonas".into());
    let goal = goal::act(&store, &mira, goal.sequence, &behind).await.expect("said");
    assert_eq!((goal.sequence, goal.status, goal.note.as_deref()), (3, Status::Behind, Some("Waiting for Jonas")));
    let goal = goal::act(&store, &mira, 3, &Verb::End(End::Done, String::new())).await.expect("ended");
    assert!(goal::of_owner(&store, mira.person()).await.expect("reads").is_empty());
    let events = goal::events(&store, &reader(&store, "Mira Solberg", &goal).await.expect("she owns it")).await.expect("reads");
    assert_eq!(events.iter().map(|event| event.sequence).collect::<Vec<_>>(), [1, 2, 3, 4]);
    assert_eq!(Goal::replay(&events), Ok(goal));
    assert!(is_sound(&store).await);
}

#[tokio::test]
async fn refusals_change_nothing() {
    let (store, _) = company().await;
    let goal = made(&store, "Write down who decides what").await;
    let nadia = steward(&store, "Nadia Perić").await.expect("she leads the team");
    let before = check::fingerprint(&store).await.expect("reads");
    let create = async |wanted: &Wanted| refused(goal::create(&store, &nadia, wanted).await);
    let again = wanted("write down WHO decides what", "Jonas Lindqvist", date(2027, 4, 1));
    assert_eq!(create(&again).await, Refused::Twice);
    assert_eq!(create(&wanted("Else", "Mira Solberg", date(2027, 1, 10))).await, Refused::PastDue);
    assert_eq!(create(&wanted("Else", "Nobody of that name", date(2027, 4, 1))).await, Refused::OwnerLeft);
    let mira = tending(&store, "Mira Solberg", &goal).await.expect("she owns it");
    let act = async |seen: u32, verb: &Verb| refused(goal::act(&store, &mira, seen, verb).await);
    assert_eq!(act(0, &Verb::End(End::Done, String::new())).await, Refused::Changed);
    assert_eq!(act(1, &Verb::Reopen).await, Refused::UnderWay);
    let to_nobody = Said { owner: person_id("Nobody of that name"), title: goal.title.clone(), due: goal.due };
    assert_eq!(act(1, &Verb::Change(to_nobody)).await, Refused::OwnerLeft);
    assert_eq!(check::fingerprint(&store).await.expect("reads"), before);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_who_do_the_same_at_once_one_succeeds() {
    let (store, _) = company().await;
    let nadia = steward(&store, "Nadia Perić").await.expect("she leads the team");
    let creating = (0..8).map(|_| {
        let store = store.clone();
        tokio::spawn(
            async move { goal::create(&store, &nadia, &wanted("The same", "Mira Solberg", date(2027, 3, 1))).await.ok() },
        )
    });
    let mut made = Vec::new();
    for creating in creating.collect::<Vec<_>>() {
        made.extend(creating.await.expect("no panic"));
    }
    assert_eq!(made.len(), 1, "the same was made twice");
    let goal = made.remove(0);
    let mira = tending(&store, "Mira Solberg", &goal).await.expect("she owns it");
    let writing = (0..8).map(|number| {
        let store = store.clone();
        let verb = Verb::Report(Status::OnTrack, format!("note {number}"));
        tokio::spawn(async move { goal::act(&store, &mira, 1, &verb).await.is_ok() })
    });
    let mut written = 0;
    for writing in writing.collect::<Vec<_>>() {
        written += usize::from(writing.await.expect("no panic"));
    }
    assert_eq!(written, 1);
    let events = goal::events(&store, &reader(&store, "Mira Solberg", &goal).await.expect("she owns it")).await.expect("reads");
    assert!(matches!(&events[..], [_, second] if matches!(second.deed, Deed::Noted { .. })));
    assert!(is_sound(&store).await);
}

#[tokio::test]
async fn a_goal_that_is_not_what_its_events_say_is_named() {
    let (store, _) = company().await;
    let goal = made(&store, "Write down who decides what").await;
    assert!(is_sound(&store).await);
    let values = with("id", crate::record::pair("goal_event", surrealdb::types::Uuid::from(goal.id.uuid()), 1_i64));
    store.read("DELETE $id", values).await.expect("deleted");
    let findings = check::run(&store).await.expect("reads");
    let goals = findings.iter().find(|finding| finding.subject == "goals").expect("goals are looked at");
    assert!(!goals.fine && goals.text.contains("it has no events"), "{}", goals.text);
}

#[tokio::test]
async fn what_answers_a_review_is_seen_by_those_whom_it_is_about() {
    let (store, _) = company().await;
    let nadia = steward(&store, "Nadia Perić").await.expect("she leads the team");
    let origin = Origin {
        survey: SurveyId::from_uuid(uuid::Uuid::from_u128(1)),
        section: Slug::new("balance").expect("a slug"),
        called: "Balance".to_owned(),
    };
    let due = date(2027, 3, 1);
    let answer = Wanted { origin: Some(origin), ..wanted("Rotate the on-call week", "Henrik Moe", due) };
    let answer = goal::create(&store, &nadia, &answer).await.expect("made");
    let plain = made(&store, "Write down who decides what").await;
    // Henrik is of another team and answers for it; Jonas is a member; Leïla leads something else.
    let all = ["Nadia Perić", "Viktor Nakamura", "Jonas Lindqvist", "Henrik Moe", "Ines Moreau", "Leïla Benhaddou"];
    for (name, sees) in all.into_iter().zip([true, true, true, true, true, false]) {
        assert_eq!(reader(&store, name, &answer).await.is_some(), sees, "{name}");
        assert!(reader(&store, name, &plain).await.is_some(), "{name}");
    }
    let own = Goal { level: Level::Person(person_id("Mira Solberg")), owner: person_id("Mira Solberg"), ..plain };
    for (name, sees) in [("Mira Solberg", true), ("Nadia Perić", false), ("Viktor Nakamura", true), ("Jonas Lindqvist", false)] {
        assert_eq!(reader(&store, name, &own).await.is_some(), sees, "{name}");
    }
}

#[tokio::test]
async fn goals_are_looked_for_by_an_index() {
    let (store, _) = company().await;
    let of = |team: &str| RecordId::new("goal_shelf", format!("team:{}", team_id(team)));
    for levels in [vec![of("Payments")], vec![of("Payments"), of("Timetables")]] {
        let statement = "EXPLAIN SELECT * FROM goal WHERE level IN $levels LIMIT 500";
        let mut rows = store.read(statement, with("levels", levels)).await.expect("reads");
        let plan: String = rows.take::<Option<String>>(0).expect("a plan").unwrap_or_default();
        assert!(plan.contains("index: goal_level") && !plan.contains("TableScan"), "{plan}");
    }
}
