use super::still;
use crate::{Migration, OpenFailed, SCHEMA, Store, check, demo, directory, password::Hasher, post, record, transaction::with};

fn url(folder: &std::path::Path) -> String {
    format!("surrealkv://{}", folder.display())
}

#[tokio::test]
async fn an_empty_folder_becomes_a_database_and_keeps_what_was_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("store");
    {
        let store = Store::open(&url(&path), still()).await.expect("opens");
        assert_eq!(store.applied(), SCHEMA.iter().map(|step| step.name).collect::<Vec<_>>());
        demo::company().found(&store, &Hasher::cheap()).await.expect("founded");
    }
    let store = retried(&path, SCHEMA).await.expect("opens");
    assert!(store.applied().is_empty(), "a migration runs once");
    assert!(check::run(&store).await.expect("reads").iter().all(|finding| finding.fine));
    assert!(
        !demo::found_when_empty(&store, &Hasher::cheap(), demo::Demo::People).await.expect("reads"),
        "the company is still there"
    );
}

#[tokio::test]
async fn nobody_else_on_the_machine_may_look_into_the_database() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let mode = |path: &std::path::Path| std::fs::metadata(path).expect("there").permissions().mode() & 0o777;
    let new = folder.path().join("new").join("store");
    let there = folder.path().join("there");
    std::fs::create_dir(&there).expect("made");
    std::fs::set_permissions(&there, std::fs::Permissions::from_mode(0o755)).expect("opened to all");
    for path in [&new, &there] {
        let _store = Store::open(&url(path), still()).await.expect("opens");
        assert_eq!(mode(path), 0o700, "{}", path.display());
    }
    assert_eq!(mode(&folder.path().join("new")), 0o700, "what is made on the way");
}

#[tokio::test]
async fn a_folder_belongs_to_one_store_at_a_time() {
    let folder = tempfile::tempdir().expect("a folder");
    let _first = Store::open(&url(folder.path()), still()).await.expect("opens");
    let second = Store::open(&url(folder.path()), still()).await;
    assert!(matches!(second, Err(OpenFailed::InUse { .. })), "{second:?}");
}

#[tokio::test]
async fn a_store_that_would_not_sync_every_commit_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    for mode in ["never", "1s"] {
        let refused = Store::open(&format!("{}?sync={mode}", url(&folder.path().join(mode))), still()).await;
        assert!(matches!(refused, Err(OpenFailed::NotDurable { .. })), "{mode}: {refused:?}");
    }
}

#[tokio::test]
async fn what_is_no_database_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("file");
    std::fs::write(&file, "not a database").expect("written");
    let others = folder.path().join("others");
    std::fs::create_dir(&others).expect("made");
    std::fs::write(others.join("thesis.tex"), "x").expect("written");
    for path in [&file, &others] {
        let refused = Store::open(&url(path), still()).await;
        assert!(matches!(refused, Err(OpenFailed::Unreadable { .. })), "{refused:?}");
    }
    assert_eq!(std::fs::read_to_string(&file).expect("still there"), "not a database");
    assert_eq!(std::fs::read_dir(&others).expect("still there").count(), 1, "nothing was written beside");
    for address in ["postgres://x", "", "surrealkv://", "./data"] {
        assert!(matches!(Store::open(address, still()).await, Err(OpenFailed::Address(_))), "{address}");
    }
}

#[tokio::test]
async fn a_damaged_database_is_a_sentence() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("store");
    drop(Store::open(&url(&path), still()).await.expect("opens"));
    retried(&path, SCHEMA).await.expect("opens").close().await;
    for entry in walk(&path).into_iter().filter(|file| file.to_string_lossy().contains("manifest")) {
        std::fs::write(entry, [0xFF; 64]).expect("written");
    }
    let refused = retried(&path, SCHEMA).await;
    let Err(error) = refused else { panic!("opened a damaged database") };
    assert!(error.to_string().contains("cannot be read"), "{error}");
}

fn walk(path: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(path).expect("reads").flatten() {
        if entry.path().is_dir() { files.extend(walk(&entry.path())) } else { files.push(entry.path()) }
    }
    files
}

/// What released programs have left behind.
const FIRST: &[Migration] = &[SCHEMA[0]];

const NEXT: &[Migration] = &[
    SCHEMA[0],
    SCHEMA[1],
    SCHEMA[2],
    SCHEMA[3],
    SCHEMA[4],
    SCHEMA[5],
    SCHEMA[6],
    SCHEMA[7],
    SCHEMA[8],
    SCHEMA[9],
    Migration { number: 11, name: "next", statements: "DEFINE TABLE next SCHEMAFULL PERMISSIONS NONE;" },
];

const BROKEN: &[Migration] = &[
    SCHEMA[0],
    SCHEMA[1],
    SCHEMA[2],
    SCHEMA[3],
    SCHEMA[4],
    SCHEMA[5],
    SCHEMA[6],
    SCHEMA[7],
    SCHEMA[8],
    SCHEMA[9],
    Migration {
        number: 11,
        name: "broken",
        statements: "DEFINE TABLE half SCHEMAFULL PERMISSIONS NONE; CREATE half:1; THROW 'the second half fails';",
    },
];

const OTHER: &[Migration] =
    &[Migration { number: 1, name: "foundation", statements: "DEFINE TABLE other SCHEMAFULL PERMISSIONS NONE;" }];

#[tokio::test]
async fn an_older_database_is_brought_up_to_date_and_a_newer_one_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("store");
    drop(Store::open(&url(&path), still()).await.expect("opens"));
    let newer = retried(&path, NEXT).await.expect("migrates");
    assert_eq!(newer.applied(), ["next"]);
    let before = check::fingerprint(&newer).await.expect("reads");
    drop(newer);
    let refused = retried(&path, SCHEMA).await;
    assert!(matches!(refused, Err(OpenFailed::Newer { has: 11, known: 10 })), "{refused:?}");
    let refused = retried(&path, OTHER).await;
    assert!(refused.is_err(), "{refused:?}");
    let again = retried(&path, NEXT).await.expect("opens");
    assert_eq!(check::fingerprint(&again).await.expect("reads"), before);
}

#[tokio::test]
async fn people_and_teams_of_the_first_release_are_all_there_after_the_second() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("store");
    let old = retried(&path, FIRST).await.expect("opens");
    let (ada, bo, team) = (demo::person_id("Ada Berg"), demo::person_id("Bo Lund"), demo::team_id("Search"));
    let mut values = with("ada", record::person(ada));
    values.insert("bo", record::person(bo));
    values.insert("team", record::team(team));
    old.read(
        "CREATE $team SET name = 'Search', lead = $ada;
         CREATE $ada SET name = 'Ada Berg', email = 'ada@halden.example', team = $team, administrator = true, active = true, version = 3;
         CREATE $bo SET name = 'Bo Lund', title = 'Engineer', manager = $ada, administrator = false, active = true, version = 0;",
        values,
    )
    .await
    .expect("as the first release wrote them");
    old.close().await;
    let store = retried(&path, SCHEMA).await.expect("migrates");
    assert_eq!(
        store.applied(),
        ["people", "surveys", "goals", "goal tree", "workshops", "reviews", "retention", "mine", "deeds"]
    );
    let seen = directory::read(&store).await.expect("reads");
    let (ada, bo) = (seen.directory.person(ada).expect("there"), seen.directory.person(bo).expect("there"));
    assert_eq!((ada.team, ada.homes.since(seen.day(store.now())), ada.version.0), (Some(team), None, 3));
    assert_eq!((bo.manager, bo.team), (Some(ada.id), None));
    assert!(seen.directory.team(team).expect("there").active);
    // Whoever has an address has a post by which an import finds them.
    let posts = post::of_person(&store, ada.id).await.expect("reads");
    assert_eq!(
        posts.iter().map(|post| (post.key.as_str(), post.main, post.imported)).collect::<Vec<_>>(),
        [("ada@halden.example", true, false)]
    );
    assert!(post::of_person(&store, bo.id).await.expect("reads").is_empty());
    assert!(check::run(&store).await.expect("reads").iter().all(|finding| finding.fine));
}

#[tokio::test]
async fn what_was_done_with_goals_before_is_found_by_who_did_it() {
    const REVIEWS: &[Migration] = &[SCHEMA[0], SCHEMA[1], SCHEMA[2], SCHEMA[3], SCHEMA[4], SCHEMA[5], SCHEMA[6]];
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("store");
    let old = retried(&path, REVIEWS).await.expect("opens");
    let (goal, by) = (waymark::GoalId::from_uuid(uuid::Uuid::from_u128(1)), demo::person_id("Ada Berg"));
    let deed = waymark::goal::Deed::Noted { note: "\"by\":\"nobody\"".to_owned() };
    let event = waymark::goal::Event { goal, sequence: 1, at: old.now(), by, deed };
    let mut values = with("id", record::pair("goal_event", surrealdb::types::Uuid::from(goal.uuid()), 1_i64));
    values.insert("content", serde_json::to_string(&event).expect("plain data"));
    old.read("CREATE $id SET content = $content", values).await.expect("as the step before wrote it");
    old.close().await;
    let store = retried(&path, SCHEMA).await.expect("migrates");
    assert_eq!(crate::goal::events_by(&store, by).await.expect("reads"), [event]);
}

#[tokio::test]
async fn a_schema_made_by_other_steps_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("store");
    drop(retried(&path, OTHER).await.expect("opens"));
    let refused = retried(&path, SCHEMA).await;
    assert!(matches!(refused, Err(OpenFailed::Altered { number: 1, .. })), "{refused:?}");
}

#[tokio::test]
async fn a_migration_that_fails_leaves_nothing_of_itself() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("store");
    let store = Store::open(&url(&path), still()).await.expect("opens");
    let before = check::fingerprint(&store).await.expect("reads");
    drop(store);
    let refused = retried(&path, BROKEN).await;
    assert!(matches!(refused, Err(OpenFailed::Migration(_))), "{refused:?}");
    let store = retried(&path, SCHEMA).await.expect("the step was undone");
    assert_eq!(check::fingerprint(&store).await.expect("reads"), before);
}

/// Opens a folder again: dropping a store lets its folder go a moment later.
async fn retried(path: &std::path::Path, schema: &'static [Migration]) -> Result<Store, OpenFailed> {
    for _ in 0..200 {
        match Store::open_with(&url(path), still(), schema).await {
            Err(OpenFailed::InUse { .. }) => tokio::time::sleep(std::time::Duration::from_millis(50)).await,
            other => return other,
        }
    }
    panic!("the folder stays locked");
}
