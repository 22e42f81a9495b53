//! The desk of who manages: who needs them first, and of everybody only what is theirs to see.

use crate::{
    app::{ADMINISTRATOR, EMPLOYEE, MANAGER, TestApp},
    goals::{called, spring},
    reviews::made as reviews,
    surveys::made,
};
use http::StatusCode;
use jiff::civil::date;
use serde_json::{Value, json};
use server::config::Config;
use std::collections::BTreeSet;
use store::{
    cycle, delegation,
    demo::{person_id, simulated},
    outbox::Mail,
    person::{self, Bulk},
    review::{self, Wanted, Who},
};
use waymark::{
    delegation::Delegation,
    questionnaire::Slug,
    review::{Dates, ReviewKey},
};

const MIRA: &str = "Mira Solberg";
const JONAS: &str = "Jonas Lindqvist";
const SUNNIVA: &str = "sunniva.haugen@halden.example";

/// What nobody but its author reads.
const SECRET: &str = "Nobody else reads this yet";

async fn desk(app: &TestApp, email: &str, query: &str) -> Value {
    let answer = app.browser_of(email).await.get(&format!("/fn/reports/show{query}")).await;
    serde_json::from_str(&answer.body).unwrap_or_else(|error| panic!("{error}: {}", answer.body))
}

fn names(desk: &Value) -> Vec<&str> {
    let rows = desk["rows"].as_array().expect("rows");
    rows.iter().map(|row| row["person"]["name"].as_str().expect("a name")).collect()
}

fn row<'a>(desk: &'a Value, name: &str) -> &'a Value {
    let rows = desk["rows"].as_array().expect("rows");
    rows.iter().find(|row| row["person"]["name"] == name).unwrap_or_else(|| panic!("no {name}: {desk}"))
}

/// The kinds of what waits with somebody, in their order.
fn waits(row: &Value) -> Vec<&str> {
    let waits = row["waits"].as_array().expect("waits");
    waits.iter().filter_map(|wait| wait.as_object()?.keys().next()).map(String::as_str).collect()
}

/// A review of Mira that Viktor holds, in the middle of April.
async fn reviewed(app: &TestApp) -> ReviewKey {
    let cycle = cycle::list(&app.store).await.expect("reads").into_iter().find(|cycle| cycle.name.as_str() == "2027 H1");
    let cycle = cycle.expect("the half-year that is").id;
    let wanted = Wanted {
        cycle,
        questionnaire: Slug::new("personal-review").expect("a slug"),
        dates: Dates { prepare: date(2027, 4, 20), share: date(2027, 4, 25), talk: date(2027, 5, 5), sign: date(2027, 5, 12) },
        back: None,
        who: Who::People(BTreeSet::from([person_id(MIRA)])),
    };
    let administrator = made::administrator(app).await;
    review::launch(&app.store, &administrator, &Mail::none(), &wanted).await.expect("launched");
    ReviewKey { cycle, person: person_id(MIRA) }
}

/// Lets Mira share her half.
async fn shared(app: &TestApp, key: ReviewKey) {
    reviews::written(app, MIRA, key, SECRET).await;
    reviews::shared(app, MIRA, key).await;
}

#[tokio::test]
async fn who_needs_the_manager_stands_first_with_what_waits() {
    let app = spring().await;
    let key = reviewed(&app).await;
    let of_viktor = desk(&app, MANAGER, "").await;
    assert_eq!((&of_viktor["people"], &of_viktor["waiting"]), (&json!(13), &json!(3)), "{of_viktor}");
    assert_eq!(names(&of_viktor)[..4], [JONAS, MIRA, "Zofia Dvořák", "Aiko Tanaka"]);
    assert_eq!(waits(row(&of_viktor, JONAS)), ["Stuck", "Quiet"]);
    // There is time for her review until one of both shares.
    assert_eq!(waits(row(&of_viktor, MIRA)), ["Agree", "Quiet"]);
    assert_eq!(row(&of_viktor, MIRA)["review"]["stage"], "prepare");
    shared(&app, key).await;
    let of_viktor = desk(&app, MANAGER, "").await;
    assert_eq!(waits(row(&of_viktor, MIRA)), ["Review", "Agree", "Quiet"]);
    assert_eq!(row(&of_viktor, MIRA)["review"]["stage"], json!({ "share": "own" }));

    let page = app.browser_of(MANAGER).await.get("/reports").await.body;
    let goal = called(&app, "PCI DSS evidence collected by machine").await.id;
    let review = format!("/review/{}/{}", key.cycle, key.person);
    for text in [
        "Three of 13 people wait for you",
        "Stuck for 20 days: PCI DSS evidence collected by machine",
        &format!("/goals/{goal}"),
        "Agree to 1 goal",
        "Share your half by 25 April",
        &review,
        "They shared, you have not",
        "No score, no ranking: by design",
    ] {
        assert!(page.contains(text), "{text}: {page}");
    }
    assert!(!page.contains(SECRET), "{page}");
}

#[tokio::test]
async fn a_review_whose_manager_left_waits_until_todays_manager_takes_it_over() {
    let app = spring().await;
    let key = reviewed(&app).await;
    shared(&app, key).await;
    let page = format!("/review/{}/{}", key.cycle, key.person);
    let mut sunniva = app.browser_of(SUNNIVA).await;
    let leave = [("id", &*person_id("Viktor Nakamura").to_string())];
    assert_eq!(app.browser_of(ADMINISTRATOR).await.post("/fn/people/leave", &leave).await.status, StatusCode::OK);
    let of_sunniva = desk(&app, SUNNIVA, "?need=review").await;
    assert_eq!(
        (names(&of_sunniva), waits(row(&of_sunniva, MIRA))),
        (vec![MIRA], vec!["TakeOver", "Agree", "Quiet"]),
        "{of_sunniva}"
    );
    let told = sunniva.get("/reports").await.body;
    assert!(told.contains("Viktor Nakamura, who held the review, has left.") && told.contains("Take it over"), "{told}");
    assert_eq!(sunniva.get(&page).await.status, StatusCode::NOT_FOUND, "not hers yet");

    let (cycle, person) = (key.cycle.to_string(), key.person.to_string());
    let to = |to: &str| vec![("cycle", cycle.clone()), ("person", person.clone()), ("to", to.to_owned())];
    // Nobody else takes it, and she gives it to nobody who is not above Mira.
    for (email, whom, status) in [
        ("nadia.peric@halden.example", "Nadia Perić", StatusCode::NOT_FOUND),
        (EMPLOYEE, "Mira Solberg", StatusCode::NOT_FOUND),
        (SUNNIVA, "Nadia Perić", StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        let form = to(whom);
        let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let answer = app.browser_of(email).await.post_from("/reports", "/fn/reviews/hand-over", &form).await;
        assert_eq!(answer.status, status, "{email}: {}", answer.body);
    }
    let form = to(&person_id("Sunniva Haugen").to_string());
    let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let taken = sunniva.post_from("/reports", "/fn/reviews/hand-over", &form).await;
    assert_eq!(taken.header("location"), format!("{page}?done=taken-over"), "{}", taken.body);
    assert!(sunniva.get(&format!("{page}?done=taken-over")).await.body.contains("The review is yours to hold now."));
    assert_eq!(waits(row(&desk(&app, SUNNIVA, "").await, MIRA))[0], "Review");
    // Whoever handed one over comes back to the desk, which says so.
    let katarina = person_id("Katarina Vukelić").to_string();
    let under = Bulk::Manager(Some(person_id("Katarina Vukelić")));
    person::change_many(&app.store, &made::administrator(&app).await, &BTreeSet::from([key.person]), under).await.expect("done");
    let form = to(&katarina);
    let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let handed = sunniva.post_from(&page, "/fn/reviews/hand-over", &form).await;
    assert_eq!(handed.header("location"), "/reports?done=handed-over", "{}", handed.body);
    assert!(sunniva.get("/reports?done=handed-over").await.body.contains("The review was handed over."));
}

#[tokio::test]
async fn the_desk_is_narrowed_down_by_what_waits_and_by_name() {
    let app = spring().await;
    let stuck = desk(&app, MANAGER, "?need=stuck").await;
    assert_eq!((names(&stuck), &stuck["total"], &stuck["people"]), (vec![JONAS], &json!(1), &json!(13)));
    assert_eq!(names(&desk(&app, MANAGER, "?need=any").await), [JONAS, MIRA, "Zofia Dvořák"]);
    assert_eq!(names(&desk(&app, MANAGER, "?search=solberg").await), [MIRA]);
    assert!(names(&desk(&app, MANAGER, "?need=review").await).is_empty());
    // Somebody who is not in the line is not found there.
    assert!(names(&desk(&app, MANAGER, "?search=sunniva").await).is_empty());
    // What a link of the desk leads to: the goals of one person.
    let path = format!("/goals?of={}&only=waiting", person_id(MIRA));
    let page = app.browser_of(MANAGER).await.get(&path).await.body;
    assert!(page.contains("Two talks at the tech forum") && !page.contains("Refunds in under a minute"), "{page}");
    let path = format!("/goals?of={}", person_id(MIRA));
    let page = app.browser_of(MANAGER).await.get(&path).await.body;
    assert!(page.contains("Refunds in under a minute") && !page.contains("Halve failed payouts"), "{page}");
    // A colleague sees there what they see anywhere else.
    let page = app.browser_of("tomasz.zielinski@halden.example").await.get(&path).await.body;
    assert!(!page.contains("Refunds in under a minute"), "{page}");
}

#[tokio::test]
async fn of_a_review_that_somebody_else_holds_the_line_above_sees_nothing() {
    let app = spring().await;
    let key = reviewed(&app).await;
    shared(&app, key).await;
    let of_sunniva = desk(&app, SUNNIVA, "?line=all&search=solberg").await;
    let mira = row(&of_sunniva, MIRA);
    assert_eq!((&mira["review"], &mira["plan"], &mira["under"]), (&Value::Null, &Value::Null, &json!("Viktor Nakamura")));
    assert!(!mira["goals"].as_array().expect("goals").is_empty(), "{mira}");
    // Agreeing to her goals is her manager's.
    assert_eq!(waits(mira), ["Quiet"]);
    assert!(!of_sunniva.to_string().contains(SECRET) && !of_sunniva.to_string().contains("/review/"), "{of_sunniva}");
    let all = desk(&app, SUNNIVA, "?line=all").await;
    assert_eq!(names(&all)[0], JONAS, "who is stuck stands first, however deep");
    let direct = desk(&app, SUNNIVA, "").await;
    assert!(!names(&direct).contains(&JONAS) && names(&direct).contains(&"Viktor Nakamura"), "{direct}");
}

#[tokio::test]
async fn who_manages_nobody_has_an_empty_desk() {
    let app = spring().await;
    for who in [EMPLOYEE, "tomasz.zielinski@halden.example"] {
        let desk = desk(&app, who, "?line=all").await;
        assert_eq!((&desk["people"], names(&desk).len()), (&json!(0), 0), "{who}");
        let page = app.browser_of(who).await.get("/reports").await.body;
        assert!(page.contains("Who reports to you will be here") && !page.contains(JONAS), "{page}");
    }
    // Looking after people is no reason to see what waits with them.
    assert!(!names(&desk(&app, ADMINISTRATOR, "?line=all").await).contains(&JONAS));
}

#[tokio::test]
async fn who_stands_in_sees_goals_and_no_review() {
    let app = spring().await;
    let key = reviewed(&app).await;
    shared(&app, key).await;
    let administrator = made::administrator(&app).await;
    let grant = Delegation {
        id: uuid::Uuid::from_u128(7),
        of: person_id("Viktor Nakamura"),
        to: person_id("Ines Moreau"),
        first: date(2027, 4, 11),
        last: date(2027, 4, 20),
    };
    delegation::grant(&app.store, &administrator, &grant).await.expect("granted");
    let of_ines = desk(&app, ADMINISTRATOR, "").await;
    let mira = row(&of_ines, MIRA);
    assert_eq!(waits(mira), ["Agree", "Quiet"]);
    assert_eq!((&mira["review"], &mira["held"]), (&Value::Null, &json!(false)));
}

#[tokio::test]
async fn a_review_waits_for_who_holds_it_until_it_is_handed_over() {
    let app = spring().await;
    let key = reviewed(&app).await;
    shared(&app, key).await;
    let administrator = made::administrator(&app).await;
    let under = Bulk::Manager(Some(person_id("Katarina Vukelić")));
    person::change_many(&app.store, &administrator, &BTreeSet::from([key.person]), under).await.expect("done");
    let of_viktor = desk(&app, MANAGER, "").await;
    let mira = row(&of_viktor, MIRA);
    assert_eq!((&mira["held"], &mira["under"]), (&json!(true), &json!("Katarina Vukelić")));
    assert_eq!(waits(mira)[0], "Review");
    let of_katarina = desk(&app, "katarina.vukelic@halden.example", "").await;
    assert_eq!(row(&of_katarina, MIRA)["review"], Value::Null);
}

#[tokio::test]
async fn nobody_gets_a_number() {
    let app = spring().await;
    let desk = desk(&app, SUNNIVA, "?line=all").await;
    let keys = BTreeSet::from(["goals", "held", "person", "plan", "review", "under", "waits"]);
    let of_person = BTreeSet::from(["id", "initials", "lead", "name", "title"]);
    for row in desk["rows"].as_array().expect("rows") {
        let names = |value: &Value| value.as_object().expect("an object").keys().cloned().collect::<BTreeSet<_>>();
        assert!(names(row).iter().map(String::as_str).eq(keys.iter().copied()), "{row}");
        assert!(names(&row["person"]).iter().map(String::as_str).eq(of_person.iter().copied()), "{row}");
    }
}

#[tokio::test]
async fn a_long_line_comes_in_parts() {
    let app = TestApp::with(&simulated::organisation(300, 1), Config::default()).await;
    let seen = store::directory::read(&app.store).await.expect("reads");
    let root = seen.directory.roots().iter().max_by_key(|root| seen.directory.below(**root)).expect("somebody is above all");
    let root = seen.directory.person(*root).expect("there");
    let email = root.email.as_ref().expect("an address").to_string();
    let below = seen.directory.below(root.id);
    let mut shown = BTreeSet::new();
    for skip in (0..below).step_by(50) {
        let part = desk(&app, &email, &format!("?line=all&skip={skip}")).await;
        assert_eq!((&part["total"], &part["page"]), (&json!(below), &json!(50)));
        assert_eq!(names(&part).len(), (below - skip).min(50));
        let rows = part["rows"].as_array().expect("rows");
        shown.extend(rows.iter().map(|row| row["person"]["id"].to_string()));
    }
    assert_eq!(shown.len(), below, "everybody once");
}
