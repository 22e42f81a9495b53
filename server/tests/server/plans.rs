//! Development plans: who reads them, how both write and sign them, and what whoever is too late is told.

use crate::{
    app::{ADMINISTRATOR, Answer, Browser, EMPLOYEE, HOST, LEAD, MANAGER, TestApp},
    reviews::made::{actor, shared, written},
    surveys::made,
};
use http::StatusCode;
use jiff::civil::date;
use serde_json::Value;
use std::sync::Arc;
use store::{access, check, demo::person_id, goal};
use waymark::{
    CycleId,
    goal::{Goal, Kind, Level, Measure, Terms, Title, Verb},
    review::ReviewKey,
};

const MIRA: &str = "Mira Solberg";
const VIKTOR: &str = "Viktor Nakamura";

/// A review of Mira that Viktor holds, of which both halves are shown.
pub async fn opened(app: &TestApp, cycle: CycleId) -> ReviewKey {
    made::reviews(app, &made::administrator(app).await, cycle, &[MIRA]).await;
    let key = ReviewKey { cycle, person: person_id(MIRA) };
    for name in [MIRA, VIKTOR] {
        written(app, name, key, "Words.").await;
        shared(app, name, key).await;
    }
    key
}

/// A goal of somebody's own in this cycle, which they propose.
pub async fn proposed(app: &TestApp, name: &str, cycle: CycleId, title: &str) -> Arc<Goal> {
    let owner = actor(app, name).await;
    let level = Level::Person(owner.id());
    let steward = access::steward(&app.store, &owner, level).expect("their own");
    let terms = Terms {
        measure: Some(Measure::YesNo),
        ..Terms::new(Title::new(title).expect("a title"), date(2027, 1, 11), date(2027, 6, 30))
    };
    let wanted = waymark::goal::Wanted::new(Kind::Learning, level, owner.id(), terms);
    let wanted = waymark::goal::Wanted { proposal: true, cycle: Some(cycle), ..wanted };
    goal::create(&app.store, &steward, &wanted).await.expect("made")
}

/// A goal of Mira's, in the cycle of the review, which both agreed to.
pub async fn agreed(app: &TestApp, key: ReviewKey, title: &str) {
    let made = proposed(app, MIRA, key.cycle, title).await;
    let tending = access::tending(&app.store, &actor(app, VIKTOR).await, &made).expect("he may");
    goal::act(&app.store, &tending, made.sequence, &[Verb::Agree]).await.expect("agreed");
}

/// The demo company with such a review.
async fn app() -> (TestApp, ReviewKey) {
    let app = TestApp::new().await;
    let cycle = made::cycle(&app, &made::administrator(&app).await, "2027 H1").await;
    let key = opened(&app, cycle).await;
    (app, key)
}

fn json(answer: &Answer) -> Value {
    serde_json::from_str(&answer.body).unwrap_or_else(|error| panic!("{error}: {}", answer.body))
}

/// A form of this plan, with these fields.
async fn post(browser: &mut Browser, key: ReviewKey, verb: &str, fields: &[(&str, &str)]) -> Answer {
    let (cycle, person) = (key.cycle.to_string(), key.person.to_string());
    let form: Vec<_> = [("cycle", &*cycle), ("person", &*person)].into_iter().chain(fields.iter().copied()).collect();
    let from = page(key);
    browser.post_from(&from, &format!("/fn/plans/{verb}"), &form).await
}

fn page(key: ReviewKey) -> String {
    format!("/plan/{}/{}", key.cycle, key.person)
}

async fn show(browser: &mut Browser, key: ReviewKey) -> Value {
    let answer = browser.get(&format!("/fn/plans/show?cycle={}&person={}", key.cycle, key.person)).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    json(&answer)["plan"].take()
}

async fn write(browser: &mut Browser, key: ReviewKey, part: &str, seen: &str, text: &str) -> Answer {
    post(browser, key, "write", &[("part", part), ("seen", seen), ("text", text)]).await
}

/// What a form of a page sends of what it shows, which was read like this.
fn seen(read: &Value) -> [(&str, &str); 2] {
    ["seal", "shown"].map(|field| (field, read["desk"]["writing"][field].as_str().expect("a side")))
}

/// Signs what a page shows that was read like this.
async fn sign(browser: &mut Browser, key: ReviewKey, read: &Value) -> Answer {
    post(browser, key, "sign", &seen(read)).await
}

/// Gives up the amendment that a page shows that was read like this.
async fn give_up(browser: &mut Browser, key: ReviewKey, read: &Value) -> Answer {
    post(browser, key, "give-up", &seen(read)).await
}

/// All that has to be there before somebody signs.
async fn ready(app: &TestApp, browser: &mut Browser, key: ReviewKey) {
    agreed(app, key, "Learn Norwegian").await;
    for (part, text) in [("strengths", "Calm on call."), ("growth", "To say no."), ("towards", "Senior engineer by 2028.")] {
        let answer = write(browser, key, part, "0", text).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    }
}

#[tokio::test]
async fn a_plan_is_for_its_sides_and_for_the_managers_above_only_if_both_say_so() {
    let (app, key) = app().await;
    let (mut mira, mut viktor) = (app.browser_of(EMPLOYEE).await, app.browser_of(MANAGER).await);
    let others = [
        LEAD,
        ADMINISTRATOR,
        "sunniva.haugen@halden.example",
        "katarina.vukelic@halden.example",
        "jonas.lindqvist@halden.example",
    ];
    let seen_by = async |email: &str| app.browser_of(email).await.get(&page(key)).await.status;
    for email in others {
        assert_eq!(seen_by(email).await, StatusCode::NOT_FOUND, "{email}, while it is written");
    }
    assert_eq!(app.browser().get(&page(key)).await.status, StatusCode::FOUND);
    ready(&app, &mut viktor, key).await;
    for browser in [&mut viktor, &mut mira] {
        let read = show(browser, key).await;
        let answer = sign(browser, key, &read).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    }
    for email in others {
        assert_eq!(seen_by(email).await, StatusCode::NOT_FOUND, "{email}, once it is signed");
    }
    // One of both is not enough.
    assert_eq!(post(&mut mira, key, "open", &[("open", "true")]).await.status, StatusCode::OK);
    assert_eq!(seen_by("sunniva.haugen@halden.example").await, StatusCode::NOT_FOUND);
    assert_eq!(post(&mut viktor, key, "open", &[("open", "true")]).await.status, StatusCode::OK);
    for email in others {
        let expected = if email.starts_with("sunniva") { StatusCode::OK } else { StatusCode::NOT_FOUND };
        assert_eq!(seen_by(email).await, expected, "{email}, once both said so");
    }
    // She reads what both signed, and nothing that is being written.
    assert_eq!(post(&mut mira, key, "amend", &[("reason", "The year turned out otherwise.")]).await.status, StatusCode::OK);
    assert_eq!(write(&mut mira, key, "growth", "2", "A secret wish.").await.status, StatusCode::OK);
    let page = app.browser_of("sunniva.haugen@halden.example").await.get(&page(key)).await.body;
    assert!(page.contains("To say no.") && page.contains("Signed Mira Solberg, 11 January 2027, 09:00"), "{page}");
    for hidden in ["A secret wish", "turned out otherwise", "Change it", "Sign it", "Amend it", "Who else reads it"] {
        assert!(!page.contains(hidden), "{hidden}: {page}");
    }
    // Taken back, it is closed at once.
    assert_eq!(post(&mut mira, key, "open", &[]).await.status, StatusCode::OK);
    assert_eq!(seen_by("sunniva.haugen@halden.example").await, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn both_write_it_sign_it_and_amend_it() {
    let (app, key) = app().await;
    let (mut mira, mut viktor) = (app.browser_of(EMPLOYEE).await, app.browser_of(MANAGER).await);
    let own = mira.get("/plan").await.body;
    assert!(own.contains("Both of you write it. It holds once both have signed."), "{own}");
    // What stands in the way is said with where it is done away with, and the button is not there.
    for said in ["Nothing stands under “Strengths” yet.", "There is no goal yet.", "Before anybody signs"] {
        assert!(own.contains(said), "{said}: {own}");
    }
    assert!(!own.contains("name=\"seal\""), "{own}");
    let theirs = viktor.get(&page(key)).await.body;
    let new = format!("/goals/new?kind=objective&amp;whose=person&amp;person={}&amp;cycle={}", key.person, key.cycle);
    assert!(theirs.contains(&new), "{theirs}");
    let form = viktor.get(&new.replace("&amp;", "&")).await.body;
    assert!(form.contains("value=\"Mira Solberg\""), "{form}");
    // Who signs all the same is told.
    let read = show(&mut viktor, key).await;
    let answer = sign(&mut viktor, key, &read).await;
    assert_eq!((answer.status, json(&answer)), (StatusCode::UNPROCESSABLE_ENTITY, serde_json::json!({ "Refused": "Obstacles" })));

    ready(&app, &mut viktor, key).await;
    let rows = [
        ("part", "support"),
        ("seen", "0"),
        ("rows[0][what]", "Half a day a week"),
        ("rows[0][by]", "viktor nakamura"),
        ("rows[0][day]", "2027-05-31"),
        ("rows[1][what]", ""),
        ("rows[1][by]", " "),
        ("rows[2][what]", "A seat in the architecture round"),
        ("rows[2][by]", "People operations"),
        ("rows[2][day]", ""),
    ];
    assert_eq!(post(&mut viktor, key, "list", &rows).await.status, StatusCode::OK);
    let dates = [("part", "dates"), ("rows[0][what]", "Half-time"), ("rows[0][day]", "2027-04-01")];
    assert_eq!(post(&mut mira, key, "list", &dates).await.status, StatusCode::OK);
    let read = show(&mut mira, key).await;
    let support: Vec<_> = read["document"]["support"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|row| (row["what"].as_str(), row["by"].as_str()))
        .collect();
    assert_eq!(
        support,
        [
            (Some("Half a day a week"), Some("Viktor Nakamura, by 31 May")),
            (Some("A seat in the architecture round"), Some("People operations"))
        ]
    );
    assert_eq!(read["document"]["dates"], serde_json::json!([["1 April", "Half-time"]]));
    assert_eq!(read["about"], "Software engineer, towards Senior engineer by 2028 · with Viktor Nakamura");

    let signed = sign(&mut viktor, key, &read).await;
    assert_eq!(signed.header("location"), format!("{}?done=signed", page(key)), "{}", signed.body);
    let own = mira.get("/plan").await.body;
    assert!(own.contains("Viktor Nakamura signed it on 11 January 2027, 09:00. Read it, and sign."), "{own}");
    let twice = sign(&mut viktor, key, &read).await;
    assert_eq!((twice.status, json(&twice)), (StatusCode::UNPROCESSABLE_ENTITY, serde_json::json!({ "Refused": "Already" })));
    let whole = sign(&mut mira, key, &read).await;
    assert_eq!(whole.header("location"), format!("{}?done=whole", page(key)), "{}", whole.body);
    assert_eq!(json(&sign(&mut mira, key, &read).await), serde_json::json!({ "Refused": "Already" }));
    let own = mira.get("/plan").await.body;
    for said in [
        "agreed with Viktor Nakamura",
        "Signed Mira Solberg, 11 January 2027, 09:00",
        "Signed Viktor Nakamura",
        "Begin an amendment",
    ] {
        assert!(own.contains(said), "{said}: {own}");
    }
    assert!(!own.contains("name=\"text\""), "nothing is written in what both signed: {own}");
    let lines = app.browser_of(MANAGER).await.get("/plan").await.body;
    assert!(lines.contains("Plans of my people") && lines.contains("2027 H1 · signed 11 January"), "{lines}");

    // A goal that is added afterwards is said to be new.
    agreed(&app, key, "Lead a design").await;
    let own = mira.get("/plan").await.body;
    assert!(
        own.contains("Since both signed it, goals have changed.")
            && own.contains("A goal was added: “Lead a design”, due 30 June."),
        "{own}"
    );

    let without = post(&mut viktor, key, "amend", &[("reason", " ")]).await;
    assert_eq!(json(&without)["Refused"]["why"], "NoReason", "{}", without.body);
    assert_eq!(post(&mut viktor, key, "amend", &[("reason", "She leads it now")]).await.status, StatusCode::OK);
    let read = show(&mut viktor, key).await;
    let seen = read["desk"]["writing"]["texts"][1]["revision"].to_string();
    assert_eq!(write(&mut viktor, key, "growth", &seen, "To say no.\n\nTo lead a design.").await.status, StatusCode::OK);
    let theirs = viktor.get(&page(key)).await.body;
    for said in [
        "You have been amending it since 11 January 2027: She leads it now.",
        "Where to grow: “To lead a design.” is new.",
        "Sign the amendment",
    ] {
        assert!(theirs.contains(said), "{said}: {theirs}");
    }
    let read = show(&mut viktor, key).await;
    for browser in [&mut viktor, &mut mira] {
        assert_eq!(sign(browser, key, &read).await.status, StatusCode::OK);
    }
    let own = mira.get("/plan").await.body;
    // What was signed first is there, whole.
    for said in ["What was signed before", "Signed on 11 January 2027", "To lead a design."] {
        assert!(own.contains(said), "{said}: {own}");
    }
    assert_eq!(post(&mut mira, key, "amend", &[("reason", "A mistake")]).await.status, StatusCode::OK);
    let read = show(&mut viktor, key).await;
    let seen = read["desk"]["writing"]["texts"][0]["revision"].to_string();
    assert_eq!(write(&mut mira, key, "strengths", &seen, "Calm on call.\n\nPatient.").await.status, StatusCode::OK);
    let late = give_up(&mut viktor, key, &read).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(json(&late)["Refused"]["Outdated"], serde_json::json!(["Strengths: “Patient.” is new."]), "{}", late.body);
    let read = show(&mut viktor, key).await;
    assert_eq!(give_up(&mut viktor, key, &read).await.status, StatusCode::OK);
    assert!(mira.get("/plan").await.body.contains("Begin an amendment"));
    assert!(check::run(&app.store).await.expect("reads").iter().all(|finding| finding.fine));
}

#[tokio::test]
async fn once_the_manager_left_todays_manager_takes_a_signed_plan_over_and_amends_it() {
    let (app, key) = app().await;
    let (mut mira, mut viktor) = (app.browser_of(EMPLOYEE).await, app.browser_of(MANAGER).await);
    ready(&app, &mut viktor, key).await;
    let read = show(&mut mira, key).await;
    for browser in [&mut viktor, &mut mira] {
        assert_eq!(sign(browser, key, &read).await.status, StatusCode::OK);
    }
    let mut sunniva = app.browser_of("sunniva.haugen@halden.example").await;
    assert_eq!(sunniva.get(&page(key)).await.status, StatusCode::NOT_FOUND);
    let leave = [("id", &*person_id(VIKTOR).to_string())];
    assert_eq!(app.browser_of(ADMINISTRATOR).await.post("/fn/people/leave", &leave).await.status, StatusCode::OK);
    let read_only = sunniva.get(&page(key)).await.body;
    assert!(read_only.contains("Viktor Nakamura, who held the review, has left."), "{read_only}");
    assert!(!read_only.contains("Begin an amendment"), "{read_only}");
    let (cycle, person, to) = (key.cycle.to_string(), key.person.to_string(), person_id("Sunniva Haugen").to_string());
    let form = [("cycle", &*cycle), ("person", &*person), ("to", &*to)];
    assert_eq!(sunniva.post_from(&page(key), "/fn/reviews/hand-over", &form).await.status, StatusCode::OK);
    let hers = sunniva.get(&page(key)).await.body;
    assert!(hers.contains("Begin an amendment") && hers.contains("Signed Viktor Nakamura"), "{hers}");
    assert_eq!(post(&mut sunniva, key, "amend", &[("reason", "A new manager")]).await.status, StatusCode::OK);
    let read = show(&mut sunniva, key).await;
    for browser in [&mut mira, &mut sunniva] {
        assert_eq!(sign(browser, key, &read).await.status, StatusCode::OK);
    }
    assert!(check::run(&app.store).await.expect("reads").iter().all(|finding| finding.fine));
}

#[tokio::test]
async fn who_signs_what_is_otherwise_by_now_is_told_in_what() {
    let (app, key) = app().await;
    let (mut mira, mut viktor) = (app.browser_of(EMPLOYEE).await, app.browser_of(MANAGER).await);
    ready(&app, &mut viktor, key).await;
    let read = show(&mut mira, key).await;
    let seen = read["desk"]["writing"]["texts"][0]["revision"].to_string();
    assert_eq!(write(&mut viktor, key, "strengths", &seen, "Calm on call.\nTeaches.").await.status, StatusCode::OK);
    agreed(&app, key, "Lead a design").await;
    let late = sign(&mut mira, key, &read).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    let told = serde_json::json!(["Strengths: “Teaches.” is new.", "A goal was added: “Lead a design”, due 30 June."]);
    assert_eq!(json(&late)["Refused"]["Outdated"], told, "{}", late.body);
    // Without script the page says so, and shows how it is now.
    let mut plain = mira.clone().without_javascript();
    let answer = sign(&mut plain, key, &read).await;
    let page_now = plain.get(&answer.header("location").replace(&format!("http://{HOST}"), "")).await.body;
    for said in ["It was changed while you were reading", "Strengths: “Teaches.” is new.", "Lead a design"] {
        assert!(page_now.contains(said), "{said}: {page_now}");
    }
    // What one signed holds no longer than it stays as it is.
    let read = show(&mut mira, key).await;
    assert_eq!(sign(&mut mira, key, &read).await.status, StatusCode::OK);
    let seen = read["desk"]["writing"]["texts"][0]["revision"].to_string();
    assert_eq!(write(&mut viktor, key, "strengths", &seen, "Calm on call.").await.status, StatusCode::OK);
    let own = mira.get(&page(key)).await.body;
    for said in ["It has changed since; read it, and sign again.", "Strengths: “Teaches.” is gone.", "name=\"seal\""] {
        assert!(own.contains(said), "{said}: {own}");
    }
}

#[tokio::test]
async fn what_somebody_types_is_text_and_is_never_lost() {
    let (app, key) = app().await;
    let (mut mira, mut viktor) = (app.browser_of(EMPLOYEE).await, app.browser_of(MANAGER).await);
    let bad = "<script>alert(1)</script>";
    let hidden = format!("{bad} [here](javascript:alert(2)) <img src=x onerror=alert(3)> </textarea><b>out");
    for part in ["strengths", "growth", "towards"] {
        assert_eq!(write(&mut viktor, key, part, "0", &hidden).await.status, StatusCode::OK);
    }
    let rows = [("part", "support"), ("rows[0][what]", bad), ("rows[0][by]", bad)];
    assert_eq!(post(&mut viktor, key, "list", &rows).await.status, StatusCode::OK);
    let dates = [("part", "dates"), ("rows[0][what]", bad), ("rows[0][day]", "2027-04-01")];
    assert_eq!(post(&mut viktor, key, "list", &dates).await.status, StatusCode::OK);
    let own = mira.get(&page(key)).await.body;
    for run in ["<script>alert", "href=\"javascript:", "<img", "<b>out", "</textarea><"] {
        let is_ours = run == "</textarea><" && own.matches(run).count() == own.matches("<textarea").count();
        assert!(is_ours || !own.contains(run), "{run}: {own}");
    }

    // Both at once: both states come back, and one chooses.
    let seen = show(&mut mira, key).await["desk"]["writing"]["texts"][0]["revision"].to_string();
    assert_eq!(write(&mut mira, key, "strengths", &seen, "Hers.").await.status, StatusCode::OK);
    let mut plain = viktor.clone().without_javascript();
    let answer = write(&mut plain, key, "strengths", &seen, "His.").await;
    let theirs = plain.get(&answer.header("location").replace(&format!("http://{HOST}"), "")).await.body;
    for said in ["This was changed while you were writing.", "His.", "Hers.", "Keep mine"] {
        assert!(theirs.contains(said), "{said}: {theirs}");
    }
    let met = write(&mut viktor, key, "strengths", &seen, "His.").await;
    let revision = json(&met)["Refused"]["why"]["Met"][1].to_string();
    assert_eq!(write(&mut viktor, key, "strengths", &revision, "His.").await.status, StatusCode::OK, "{}", met.body);

    // What is too long is counted, and what fits comes back.
    let long = "w".repeat(20_001);
    let refused = write(&mut viktor, key, "growth", "1", &long).await;
    assert_eq!(json(&refused)["Refused"]["why"], serde_json::json!({ "TooLong": 20_001 }));
    let answer = write(&mut plain, key, "growth", "1", &long).await;
    let theirs = plain.get(&answer.header("location").replace(&format!("http://{HOST}"), "")).await.body;
    assert!(theirs.contains("This has 20,001 characters; at most 20,000 fit."), "{theirs}");
    let fits = "w".repeat(20_000);
    assert_eq!(write(&mut viktor, key, "growth", "1", &fits).await.status, StatusCode::OK);
    assert!(write(&mut viktor, key, "growth", "2", &"w".repeat(1_000_000)).await.status.is_client_error());
    for (rows, why) in [
        ([("rows[0][what]", "A seat"), ("rows[0][by]", "Somebody"), ("rows[0][day]", "soon")], serde_json::json!("Day")),
        (
            [("rows[0][what]", "A seat"), ("rows[0][by]", ""), ("rows[0][day]", "2027-05-31")],
            serde_json::json!({ "By": "Empty" }),
        ),
    ] {
        let fields: Vec<_> = [("part", "support"), ("seen", "1")].into_iter().chain(rows).collect();
        let answer = post(&mut viktor, key, "list", &fields).await;
        assert_eq!(json(&answer)["Refused"]["why"]["At"][1], why, "{}", answer.body);
    }
    let long_line = "w".repeat(301);
    let fields = [("part", "support"), ("seen", "1"), ("rows[0][what]", &*long_line), ("rows[0][by]", "Somebody")];
    let answer = post(&mut viktor, key, "list", &fields).await;
    assert_eq!(json(&answer)["Refused"]["typed"]["rows"][0]["what"], long_line, "{}", answer.body);
    for (verb, fields) in [
        ("write", &[("part", "support"), ("text", "x")][..]),
        ("write", &[("part", "nonsense"), ("text", "x")][..]),
        ("list", &[("part", "growth")][..]),
        ("sign", &[("seal", "nonsense")][..]),
    ] {
        let answer = post(&mut viktor, key, verb, fields).await;
        assert!(answer.status.is_client_error(), "{verb} {fields:?}: {}", answer.status);
    }
}

#[tokio::test]
async fn a_goal_leads_to_its_plan_for_who_may_read_that() {
    let (app, key) = app().await;
    let (mut mira, mut viktor) = (app.browser_of(EMPLOYEE).await, app.browser_of(MANAGER).await);
    ready(&app, &mut viktor, key).await;
    let all = goal::all(&app.store).await.expect("reads");
    let id = all.tree.all().find(|goal| goal.terms.title.as_str() == "Learn Norwegian").expect("made").id;
    let words = "In the development plan of 2027 H1";
    assert!(!mira.get(&format!("/goals/{id}")).await.body.contains(words), "not before it is signed");
    let read = show(&mut mira, key).await;
    for browser in [&mut viktor, &mut mira] {
        assert_eq!(sign(browser, key, &read).await.status, StatusCode::OK);
    }
    assert!(mira.get("/plan").await.body.contains(&format!("href=\"/goals/{id}\"")));
    for (browser, is_shown) in [(&mut mira, true), (&mut viktor, true), (&mut app.browser_of(LEAD).await, false)] {
        let page = browser.get(&format!("/goals/{id}")).await.body;
        assert!(page.contains("Learn Norwegian"), "{page}");
        assert_eq!(page.contains(words), is_shown, "{page}");
    }
}
