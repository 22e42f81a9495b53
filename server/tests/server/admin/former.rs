//! Taking a name away, through the program.

use crate::app::{ADMINISTRATOR, HOST, TestApp};
use http::StatusCode;
use store::demo::person_id;

#[tokio::test]
async fn it_is_shown_first_and_done_once_the_name_is_typed_without_javascript() {
    let app = TestApp::new().await;
    let mut browser = app.browser_of(ADMINISTRATOR).await.without_javascript();
    let id = person_id("Emil Brandt").to_string();
    let page = format!("/admin/people/{id}/anonymise");
    let here = browser.get(&page).await.body;
    assert!(here.contains("They are here.") && !here.contains("for good"), "{here}");
    browser.post("/fn/people/leave", &[("id", &id)]).await;
    let shown = browser.get(&page).await.body;
    assert!(shown.contains("Former colleague 1") && shown.contains("for good"), "{shown}");
    let before = app.picture().await;
    let answer = browser.post_from(&page, "/fn/people/anonymise", &[("id", &id), ("name", "Emil")]).await;
    let refused = browser.get(&answer.header("location").replace(&format!("http://{HOST}"), "")).await.body;
    assert_eq!(app.picture().await, before);
    assert!(refused.contains("This is not their name."), "{refused}");
    let answer = browser.post("/fn/people/anonymise", &[("id", &id), ("name", "Emil Brandt")]).await;
    let done = format!("/admin/people/{id}?done=nameless");
    assert_eq!((answer.status, answer.header("location")), (StatusCode::FOUND, &*done));
    let page = browser.get(&done).await.body;
    assert!(page.contains("Their name is taken away.") && !page.contains("Emil Brandt"), "{page}");
    for address in ["/people?search=emil", "/admin/people?search=brandt&role=left", "/people/chart", "/admin/people.csv"] {
        let body = browser.get(address).await.body;
        assert!(!body.contains("Emil Brandt"), "{address}: {body}");
    }
    let back = browser.post_from(&format!("/admin/people/{id}"), "/fn/people/return", &[("id", &id)]).await;
    let page = browser.get(&back.header("location").replace(&format!("http://{HOST}"), "")).await.body;
    assert!(page.contains("Former colleague 1") && page.contains("Whoever comes back is a new person."), "{page}");
}
