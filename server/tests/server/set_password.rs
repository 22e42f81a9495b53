use crate::app::{EMPLOYEE, HOST, TestApp, token_in};
use http::StatusCode;
use store::link;

#[tokio::test]
async fn the_first_administrator_comes_by_a_link_that_works_once() {
    let app = TestApp::empty().await;
    let link = link::first_administrator(&app.store).await.expect("made");
    let mut browser = app.browser().without_javascript();
    assert!(browser.get(&link.path()).await.body.contains("Set up Waymark"));
    let form = |name: &'static str, email: &'static str, password: &'static str| {
        [
            ("token", link.token().to_owned()),
            ("name", name.to_owned()),
            ("email", email.to_owned()),
            ("password", password.to_owned()),
        ]
    };
    for (name, email, password, sentence) in [
        ("", "ada@halden.example", "a quiet walk along the fjord", "A name is needed."),
        ("Ada", "ada", "a quiet walk along the fjord", "not a whole address"),
        ("Ada", "ada@halden.example", "short", "it needs 15"),
    ] {
        let form = form(name, email, password);
        let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let answer = browser.post_from(&link.path(), "/fn/password/set-up", &form).await;
        let page = browser.get(&answer.header("location").replace(&format!("http://{HOST}"), "")).await.body;
        assert!(page.contains(sentence), "{sentence}: {page}");
        assert!(page.contains(&format!(r#"value="{email}""#)), "what was typed is still there: {page}");
    }
    let form = form("Ada Berg", "ada@halden.example", "a quiet walk along the fjord");
    let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let answer = browser.post_from(&link.path(), "/fn/password/set-up", &form).await;
    assert_eq!(answer.header("location"), "/");
    assert!(browser.get("/").await.body.contains("Invite your colleagues"));
    assert_eq!(browser.get("/admin/people").await.status, StatusCode::OK);
    assert!(app.browser().get(&link.path()).await.body.contains("does not work any more"));

    // A link that was printed before, and found later, makes nobody an administrator beside those who are there.
    let late = link::first_administrator(&app.store).await.expect("made");
    let late =
        [("token", late.token()), ("name", "Eve"), ("email", "eve@halden.example"), ("password", "a quiet walk along the fjord")];
    assert_eq!(app.browser().post("/fn/password/set-up", &late).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn the_first_administrators_link_sets_nobody_elses_password() {
    let app = TestApp::empty().await;
    let link = link::first_administrator(&app.store).await.expect("made");
    let form = [("token", link.token()), ("password", "a quiet walk along the fjord")];
    assert_eq!(app.browser().post("/fn/password/set", &form).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_forgotten_password_is_set_anew_by_letter() {
    let app = TestApp::with_mail().await;
    let mut old = app.browser_of(EMPLOYEE).await;
    let mut browser = app.browser().without_javascript();
    let answer = browser.post_from("/forgot-password", "/fn/password/forgot", &[("email", EMPLOYEE)]).await;
    assert_eq!(answer.header("location"), "/forgot-password?done=asked");
    assert!(browser.get("/forgot-password?done=asked").await.body.contains("Look in your mail"));
    let token = token_in(&app.letters().await.remove(0));
    assert!(browser.get(&format!("/set-password/{token}")).await.body.contains("Set a new password"));
    browser.post("/fn/password/set", &[("token", &token), ("password", "a quiet walk along the fjord")]).await;
    assert_eq!(browser.get("/").await.status, StatusCode::OK);
    assert_eq!(old.get("/").await.status, StatusCode::FOUND, "the old session ended");
}
