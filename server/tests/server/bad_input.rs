//! Whatever is sent, the answer is a sentence or a 4xx: never a panic, a 500, or a change.

use crate::app::{ADMINISTRATOR, Answer, Browser, HOST, TestApp};
use axum::body::Body;
use http::{Method, StatusCode};

const FORM: &str = "application/x-www-form-urlencoded";

async fn post(browser: &mut Browser, path: &str, kind: &str, body: impl Into<Body>) -> Answer {
    let request = browser
        .request(Method::POST, path)
        .header("origin", format!("http://{HOST}"))
        .header("content-type", kind)
        .header("accept", "*/*");
    browser.send(request, body.into()).await
}

#[tokio::test]
async fn malformed_forms_are_refused_and_change_nothing() {
    let app = TestApp::new().await;
    let mut browser = app.browser_of(ADMINISTRATOR).await;
    let before = app.picture().await;
    for (path, method) in leptos::server_fn::axum::server_fn_paths() {
        if method != Method::POST || path.starts_with("/fn/session/sign-out") {
            continue;
        }
        for (kind, body) in [
            (FORM, "".as_bytes()),
            (FORM, b"%%%=&&&=%zz"),
            (FORM, b"\xff\xfe\x00"),
            (FORM, b"version=minus&person=nobody&name[]=x"),
            ("application/json", b"{\"name\":1"),
            ("text/plain; charset=nonsense", b"hello"),
            ("multipart/form-data", b"--"),
        ] {
            let answer = post(&mut browser, path, kind, body).await;
            assert!(answer.status.is_client_error(), "{path} {kind} {body:?}: {}", answer.status);
        }
    }
    assert_eq!(app.picture().await, before);
}

#[tokio::test]
async fn malformed_addresses_cookies_and_headers_are_no_error_of_ours() {
    let app = TestApp::new().await;
    let signed_in = app.browser_of(ADMINISTRATOR).await;
    for path in [
        "/sign-in?next=%ff%fe",
        "/sign-in?__path=/fn/session/sign-in&__err=nonsense",
        "/sign-in?__path=/fn/session/sign-in&__err=e30",
        "/account?done=%00&x=%%%",
        "/set-password/%ff%00%22%3E%3Cscript%3E",
        "/set-password/..%2F..%2Faccount",
        "/admin/people?skip=99999999999999999999",
        "/admin/people?skip=-1",
        "/admin/people?invited=x&link=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "/fn/people/list?sought[skip]=nonsense",
        "/fn/people/list",
        "/people?search=%ff%fe&team=nonsense&location=%00&role=king&skip=-1",
        "/people?search=%F0%9F%A7%91%E2%80%8D%F0%9F%9A%80%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "/people?skip=99999999999999999999",
        "/people/chart?at=nonsense&open=..%2F.,x.y",
        "/people/nonsense",
        "/people/00000000-0000-4000-8000-000000000000",
        "/reports?skip=99999999999999999999&line=%00&need=%22%3E%3Cscript%3E&search=%ff%fe",
        "/fn/reports/show?skip=nonsense",
        "/teams/nonsense",
        "/projects/nonsense",
        "/plan/nonsense?done=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "/plan/00000000-0000-4000-8000-000000000000/nonsense",
        "/fn/plans/show?cycle=%00&person=%ff",
        "/goals/new?whose=person&person=nonsense&cycle=%00",
        "/admin/people/nonsense?done=saved&undo=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "/admin/teams/00000000-0000-4000-8000-000000000000",
        "/admin/projects/x",
        "/admin/people/import?file=nonsense",
        "/admin/people/import?file=00000000-0000-4000-8000-000000000000",
        "/admin/audit?area=king&who=%ff%fe&from=yesterday&until=%00&before=-1&after=99999999999999999999&check=maybe",
        "/admin/audit?who=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "/admin/audit?from=9999-12-31&until=-009999-01-01&before=18446744073709551615",
        "/admin/audit?after=18446744073709551615&until=9999-12-31",
        "/admin/audit.csv?area=king",
        "/admin/audit.csv?area=king&area=queen&who=%ff",
        "/fn/audit/list",
        "/fn/audit/list?asked=nonsense&before=x",
        "/fn/people/branch?of=nonsense&level=-1",
        "/fn/people/branch?of=00000000-0000-4000-8000-000000000000&level=4294967295",
        "/fn/people/suggest?text=%00",
        "/admin/cycles/nonsense/reviews?teams[]=%00&look=1",
        "/admin/reviews/nonsense?skip=-1&step=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "/fn/reviews/progress?id=nonsense&sought[skip]=nonsense",
        "/fn/nothing/here",
        "/assets/../../Cargo.toml",
        "/assets/%2e%2e/%2e%2e/Cargo.toml",
    ] {
        for browser in [&mut app.browser(), &mut signed_in.clone()] {
            let answer = browser.get(path).await;
            assert!(!answer.status.is_server_error(), "{path}: {} {}", answer.status, answer.body);
            assert!(!answer.body.contains("<script>alert"), "{path}");
        }
    }
    for cookie in
        ["waymark=", "waymark=nonsense", "waymark=AAAAAAAAAAAAAAAAAAAAAA", "waymark=\u{e9}; =; ;;", "waymark=a; waymark=b"]
    {
        let mut browser = app.browser();
        browser.cookie = Some(cookie.to_owned());
        assert_eq!(browser.get("/").await.status, StatusCode::FOUND, "{cookie}");
    }
    let mut browser = app.browser();
    for (name, value) in [
        ("accept", "\u{1F600}"),
        ("referer", "not an address"),
        ("x-forwarded-for", "a,b,,,"),
        ("accept-encoding", ";;;q=x"),
        ("content-length", "abc"),
        ("host", "a b"),
    ] {
        let request = browser.request(Method::GET, "/sign-in").header(name, value);
        assert!(!browser.send(request, Body::empty()).await.status.is_server_error(), "{name}: {value}");
        let request =
            browser.request(Method::POST, "/fn/session/sign-in").header(name, value).header("sec-fetch-site", "same-origin");
        assert!(!browser.send(request, Body::from("email=a&password=b")).await.status.is_server_error(), "POST {name}: {value}");
    }
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused_before_it_is_read_whole() {
    let app = TestApp::new().await;
    let mut browser = app.browser_of(ADMINISTRATOR).await;
    let before = app.picture().await;
    // Said at the start: nothing is read.
    let request = browser
        .request(Method::POST, "/fn/people/invite")
        .header("origin", format!("http://{HOST}"))
        .header("content-type", FORM)
        .header("content-length", "300000");
    let answer = browser.send(request, Body::from("x".repeat(300_000))).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE, "{}", answer.body);
    // Not said: reading stops at the limit.
    let read = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let counter = std::sync::Arc::clone(&read);
    let pieces = (0..100_000).map(move |_| {
        counter.fetch_add(10_000, std::sync::atomic::Ordering::Relaxed);
        Ok::<_, std::io::Error>(vec![b'x'; 10_000])
    });
    let body = Body::from_stream(tokio_stream::iter(pieces));
    let answer = post(&mut browser, "/fn/people/invite", FORM, body).await;
    assert!(answer.status.is_client_error(), "{}", answer.status);
    assert!(read.load(std::sync::atomic::Ordering::Relaxed) < 600_000, "{read:?}");
    assert_eq!(app.picture().await, before);
}

#[tokio::test]
async fn what_is_given_back_to_a_plain_form_fits_into_an_address() {
    let app = TestApp::with_mail().await;
    let mut browser = app.browser_of(ADMINISTRATOR).await.without_javascript();
    let long = "w".repeat(100_000);
    for (path, form) in [
        ("/fn/session/sign-in", vec![("email", &*long), ("password", "x")]),
        ("/fn/password/forgot", vec![("email", &*long)]),
        ("/fn/password/set-up", vec![("token", "0"), ("name", &*long), ("email", &*long), ("password", "x")]),
        ("/fn/people/invite", vec![("name", &*long), ("email", &*long), ("title", &*long)]),
        ("/fn/account/save", vec![("name", &*long), ("time_zone", &*long), ("version", "0")]),
    ] {
        let answer = browser.post(path, &form).await;
        assert_eq!(answer.status, StatusCode::FOUND, "{path}");
        let length = answer.header("location").len();
        assert!((1..4000).contains(&length), "{path}: {length}");
    }
}

#[tokio::test]
async fn a_strangers_sentence_is_not_shown_as_a_code_of_ours() {
    let app = TestApp::new().await;
    // What a plain form's error looks like in the address: {"Internal":{"id":"..."}} in base64.
    for (error, shown) in [
        ("eyJJbnRlcm5hbCI6eyJpZCI6ImNhbGwgNTU1LTAxMDAifX0=", "call 555-0100"),
        ("eyJJbnRlcm5hbCI6eyJpZCI6IjBhMWIyYzNkIn19", "0a1b2c3d"),
    ] {
        let page = app.browser().get(&format!("/sign-in?__path=%2Ffn%2Fsession%2Fsign-in&__err={error}")).await.body;
        let is_shown = page.contains(&format!("Tell your administrator the code {shown}"));
        assert!(page.contains("Something broke on the server."), "{page}");
        assert_eq!(is_shown, shown == "0a1b2c3d", "{page}");
    }
}
