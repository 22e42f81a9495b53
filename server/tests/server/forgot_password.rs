use crate::app::{EMPLOYEE, TestApp};
use http::StatusCode;

#[tokio::test]
async fn the_answer_does_not_tell_who_has_an_account() {
    let app = TestApp::with_mail().await;
    let mut answers = Vec::new();
    for email in [EMPLOYEE, "nobody@halden.example"] {
        let before = app.picture().await.lines().map(|line| line.matches("RecordId").count()).sum::<usize>();
        let answer = app.browser().post("/fn/password/forgot", &[("email", email)]).await;
        let after = app.picture().await.lines().map(|line| line.matches("RecordId").count()).sum::<usize>();
        answers.push((answer.status, answer.body, answer.headers.len(), after - before));
    }
    assert_eq!(answers[0], answers[1], "the same answer after the same work");
    assert_eq!(app.letters().await.len(), 1, "only who is here gets a letter");
}

#[tokio::test]
async fn an_address_gets_so_many_letters_and_no_more() {
    let app = TestApp::with_mail().await;
    let mut browser = app.browser();
    for _ in 0..3 {
        assert_eq!(browser.post("/fn/password/forgot", &[("email", EMPLOYEE)]).await.status, StatusCode::OK);
    }
    let answer = browser.post("/fn/password/forgot", &[("email", EMPLOYEE)]).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(!answer.header("retry-after").is_empty());
    assert_eq!(app.letters().await.len(), 3);
}

#[tokio::test]
async fn without_mail_the_page_says_whom_to_ask() {
    let app = TestApp::new().await;
    let page = app.browser().get("/forgot-password").await.body;
    assert!(page.contains("sends no mail") && !page.contains("<form"), "{page}");
    let before = app.picture().await;
    assert_eq!(app.browser().post("/fn/password/forgot", &[("email", EMPLOYEE)]).await.status, StatusCode::OK);
    app.jobs.run_due().await.expect("runs");
    assert_eq!(app.picture().await, before, "nobody takes away a link that was handed over");
}
