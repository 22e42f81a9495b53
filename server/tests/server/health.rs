//! The dashboards of teams and the company, and what is done about what they say.

use crate::{
    app::{ADMINISTRATOR, Browser, EMPLOYEE, LEAD, MANAGER, TestApp, plain},
    reviews::made::actor,
    surveys::made,
};
use http::StatusCode;
use store::{
    access::{self, Actor},
    demo::{person_id, reviews, team_id},
    goal as goals,
    health::{self, Held, History},
    survey,
};
use waymark::{
    TeamId,
    goal::Level,
    health::{Stands, board, offers, stands},
    survey::{Kind, Mode},
};

/// The demo company with the reviews of two years.
async fn reviewed() -> TestApp {
    let app = TestApp::new().await;
    reviews::hold_in_halden(&app.store).await.expect("held");
    app
}

fn dashboard(team: &str) -> String {
    format!("/teams/{}", team_id(team))
}

async fn history(app: &TestApp, actor: &Actor, team: TeamId) -> History {
    let surveys = survey::all(&app.store).await.expect("reads");
    health::of_team(&app.store, &surveys, actor, team).await.expect("reads")
}

async fn held(app: &TestApp, name: &str, team: &str) -> Vec<Held> {
    history(app, &actor(app, name).await, team_id(team)).await.held
}

/// Lets a team hold a review with names.
async fn open_review(app: &TestApp, team: &str) {
    let administrator = made::administrator(app).await;
    let cycle = made::cycle(app, &administrator, "2027 H1").await;
    let mut wanted = made::wanted(app, cycle, Kind::Team, Mode::Open, "Open review");
    wanted.teams = Some([team_id(team)].into());
    let mail = store::outbox::Mail::none();
    let id = survey::launch::launch(&app.store, &administrator, &mail, &wanted).await.expect("launched");
    made::answered_and_closed(app, id).await;
}

/// The number cells of a table of heat, row by row, as they are read out.
fn cells(page: &str) -> Vec<(String, Vec<String>)> {
    let table = page.split("<table class=\"heat\">").nth(1).and_then(|rest| rest.split("</table>").next()).unwrap_or_default();
    // What is seen and not read out stands in the first of two.
    let text = |html: &str| plain(html.rsplit("class=\"hush\">").next().unwrap_or(html));
    let rows = table.split("<tbody>").nth(1).unwrap_or_default().split("</tr>").filter(|row| row.contains("<th"));
    rows.map(|row| {
        let mut parts = row.split("<td class=\"");
        let head = parts.next().and_then(|head| head.split("<th").nth(1)?.split_once('>')).map(|(_, head)| text(head));
        let numbers = parts.filter(|cell| !cell.starts_with("plain"));
        (head.unwrap_or_default(), numbers.filter_map(|cell| cell.split_once('>')).map(|(_, cell)| text(cell)).collect())
    })
    .collect()
}

#[tokio::test]
async fn a_lead_reads_in_one_sentence_what_their_team_says_and_every_number_is_that_of_a_release() {
    let app = reviewed().await;
    let page = app.browser_of(LEAD).await.get(&dashboard("Payments")).await.body;
    assert!(page.contains("<p class=\"lead\"><b>“Decision-making” fell most,"), "{page}");
    for text in
        ["Health by section", "2026 H2", "2025 H1", "You said, we did", "Do something about it", "divided", "closed 4 December"]
    {
        assert!(page.contains(text), "{text}: {page}");
    }
    let held = held(&app, "Nadia Perić", "Payments").await;
    let rows = board(&held.iter().map(Held::review).collect::<Vec<_>>());
    let cells = cells(&page);
    assert_eq!((cells.len(), rows.len()), (9, 9));
    for (head, said) in cells {
        let row = rows.iter().find(|row| row.title == head).unwrap_or_else(|| panic!("no row {head}"));
        let numbers: Vec<String> =
            row.numbers.iter().rev().map(|number| number.score().map_or(String::new(), |score| score.mean.to_string())).collect();
        for (number, said) in numbers.iter().zip(&said) {
            assert!(if number.is_empty() { said.starts_with("Not shown") } else { number == said }, "{head}: {said}, {number}");
        }
    }
}

#[tokio::test]
async fn rows_are_sorted_and_a_section_opens_by_the_address() {
    let app = reviewed().await;
    let mut nadia = app.browser_of(LEAD).await;
    let base = dashboard("Payments");
    let first = |page: &str| cells(page).first().map(|(head, _)| head.clone()).unwrap_or_default();
    assert_eq!(first(&nadia.get(&base).await.body), "Decision-making");
    assert_eq!(first(&nadia.get(&format!("{base}?sort=lowest")).await.body), "Balance");
    let open = nadia.get(&format!("{base}?sort=lowest&section=cohesion")).await.body;
    assert_eq!(first(&open), "Balance");
    assert!(open.contains(">Cohesion</h2>") && open.contains("Cohesion of Payments by review"), "{open}");
    // What is not there opens the first, as if nothing were said.
    for odd in ["?section=no-such&sort=upwards", "?section=%3Cscript%3E", "?sort="] {
        let page = nadia.get(&format!("{base}{odd}")).await;
        assert_eq!(page.status, StatusCode::OK, "{odd}");
        assert!(page.body.contains(">Decision-making</h2>"), "{odd}");
    }
}

#[tokio::test]
async fn others_see_the_team_and_nothing_of_its_health() {
    let app = reviewed().await;
    // Henrik is of another team; members and the line see it.
    for (email, sees) in [("henrik.moe@halden.example", false), (EMPLOYEE, true), (MANAGER, true), (ADMINISTRATOR, true)] {
        let page = app.browser_of(email).await.get(&dashboard("Payments")).await;
        assert_eq!(page.status, StatusCode::OK, "{email}");
        assert_eq!(page.body.contains("Health by section"), sees, "{email}");
        assert_eq!(page.body.contains("Decision-making"), sees, "{email}");
        assert!(page.body.contains("Nadia Perić"), "{email}");
    }
    let mut jonas = app.browser_of("jonas.lindqvist@halden.example").await;
    for path in ["/compare", "/compare?review=0", "/teams/0", "/goals/0", "/goals/7b7d5ac5-0000-4000-8000-000000000000"] {
        let answer = jonas.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(answer.body.contains("There is no page here"), "{path}");
    }
}

#[tokio::test]
async fn every_lead_has_numbers_or_is_told_why_not_and_what_can_be_done() {
    let app = reviewed().await;
    let seen = actor(&app, "Ines Moreau").await;
    let teams: Vec<_> = seen.seen().directory.teams().iter().map(|row| row.id).collect();
    let (mut own, mut together) = (0, 0);
    for team in teams {
        let record = seen.seen().directory.team(team).expect("there");
        let lead = record.lead.expect("every team has a lead");
        let actor = access::actor(&app.store, lead).await.expect("reads").expect("active");
        let history = history(&app, &actor, team).await;
        let rows = board(&history.held.iter().map(Held::review).collect::<Vec<_>>());
        let stands = stands(&rows, history.held.first().is_some_and(Held::is_together));
        let situation = history.situation(&seen.seen().directory, team);
        let offered = offers(&rows, stands, situation);
        assert!(stands == Stands::Itself || !offered.is_empty(), "{}", record.name);
        let email = actor.person().email.clone().expect("an address");
        let page = app.browser_of(email.as_str()).await.get(&format!("/teams/{team}")).await.body;
        assert_eq!(page.contains("What you can do"), stands != Stands::Itself, "{}: {page}", record.name);
        assert!(page.contains("<p class=\"lead\"><b>"), "{}", record.name);
        match stands {
            Stands::Itself => own += 1,
            Stands::Together => {
                together += 1;
                let says =
                    if situation.small { "is too small for numbers of its own" } else { "since they are too few for numbers of" };
                assert!(page.contains(" together: ") && page.contains(says), "{}: {page}", record.name);
            }
            Stands::NoReview | Stands::Nothing => {}
        }
    }
    assert!(own > 3 && together > 3, "{own} {together}");
}

#[tokio::test]
async fn who_sits_in_a_team_with_teams_within_sees_the_group_that_they_answered_in() {
    let app = reviewed().await;
    // Yusuf is directly in Platform: not its lead, so that the group of all of it is not his.
    let yusuf = history(&app, &actor(&app, "Yusuf Demirkan").await, team_id("Platform")).await;
    assert_eq!((yusuf.held.len(), yusuf.is_others), (4, false));
    assert!(yusuf.held.iter().all(|held| held.survey.unit_of(person_id("Yusuf Demirkan")) == Some(held.unit)));
    let page = app.browser_of("yusuf.demirkan@halden.example").await.get(&dashboard("Platform")).await.body;
    assert!(page.contains("class=\"heat\"") && !page.contains("No review has been held"), "{page}");
    // Its lead sees all of it, Build tools' lead the group that they share.
    let katarina = history(&app, &actor(&app, "Katarina Vukelić").await, team_id("Platform")).await.held.remove(0);
    assert!(katarina.survey.contract.units[katarina.unit].size > 10 && !katarina.is_together());
    let bjorn = history(&app, &actor(&app, "Bjørn Ødegård").await, team_id("Build tools")).await.held.remove(0);
    assert_eq!((bjorn.unit, bjorn.others), (yusuf.held[0].unit, vec!["Platform".to_owned()]));
    // A team with the whole of itself in one group is no less itself for the teams within it.
    let support = held(&app, "Siobhán O'Rourke", "Customer support").await.remove(0);
    assert!(!support.is_together(), "{:?}", support.others);
}

#[tokio::test]
async fn reviews_that_are_shown_to_others_are_not_denied() {
    let app = TestApp::new().await;
    let leaders = survey::history::Wanted { leaders_only: true, ..made::former("Leaders", "2025 H2") };
    made::import(&app, &leaders, "Team,lead01\nPayments,4\nPayments,3\nSales,5\nSales,4\nSales,2\n").await;
    let page = app.browser_of(EMPLOYEE).await.get("/company").await.body;
    assert!(page.contains("is shown to leads, managers and administrators") && !page.contains("class=\"heat\""), "{page}");
    assert!(!page.contains("No review has been held"), "{page}");
    assert!(app.browser_of(LEAD).await.get("/company").await.body.contains("class=\"heat\""));
}

#[tokio::test]
async fn after_a_review_with_names_nothing_is_compared_with_those_before() {
    let app = reviewed().await;
    open_review(&app, "Payments").await;
    let page = app.browser_of(LEAD).await.get(&dashboard("Payments")).await.body;
    assert!(page.contains("its answers carried names, and those before did not"), "{page}");
    assert!(page.contains("The line is broken where questions or people are others."), "{page}");
}

#[tokio::test]
async fn without_a_review_the_page_says_what_comes() {
    let app = TestApp::new().await;
    let page = app.browser_of(LEAD).await.get(&dashboard("Payments")).await.body;
    assert!(page.contains("No review has been held here yet.") && page.contains("When an administrator has launched"), "{page}");
    assert!(page.contains("Commit to something") && !page.contains("class=\"heat\""));
    let page = app.browser_of(ADMINISTRATOR).await.get("/company").await.body;
    assert!(page.contains("Launch a company review") && page.contains("/admin/cycles"), "{page}");
}

#[tokio::test]
async fn a_parent_shows_all_of_it_and_each_team_within() {
    let app = reviewed().await;
    let page = app.browser_of(MANAGER).await.get(&dashboard("Engineering")).await.body;
    for text in ["Section by section", "Payments", "Platform", "no lead is measured here"] {
        assert!(page.contains(text), "{text}");
    }
    let mut viktor = app.browser_of(MANAGER).await;
    let compare = viktor.get("/compare").await;
    assert_eq!(compare.status, StatusCode::OK);
    assert!(compare.body.contains("Everybody") && compare.body.contains("Engineering"), "{}", compare.body);
    assert!(!compare.body.contains("Nadia"), "leads are not named");
    assert!(viktor.get("/teams").await.body.contains("Compare teams"));
    // One level down, and what is not there or not theirs.
    let surveys = survey::all(&app.store).await.expect("reads");
    let review = health::across(&app.store, &surveys, &actor(&app, "Viktor Nakamura").await, Kind::Team).remove(0);
    let unit = review.contract.units.iter().position(|unit| unit.teams.contains(&team_id("Engineering"))).expect("a group");
    let down = viktor.get(&format!("/compare?review={}&within={unit}", review.id)).await;
    assert!(down.body.contains("<h1>") && down.body.contains("Payments"), "{}", down.body);
    let sales = review.contract.units.iter().position(|unit| unit.teams.contains(&team_id("Sales"))).expect("a group");
    for within in [sales.to_string(), "99999".to_owned(), "-1".to_owned(), "x".to_owned()] {
        let answer = viktor.get(&format!("/compare?review={}&within={within}", review.id)).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{within}");
    }
}

#[tokio::test]
async fn the_company_is_everybodys_to_see_as_the_contract_says() {
    let app = reviewed().await;
    let page = app.browser_of(EMPLOYEE).await.get("/company").await.body;
    for text in ["<p class=\"lead\"><b>", "Health by section", "Company review 2026 H2", "Engineering", "Section by section"] {
        assert!(page.contains(text), "{text}: {page}");
    }
    assert!(!page.contains("Do something about it"), "an employee commits the company to nothing");
    assert!(app.browser_of(ADMINISTRATOR).await.get("/company").await.body.contains("Do something about it"));
}

/// What is sent to commit to something.
fn action<'a>(level: &'a str, survey: &'a str, due: &'a str) -> [(&'static str, &'a str); 6] {
    [
        ("level", level),
        ("survey", survey),
        ("section", "decision-making"),
        ("title", "Write down who decides what"),
        ("owner", "Mira Solberg"),
        ("due", due),
    ]
}

async fn goals_of(app: &TestApp, team: &str) -> usize {
    goals::of_level(&app.store, Level::Team(team_id(team))).await.expect("reads").len()
}

#[tokio::test]
async fn a_lead_commits_the_owner_sees_it_and_the_next_review_tells_what_was_done() {
    let app = reviewed().await;
    let review = held(&app, "Nadia Perić", "Payments").await.remove(0).survey.id.to_string();
    let level = format!("team:{}", team_id("Payments"));
    let mut nadia = app.browser_of(LEAD).await;
    let made = nadia.post("/fn/goals/add", &action(&level, &review, "2027-01-14")).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.body);
    let page = nadia.get(&dashboard("Payments")).await.body;
    assert!(
        page.contains("Write down who decides what")
            && page.contains("From Decision-making, 2026 H2 · Mira Solberg · due 14 January"),
        "{page}"
    );
    let mut mira = app.browser_of(EMPLOYEE).await;
    let home = mira.get("/").await.body;
    assert!(home.contains("Due 14 January. Say how it goes.") && home.contains("My goals"), "{home}");
    assert!(home.contains("Payments, last team review") && home.contains("1 action open"), "{home}");
    // Henrik is of another team: the goal answers what Payments said.
    let goal = goals::of_level(&app.store, Level::Team(team_id("Payments"))).await.expect("reads").remove(0);
    let path = format!("/goals/{}", goal.id);
    assert_eq!(app.browser_of("henrik.moe@halden.example").await.get(&path).await.status, StatusCode::NOT_FOUND);
    let id = goal.id.to_string();
    let report = [("id", id.as_str()), ("seen", "1"), ("status", "behind"), ("note", "Waiting for Jonas")];
    assert_eq!(mira.post("/fn/goals/report", &report).await.status, StatusCode::OK);
    let again = mira.post("/fn/goals/report", &report).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "what was seen is old: {}", again.body);
    let done = [("id", id.as_str()), ("seen", "3"), ("status", "done"), ("note", "It hangs on the wall")];
    assert_eq!(mira.post("/fn/goals/report", &done).await.status, StatusCode::OK);
    let page = mira.get(&path).await.body;
    for text in [
        "Mira Solberg said that it is behind",
        "Waiting for Jonas",
        "It hangs on the wall",
        "Reopen it",
        "From Decision-making, 2026 H2",
    ] {
        assert!(page.contains(text), "{text}: {page}");
    }
    // An owner from another team sees what they do, and not what it answers.
    let given =
        made::goal_of(&app, "Nadia Perić", "Payments", "Help with timetables", "Henrik Moe", Some((&review, "balance"))).await;
    let mut henrik = app.browser_of("henrik.moe@halden.example").await;
    for path in ["/".to_owned(), format!("/goals/{}", given.id)] {
        let page = henrik.get(&path).await.body;
        assert!(page.contains("Help with timetables") && !page.contains("From balance"), "{path}: {page}");
    }
    assert!(nadia.get(&format!("/goals/{}", given.id)).await.body.contains("From balance, 2026 H2"));
    // The next review of the team begins with it; one of the company does not.
    let administrator = made::administrator(&app).await;
    let cycle = made::cycle(&app, &administrator, "2027 H1").await;
    for (kind, tells) in [(Kind::Team, true), (Kind::Company, false)] {
        let wanted = made::wanted(&app, cycle, kind, Mode::Confidential, &format!("{kind:?} next"));
        let mail = store::outbox::Mail::none();
        let next = survey::launch::launch(&app.store, &administrator, &mail, &wanted).await.expect("launched");
        let terms = app.browser_of(EMPLOYEE).await.get(&format!("/surveys/{next}")).await.body;
        assert_eq!(terms.contains("You said, we did") && terms.contains("Write down who decides what"), tells, "{terms}");
        let other = app.browser_of("henrik.moe@halden.example").await.get(&format!("/surveys/{next}")).await.body;
        assert!(!other.contains("Write down who decides what"), "it is Payments' own");
    }
}

#[tokio::test]
async fn what_cannot_be_committed_to_is_refused_at_its_field_and_changes_nothing() {
    let app = reviewed().await;
    let review = held(&app, "Nadia Perić", "Payments").await.remove(0).survey.id.to_string();
    let level = format!("team:{}", team_id("Payments"));
    let mut nadia = app.browser_of(LEAD).await;
    let with = |name: &str, value: &'static str| {
        let mut form = action(&level, &review, "2027-03-01").to_vec();
        form.iter_mut().filter(|(field, _)| *field == name).for_each(|(_, was)| *was = value);
        form
    };
    for (name, value, sentence) in [
        ("title", "  ", "Say what will be done."),
        ("owner", "", "A name is needed here."),
        ("owner", "Nobody Atall", "Nothing here is called “Nobody Atall”."),
        ("due", "", "Choose a day."),
        ("due", "soon", "Choose a day."),
        ("due", "2026-12-31", "This day has passed. Choose today or a later one."),
        ("due", "2099-01-01", "This is more than 5 years away. Choose a nearer day."),
    ] {
        let form = with(name, value);
        let answer = nadia.post("/fn/goals/add", &form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name} {value}");
        // A plain form comes back with the sentence at the field, open, and with what was typed.
        let page = plainly(&nadia, &format!("{}?section=decision-making", dashboard("Payments")), &form).await;
        assert!(page.contains(sentence), "{name} {value}: {page}");
        assert!(page.contains("<details open class=\"act\">"), "{name} {value}: {page}");
        assert!(name == "title" || page.contains("Write down who decides what"), "{name} {value}");
    }
    let long = "x".repeat(201);
    let mut form = action(&level, &review, "2027-03-01").to_vec();
    form[3].1 = &long;
    assert_eq!(nadia.post("/fn/goals/add", &form).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(goals_of(&app, "Payments").await, 0);
    assert_eq!(nadia.post("/fn/goals/add", &action(&level, &review, "2027-03-01")).await.status, StatusCode::OK);
    let twice = nadia.post("/fn/goals/add", &action(&level, &review, "2027-04-01")).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", twice.body);
    // Other teams, surveys and sections are not there.
    let sales = format!("team:{}", team_id("Sales"));
    let nowhere = format!("team:{}", uuid::Uuid::nil());
    let strange = uuid::Uuid::nil().to_string();
    for (level, survey) in [(&sales, &review), (&nowhere, &review), (&"all".to_owned(), &review), (&level, &strange)] {
        let answer = nadia.post("/fn/goals/add", &action(level, survey, "2027-03-01")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{level} {survey}");
    }
    let form = with("section", "no-such");
    assert_eq!(nadia.post("/fn/goals/add", &form).await.status, StatusCode::NOT_FOUND);
    assert_eq!((goals_of(&app, "Payments").await, goals_of(&app, "Sales").await), (1, 0));
}

/// Sends a form as a browser without script does, from this page, and follows where it leads.
async fn plainly(browser: &Browser, from: &str, form: &[(&str, &str)]) -> String {
    let mut plain = browser.clone().without_javascript();
    let answer = plain.post_from(from, "/fn/goals/add", form).await;
    let to = answer.header("location").to_owned();
    plain.get(&to).await.body
}

#[tokio::test]
async fn a_small_team_with_names_has_numbers_of_its_own() {
    let app = TestApp::new().await;
    open_review(&app, "Timetables").await;
    let page = app.browser_of("tomasz.zielinski@halden.example").await.get(&dashboard("Timetables")).await.body;
    assert!(page.contains("answers carried names") && page.contains("class=\"heat\""), "{page}");
    assert!(!page.contains("What you can do"), "{page}");
}
