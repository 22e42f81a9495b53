use crate::app::{ADMINISTRATOR, Browser, TestApp};
use http::StatusCode;
use serde_json::Value;
use store::demo::{person_id, project_id, team_id};

async fn read(browser: &mut Browser, query: &str) -> Value {
    let answer = browser.get(&format!("/fn/audit/list?{query}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    serde_json::from_str(&answer.body).expect("JSON")
}

fn actions(data: &Value) -> Vec<&str> {
    data["lines"].as_array().expect("lines").iter().filter_map(|line| line["action"].as_str()).collect()
}

/// An administrator who did a few things.
async fn busy(app: &TestApp) -> Browser {
    let mut browser = app.browser_of(ADMINISTRATOR).await;
    let (mira, team) = (person_id("Mira Solberg").to_string(), team_id("Payments").to_string());
    let fares = project_id("Fair fares").to_string();
    for (path, form) in [
        ("/fn/people/invite", vec![("name", "=Greta Nowak"), ("email", "greta@halden.example"), ("title", "")]),
        ("/fn/teams/correct", vec![("id", &*team), ("version", "0"), ("name", "Paying"), ("lead", "Nadia Perić")]),
        ("/fn/people/delegate", vec![("id", &*mira), ("to", "Nadia Perić"), ("first", "2027-01-11"), ("last", "2027-01-12")]),
        ("/fn/projects/end", vec![("id", &*fares), ("ended", "true")]),
    ] {
        let answer = browser.post(path, &form).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
    }
    browser
}

#[tokio::test]
async fn what_was_done_is_told_in_words_with_names_that_lead_somewhere() {
    let app = TestApp::new().await;
    let mut browser = busy(&app).await;
    let page = browser.get("/admin/audit").await.body;
    for (sentence, name, href) in [
        ("invited", "=Greta Nowak", "/admin/people/"),
        ("changed the team", "Payments", &*format!("/admin/teams/{}", team_id("Payments"))),
        ("let somebody stand in for", "Mira Solberg", &*format!("/admin/people/{}", person_id("Mira Solberg"))),
        ("ended the project", "Fair fares", &*format!("/admin/projects/{}", project_id("Fair fares"))),
    ] {
        let row = page.split("<tr>").find(|row| row.contains(sentence)).unwrap_or_else(|| panic!("no {sentence}: {page}"));
        for part in [name, href, "Ines Moreau", "today, "] {
            assert!(row.contains(part), "{part}: {row}");
        }
    }
    assert!(page.contains("to Nadia Perić from 2027-01-11 to 2027-01-12"), "an id in a detail has its name: {page}");
    let table = page.split("<tbody>").nth(1).and_then(|rest| rest.split("</tbody>").next()).expect("a table");
    assert!(!table.contains("delegation.granted") && !table.contains("project.closed"), "{table}");
    assert!(!page.contains("unbroken"), "nobody asked for that: {page}");
    let page = browser.get("/admin/audit?check=1").await.body;
    assert!(page.contains("The chain is unbroken: 4 entries."), "{page}");
}

#[tokio::test]
async fn what_is_looked_for_is_found_and_what_cannot_be_is_said() {
    let app = TestApp::new().await;
    let mut browser = busy(&app).await;
    for (query, expected) in [
        ("asked[search]=", vec!["project.closed", "delegation.granted", "team.changed", "person.invited"]),
        ("asked[area]=teams", vec!["team.changed"]),
        ("asked[who]=ines%20moreau&asked[area]=projects", vec!["project.closed"]),
        ("asked[who]=the%20program", vec![]),
        ("asked[who]=The%20command%20line", vec![]),
        ("asked[search]=mira", vec!["delegation.granted"]),
        ("asked[search]=GRETA@", vec!["person.invited"]),
        ("asked[from]=2027-01-11&asked[until]=2027-01-11&asked[area]=people", vec!["person.invited"]),
        ("asked[until]=2027-01-10", vec![]),
        ("before=3", vec!["team.changed", "person.invited"]),
        ("after=3", vec!["project.closed", "delegation.granted", "team.changed", "person.invited"]),
    ] {
        let data = read(&mut browser, query).await;
        assert_eq!((actions(&data), &data["wrong"]), (expected, &Value::Null), "{query}");
        assert_eq!(data["count"], 4, "{query}");
    }
    let before = app.picture().await;
    for (query, sentence) in [
        ("area=king", "There is no such kind of deed: choose one of the list."),
        ("who=Nobody%20Whatsoever", "Nothing here is called “Nobody Whatsoever”."),
        ("from=yesterday", "This is no day: write it as in 2027-01-11."),
        ("until=2027-02-30", "This is no day: write it as in 2027-01-11."),
        ("from=2027-01-12&until=2027-01-11", "The last day comes before the first."),
    ] {
        let answer = browser.get(&format!("/admin/audit?{query}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{query}");
        assert!(answer.body.contains(sentence) && !answer.body.contains("<tbody>"), "{query}: {}", answer.body);
        let file = browser.get(&format!("/admin/audit.csv?{query}")).await;
        assert_eq!(file.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        assert!(file.body.contains(sentence), "{query}: {}", file.body);
    }
    assert_eq!(app.picture().await, before, "reading is not told in the chain");
}

#[tokio::test]
async fn what_is_found_is_taken_away_guarded_against_formulas_and_that_is_told() {
    let app = TestApp::new().await;
    let mut browser = app.browser_of(ADMINISTRATOR).await;
    let answer = browser.post("/fn/projects/create", &[("name", "=HYPERLINK(1)"), ("lead", "Mira Solberg")]).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let file = browser.get("/admin/audit.csv?area=projects&who=Ines+Moreau").await;
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"audit.csv\"");
    let lines: Vec<_> = file.body.lines().collect();
    assert_eq!(lines.len(), 2, "{}", file.body);
    assert!(lines[0].ends_with("Entry,When (UTC),Who,Who (id),Action,Subject,Detail,Hash"), "{}", lines[0]);
    assert!(lines[1].starts_with("1,2027-01-11T08:00:00Z,Ines Moreau,") && lines[1].contains(",'=HYPERLINK(1),"), "{}", lines[1]);
    let data = read(&mut browser, "asked[area]=audit").await;
    assert_eq!(actions(&data), ["audit.exported"]);
    assert_eq!(data["lines"][0]["subject"]["name"], "1 entry");
    assert_eq!(data["lines"][0]["detail"], "about projects, by Ines Moreau");
}
