//! Headers, origins, and what another site may not do.

use crate::app::{EMPLOYEE, TestApp, encoded};
use axum::body::Body;
use http::{Method, StatusCode};
use store::demo::PASSWORD;

#[tokio::test]
async fn every_answer_makes_browsers_careful() {
    let app = TestApp::new().await;
    let mut browser = app.browser_of(EMPLOYEE).await;
    for path in ["/", "/sign-in", "/nowhere", "/readyz", "/fn/session/viewer", "/assets/none"] {
        let answer = browser.get(path).await;
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cache-control", "no-store"),
        ] {
            assert_eq!(answer.header(name), value, "{path}");
        }
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe-inline"), "{path}: {policy}");
    }
}

#[tokio::test]
async fn the_policys_nonce_is_new_each_time_and_that_of_every_script() {
    let app = TestApp::new().await;
    let mut nonces = Vec::new();
    for _ in 0..2 {
        let answer = app.browser().get("/sign-in").await;
        let nonce = answer.header("content-security-policy").split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next());
        let nonce = nonce.expect("a nonce").to_owned();
        let scripts = answer.body.matches("<script").count();
        let preloads = answer.body.matches("modulepreload").count();
        assert!(scripts > 0 && preloads > 0);
        let with_nonce = answer.body.matches(&format!(r#"nonce="{nonce}""#)).count();
        assert_eq!(with_nonce, scripts + preloads, "every script, and every preload of one");
        assert!(!answer.body.contains(" style=\""), "no inline styles");
        nonces.push(nonce);
    }
    assert_ne!(nonces[0], nonces[1]);
}

#[tokio::test]
async fn another_site_changes_nothing() {
    let app = TestApp::new().await;
    let mut browser = app.browser_of(EMPLOYEE).await;
    let before = app.picture().await;
    for (name, value) in [("origin", "http://evil.test"), ("sec-fetch-site", "cross-site"), ("origin", "null"), ("x-nothing", "")]
    {
        for path in ["/fn/account/save", "/fn/session/sign-out-everywhere", "/fn/session/sign-in"] {
            let request = browser
                .request(Method::POST, path)
                .header(name, value)
                .header("content-type", "application/x-www-form-urlencoded")
                .header("accept", "text/html");
            let body = format!("name=X&time_zone=&version=0&email={}&password={}", encoded(EMPLOYEE), encoded(PASSWORD));
            let answer = browser.send(request, Body::from(body)).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{name}: {value} {path}");
            assert!(answer.body.contains("nothing was done"), "{}", answer.body);
        }
    }
    assert_eq!(app.picture().await, before);
}

#[tokio::test]
async fn an_address_that_leads_nowhere_is_a_page_that_says_so() {
    let app = TestApp::new().await;
    for path in ["/nowhere", "/admin", "/admin/nothing", "/set-password", "/%00", "/..%2f..%2fetc/passwd"] {
        let answer = app.browser().get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(answer.body.contains("There is no page here"), "{path}: {}", answer.body);
    }
    let method = app.browser().request(Method::DELETE, "/account").header("origin", format!("http://{}", crate::app::HOST));
    assert_eq!(app.browser().send(method, Body::empty()).await.status, StatusCode::METHOD_NOT_ALLOWED);
}
