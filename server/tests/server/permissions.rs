//! Who may do what, for everything that the program answers. The list of addresses comes from the router and from the
//! registered server functions: what is new and not here fails.

use crate::app::{ADMINISTRATOR, Browser, EMPLOYEE, LEAD, MANAGER, TestApp};
use jiff::SignedDuration;
use server::router;
use std::collections::BTreeSet;
use store::{
    demo::{self, PASSWORD, person_id},
    session::{self, Session},
};

/// One address with what is sent there, and what each actor gets: nobody, somebody who left, employee, tech lead, manager,
/// administrator.
struct Row {
    address: &'static str,
    path: &'static str,
    form: &'static [(&'static str, &'static str)],
    status: [u16; 6],
    /// Whether the store is different afterwards where the status is 200.
    changes: bool,
}

const ACTORS: [&str; 6] = ["nobody", "left", EMPLOYEE, LEAD, MANAGER, ADMINISTRATOR];
/// Pages and functions for everybody.
const ALL: [u16; 6] = [200; 6];
/// Pages for who is signed in: others are sent to sign in.
const PAGE: [u16; 6] = [302, 302, 200, 200, 200, 200];
const ADMIN_PAGE: [u16; 6] = [302, 302, 404, 404, 404, 200];
/// Functions for who is signed in.
const MEMBER: [u16; 6] = [401, 401, 200, 200, 200, 200];
const ADMIN: [u16; 6] = [401, 401, 404, 404, 404, 200];

const fn read(address: &'static str, path: &'static str, status: [u16; 6]) -> Row {
    Row { address, path, form: &[], status, changes: false }
}

const fn write(address: &'static str, form: &'static [(&'static str, &'static str)], status: [u16; 6]) -> Row {
    Row { address, path: address, form, status, changes: true }
}

const ROWS: &[Row] = &[
    read("/", "/", PAGE),
    read("/account", "/account", PAGE),
    read("/admin/people", "/admin/people", ADMIN_PAGE),
    read("/sign-in", "/sign-in", ALL),
    read("/forgot-password", "/forgot-password", ALL),
    read("/set-password/:token", "/set-password/0123", ALL),
    read("/healthz", "/healthz", ALL),
    read("/readyz", "/readyz", ALL),
    read("/metrics", "/metrics", ALL),
    read("/assets/{*name}", "/assets/none.css", [404; 6]),
    read("/robots.txt", "/robots.txt", ALL),
    read("/favicon.ico", "/favicon.ico", ALL),
    read("/fn/session/viewer", "/fn/session/viewer", ALL),
    read("/fn/home/show", "/fn/home/show", MEMBER),
    read("/fn/account/show", "/fn/account/show", MEMBER),
    read("/fn/people/list", "/fn/people/list?skip=0", ADMIN),
    read("/fn/password/link", "/fn/password/link?token=0123", ALL),
    read("/fn/password/mail", "/fn/password/mail", ALL),
    write("/fn/session/sign-in", &[("email", EMPLOYEE), ("password", PASSWORD)], ALL),
    write("/fn/session/sign-in", &[("email", EMPLOYEE), ("password", "not the password")], [422; 6]),
    write("/fn/session/sign-out", &[], ALL),
    write("/fn/session/sign-out-everywhere", &[], MEMBER),
    write("/fn/session/end", &[("key", "0123")], MEMBER),
    write("/fn/password/set", &[("token", "0123"), ("password", "a sentence that nobody has")], [422; 6]),
    write(
        "/fn/password/set-up",
        &[("token", "0123"), ("name", "A B"), ("email", "a@b.example"), ("password", "a sentence that nobody has")],
        [422; 6],
    ),
    write("/fn/password/forgot", &[("email", "SOMEBODY")], ALL),
    write("/fn/password/change", &[("present", PASSWORD), ("new", "a sentence that nobody has")], MEMBER),
    write("/fn/account/save", &[("name", "Somebody Else"), ("time_zone", ""), ("version", "0")], MEMBER),
    write("/fn/people/invite", &[("name", "Greta Nowak"), ("email", "greta@halden.example"), ("title", "")], ADMIN),
    write("/fn/people/link", &[("person", "MIRA")], ADMIN),
];

/// Those that change nothing although they are answered with 200: there is no session to end, no mail to send.
fn changes_nothing(row: &Row, actor: &str) -> bool {
    (row.address == "/fn/session/sign-out" && actor == "nobody")
        || row.address == "/fn/session/end"
        || row.address == "/fn/password/forgot"
}

async fn listed() -> BTreeSet<String> {
    let machines = app().await.machines;
    let pages = router::pages().into_iter().map(|page| match page.path() {
        "" => "/".to_owned(),
        path => path.to_owned(),
    });
    let functions = leptos::server_fn::axum::server_fn_paths().map(|(path, _)| path.to_owned());
    pages.chain(functions).chain(machines.into_iter().map(str::to_owned)).collect()
}

#[tokio::test]
async fn every_address_has_a_row() {
    let rows: BTreeSet<String> = ROWS.iter().map(|row| row.address.to_owned()).collect();
    // Leptos writes parameters for axum: {token}.
    let listed: BTreeSet<String> = listed().await.into_iter().map(|path| path.replace("{token}", ":token")).collect();
    let new: Vec<_> = listed.difference(&rows).collect();
    let gone: Vec<_> = rows.difference(&listed).collect();
    assert!(new.is_empty() && gone.is_empty(), "without a row: {new:?}; rows of nothing: {gone:?}");
}

#[test]
fn whatever_changes_something_is_a_post_under_fn() {
    for (path, method) in leptos::server_fn::axum::server_fn_paths() {
        let is_write = ROWS.iter().any(|row| row.address == path && row.changes);
        assert_eq!(method == http::Method::POST, is_write, "{method} {path}");
        assert!(path.starts_with("/fn/"), "{path}");
    }
}

/// The browser of somebody who left while signed in.
async fn left(app: &TestApp) -> Browser {
    let id = tower_sessions::session::Id::default().to_string();
    let data = serde_json::json!({ "person": person_id("Emil Brandt"), "agent": "Firefox" }).to_string();
    let expires = app.store.now() + SignedDuration::from_hours(1);
    let session = Session { person: Some(person_id("Emil Brandt")), data, agent: "Firefox".into(), expires };
    session::create(&app.store, &id, &session).await.expect("a session");
    let mut browser = app.browser();
    browser.cookie = Some(format!("waymark={id}"));
    browser
}

async fn app() -> TestApp {
    let mut company = demo::company();
    company.change("Emil Brandt", |person| person.active = false);
    TestApp::with(&company, server::config::Config { sign_in_tries: 10_000, ..Default::default() }).await
}

async fn browser(app: &TestApp, actor: &str) -> Browser {
    match actor {
        "nobody" => app.browser(),
        "left" => left(app).await,
        email => app.browser_of(email).await,
    }
}

async fn ask(browser: &mut Browser, row: &Row) -> u16 {
    let mira = person_id("Mira Solberg").to_string();
    // One address gets only so many letters.
    let somebody = format!("{}@halden.example", uuid::Uuid::new_v4());
    let filled = |value: &'static str| match value {
        "MIRA" => mira.clone(),
        "SOMEBODY" => somebody.clone(),
        value => value.to_owned(),
    };
    let form: Vec<_> = row.form.iter().map(|(name, value)| (*name, filled(value))).collect();
    let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let answer = if row.changes { browser.post(row.path, &form).await } else { browser.get(row.path).await };
    answer.status.as_u16()
}

#[tokio::test]
async fn everybody_may_do_what_the_table_says_and_nothing_else_changes() {
    let shared = app().await;
    let mut browsers = Vec::new();
    for actor in ACTORS {
        browsers.push(browser(&shared, actor).await);
    }
    let mut wrong = Vec::new();
    for row in ROWS {
        for ((actor, expected), shared_browser) in ACTORS.into_iter().zip(row.status).zip(&browsers) {
            let may_change = row.changes && expected == 200 && !changes_nothing(row, actor);
            let own = if may_change { Some(app().await) } else { None };
            let app = own.as_ref().unwrap_or(&shared);
            // A browser of its own, since what changes may end the session.
            let mut browser = if own.is_some() { browser(app, actor).await } else { shared_browser.clone() };
            let before = app.picture().await;
            let status = ask(&mut browser, row).await;
            let changed = app.picture().await != before;
            if status != expected || changed != may_change {
                wrong.push(format!(
                    "{} as {actor}: {status}, expected {expected}; changed: {changed}, expected {may_change}",
                    row.address
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
