//! Files in and out: sent by a form, tried, imported; and what is no table.

use crate::app::{ADMINISTRATOR, Answer, Browser, EMPLOYEE, HOST, TestApp};
use axum::body::Body;
use http::{Method, StatusCode};
use server::config::Config;
use store::demo;

const FILE: &str = "Employee #,Full name,Work email,Job title,Team,Location,Reports to\n\
    N1,Ada Berg,ada@new.example,Chief,,Oslo,\n\
    N2,Bo Lund,bo@new.example,Engineer,search,Oslo,N1\n";

/// Sends a file as browsers do.
async fn send(browser: &mut Browser, content: &[u8]) -> Answer {
    let mut body =
        b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"people.csv\"\r\nContent-Type: text/csv\r\n\r\n"
            .to_vec();
    body.extend_from_slice(content);
    body.extend_from_slice(b"\r\n--x--\r\n");
    let request = browser
        .request(Method::POST, "/fn/people/upload")
        .header("origin", format!("http://{HOST}"))
        .header("referer", format!("http://{HOST}/admin/people/import"))
        .header("accept", "text/html")
        .header("content-type", "multipart/form-data; boundary=x");
    browser.send(request, Body::from(body)).await
}

/// The page that a plain form leads to.
async fn follow(browser: &mut Browser, answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::FOUND, "{}", answer.body);
    browser.get(&answer.header("location").replace(&format!("http://{HOST}"), "")).await.body
}

fn between<'a>(page: &'a str, before: &str, after: &str) -> &'a str {
    let found = page.split_once(before).and_then(|(_, rest)| rest.split_once(after));
    found.unwrap_or_else(|| panic!("no {before}: {page}")).0
}

#[tokio::test]
async fn a_file_is_sent_looked_at_and_imported() {
    let app = TestApp::new().await;
    let mut admin = app.browser_of(ADMINISTRATOR).await.without_javascript();
    let sent = send(&mut admin, FILE.as_bytes()).await;
    let page = follow(&mut admin, &sent).await;
    assert!(page.contains("2 new people"), "{page}");
    let (id, print) = (
        between(&page, "name=\"id\" value=\"", "\"").to_owned(),
        between(&page, "name=\"fingerprint\" value=\"", "\"").to_owned(),
    );
    // What somebody sent is theirs to see.
    let mut other = app.browser_of(EMPLOYEE).await;
    assert_eq!(other.get(&format!("/fn/people/preview?file={id}")).await.status, StatusCode::NOT_FOUND);
    let before = app.picture().await;
    let wrong = admin
        .post_from(&format!("/admin/people/import?file={id}"), "/fn/people/import", &[("id", &id), ("fingerprint", "0")])
        .await;
    assert!(follow(&mut admin, &wrong).await.contains("Something changed since you looked"));
    assert_eq!(app.picture().await, before);
    let done = admin.post("/fn/people/import", &[("id", &id), ("fingerprint", &print)]).await;
    assert!(follow(&mut admin, &done).await.contains("The file is imported."));
    assert!(admin.get("/people?search=bo+lund").await.body.contains("Bo Lund"));
    // Whom the demo company's HR system does not name any more is signed out.
    assert_eq!(other.get("/fn/home/show").await.status, StatusCode::UNAUTHORIZED);
    // It is gone with the import.
    assert!(admin.get(&format!("/admin/people/import?file={id}")).await.body.contains("That file is not here any more"));
}

#[tokio::test]
async fn what_is_no_table_is_a_sentence_and_nothing_is_written() {
    let app = TestApp::new().await;
    let mut admin = app.browser_of(ADMINISTRATOR).await.without_javascript();
    let circle = FILE.replace("Chief,,Oslo,\n", "Chief,,Oslo,N2\n");
    let formula = FILE.replace("Bo Lund", "=HYPERLINK(\"http://evil.example\")");
    let half = format!("{FILE}N3,Cy Dahl\n");
    let twice = format!("{FILE}{FILE}");
    for (content, sentence) in [
        (&b"PK\x03\x04rubbish"[..], "Excel workbook"),
        (b"", "The file is empty"),
        (b"\x00\x01\x02\x03", "control character"),
        (b"Name,Name\na,b\n", "Name"),
        (b"just words", "no rows below its header"),
        (circle.as_bytes(), "reports to"),
        (formula.as_bytes(), "formula"),
        (half.as_bytes(), "Line 4"),
        (twice.as_bytes(), "header again"),
    ] {
        let sent = send(&mut admin, content).await;
        let page = follow(&mut admin, &sent).await;
        assert!(page.contains(sentence), "{sentence}: {page}");
        assert!(!page.contains("name=\"fingerprint\""), "there is nothing to confirm: {page}");
    }
    let people = store::directory::read(&app.store).await.expect("reads").directory.people().len();
    assert_eq!(people, 63);
}

#[tokio::test]
async fn a_file_that_is_too_large_is_refused_before_it_is_kept() {
    let app = TestApp::new().await;
    let mut admin = app.browser_of(ADMINISTRATOR).await.without_javascript();
    let before = app.picture().await;
    let answer = send(&mut admin, &vec![b'x'; 9 * 1024 * 1024]).await;
    assert!(answer.status == StatusCode::PAYLOAD_TOO_LARGE || answer.status == StatusCode::FOUND, "{}", answer.status);
    assert_eq!(app.picture().await, before);
}

#[tokio::test]
async fn an_export_is_no_formula_and_reads_back() {
    let mut company = demo::company();
    company.change("Emil Brandt", |person| person.title = Some("=1+1".to_owned()));
    let app = TestApp::with(&company, Config::default()).await;
    let mut admin = app.browser_of(ADMINISTRATOR).await.without_javascript();
    let answer = admin.get("/admin/people.csv").await;
    assert!(answer.header("content-type").starts_with("text/csv") && answer.header("content-disposition").contains("people.csv"));
    assert!(answer.body.contains(",'=1+1,") && answer.body.contains("Zofia Dvořák"), "{}", answer.body);
    let sent = send(&mut admin, answer.body.as_bytes()).await;
    let page = follow(&mut admin, &sent).await;
    assert!(page.contains("Nothing would change."), "{page}");
}
