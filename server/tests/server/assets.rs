//! The files that pages refer to.

use crate::app::{ADMINISTRATOR, TestApp};
use http::StatusCode;
use std::collections::BTreeSet;

/// The address of the first asset in the page that begins and ends so.
fn address<'page>(page: &'page str, begins: &str, ends: &str) -> &'page str {
    page.split(['"', '\''])
        .find(|part| part.starts_with(begins) && part.ends_with(ends))
        .unwrap_or_else(|| panic!("no {begins}…{ends} in {page}"))
}

#[tokio::test]
async fn what_a_page_refers_to_is_there_and_may_be_kept_for_ever() {
    let app = TestApp::new().await;
    let page = app.browser().get("/sign-in").await.body;
    for (begins, ends, kind) in [
        ("/assets/style.", ".css", "text/css"),
        ("/assets/waymark.", ".js", "text/javascript"),
        ("/assets/waymark.", ".wasm", "application/wasm"),
        ("/assets/icons.", ".svg", "image/svg+xml"),
        ("/assets/favicon.", ".svg", "image/svg+xml"),
    ] {
        let path = address(&page, begins, ends);
        let answer = app.browser().get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert_eq!(answer.header("content-type"), kind, "{path}");
        assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable", "{path}");
        assert_eq!(answer.header("vary"), "accept-encoding", "{path}");
        assert!(answer.body.len() > 100, "{path}");
    }
    let robots = app.browser().get("/robots.txt").await;
    assert_eq!((robots.header("content-type"), robots.header("cache-control")), ("text/plain", "public, max-age=3600"));
    assert!(robots.body.contains("\nUser-agent: *\nDisallow: /"), "{}", robots.body);
}

#[tokio::test]
async fn every_file_that_some_page_may_load_is_there() {
    let app = TestApp::new().await;
    let entries = server::assets::names().entries;
    assert!(entries.contains_key(app::ENTRY), "`cargo xtask build --site` makes what the browser loads");
    for (name, entry) in entries {
        let chunks = entry.chunks.values().flatten();
        for path in [&entry.script, &entry.module].into_iter().chain(&entry.loader).chain(chunks) {
            let answer = app.browser().get(path).await;
            assert_eq!(answer.status, StatusCode::OK, "{name}: {path}");
            let kind = if path.rsplit('.').next() == Some("js") { "text/javascript" } else { "application/wasm" };
            assert_eq!(answer.header("content-type"), kind, "{name}: {path}");
            assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable", "{name}: {path}");
        }
    }
}

#[tokio::test]
async fn every_page_begins_to_load_the_chunk_that_has_it() {
    let pages = [
        ("/", "home"),
        ("/account", "account"),
        ("/account/data", "account"),
        ("/people", "people"),
        ("/people/chart", "chart"),
        ("/people/MIRA", "person"),
        ("/reports", "reports"),
        ("/teams", "teams"),
        ("/teams/PAYMENTS", "health"),
        ("/company", "health"),
        ("/compare", "compare"),
        ("/goals", "goals"),
        ("/goals/check-in", "goals"),
        ("/goals/new", "goal"),
        ("/goals/0", "goal"),
        ("/admin/goals", "admin_goals"),
        ("/admin/goals/import", "admin_goals"),
        ("/workshops", "workshop"),
        ("/workshops/new", "workshop"),
        ("/workshops/0", "workshop"),
        ("/w/BCD-FGH", "workshop"),
        ("/plan", "plan"),
        ("/plan/0", "plan"),
        ("/plan/0/0", "plan"),
        ("/projects", "projects"),
        ("/admin/people", "admin_people"),
        ("/admin/people/MIRA", "admin_person"),
        ("/admin/people/MIRA/anonymise", "admin_person"),
        ("/admin/people/import", "import"),
        ("/admin/teams", "admin_teams"),
        ("/admin/teams/PAYMENTS", "admin_teams"),
        ("/admin/projects", "admin_projects"),
        ("/admin/projects/FARES", "admin_projects"),
        ("/admin/audit", "audit"),
        ("/admin/retention", "admin_retention"),
        ("/admin/cycles", "cycles"),
        ("/admin/cycles/0", "cycles"),
        ("/admin/cycles/0/launch", "launch"),
        ("/admin/cycles/0/reviews", "admin_reviews"),
        ("/admin/reviews/0", "admin_reviews"),
        ("/admin/surveys/0", "launch"),
        ("/admin/surveys/import", "import_history"),
        ("/surveys/0/results", "results"),
        ("/admin/questionnaires", "questionnaires"),
        ("/admin/questionnaires/0", "questionnaire"),
        ("/admin/questionnaires/0/preview", "questionnaire"),
        ("/admin/questionnaire-file", "questionnaires"),
        ("/sign-in", "sign_in"),
        ("/forgot-password", "password"),
        ("/set-password/0123", "password"),
    ];
    assert_eq!(pages.len(), server::router::pages().len(), "every page is here");
    let app = TestApp::new().await;
    let mut browser = app.browser_of(ADMINISTRATOR).await;
    let chunks = server::assets::names().entries.remove(app::ENTRY).expect("the entry").chunks;
    for (path, chunk) in pages {
        let page = browser.get(path).await.body;
        assert!(page.contains(&format!("page.hydrate('{chunk}')")), "{path}: {page}");
        for file in &chunks[chunk] {
            assert!(page.contains(&format!("\"{file}\"")), "{path}: {file}");
        }
    }
    let named: BTreeSet<&str> = pages.iter().map(|(_, chunk)| *chunk).collect();
    assert!(chunks.keys().map(String::as_str).eq(named), "no chunk without a page");
    let nowhere = browser.get("/nowhere").await.body;
    assert!(nowhere.contains("page.hydrate('')"), "a page in no chunk needs none");
}
