//! /surveys/:id: who gets the page, and what it is.

use super::made::{administrator, cycle, wanted};
use crate::app::{ADMINISTRATOR, Browser, EMPLOYEE, LEAD, MANAGER, TestApp};
use http::StatusCode;
use store::{
    demo::team_id,
    outbox::Mail,
    survey::launch::{self, Wanted},
};
use waymark::{
    SurveyId,
    survey::{Kind, Mode},
};

/// A review of two teams; its address.
async fn launched(app: &TestApp, mode: Mode) -> (SurveyId, String) {
    let administrator = administrator(app).await;
    let cycle = cycle(app, &administrator, "2027 H1").await;
    let teams = ["Payments", "Timetables"].map(team_id);
    let wanted = Wanted { teams: Some(teams.into()), ..wanted(app, cycle, Kind::Team, mode, "How we work") };
    let id = launch::launch(&app.store, &administrator, &Mail::none(), &wanted).await.expect("launched");
    (id, format!("/surveys/{id}"))
}

#[tokio::test]
async fn who_is_asked_gets_the_page_and_others_what_is_theirs() {
    let app = TestApp::new().await;
    let (id, path) = launched(&app, Mode::Confidential).await;
    for email in [EMPLOYEE, LEAD] {
        let page = app.browser_of(email).await.get(&path).await;
        assert_eq!(page.status, StatusCode::OK);
        for text in ["How we work", "They are stored without your name; whoever runs the server could read them.", "Zofia Dvořák"]
        {
            assert!(page.body.contains(text), "{text}: {}", page.body);
        }
        assert!(!page.body.contains("aria-label=\"Main\""), "it is bare of navigation");
    }
    // Who may see the results, and is not asked, finds these.
    let manager = app.browser_of(MANAGER).await.get(&path).await;
    assert_eq!((manager.status, manager.header("location")), (StatusCode::FOUND, &*format!("{path}/results")));
    // Nobody else learns that it is there, an administrator neither; nor that another is not.
    let mut other = app.browser_of("giulio.bernardi@halden.example").await;
    let (not_yours, nothing) = (other.get(&path).await, other.get("/surveys/nothing").await);
    assert_eq!((not_yours.status, nothing.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
    assert!(not_yours.body.contains("There is no page here") && nothing.body.contains("There is no page here"));
    assert!(!not_yours.body.contains("How we work"));
    // Who is not signed in comes back here, though there may be nothing.
    let nobody = app.browser().get(&path).await;
    assert_eq!((nobody.status, nobody.header("location")), (StatusCode::FOUND, &*format!("/sign-in?next=/surveys/{id}")));
}

#[tokio::test]
async fn the_page_loads_a_module_of_its_own_and_tells_nobody_where_it_was() {
    let app = TestApp::new().await;
    let (_, path) = launched(&app, Mode::Confidential).await;
    let page = app.browser_of(EMPLOYEE).await.get(&path).await;
    assert!(page.body.contains("/assets/answer.") && !page.body.contains("/assets/waymark."), "{}", page.body);
    assert_eq!((page.header("referrer-policy"), page.header("cache-control")), ("no-referrer", "no-store"));
    assert!(page.header("content-security-policy").contains("script-src 'nonce-"));
}

#[tokio::test]
async fn a_page_whose_answers_carry_names_is_answered_by_forms() {
    let app = TestApp::new().await;
    let (id, path) = launched(&app, Mode::Open).await;
    let mut mira: Browser = app.browser_of(EMPLOYEE).await.without_javascript();
    let page = mira.get(&path).await;
    // Browsers send no origin with the forms of a page that tells nobody where it was, and we would refuse them.
    assert_eq!(page.header("referrer-policy"), "same-origin");
    assert!(page.body.contains("Your answers carry your name"));
    let id = id.to_string();
    let form = [("survey", &*id), ("version", "0"), ("at", "1"), ("go", "next"), ("a[0]", "4"), ("a[1]", "na")];
    let saved = mira.post_from(&path, "/fn/surveys/answer", &form).await;
    assert_eq!((saved.status, saved.header("location")), (StatusCode::FOUND, &*format!("{path}?at=2")));
    let section = mira.get(&format!("{path}?at=1")).await.body;
    assert_eq!(section.matches(" checked").count(), 2, "{section}");
    // What is missing is refused, with what was answered.
    let form = [("survey", &*id), ("version", "1"), ("at", "11"), ("go", "send")];
    let refused = mira.post_from(&path, "/fn/surveys/answer", &form).await;
    assert!(refused.header("location").ends_with("&why=wrong"), "{refused:?}");
    let page = mira.get(refused.header("location")).await.body;
    assert!(page.contains("Something is missing or does not fit. Nothing was sent."), "{page}");
}

#[tokio::test]
async fn who_was_asked_is_told_that_it_was_called_off() {
    let app = TestApp::new().await;
    let (id, path) = launched(&app, Mode::Confidential).await;
    let mut ines = app.browser_of(ADMINISTRATOR).await;
    let voided = ines.post("/fn/cycles/void", &[("id", &id.to_string()), ("why", "It went to the wrong people.")]).await;
    assert_eq!(voided.status, StatusCode::OK, "{voided:?}");
    let page = app.browser_of(EMPLOYEE).await.get(&path).await.body;
    for text in ["It was called off", "It went to the wrong people.", "All answers were deleted, and nothing is published."] {
        assert!(page.contains(text), "{text}: {page}");
    }
}
