use crate::app::{EMPLOYEE, TestApp};
use http::StatusCode;
use jiff::SignedDuration;
use server::config::Config;
use store::demo;

#[tokio::test]
async fn one_signs_in_and_comes_to_where_one_wanted_to_go() {
    let app = TestApp::new().await;
    let mut browser = app.browser().without_javascript();
    let sent_away = browser.get("/account").await;
    assert_eq!((sent_away.status, sent_away.header("location")), (StatusCode::FOUND, "/sign-in?next=/account"));
    let page = browser.get("/sign-in?next=/account").await;
    assert!(page.body.contains(r#"name="next" value="/account""#), "{}", page.body);
    let form = [("email", EMPLOYEE), ("password", demo::PASSWORD), ("next", "/account")];
    let answer = browser.post_from("/sign-in?next=/account", "/fn/session/sign-in", &form).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::FOUND, "/account"));
    let cookie = answer.header("set-cookie");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && !cookie.contains("Secure"), "{cookie}");
    assert!(browser.get("/account").await.body.contains("Mira Solberg"));
}

#[tokio::test]
async fn over_https_the_cookie_is_bound_to_the_host() {
    let app = TestApp::with(&demo::company(), Config { url: Some("https://waymark.test".into()), ..Config::default() }).await;
    let mut browser = app.browser();
    let request = browser
        .request(http::Method::POST, "/fn/session/sign-in")
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/x-www-form-urlencoded");
    let body = format!("email={}&password={}", crate::app::encoded(EMPLOYEE), crate::app::encoded(demo::PASSWORD));
    let answer = browser.send(request, body.into()).await;
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("__Host-waymark=") && cookie.contains("Secure") && cookie.contains("Path=/"), "{cookie}");
    assert!(!cookie.contains("Domain"), "{cookie}");

    let request = browser.request(http::Method::POST, "/fn/session/sign-out").header("sec-fetch-site", "same-origin");
    let answer = browser.send(request, "".into()).await;
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("__Host-waymark=;") && cookie.contains("Max-Age=0"), "{cookie}");
    assert!(cookie.contains("Secure") && cookie.contains("Path=/"), "browsers heed the removal: {cookie}");
}

#[tokio::test]
async fn a_wrong_password_is_a_sentence_and_the_address_stays() {
    let app = TestApp::new().await;
    let mut browser = app.browser().without_javascript();
    let answer = browser.post_from("/sign-in", "/fn/session/sign-in", &[("email", EMPLOYEE), ("password", "wrong")]).await;
    assert_eq!(answer.status, StatusCode::FOUND);
    let back = answer.header("location").replace(&format!("http://{}", crate::app::HOST), "");
    assert!(!back.contains("wrong"), "the password does not travel: {back}");
    let page = browser.get(&back).await;
    assert!(page.body.contains("do not belong together"), "{}", page.body);
    assert!(page.body.contains(&format!(r#"value="{EMPLOYEE}""#)), "{}", page.body);
}

#[tokio::test]
async fn known_and_unknown_addresses_get_the_same_answer() {
    let app = TestApp::new().await;
    let mut answers = Vec::new();
    for email in [EMPLOYEE, "nobody@halden.example"] {
        let answer = app.browser().post("/fn/session/sign-in", &[("email", email), ("password", "wrong wrong wrong")]).await;
        answers.push((answer.status, answer.body.replace(email, "…"), answer.headers.len()));
    }
    assert_eq!(answers[0], answers[1]);
    assert_eq!(answers[0].0, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn signing_in_makes_a_new_session() {
    let app = TestApp::new().await;
    let mut browser = app.browser_of(EMPLOYEE).await;
    let first = browser.cookie.clone();
    browser.post("/fn/session/sign-in", &[("email", EMPLOYEE), ("password", demo::PASSWORD)]).await;
    assert_ne!(browser.cookie, first);
    let mut old = app.browser();
    old.cookie = first;
    assert_eq!(old.get("/").await.status, StatusCode::FOUND, "the old one ended");
}

#[tokio::test]
async fn a_session_ends_after_two_weeks_without_use_and_not_before() {
    let app = TestApp::new().await;
    let mut browser = app.browser_of(EMPLOYEE).await;
    for _ in 0..3 {
        app.pass(SignedDuration::from_hours(13 * 24));
        assert_eq!(browser.get("/").await.status, StatusCode::OK);
    }
    app.pass(SignedDuration::from_hours(15 * 24));
    assert_eq!(browser.get("/").await.status, StatusCode::FOUND);
}

#[tokio::test]
async fn signing_out_everywhere_ends_every_session() {
    let app = TestApp::new().await;
    let (mut phone, mut desk) = (app.browser_of(EMPLOYEE).await, app.browser_of(EMPLOYEE).await);
    let mut other = app.browser_of(crate::app::LEAD).await;
    assert_eq!(phone.post("/fn/session/sign-out-everywhere", &[]).await.status, StatusCode::OK);
    for browser in [&mut phone, &mut desk] {
        assert_eq!(browser.get("/").await.status, StatusCode::FOUND);
    }
    assert_eq!(other.get("/").await.status, StatusCode::OK);
}

#[tokio::test]
async fn guessing_is_slowed_by_client_and_by_address() {
    let app = TestApp::with(&demo::company(), Config { sign_in_tries: 3, ..Config::default() }).await;
    let mut browser = app.browser();
    for number in 0..3 {
        let answer =
            browser.post("/fn/session/sign-in", &[("email", &format!("x{number}@y.example")), ("password", "wrong")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let answer = browser.post("/fn/session/sign-in", &[("email", EMPLOYEE), ("password", demo::PASSWORD)]).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(answer.header("retry-after").parse::<u64>().is_ok_and(|seconds| (1..=7).contains(&seconds)), "{answer:?}");

    let app = TestApp::with(&demo::company(), Config { sign_in_tries: 1000, ..Config::default() }).await;
    let mut browser = app.browser();
    for _ in 0..10 {
        browser.post("/fn/session/sign-in", &[("email", EMPLOYEE), ("password", "wrong")]).await;
    }
    let answer = browser.post("/fn/session/sign-in", &[("email", EMPLOYEE), ("password", demo::PASSWORD)]).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
}
