use crate::app::{ADMINISTRATOR, HOST, TestApp, token_in};
use http::StatusCode;
use jiff::SignedDuration;
use server::config::Config;
use store::demo::{self, person_id};

const GRETA: [(&str, &str); 3] = [("name", "Greta Nowak"), ("email", "greta@halden.example"), ("title", "Engineer")];

#[tokio::test]
async fn without_mail_the_administrator_copies_the_link_and_it_works() {
    let app = TestApp::new().await;
    let mut browser = app.browser_of(ADMINISTRATOR).await.without_javascript();
    let answer = browser.post("/fn/people/invite", &GRETA).await;
    let page = browser.get(answer.header("location")).await.body;
    let link = token_in(&page);
    assert!(page.contains(&format!("http://{HOST}/set-password/{link}")), "{page}");

    let mut greta = app.browser().without_javascript();
    assert!(greta.get(&format!("/set-password/{link}")).await.body.contains("Welcome, Greta"));
    let form = [("token", &*link), ("password", "a quiet walk along the fjord")];
    let answer = greta.post("/fn/password/set", &form).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::FOUND, "/"));
    assert_eq!(greta.get("/").await.status, StatusCode::OK, "signed in at once");
}

#[tokio::test]
async fn with_mail_the_link_goes_by_letter_and_the_page_does_not_show_it() {
    let app = TestApp::with_mail().await;
    let mut browser = app.browser_of(ADMINISTRATOR).await;
    let answer = browser.post("/fn/people/invite", &GRETA).await;
    let page = browser.get(answer.header("location")).await.body;
    assert!(page.contains("is on its way to") && !page.contains("/set-password/"), "{page}");
    let letters = app.letters().await;
    assert_eq!(letters.len(), 1);
    assert!(letters[0].contains("To: greta@halden.example"), "{}", letters[0]);
    let token = token_in(&letters[0]);
    assert!(app.browser().get(&format!("/set-password/{token}")).await.body.contains("Welcome, Greta"));
    assert!(!app.picture().await.contains(&token), "what was sent is not kept");
}

#[tokio::test]
async fn nobody_is_invited_twice() {
    let app = TestApp::new().await;
    let mut browser = app.browser_of(ADMINISTRATOR).await;
    browser.post("/fn/people/invite", &GRETA).await;
    let before = app.picture().await;
    let answer = browser.post("/fn/people/invite", &GRETA).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("AddressTaken"), "{}", answer.body);
    assert_eq!(app.picture().await, before);
}

#[tokio::test]
async fn a_newer_link_replaces_the_older() {
    let app = TestApp::new().await;
    let mut browser = app.browser_of(ADMINISTRATOR).await;
    let first = token_in(browser.post("/fn/people/invite", &GRETA).await.header("location"));
    let list: serde_json::Value = serde_json::from_str(&browser.get("/fn/people/list?sought[skip]=0").await.body).expect("JSON");
    let greta = list["people"].as_array().expect("people").iter().find(|person| person["name"] == "Greta Nowak").expect("listed");
    assert_eq!(greta["account"], "Invited");
    let id = greta["id"].as_str().expect("an id");
    let second = token_in(browser.post("/fn/people/link", &[("person", id)]).await.header("location"));
    assert!(app.browser().get(&format!("/set-password/{first}")).await.body.contains("does not work any more"));
    assert!(app.browser().get(&format!("/set-password/{second}")).await.body.contains("Welcome, Greta"));
}

#[tokio::test]
async fn the_list_says_how_far_each_account_is_and_who_gets_no_link() {
    let mut company = demo::company();
    company.change("Emil Brandt", |person| person.active = false);
    company.change("Aiko Tanaka", |person| person.email = None);
    let app = TestApp::with(&company, Config::default()).await;
    let mut browser = app.browser_of(ADMINISTRATOR).await;
    browser.post("/fn/people/invite", &GRETA).await;
    // Her link expires; the administrator's session, in use, does not.
    app.pass(SignedDuration::from_hours(8 * 24));
    browser.post("/fn/people/invite", &[("name", "Ida Holm"), ("email", "ida@halden.example")]).await;

    let page = browser.get("/admin/people").await.body + &browser.get("/admin/people?state=left").await.body;
    let row = |name: &str| page.split("<tr>").find(|row| row.contains(name)).unwrap_or_else(|| panic!("no {name}: {page}"));
    for (name, account, action) in [
        ("Mira Solberg", "Active", Some("New password")),
        ("Ida Holm", "Invited", Some("New link")),
        ("Greta Nowak", "Not invited", Some("Invite")),
        ("Emil Brandt", "Left", None),
        ("Aiko Tanaka", "No address", None),
    ] {
        let row = row(name);
        assert!(row.contains(&format!("</svg>{account}</span>")), "{name}: {row}");
        assert_eq!(row.contains("<button"), action.is_some(), "{name}: {row}");
        assert!(action.is_none_or(|action| row.contains(&format!(">{action}<"))), "{name}: {row}");
    }

    let before = app.picture().await;
    let mut plain = browser.without_javascript();
    for (person, sentence) in [
        (person_id("Emil Brandt").to_string(), "This person has left; they get no link."),
        (person_id("Aiko Tanaka").to_string(), "This person has no address to sign in with."),
        (uuid::Uuid::new_v4().to_string(), "There is no such person any more."),
    ] {
        let answer = plain.post_from("/admin/people", "/fn/people/link", &[("person", &person)]).await;
        let back = answer.header("location").replace(&format!("http://{HOST}"), "");
        let page = plain.get(&back).await.body;
        assert!(page.contains(sentence), "{sentence}: {page}");
    }
    assert_eq!(app.picture().await, before);
}
