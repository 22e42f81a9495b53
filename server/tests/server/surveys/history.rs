//! Former surveys: what a table says, what of it is shown, and what is refused.

use super::made::{Chance, EVERY_KIND, administrator, answers, former, import};
use crate::app::{ADMINISTRATOR, Answer, Browser, EMPLOYEE, HOST, LEAD, TestApp};
use axum::body::Body;
use base64::{Engine, engine::general_purpose::STANDARD};
use http::{Method, StatusCode};
use serde_json::Value;
use server::command::{Command, Outcome, Responses, perform};
use std::{collections::BTreeMap, fmt::Write};
use store::{
    Failed,
    import::{Importer, Mode},
    questionnaire,
    survey::history::{Form, HistoryRefused, Made, run},
};
use waymark::{
    import::How,
    person::Name,
    questionnaire::{Questionnaire, Slug, file},
};

/// Fourteen questions on the scale in two sections, as a team survey of another program has them.
fn fourteen() -> String {
    let mut text = "id = \"health\"\ntitle = \"Health\"\npurpose = \"team\"\nlang = \"en\"\n".to_owned();
    for (section, count) in [("lead", 11), ("tsig", 3)] {
        let _ = writeln!(text, "[[section]]\nid = \"{section}\"\ntitle = \"About {section}\"");
        for number in 1..=count {
            let _ = writeln!(
                text,
                "[[section.question]]\nid = \"{section}{number:02}\"\ntext = \"What {section} asks as {number}.\"\nkind = \"scale\""
            );
        }
    }
    text
}

/// By group and question how many answered, and the sum of it.
type Counts = BTreeMap<(String, String), (u32, u32)>;

/// A table of 25 teams from 3 to 240 people, and, counted apart from the program, answers and their sum by team and question.
fn teams() -> (String, Counts) {
    let ids: Vec<String> =
        (1..=11).map(|number| format!("LEAD{number:02}")).chain((1..=3).map(|number| format!("TSIG{number:02}"))).collect();
    let mut chance = Chance::new(25);
    let mut text = format!("Team,{}\n", ids.join(","));
    let mut counts = Counts::new();
    for team in 0..25_u64 {
        let size = [3, 4, 5, 7, 9, 10, 12, 20, 40, 70, 100, 150, 240][usize::try_from(team % 13).expect("small")];
        let (name, mood) = (format!("Company {team}"), chance.below(5));
        for _ in 0..size {
            text.push_str(&name);
            for id in &ids {
                text.push(',');
                // An item that a team was not asked.
                let is_asked = !(team % 9 == 4 && id == "TSIG02");
                let Some(point) = chance.point(mood).filter(|_| is_asked) else { continue };
                let _ = write!(text, "{point}");
                for group in [name.as_str(), "Everybody"] {
                    let count = counts.entry((group.to_owned(), id.to_lowercase())).or_default();
                    count.0 += 1;
                    count.1 += u32::try_from(point).expect("small");
                }
            }
            text.push('\n');
        }
    }
    (text, counts)
}

/// Says what is wrong with a published number for so many answers of this sum at a threshold of three; nothing where it follows
/// the rules.
fn breach(cell: &Value, answers: u32, sum: u32) -> Option<&'static str> {
    let mean = &cell["mean"];
    if mean.is_null() {
        let allowed: &[&str] = if answers < 5 { &["too_few", "sections_only"] } else { &["protecting", "sections_only"] };
        return (!allowed.contains(&cell["hidden"].as_str().unwrap_or_default())).then_some("hidden for another reason");
    }
    let (tenths, half) = (mean["tenths"].as_u64().unwrap_or(0), mean["step"] == "half");
    let step = if half { 5 } else { 1 };
    // To the nearest step, half up, in whole numbers: 10 sum / n = tenths.
    let (sum, n) = (u64::from(sum) * 10, u64::from(answers));
    let nearest = (2 * sum + step * n) / (2 * step * n) * step;
    let code = mean["code"].as_str().unwrap_or_default();
    let is_number = match code {
        "exact" => nearest == tenths,
        "or_higher" => nearest >= tenths,
        "or_lower" => nearest <= tenths,
        _ => false,
    };
    if answers < 5 {
        Some("shown of fewer than five answers")
    } else if !is_number {
        Some("not the mean to its step")
    } else if answers < 10 && (!half || !cell["distribution"].is_null() || !(20..=40).contains(&tenths) && code == "exact") {
        Some("finer than five to nine answers allow")
    } else if answers < 10 && cell["n"] != "fewer than 10" {
        Some("a count of fewer than ten")
    } else {
        None
    }
}

#[tokio::test]
async fn every_number_is_that_of_an_independent_count_and_what_is_shown_follows_the_rules() {
    let app = TestApp::new().await;
    let (text, counts) = teams();
    let mut wanted = former("Health", "2025 H1");
    wanted.form = Form::File(Box::new(file::read(&fourteen()).expect("a questionnaire")));
    let report = import(&app, &wanted, &text).await;
    assert!(report.responses == 1100, "{}", report.responses);
    assert_eq!(report.numbers.len(), 26 * 14);
    for number in &report.numbers {
        let expected = counts.get(&(number.group.clone(), number.question.clone())).copied().unwrap_or_default();
        assert_eq!((number.answers, number.sum), expected, "{number:?}");
    }
    let mut admin = app.browser_of(ADMINISTRATOR).await;
    let json = admin.get(&format!("/surveys/{}/release.json", report.survey.expect("imported"))).await.body;
    let document: Value = serde_json::from_str(&json).expect("JSON");
    let mut shown = 0;
    for cell in document["cells"].as_array().expect("cells").iter().filter(|cell| cell["kind"] == "scale") {
        let group = cell["path"].as_array().and_then(|path| path.last()?.as_str()).expect("a name").to_owned();
        let question = cell["question"].as_str().expect("an id").to_owned();
        let (answers, sum) = counts.get(&(group, question)).copied().unwrap_or_default();
        assert_eq!(breach(cell, answers, sum), None, "{answers} answers, sum {sum}: {cell}");
        shown += u32::from(!cell["mean"].is_null());
    }
    assert!(shown > 100, "{shown}");
}

fn name(text: &str) -> Name {
    Name::new(text).expect("a name")
}

fn responses(text: &str, write: bool) -> Responses {
    Responses {
        content: STANDARD.encode(text),
        how: How::default(),
        questionnaire: Ok(EVERY_KIND.to_owned()),
        cycle: "2025 H1".to_owned(),
        survey: "Former".to_owned(),
        from: None,
        to: None,
        k: None,
        leaders_only: false,
        unit: None,
        columns: Vec::new(),
        write,
        numbers: false,
    }
}

async fn ordered(app: &TestApp, responses: Responses) -> Outcome {
    perform(&app.store, "", Command::ImportResponses(Box::new(responses))).await
}

#[tokio::test]
async fn the_command_says_first_what_it_would_do_and_is_exact_about_what_is_wrong() {
    let app = TestApp::new().await;
    let text = answers(&[("Payments", 9), ("Nowhere", 12)]);
    let before = app.picture().await;
    let tried = ordered(&app, responses(&text, false)).await;
    for part in [
        "21 responses",
        "2025-01-01 to 2025-06-30, new",
        "former, version 1, new",
        "Nowhere: 12 responses",
        "no team is called so",
        "With --yes",
    ] {
        assert!(tried.fine && tried.text.contains(part), "{part}: {}", tried.text);
    }
    let numbers = ordered(&app, Responses { numbers: true, ..responses(&text, true) }).await;
    assert!(numbers.fine && numbers.text.contains("Group,Question,Answers,Sum,Mean\r\nEverybody,lead01,"), "{}", numbers.text);
    let wrong = text.replace("Team,", "Squad,").replace("\nPayments,", "\nPayments,9");
    let refused = ordered(&app, responses(&wrong, true)).await;
    assert!(!refused.fine && refused.text.contains("Line 2, lead01: “9"), "{}", refused.text);
    assert!(refused.text.contains("is not on the scale from 1 to 5") && refused.text.ends_with("Nothing was written."));
    let key = EVERY_KIND.replace("kind = \"recommend\"", "kind = \"recomend\"");
    let no_form = ordered(&app, Responses { questionnaire: Ok(key), ..responses(&text, true) }).await;
    assert!(!no_form.fine && no_form.text.contains("recomend") && no_form.text.contains("ine "), "{}", no_form.text);
    for (change, sentence) in [
        (Responses { cycle: "Spring".to_owned(), ..responses(&text, true) }, "its name tells no dates"),
        (Responses { cycle: "2028".to_owned(), ..responses(&text, true) }, "begins in the future"),
        (Responses { k: Some(3), ..responses(&text, true) }, "from 5 to 20"),
        (Responses { from: Some("2025-01-01".to_owned()), ..responses(&text, true) }, "Say both"),
        (Responses { unit: Some("Squad".to_owned()), ..responses(&text, true) }, "Squad: the file has no such column"),
        (
            Responses { columns: vec![("lead09".to_owned(), "lead01".to_owned())], ..responses(&text, true) },
            "the questionnaire has no question “lead09”",
        ),
        (Responses { questionnaire: Err(Slug::new("personal-review").expect("a slug")), ..responses(&text, true) }, "no "),
        (Responses { survey: " ".to_owned(), ..responses(&text, true) }, "survey's name"),
        (responses("", true), "empty"),
        (responses("PK\u{3}\u{4}rubbish", true), "Excel workbook"),
    ] {
        let refused = ordered(&app, change).await;
        assert!(!refused.fine && refused.text.contains(sentence), "{sentence}: {}", refused.text);
        assert!(refused.text.ends_with("Nothing was written."), "{}", refused.text);
    }
    assert_eq!(app.picture().await, before);
    let done = ordered(&app, responses(&text, true)).await;
    assert!(done.fine && done.text.contains("Imported as survey "), "{}", done.text);
    let audit = perform(&app.store, "", Command::Check).await;
    assert!(audit.fine, "{}", audit.text);
}

async fn refused(app: &TestApp, wanted: &store::survey::history::Wanted) -> HistoryRefused {
    let before = app.picture().await;
    let text = answers(&[("Payments", 9)]);
    let mode = Mode::Import { seen: None, upload: None };
    let done = run(&app.store, Importer::CommandLine, text.as_bytes(), wanted, &mode).await;
    let Err(Failed::Refused(why)) = done else { panic!("{done:?}") };
    assert_eq!(app.picture().await, before, "{why:?} changes nothing");
    why
}

#[tokio::test]
async fn a_closed_cycle_is_made_and_never_altered() {
    let app = TestApp::new().await;
    let text = answers(&[("Payments", 9)]);
    import(&app, &former("Former", "2025 H1"), &text).await;
    let cycle = store::cycle::named(&app.store, &name("2025 H1")).await.expect("reads").expect("made");
    assert!(cycle.closed);
    for called in ["Former", "Another"] {
        assert_eq!(refused(&app, &former(called, "2025 h1")).await, HistoryRefused::CycleClosed);
    }
    // Into one that is not closed several may come, each under its own name.
    let administrator = administrator(&app).await;
    let said = store::cycle::Said { name: name("2024"), dates: cycle.dates, stages: Vec::new() };
    store::cycle::create(&app.store, &administrator, &said).await.expect("made");
    let report = import(&app, &former("Former", "2024"), &text).await;
    assert_eq!(report.cycle.2, Made::There);
    assert_eq!(refused(&app, &former("FORMER", "2024")).await, HistoryRefused::NameTaken);
    let mut other = former("Another", "2024");
    other.dates = Some((cycle.dates.starts, cycle.dates.starts));
    assert_eq!(refused(&app, &other).await, HistoryRefused::OtherDates(cycle.dates));
    import(&app, &former("Another", "2024"), &text).await;
}

#[tokio::test]
async fn a_former_questionnaire_becomes_a_version_and_leaves_what_is_edited() {
    let app = TestApp::new().await;
    let id = Slug::new("team-review").expect("a slug");
    let edited = questionnaire::find(&app.store, &id).await.expect("reads").expect("of the bank").form;
    let older: Questionnaire =
        file::read(&EVERY_KIND.replace("id = \"former\"", "id = \"team-review\"").replace("company", "team"))
            .expect("a questionnaire");
    let mut wanted = former("Former", "2025 H1");
    wanted.form = Form::File(Box::new(older.clone()));
    let text = answers(&[("Payments", 9), ("Sales", 12)]);
    let report = import(&app, &wanted, &text).await;
    assert_eq!(report.questionnaire, ("team-review".to_owned(), 1, Made::Version));
    let kept = questionnaire::find(&app.store, &id).await.expect("reads").expect("there");
    assert_eq!((kept.form, kept.frozen), (edited, 1));
    assert_eq!(questionnaire::version(&app.store, "team-review", 1).await.expect("reads"), Some(older));
    // The same questions again are the same version.
    wanted.cycle = name("2025 H2");
    let again = import(&app, &wanted, &text).await;
    assert_eq!(again.questionnaire, ("team-review".to_owned(), 1, Made::There));
    // A team's results are for who leads it today; for others there is nothing of this survey.
    let page = format!("/surveys/{}/results", again.survey.expect("imported"));
    assert_eq!(app.browser_of(LEAD).await.get(&page).await.status, StatusCode::OK);
    assert_eq!(app.browser_of(EMPLOYEE).await.get(&page).await.status, StatusCode::NOT_FOUND);
}

/// Sends a table with its questionnaire as browsers do.
async fn send(browser: &mut Browser, parts: &[(&str, &str)]) -> Answer {
    let mut body = String::new();
    for (name, content) in parts {
        let file = if matches!(*name, "file" | "toml") { format!("; filename=\"{name}.txt\"") } else { String::new() };
        let _ = write!(body, "--x\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n{content}\r\n");
    }
    body.push_str("--x--\r\n");
    let request = browser
        .request(Method::POST, "/fn/surveys/upload")
        .header("origin", format!("http://{HOST}"))
        .header("referer", format!("http://{HOST}/admin/surveys/import"))
        .header("accept", "text/html")
        .header("content-type", "multipart/form-data; boundary=x");
    browser.send(request, Body::from(body)).await
}

/// The page that a plain form leads to, with its address.
async fn follow(browser: &mut Browser, answer: &Answer) -> (String, String) {
    assert_eq!(answer.status, StatusCode::FOUND, "{}", answer.body);
    let path = answer.header("location").replace(&format!("http://{HOST}"), "");
    let page = browser.get(&path).await.body;
    (path, page)
}

fn between<'a>(page: &'a str, before: &str, after: &str) -> &'a str {
    let found = page.split_once(before).and_then(|(_, rest)| rest.split_once(after));
    found.unwrap_or_else(|| panic!("no {before}: {page}")).0
}

#[tokio::test]
async fn a_file_is_sent_mapped_looked_at_and_imported() {
    let app = TestApp::new().await;
    let mut admin = app.browser_of(ADMINISTRATOR).await.without_javascript();
    let text = answers(&[("Payments", 9), ("Sales", 12)]).replace("lead03", "Question 3");
    let parts = [("file", text.as_str()), ("toml", EVERY_KIND), ("cycle", "2025 H1"), ("name", "Former"), ("k", "")];
    let before = app.picture().await;
    for (wrong, sentence) in [
        (vec![("file", ""), ("toml", EVERY_KIND), ("cycle", "2025"), ("name", "Former")], "Choose a file with answers first."),
        (vec![("file", "a,b\n1,2\n"), ("cycle", "2025"), ("name", "Former")], "Choose the questionnaire that was answered"),
        (vec![("file", "a,b\n1,2\n"), ("toml", "id = 3"), ("cycle", "2025"), ("name", "Former")], "ine 1"),
        (vec![("file", "a,b\n1,2\n"), ("toml", EVERY_KIND), ("cycle", "2025"), ("name", "")], "The survey: "),
    ] {
        let sent = send(&mut admin, &wrong).await;
        let (_, page) = follow(&mut admin, &sent).await;
        assert!(page.contains(sentence), "{sentence}: {page}");
    }
    assert_eq!(app.picture().await, before);
    let sent = send(&mut admin, &parts).await;
    let (path, page) = follow(&mut admin, &sent).await;
    assert!(
        page.contains("No column answers lead03: nothing is shown of it.") && page.contains("Not used: Question 3."),
        "{page}"
    );
    let id = between(&page, "name=\"id\" value=\"", "\"").to_owned();
    assert_eq!(app.browser_of(EMPLOYEE).await.get(&path).await.status, StatusCode::NOT_FOUND);
    let stale = between(&page, "name=\"fingerprint\" value=\"", "\"").to_owned();
    let choice = [
        ("id", id.as_str()),
        ("cycle", "2025 H1"),
        ("name", "Former"),
        ("unit", ""),
        ("columns[lead03]", "Question 3"),
        ("columns[pay01]", "Question 3"),
    ];
    let chosen = admin.post_from(&path, "/fn/surveys/import-choose", &choice).await;
    let (_, page) = follow(&mut admin, &chosen).await;
    assert!(page.contains("This cannot be imported yet: 1 problem.") && !page.contains("name=\"fingerprint\""), "{page}");
    let chosen = admin.post_from(&path, "/fn/surveys/import-choose", &choice[..5]).await;
    let (_, page) = follow(&mut admin, &chosen).await;
    assert!(!page.contains("No column answers"), "{page}");
    let outdated = admin.post_from(&path, "/fn/surveys/import", &[("id", id.as_str()), ("fingerprint", stale.as_str())]).await;
    assert!(follow(&mut admin, &outdated).await.1.contains("Something changed since you looked"));
    let print = between(&page, "name=\"fingerprint\" value=\"", "\"").to_owned();
    let done = admin.post("/fn/surveys/import", &[("id", id.as_str()), ("fingerprint", print.as_str())]).await;
    let (address, page) = follow(&mut admin, &done).await;
    assert!(
        address.starts_with("/admin/surveys/") && page.contains("The answers were imported, and the results are out."),
        "{page}"
    );
    assert!(admin.get(&path).await.body.contains("That file is not here any more"));
    let results = format!("/surveys/{}/results", address.trim_start_matches("/admin/surveys/").split('?').next().expect("an id"));
    let page = admin.get(&results).await;
    assert!(page.body.contains("Imported") && page.body.contains("nobody knows how many were asked"), "{}", page.body);
}

#[tokio::test]
async fn what_is_no_table_of_answers_is_a_sentence_and_can_be_given_up() {
    let app = TestApp::new().await;
    let mut admin = app.browser_of(ADMINISTRATOR).await.without_javascript();
    let formula = format!("{}=Payments,4,4,4,4,9,,\n", answers(&[("Payments", 3)]));
    let half = format!("{}Payments,4\n", answers(&[("Payments", 3)]));
    for (content, sentence) in [
        ("PK\u{3}\u{4}rubbish", "Excel workbook"),
        ("Team,lead01\nPayments,6\n", "Line 2, lead01: “6” is not on the scale from 1 to 5"),
        ("who,what\na,b\n", "no column is called like a question"),
        (formula.as_str(), "Line 5, Team: this begins like a formula"),
        (half.as_str(), "Line 5: "),
    ] {
        let parts = [("file", content), ("toml", EVERY_KIND), ("cycle", "2025 H1"), ("name", "Former")];
        let sent = send(&mut admin, &parts).await;
        let (_, page) = follow(&mut admin, &sent).await;
        assert!(page.to_lowercase().contains(&sentence.to_lowercase()), "{sentence}: {page}");
        assert!(!page.contains("name=\"fingerprint\""), "there is nothing to confirm: {page}");
        let id = between(&page, "name=\"id\" value=\"", "\"").to_owned();
        let gone = admin.post("/fn/surveys/import-give-up", &[("id", id.as_str())]).await;
        let (path, _) = follow(&mut admin, &gone).await;
        assert_eq!(path, "/admin/surveys/import");
    }
    assert!(store::survey::all(&app.store).await.expect("reads").iter().next().is_none());
}
