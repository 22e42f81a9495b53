//! Whatever is sent, the answer is a sentence or a 4xx: never a panic, a 500, or a change.

use crate::{
    app::{ADMINISTRATOR, Answer, Browser, EMPLOYEE, HOST, MANAGER, TestApp},
    reviews::made as reviews,
    surveys::made,
};
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
        "/review/nonsense",
        "/review/00000000-0000-4000-8000-000000000000",
        "/review/00000000-0000-4000-8000-000000000000/nonsense?done=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "/review/%ff%00/%22%3E%3Cscript%3Ealert(1)%3C/script%3E/input",
        "/fn/reviews/show?cycle=nonsense&person=%00",
        "/fn/reviews/show?person=00000000-0000-4000-8000-000000000000",
        "/fn/reviews/input?cycle=00000000-0000-4000-8000-000000000000&person=x",
        "/fn/reviews/input",
        "/plan/nonsense/nonsense",
        "/plan/00000000-0000-4000-8000-000000000000?done=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "/fn/plans/show?cycle=%ff&person=nonsense",
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

/// What no review takes, of a half: fields and what stands in them.
const NO_WRITING: &[&[(&str, &str)]] = &[
    &[("written[seen][answer.no-such]", "0"), ("written[text][answer.no-such]", "x")],
    &[("written[seen][nonsense]", "0"), ("written[text][nonsense]", "x")],
    &[("written[seen][answer.]", "0")],
    &[("written[seen][grade.nonsense]", "0"), ("written[text][grade.nonsense]", "7")],
    &[("written[seen][keep]", "0"), ("written[text][keep]", "x")],
    &[("written[seen][notes]", "0"), ("written[text][notes]", "x")],
    // A goal that is nobody's, and more than ten of ten.
    &[
        ("written[seen][words.00000000-0000-4000-8000-000000000000]", "0"),
        ("written[text][words.00000000-0000-4000-8000-000000000000]", "x"),
    ],
    &[
        ("written[seen][grade.00000000-0000-4000-8000-000000000000]", "0"),
        ("written[text][grade.00000000-0000-4000-8000-000000000000]", "11"),
    ],
    &[
        ("written[seen][grade.00000000-0000-4000-8000-000000000000]", "0"),
        ("written[text][grade.00000000-0000-4000-8000-000000000000]", "-1"),
    ],
    // Off the scale; options that there are not, and two where one is chosen.
    &[("written[seen][answer.held-back-workload]", "0"), ("written[text][answer.held-back-workload]", "6")],
    &[("written[seen][answer.direction-kind]", "0"), ("written[text][answer.direction-kind]", "king")],
    &[("written[seen][answer.direction-kind]", "0"), ("written[text][answer.direction-kind]", "lead,wider")],
    &[("written[seen][answer.support-kinds]", "0"), ("written[chosen][answer.support-kinds/gold]", "on")],
    &[("written[seen][answer.learned]", "0"), ("written[text][answer.learned]", "a\u{7}b\0c")],
    // How often it was seen, and which save it is, are numbers.
    &[("written[seen][answer.learned]", "often"), ("written[text][answer.learned]", "x")],
    &[("written[seen][answer.learned]", "-1"), ("written[text][answer.learned]", "x")],
    &[("written[seen][answer.learned]", "99999999999"), ("written[text][answer.learned]", "x")],
    &[("written[seen][answer.learned]", "0"), ("written[text][answer.learned]", "x"), ("written[step]", "last")],
    &[
        ("written[seen][answer.learned]", "0"),
        ("written[text][answer.learned]", "x"),
        ("written[page]", "a name of a page that is much longer than any"),
        ("written[step]", "1"),
    ],
];

#[tokio::test]
async fn what_no_review_takes_is_refused_and_changes_nothing() {
    let app = TestApp::new().await;
    let cycle = made::cycle(&app, &made::administrator(&app).await, "2027 H1").await;
    let key = reviews::launched(&app, "Mira Solberg", cycle, None, jiff::civil::date(2027, 1, 25)).await;
    let (cycle, mira) = (key.cycle.to_string(), key.person.to_string());
    let of = |fields: &[(&'static str, &'static str)]| {
        let key = [("cycle", cycle.clone()), ("person", mira.clone())].into_iter();
        key.chain(fields.iter().map(|(name, value)| (*name, (*value).to_owned()))).collect::<Vec<_>>()
    };
    let long = "w".repeat(20_001);
    let mut sent: Vec<(&str, Vec<(&str, String)>)> = NO_WRITING.iter().map(|fields| ("save", of(fields))).collect();
    for fields in NO_WRITING {
        sent.extend(["amend", "share", "save-notes", "save-input"].map(|verb| (verb, of(fields))));
    }
    let learned = of(&[("written[seen][answer.learned]", "0")]);
    let with = |text: String| learned.iter().cloned().chain([("written[text][answer.learned]", text)]).collect::<Vec<_>>();
    sent.extend([("save", with(long)), ("save", with("w".repeat(300_000)))]);
    for fields in [
        &[("goal", "nonsense"), ("seen", "0"), ("grade", "11")][..],
        &[("goal", "00000000-0000-4000-8000-000000000000"), ("seen", "0"), ("grade", "11")],
        &[("goal", "00000000-0000-4000-8000-000000000000"), ("seen", "minus"), ("grade", "7")],
    ] {
        sent.extend(["settle", "agree"].map(|verb| (verb, of(fields))));
    }
    for fields in [&[("peer", "nonsense")][..], &[("peer", "00000000-0000-4000-8000-000000000000")], &[("peer", "")]] {
        sent.extend(["ask", "remind", "ask-no-more"].map(|verb| (verb, of(fields))));
    }
    let with_to = |to: &str| of(&[]).into_iter().chain([("to", to.to_owned())]).collect::<Vec<_>>();
    sent.extend(["", "nonsense", "\0"].map(|to| ("hand-over", with_to(to))));
    sent.extend(["take-back", "give", "decline"].map(|verb| (verb, of(&[]))));
    for email in [EMPLOYEE, MANAGER] {
        let mut browser = app.browser_of(email).await;
        let signed_in = app.picture().await;
        for (verb, fields) in &sent {
            let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            // What one of both is asked, the other may not be.
            let may_be_taken = *verb == "save-notes" && email == MANAGER && fields.iter().any(|(name, _)| name.contains("notes"));
            if may_be_taken {
                continue;
            }
            let answer = browser.post(&format!("/fn/reviews/{verb}"), &fields).await;
            let told: String = format!("{email} {verb} {fields:?}").chars().take(300).collect();
            assert!(answer.status.is_client_error(), "{told}: {} {}", answer.status, answer.body);
        }
        assert_eq!(app.picture().await, signed_in, "{email}");
    }
    // Neither do ids that are none, or of nothing.
    let mut browser = app.browser_of(EMPLOYEE).await;
    let signed_in = app.picture().await;
    for (cycle, person) in [("nonsense", &*mira), (&*cycle, "nonsense"), (&*mira, &*cycle), ("", ""), ("\0", "\u{1F600}")] {
        for (path, method) in leptos::server_fn::axum::server_fn_paths() {
            if method == Method::POST && path.starts_with("/fn/reviews/") {
                let answer = browser.post(path, &[("cycle", cycle), ("person", person), ("goal", "x"), ("seen", "0")]).await;
                assert!(answer.status.is_client_error(), "{path} {cycle} {person}: {}", answer.status);
            }
        }
    }
    assert_eq!(app.picture().await, signed_in);
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
