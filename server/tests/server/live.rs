//! The stream of what happens while somebody looks.

use crate::{
    app::{ADMINISTRATOR, Browser, EMPLOYEE, LEAD, MANAGER, TestApp},
    goals::{called, edit, spring},
    watching::{Next, answer, status, watch},
};
use http::{StatusCode, header};
use serde_json::Value;
use store::demo::{person_id, team_id};
use waymark::goal::Goal;

/// What a page says of a goal that it shows as it is.
async fn at(app: &TestApp, goal: &Goal) -> String {
    let all = store::goal::all(&app.store).await.expect("reads");
    let percent = all.tree.progress(goal.id).map(|progress| progress.percent().to_string()).unwrap_or_default();
    format!("{}.{}.{percent}", goal.id, goal.sequence)
}

const CHECKOUT: &str = "Checkout p95 under 300 ms";
const KUBERNETES: &str = "Certified Kubernetes administrator";

#[tokio::test]
async fn an_edit_moves_the_goal_and_what_it_serves_for_all_who_watch() {
    let app = spring().await;
    let (goal, objective) = (called(&app, CHECKOUT).await, called(&app, "Payments people can rely on").await);
    let both = format!("at={},{}", at(&app, &goal).await, at(&app, &objective).await);
    let mut nadia = app.browser_of(LEAD).await;
    let (mut lists, _) = watch(&app.browser_of(EMPLOYEE).await, &both).await;
    let (mut looks, _) = watch(&app.browser_of(MANAGER).await, &format!("look={}&at={}", goal.id, at(&app, &goal).await)).await;
    assert!(lists.is_quiet().await, "nothing is newer than what is shown");

    assert_eq!(edit(&mut nadia, &goal, "value", "296", "").await.status, StatusCode::OK);
    let told = lists.told().await;
    assert_eq!((told["is"].as_str(), told["row"]["id"].as_str()), (Some("goal"), Some(&*goal.id.to_string())), "{told}");
    assert_eq!(told["row"]["value"], "296 ms");
    assert_eq!(told["row"]["sequence"], goal.sequence + 1);
    assert_eq!(told["said"], "Nadia Perić moved it from 312 to 296 ms");
    assert!(told["chart"].is_null(), "a list has no picture of it: {told}");
    let above = lists.told().await;
    assert_eq!(above["row"]["id"], objective.id.to_string());
    assert_eq!(above["row"]["sequence"], objective.sequence, "nothing happened to it but that it is further");
    assert!(above["said"].is_null());
    let told = looks.told().await;
    assert!(told["chart"].as_str().is_some_and(|chart| chart.contains("296 ms")), "{told}");

    // What is told is what is read.
    let read = nadia.get(&format!("/fn/goals/show?id={}", goal.id)).await.body;
    let read: Value = serde_json::from_str(&read).expect("JSON");
    assert_eq!(told["chart"], read["chart"]);
    for name in ["sequence", "value", "aim", "progress", "expected", "standing", "confidence", "due", "title", "owner"] {
        assert_eq!(told["row"][name], read["row"][name], "{name}");
    }

    // What others may not know of it is told to nobody: who tends it, and for whom it waits.
    assert_eq!(told["row"]["waits"], Value::Null);
}

#[tokio::test]
async fn what_is_newer_than_what_a_page_shows_is_told_at_once_and_only_that() {
    let app = spring().await;
    let goal = called(&app, CHECKOUT).await;
    let (other, old) = (called(&app, "Halve failed payouts").await, at(&app, &goal).await);
    let mut nadia = app.browser_of(LEAD).await;
    assert_eq!(edit(&mut nadia, &goal, "value", "296", "").await.status, StatusCode::OK);
    let query = format!("at={old},{}", at(&app, &other).await);
    let (mut again, _) = watch(&nadia, &query).await;
    let told = again.told().await;
    assert_eq!(
        (told["row"]["value"].as_str(), told["row"]["sequence"].as_u64()),
        (Some("296 ms"), Some(u64::from(goal.sequence) + 1))
    );
    assert!(again.is_quiet().await, "once, and nothing of the other");
    // Its place alone: what moves it moved.
    let objective = called(&app, "Payments people can rely on").await;
    let (mut again, _) = watch(&nadia, &format!("at={}.{}.1", objective.id, objective.sequence)).await;
    assert_eq!(again.told().await["row"]["id"], objective.id.to_string());
}

#[tokio::test]
async fn what_is_not_there_or_not_ones_own_to_see_is_not_watched() {
    let app = spring().await;
    let (mut tomasz, nobody) = (app.browser_of("tomasz.zielinski@halden.example").await, app.browser());
    let own = called(&app, KUBERNETES).await;
    let (seen, hidden) = (at(&app, &called(&app, CHECKOUT).await).await, at(&app, &own).await);
    assert_eq!(status(&nobody, &format!("at={seen}")).await, StatusCode::UNAUTHORIZED);
    for query in [
        format!("at={hidden}"),
        format!("at={seen},{hidden}"),
        format!("look={}&at={hidden}", own.id),
        "at=6f9619ff-8b86-4d01-b42d-00cf4fc964ff.1.1".to_owned(),
        "of=6f9619ff-8b86-4d01-b42d-00cf4fc964ff".to_owned(),
    ] {
        assert_eq!(status(&tomasz, &query).await, StatusCode::NOT_FOUND, "{query}");
    }
    for query in ["", "at=", "at=nothing", "at=1.2.3", "of=person", "sql=1", "look=x", &format!("at={}", "x".repeat(60_000))] {
        assert_eq!(status(&tomasz, query).await, StatusCode::BAD_REQUEST, "{query}");
    }
    // Nor can one say there that one edits what one does not watch.
    let (mut nadia, _) = watch(&app.browser_of(LEAD).await, &format!("look={}&at={hidden}", own.id)).await;
    let (_watching, stream) = watch(&tomasz, &format!("at={seen}")).await;
    let (stream, id) = (stream.to_string(), own.id.to_string());
    let done = tomasz.post("/fn/live/editing", &[("stream", &*stream), ("goal", &id), ("field", "value")]).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    // Somebody else who does so in earnest comes next, and is the only one.
    let mut viktor = app.browser_of(MANAGER).await;
    let (_looking, second) = watch(&viktor, &format!("look={}&at={hidden}", own.id)).await;
    let second = second.to_string();
    let say = [("stream", &*second), ("goal", &*id), ("field", "value")];
    assert_eq!(viktor.post("/fn/live/editing", &say).await.status, StatusCode::OK);
    let told = nadia.who(|told| told["editing"] != serde_json::json!([])).await;
    assert_eq!(told["editing"].as_array().map(Vec::len), Some(1), "{told}");
    assert_eq!(told["editing"][0][1], "Viktor Nakamura");
    // Who sees its outline is not told who is there.
    let (mut ines, _) = watch(&app.browser_of(ADMINISTRATOR).await, &format!("at={}.{}.", own.id, own.sequence)).await;
    assert!(ines.hears_nobody().await);
    for (goal, field) in [("x", "value"), (&*id, "everything")] {
        let refused = tomasz.post("/fn/live/editing", &[("stream", &*stream), ("goal", goal), ("field", field)]).await;
        assert!(refused.status.is_client_error(), "{}", refused.body);
    }
}

#[tokio::test]
async fn who_may_see_an_outline_is_told_an_outline() {
    let app = spring().await;
    let own = called(&app, KUBERNETES).await;
    let (mut ines, _) = watch(&app.browser_of(ADMINISTRATOR).await, &format!("look={0}&at={0}.{1}.", own.id, own.sequence)).await;
    let mut mira = app.browser_of(EMPLOYEE).await;
    assert_eq!(edit(&mut mira, &own, "steps", "Clusters\nWorkloads\nNetworking\nStorage", "").await.status, StatusCode::OK);
    let told = ines.told().await;
    assert_eq!(
        (told["row"]["title"].as_str(), told["row"]["sequence"].as_u64()),
        (Some(KUBERNETES), Some(u64::from(own.sequence) + 1))
    );
    assert!(told["chart"].is_null() && told["said"].is_null() && told["row"]["progress"].is_null(), "{told}");
    assert!(!told.to_string().contains("4 of 7"), "{told}");
}

#[tokio::test]
async fn who_may_no_longer_see_it_is_sent_away_and_told_nothing_more() {
    let app = spring().await;
    let own = called(&app, KUBERNETES).await;
    let query = format!("look={}&at={}", own.id, at(&app, &own).await);
    let (viktor, nadia) = (app.browser_of(MANAGER).await, app.browser_of(LEAD).await);
    let (mut manager, _) = watch(&viktor, &query).await;
    let (mut lead, _) = watch(&nadia, &query).await;
    // Mira gets another manager and another team, in another line.
    let mut ines = app.browser_of(ADMINISTRATOR).await;
    let mira = person_id("Mira Solberg").to_string();
    let page = ines.get(&format!("/admin/people/{mira}")).await.body;
    let version =
        page.split("name=\"version\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a version").to_owned();
    let form = [
        ("id", &*mira),
        ("version", &version),
        ("name", "Mira Solberg"),
        ("title", "Software engineer"),
        ("email", EMPLOYEE),
        ("manager", "Amélie Rousseau"),
    ];
    let done = ines.post("/fn/people/correct", &form).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    assert!(manager.is_quiet().await, "he leads what her team is in");
    let done = ines.post("/fn/people/home", &[("id", &*mira), ("team", "Product")]).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    assert_eq!(lead.told().await, serde_json::json!({ "is": "leave" }));
    assert_eq!(manager.told().await, serde_json::json!({ "is": "leave" }));
    assert_eq!(manager.next().await, Next::End);
    assert_eq!(status(&viktor, &query).await, StatusCode::NOT_FOUND);
    assert_eq!(lead.next().await, Next::End);
}

#[tokio::test]
async fn a_goal_that_is_closed_to_colleagues_is_told_to_them_no_more() {
    let app = spring().await;
    let own = called(&app, KUBERNETES).await;
    let open = |seen: u32, open: bool| {
        let mut form = vec![("id", own.id.to_string()), ("seen", seen.to_string())];
        if open {
            form.push(("place[open]", "true".to_owned()));
        }
        form.extend([("place[link]", "supports".to_owned()), ("place[weight]", "1".to_owned())]);
        form
    };
    let mut mira = app.browser_of(EMPLOYEE).await;
    let send = async |browser: &mut Browser, form: Vec<(&str, String)>| {
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, &**value)).collect();
        let done = browser.post("/fn/goals/place", &form).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    };
    send(&mut mira, open(own.sequence, true)).await;
    let own = called(&app, KUBERNETES).await;
    let (mut tomasz, _) =
        watch(&app.browser_of("tomasz.zielinski@halden.example").await, &format!("at={}", at(&app, &own).await)).await;
    send(&mut mira, open(own.sequence, false)).await;
    assert_eq!(tomasz.told().await, serde_json::json!({ "is": "leave" }));
    assert_eq!(tomasz.next().await, Next::End);
}

#[tokio::test]
async fn a_session_that_ends_watches_no_longer() {
    let app = spring().await;
    let query = format!("at={}", at(&app, &called(&app, CHECKOUT).await).await);
    let (mut one, other) = (app.browser_of(EMPLOYEE).await, app.browser_of(EMPLOYEE).await);
    let (mut ended, _) = watch(&other, &query).await;
    let (mut stays, _) = watch(&app.browser_of(LEAD).await, &query).await;
    let done = one.post("/fn/session/sign-out-everywhere", &[]).await;
    assert!(done.status.is_success(), "{} {}", done.status, done.body);
    assert_eq!(ended.told().await, serde_json::json!({ "is": "leave" }));
    assert_eq!(ended.next().await, Next::End);
    assert!(stays.is_quiet().await);
}

#[tokio::test]
async fn of_a_flood_of_one_session_sixteen_are_taken_on() {
    let app = spring().await;
    let query = format!("at={}", at(&app, &called(&app, CHECKOUT).await).await);
    let mira = app.browser_of(EMPLOYEE).await;
    let mut open = Vec::new();
    for _ in 0..16 {
        open.push(watch(&mira, &query).await);
    }
    for _ in 0..300 {
        let answer = answer(&mira, &query).await;
        assert_eq!(answer.status(), StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(answer.headers()[header::RETRY_AFTER], "30");
    }
    let others = app.browser_of(LEAD).await;
    assert!(watch(&others, &query).await.0.is_quiet().await, "others watch all the same");
    open.pop();
    watch(&mira, &query).await;
}

#[tokio::test]
async fn a_sum_of_goals_is_told_to_look_again() {
    let app = spring().await;
    let team = team_id("Payments").to_string();
    let (mut payments, _) = watch(&app.browser_of(LEAD).await, &format!("of={team}")).await;
    let (mut company, _) = watch(&app.browser_of(LEAD).await, "of=company").await;
    let goal = called(&app, CHECKOUT).await;
    assert_eq!(edit(&mut app.browser_of(LEAD).await, &goal, "value", "296", "").await.status, StatusCode::OK);
    for watching in [&mut payments, &mut company] {
        assert_eq!(watching.told().await, serde_json::json!({ "is": "look", "within": 0 }));
    }
    // A person's own goal counts with their team and those above it, and not with the company.
    let (mut engineering, _) = watch(&app.browser_of(LEAD).await, &format!("of={}", team_id("Engineering"))).await;
    let own = called(&app, KUBERNETES).await;
    assert_eq!(edit(&mut app.browser_of(EMPLOYEE).await, &own, "confidence", "9", "").await.status, StatusCode::OK);
    for watching in [&mut payments, &mut engineering] {
        assert_eq!(watching.told().await, serde_json::json!({ "is": "look", "within": 0 }));
    }
    assert!(company.is_quiet().await);
}

#[tokio::test]
async fn who_looks_and_who_edits_is_said_quietly() {
    let app = spring().await;
    let goal = called(&app, CHECKOUT).await;
    let query = format!("look={}&at={}", goal.id, at(&app, &goal).await);
    let (mut nadia, viktor) = (app.browser_of(LEAD).await, app.browser_of(MANAGER).await);
    let (mut one, stream) = watch(&nadia, &query).await;
    assert_eq!(one.who(|told| told["looking"] == 1).await["goal"], goal.id.to_string());
    let (mut other, _) = watch(&viktor, &query).await;
    one.who(|told| told["looking"] == 2).await;
    // The same person in another window is one person.
    let (_second, _) = watch(&nadia, &query).await;
    let (stream, id) = (stream.to_string(), goal.id.to_string());
    let say = [("stream", &*stream), ("goal", &id), ("field", "value")];
    assert_eq!(nadia.post("/fn/live/editing", &say).await.status, StatusCode::OK);
    let told = other.who(|told| told["editing"] != serde_json::json!([])).await;
    assert_eq!(told["editing"][0][1], "Nadia Perić");
    assert_eq!(told["editing"][0][2], "value");
    assert_eq!(told["looking"], 2);
    // Nobody says so for somebody else.
    let mut viktor = viktor;
    assert_eq!(
        viktor.post("/fn/live/editing", &[("stream", &*stream), ("goal", ""), ("field", "")]).await.status,
        StatusCode::OK
    );
    let (_third, _) = watch(&app.browser_of(EMPLOYEE).await, &query).await;
    let told = other.who(|told| told["looking"] == 3).await;
    assert_eq!(told["editing"][0][1], "Nadia Perić", "it is still said: {told}");
    // Whose window closes edits no longer.
    drop(one);
    let told = other.who(|told| told["editing"] == serde_json::json!([])).await;
    assert_eq!(told["looking"], 3, "the other window is still open");
}
