//! Results: the page, the two files and the command show the same cells, and nothing else; and each sees what is theirs.

use super::made::{administrator, answered_and_closed, answers, former, import, launched, shut};
use crate::app::{ADMINISTRATOR, Answer, Browser, EMPLOYEE, LEAD, TestApp, plain};
use http::StatusCode;
use serde_json::Value;
use server::command::{Command, perform};
use std::collections::BTreeSet;
use store::{outbox::Mail, survey::launch::void};
use waymark::{
    SurveyId,
    survey::{Kind, Mode},
};

async fn document(browser: &mut Browser, id: SurveyId) -> Value {
    let answer = browser.get(&format!("/surveys/{id}/release.json")).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    assert_eq!(answer.header("content-type"), "application/json");
    serde_json::from_str(&answer.body).expect("JSON")
}

fn text<'a>(cell: &'a Value, key: &str) -> &'a str {
    cell[key].as_str().unwrap_or_default()
}

/// A share of the JSON, as people read it.
fn share(of: &Value) -> String {
    let ending = match text(of, "code") {
        "or_higher" => " or more",
        "or_lower" => " or less",
        _ => "",
    };
    format!("{} %{ending}", of["percent"])
}

fn change(of: &Value) -> String {
    let moved = |word: &str| of[word].as_u64().map(|tenths| format!("{word} {}.{}", tenths / 10, tenths % 10));
    match of {
        Value::Null => String::new(),
        Value::String(_) => "no clear change".to_owned(),
        _ => moved("rose").or(moved("fell")).unwrap_or_else(|| "not comparable".to_owned()),
    }
}

fn recommend(cell: &Value) -> String {
    let value = cell["score"]["value"].as_i64().expect("a score");
    let sign = if value < 0 { "−" } else { "" };
    let ending = match text(&cell["score"], "code") {
        "or_higher" => " or higher",
        "or_lower" => " or lower",
        _ => "",
    };
    format!("{sign}{}{ending}", value.abs())
}

/// The rows of the table that a cell of the JSON stands for: from "Answers" to "Change", and why not.
fn rows_of(cell: &Value) -> Vec<[String; 8]> {
    let row = |answers: &str, result: &str| {
        let mut row: [String; 8] = Default::default();
        (row[0], row[1]) = (answers.to_owned(), result.to_owned());
        row
    };
    if !cell["hidden"].is_null() {
        let mut hidden = row("", "");
        text(cell, "why").clone_into(&mut hidden[7]);
        return vec![hidden];
    }
    match text(cell, "kind") {
        "participation" => vec![row("", &share(&cell["share"]))],
        "respondents" => vec![row("", text(cell, "n"))],
        "section" | "scale" => {
            let mut shown = row(text(cell, "n"), text(cell, "shown_as"));
            let fall = &cell["distribution"];
            if !fall.is_null() {
                for (place, part) in ["favourable", "neutral", "unfavourable"].iter().enumerate() {
                    shown[2 + place] = share(&fall[part]);
                }
            }
            let divided = cell["divided"].as_bool().map_or("", |is| if is { "yes" } else { "no" });
            divided.clone_into(&mut shown[5]);
            shown[6] = change(&cell["change"]);
            vec![shown]
        }
        "recommend" => vec![row(text(cell, "n"), &recommend(cell))],
        "choice" => cell["shares"].as_array().expect("shares").iter().map(|one| row(text(cell, "n"), &share(one))).collect(),
        "comments" => cell["comments"].as_array().expect("comments").iter().map(|one| row("", text(one, "text"))).collect(),
        other => panic!("{other}"),
    }
}

fn table(answer: &Answer) -> Vec<Vec<String>> {
    assert!(answer.header("content-type").starts_with("text/csv"), "{}", answer.body);
    let mut reader = csv::Reader::from_reader(answer.body.as_bytes());
    reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect()
}

fn between<'a>(page: &'a str, from: &str, to: &[&str]) -> &'a str {
    let (_, rest) = page.split_once(from).unwrap_or_else(|| panic!("no {from}: {page}"));
    let end = to.iter().filter_map(|to| rest.find(to)).min().unwrap_or(rest.len());
    &rest[..end]
}

/// Every number that looks like a mean, or like a share.
fn numbers(text: &str) -> BTreeSet<String> {
    let chars: Vec<char> = text.chars().collect();
    let mut found = BTreeSet::new();
    for (at, window) in chars.windows(3).enumerate() {
        if let [a, '.', b] = window
            && a.is_ascii_digit()
            && b.is_ascii_digit()
        {
            found.insert(window.iter().collect());
        }
        if let [a, ' ', '%'] = window
            && a.is_ascii_digit()
        {
            let before: String = chars[..=at].iter().rev().take_while(|c| c.is_ascii_digit()).collect();
            found.insert(before.chars().rev().chain(" %".chars()).collect());
        }
    }
    found
}

/// Whether page, table, JSON and command of this survey say the same; returns the cells.
async fn agree(app: &TestApp, id: SurveyId) -> Vec<Value> {
    let mut admin = app.browser_of(ADMINISTRATOR).await;
    let document = document(&mut admin, id).await;
    let cells = document["cells"].as_array().expect("cells").clone();

    let printed = perform(&app.store, "", Command::Results { survey: id.to_string(), json: true }).await;
    assert_eq!(serde_json::from_str::<Value>(&printed.text).expect("JSON"), document);
    let name = text(&document["survey"], "name").to_owned();
    let read = perform(&app.store, "", Command::Results { survey: name, json: false }).await;
    assert!(read.fine, "{}", read.text);

    let file = admin.get(&format!("/surveys/{id}/release.csv")).await;
    let mut rows = table(&file).into_iter();
    for cell in &cells {
        let path: Vec<&str> = cell["path"].as_array().expect("a path").iter().filter_map(Value::as_str).collect();
        for expected in rows_of(cell) {
            let row = rows.next().unwrap_or_else(|| panic!("the table ends before {cell}"));
            let (last, above) = path.split_last().expect("a name");
            let head = [last, &*above.join(" / "), text(cell, "section"), text(cell, "question")];
            assert_eq!(row[..4], head, "{cell}");
            assert_eq!(row[5], text(cell, "kind"));
            let mut found: Vec<String> = row[6..13].iter().chain([&row[14]]).cloned().collect();
            // A table guards what a spreadsheet would take for a formula.
            if expected[1].starts_with(['=', '-', '+', '@']) {
                found[1] = found[1].replacen('\'', "", 1);
            }
            if found[6].starts_with("not comparable") {
                "not comparable".clone_into(&mut found[6]);
            }
            assert_eq!(found, expected, "{cell}");
            let by = cell["comments"].as_array().into_iter().flatten().find(|one| one["text"] == row[7].as_str());
            assert_eq!(row[13], by.map_or("", |one| text(one, "by")), "{cell}");
            let said = if expected[7].is_empty() { &expected[1] } else { &expected[7] };
            assert!(read.text.contains(said.as_str()), "{said}: {}", read.text);
        }
    }
    assert_eq!(rows.next(), None, "the table has more than the JSON");

    let units: BTreeSet<u64> = cells.iter().filter_map(|cell| cell["unit"].as_u64()).collect();
    for unit in units {
        let page = admin.get(&format!("/surveys/{id}/results?unit={unit}")).await;
        assert_eq!(page.status, StatusCode::OK);
        same_as_page(&cells, unit, between(&page.body, "<main", &["</main>"]));
    }
    cells
}

fn same_as_page(cells: &[Value], unit: u64, page: &str) {
    let mut known: BTreeSet<String> = ["3.5", "4.5"].map(str::to_owned).into();
    for cell in cells.iter().filter(|cell| cell["unit"] == unit || cell["unit"] == 0) {
        for row in rows_of(cell) {
            known.extend(numbers(&row.join("  ")));
        }
    }
    known.insert("70 %".to_owned());
    let told = numbers(&plain(page));
    let unknown: Vec<_> = told.difference(&known).collect();
    assert!(unknown.is_empty(), "the page of unit {unit} tells {unknown:?}, which no cell says");

    // A reason that all changes share is said once.
    let is_apart = plain(page).contains("Nothing is compared with the last survey");
    for cell in cells.iter().filter(|cell| cell["unit"] == unit) {
        let section = text(cell, "section");
        if section.is_empty() {
            if text(cell, "kind") == "respondents" {
                assert!(plain(page).contains(&format!("{} answers", text(cell, "n"))), "{cell}");
            } else if cell["hidden"].is_null() {
                assert!(plain(page).contains(&share(&cell["share"])), "{cell}");
            }
            continue;
        }
        let card = between(page, &format!(" id=\"{section}\""), &["</section>"]);
        let head = plain(between(card, ">", &["<h3>"]));
        let asked = text(cell, "question");
        if asked.is_empty() {
            match cell["hidden"].as_str() {
                Some("no_scale") => {}
                Some(_) => assert!(head.contains(text(cell, "why")), "{cell}: {head}"),
                None => {
                    assert!(head.contains(text(cell, "shown_as")), "{cell}: {head}");
                    assert_eq!(head.contains("Divided"), cell["divided"] == true, "{cell}: {head}");
                    assert!(is_apart || head.contains(&change(&cell["change"])), "{cell}: {head}");
                }
            }
            continue;
        }
        let places: Vec<&str> = card.split("<h3>").skip(1).collect();
        let of_section: Vec<&Value> =
            cells.iter().filter(|other| other["unit"] == unit && other["section"] == cell["section"]).skip(1).collect();
        let place = of_section.iter().position(|other| other["question"] == asked).expect("it is there");
        let shown = plain(places[place]);
        let is_said = |sentence: &str| shown.contains(sentence);
        if !cell["hidden"].is_null() {
            assert!(is_said(text(cell, "why")) || !head.trim().is_empty() && head.contains("shown"), "{cell}: {head}{shown}");
            continue;
        }
        for row in rows_of(cell) {
            for word in row.iter().filter(|word| !(word.is_empty() || is_apart && *word == "not comparable")) {
                assert!(is_said(word), "{word} of {cell}: {shown}");
            }
        }
    }
}

#[tokio::test]
async fn page_files_and_command_agree_about_a_team_review() {
    let app = TestApp::new().await;
    let id = launched(&app, Kind::Team, Mode::Confidential, "Health").await;
    answered_and_closed(&app, id).await;
    let cells = agree(&app, id).await;
    let is_shown = |kind: &str| cells.iter().any(|cell| cell["kind"] == kind && cell["hidden"].is_null() && cell["unit"] != 0);
    assert!(is_shown("section") && is_shown("scale") && is_shown("respondents"), "something of units is shown");
    assert!(cells.iter().any(|cell| !cell["hidden"].is_null()), "and something is not");
    assert!(cells.iter().all(|cell| cell["change"].is_null()), "there is nothing to compare with");
    // What changed stands beside it, once there is something to compare with.
    let again = launched(&app, Kind::Team, Mode::Confidential, "Health again").await;
    answered_and_closed(&app, again).await;
    let cells = agree(&app, again).await;
    assert!(cells.iter().any(|cell| cell["change"] == "not_clear"), "the same answers are no clear change");
}

#[tokio::test]
async fn page_files_and_command_agree_about_a_review_in_which_answers_carry_names() {
    let app = TestApp::new().await;
    let id = launched(&app, Kind::Team, Mode::Open, "Named").await;
    answered_and_closed(&app, id).await;
    let cells = agree(&app, id).await;
    let hidden: BTreeSet<_> = cells.iter().filter_map(|cell| cell["hidden"].as_str()).collect();
    assert!(hidden.is_subset(&["too_few", "in_units", "no_scale"].into()), "nothing protects anybody: {hidden:?}");
    let mut lead = app.browser_of(LEAD).await;
    let page = lead.get(&format!("/surveys/{id}/results")).await;
    assert!(page.body.contains("Answers carried names") && page.body.contains("nothing is hidden"), "{}", page.body);
}

#[tokio::test]
async fn page_files_and_command_agree_about_a_former_survey_with_every_kind_of_question() {
    let app = TestApp::new().await;
    let groups = [("Payments", 9), ("Timetables", 14), ("Sales", 4), ("Product", 31), ("Finance", 22)];
    let report = import(&app, &former("Former", "2025 H1"), &answers(&groups)).await;
    let cells = agree(&app, report.survey.expect("imported")).await;
    for kind in ["section", "scale", "recommend", "choice", "comments"] {
        assert!(cells.iter().any(|cell| cell["kind"] == kind && cell["hidden"].is_null()), "{kind}");
    }
    assert!(cells.iter().all(|cell| cell["kind"] != "participation" || cell["hidden"] == "no_roster"));
    let mut employee = app.browser_of(EMPLOYEE).await;
    let page = employee.get(&format!("/surveys/{}/results", report.survey.expect("imported"))).await;
    assert!(page.body.contains("Imported") && page.body.contains("compared with no other survey"), "{}", page.body);
}

#[tokio::test]
async fn two_hundred_groups_are_shown_one_at_a_time() {
    let app = TestApp::new().await;
    let names: Vec<String> = (0..200).map(|number| format!("Group {number:03}")).collect();
    let groups: Vec<(&str, usize)> = names.iter().map(|name| (name.as_str(), 3 + name.len() % 3 + 5)).collect();
    let report = import(&app, &former("Large", "2025 H1"), &answers(&groups)).await;
    let id = report.survey.expect("imported");
    let mut employee = app.browser_of(EMPLOYEE).await;
    let page = employee.get(&format!("/surveys/{id}/results?unit=150")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.body.matches("<option").count(), 201);
    assert!(page.body.contains("<h2 id=\"glance\">Group 149</h2>"), "{}", page.body);
    assert!(page.body.len() < 150_000, "{} bytes", page.body.len());
    assert_eq!(document(&mut employee, id).await["cells"].as_array().expect("cells").len(), 201 * 12);
}

#[tokio::test]
async fn each_sees_the_groups_that_are_theirs() {
    let app = TestApp::new().await;
    let id = launched(&app, Kind::Team, Mode::Confidential, "Health").await;
    answered_and_closed(&app, id).await;
    let units = |document: &Value| -> BTreeSet<String> {
        let cells = document["cells"].as_array().expect("cells").clone();
        cells.iter().map(|cell| cell["path"].as_array().expect("a path").last().expect("a name").to_string()).collect()
    };
    let all = units(&document(&mut app.browser_of(ADMINISTRATOR).await, id).await);
    let mut employee = app.browser_of(EMPLOYEE).await;
    let own = units(&document(&mut employee, id).await);
    assert!(own.len() == 2 && own.contains("\"Everybody\"") && own.is_subset(&all), "{own:?}");
    let lead = units(&document(&mut app.browser_of(LEAD).await, id).await);
    assert!(lead.iter().any(|name| name.contains("Payments")) && lead.len() < all.len(), "{lead:?}");
    // Asking for another group shows one's own: it is not even said that there is another.
    let own_page = employee.get(&format!("/surveys/{id}/results")).await;
    for unit in ["1", "2", "3", "4", "5", "6", "99", "-1", "x"] {
        let page = employee.get(&format!("/surveys/{id}/results?unit={unit}")).await;
        assert_eq!(page.status, StatusCode::OK);
        let of = |body: &str| between(body, "<h2 id=\"glance\">", &["</h2>"]).to_owned();
        assert!(own.contains(&format!("\"{}\"", of(&page.body))), "{}", of(&page.body));
        assert_ne!(of(&own_page.body), "Everybody", "one's own comes first");
    }
    for page in [format!("/surveys/{id}x/results"), format!("/surveys/{}/results", uuid::Uuid::new_v4())] {
        assert_eq!(employee.get(&page).await.status, StatusCode::NOT_FOUND, "{page}");
    }
    // The results stand on the team's page.
    let team = employee.get(&format!("/teams/{}", store::demo::team_id("Payments"))).await;
    assert!(team.body.contains(&format!("/surveys/{id}/results?unit=")), "{}", team.body);
    let other = employee.get(&format!("/teams/{}", store::demo::team_id("Sales"))).await;
    assert!(!other.body.contains(&format!("/surveys/{id}/results")), "{}", other.body);
}

#[tokio::test]
async fn before_there_are_results_it_says_so_and_there_is_nothing_to_take_away() {
    let app = TestApp::new().await;
    let running = launched(&app, Kind::Company, Mode::Confidential, "Running").await;
    let mut employee = app.browser_of(EMPLOYEE).await;
    let page = employee.get(&format!("/surveys/{running}/results")).await;
    assert!(page.status == StatusCode::OK && page.body.contains("The results are not out yet"), "{}", page.body);
    assert!(page.body.contains("So far under half have answered."), "{}", page.body);
    for file in ["release.csv", "release.json"] {
        let before = app.picture().await;
        assert_eq!(employee.get(&format!("/surveys/{running}/{file}")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(app.picture().await, before);
    }
    let outcome = perform(&app.store, "", Command::Results { survey: "Running".to_owned(), json: true }).await;
    assert!(!outcome.fine && outcome.text.contains("not out"), "{}", outcome.text);
    let none = perform(&app.store, "", Command::Results { survey: "None".to_owned(), json: true }).await;
    assert!(!none.fine && none.text.contains("There is no survey “None”"), "{}", none.text);
    // Nobody answers: there is a release, and it says why it is empty.
    shut(&app, running).await;
    let mut employee = app.browser_of(EMPLOYEE).await;
    let page = employee.get(&format!("/surveys/{running}/results")).await;
    assert!(page.body.contains("Nothing of this survey is shown by itself."), "{}", page.body);
    assert!(page.body.contains("10 % or less answered"), "{}", page.body);
    agree(&app, running).await;
    let voided = launched(&app, Kind::Team, Mode::Confidential, "Mistaken").await;
    void(&app.store, &administrator(&app).await, &Mail::none(), voided, "by mistake").await.expect("voided");
    let page = employee.get(&format!("/surveys/{voided}/results")).await;
    assert!(page.body.contains("This survey was called off") && page.body.contains("by mistake"), "{}", page.body);
}

#[tokio::test]
async fn who_is_signed_out_is_sent_to_sign_in_and_then_back() {
    let app = TestApp::new().await;
    let report = import(&app, &former("Former", "2025 H1"), &answers(&[("Payments", 12)])).await;
    let id = report.survey.expect("imported");
    for file in ["release.csv", "release.json"] {
        let answer = app.browser().get(&format!("/surveys/{id}/{file}")).await;
        assert_eq!(answer.header("location"), format!("/sign-in?next=/surveys/{id}/results"));
    }
}
