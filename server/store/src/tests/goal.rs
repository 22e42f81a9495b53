//! Goals: their history is only added to, and what is stored beside is what it makes of them.

use super::{actor, company, is_sound};
use crate::{
    Failed, Store,
    access::{self, GoalReader, Steward, Tending},
    check,
    demo::{person_id, team_id},
    goal,
    goal::Seen,
    transaction::with,
};
use jiff::civil::{Date, date};
use std::sync::Arc;
use waymark::{
    SurveyId, TeamId,
    goal::{
        Alignment, Deed, End, Goal, Kind, Level, LimitMode, Link, Origin, Policies, PolicyRefused, Refused, Source, Status, Term,
        Terms, Title, Verb, Wanted,
    },
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

async fn made(store: &Store, text: &str) -> Arc<Goal> {
    made_for(store, text, "Mira Solberg").await
}

/// A goal of the team for which somebody answers.
pub(super) async fn made_for(store: &Store, text: &str, owner: &str) -> Arc<Goal> {
    let nadia = steward(store, "Nadia Perić").await.expect("she leads the team");
    goal::create(store, &nadia, &wanted(text, owner, date(2027, 3, 1))).await.expect("made")
}

fn refused<T: std::fmt::Debug>(result: Result<T, Failed<Refused>>) -> Refused {
    match result {
        Err(Failed::Refused(why)) => why,
        other => panic!("not refused: {other:?}"),
    }
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
    let behind = Verb::Status(Status::Behind, "Waiting for Jonas".into());
    let goal = goal::act(&store, &mira, goal.sequence, &[behind]).await.expect("said");
    assert_eq!((goal.sequence, goal.status, goal.note.as_deref()), (3, Status::Behind, Some("Waiting for Jonas")));
    let goal = goal::act(&store, &mira, 3, &[Verb::End(End::Done, String::new())]).await.expect("ended");
    assert!(goal::of_owner(&store, mira.person()).await.expect("reads").is_empty());
    let events = goal::since(&store, &reader(&store, "Mira Solberg", &goal).await.expect("she owns it"), 0).await.expect("reads");
    assert_eq!(events.iter().map(|event| event.sequence).collect::<Vec<_>>(), [1, 2, 3, 4]);
    assert_eq!(Goal::replay(&events).as_ref(), Ok(&*goal));
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
    let act = async |seen: u32, verb: Verb| refused(goal::act(&store, &mira, seen, &[verb]).await);
    assert_eq!(act(0, Verb::End(End::Done, String::new())).await, Refused::Changed);
    assert_eq!(act(1, Verb::Reopen).await, Refused::UnderWay);
    assert_eq!(act(1, Verb::Hand(person_id("Nobody of that name"))).await, Refused::OwnerLeft);
    let late = Verb::Define(vec![Term::Due(date(2027, 1, 1))], String::new());
    assert_eq!(act(1, late).await, Refused::PastDue);
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
        let verb = Verb::Note(format!("note {number}"));
        tokio::spawn(async move { goal::act(&store, &mira, 1, &[verb]).await.is_ok() })
    });
    let mut written = 0;
    for writing in writing.collect::<Vec<_>>() {
        written += usize::from(writing.await.expect("no panic"));
    }
    assert_eq!(written, 1);
    let events = goal::since(&store, &reader(&store, "Mira Solberg", &goal).await.expect("she owns it"), 0).await.expect("reads");
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
        source: Source::Survey(SurveyId::from_uuid(uuid::Uuid::from_u128(1))),
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
    let own = Goal { level: Level::Person(person_id("Mira Solberg")), owner: person_id("Mira Solberg"), ..Goal::clone(&plain) };
    // Her lead sees it, and who is above her in the line; a colleague only once it is open; an administrator what it is called.
    let whole = [("Mira Solberg", true), ("Nadia Perić", true), ("Viktor Nakamura", true), ("Ines Moreau", false)];
    for (name, whole) in whole {
        assert_eq!(reader(&store, name, &own).await.map(GoalReader::sees_all), Some(whole), "{name}");
    }
    assert!(reader(&store, "Jonas Lindqvist", &own).await.is_none());
    let open = Goal { open: true, ..own };
    assert!(reader(&store, "Jonas Lindqvist", &open).await.is_some_and(GoalReader::sees_all));
}

#[tokio::test]
async fn what_changed_is_looked_for_by_an_index() {
    let (store, _) = company().await;
    let mut values = with("shard", 3_i64);
    values.insert("known", 7_i64);
    let statement = "EXPLAIN SELECT * FROM goal WHERE shard = $shard AND changed > $known";
    let mut rows = store.read(statement, values).await.expect("reads");
    let plan: String = rows.take::<Option<String>>(0).expect("a plan").unwrap_or_default();
    assert!(plan.contains("index: goal_changed") && !plan.contains("TableScan"), "{plan}");
}

/// A goal of Mira's own, proposed by her.
async fn own(store: &Store, text: &str) -> Arc<Goal> {
    let mira = actor(store, "Mira Solberg").await;
    let steward = access::steward(store, &mira, Level::Person(mira.id())).expect("her own");
    let wanted = Wanted { proposal: true, ..wanted(text, "Mira Solberg", date(2027, 6, 30)) };
    goal::create(store, &steward, &Wanted { kind: Kind::Learning, ..wanted }).await.expect("made")
}

#[tokio::test]
async fn both_sides_agree_and_who_stands_in_for_one_is_one() {
    let (store, _) = company().await;
    let goal = own(&store, "Learn Norwegian").await;
    let waits = |goal: &Goal| (goal.agreement.waits_for().owner, goal.agreement.waits_for().manager);
    assert_eq!(waits(&goal), (false, true), "who proposes it agrees");
    // Nadia leads her team, Viktor is her manager.
    assert!(tending(&store, "Nadia Perić", &goal).await.is_none());
    let mira = tending(&store, "Mira Solberg", &goal).await.expect("her own");
    assert_eq!(refused(goal::act(&store, &mira, goal.sequence, &[Verb::Agree]).await), Refused::NotYours);
    let viktor = tending(&store, "Viktor Nakamura", &goal).await.expect("he is above her");
    let goal = goal::act(&store, &viktor, goal.sequence, &[Verb::Agree]).await.expect("agreed");
    assert_eq!(waits(&goal), (false, false));
    let later = Verb::Define(vec![Term::Due(date(2027, 9, 30))], String::new());
    assert_eq!(refused(goal::act(&store, &mira, goal.sequence, std::slice::from_ref(&later)).await), Refused::NoReason);
    let later = Verb::Define(vec![Term::Due(date(2027, 9, 30))], "The course is full".to_owned());
    let goal = goal::act(&store, &mira, goal.sequence, &[later]).await.expect("proposed");
    assert_eq!((goal.terms.due, waits(&goal)), (date(2027, 6, 30), (false, true)));
    let no = Verb::Decline("There is another one in May".to_owned());
    let goal = goal::act(&store, &viktor, goal.sequence, &[no]).await.expect("declined");
    assert_eq!((goal.terms.due, waits(&goal)), (date(2027, 6, 30), (false, false)));
    assert!(is_sound(&store).await);
}

#[tokio::test]
async fn what_others_changed_of_something_else_is_no_matter_and_of_the_same_is() {
    let (store, _) = company().await;
    let goal = own(&store, "Learn Norwegian").await;
    let (mira, viktor) = (
        tending(&store, "Mira Solberg", &goal).await.expect("her own"),
        tending(&store, "Viktor Nakamura", &goal).await.expect("he is above her"),
    );
    let seen = Seen::Part(goal.sequence);
    goal::act(&store, &viktor, seen, &[Verb::Confidence(Some(4))]).await.expect("said");
    goal::act(&store, &mira, seen, &[Verb::Status(Status::Behind, String::new())]).await.expect("something else");
    assert_eq!(refused(goal::act(&store, &mira, seen, &[Verb::Confidence(Some(8))]).await), Refused::Changed);
    let note = [Verb::Note("The same words".to_owned())];
    goal::act(&store, &mira, seen, &note).await.expect("written");
    assert_eq!(refused(goal::act(&store, &mira, seen, &note).await), Refused::Changed, "sent twice");
    assert!(is_sound(&store).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_circle_comes_of_two_who_align_at_once() {
    let (store, _) = company().await;
    let (one, two) = (made(&store, "One").await, made(&store, "Two").await);
    for _ in 0..10 {
        let align = |goal: Arc<Goal>, parent: Arc<Goal>| {
            let store = store.clone();
            tokio::spawn(async move {
                let mira = tending(&store, "Nadia Perić", &goal).await.expect("she leads the team");
                let serves = Alignment { goal: parent.id, link: Link::Supports };
                goal::act(&store, &mira, Seen::Part(goal.sequence), &[Verb::Align(Some(serves))]).await.is_ok()
            })
        };
        let (a, b) = (align(one.clone(), two.clone()), align(two.clone(), one.clone()));
        let (a, b) = (a.await.expect("no panic"), b.await.expect("no panic"));
        assert!(!(a && b), "each serves the other");
        assert!(is_sound(&store).await);
        let nadia = tending(&store, "Nadia Perić", &one).await.expect("she leads the team");
        for id in [one.id, two.id] {
            let goal = goal::find(&store, id).await.expect("reads").expect("there");
            let tending = if id == one.id { nadia } else { tending(&store, "Nadia Perić", &goal).await.expect("she leads") };
            if goal.parent.is_some() {
                goal::act(&store, &tending, goal.sequence, &[Verb::Align(None)]).await.expect("parted");
            }
        }
        // From then on both have seen more.
        if a || b {
            break;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_edit_at_once_and_memory_is_what_is_stored() {
    let (store, _) = company().await;
    let mut goals = Vec::new();
    for number in 0..6 {
        goals.push(own(&store, &format!("Goal {number}")).await);
    }
    let editing = (0..8_usize).map(|client| {
        let (store, goals) = (store.clone(), goals.clone());
        tokio::spawn(async move {
            let mut done = 0;
            for step in 0..12_usize {
                let goal = &goals[(client + step) % goals.len()];
                let mira = tending(&store, "Mira Solberg", goal).await.expect("her own");
                let verb = Verb::Note(format!("client {client}, step {step}"));
                let now = goal::find(&store, goal.id).await.expect("reads").expect("there").sequence;
                done += usize::from(goal::act(&store, &mira, Seen::Part(now), &[verb]).await.is_ok());
            }
            done
        })
    });
    let mut done = 0;
    for editing in editing.collect::<Vec<_>>() {
        done += editing.await.expect("no panic");
    }
    assert_eq!(done, 96, "notes never meet");
    let kept = goal::all(&store).await.expect("reads");
    let events: u32 = goals.iter().filter_map(|goal| kept.tree.get(goal.id)).map(|goal| goal.sequence - 2).sum();
    assert_eq!(events, 96);
    // Who reads all of it anew finds the same.
    let fresh = goal::all(&store.at(crate::Clock::still(store.now()))).await.expect("reads");
    for goal in kept.tree.all() {
        assert_eq!(fresh.tree.get(goal.id), Some(goal));
    }
    assert!(is_sound(&store).await);
}

#[tokio::test]
async fn of_many_made_at_once_all_are_or_none() {
    let (store, _) = company().await;
    let ines = actor(&store, "Ines Moreau").await;
    let everybody = ines.seen().directory.people().to_vec();
    let give = |due: Date, skip: usize| {
        let all = everybody.iter().skip(skip).filter_map(|id| {
            let steward = access::steward(&store, &ines, Level::Person(*id))?;
            let wanted = Wanted { proposal: true, owner: *id, ..wanted("Read the safety handbook", "Mira Solberg", due) };
            Some((steward, wanted))
        });
        all.collect::<Vec<_>>()
    };
    let all = give(date(2027, 3, 1), 0);
    assert!(all.len() > 50, "{}", all.len());
    let made = goal::create_all(&store, &all).await.expect("made");
    assert_eq!(made.len(), all.len());
    let before = check::fingerprint(&store).await.expect("reads");
    assert!(matches!(goal::create_all(&store, &give(date(2026, 3, 1), 0)).await, Err(Failed::Refused((0, Refused::PastDue)))));
    assert!(matches!(goal::create_all(&store, &all).await, Err(Failed::Refused((0, Refused::Twice)))));
    assert_eq!(check::fingerprint(&store).await.expect("reads"), before);
    assert!(is_sound(&store).await);
}

#[tokio::test]
async fn policies_block_where_they_say_so() {
    let (store, _) = company().await;
    let ines = actor(&store, "Ines Moreau").await.administrator().expect("she is one");
    let strict = Policies { objectives: (LimitMode::Block, 1), measure: LimitMode::Block, ..Policies::default() };
    assert_eq!(goal::set_policies(&store, &ines, 0, strict).await.expect("set"), 1);
    let again = goal::set_policies(&store, &ines, 0, Policies::default()).await;
    assert!(matches!(again, Err(Failed::Refused(PolicyRefused::Changed))));
    let mira = actor(&store, "Mira Solberg").await;
    let steward = access::steward(&store, &mira, Level::Person(mira.id())).expect("her own");
    let objective =
        |text: &str| Wanted { kind: Kind::Objective, proposal: true, ..wanted(text, "Mira Solberg", date(2027, 6, 30)) };
    goal::create(&store, &steward, &objective("First")).await.expect("one is allowed");
    assert_eq!(refused(goal::create(&store, &steward, &objective("Second")).await), Refused::ManyObjectives);
    // Without a measure she has not agreed by making it, and Viktor cannot either.
    let goal = own(&store, "Learn Norwegian").await;
    assert!(goal.agreement.waits_for().are_both());
    let viktor = tending(&store, "Viktor Nakamura", &goal).await.expect("he is above her");
    assert_eq!(refused(goal::act(&store, &viktor, goal.sequence, &[Verb::Agree]).await), Refused::NoMeasure);
}

#[tokio::test]
async fn nothing_changes_in_a_closed_cycle_but_goals_go_on_in_another() {
    let (store, _) = company().await;
    let ines = actor(&store, "Ines Moreau").await.administrator().expect("she is one");
    let cycle = async |name: &str, starts: Date, ends: Date| {
        crate::demo::reviews::cycle(&store, &ines, name, starts, ends).await.expect("made")
    };
    let spring = cycle("Spring", date(2027, 1, 1), date(2027, 6, 30)).await;
    let autumn = cycle("Autumn", date(2027, 7, 1), date(2027, 12, 31)).await;
    let nadia = steward(&store, "Nadia Perić").await.expect("she leads the team");
    let wanted = Wanted { cycle: Some(spring), ..wanted("One", "Mira Solberg", date(2027, 3, 1)) };
    let goal = goal::create(&store, &nadia, &wanted).await.expect("made");
    let kept = crate::cycle::find(&store, spring).await.expect("reads").expect("there");
    crate::cycle::close(&store, &ines, spring, kept.version).await.expect("closed");
    let mira = tending(&store, "Mira Solberg", &goal).await.expect("she owns it");
    let confidence = [Verb::Confidence(Some(5))];
    assert_eq!(refused(goal::act(&store, &mira, goal.sequence, &confidence).await), Refused::CycleClosed);
    let twice = Wanted { terms: Terms { title: Title::new("Two").expect("a title"), ..wanted.terms.clone() }, ..wanted };
    assert_eq!(refused(goal::create(&store, &nadia, &twice).await), Refused::CycleClosed);
    let carry = [Verb::Carry(autumn, date(2027, 12, 31))];
    let goal = goal::act(&store, &mira, goal.sequence, &carry).await.expect("carried over");
    goal::act(&store, &mira, goal.sequence, &confidence).await.expect("it goes on");
    assert!(is_sound(&store).await);
}
