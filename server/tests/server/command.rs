//! The command line's verbs, on the store and through the socket of a running server.

use crate::app::{TestApp, still, token_in};
use base64::{Engine, engine::general_purpose::STANDARD};
use server::{
    command::{self, Command, Outcome, perform},
    config::Config,
    socket::Socket,
};
use store::Store;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    sync::watch,
};
use waymark::{
    import::{How, Kind, Options},
    questionnaire::{bank, file},
};

fn admin_create(email: &str) -> Command {
    Command::AdminCreate { email: email.to_owned(), name: Some("Ada Berg".to_owned()) }
}

#[tokio::test]
async fn an_administrator_is_made_with_a_link_or_from_somebody_who_is_there() {
    let app = TestApp::new().await;
    for (email, name) in [("ada@halden.example", "Ada Berg"), (crate::app::EMPLOYEE, "Mira Solberg")] {
        let outcome = perform(&app.store, "http://waymark.test", admin_create(email)).await;
        assert!(outcome.fine && outcome.text.starts_with(name), "{}", outcome.text);
        let token = token_in(&outcome.text);
        let mut browser = app.browser();
        browser.post("/fn/password/set", &[("token", &token), ("password", "a quiet walk along the fjord")]).await;
        assert_eq!(browser.get("/admin/people").await.status, 200);
    }
}

#[tokio::test]
async fn nonsense_is_a_sentence_and_changes_nothing() {
    let app = TestApp::new().await;
    let before = app.picture().await;
    let outcome = perform(&app.store, "http://waymark.test", admin_create("ada")).await;
    assert!(!outcome.fine && outcome.text.contains("not an e-mail address"), "{}", outcome.text);
    assert_eq!(app.picture().await, before);
}

#[tokio::test]
async fn check_says_that_all_is_well() {
    let app = TestApp::new().await;
    let outcome = perform(&app.store, "", Command::Check).await;
    assert!(outcome.fine, "{}", outcome.text);
    for subject in ["schema", "people", "teams", "sign-in", "audit"] {
        assert!(outcome.text.contains(subject), "{}", outcome.text);
    }
}

#[tokio::test]
async fn beside_a_running_server_commands_go_through_its_socket() {
    let folder = tempfile::tempdir().expect("a folder");
    let config = Config { data: folder.path().to_owned(), ..Config::default() };
    let store = Store::open(&config.database(), still()).await.expect("opens");
    let (stop, stopping) = watch::channel(false);
    let socket = Socket::bind(&config.socket()).await.expect("a socket");
    let answering = tokio::spawn(socket.answer(store.clone(), config.database(), "http://waymark.test".to_owned(), stopping));
    let outcome = command::run(&config, admin_create("ada@halden.example")).await;
    assert!(outcome.fine, "{}", outcome.text);
    assert!(command::run(&config, Command::Check).await.text.contains("1 person, all in order."));

    for nonsense in [&b"nonsense\n"[..], b"\n", b"\xff\xff\n", b"{\"Unknown\":1}\n"] {
        let mut stream = tokio::net::UnixStream::connect(config.socket()).await.expect("connects");
        stream.write_all(nonsense).await.expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.expect("answered");
        let outcome: Outcome = serde_json::from_str(&answer).expect("an outcome");
        assert!(!outcome.fine, "{}", outcome.text);
    }
    let other = Config { database: Some("mem://".to_owned()), ..config.clone() };
    let outcome = command::run(&other, Command::Check).await;
    assert!(!outcome.fine && outcome.text.contains("has surrealkv://"), "{}", outcome.text);
    stop.send(true).expect("somebody listens");
    answering.await.expect("ends");
}

#[tokio::test]
async fn there_is_no_database_to_check_where_none_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let config = Config { data: folder.path().join("none"), ..Config::default() };
    let outcome = command::run(&config, Command::Check).await;
    assert!(!outcome.fine && outcome.text.contains("There is no database"), "{}", outcome.text);
    assert!(!config.data.exists(), "and none was made");
}

fn import(text: &str, write: bool) -> Command {
    Command::Import(Box::new(command::Import {
        content: STANDARD.encode(text),
        kind: Kind::People,
        how: How::default(),
        options: Options { leavers: true, ..Options::default() },
        columns: Vec::new(),
        write,
    }))
}

#[tokio::test]
async fn an_import_says_first_what_it_would_do() {
    let app = TestApp::empty().await;
    let file = "Employee #,Full name,Reports to\nN1,Ada Berg,\nN2,Bo Lund,N1\n";
    let before = app.picture().await;
    let tried = perform(&app.store, "", import(file, false)).await;
    assert!(
        tried.fine && tried.text.contains("2 new people") && tried.text.contains("With --yes it is imported"),
        "{}",
        tried.text
    );
    assert_eq!(app.picture().await, before);
    let done = perform(&app.store, "", import(file, true)).await;
    assert!(done.fine && done.text.ends_with("Imported."), "{}", done.text);
    let again = perform(&app.store, "", import(file, true)).await;
    assert!(again.fine && again.text.ends_with("Nothing would change."), "{}", again.text);
    let before = app.picture().await;
    let wrong = perform(&app.store, "", import("Employee #,Full name,Reports to\nN1,Ada Berg,N9\n", true)).await;
    assert!(!wrong.fine && wrong.text.contains("N9") && wrong.text.ends_with("Nothing was written."), "{}", wrong.text);
    let teams = perform(&app.store, "", import("Team,Parent,Lead\nSearch,,N1\n", true)).await;
    assert!(!teams.fine && teams.text.contains("This file is about teams"), "{}", teams.text);
    assert_eq!(app.picture().await, before);
}

#[tokio::test]
async fn a_questionnaire_goes_out_as_a_file_and_comes_in_as_one() {
    let app = TestApp::new().await;
    store::demo::use_questionnaire(&app.store, "team-review").await.expect("freezes");
    let take = |content: &[u8], write| Command::QuestionnaireImport { content: STANDARD.encode(content), write };
    let said = async |command| {
        let outcome = perform(&app.store, "", command).await;
        (outcome.fine, outcome.text)
    };
    let export = |id: &str| Command::QuestionnaireExport { id: id.to_owned() };
    let (fine, text) = said(export("team-review")).await;
    assert!(fine && file::read(&text).expect("reads back") == bank()[0], "{text}");
    for id in ["no-such", "Team Review"] {
        assert_eq!(said(export(id)).await, (false, format!("There is no questionnaire \"{id}\".")));
    }
    let (fine, text) = said(take(text.as_bytes(), true)).await;
    assert!(fine && text == "Team review is like this already. Nothing would change.", "{text}");

    let mut edited = bank().swap_remove(0);
    edited.sections[0].questions[0].text = "When I am stuck, nobody helps.".to_owned();
    let removed = edited.sections[1].questions.remove(0);
    let edited = file::write(&edited);
    let before = app.picture().await;
    let (fine, text) = said(take(edited.as_bytes(), false)).await;
    for words in
        ["1 changed, their trends start anew:", "When I am stuck, nobody helps.", "1 removed, their trends end:", &removed.text]
    {
        assert!(fine && text.contains(words), "{words}: {text}");
    }
    assert!(text.ends_with("Nothing was written. With --yes it is imported."), "{text}");
    for (content, words) in [
        (edited.replace("kind = \"scale\"", "kind = \"scael\""), "perhaps scale was meant"),
        (edited.replacen("title", "titel", 1), "Line "),
        ("= =".to_owned(), "this is not TOML"),
    ] {
        let (fine, text) = said(take(content.as_bytes(), true)).await;
        assert!(!fine && text.contains(words) && text.ends_with("Nothing was written."), "{words}: {text}");
    }
    assert_eq!(app.picture().await, before, "nothing was written");
    let (fine, text) = said(take(edited.as_bytes(), true)).await;
    assert!(fine && text.ends_with("Imported."), "{text}");
    let (_, text) = said(export("team-review")).await;
    assert_eq!(text, edited.trim_end());
    let (fine, text) = said(take(file::template().as_bytes(), true)).await;
    assert!(fine && text.starts_with("A new questionnaire: "), "{text}");
}

#[tokio::test]
async fn an_organisation_is_made_up_only_where_nobody_is() {
    let app = TestApp::empty().await;
    let made = perform(&app.store, "", Command::Simulate { people: 20, seed: 7 }).await;
    assert!(made.fine && made.text.contains("20 people were made up"), "{}", made.text);
    let before = app.picture().await;
    for people in [20, 0, 200_001] {
        let refused = perform(&app.store, "", Command::Simulate { people, seed: 7 }).await;
        assert!(!refused.fine && refused.text.contains("Nothing was changed"), "{}", refused.text);
    }
    assert_eq!(app.picture().await, before);
}
