use crate::{
    app::{ADMINISTRATOR, HOST, TestApp, plain},
    reviews::made::{edit, holder},
    surveys::made,
};
use http::StatusCode;
use jiff::SignedDuration;
use store::{
    cycle,
    demo::person_id,
    job::{self, Kind},
    review,
};
use waymark::{
    questionnaire::Slug,
    review::{ReviewKey, Slot},
};

const SET: &str = "/fn/retention/set";

fn months<'a>(version: &'a str, reviews: &'a str, left: &'a str) -> [(&'static str, &'a str); 3] {
    [("version", version), ("reviews", reviews), ("left", left)]
}

/// A review in which Mira wrote something, in a cycle that is closed and ends with June.
async fn written(app: &TestApp) {
    let (administrator, mira) = (made::administrator(app).await, "Mira Solberg");
    let id = made::cycle(app, &administrator, "2027 H1").await;
    made::reviews(app, &administrator, id, &[mira]).await;
    let key = ReviewKey { cycle: id, person: person_id(mira) };
    let word = edit(Slot::Answer(Slug::new("learned").expect("a slug")), "A word of mine.");
    review::save(&app.store, &holder(app, mira, key).await, &[word]).await.expect("saved");
    let known = cycle::find(&app.store, id).await.expect("reads").expect("there");
    cycle::close(&app.store, &administrator, id, known.version).await.expect("closed");
}

/// Lets so many days pass, and what is due every night be done at their end.
async fn nights(app: &TestApp, days: i64) {
    app.pass(SignedDuration::from_hours(24 * days));
    let now = app.store.now();
    let date = now.to_zoned(jiff::tz::TimeZone::UTC).date();
    job::add(&app.store, &Kind::Retention(date), now).await.expect("added");
    app.jobs.run_due().await.expect("runs");
}

#[tokio::test]
async fn one_looks_first_and_then_saves_without_javascript() {
    let app = TestApp::new().await;
    let mut browser = app.browser_of(ADMINISTRATOR).await.without_javascript();
    let page = plain(&browser.get("/admin/retention").await.body);
    assert!(page.contains("Nothing is announced.") && page.contains("No mail is sent here"), "{page}");
    let before = app.picture().await;
    let page = browser.get("/admin/retention?reviews=24&left=12&look=1").await.body;
    let said = plain(&page);
    assert!(
        said.contains("Texts of personal reviews are kept for 24 months, and people who left are listed after 12 months."),
        "{said}"
    );
    assert!(
        said.contains("Nothing would be removed") && said.contains("Listed as left long ago") && said.contains("Save this"),
        "{said}"
    );
    assert_eq!(app.picture().await, before, "looking changes nothing");
    let answer = browser.post(SET, &months("0", "24", "12")).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::FOUND, "/admin/retention?done=saved"));
    let page = browser.get("/admin/retention?done=saved").await.body;
    assert!(plain(&page).contains("Saved. What is due now is announced below"), "{page}");
    assert!(page.contains(&format!("/admin/people/{}/anonymise", person_id("Gunnar Eide"))), "{page}");
    let page = plain(&browser.get("/admin/retention?reviews=24&left=12&look=1").await.body);
    assert!(page.contains("This is how it is set.") && !page.contains("Save this"), "{page}");
}

#[tokio::test]
async fn what_cannot_be_is_said_at_the_field_and_changes_nothing() {
    let app = TestApp::new().await;
    let mut browser = app.browser_of(ADMINISTRATOR).await;
    let before = app.picture().await;
    for (reviews, left, kind) in [("5", "", "reviews"), ("241", "", "reviews"), ("", "soon", "left"), ("6", "-6", "left")] {
        let answer = browser.post(SET, &months("0", reviews, left)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains(kind), "{}", answer.body);
        let page = plain(&browser.get(&format!("/admin/retention?reviews={reviews}&left={left}&look=1")).await.body);
        assert!(page.contains("Write a whole number from 6 to 240, or nothing.") && !page.contains("Save this"), "{page}");
    }
    assert_eq!(app.picture().await, before);
}

#[tokio::test]
async fn whoever_saves_over_what_they_did_not_see_is_shown_both() {
    let app = TestApp::new().await;
    let mut browser = app.browser_of(ADMINISTRATOR).await.without_javascript();
    browser.post(SET, &months("0", "24", "")).await;
    let from = "/admin/retention?reviews=36&left=&look=1";
    let answer = browser.post_from(from, SET, &months("0", "36", "")).await;
    let page = browser.get(&answer.header("location").replace(&format!("http://{HOST}"), "")).await.body;
    let said = plain(&page);
    assert!(
        said.contains("Somebody has just changed this. Now it is: Texts of personal reviews are kept for 24 months"),
        "{said}"
    );
    assert!(said.contains("Texts of personal reviews are kept for 36 months"), "{said}");
    // Once more, knowingly.
    let answer = browser.post_from(from, SET, &months("1", "36", "")).await;
    assert_eq!(answer.header("location"), "/admin/retention?done=saved");
}

#[tokio::test]
async fn it_is_announced_by_letter_and_on_the_page_and_then_done() {
    let app = TestApp::with_mail().await;
    written(&app).await;
    app.browser_of(ADMINISTRATOR).await.post(SET, &months("0", "6", "")).await;
    // 2027-12-22: due on the 30th.
    nights(&app, 345).await;
    let letters = app.letters().await;
    let [letter] = &*letters else { panic!("one administrator, one letter: {letters:?}") };
    assert!(letter.contains(&format!("To: {ADMINISTRATOR}")) && letter.contains("Thursday, 30 December 2027"), "{letter}");
    assert!(letter.contains("1 review of 2027 H1") && letter.contains(&format!("http://{HOST}/admin/retention")), "{letter}");
    let page = plain(&app.browser_of(ADMINISTRATOR).await.get("/admin/retention").await.body);
    assert!(page.contains("On 30 December what was written in these personal reviews is removed, for good:"), "{page}");
    assert!(page.contains("1 review of 2027 H1, which ended on 30 June"), "{page}");
    nights(&app, 7).await;
    assert!(app.picture().await.contains("A word of mine."), "not before its day");
    nights(&app, 1).await;
    assert!(!app.picture().await.contains("A word of mine."));
    let page = plain(&app.browser_of(ADMINISTRATOR).await.get("/admin/retention").await.body);
    assert!(page.contains("Nothing is announced.") && page.contains("On 30 December: texts of 1 review of 2027 H1."), "{page}");
    assert_eq!(app.letters().await.len(), 1, "said once");
}
