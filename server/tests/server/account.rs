use crate::app::{EMPLOYEE, HOST, TestApp};
use http::StatusCode;
use store::demo::PASSWORD;

fn save<'a>(name: &'a str, zone: &'a str, version: &'a str) -> [(&'a str, &'a str); 3] {
    [("name", name), ("time_zone", zone), ("version", version)]
}

#[tokio::test]
async fn a_profile_is_saved_without_javascript() {
    let app = TestApp::new().await;
    let mut browser = app.browser_of(EMPLOYEE).await.without_javascript();
    let answer = browser.post("/fn/account/save", &save("Mira Solberg Berg", "America/New_York", "0")).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::FOUND, "/account?done=profile"));
    let page = browser.get("/account?done=profile").await.body;
    assert!(page.contains("Your profile is saved.") && page.contains("Mira Solberg Berg"), "{page}");
    // The clock stands at 08:00 in UTC.
    assert!(page.contains("It is 03:00 there now"), "{page}");
}

#[tokio::test]
async fn what_cannot_be_saved_is_said_at_the_field_and_nothing_is_lost() {
    let app = TestApp::new().await;
    let mut browser = app.browser_of(EMPLOYEE).await.without_javascript();
    let before = app.picture().await;
    for (name, zone, sentence) in [
        ("", "", "A name is needed."),
        (&*"x".repeat(121), "", "a name may have 120 characters"),
        ("Mira", "Mars/Olympus", "There is no such time zone"),
        ("Mira", "<script>alert(1)</script>", "There is no such time zone"),
    ] {
        let answer = browser.post("/fn/account/save", &save(name, zone, "0")).await;
        let page = browser.get(&answer.header("location").replace(&format!("http://{HOST}"), "")).await.body;
        assert!(page.contains(sentence), "{sentence}: {page}");
        assert!(!page.contains("<script>alert"), "what was typed is text");
    }
    assert_eq!(app.picture().await, before);
}

#[tokio::test]
async fn an_edit_over_another_shows_both_and_either_can_be_kept() {
    let app = TestApp::new().await;
    let mut browser = app.browser_of(EMPLOYEE).await.without_javascript();
    browser.post("/fn/account/save", &save("Mira One", "", "0")).await;
    let answer = browser.post("/fn/account/save", &save("Mira Two", "", "0")).await;
    let page = browser.get(&answer.header("location").replace(&format!("http://{HOST}"), "")).await.body;
    assert!(page.contains("Mira Two") && page.contains("Mira One") && page.contains("changed while you were writing"), "{page}");
    // "Keep mine" sends the newer version.
    let answer = browser.post("/fn/account/save", &save("Mira Two", "", "1")).await;
    assert_eq!(answer.header("location"), "/account?done=profile");
}

#[tokio::test]
async fn a_new_password_signs_all_other_browsers_out() {
    let app = TestApp::new().await;
    let (mut desk, mut phone) = (app.browser_of(EMPLOYEE).await, app.browser_of(EMPLOYEE).await);
    let new = "a quiet walk along the fjord";
    let refused = desk.post("/fn/password/change", &[("present", "not it"), ("new", new)]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let answer = desk.post("/fn/password/change", &[("present", PASSWORD), ("new", new)]).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    assert_eq!(desk.get("/").await.status, StatusCode::OK, "this one stays");
    assert_eq!(phone.get("/").await.status, StatusCode::FOUND);
    let old = app.browser().post("/fn/session/sign-in", &[("email", EMPLOYEE), ("password", PASSWORD)]).await;
    assert_eq!(old.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn one_session_can_be_ended_from_another() {
    let app = TestApp::new().await;
    let (mut desk, mut phone) = (app.browser_of(EMPLOYEE).await, app.browser_of(EMPLOYEE).await);
    let page: serde_json::Value = serde_json::from_str(&desk.get("/fn/account/show").await.body).expect("JSON");
    let sessions = page["sessions"].as_array().expect("a list");
    assert_eq!(sessions.len(), 2);
    let other = sessions.iter().find(|session| session["this"] == false).expect("the phone's");
    assert_eq!(other["browser"], "Firefox on Linux");
    desk.post("/fn/session/end", &[("key", other["key"].as_str().expect("a key"))]).await;
    assert_eq!(phone.get("/").await.status, StatusCode::FOUND);
    assert_eq!(desk.get("/").await.status, StatusCode::OK);
}
