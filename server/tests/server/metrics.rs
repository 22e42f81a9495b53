use crate::app::TestApp;
use axum::body::Body;
use http::{Method, StatusCode};
use server::config::Config;
use store::demo;

#[tokio::test]
async fn numbers_are_for_this_machine_or_who_has_the_token() {
    let app = TestApp::with(&demo::company(), Config { metrics_token: Some("sesame".into()), ..Config::default() }).await;
    let mut browser = app.browser();
    browser.get("/set-password/0123456789abcdef").await;
    let here = browser.get("/metrics").await;
    assert_eq!(here.status, StatusCode::OK);
    assert!(here.body.contains("http_requests_total") && here.body.contains("/set-password/"), "{}", here.body);
    assert!(!here.body.contains("0123456789abcdef"), "addresses themselves are not counted");
    let proxied = browser.request(Method::GET, "/metrics").header("x-forwarded-for", "203.0.113.7");
    assert_eq!(browser.send(proxied, Body::empty()).await.status, StatusCode::FORBIDDEN);
    let token = browser
        .request(Method::GET, "/metrics")
        .header("x-forwarded-for", "203.0.113.7")
        .header("authorization", "Bearer sesame");
    assert_eq!(browser.send(token, Body::empty()).await.status, StatusCode::OK);
}
