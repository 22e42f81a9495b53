//! My data: everything is there that is somebody's to see, and nothing else.

use super::{actor, company};
use crate::{
    Store, access, check,
    demo::{person_id, team_id},
    goal, mine,
    outbox::Mail,
    review,
    review::{Wanted, Who},
    transaction::with,
};
use jiff::civil::date;
use std::collections::BTreeSet;
use surrealdb::types::Variables;
use waymark::{
    CycleId,
    goal::{Goal, Kind, Level, Terms, Title, Verb, Wanted as GoalWanted},
    mine::{Document, Part},
    person::Name,
    questionnaire::Slug,
    review::{Dates, Edit, ReviewKey, Slot},
};

const MIRA: &str = "Mira Solberg";
const VIKTOR: &str = "Viktor Nakamura";
const JONAS: &str = "Jonas Lindqvist";

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

fn slug(text: &str) -> Slug {
    Slug::new(text).expect("a slug")
}

/// What a section says, as JSON.
fn said(document: &Document, part: Part) -> String {
    let section = document.sections.iter().find(|section| section.part == part).expect("every part is there");
    serde_json::to_string(&section.entries).expect("plain data")
}

async fn everything(store: &Store, name: &str) -> Document {
    mine::everything(store, &actor(store, name).await).await.expect("reads")
}

async fn cycle(store: &Store) -> CycleId {
    let ines = actor(store, "Ines Moreau").await.administrator().expect("she looks after people");
    let said = crate::cycle::Said {
        name: Name::new("2027 H1").expect("a name"),
        dates: waymark::cycle::Dates { starts: date(2027, 1, 1), middle: None, ends: date(2027, 6, 30) },
        stages: Vec::new(),
    };
    crate::cycle::create(store, &ines, &said).await.expect("created")
}

/// A review of Mira that Viktor holds.
async fn reviewed(store: &Store) -> ReviewKey {
    let (cycle, ines) = (cycle(store).await, actor(store, "Ines Moreau").await);
    let wanted = Wanted {
        cycle,
        questionnaire: slug("personal-review"),
        dates: Dates { prepare: date(2027, 1, 20), share: date(2027, 1, 25), talk: date(2027, 2, 5), sign: date(2027, 2, 12) },
        back: None,
        who: Who::People([person_id(MIRA)].into()),
    };
    let ines = ines.administrator().expect("she looks after people");
    review::launch(store, &ines, &Mail::none(), &wanted).await.expect("launched");
    ReviewKey { cycle, person: person_id(MIRA) }
}

fn edit(slot: Slot, text: &str) -> Edit {
    Edit { slot, text: text.to_owned(), seen: 0, pen: None }
}

/// Writes a half, and shares it if wanted.
async fn write(store: &Store, name: &str, key: ReviewKey, words: &str, share: bool) {
    let found = review::find(store, key).await.expect("reads").expect("there");
    let holder = access::holder(&actor(store, name).await, &found).expect("they hold it");
    let edits = ["achievements-best", "improvement-areas", "learned"].map(|id| edit(Slot::Answer(slug(id)), words));
    review::save(store, &holder, &edits).await.expect("saved");
    if share {
        review::share(store, &holder).await.expect("shared");
    }
}

async fn goal(store: &Store, title: &str, owner: &str) -> std::sync::Arc<Goal> {
    let nadia =
        access::steward(store, &actor(store, "Nadia Perić").await, Level::Team(team_id("Payments"))).expect("she leads it");
    let terms = Terms::new(Title::new(title).expect("a title"), date(2027, 1, 11), date(2027, 3, 1));
    let wanted = GoalWanted::new(Kind::Commitment, Level::Team(team_id("Payments")), person_id(owner), terms);
    goal::create(store, &nadia, &wanted).await.expect("made")
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
    let ines = actor(&store, "Ines Moreau").await.administrator().expect("she looks after people");
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
    let (own, other) = (goal(&store, "Write it down", MIRA).await, goal(&store, "Answer calls", JONAS).await);
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
    write(&store, MIRA, key, "Mine.", false).await;
    write(&store, VIKTOR, key, "His.", true).await;
    let found = review::find(&store, key).await.expect("reads").expect("there");
    let viktor = access::holder(&actor(&store, VIKTOR).await, &found).expect("he holds it");
    review::save_notes(&store, &viktor, &edit(Slot::Notes, "Ask about the move.")).await.expect("saved");
    review::ask(&store, &viktor, &Mail::none(), person_id(JONAS), false, "").await.expect("asked");
    let found = review::find(&store, key).await.expect("reads").expect("there");
    let jonas = access::asked_peer(&actor(&store, JONAS).await, &found).expect("he was asked");
    review::save_input(&store, &jonas, &[edit(Slot::Keep, "Says Jonas.")]).await.expect("saved");
    review::give(&store, &jonas).await.expect("given");
    let all = |document: &Document| serde_json::to_string(document).expect("plain data");
    let mira = all(&everything(&store, MIRA).await);
    assert!(mira.contains("Mine."), "her own half, shared or not");
    for theirs in ["His.", "Ask about the move.", "Says Jonas."] {
        assert!(!mira.contains(theirs), "{theirs} is not hers to see");
    }
    write_rest(&store, key).await;
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

/// Mira shares her half.
async fn write_rest(store: &Store, key: ReviewKey) {
    let found = review::find(store, key).await.expect("reads").expect("there");
    let mira = access::holder(&actor(store, MIRA).await, &found).expect("hers");
    review::share(store, &mira).await.expect("shared");
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
