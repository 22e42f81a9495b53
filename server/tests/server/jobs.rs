use crate::app::{ADMINISTRATOR, EMPLOYEE, TestApp};
use jiff::SignedDuration;
use server::config::Config;
use store::{
    demo,
    job::{self, Kind},
};

#[tokio::test]
async fn the_daily_job_forgets_what_expired_and_comes_again_at_the_next_midnight() {
    let app = TestApp::new().await;
    let _browser = app.browser_of(EMPLOYEE).await;
    let due = "2027-01-11T23:00:00Z".parse().expect("a time");
    job::add(&app.store, &Kind::Daily("2027-01-11".parse().expect("a date")), due).await.expect("added");
    assert_eq!(app.jobs.run_due().await.expect("runs"), 0, "not due yet");
    app.pass(SignedDuration::from_hours(20 * 24));
    assert_eq!(app.jobs.run_due().await.expect("runs"), 1, "what was missed runs, once");
    assert_eq!(store::session::count(&app.store).await.expect("reads"), 0);
    assert!(app.picture().await.contains("retention:2027-01-31"), "what is kept how long is looked at every night");
    // Oslo's midnight, in winter.
    assert_eq!(job::next_due(&app.store).await.expect("reads").expect("there").to_string(), "2027-01-31T23:00:00Z");
}

#[tokio::test]
async fn a_letter_that_cannot_be_sent_waits_and_is_sent_once() {
    // Nobody listens there.
    let config = Config { mail: "smtp://127.0.0.1:9".to_owned(), ..Config::default() };
    let app = TestApp::with(&demo::company(), config).await;
    let mut admin = app.browser_of(ADMINISTRATOR).await;
    admin.post("/fn/people/invite", &[("name", "Greta Nowak"), ("email", "greta@halden.example")]).await;
    assert_eq!(app.jobs.run_due().await.expect("runs"), 1, "tried");
    assert_eq!(app.jobs.run_due().await.expect("runs"), 0, "it waits");
    assert!(app.picture().await.contains("Set your password here"), "the letter is kept");

    // The daily job leaves it alone.
    app.store.clock().advance(SignedDuration::from_hours(40));
    job::forget_expired(&app.store).await.expect("runs");
    assert!(app.picture().await.contains("Set your password here"), "a letter that waits is not forgotten");

    let mended = TestApp::around(app.store.clone(), Config { mail: "file:".to_owned(), ..Config::default() });
    mended.pass(SignedDuration::from_mins(1));
    assert_eq!(mended.letters().await.len(), 1);
    assert_eq!(mended.letters().await.len(), 1, "and not again");
}
