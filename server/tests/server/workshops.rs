//! Workshops: opened, voted in, revealed, talked over and closed; and what nobody is sent.

use crate::{
    app::{ADMINISTRATOR, Answer, Browser, EMPLOYEE, LEAD, MANAGER, TestApp},
    reviews::made::actor,
    watching::{status, watch},
};
use http::StatusCode;
use serde_json::Value;
use std::sync::Arc;
use store::{access, demo::team_id, workshop};
use waymark::{
    questionnaire::Slug,
    workshop::{Points, Topic, Vote, Way, Workshop},
};

/// Who votes in Payments.
const VOTERS: [&str; 6] = ["mira.solberg", "zofia.dvorak", "jonas.lindqvist", "priya.raman", "emil.brandt", "aiko.tanaka"];

/// A workshop of a team on the sections of the team review, by numbers.
pub async fn opened(app: &TestApp, team: &str, lead: &str) -> Arc<Workshop> {
    let host = access::host(&app.store, &actor(app, lead).await, team_id(team)).expect("they may open it");
    let form = store::questionnaire::find(&app.store, &Slug::new("team-review").expect("an id")).await.expect("reads");
    let topics = Topic::all_of(&form.expect("of the bank").form);
    workshop::open(&app.store, &host, Way::Points, topics, None).await.expect("opened")
}

/// Lets somebody vote in it.
pub async fn voted(app: &TestApp, workshop: &Workshop, name: &str, votes: &[(&str, u8)]) {
    let participant = access::participant(&app.store, &actor(app, name).await, workshop).expect("they vote");
    let vote = |(section, number): &(&str, u8)| {
        (Slug::new(section).expect("an id"), Some(Vote::Points(Points::new(*number).expect("on the scale"))))
    };
    let votes: Vec<_> = votes.iter().map(vote).collect();
    workshop::cast(&app.store, &participant, &votes).await.expect("cast");
}

async fn of(app: &TestApp, name: &str) -> Browser {
    app.browser_of(&format!("{name}@halden.example")).await
}

fn json(answer: &Answer) -> Value {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    serde_json::from_str(&answer.body).unwrap_or_else(|error| panic!("{error}: {}", answer.body))
}

async fn show(browser: &mut Browser, id: &str) -> Value {
    json(&browser.get(&format!("/fn/workshops/show?id={id}")).await)
}

/// A section as it is shown.
fn section<'a>(data: &'a Value, id: &str) -> &'a Value {
    let sections = data["shown"]["sections"].as_array().expect("a list");
    sections.iter().find(|section| section["id"] == id).unwrap_or_else(|| panic!("no {id}: {data}"))
}

async fn vote(browser: &mut Browser, id: &str, votes: &[(&str, &str)]) -> Answer {
    let named: Vec<(String, &str)> = votes.iter().map(|(section, vote)| (format!("votes%5B{section}%5D"), *vote)).collect();
    let mut form = vec![("id", id)];
    form.extend(named.iter().map(|(name, vote)| (name.as_str(), *vote)));
    browser.post("/fn/workshops/vote", &form).await
}

async fn reveal(browser: &mut Browser, id: &str, seen: &str) -> Answer {
    browser.post("/fn/workshops/reveal", &[("id", id), ("seen", seen)]).await
}

/// Opens one as the lead of Payments does; returns them and its id.
async fn open(app: &TestApp, way: &str) -> (Browser, String) {
    let mut lead = app.browser_of(LEAD).await;
    let team = team_id("Payments").to_string();
    let begin = json(&lead.get(&format!("/fn/workshops/begin?team={team}")).await);
    let sections = begin["sections"].as_array().expect("a list").iter();
    let sections: Vec<_> = sections.map(|section| format!("sections[{}]", section[0].as_str().expect("an id"))).collect();
    let mut form = vec![("team", &*team), ("way", way)];
    form.extend(sections.iter().map(|section| (section.as_str(), "on")));
    let answer = lead.post("/fn/workshops/open", &form).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let location = answer.header("location").to_owned();
    let id = location.trim_start_matches("/workshops/").split('?').next().unwrap_or_default().to_owned();
    assert!(location.ends_with("?done=opened"), "{location}");
    (lead, id)
}

#[tokio::test]
async fn a_team_votes_sees_only_how_many_and_then_what_came_of_it_at_once() {
    let app = TestApp::new().await;
    let (mut lead, id) = open(&app, "points").await;
    let (mut watching, _) = watch(&of(&app, "mira.solberg").await, &format!("workshop={id}.0")).await;
    // Five numbers on one section, three on another, two on a third.
    let cohesion = ["1", "2", "4", "5", "5"];
    for (place, (name, number)) in VOTERS.iter().zip(cohesion).enumerate() {
        let mut voter = of(&app, name).await;
        let mut votes = vec![("cohesion", number)];
        if place < 3 {
            votes.push(("balance", if place < 2 { "2" } else { "5" }));
        }
        if place < 2 {
            votes.push(("decision-making", "3"));
        }
        let answer = vote(&mut voter, &id, &votes).await;
        assert_eq!((answer.status, answer.body.as_str()), (StatusCode::OK, "null"), "nothing comes back of what was voted");
        // Twice counts once.
        assert_eq!(vote(&mut voter, &id, &votes).await.status, StatusCode::OK);
    }
    watching.until(|told| told["is"] == "workshop" && told["voted"] == 5).await;
    // That somebody changes their mind is told to nobody.
    for number in ["4", "2"] {
        assert_eq!(vote(&mut of(&app, VOTERS[1]).await, &id, &[("cohesion", number)]).await.status, StatusCode::OK);
    }
    assert!(watching.is_quiet().await);
    for (name, browser) in [("the lead", &mut lead), ("one who has not voted", &mut of(&app, "aiko.tanaka").await)] {
        let data = show(browser, &id).await;
        assert_eq!((&data["shown"]["voted"], &data["shown"]["of"]), (&5.into(), &7.into()), "{name}");
        assert_eq!(section(&data, "cohesion")["voted"], 5);
        assert_eq!(section(&data, "balance")["voted"], 3);
        assert_eq!(data["votes"], serde_json::json!({}), "{name} has no votes of their own");
        for section in data["shown"]["sections"].as_array().expect("a list") {
            assert!(section["revealed"].is_null(), "{section}");
        }
    }
    let heard = watching.heard();
    assert!(!heard.contains("picture") && !heard.contains("\"votes\""), "{heard}");
    let own = show(&mut of(&app, "mira.solberg").await, &id).await;
    assert_eq!(
        own["votes"],
        serde_json::json!({ "cohesion": "1", "balance": "2", "decision-making": "3" }),
        "one's own are shown again"
    );
    let page = lead.get(&format!("/workshops/{id}")).await.body;
    assert!(page.contains("5 of 7 have voted") && page.contains("2 people have not voted yet"), "{page}");

    // All who watch are told the same.
    assert_eq!(reveal(&mut lead, &id, "0").await.status, StatusCode::OK);
    let told = watching.until(|told| told["phase"] == "revealed").await;
    let data = show(&mut lead, &id).await;
    let mut same = told.clone();
    same.as_object_mut().expect("an object").remove("is");
    assert_eq!(same, data["shown"]);
    let shown = |id: &str| section(&data, id)["revealed"].clone();
    assert_eq!(shown("cohesion")["said"], "3.4 on average of 5 votes, divided.");
    assert!(shown("cohesion")["picture"].as_str().is_some_and(|picture| picture.contains(": 2 votes")), "{data}");
    assert_eq!(shown("cohesion")["divided"], true);
    assert_eq!(data["shown"]["sections"][0]["id"], "cohesion", "what divides stands first");
    assert_eq!(shown("balance")["said"], "Most of 3 voters chose 2.");
    assert_eq!(shown("balance")["picture"], "", "of three it is not shown how many chose what");
    assert_eq!(shown("decision-making")["said"], "Too few voted.");
    assert_eq!(shown("decision-making")["picture"], "");
    // Who voted what is gone, for themselves as well.
    assert_eq!(show(&mut of(&app, "mira.solberg").await, &id).await["votes"], serde_json::json!({}));

    // A vote after the reveal is refused, and changes and tells nothing.
    let mut aiko = of(&app, "aiko.tanaka").await;
    let before = app.picture().await;
    let late = vote(&mut aiko, &id, &[("balance", "1")]).await;
    assert_eq!((late.status, late.body.as_str()), (StatusCode::UNPROCESSABLE_ENTITY, r#"{"Refused":"revealed"}"#));
    assert_eq!(reveal(&mut lead, &id, "1").await.status, StatusCode::UNPROCESSABLE_ENTITY, "nor is it revealed twice");
    let given_up = lead.post("/fn/workshops/give-up", &[("id", &*id), ("seen", "1")]).await;
    assert_eq!(given_up.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", given_up.body);
    assert_eq!(app.picture().await, before);
}

#[tokio::test]
async fn who_leads_or_is_at_home_elsewhere_does_not_vote_and_others_see_nothing() {
    let app = TestApp::new().await;
    let (mut lead, id) = open(&app, "points").await;
    for (who, why) in [(LEAD, "leads"), (MANAGER, "leads"), (ADMINISTRATOR, "not_of_team")] {
        let answer = vote(&mut app.browser_of(who).await, &id, &[("balance", "3")]).await;
        assert_eq!(
            (answer.status, answer.body),
            (StatusCode::UNPROCESSABLE_ENTITY, format!(r#"{{"Refused":"{why}"}}"#)),
            "{who}"
        );
    }
    let mut outsider = of(&app, "rowan.ellis").await;
    assert_eq!(outsider.get(&format!("/fn/workshops/show?id={id}")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(outsider.get(&format!("/workshops/{id}")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(status(&outsider, &format!("workshop={id}.0")).await, StatusCode::NOT_FOUND);
    assert_eq!(vote(&mut outsider, &id, &[("balance", "3")]).await.status, StatusCode::NOT_FOUND);
    // Who votes does nothing else with it.
    let mut mira = app.browser_of(EMPLOYEE).await;
    assert_eq!(vote(&mut mira, &id, &[("balance", "3")]).await.status, StatusCode::OK);
    assert_eq!(reveal(&mut mira, &id, "0").await.status, StatusCode::NOT_FOUND);
    for foreign in ["", "x", "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"] {
        assert_eq!(lead.get(&format!("/fn/workshops/show?id={foreign}")).await.status, StatusCode::NOT_FOUND, "{foreign}");
        assert_eq!(reveal(&mut lead, foreign, "0").await.status, StatusCode::NOT_FOUND, "{foreign}");
    }
    // What is no vote here, and a version that is none any more.
    for (section, nonsense, why) in
        [("balance", "6", "other_way"), ("balance", "yellow.better", "other_way"), ("nothing", "3", "no_section")]
    {
        let answer = vote(&mut mira, &id, &[("cohesion", "3"), (section, nonsense)]).await;
        assert_eq!(
            (answer.status, answer.body),
            (StatusCode::UNPROCESSABLE_ENTITY, format!(r#"{{"Refused":"{why}"}}"#)),
            "{section}={nonsense}"
        );
    }
    assert_eq!(section(&show(&mut lead, &id).await, "cohesion")["voted"], 0, "all of them are cast or none");
    assert_eq!(reveal(&mut lead, &id, "7").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    // What is taken back does not count.
    assert_eq!(vote(&mut mira, &id, &[("balance", "")]).await.status, StatusCode::OK);
    assert_eq!(show(&mut lead, &id).await["shown"]["voted"], 0);
    assert_eq!(reveal(&mut lead, &id, "0").await.body, r#"{"Refused":"nobody"}"#);
    let given_up = lead.post("/fn/workshops/give-up", &[("id", &*id), ("seen", "0")]).await;
    assert_eq!(given_up.status, StatusCode::OK, "{}", given_up.body);
    assert_eq!(lead.get(&format!("/workshops/{id}")).await.status, StatusCode::NOT_FOUND, "nothing of it is kept");
}

#[tokio::test]
async fn the_lead_chooses_what_is_voted_on() {
    let app = TestApp::new().await;
    let mut lead = app.browser_of(LEAD).await;
    let team = team_id("Payments").to_string();
    let asked: [(&[&str], &str); 3] = [
        (&[], "no_sections"),
        (&["sections[balance]", "sections[nothing]"], "no_section"),
        (&["sections[<script>]"], "no_section"),
    ];
    for (sections, why) in asked {
        let mut form = vec![("team", &*team), ("way", "points")];
        form.extend(sections.iter().map(|section| (*section, "on")));
        let answer = lead.post("/fn/workshops/open", &form).await;
        assert_eq!(
            (answer.status, answer.body),
            (StatusCode::UNPROCESSABLE_ENTITY, format!(r#"{{"Refused":"{why}"}}"#)),
            "{sections:?}"
        );
    }
    let chosen = [("sections[harmony]", "on"), ("sections[balance]", "on")];
    let answer = lead.post("/fn/workshops/open", &[&[("team", &*team), ("way", "points")], &chosen[..]].concat()).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let id = json(&lead.get("/fn/workshops/find?code=").await)["running"][0]["id"].as_str().expect("an id").to_owned();
    let data = show(&mut lead, &id).await;
    let sections = data["shown"]["sections"].as_array().expect("a list").iter();
    let mut ids: Vec<_> = sections.map(|section| section["id"].as_str().expect("an id")).collect();
    ids.sort_unstable();
    assert_eq!(ids, ["balance", "harmony"]);
}

#[tokio::test]
async fn one_comes_in_by_a_code_and_votes_without_javascript() {
    let app = TestApp::new().await;
    let (mut lead, id) = open(&app, "lights").await;
    let data = show(&mut lead, &id).await;
    let code = data["invite"]["code"].as_str().expect("a code").to_owned();
    assert!(data["invite"]["link"].as_str().is_some_and(|link| link.ends_with(&format!("/w/{code}"))), "{data}");
    assert!(data["invite"]["qr"].as_str().is_some_and(|qr| qr.starts_with("<svg")), "{data}");

    let mut stranger = app.browser().without_javascript();
    let sent = stranger.get(&format!("/w/{code}")).await;
    assert_eq!((sent.status, sent.header("location").contains("next=")), (StatusCode::FOUND, true), "they sign in first");
    let mut mira = app.browser_of(EMPLOYEE).await.without_javascript();
    for path in
        [format!("/w/{code}"), format!("/w/{}", code.to_lowercase()), format!("/workshops?code={}", code.replace('-', "+"))]
    {
        let sent = mira.get(&path).await;
        assert_eq!((sent.status, sent.header("location")), (StatusCode::FOUND, &*format!("/workshops/{id}")), "{path}");
    }
    let mut outsider = of(&app, "rowan.ellis").await;
    for (browser, path) in [(&mut outsider, format!("/w/{code}")), (&mut mira, "/w/BBB-BBB".to_owned())] {
        let page = browser.get(&path).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("No workshop that you can join has this code now"), "the same for both: {}", page.body);
    }
    assert!(mira.get("/w/A!").await.body.contains("A code has six letters and digits"), "it says what is wrong");
    assert!(mira.get("/").await.body.contains("A workshop of Payments is running"));
    let team = format!("/teams/{}", team_id("Payments"));
    assert!(mira.get(&team).await.body.contains("Join and vote"));

    let page = mira.get(&format!("/workshops/{id}")).await.body;
    assert!(page.contains("name=\"votes[balance]\"") && page.contains("Save my votes"), "{page}");
    let votes = [("id", &*id), ("votes%5Bbalance%5D", "yellow.better")];
    let sent = mira.post_from(&format!("/workshops/{id}"), "/fn/workshops/vote", &votes).await;
    assert_eq!((sent.status, sent.header("location")), (StatusCode::FOUND, &*format!("/workshops/{id}?done=voted")));
    let page = mira.get(&format!("/workshops/{id}?done=voted")).await.body;
    assert!(page.contains("Your votes are cast") && page.contains("checked"), "{page}");
    assert_eq!(show(&mut lead, &id).await["shown"]["voted"], 1);
}

#[tokio::test]
async fn what_is_agreed_is_written_down_and_stands_in_the_history() {
    let app = TestApp::new().await;
    let (mut lead, id) = open(&app, "points").await;
    for (name, number) in VOTERS.iter().zip(["1", "2", "4", "5", "5"]) {
        assert_eq!(vote(&mut of(&app, name).await, &id, &[("balance", number), ("cohesion", "4")]).await.status, StatusCode::OK);
    }
    let team = format!("/teams/{}", team_id("Payments"));
    assert!(!lead.get(&team).await.body.contains("Workshop, 11 Jan"), "nothing before the reveal");
    assert_eq!(reveal(&mut lead, &id, "0").await.status, StatusCode::OK);
    let (again, own) = (lead.clone(), id.clone());
    let decide = |seen: &'static str, stand: &'static str, note: String| {
        let (mut lead, id) = (again.clone(), own.clone());
        async move {
            let form = [("id", &*id), ("seen", seen), ("section", "balance"), ("stand", stand), ("note", &note)];
            lead.post("/fn/workshops/decide", &form).await
        }
    };
    let decided = |version: u32| format!(r#"{{"section":"balance","version":{version}}}"#);
    assert_eq!(decide("1", "3", "We rotate the on-call week.".to_owned()).await.body, decided(2));
    let data = show(&mut of(&app, "mira.solberg").await, &id).await;
    let agreed = &section(&data, "balance")["revealed"]["consensus"];
    assert_eq!((&agreed["said"], &agreed["note"]), (&"3".into(), &"We rotate the on-call week.".into()));
    // Somebody else was faster; it is too long; it is said in another way.
    let changed = decide("1", "4", String::new()).await;
    assert!(changed.status == StatusCode::UNPROCESSABLE_ENTITY && changed.body.contains("changed"), "{}", changed.body);
    let long = decide("2", "4", "x".repeat(2001)).await;
    assert!(long.status == StatusCode::UNPROCESSABLE_ENTITY && long.body.contains("long_note"), "{}", long.body);
    assert_eq!(decide("2", "red.worse", String::new()).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(decide("2", "", String::new()).await.body, decided(3), "it is taken back");
    assert_eq!(decide("3", "3", String::new()).await.body, decided(4));

    // Something is done about it.
    let (level, due) = (format!("team:{}", team_id("Payments")), "2027-03-01");
    let form = [
        ("level", &*level),
        ("workshop", &*id),
        ("section", "balance"),
        ("title", "Rotate the on-call week"),
        ("owner", "Mira Solberg"),
        ("due", due),
    ];
    let done = lead.post("/fn/goals/add", &form).await;
    assert_eq!(
        (done.status, done.header("location")),
        (StatusCode::OK, &*format!("/workshops/{id}?done=acted#actions")),
        "{}",
        done.body
    );
    let page = lead.get(&format!("/workshops/{id}")).await.body;
    assert!(page.contains("Rotate the on-call week") && page.contains("From Balance, workshop of 11 January"), "{page}");
    assert!(page.contains("id=\"on-balance\""), "{page}");
    let made = page.split("href=\"/goals/").filter_map(|rest| rest.split('"').next()).find(|id| id.len() == 36);
    let goal = lead.get(&format!("/goals/{}", made.expect("it leads to the goal"))).await.body;
    assert!(goal.contains(&format!("/workshops/{id}#on-balance")), "and the goal to what it answers: {goal}");
    let elsewhere = format!("team:{}", team_id("Timetables"));
    let mut viktor = app.browser_of(MANAGER).await;
    let foreign = viktor
        .post(
            "/fn/goals/add",
            &[("level", &*elsewhere), ("workshop", &*id), ("section", "balance"), ("title", "x"), ("due", due)],
        )
        .await;
    assert_eq!(foreign.status, StatusCode::NOT_FOUND, "it is another team's");

    let closed = lead.post("/fn/workshops/close", &[("id", &*id), ("seen", "4")]).await;
    assert_eq!((closed.status, closed.body.as_str()), (StatusCode::OK, "5"));
    assert_eq!(decide("5", "4", String::new()).await.status, StatusCode::UNPROCESSABLE_ENTITY, "it changes no more");
    for who in [LEAD, EMPLOYEE, MANAGER, ADMINISTRATOR] {
        let page = app.browser_of(who).await.get(&team).await.body;
        assert!(page.contains("Workshop, 11 Jan") && page.contains("workshop: agreed on 3"), "{who}: {page}");
        assert!(page.contains("In the workshop of 11 January, “Balance” divided the team most"), "{who}: {page}");
        assert!(page.contains("not compared with reviews"), "{who}");
    }
    let page = of(&app, "rowan.ellis").await.get(&team).await.body;
    assert!(!page.contains("Workshop, 11 Jan") && !page.contains("In the workshop"), "{page}");
}
