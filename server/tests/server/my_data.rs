//! What is stored about oneself: at once, as a page and as a file, and the same in both.

use crate::{
    app::{ADMINISTRATOR, EMPLOYEE, TestApp},
    surveys::made,
};
use http::StatusCode;
use serde_json::Value;

#[tokio::test]
async fn the_file_comes_at_once_and_no_cache_keeps_it() {
    let app = TestApp::new().await;
    let mut browser = app.browser_of(EMPLOYEE).await;
    let file = browser.get("/account/data.json").await;
    assert_eq!((file.status, file.header("content-type")), (StatusCode::OK, "application/json"));
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"my-data-2027-01-11.json\"");
    assert_eq!(file.header("cache-control"), "no-store");
    let document: Value = serde_json::from_str(&file.body).expect("JSON");
    assert_eq!((&document["version"], &document["name"]), (&Value::from(1), &Value::from("Mira Solberg")));
    let parts = document["sections"].as_array().expect("a list");
    assert_eq!(parts[0]["part"], "person");
    assert!(parts.iter().all(|part| part["stored_in"].as_array().is_some_and(|tables| !tables.is_empty())));
    let signed_out = app.browser().get("/account/data.json").await;
    assert_eq!(signed_out.header("location"), "/sign-in?next=/account/data");
}

/// Every word of a value, as the page has it.
fn words(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| words(value, found)),
        Value::Object(fields) => {
            for (name, value) in fields {
                match (name.as_str(), value) {
                    ("heading" | "label" | "about", Value::String(text)) => found.push(text.clone()),
                    // Times and days stand there in other words.
                    ("value", Value::String(text)) if !text.starts_with("20") => found.push(text.clone()),
                    ("entries" | "facts" | "sections", value) => words(value, found),
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

#[tokio::test]
async fn the_page_says_what_the_file_says() {
    let app = TestApp::new().await;
    made::goal(&app, "Nadia Perić", "Payments", "Tell <b>who</b> decides & why", "Mira Solberg", None).await;
    let mut browser = app.browser_of(EMPLOYEE).await;
    let file = browser.get("/account/data.json").await.body;
    let page = browser.get("/account/data").await.body;
    assert!(!page.contains("Tell <b>who</b>"), "what was typed is text");
    let mut found = Vec::new();
    words(&serde_json::from_str(&file).expect("JSON"), &mut found);
    assert!(found.iter().any(|text| text.contains("decides & why")), "{found:?}");
    for text in found {
        let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let in_data = page.contains(&escaped) || page.contains(&text);
        assert!(in_data, "the page does not say {text:?}");
    }
}

#[tokio::test]
async fn nobody_finds_what_is_somebody_elses() {
    let app = TestApp::new().await;
    made::own_goal(&app, "Henrik Moe", "Learn to sail").await;
    let file = app.browser_of(ADMINISTRATOR).await.get("/account/data.json").await.body;
    assert!(file.contains("ines.moreau@halden.example"), "{file}");
    for theirs in ["Learn to sail", "mira.solberg@halden.example"] {
        assert!(!file.contains(theirs), "{theirs}: {file}");
    }
}
