//! My data: everything is there that is somebody's to see, and nothing else.

use super::{
    actor, administrator, company,
    goal::made_for,
    made::{JONAS, MIRA, VIKTOR, edit, half_year, holder, launched, peer, share, wanted, write},
};
use crate::{Store, access, check, demo::person_id, goal, mine, outbox::Mail, review, transaction::with};
use std::collections::BTreeSet;
use surrealdb::types::Variables;
use waymark::{
    goal::{Goal, Verb},
    mine::{Document, Part},
    review::{ReviewKey, Slot},
};

/// Tables of which nobody has a part, and why.
const NOBODYS: &[(&str, &str)] = &[
    ("organisation", "the name of the organisation and its zone"),
    ("cycle", "periods, made by administrators; who made one is in the audit chain"),
    ("questionnaire", "questions; who wrote one is in the audit chain"),
    ("questionnaire_version", "the same, as surveys ask them"),
    ("answer", "answers without a name: nothing in them tells whose they are"),
    ("release", "what is published of a survey: counts of groups"),
    ("release_group", "the same, group by group"),
    ("goal_shelf", "how often goals of somebody changed: counts, of goals that are in `goal`"),
    ("goal_count", "how often anybody's goals changed"),
    ("goal_policy", "what the organisation asks of all goals"),
    ("workshop_count", "how often workshops changed and how many votes were cast"),
    ("review_count", "how often anybody's reviews changed"),
    ("retention", "what is kept for how long, and whose texts go on which day: their ids, for a week"),
    ("revision", "how often the organisation changed"),
    ("migration", "the steps of the schema"),
];

async fn tables(store: &Store) -> BTreeSet<String> {
    let mut tables = store.read("RETURN object::keys((INFO FOR DB).tables)", Variables::new()).await.expect("reads");
    tables.take::<Vec<String>>(0).expect("names").into_iter().collect()
}

/// What a section says, as JSON.
fn said(document: &Document, part: Part) -> String {
    let section = document.sections.iter().find(|section| section.part == part).expect("every part is there");
    serde_json::to_string(&section.entries).expect("plain data")
}

async fn everything(store: &Store, name: &str) -> Document {
    mine::everything(store, &actor(store, name).await).await.expect("reads")
}

/// A review of Mira that Viktor holds.
async fn reviewed(store: &Store) -> ReviewKey {
    let cycle = half_year(store).await;
    launched(store, &wanted(cycle, &[MIRA])).await;
    ReviewKey { cycle, person: person_id(MIRA) }
}

async fn note(store: &Store, name: &str, goal: &Goal, words: &str) {
    let tending = access::tending(store, &actor(store, name).await, goal).expect("they tend it");
    goal::act(store, &tending, goal.sequence, &[Verb::Note(words.to_owned())]).await.expect("written");
}

#[tokio::test]
async fn every_table_is_a_source_or_holds_nothing_of_anybody() {
    let (store, _) = company().await;
    let read: BTreeSet<String> = mine::SOURCES.iter().flat_map(|source| source.tables).map(|table| (*table).to_owned()).collect();
    let nobodys: BTreeSet<String> = NOBODYS.iter().map(|(table, _)| (*table).to_owned()).collect();
    assert!(read.is_disjoint(&nobodys), "both: {:?}", read.intersection(&nobodys));
    let known: BTreeSet<String> = read.union(&nobodys).cloned().collect();
    let all = tables(&store).await;
    assert_eq!(all.difference(&known).collect::<Vec<_>>(), Vec::<&String>::new(), "tables that nobody thought of");
    assert_eq!(known.difference(&all).collect::<Vec<_>>(), Vec::<&String>::new(), "tables that are not there");
    assert!(NOBODYS.iter().all(|(_, why)| !why.is_empty()));
}

#[tokio::test]
async fn who_somebody_is_and_what_was_done_to_them_is_there() {
    let (store, _) = company().await;
    let document = everything(&store, MIRA).await;
    assert_eq!(document.sections.len(), mine::SOURCES.len());
    assert!(said(&document, Part::Person).contains("mira.solberg@halden.example"));
    assert!(said(&document, Part::Teams).contains("At home in Payments"));
    let ines = administrator(&store).await;
    let people = [person_id(MIRA), person_id(JONAS)].into();
    let under = crate::person::Bulk::Manager(Some(person_id("Nadia Perić")));
    crate::person::change_many(&store, &ines, &people, under).await.expect("changed");
    let audit = said(&everything(&store, MIRA).await, Part::Audit);
    assert!(audit.contains("person.manager_changed"), "{audit}");
    assert!(!audit.contains(&person_id(JONAS).to_string()), "the others are not hers to see: {audit}");
}

#[tokio::test]
async fn goals_are_there_with_their_history_and_of_others_what_one_did() {
    let (store, _) = company().await;
    let (own, other) = (made_for(&store, "Write it down", MIRA).await, made_for(&store, "Answer calls", JONAS).await);
    note(&store, "Nadia Perić", &own, "Said by Nadia.").await;
    note(&store, "Nadia Perić", &other, "To Jonas by Nadia.").await;
    let mira = everything(&store, MIRA).await;
    let goals = said(&mira, Part::Goals);
    assert!(goals.contains("Write it down") && goals.contains("Said by Nadia.") && !goals.contains("Answer calls"), "{goals}");
    assert_eq!(said(&mira, Part::GoalsOfOthers), "[]");
    let nadia = said(&everything(&store, "Nadia Perić").await, Part::GoalsOfOthers);
    assert!(nadia.contains("To Jonas by Nadia.") && nadia.contains("Said by Nadia."), "{nadia}");
}

#[tokio::test]
async fn of_a_review_there_is_what_its_page_shows() {
    let (store, _) = company().await;
    let key = reviewed(&store).await;
    write(&store, MIRA, key, "Mine.").await;
    write(&store, VIKTOR, key, "His.").await;
    share(&store, VIKTOR, key).await;
    let viktor = holder(&store, VIKTOR, key).await.expect("he holds it");
    review::save_notes(&store, &viktor, &edit(Slot::Notes, "Ask about the move.", 0)).await.expect("saved");
    review::ask(&store, &viktor, &Mail::none(), person_id(JONAS), false, "").await.expect("asked");
    let jonas = peer(&store, JONAS, key).await;
    review::save_input(&store, &jonas, &[edit(Slot::Keep, "Says Jonas.", 0)]).await.expect("saved");
    review::give(&store, &jonas).await.expect("given");
    let all = |document: &Document| serde_json::to_string(document).expect("plain data");
    let mira = all(&everything(&store, MIRA).await);
    assert!(mira.contains("Mine."), "her own half, shared or not");
    for theirs in ["His.", "Ask about the move.", "Says Jonas."] {
        assert!(!mira.contains(theirs), "{theirs} is not hers to see");
    }
    share(&store, MIRA, key).await;
    let mira = all(&everything(&store, MIRA).await);
    assert!(mira.contains("His."), "it is shown to her now");
    assert!(!mira.contains("Ask about the move.") && !mira.contains("Says Jonas."));
    let viktor = everything(&store, VIKTOR).await;
    let held = said(&viktor, Part::ReviewsHeld);
    assert!(held.contains("His.") && held.contains("Ask about the move.") && !held.contains("Mine."), "{held}");
    let jonas = everything(&store, JONAS).await;
    assert!(said(&jonas, Part::Inputs).contains("Says Jonas."));
    assert!(!all(&jonas).contains("Mine.") && !all(&jonas).contains("His."));
}

#[tokio::test]
async fn taking_it_is_told_and_looking_is_not() {
    let (store, _) = company().await;
    let mira = actor(&store, MIRA).await;
    let before = check::fingerprint(&store).await.expect("reads");
    mine::everything(&store, &mira).await.expect("reads");
    assert_eq!(check::fingerprint(&store).await.expect("reads"), before);
    let taken = mine::take(&store, &mira).await.expect("taken");
    assert!(said(&taken, Part::Audit).contains("person.exported"), "the file says that it was taken");
    let values = with("id", person_id(MIRA).to_string());
    let mut rows = store
        .read("SELECT VALUE subject FROM audit WHERE action = 'person.exported' AND actor = $id", values)
        .await
        .expect("reads");
    assert_eq!(rows.take::<Vec<String>>(0).expect("texts"), [person_id(MIRA).to_string()]);
}
