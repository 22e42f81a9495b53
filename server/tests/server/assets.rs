//! The files that pages refer to.

use crate::app::TestApp;
use http::StatusCode;

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
