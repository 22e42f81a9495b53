//! Launching personal reviews: who gets one is seen before, how far they are after, and nothing of what stands in them.

use super::made::{holder, written};
use crate::{
    app::{ADMINISTRATOR, Answer, Browser, EMPLOYEE, MANAGER, TestApp, encoded, plain},
    surveys::made,
};
use http::StatusCode;
use serde_json::{Value, json};
use store::{cycle, demo::person_id, person, person::Bulk, review};
use waymark::{
    CycleId, PersonId, Version,
    review::{ReviewKey, Side},
};

const FORM: [(&str, &str); 7] = [
    ("questionnaire", "personal-review"),
    ("back", "none"),
    ("prepare", "2027-01-20"),
    ("share", "2027-01-25"),
    ("talk", "2027-02-05"),
    ("sign", "2027-02-12"),
    ("who", "people"),
];

/// The form with some fields otherwise.
fn form<'a>(cycle: &'a str, others: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = FORM.into_iter().filter(|(name, _)| !others.iter().any(|(other, _)| other == name));
    [("cycle", cycle)].into_iter().chain(kept).chain(others.iter().copied()).collect()
}

async fn launch(browser: &mut Browser, cycle: CycleId, others: &[(&str, &str)]) -> Answer {
    browser.post("/fn/reviews/launch", &form(&cycle.to_string(), others)).await
}

/// What the same would lead to.
async fn look(browser: &mut Browser, cycle: CycleId, others: &[(&str, &str)]) -> Value {
    let fields: Vec<_> = form("", others)
        .into_iter()
        .skip(1)
        .map(|(name, value)| match name.strip_suffix("[]") {
            Some(name) => format!("typed[{name}][]={}", encoded(value)),
            None => format!("typed[{name}]={}", encoded(value)),
        })
        .collect();
    let answer = browser.get(&format!("/fn/reviews/launching?cycle={cycle}&typed[look]=1&{}", fields.join("&"))).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    serde_json::from_str(&answer.body).expect("JSON")
}

/// The id in the address to which an answer leads.
fn led_to(answer: &Answer) -> String {
    let location = answer.header("location");
    assert!(location.ends_with("?done=launched"), "{location} {}", answer.body);
    location.trim_start_matches("/admin/reviews/").split('?').next().unwrap_or_default().to_owned()
}

async fn progress(browser: &mut Browser, id: &str, sought: &str) -> Value {
    let answer = browser.get(&format!("/fn/reviews/progress?id={id}{sought}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    serde_json::from_str(&answer.body).expect("JSON")
}

/// Whose reviews a page lists.
fn listed(page: &Value) -> Vec<&str> {
    page["lines"].as_array().expect("a list").iter().filter_map(|line| line["person"]["name"].as_str()).collect()
}

async fn begin(app: &TestApp, name: &str, cycle: CycleId, words: &str) {
    let key = ReviewKey { cycle, person: person_id(name) };
    assert_eq!(holder(app, name, key).await.side(), Side::Own);
    written(app, name, key, words).await;
}

#[tokio::test]
async fn who_is_left_out_is_seen_before_it_is_launched() {
    let app = TestApp::new().await;
    let administrator = made::administrator(&app).await;
    let id = made::cycle(&app, &administrator, "2027 H1").await;
    let mut ines = app.browser_of(ADMINISTRATOR).await;
    let data = look(&mut ines, id, &[("who", "all")]).await;
    let preview = &data["preview"];
    assert_eq!(preview["without_manager"], json!({ "count": 1, "names": ["Sunniva Haugen"] }));
    assert_eq!(preview["without_address"], json!({ "count": 2, "names": ["Mbali Dlamini", "Stig Rønning"] }));
    assert_eq!(preview["has_one"]["count"], 0);
    let count = preview["people"]["count"].as_u64().expect("a number");
    assert!(preview["busy"].as_array().expect("a list").iter().any(|one| one[0] == "Viktor Nakamura"), "{preview}");
    let address = format!(
        "/admin/cycles/{id}/reviews?questionnaire=personal-review&back=none&prepare=2027-01-20&share=2027-01-25&talk=2027-02-05\
         &sign=2027-02-12&who=all&look=1"
    );
    let page = plain(&ines.get(&address).await.body);
    assert!(
        page.contains(&format!("Launch {count} reviews")) && page.contains("1 person without a manager: Sunniva Haugen"),
        "{page}"
    );

    // A team with all within it; people by name and address, one of them twice.
    let team = store::demo::team_id("Platform").to_string();
    let data = look(&mut ines, id, &[("who", "teams"), ("teams[]", &team)]).await;
    assert!(data["preview"]["people"]["names"].to_string().contains("Chidinma Okonkwo"), "of Signalling, within it: {data}");
    let list = "Zofia Dvořák\n\nmira.solberg@halden.example\r\nMira Solberg\n";
    let launched = launch(&mut ines, id, &[("people", list)]).await;
    let launch_id = led_to(&launched);
    assert_eq!(listed(&progress(&mut ines, &launch_id, "").await), ["Mira Solberg", "Zofia Dvořák"]);
    let data = look(&mut ines, id, &[("who", "all")]).await;
    assert_eq!(data["preview"]["has_one"], json!({ "count": 2, "names": ["Mira Solberg", "Zofia Dvořák"] }));
    assert_eq!(data["preview"]["people"]["count"], count - 2);
    let page = plain(&ines.get(&format!("/admin/cycles/{id}")).await.body);
    assert!(page.contains(&format!("2 of {} people have one.", count + 1)), "{page}");
}

#[tokio::test]
async fn what_cannot_be_launched_says_why_and_changes_nothing() {
    let app = TestApp::new().await;
    let administrator = made::administrator(&app).await;
    let id = made::cycle(&app, &administrator, "2027 H1").await;
    let closed = made::cycle(&app, &administrator, "Over").await;
    cycle::close(&app.store, &administrator, closed, Version::default()).await.expect("closed");
    let unknown: CycleId = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff".parse().expect("an id");
    let mut ines = app.browser_of(ADMINISTRATOR).await;
    let before = app.picture().await;
    let (mira, long) = (("people", "Mira Solberg"), "Mira Solberg\n".repeat(400));
    let foreign = unknown.to_string();
    for (cycle, others, why) in [
        (id, vec![mira, ("prepare", "tomorrow")], json!({ "Day": "prepare" })),
        (id, vec![mira, ("sign", "")], json!({ "Day": "sign" })),
        (id, vec![mira, ("prepare", "2027-01-10")], json!({ "Dates": "Past" })),
        (id, vec![mira, ("share", "2027-01-19")], json!({ "Dates": { "Order": "share" } })),
        (id, vec![mira, ("talk", "2027-02-13")], json!({ "Dates": { "Order": "sign" } })),
        (id, vec![mira, ("sign", "2027-07-01")], json!({ "Dates": "Cycle" })),
        (id, vec![mira, ("questionnaire", "team-review")], json!("Questionnaire")),
        (id, vec![mira, ("questionnaire", "<script>")], json!("Questionnaire")),
        (id, vec![mira, ("back", "last")], json!("NoCycle")),
        (id, vec![mira, ("back", &*foreign)], json!("NoCycle")),
        (id, vec![mira, ("who", "king")], json!("Who")),
        (id, vec![("who", "teams")], json!("Teams")),
        (id, vec![("who", "teams"), ("teams[]", &*foreign)], json!("Teams")),
        (id, vec![("people", "")], json!({ "People": ["Empty"] })),
        (id, vec![("people", &*long)], json!("LongList")),
        (id, vec![("people", "Sunniva Haugen\nStig Rønning")], json!("Nobody")),
        (closed, vec![mira], json!("Closed")),
        (unknown, vec![mira], json!("NoCycle")),
    ] {
        let answer = launch(&mut ines, cycle, &others).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{others:?}: {}", answer.body);
        let refused: Value = serde_json::from_str(&answer.body).expect("JSON");
        assert_eq!(refused["Refused"], why, "{others:?}");
        if why != "Nobody" && cycle != unknown {
            let data = look(&mut ines, cycle, &others).await;
            assert_eq!((&data["wrong"], &data["preview"]), (&why, &Value::Null), "looking says the same: {others:?}");
        }
    }
    // All lines that name nobody are told at once.
    let answer = launch(&mut ines, id, &[("people", "Qqqq Xxxx\nMira Solberg\nWwww Zzzz")]).await;
    let refused: Value = serde_json::from_str(&answer.body).expect("JSON");
    let lines = refused["Refused"]["People"].as_array().expect("lines");
    assert_eq!(lines.iter().map(|line| &line["None"][0]).collect::<Vec<_>>(), ["Qqqq Xxxx", "Wwww Zzzz"]);
    assert_eq!(app.picture().await, before);
    for path in
        [format!("/admin/cycles/{unknown}/reviews"), "/admin/cycles/x/reviews".to_owned(), format!("/admin/reviews/{unknown}")]
    {
        assert_eq!(ines.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    // What was typed comes back, with the reason at its field.
    let address = format!(
        "/admin/cycles/{id}/reviews?questionnaire=personal-review&back=none&prepare=2027-01-20&share=2027-01-19&talk=2027-02-05\
         &sign=2027-02-12&who=people&people={}&look=1",
        encoded("Mira Solberg\nZofia Dvořák")
    );
    let page = ines.get(&address).await.body;
    assert!(
        page.contains("This is before the day that comes before it.") && page.contains("Mira Solberg\nZofia Dvořák"),
        "{page}"
    );
    assert!(page.contains("value=\"2027-01-19\"") && !page.contains("What it would lead to"), "{page}");
    let page = plain(&ines.get(&format!("/admin/cycles/{closed}/reviews")).await.body);
    assert!(page.contains("This cycle is closed: nothing can be launched in it."), "{page}");
}

#[tokio::test]
async fn how_far_they_are_is_seen_without_a_word_of_them() {
    let app = TestApp::new().await;
    let administrator = made::administrator(&app).await;
    let cycle = made::cycle(&app, &administrator, "2027 H1").await;
    let people = ["Mira Solberg", "Zofia Dvořák", "Jonas Lindqvist"];
    let id = made::reviews(&app, &administrator, cycle, &people).await.to_string();
    let mut ines = app.browser_of(ADMINISTRATOR).await;
    begin(&app, "Mira Solberg", cycle, "A secret of mine").await;
    let page = progress(&mut ines, &id, "").await;
    assert_eq!(
        (&page["tally"]["all"], &page["tally"]["untouched"], &page["tally"]["prepare"]),
        (&3.into(), &2.into(), &3.into())
    );
    assert_eq!(listed(&page), ["Jonas Lindqvist", "Mira Solberg", "Zofia Dvořák"]);
    assert!(!page.to_string().contains("secret") && !ines.get(&format!("/admin/reviews/{id}")).await.body.contains("secret"));
    for (sought, found) in [
        ("&sought[step]=prepare", vec!["Mira Solberg"]),
        ("&sought[step]=untouched&sought[search]=zofia", vec!["Zofia Dvořák"]),
        ("&sought[search]=viktor", vec!["Jonas Lindqvist", "Mira Solberg", "Zofia Dvořák"]),
        ("&sought[only]=late", vec![]),
        ("&sought[step]=nonsense", vec![]),
        ("&sought[skip]=2", vec!["Zofia Dvořák"]),
        ("&sought[skip]=4294967295", vec![]),
    ] {
        assert_eq!(listed(&progress(&mut ines, &id, sought).await), found, "{sought}");
    }
    // Begun, so it is not called off.
    let refused = ines.post("/fn/reviews/call-off", &[("launch", &*id)]).await;
    assert_eq!((refused.status, refused.body.as_str()), (StatusCode::UNPROCESSABLE_ENTITY, r#"{"Refused":"Begun"}"#));
    assert_eq!((&page["untouched"], &page["moved"]), (&false.into(), &0.into()));
    app.pass(jiff::SignedDuration::from_hours(24 * 15));
    let mut ines = app.browser_of(ADMINISTRATOR).await;
    assert_eq!(listed(&progress(&mut ines, &id, "&sought[only]=late").await).len(), 3);
    for other in [EMPLOYEE, MANAGER] {
        let mut browser = app.browser_of(other).await;
        assert_eq!(browser.get(&format!("/admin/reviews/{id}")).await.status, StatusCode::NOT_FOUND, "{other}");
    }
}

#[tokio::test]
async fn a_review_is_given_to_who_is_the_manager_now() {
    let app = TestApp::new().await;
    let administrator = made::administrator(&app).await;
    let cycle = made::cycle(&app, &administrator, "2027 H1").await;
    let id = made::reviews(&app, &administrator, cycle, &["Mira Solberg", "Zofia Dvořák"]).await.to_string();
    let to = Bulk::Manager(Some(person_id("Nadia Perić")));
    person::change_many(&app.store, &administrator, &[person_id("Mira Solberg")].into(), to).await.expect("moved");
    let mut ines = app.browser_of(ADMINISTRATOR).await.without_javascript();
    let page = progress(&mut ines, &id, "&sought[only]=moved").await;
    assert_eq!((listed(&page), &page["moved"]), (vec!["Mira Solberg"], &1.into()));
    assert_eq!(page["lines"][0]["next"]["name"], "Nadia Perić");
    let [mira, nadia, zofia] = ["Mira Solberg", "Nadia Perić", "Zofia Dvořák"].map(|name| person_id(name).to_string());
    let give = |person: &str, to: &str| {
        let (mut browser, form) = (ines.clone(), [("launch", id.clone()), ("person", person.to_owned()), ("to", to.to_owned())]);
        async move {
            let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let form: Vec<_> = form.into_iter().chain([("sought[only]", "moved")]).collect();
            browser.post("/fn/reviews/pass-on", &form).await
        }
    };
    // To nobody else; and only what is of this launch.
    let before = app.picture().await;
    for (person, to) in [(&mira, &zofia), (&zofia, &nadia), (&nadia, &zofia)] {
        let answer = give(person, to).await;
        assert!(!answer.header("location").contains("done=handed"), "{}", answer.header("location"));
    }
    assert_eq!(app.picture().await, before);
    let done = give(&mira, &nadia).await;
    assert_eq!(
        (done.status, done.header("location")),
        (StatusCode::FOUND, &*format!("/admin/reviews/{id}?only=moved&done=handed"))
    );
    let key = ReviewKey { cycle, person: person_id("Mira Solberg") };
    let held: PersonId = review::find(&app.store, key).await.expect("reads").expect("there").manager;
    assert_eq!(held, person_id("Nadia Perić"));
}

#[tokio::test]
async fn a_launch_that_nobody_has_begun_is_called_off() {
    let app = TestApp::new().await;
    let administrator = made::administrator(&app).await;
    let cycle = made::cycle(&app, &administrator, "2027 H1").await;
    let id = made::reviews(&app, &administrator, cycle, &["Mira Solberg"]).await.to_string();
    let mut ines = app.browser_of(ADMINISTRATOR).await;
    assert!(ines.get(&format!("/admin/reviews/{id}")).await.body.contains("This cannot be undone."));
    let done = ines.post("/fn/reviews/call-off", &[("launch", &*id)]).await;
    assert_eq!((done.status, done.header("location")), (StatusCode::OK, &*format!("/admin/cycles/{cycle}?done=called-off")));
    assert_eq!(ines.get(&format!("/admin/reviews/{id}")).await.status, StatusCode::NOT_FOUND);
    let page = ines.get(&format!("/admin/cycles/{cycle}?done=called-off")).await.body;
    assert!(
        page.contains("The launch is called off: its reviews are gone.") && page.contains("No personal review is launched yet.")
    );
    let again = ines.post("/fn/reviews/call-off", &[("launch", &*id)]).await;
    assert_eq!((again.status, again.body.as_str()), (StatusCode::UNPROCESSABLE_ENTITY, r#"{"Refused":"NoCycle"}"#));
}
