//! Who may do what, for everything that the program answers. The list of addresses comes from the router and from the
//! registered server functions: what is new and not here fails.

mod matrix;
mod rows;

use self::rows::{ACTORS, ROWS, Row};
use crate::{
    app::{Browser, TestApp},
    plans, reviews,
    surveys::made,
    workshops,
};
use jiff::SignedDuration;
use server::router;
use std::collections::BTreeSet;
use store::{
    access::Administrator,
    cycle, delegation,
    demo::{self, person_id, project_id, team_id},
    goal,
    import::{self, Importer, Mode},
    outbox::Mail,
    person::{self, Bulk},
    post,
    session::{self, Session},
    survey::{history, launch},
    upload,
};
use waymark::{
    CycleId,
    delegation::Delegation,
    goal::Level,
    questionnaire::{Slug, file},
    survey::{
        Kind,
        Mode::{Confidential, Open},
    },
};

/// Those that change nothing although they are answered with 200: there is no session to end, no mail to send.
fn changes_nothing(row: &Row, actor: &str) -> bool {
    (row.address == "/fn/session/sign-out" && actor == "nobody")
        || row.address == "/fn/session/end"
        || row.address == "/fn/password/forgot"
}

/// A parameter of an address as the rows have it: Leptos writes `{token}`, as axum does.
fn colons(address: &str) -> String {
    address.replace('{', ":").replace('}', "")
}

async fn listed() -> BTreeSet<String> {
    let machines = app().await.machines;
    let pages = router::pages().into_iter().map(|page| match page.path() {
        "" => "/".to_owned(),
        path => path.to_owned(),
    });
    let functions = leptos::server_fn::axum::server_fn_paths().map(|(path, _)| path.to_owned());
    pages.chain(functions).chain(machines.into_iter().map(str::to_owned)).collect()
}

#[tokio::test]
async fn every_address_has_a_row() {
    let rows: BTreeSet<String> = ROWS.iter().map(|row| colons(row.address)).collect();
    let listed: BTreeSet<String> = listed().await.iter().map(|path| colons(path)).collect();
    let new: Vec<_> = listed.difference(&rows).collect();
    let gone: Vec<_> = rows.difference(&listed).collect();
    assert!(new.is_empty() && gone.is_empty(), "without a row: {new:?}; rows of nothing: {gone:?}");
}

#[test]
fn whatever_changes_something_is_a_post_under_fn() {
    for (path, method) in leptos::server_fn::axum::server_fn_paths() {
        let is_write = ROWS.iter().any(|row| row.address == path && !row.asked);
        assert_eq!(method == http::Method::POST, is_write, "{method} {path}");
        assert!(path.starts_with("/fn/"), "{path}");
    }
}

/// The browser of somebody who left while signed in.
async fn left(app: &TestApp) -> Browser {
    let id = tower_sessions::session::Id::default().to_string();
    let data = serde_json::json!({ "person": person_id("Emil Brandt"), "agent": "Firefox" }).to_string();
    let expires = app.store.now() + SignedDuration::from_hours(1);
    let session = Session { person: Some(person_id("Emil Brandt")), data, agent: "Firefox".into(), expires };
    session::create(&app.store, &id, &session).await.expect("a session");
    let mut browser = app.browser();
    browser.cookie = Some(format!("waymark={id}"));
    browser
}

/// The demo company, with one of everything that the rows name.
async fn app() -> TestApp {
    let mut company = demo::company().team("Empty", "Ines Moreau", None);
    company.change("Emil Brandt", |person| person.active = false);
    let app = TestApp::with(&company, server::config::Config { sign_in_tries: 10_000, ..Default::default() }).await;
    let administrator = made::administrator(&app).await;
    let day = |text: &str| text.parse().expect("a day");
    let grant = Delegation {
        id: GRANT,
        of: person_id("Viktor Nakamura"),
        to: person_id("Ines Moreau"),
        first: day("2027-01-11"),
        last: day("2027-01-12"),
    };
    delegation::grant(&app.store, &administrator, &grant).await.expect("granted");
    surveys(&app, &administrator).await;
    for name in ["Goal", "Ended"] {
        let goal = made::goal(&app, "Nadia Perić", "Payments", name, "Mira Solberg", None).await;
        if name == "Ended" {
            made::end(&app, "Mira Solberg", &goal).await;
        }
    }
    made::own_goal(&app, "Henrik Moe", "Own").await;
    made::goal(&app, "Leïla Benhaddou", "Sales", "Answer", "Leïla Benhaddou", Some("leading")).await;
    let workshop = workshops::opened(&app, "Payments", "Nadia Perić").await;
    workshops::voted(&app, &workshop, "Zofia Dvořák", &[("balance", 4)]).await;
    workshops::opened(&app, "Sales", "Leïla Benhaddou").await;
    app
}

/// A cycle with a survey whose answers carry no names and one whose answers do, and a cycle in which nothing runs.
async fn surveys(app: &TestApp, administrator: &Administrator) {
    let id = made::cycle(app, administrator, "2027 H1").await;
    let quiet = made::cycle(app, administrator, "Quiet").await;
    plans::opened(app, id).await;
    others(app, id, quiet).await;
    let company = made::wanted(app, id, Kind::Company, Confidential, "Nameless");
    let team = made::wanted(app, id, Kind::Team, Open, "Named");
    for wanted in [company, team] {
        launch::launch(&app.store, administrator, &Mail::none(), &wanted).await.expect("launched");
    }
    made::reviews(app, administrator, id, &["Zofia Dvořák"]).await;
    made::import(app, &made::former("Out", "2025 H1"), ANSWERS).await;
    let leaders = history::Wanted { leaders_only: true, ..made::former("Leaders", "2025 H2") };
    made::import(app, &leaders, ANSWERS).await;
}

/// Reviews of others, which Viktor holds. Of Jonas's he has shared his half, and has asked Nadia a day ago, who has begun to write; Priya's is open,
/// and looks back on a goal of the quiet cycle.
async fn others(app: &TestApp, cycle: CycleId, quiet: CycleId) {
    let (viktor, share) = ("Viktor Nakamura", jiff::civil::date(2027, 1, 25));
    app.pass(-reviews::made::A_DAY);
    let jonas = reviews::made::launched(app, "Jonas Lindqvist", cycle, None, share).await;
    reviews::made::asked(app, viktor, jonas, "Nadia Perić", false, "The move.").await;
    app.pass(reviews::made::A_DAY);
    reviews::made::input(app, "Nadia Perić", jonas, "Calm.").await;
    reviews::made::written(app, viktor, jonas, "Words.").await;
    reviews::made::shared(app, viktor, jonas).await;
    plans::proposed(app, "Priya Raman", quiet, "Looked").await;
    let priya = reviews::made::launched(app, "Priya Raman", cycle, Some(quiet), share).await;
    for name in ["Priya Raman", viktor] {
        reviews::made::written(app, name, priya, "Words.").await;
        reviews::made::shared(app, name, priya).await;
    }
    plans::proposed(app, "Priya Raman", cycle, "Drafted").await;
}

/// Answers to a former survey.
const ANSWERS: &str = "Team,lead01\nPayments,4\nPayments,3\nSales,5\nSales,4\nSales,2\n";

/// The ids of these.
async fn launched(app: &TestApp) -> Vec<(&'static str, String)> {
    let cycles = cycle::list(&app.store).await.expect("reads");
    let surveys = store::survey::all(&app.store).await.expect("reads");
    let of_cycle = |name: &str| cycles.iter().find(|cycle| cycle.name.as_str() == name).map(|cycle| cycle.id.to_string());
    let mut goals = Vec::new();
    for team in ["Payments", "Sales"] {
        goals.extend(goal::of_level(&app.store, Level::Team(team_id(team))).await.expect("reads"));
    }
    for name in ["Henrik Moe", "Priya Raman"] {
        goals.extend(goal::of_level(&app.store, Level::Person(person_id(name))).await.expect("reads"));
    }
    let of_goal = |title: &str| goals.iter().find(|goal| goal.terms.title.as_str() == title).map(|goal| goal.id.to_string());
    let workshops = store::workshop::all(&app.store).await.expect("reads");
    let reviews = store::review::all(&app.store).await.expect("reads");
    let of_zofia = reviews.shelf.all().find(|review| review.key.person == person_id("Zofia Dvořák"));
    let of_team = |team: &str| workshops.of_team(team_id(team)).next().map(|workshop| workshop.id.to_string());
    let of_survey = |name: &str| surveys.iter().find(|survey| survey.contract.name == name).map(|survey| survey.id.to_string());
    [
        ("CYCLE", of_cycle("2027 H1")),
        ("QUIET", of_cycle("Quiet")),
        ("NAMELESS", of_survey("Nameless")),
        ("NAMED", of_survey("Named")),
        ("OUT", of_survey("Out")),
        ("LEADERS", of_survey("Leaders")),
        ("GOAL", of_goal("Goal")),
        ("GOAL_SEEN", of_goal("Goal").map(|id| format!("{id}.1"))),
        ("OWN", of_goal("Own")),
        ("ENDED", of_goal("Ended")),
        ("ANSWER", of_goal("Answer")),
        ("WORKSHOP", of_team("Payments")),
        ("THEIRS", of_team("Sales")),
        ("LOOKED", of_goal("Looked")),
        ("DRAFTED", of_goal("Drafted")),
        ("REVIEWS", of_zofia.map(|review| review.launch.to_string())),
    ]
    .into_iter()
    .map(|(name, id)| (name, id.expect("made above")))
    .collect()
}

const GRANT: uuid::Uuid = uuid::Uuid::from_u128(7);

/// What was just done or sent, so that it can be undone or imported.
async fn prepared(app: &TestApp) -> [(&'static str, String); 8] {
    let administrator = made::administrator(app).await;
    let zofia = BTreeSet::from([person_id("Zofia Dvořák")]);
    let under = Bulk::Manager(Some(person_id("Nadia Perić")));
    let done = person::change_many(&app.store, &administrator, &zofia, under).await.expect("done");
    let back = Bulk::Manager(Some(person_id("Viktor Nakamura")));
    let done = if done.undo.is_some() {
        done
    } else {
        person::change_many(&app.store, &administrator, &zofia, back).await.expect("done")
    };
    let text = b"Employee #,Full name\nN1,Ada Berg\n";
    let choices = upload::Choices::default();
    let kept = upload::keep(&app.store, &administrator, "new.csv", text.to_vec(), &choices).await.expect("kept");
    let importer = Importer::Administrator(administrator);
    let tried = import::run(&app.store, importer, text, &choices.how, &choices.options, &Mode::Try).await.expect("tried");
    let former = made::former("Former", "2025 H2 b");
    let former = history::Wanted { dates: Some((jiff::civil::date(2025, 7, 1), jiff::civil::date(2025, 9, 1))), ..former };
    let tried_former = history::run(&app.store, importer, ANSWERS.as_bytes(), &former, &Mode::Try).await.expect("tried");
    let of_former = upload::Choices { responses: Some(former), ..upload::Choices::default() };
    let kept_former = upload::keep(&app.store, &administrator, "answers.csv", ANSWERS.into(), &of_former).await.expect("kept");
    let posts = post::of_person(&app.store, person_id("Matteo Ferrari-Conti")).await.expect("reads");
    let interim = posts.iter().find(|post| !post.main).expect("an interim role").key.to_string();
    let review = store::questionnaire::find(&app.store, &Slug::new("team-review").expect("an id")).await.expect("reads");
    let mut form = review.expect("of the bank").form;
    "As it was".clone_into(&mut form.title);
    let before = serde_json::to_vec(&form).expect("plain data");
    let before = upload::keep(&app.store, &administrator, "before", before, &choices).await.expect("kept");
    let example = file::template().as_bytes().to_vec();
    let example = upload::keep(&app.store, &administrator, "example.toml", example, &choices).await.expect("kept");
    [
        ("BEFORE", before.to_string()),
        ("FORM", example.to_string()),
        ("INTERIM", interim),
        ("UNDO", done.undo.expect("undoable").to_string()),
        ("UPLOAD", kept.to_string()),
        ("FINGERPRINT", tried.fingerprint),
        ("FORMER", kept_former.to_string()),
        ("FORMER_PRINT", tried_former.fingerprint),
    ]
}

async fn browser(app: &TestApp, actor: &str) -> Browser {
    match actor {
        "nobody" => app.browser(),
        "left" => left(app).await,
        email => app.browser_of(email).await,
    }
}

/// What the words in capitals stand for.
fn named(value: &str) -> Option<String> {
    Some(match value {
        "MIRA" => person_id("Mira Solberg").to_string(),
        "EMIL" => person_id("Emil Brandt").to_string(),
        "AIKO" => person_id("Aiko Tanaka").to_string(),
        "ZOFIA" => person_id("Zofia Dvořák").to_string(),
        "JONAS" => person_id("Jonas Lindqvist").to_string(),
        "PRIYA" => person_id("Priya Raman").to_string(),
        "NADIA" => person_id("Nadia Perić").to_string(),
        "VIKTOR" => person_id("Viktor Nakamura").to_string(),
        "OF_PAYMENTS" => format!("team:{}", team_id("Payments")),
        "PAYMENTS" => team_id("Payments").to_string(),
        "TIMETABLES" => team_id("Timetables").to_string(),
        "PRODUCT" => team_id("Product").to_string(),
        "EMPTY" => team_id("Empty").to_string(),
        "FARES" => project_id("Fair fares").to_string(),
        "GRANT" => GRANT.to_string(),
        _ => return None,
    })
}

async fn ask(browser: &mut Browser, row: &Row, prepared: &[(&'static str, String)]) -> u16 {
    // One address gets only so many letters.
    let somebody = format!("{}@halden.example", uuid::Uuid::new_v4());
    let filled = |value: &'static str| match value {
        "SOMEBODY" => somebody.clone(),
        value => {
            let made = prepared.iter().find(|(name, _)| *name == value).map(|(_, made)| made.clone());
            made.or_else(|| named(value)).unwrap_or_else(|| value.to_owned())
        }
    };
    let form: Vec<_> = row.form.iter().map(|(name, value)| (*name, filled(value))).collect();
    let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let path = ["MIRA", "EMIL", "JONAS", "PAYMENTS", "FARES"]
        .iter()
        .fold(row.path.to_owned(), |path, name| path.replace(name, &named(name).unwrap_or_default()));
    let path = prepared.iter().fold(path, |path, (name, id)| path.replace(name, id));
    if row.address == server::live::LIVE {
        // It has no end.
        return browser.answer(browser.request(http::Method::GET, &path)).await.status().as_u16();
    }
    let answer = if row.asked { browser.get(&path).await } else { browser.post(&path, &form).await };
    answer.status.as_u16()
}

/// Everybody may do what the table says, and nothing else changes; of every so many rows one, so that several tests share them.
async fn ask_all(part: usize, parts: usize) {
    let shared = app().await;
    let mut browsers = Vec::new();
    for actor in ACTORS {
        browsers.push(browser(&shared, actor).await);
    }
    let mut wrong = Vec::new();
    for row in ROWS.iter().skip(part).step_by(parts) {
        for ((actor, expected), shared_browser) in ACTORS.into_iter().zip(row.status).zip(&browsers) {
            let may_change = row.changes && expected == 200 && !changes_nothing(row, actor);
            let own = if may_change { Some(app().await) } else { None };
            let app = own.as_ref().unwrap_or(&shared);
            // A browser of its own, since what changes may end the session.
            let mut browser = if own.is_some() { browser(app, actor).await } else { shared_browser.clone() };
            let mut prepared = if own.is_some() { prepared(app).await.to_vec() } else { Vec::new() };
            prepared.extend(launched(app).await);
            let before = app.picture().await;
            let status = ask(&mut browser, row, &prepared).await;
            let changed = app.picture().await != before;
            if status != expected || changed != may_change {
                wrong.push(format!(
                    "{} as {actor}: {status}, expected {expected}; changed: {changed}, expected {may_change}",
                    row.address
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn everybody_may_do_what_the_table_says_and_nothing_else_changes_1() {
    ask_all(0, 4).await;
}

#[tokio::test]
async fn everybody_may_do_what_the_table_says_and_nothing_else_changes_2() {
    ask_all(1, 4).await;
}

#[tokio::test]
async fn everybody_may_do_what_the_table_says_and_nothing_else_changes_3() {
    ask_all(2, 4).await;
}

#[tokio::test]
async fn everybody_may_do_what_the_table_says_and_nothing_else_changes_4() {
    ask_all(3, 4).await;
}
