//! Goals: all of them on one page, edited where they stand, agreed by both, taken along and brought back.

use crate::{
    app::{ADMINISTRATOR, Answer, Browser, EMPLOYEE, LEAD, MANAGER, TestApp},
    reviews::made::actor,
    surveys::made,
};
use http::StatusCode;
use serde_json::Value;
use std::collections::BTreeSet;
use store::{
    check,
    demo::{goals, person_id, team_id},
    goal,
};
use waymark::goal::{Goal, Level};

/// The demo company with the goals of its half-year, in the middle of April.
pub async fn spring() -> TestApp {
    let app = TestApp::new().await;
    app.pass(jiff::SignedDuration::from_hours(24 * 90));
    goals::agree_in_halden(&app.store).await.expect("agreed");
    app
}

pub async fn called(app: &TestApp, title: &str) -> Goal {
    let all = goal::all(&app.store).await.expect("reads");
    let goal = all.tree.all().find(|goal| goal.terms.title.as_str() == title);
    Goal::clone(goal.unwrap_or_else(|| panic!("no goal is called {title}")))
}

/// Edits one thing where it stands.
pub async fn edit(browser: &mut Browser, goal: &Goal, field: &str, text: &str, reason: &str) -> Answer {
    let (id, seen) = (goal.id.to_string(), goal.sequence.to_string());
    let form = [("id", &*id), ("seen", &seen), ("field", field), ("text", text), ("reason", reason)];
    browser.post("/fn/goals/edit", &form).await
}

fn json(answer: &Answer) -> Value {
    serde_json::from_str(&answer.body).unwrap_or_else(|error| panic!("{error}: {}", answer.body))
}

async fn is_sound(app: &TestApp) -> bool {
    check::run(&app.store).await.expect("reads").iter().all(|finding| finding.fine)
}

#[tokio::test]
async fn everybody_sees_their_part_of_the_tree() {
    let app = spring().await;
    let page = app.browser_of(LEAD).await.get("/goals").await.body;
    assert!(page.contains("2027 H1 · 55% of the time gone · 7 goals, 1 stuck"), "{page}");
    for title in ["Payments people can rely on", "Checkout p95 under 300 ms", "Refunds in under a minute"] {
        assert!(page.contains(title), "{title}");
    }
    // What they serve stands above them.
    assert!(page.contains("Operators trust us with their busiest day") && page.contains("contributes 40%"), "{page}");
    // Mira's own goal is not a colleague's to see, and is her lead's and her manager's.
    let own = "Certified Kubernetes administrator";
    let tomasz = app.browser_of("tomasz.zielinski@halden.example").await.get("/goals?of=all").await.body;
    assert!(!tomasz.contains(own) && tomasz.contains("Checkout p95 under 300 ms"), "{tomasz}");
    for who in [EMPLOYEE, LEAD, MANAGER] {
        assert!(app.browser_of(who).await.get("/goals?of=all").await.body.contains(own), "{who}");
    }
    // An administrator sees what it is called and how it is.
    let mut ines = app.browser_of(ADMINISTRATOR).await;
    let goal = called(&app, own).await;
    let page = ines.get(&format!("/goals/{}", goal.id)).await.body;
    assert!(page.contains(own) && !page.contains("Workloads") && !page.contains("What happened"), "{page}");
    let stuck = app.browser_of(LEAD).await.get("/goals?only=stuck").await.body;
    assert!(stuck.contains("PCI DSS evidence") && !stuck.contains("Halve failed payouts"), "{stuck}");
}

#[tokio::test]
async fn how_goals_went_is_drawn_and_said() {
    let app = spring().await;
    let mut nadia = app.browser_of(LEAD).await;
    let goal = called(&app, "Checkout p95 under 300 ms").await;
    let page = nadia.get(&format!("/goals/{}", goal.id)).await.body;
    for said in ["512 ms", "470 ms", "431 ms", "368 ms", "312 ms", "target 300 ms", "help asked, 10 days", "As a table"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    // An objective is drawn of what moves it, and shows that.
    let objective = called(&app, "Payments people can rely on").await;
    let page = nadia.get(&format!("/goals/{}", objective.id)).await.body;
    assert!(page.contains("Payments people can rely on, over time"), "{page}");
    assert!(page.contains("312 of 300 ms, 94 percent, expected 55 percent, on track, confidence 8 of 10, counts 40%"), "{page}");
    // A number that is to stay healthy has its range.
    let incidents = called(&app, "Incidents that reached passengers").await;
    let page = nadia.get(&format!("/goals/{}", incidents.id)).await.body;
    assert!(page.contains("at most 2 a month"), "{page}");
    // What is not one's own to see is not drawn either.
    let own = called(&app, "Certified Kubernetes administrator").await;
    let page = app.browser_of(ADMINISTRATOR).await.get(&format!("/goals/{}", own.id)).await.body;
    assert!(!page.contains("over time") && !page.contains("3 of 7"), "{page}");

    let team = nadia.get(&format!("/fn/goals/portfolio?of={}", team_id("Payments"))).await;
    let lead = json(&team)["lead"].as_str().map(str::to_owned);
    assert_eq!(lead.as_deref(), Some("2 of 7 goals under way are not on track. One is stuck and waits for help."));
    // Who sees none of their people's goals counts the team's alone.
    let tomasz = app.browser_of("tomasz.zielinski@halden.example").await;
    let team = { tomasz }.get(&format!("/fn/goals/portfolio?of={}", team_id("Payments"))).await;
    assert_eq!(json(&team)["lead"], "2 of 4 goals under way are not on track. One is stuck and waits for help.");
}

#[tokio::test]
async fn an_edit_where_it_stands_says_what_it_made_and_how_it_is_taken_back() {
    let app = spring().await;
    let mut nadia = app.browser_of(LEAD).await;
    let goal = called(&app, "Checkout p95 under 300 ms").await;
    let done = edit(&mut nadia, &goal, "value", "296", "").await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    let done = json(&done);
    assert_eq!(done["now"], "296 ms");
    assert_eq!(done["undo"], serde_json::json!({ "field": "value", "text": "312" }));
    // Five more, and forty percent of the way.
    let goal = called(&app, "Checkout p95 under 300 ms").await;
    assert_eq!(json(&edit(&mut nadia, &goal, "value", "+5", "").await)["now"], "301 ms");
    let goal = called(&app, "Checkout p95 under 300 ms").await;
    assert_eq!(json(&edit(&mut nadia, &goal, "value", "50%", "").await)["now"], "406 ms");

    // What was agreed changes with a reason, and waits.
    let goal = called(&app, "Checkout p95 under 300 ms").await;
    let why = edit(&mut nadia, &goal, "due", "2027-05-31", "").await;
    assert_eq!((why.status, json(&why)["Refused"]["Rule"].as_str()), (StatusCode::UNPROCESSABLE_ENTITY, Some("NoReason")));
    let done = json(&edit(&mut nadia, &goal, "due", "2027-05-31", "The network is faster").await);
    assert_eq!((done["waits"].as_bool(), done["undo"]["field"].as_str()), (Some(true), Some("change")));
    let waiting = called(&app, "Checkout p95 under 300 ms").await;
    assert_eq!(waiting.terms.due.to_string(), "2027-06-30", "until Viktor agrees");
    let back = json(&edit(&mut nadia, &waiting, "change", "", "").await);
    assert_eq!(back["waits"].as_bool(), Some(false));
    assert!(called(&app, "Checkout p95 under 300 ms").await.agreement.change().is_none());
    assert!(is_sound(&app).await);
}

#[tokio::test]
async fn of_two_who_change_the_same_the_second_learns_of_the_first() {
    let app = spring().await;
    let (mut nadia, mut viktor) = (app.browser_of(LEAD).await, app.browser_of(MANAGER).await);
    let goal = called(&app, "Checkout p95 under 300 ms").await;
    assert_eq!(edit(&mut viktor, &goal, "value", "300", "").await.status, StatusCode::OK);
    let met = json(&edit(&mut nadia, &goal, "value", "296", "").await);
    let conflict = &met["Refused"]["Conflict"];
    assert_eq!((conflict["by"].as_str(), conflict["now"].as_str()), (Some("Viktor Nakamura"), Some("300 ms")), "{met}");
    // Something else is no matter, and who has seen theirs saves over it.
    assert_eq!(edit(&mut nadia, &goal, "confidence", "9", "").await.status, StatusCode::OK);
    let goal = Goal { sequence: u32::try_from(conflict["sequence"].as_u64().expect("a number")).expect("fits"), ..goal };
    assert_eq!(edit(&mut nadia, &goal, "value", "296", "").await.status, StatusCode::OK);
}

#[tokio::test]
async fn what_does_not_fit_is_refused_and_changes_nothing() {
    let app = spring().await;
    let mut nadia = app.browser_of(LEAD).await;
    let goal = called(&app, "Checkout p95 under 300 ms").await;
    let before = app.picture().await;
    for (field, text, reason, why) in [
        ("value", "many", "", "Form"),
        ("value", "", "", "Empty"),
        ("value", "1e999", "", "Form"),
        ("value", "9999999999999999", "", "Large"),
        ("target", "512", "As it is", "Same"),
        ("due", "2026-01-01", "Yesterday", "PastDue"),
        ("due", "2099-01-01", "Some day", "FarDue"),
        ("due", "soon", "Soon", "Day"),
        ("title", " ", "Nothing", "Empty"),
        ("confidence", "11", "", "Confidence"),
        ("owner", "Nobody Atall", "", "None"),
        ("owner", "", "", "Empty"),
        ("status", "at_risk", "", "NoReason"),
    ] {
        let answer = edit(&mut nadia, &goal, field, text, reason).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field} {text}: {}", answer.body);
        assert!(answer.body.contains(why), "{field} {text}: {}", answer.body);
    }
    for (field, text) in [("status", "splendid"), ("colour", "red")] {
        let answer = edit(&mut nadia, &goal, field, text, "").await;
        assert!(answer.status.is_client_error(), "{field}: {}", answer.status);
    }
    // A goal that serves it, and itself.
    let id = goal.id.to_string();
    let objective = called(&app, "Payments people can rely on").await;
    for (of, parent) in [(&objective, &id), (&goal, &id)] {
        let (of_id, seen) = (of.id.to_string(), of.sequence.to_string());
        let form =
            [("id", &*of_id), ("seen", &seen), ("owner", "Nadia Perić"), ("place[parent]", parent), ("place[link]", "supports")];
        let answer = nadia.post("/fn/goals/place", &form).await;
        assert!(answer.body.contains("Circle"), "{}", answer.body);
    }
    // Another one's, and one that is not there.
    let own = called(&app, "Operators trust us with their busiest day").await;
    assert_eq!(edit(&mut nadia, &own, "confidence", "3", "").await.status, StatusCode::NOT_FOUND);
    assert_eq!(app.picture().await, before);
}

#[tokio::test]
async fn what_a_goal_serves_is_named_by_its_title() {
    let app = spring().await;
    let mut nadia = app.browser_of(LEAD).await;
    let (checkout, grow) = (called(&app, "Checkout p95 under 300 ms").await, called(&app, "Engineers grow").await);
    let id = checkout.id.to_string();
    let mut serve = async |parent: &str| {
        let seen = called(&app, "Checkout p95 under 300 ms").await.sequence.to_string();
        let form =
            [("id", &*id), ("seen", &seen), ("place[project]", ""), ("place[parent]", parent), ("place[link]", "supports")];
        nadia.post("/fn/goals/place", &form).await
    };
    assert!(serve("Engineers shrink").await.body.contains("None"));
    // A colleague's own goal is not here for who may not see it: Nadia leads Mira, Tomasz does not.
    let own = "certified kubernetes administrator";
    assert!(serve(own).await.status == StatusCode::OK, "one that she sees");
    assert!(serve(" engineers GROW · engineering ").await.status == StatusCode::OK);
    assert_eq!(called(&app, "Checkout p95 under 300 ms").await.parent.map(|parent| parent.goal), Some(grow.id));
    let suggested = json(&app.browser_of(LEAD).await.get("/fn/goals/suggest?text=grow").await);
    assert_eq!(suggested, serde_json::json!(["Engineers grow · Engineering"]));
    let mut tomasz = app.browser_of("tomasz.zielinski@halden.example").await;
    assert_eq!(json(&tomasz.get("/fn/goals/suggest?text=certified").await), serde_json::json!([]));
    let form = [
        ("goal[kind]", "commitment"),
        ("goal[whose]", "me"),
        ("terms[title]", "Something of my own"),
        ("terms[due]", "2027-06-30"),
        ("place[parent]", own),
        ("place[link]", "supports"),
    ];
    let mut mira = app.browser_of(EMPLOYEE).await;
    for parent in ["", "Engineers grow"] {
        let form = [
            ("goal[kind]", "objective"),
            ("goal[whose]", "me"),
            ("terms[title]", "Twice the same"),
            ("terms[due]", "2027-06-30"),
            ("place[parent]", parent),
            ("place[link]", "supports"),
        ];
        assert_eq!(mira.post("/fn/goals/begin", &form).await.status, StatusCode::OK, "under “{parent}”");
    }
    // Of two that even their day does not tell apart, each has its id.
    let two = json(&mira.get("/fn/goals/suggest?text=twice").await);
    let two: Vec<&str> = two.as_array().expect("two").iter().filter_map(Value::as_str).collect();
    assert!(two.len() == 2 && two.iter().all(|id| id.parse::<waymark::GoalId>().is_ok()), "{two:?}");
    let place = async |mira: &mut Browser, parent: &str| {
        let goal = called(&app, "Refunds in under a minute").await;
        let (id, seen) = (goal.id.to_string(), goal.sequence.to_string());
        let form = [("id", &*id), ("seen", &seen), ("place[parent]", parent), ("place[link]", "supports")];
        mira.post("/fn/goals/place", &form).await
    };
    let several = place(&mut mira, "twice the same").await;
    assert!(several.body.contains("Several") && two.iter().all(|id| several.body.contains(id)), "{}", several.body);
    assert_eq!(place(&mut mira, two[1]).await.status, StatusCode::OK);
    let refused = tomasz.post("/fn/goals/begin", &form).await;
    assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("None"), "{}", refused.body);
    assert!(!refused.body.contains("Certified"), "{}", refused.body);
}

#[tokio::test]
async fn a_goal_is_proposed_agreed_changed_and_graded_by_plain_forms() {
    let app = spring().await;
    let mut mira = app.browser_of(EMPLOYEE).await.without_javascript();
    let cycle = goal::all(&app.store).await.expect("reads").tree.all().find_map(|goal| goal.cycle).expect("a cycle").to_string();
    let form = [
        ("goal[kind]", "learning"),
        ("goal[whose]", "me"),
        ("goal[cycle]", &cycle),
        ("terms[title]", "Speak Norwegian at stand-up"),
        ("terms[measure]", "milestones"),
        ("terms[steps]", "A1\nA2\nB1"),
        ("terms[path]", "education"),
        ("terms[provider]", "Folkeuniversitetet"),
    ];
    let refused = [("terms[title]", ""), ("terms[measure]", "number"), ("terms[target]", "0"), ("goal[kind]", "objective")];
    for (name, value) in refused {
        let mut form = form.to_vec();
        form.iter_mut().filter(|(field, _)| *field == name).for_each(|(_, was)| *was = value);
        if name == "terms[target]" {
            form.extend([("terms[start]", "0"), ("terms[target]", "0")]);
            form.iter_mut().filter(|(field, _)| *field == "terms[measure]").for_each(|(_, was)| *was = "number");
        }
        let answer = mira.post_from("/goals/new", "/fn/goals/begin", &form).await;
        let to = answer.header("location").to_owned();
        let page = mira.get(&to).await.body;
        assert!(page.contains("class=\"error\"") || page.contains("class=\"refusal\""), "{name}: {page}");
        assert!(name == "terms[title]" || page.contains("Speak Norwegian at stand-up"), "{name} lost the title: {page}");
    }
    let made = mira.post_from("/goals/new", "/fn/goals/begin", &form).await;
    let page = made.header("location").to_owned();
    assert!(page.contains("done=made"), "{page}");
    let page = mira.get(&page).await.body;
    assert!(page.contains("Proposal, waits for Viktor Nakamura to agree") && page.contains("0 of 3"), "{page}");

    let goal = called(&app, "Speak Norwegian at stand-up").await;
    assert_eq!(goal.terms.due.to_string(), "2027-06-30", "the end of its cycle");
    let (id, path) = (goal.id.to_string(), format!("/goals/{}", goal.id));
    let mut viktor = app.browser_of(MANAGER).await.without_javascript();
    assert!(viktor.get("/").await.body.contains("2 goals wait for you to agree"));
    let agreed = viktor.post_from(&path, "/fn/goals/agree", &[("id", &id), ("seen", "2")]).await;
    assert!(agreed.header("location").contains("done=agreed"), "{}", agreed.header("location"));
    // How it goes: two of three, seven sure.
    let goal = called(&app, "Speak Norwegian at stand-up").await;
    let seen = goal.sequence.to_string();
    let report = [
        ("id", &*id),
        ("seen", &seen),
        ("status", "on_track"),
        ("has_steps", "true"),
        ("steps[]", "A1"),
        ("steps[]", "A2"),
        ("confidence", "7"),
        ("note", "Tuesdays"),
    ];
    // What is far too long for an address comes back whole, with the ticks, on a page that needs no script.
    let long = "ж".repeat(5000);
    let mut far = report.to_vec();
    far.iter_mut().filter(|(field, _)| *field == "note").for_each(|(_, note)| *note = &long);
    let refused = mira.post_from(&path, "/fn/goals/report", &far).await;
    let address = refused.header("location").to_owned();
    assert!(address.len() < 200, "proxies take no longer addresses: {address}");
    let page = mira.get(&address).await.body;
    assert!(page.contains(&long) && page.contains("at most 2000 characters are kept"), "{page}");
    assert!(page.matches(" checked").count() >= 2 && !page.contains("type=\"module\""), "{page}");
    assert!(!viktor.get(&address).await.body.contains(&long), "it is hers");
    mira.post_from(&path, "/fn/goals/report", &report).await;
    assert!(!mira.get(&address).await.body.contains(&long), "it is settled");
    let page = mira.get(&path).await.body;
    assert!(page.contains("2 of 3") && page.contains("66%") && page.contains("Tuesdays"), "{page}");
    // A change waits with its reason, beside what was agreed.
    let goal = called(&app, "Speak Norwegian at stand-up").await;
    let seen = goal.sequence.to_string();
    let mut change = vec![("id", &*id), ("seen", &*seen), ("reason", "B1 comes in autumn")];
    change.extend([
        ("terms[title]", "Speak Norwegian at stand-up"),
        ("terms[due]", "2027-06-30"),
        ("terms[measure]", "milestones"),
    ]);
    change.extend([("terms[steps]", "A1\nA2"), ("terms[path]", "education"), ("terms[provider]", "Folkeuniversitetet")]);
    mira.post_from(&path, "/fn/goals/define", &change).await;
    let page = viktor.get(&path).await.body;
    assert!(
        page.contains("A change waits for you") && page.contains("B1 comes in autumn") && page.contains("A1; A2; B1"),
        "{page}"
    );
    let goal = called(&app, "Speak Norwegian at stand-up").await;
    let seen = goal.sequence.to_string();
    viktor.post_from(&path, "/fn/goals/agree", &[("id", &id), ("seen", &seen)]).await;
    let goal = called(&app, "Speak Norwegian at stand-up").await;
    assert!(goal.agreement.change().is_none() && goal.progress().is_some_and(|progress| progress.0 == 1000));
    // It ends, and is graded.
    let seen = goal.sequence.to_string();
    mira.post_from(&path, "/fn/goals/report", &[("id", &id), ("seen", &seen), ("status", "done")]).await;
    let seen = called(&app, "Speak Norwegian at stand-up").await.sequence.to_string();
    mira.post_from(&path, "/fn/goals/grade", &[("id", &id), ("seen", &seen), ("grade", "0.7"), ("note", "I dare to")]).await;
    assert!(mira.get(&path).await.body.contains("pill good\">0.7"));
    assert!(is_sound(&app).await);
}

#[tokio::test]
async fn the_same_goal_is_given_to_everybody_of_engineering_or_to_nobody() {
    let app = spring().await;
    let mut viktor = app.browser_of(MANAGER).await;
    let form = |many: &'static str, due: &'static str| {
        [
            ("goal[kind]", "learning"),
            ("goal[whose]", "many"),
            ("goal[many]", many),
            ("terms[title]", "Know the safety case"),
            ("terms[due]", due),
            ("terms[measure]", "yes_no"),
        ]
    };
    let before = app.picture().await;
    for (many, due, why) in [
        ("Payments\nNobody Atall", "2027-06-30", "Many"),
        ("", "2027-06-30", "Nobody"),
        ("Payments", "2026-06-30", "PastDue"),
        // Ines is not in his line.
        ("Ines Moreau", "2027-06-30", "NotYours"),
    ] {
        let answer = viktor.post("/fn/goals/begin", &form(many, due)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{many}");
        assert!(answer.body.contains(why), "{many}: {}", answer.body);
    }
    assert_eq!(app.picture().await, before);
    let given = viktor.post("/fn/goals/begin", &form("Payments\nTimetables\nMira Solberg", "2027-06-30")).await;
    assert_eq!(given.status, StatusCode::OK, "{}", given.body);
    let all = goal::all(&app.store).await.expect("reads");
    let made = all.tree.all().filter(|goal| goal.terms.title.as_str() == "Know the safety case");
    let made: BTreeSet<Level> = made.map(|goal| goal.level).collect();
    let actor = actor(&app, "Viktor Nakamura").await;
    let directory = &actor.seen().directory;
    let people = ["Payments", "Timetables"].into_iter().flat_map(|team| directory.members(team_id(team)));
    assert_eq!(made, people.map(|id| Level::Person(*id)).collect(), "everybody once");
    assert!(made.contains(&Level::Person(person_id("Mira Solberg"))) && made.len() > 10);
}

#[tokio::test]
async fn many_are_changed_at_once_or_none() {
    let app = spring().await;
    let mut nadia = app.browser_of(LEAD).await;
    let goals = ["Checkout p95 under 300 ms", "Halve failed payouts"];
    let mut chosen = Vec::new();
    for title in goals {
        let goal = called(&app, title).await;
        chosen.push(format!("{}.{}", goal.id, goal.sequence));
    }
    let form = |what: &'static str, more: &[(&'static str, &'static str)]| -> Vec<(&'static str, String)> {
        let ids = chosen.iter().map(|id| ("goals[]", id.clone()));
        ids.chain([("what", what.to_owned())]).chain(more.iter().map(|(name, value)| (*name, (*value).to_owned()))).collect()
    };
    let post = async |browser: &mut Browser, form: Vec<(&'static str, String)>| {
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        browser.post("/fn/goals/bulk", &form).await
    };
    let before = app.picture().await;
    let refused = post(&mut nadia, form("status", &[("status", "at_risk")])).await;
    assert!(refused.body.contains("NoReason") && refused.body.contains("Checkout p95"), "{}", refused.body);
    assert!(post(&mut nadia, vec![("what", "done".to_owned())]).await.body.contains("Number"));
    assert!(post(&mut nadia, form("owner", &[("owner", "Nobody Atall")])).await.body.contains("Owner"));
    assert_eq!(app.picture().await, before);
    let done = post(&mut nadia, form("owner", &[("owner", "Jonas Lindqvist")])).await;
    assert_eq!(json(&done)["count"].as_u64(), Some(2), "{}", done.body);
    for title in goals {
        assert_eq!(called(&app, title).await.owner, person_id("Jonas Lindqvist"));
    }
    // With what was seen before it is refused: somebody changed the same.
    let again = post(&mut nadia, form("owner", &[("owner", "Mira Solberg")])).await;
    assert!(again.body.contains("Changed"), "{}", again.body);
}

#[tokio::test]
async fn a_check_in_says_how_all_go_or_nothing() {
    let app = spring().await;
    let mut mira = app.browser_of(EMPLOYEE).await;
    assert!(mira.get("/").await.body.contains("Say how 3 goals go"));
    let page = mira.get("/goals/check-in").await.body;
    assert!(page.contains("Refunds in under a minute") && page.contains("Mock exam"), "{page}");
    let (refunds, exam) =
        (called(&app, "Refunds in under a minute").await, called(&app, "Certified Kubernetes administrator").await);
    let form = |value: &'static str| {
        let (one, two) = (refunds.id.to_string(), exam.id.to_string());
        let of = [("items[0][id]", one), ("items[0][seen]", refunds.sequence.to_string()), ("items[0][value]", value.to_owned())];
        let other = [
            ("items[1][id]", two),
            ("items[1][seen]", exam.sequence.to_string()),
            ("items[1][has_steps]", "true".to_owned()),
            ("items[1][steps][]", "Clusters".to_owned()),
            ("items[1][note]", "One was not done after all".to_owned()),
        ];
        of.into_iter().chain(other).collect::<Vec<_>>()
    };
    let send = async |browser: &mut Browser, form: Vec<(&'static str, String)>| {
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        browser.post("/fn/goals/check-in", &form).await
    };
    let before = app.picture().await;
    let wrong = send(&mut mira, form("quick")).await;
    assert!(wrong.body.contains("\"At\":[0,{\"Value\":\"Form\"}]"), "{}", wrong.body);
    assert!(send(&mut mira, Vec::new()).await.body.contains("Nothing"));
    assert_eq!(app.picture().await, before);
    let done = send(&mut mira, form("75")).await;
    assert_eq!((done.status, done.body.as_str()), (StatusCode::OK, "2"), "{}", done.body);
    assert_eq!(called(&app, "Certified Kubernetes administrator").await.done.len(), 1);
    assert!(is_sound(&app).await);
}

#[tokio::test]
async fn what_is_exported_is_imported_into_another_company_and_again_changes_nothing() {
    let app = spring().await;
    let mut viktor = app.browser_of(MANAGER).await;
    let mut ines = app.browser_of(ADMINISTRATOR).await;
    let table = viktor.get("/goals.csv").await;
    assert_eq!(table.header("content-type"), "text/csv; charset=utf-8; header=present");
    assert!(table.body.contains("Checkout p95 under 300 ms") && table.body.contains("Refunds in under a minute"));
    // Personal goals are not an administrator's to take along.
    let theirs = ines.get("/goals.csv").await.body;
    assert!(theirs.contains("Checkout p95 under 300 ms") && !theirs.contains("Refunds in under a minute"));
    let history: Value = serde_json::from_str(&viktor.get("/goals.json").await.body).expect("JSON");
    let goals = history["goals"].as_array().expect("a list");
    let checkout = goals.iter().find(|goal| goal["title"] == "Checkout p95 under 300 ms").expect("there");
    assert_eq!(
        checkout["events"].as_array().expect("a list").len(),
        checkout["sequence"].as_u64().map_or(0, |n| usize::try_from(n).unwrap_or(0))
    );

    let actor = actor(&app, "Ines Moreau").await;
    let administrator = actor.administrator().expect("she is one");
    let run = async |store: &store::Store, mode: goal::import::Mode| {
        goal::import::run(store, &actor, &administrator, table.body.as_bytes(), &waymark::import::How::default(), &mode).await
    };
    let same = run(&app.store, goal::import::Mode::Try).await.expect("tried");
    assert_eq!((same.problems.len(), same.new.len(), same.refused), (0, 0, None), "{same:?}");
    assert!(same.same >= 10, "{same:?}");

    let other = TestApp::new().await;
    other.pass(jiff::SignedDuration::from_hours(24 * 90));
    let missing = run(&other.store, goal::import::Mode::Try).await.expect("tried");
    assert!(!missing.problems.is_empty(), "there is no such cycle");
    made::cycle(&other, &administrator, "2027 H1").await;
    let before = other.picture().await;
    let tried = run(&other.store, goal::import::Mode::Try).await.expect("tried");
    assert_eq!((tried.problems.len(), tried.refused), (0, None), "{tried:?}");
    assert_eq!(other.picture().await, before, "trying writes nothing");
    let fingerprint = tried.fingerprint.clone();
    let done = run(&other.store, goal::import::Mode::Do { fingerprint }).await.expect("imported");
    assert_eq!(done.new.len(), tried.new.len());
    let again = run(&other.store, goal::import::Mode::Try).await.expect("tried");
    assert_eq!((again.new.len(), again.same), (0, tried.new.len()), "{again:?}");
    assert!(is_sound(&other).await);
    let checkout = called(&other, "Checkout p95 under 300 ms").await;
    assert_eq!(checkout.value().map(String::from), Some("312".to_owned()));
    assert!(checkout.parent.is_some() && checkout.agreement.waits_for().owner, "it is a proposal");
}
