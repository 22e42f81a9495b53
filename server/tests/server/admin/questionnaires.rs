//! Questionnaires: made, edited one part at a time, taken from files and put back; and whatever else is sent there.

use crate::app::{ADMINISTRATOR, Answer, Browser, HOST, TestApp};
use axum::body::Body;
use http::{Method, StatusCode};
use store::{demo, questionnaire};
use waymark::questionnaire::{Questionnaire, Slug, bank, file};

const EDITOR: &str = "/admin/questionnaires/team-review";

async fn kept(app: &TestApp, id: &str) -> questionnaire::Kept {
    let id = Slug::new(id).expect("an id");
    questionnaire::find(&app.store, &id).await.expect("reads").expect("it is there")
}

async fn form(app: &TestApp) -> Questionnaire {
    kept(app, "team-review").await.form
}

fn ids(form: &Questionnaire, section: usize) -> Vec<String> {
    form.sections[section].questions.iter().map(|question| question.id.to_string()).collect()
}

async fn plain(app: &TestApp) -> Browser {
    app.browser_of(ADMINISTRATOR).await.without_javascript()
}

/// The page that a plain form leads to.
async fn follow(browser: &mut Browser, answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::FOUND, "{}", answer.body);
    let to = answer.header("location").replace(&format!("http://{HOST}"), "");
    browser.get(to.split('#').next().expect("an address")).await.body
}

fn between<'a>(page: &'a str, before: &str, after: &str) -> &'a str {
    let found = page.split_once(before).and_then(|(_, rest)| rest.split_once(after));
    found.unwrap_or_else(|| panic!("no {before}: {page}")).0
}

/// The state that the form of this part was made of.
async fn seen(browser: &mut Browser, part: &str) -> String {
    let page = browser.get(&format!("{EDITOR}?edit={part}")).await.body;
    between(&page, "name=\"typed[seen]\" value=\"", "\"").to_owned()
}

/// Sends the form of a question.
async fn save_question(browser: &mut Browser, fields: &[(&'static str, String)]) -> Answer {
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    browser.post("/fn/questionnaires/question", &fields).await
}

/// Sends a file as browsers do.
async fn send(browser: &mut Browser, content: &[u8]) -> Answer {
    let mut body = b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"q.toml\"\r\n\r\n".to_vec();
    body.extend_from_slice(content);
    body.extend_from_slice(b"\r\n--x--\r\n");
    let request = browser
        .request(Method::POST, "/fn/questionnaires/upload")
        .header("origin", format!("http://{HOST}"))
        .header("referer", format!("http://{HOST}/admin/questionnaires"))
        .header("accept", "text/html")
        .header("content-type", "multipart/form-data; boundary=x");
    browser.send(request, Body::from(body)).await
}

#[tokio::test]
async fn a_questionnaire_begins_from_nothing_from_the_example_or_from_another() {
    let app = TestApp::new().await;
    let mut admin = plain(&app).await;
    for (title, from, id, questions) in [
        ("Größe & Ruhe", "", "grosse-ruhe", 1),
        ("Like the example", "_example", "like-the-example", 6),
        ("Second", "team-review", "second", 29),
    ] {
        let form = [("typed[title]", title), ("typed[from]", from), ("typed[purpose]", "company")];
        let made = admin.post("/fn/questionnaires/create", &form).await;
        assert!(follow(&mut admin, &made).await.contains("The questionnaire is there."));
        assert_eq!(kept(&app, id).await.form.questions().count(), questions, "{id}");
    }
    let before = app.picture().await;
    for (name, value, sentence) in [
        ("typed[title]", "  ", "The questionnaire has no title."),
        ("typed[title]", "wörter ".repeat(40).as_str(), "The title of the questionnaire has more than 120 characters."),
        ("typed[id]", "team-review", "Another questionnaire has this id."),
        ("typed[id]", "Team Review", "An id has only small letters"),
        ("typed[from]", "no-such", "not there any more"),
        ("typed[purpose]", "revenge", "Choose what it is for."),
    ] {
        let mut form = vec![("typed[title]", "New"), ("typed[id]", ""), ("typed[from]", ""), ("typed[purpose]", "team")];
        for field in &mut form {
            if field.0 == name {
                field.1 = value;
            }
        }
        let refused = admin.post_from("/admin/questionnaires", "/fn/questionnaires/create", &form).await;
        let page = follow(&mut admin, &refused).await;
        assert!(
            page.contains(sentence) && (name == "typed[from]" || name == "typed[purpose]" || page.contains(value.trim())),
            "{sentence}: {page}"
        );
    }
    assert_eq!(app.picture().await, before);
}

#[tokio::test]
async fn a_question_is_edited_and_its_trend_is_told() {
    let app = TestApp::new().await;
    assert_eq!(demo::use_questionnaire(&app.store, "team-review").await.expect("freezes"), 1);
    let mut admin = plain(&app).await;
    assert!(!admin.get(EDITOR).await.body.contains("which surveys use"));
    let question = form(&app).await.question(&Slug::new("cohesion-help").expect("an id")).expect("there").clone();
    let state = seen(&mut admin, "cohesion-help").await;
    let fields = |text: &'static str, help: &'static str| {
        [
            ("id", "team-review"),
            ("typed[of]", "cohesion-help"),
            ("typed[section]", "cohesion"),
            ("typed[kind]", "scale"),
            ("typed[required]", "true"),
            ("typed[text]", text),
            ("typed[help]", help),
        ]
    };
    let save = |text, help, seen: &str| {
        let mut all: Vec<_> = fields(text, help).iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        all.push(("typed[seen]", seen.to_owned()));
        all
    };
    // A help is no other question, and neither are blanks around its words.
    let padded = "  When I am stuck, somebody in my team makes time for me.\r\n";
    let saved = save_question(&mut admin, &save(padded, "Think of last week.", &state)).await;
    let page = follow(&mut admin, &saved).await;
    assert!(page.contains("Saved.") && page.contains("their trends go on"), "{page}");
    let now = form(&app).await.question(&question.id).expect("there").clone();
    assert_eq!((now.text, now.help.as_str()), (question.text.clone(), "Think of last week."));
    // A comma is.
    let state = seen(&mut admin, "cohesion-help").await;
    let saved = save_question(&mut admin, &save("When I am stuck, somebody, in my team, makes time.", "", &state)).await;
    let page = follow(&mut admin, &saved).await;
    assert!(page.contains("1 trend starts anew") && page.contains("Trend starts anew"), "{page}");
    let list = admin.get("/admin/questionnaires").await.body;
    assert!(list.contains("Edited since version 1"), "{list}");
    // What was frozen stays, and comes back.
    let frozen = questionnaire::version(&app.store, "team-review", 1).await.expect("reads").expect("there");
    assert_eq!(frozen.question(&question.id), Some(&question));
    let back = [("id", "team-review"), ("from", "1"), ("part", "cohesion-help"), ("version", "0")];
    let done = admin.post("/fn/questionnaires/put-back", &back).await;
    assert!(follow(&mut admin, &done).await.contains("It is as it was before."));
    assert_eq!(form(&app).await, frozen);
    // Its id is changed only by who insists.
    let state = seen(&mut admin, "cohesion-help").await;
    let mut other = save("When I am stuck, somebody in my team makes time for me.", "", &state);
    other.push(("typed[id]", "stuck".to_owned()));
    let refused = save_question(&mut admin, &other).await;
    let page = follow(&mut admin, &refused).await;
    assert!(page.contains("Surveys know it by its id, and") && page.contains("value=\"stuck\""), "{page}");
    other.push(("typed[insists]", "true".to_owned()));
    let saved = save_question(&mut admin, &other).await;
    let page = follow(&mut admin, &saved).await;
    assert!(page.contains("1 trend ends") && page.contains("1 new question"), "{page}");
    // All of it goes back, and that is undone as well.
    let edited = form(&app).await;
    let version = kept(&app, "team-review").await.version.0.to_string();
    let stale = [("id", "team-review"), ("from", "1"), ("version", "0")];
    let refused = admin.post("/fn/questionnaires/put-back", &stale).await;
    assert!(follow(&mut admin, &refused).await.contains("Somebody else changed this questionnaire meanwhile."));
    let whole = [("id", "team-review"), ("from", "1"), ("version", version.as_str())];
    let done = admin.post("/fn/questionnaires/put-back", &whole).await;
    let page = follow(&mut admin, &done).await;
    assert_eq!(form(&app).await, frozen);
    let told = between(&page, "class=\"told\"", "Undo");
    let (from, version) = (between(told, "name=\"from\" value=\"", "\""), between(told, "name=\"version\" value=\"", "\""));
    let undo = [("id", "team-review"), ("from", from), ("version", version)];
    assert_eq!(admin.post("/fn/questionnaires/put-back", &undo).await.status, StatusCode::FOUND);
    assert_eq!(form(&app).await, edited);
}

#[tokio::test]
async fn what_two_edit_at_once_is_shown_to_both() {
    let app = TestApp::new().await;
    let (mut one, mut other) = (plain(&app).await, plain(&app).await);
    let (state, elsewhere) = (seen(&mut one, "cohesion-help").await, seen(&mut one, "cohesion-finish").await);
    let fields = |of: &'static str, text: &'static str| {
        [
            ("id", "team-review"),
            ("typed[of]", of),
            ("typed[section]", "cohesion"),
            ("typed[kind]", "scale"),
            ("typed[text]", text),
        ]
    };
    let with = |all: [(&'static str, &'static str); 5], seen: &str| {
        all.into_iter()
            .map(|(name, value)| (name, value.to_owned()))
            .chain([("typed[seen]", seen.to_owned())])
            .collect::<Vec<_>>()
    };
    let saved = save_question(&mut other, &with(fields("cohesion-help", "Theirs."), &state)).await;
    assert!(follow(&mut other, &saved).await.contains("Saved."));
    // Who edits another question is not disturbed.
    let saved = save_question(&mut one, &with(fields("cohesion-finish", "Elsewhere."), &elsewhere)).await;
    assert!(follow(&mut one, &saved).await.contains("Saved."));
    let refused = save_question(&mut one, &with(fields("cohesion-help", "Mine."), &state)).await;
    let page = follow(&mut one, &refused).await;
    assert!(
        page.contains("Somebody else changed this meanwhile.")
            && page.contains("Theirs.")
            && page.contains(">\nMine.</textarea>"),
        "{page}"
    );
    let now = between(&page, "name=\"typed[seen]\" value=\"", "\"").to_owned();
    let saved = save_question(&mut one, &with(fields("cohesion-help", "Mine."), &now)).await;
    assert!(follow(&mut one, &saved).await.contains("Saved."));
    assert_eq!(form(&app).await.sections[0].questions[0].text, "Mine.");
    // What was removed meanwhile can be added anew.
    let state = seen(&mut one, "cohesion-help").await;
    other.post("/fn/questionnaires/arrange", &[("id", "team-review"), ("part", "cohesion-help"), ("deed", "remove")]).await;
    let refused = save_question(&mut one, &with(fields("cohesion-help", "Still here."), &state)).await;
    let page = follow(&mut one, &refused).await;
    assert!(page.contains("Somebody else removed this meanwhile") && page.contains(">\nStill here.</textarea>"), "{page}");
    assert!(page.contains("Add the question"), "{page}");
}

#[tokio::test]
async fn parts_are_moved_duplicated_removed_and_put_back() {
    let app = TestApp::new().await;
    let mut admin = plain(&app).await;
    let original = form(&app).await;
    let act = [("up", "cohesion-finish"), ("down", "cohesion-apart"), ("copy", "cohesion-help"), ("remove", "cohesion-finish")];
    for (deed, part) in act {
        let done = admin.post("/fn/questionnaires/arrange", &[("id", "team-review"), ("part", part), ("deed", deed)]).await;
        let at = done.header("location").split_once('#').expect("a place on the page").1.to_owned();
        assert!(follow(&mut admin, &done).await.contains("class=\"note good\""));
        assert!(at.starts_with("at-cohesion"), "{at}");
    }
    let now = form(&app).await;
    assert_eq!(ids(&now, 0), ["cohesion-help", "cohesion-help-copy"]);
    assert_eq!(ids(&now, 1)[0], "cohesion-apart");
    let to = [("id", "team-review"), ("part", "cohesion-apart"), ("deed", "to"), ("section", "cohesion"), ("place", "1")];
    admin.post("/fn/questionnaires/arrange", &to).await;
    assert_eq!(ids(&form(&app).await, 0)[0], "cohesion-apart");
    // A section goes with its questions, and comes back with them although something else was edited since.
    let done = admin.post("/fn/questionnaires/arrange", &[("id", "team-review"), ("part", "balance"), ("deed", "remove")]).await;
    let page = follow(&mut admin, &done).await;
    let told = between(&page, "class=\"told\"", "Put it back");
    let from = between(told, "name=\"from\" value=\"", "\"").to_owned();
    admin.post("/fn/questionnaires/arrange", &[("id", "team-review"), ("part", "cohesion"), ("deed", "down")]).await;
    let back = [("id", "team-review"), ("from", from.as_str()), ("part", "balance"), ("version", "0")];
    admin.post("/fn/questionnaires/put-back", &back).await;
    let now = form(&app).await;
    let balance = Slug::new("balance").expect("an id");
    assert_eq!(now.section(&balance), original.section(&balance));
    // A rule that would not hold is a sentence.
    let before = app.picture().await;
    for id in ["cohesion-help", "cohesion-help-copy"] {
        admin.post("/fn/questionnaires/arrange", &[("id", "team-review"), ("part", id), ("deed", "remove")]).await;
    }
    let last = [("id", "team-review"), ("part", "cohesion-apart"), ("deed", "remove")];
    let refused = admin.post("/fn/questionnaires/arrange", &last).await;
    assert!(follow(&mut admin, &refused).await.contains("The section “Cohesion” has no questions."));
    assert_ne!(app.picture().await, before);
}

#[tokio::test]
async fn whatever_is_typed_is_a_sentence_and_stays() {
    let app = TestApp::new().await;
    let mut admin = plain(&app).await;
    let all = async || questionnaire::list(&app.store).await.expect("reads");
    let before = all().await;
    let (long, longer) = ("wörter ".repeat(90), "ж".repeat(700));
    let options = "Ja\n".to_owned() + &"Nein\n".repeat(14);
    for (name, value, sentence) in [
        ("typed[text]", "", "has no text."),
        ("typed[text]", long.as_str(), "has more than 400 characters."),
        ("typed[text]", "a\u{7}b", "control character"),
        ("typed[help]", longer.as_str(), "has more than 600 characters."),
        ("typed[options]", "Only one", "needs at least 2 options."),
        ("typed[options]", options.as_str(), "has more than 12 options."),
        ("typed[at_most]", "many", "Write a number"),
        ("typed[at_most]", "9", "so the most that may be chosen is a number from 1 to 2."),
        ("typed[section]", "no-such", "Somebody else removed this meanwhile"),
    ] {
        let mut fields = vec![
            ("id", "team-review"),
            ("typed[section]", "cohesion"),
            ("typed[kind]", "multiple"),
            ("typed[text]", "Which of these?"),
            ("typed[help]", "Help."),
            ("typed[options]", "One\nTwo"),
            ("typed[at_most]", ""),
        ];
        for field in &mut fields {
            if field.0 == name {
                field.1 = value;
            }
        }
        let refused = admin.post_from(EDITOR, "/fn/questionnaires/question", &fields).await;
        let page = follow(&mut admin, &refused).await;
        if name == "typed[section]" {
            continue;
        }
        let kept = value.trim_end().lines().next().unwrap_or_default();
        assert!(
            page.contains(sentence) && page.contains(kept) && page.contains("Which of these?") == (name != "typed[text]"),
            "{sentence}: {page}"
        );
    }
    let recommend =
        [("id", "company-review"), ("typed[section]", "satisfaction"), ("typed[kind]", "recommend"), ("typed[text]", "Again?")];
    let refused = admin.post_from(EDITOR, "/fn/questionnaires/question", &recommend).await;
    assert!(follow(&mut admin, &refused).await.contains("is a second recommend question"), "{:?}", refused.headers);
    let kindless = [("id", "team-review"), ("typed[section]", "cohesion"), ("typed[kind]", "riddle"), ("typed[text]", "Which?")];
    let refused = admin.post_from(EDITOR, "/fn/questionnaires/question", &kindless).await;
    assert!(follow(&mut admin, &refused).await.contains("Choose how it is answered."));
    let state = seen(&mut admin, "_top").await;
    let top = [
        ("id", "team-review"),
        ("typed[seen]", state.as_str()),
        ("typed[title]", "Fine"),
        ("typed[lang]", "english"),
        ("typed[about]", longer.as_str()),
    ];
    let refused = admin.post("/fn/questionnaires/top", &top).await;
    let page = follow(&mut admin, &refused).await;
    assert!(page.contains("is not written like en, de or pt-BR") && page.contains(&longer), "{page}");
    assert_eq!(all().await, before, "nothing was changed");
    // Not there, in whatever words.
    for (path, fields) in [
        ("/fn/questionnaires/arrange", vec![("id", "no-such"), ("part", "a"), ("deed", "up")]),
        ("/fn/questionnaires/arrange", vec![("id", "../<script>"), ("part", "a"), ("deed", "up")]),
        ("/fn/questionnaires/arrange", vec![("id", "team-review"), ("part", "Ö"), ("deed", "up")]),
        ("/fn/questionnaires/retire", vec![("id", "no-such"), ("version", "0"), ("retired", "true")]),
        ("/fn/questionnaires/put-back", vec![("id", "no-such"), ("from", "1"), ("version", "0")]),
        ("/fn/questionnaires/top", vec![("id", "no-such"), ("typed[title]", "A")]),
    ] {
        let answer = app.browser_of(ADMINISTRATOR).await.post(path, &fields).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path} {fields:?}");
    }
    let mut scripted = app.browser_of(ADMINISTRATOR).await;
    let gone = [("id", "team-review"), ("from", "17"), ("version", "0"), ("part", "cohesion")];
    assert_eq!(scripted.post("/fn/questionnaires/put-back", &gone).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let huge = "x".repeat(300_000);
    let answer = scripted.post("/fn/questionnaires/top", &[("id", "team-review"), ("typed[title]", &huge)]).await;
    assert!(answer.status.is_client_error(), "{}", answer.status);
    for body in ["id=team-review", "id=team-review&deed=explode&part=cohesion", "typed=%FF", ""] {
        for path in ["top", "section", "question", "arrange", "put-back", "retire", "create", "accept"] {
            let request = scripted
                .request(Method::POST, &format!("/fn/questionnaires/{path}"))
                .header("origin", format!("http://{HOST}"))
                .header("accept", "application/json")
                .header("content-type", "application/x-www-form-urlencoded");
            let answer = scripted.send(request, Body::from(body)).await;
            assert!(answer.status.is_client_error() || answer.status.is_success(), "{path} {body}: {}", answer.status);
        }
    }
    assert_eq!(all().await, before, "nothing was changed");
}

#[tokio::test]
async fn a_text_that_is_far_too_long_stays_whole() {
    let app = TestApp::new().await;
    let mut admin = plain(&app).await;
    let (long, state) = ("ж".repeat(10_000), seen(&mut admin, "cohesion-help").await);
    let fields = [
        ("id", "team-review"),
        ("typed[of]", "cohesion-help"),
        ("typed[section]", "cohesion"),
        ("typed[seen]", state.as_str()),
        ("typed[kind]", "scale"),
        ("typed[text]", "Shorter."),
        ("typed[help]", long.as_str()),
    ];
    let refused = admin.post("/fn/questionnaires/question", &fields).await;
    assert!(refused.header("location").len() < 4000, "proxies take no longer addresses");
    let page = follow(&mut admin, &refused).await;
    assert!(page.contains("has more than 600 characters.") && page.contains(&format!(">\n{long}</textarea>")), "{page}");
    assert!(page.contains(">\nShorter.</textarea>") && between(&page, "name=\"typed[seen]\" value=\"", "\"") == state);
    // Nobody else finds it.
    let address = refused.header("location").to_owned();
    let other = app.browser_of(ADMINISTRATOR).await.get(&address).await;
    assert!(other.status == StatusCode::OK && !other.body.contains(&long), "only where it belongs");
    // Once it is settled, it is gone.
    let fields = [("id", "team-review"), ("deed", "up"), ("part", "cohesion")];
    admin.post("/fn/questionnaires/arrange", &fields).await;
    let page = admin.get(&address).await;
    assert!(page.status == StatusCode::OK && !page.body.contains(&long), "nothing waits any more");
}

#[tokio::test]
async fn the_largest_questionnaire_can_be_edited() {
    let app = TestApp::new().await;
    let mut admin = plain(&app).await;
    let mut largest = bank().into_iter().next().expect("the bank has one");
    let section = largest.sections[0].clone();
    largest.id = Slug::new("largest").expect("an id");
    largest.sections = (0..4)
        .map(|at| {
            let mut section = section.clone();
            section.id = Slug::new(&format!("section-{at}")).expect("an id");
            let question = section.questions[0].clone();
            section.questions = (0..30)
                .map(|number| {
                    let mut question = question.clone();
                    question.id = Slug::new(&format!("question-{at}-{number}")).expect("an id");
                    question.text = "ж".repeat(400);
                    question
                })
                .collect();
            section
        })
        .collect();
    let sent = send(&mut admin, file::write(&largest).as_bytes()).await;
    let page = follow(&mut admin, &sent).await;
    assert!(page.contains("A new questionnaire: Team review, with 120 questions in 4 sections."), "{page}");
    let waiting = between(&page, "name=\"file\" value=\"", "\"").to_owned();
    let made = admin.post("/fn/questionnaires/accept", &[("file", &waiting)]).await;
    let page = follow(&mut admin, &made).await;
    assert!(page.contains("The questionnaire is what the file says.") && page.contains("at-question-3-29"));
    let more = [("id", "largest"), ("typed[section]", "section-0"), ("typed[kind]", "scale"), ("typed[text]", "One more.")];
    let refused = admin.post("/fn/questionnaires/question", &more).await;
    let page = follow(&mut admin, &refused).await;
    assert!(page.contains("has more than 120 questions.") && page.contains(">\nOne more.</textarea>"), "{page}");
    assert_eq!(kept(&app, "largest").await.form, largest);
}

#[tokio::test]
async fn a_file_is_looked_at_before_it_changes_anything() {
    let app = TestApp::new().await;
    let mut admin = plain(&app).await;
    demo::use_questionnaire(&app.store, "team-review").await.expect("freezes");
    let exported = admin.get(&format!("{EDITOR}/file.toml")).await;
    assert!(exported.header("content-disposition").contains("attachment; filename=\"team-review.toml\""));
    assert_eq!(file::read(&exported.body).expect("reads back"), form(&app).await);
    let before = form(&app).await;
    let sent = send(&mut admin, exported.body.as_bytes()).await;
    assert!(follow(&mut admin, &sent).await.contains("Team review is like this already. Nothing would change."));

    let mut edited = before.clone();
    edited.sections[0].questions[0].text = "When I am stuck, nobody helps.".to_owned();
    let removed = edited.sections[1].questions.remove(0);
    edited.sections[2].questions[0].help = "Help.".to_owned();
    let sent = send(&mut admin, file::write(&edited).as_bytes()).await;
    let page = follow(&mut admin, &sent).await;
    for words in [
        "1 question changed, 1 question removed, 1 question with another help or another rule about answering it.",
        "Their trends start anew.",
        "Their trends end.",
        &removed.text,
        "When I am stuck, nobody helps.",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert_eq!(form(&app).await, before, "it was only looked at");
    let waiting = between(&page, "name=\"file\" value=\"", "\"").to_owned();
    let version = between(&page, "name=\"version\" value=\"", "\"").to_owned();
    // Somebody is faster.
    admin.post("/fn/questionnaires/arrange", &[("id", "team-review"), ("part", "cohesion"), ("deed", "down")]).await;
    let late = admin.post("/fn/questionnaires/accept", &[("file", &waiting), ("version", &version)]).await;
    let page = follow(&mut admin, &late).await;
    assert!(page.contains("Look again at what would change."), "{page}");
    let version = between(&page, "name=\"version\" value=\"", "\"").to_owned();
    let done = admin.post("/fn/questionnaires/accept", &[("file", &waiting), ("version", &version)]).await;
    let page = follow(&mut admin, &done).await;
    assert!(page.contains("The questionnaire is what the file says.") && page.contains("Undo"), "{page}");
    assert_eq!(form(&app).await, edited);
    assert!(admin.get(&format!("/admin/questionnaire-file?file={waiting}")).await.body.contains("No file waits here"));
}

#[tokio::test]
async fn mistakes_in_a_file_are_told_with_their_lines() {
    let app = TestApp::new().await;
    let mut admin = plain(&app).await;
    let wrong = file::template()
        .replace("kind = \"single\"", "kind = \"singel\"")
        .replace("title = \"Cohesion\"", "titel = \"Cohesion\"");
    let sent = send(&mut admin, wrong.as_bytes()).await;
    let page = follow(&mut admin, &sent).await;
    for words in ["This cannot be taken over yet", "Line ", "perhaps single was meant", "section[1].titel"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("Make it"));
    let forms = questionnaire::list(&app.store).await.expect("reads").len();
    for (content, words) in [
        (&b"\xff\xfe"[..], "no text in UTF-8"),
        (b"= =", "this is not TOML"),
        (b"", "this key is missing"),
        (&vec![b'#'; 300_000], "larger than 256 KB"),
    ] {
        let sent = send(&mut admin, content).await;
        let page = follow(&mut admin, &sent).await;
        assert!(page.contains(words), "{words}: {page}");
    }
    // Refused while it is read; a browser says before how much it is (below), and is refused then.
    let sent = send(&mut admin, &vec![b'#'; 10 * 1024 * 1024]).await;
    assert!(follow(&mut admin, &sent).await.contains("The server could not read what was sent."));
    let request = admin
        .request(Method::POST, "/fn/questionnaires/upload")
        .header("origin", format!("http://{HOST}"))
        .header("content-type", "multipart/form-data; boundary=x")
        .header("content-length", (10 * 1024 * 1024).to_string());
    let sent = admin.send(request, Body::empty()).await;
    assert!(sent.status == StatusCode::PAYLOAD_TOO_LARGE && sent.body.contains("Nothing was changed."), "{}", sent.body);
    assert_eq!(questionnaire::list(&app.store).await.expect("reads").len(), forms);
}

#[tokio::test]
async fn a_preview_is_what_respondents_see() {
    let app = TestApp::new().await;
    let mut admin = plain(&app).await;
    admin.post("/fn/questionnaires/create", &[("typed[title]", "All kinds"), ("typed[from]", "_example")]).await;
    let page = admin.get("/admin/questionnaires/all-kinds/preview").await.body;
    for words in ["Section 2 of 2", "Not for me", "2 at most.", "Extremely likely", "Please name no one."] {
        assert!(page.contains(words), "{words}: {page}");
    }
}
