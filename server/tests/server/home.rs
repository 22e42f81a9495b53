use crate::app::{ADMINISTRATOR, EMPLOYEE, MANAGER, TestApp};

#[tokio::test]
async fn home_is_rendered_whole_on_the_server() {
    let app = TestApp::new().await;
    let page = app.browser_of(EMPLOYEE).await.get("/").await.body;
    for text in ["One thing waits for you", "Say which time zone you are in", "Payments", "Nadia Perić", "Halden Rail Software"]
    {
        assert!(page.contains(text), "{text}: {page}");
    }
    assert!(!page.contains("Who reports to you") && !page.contains("/admin/people"));
}

#[tokio::test]
async fn a_manager_sees_who_reports_to_them_and_an_administrator_what_is_open() {
    let app = TestApp::new().await;
    let page = app.browser_of(MANAGER).await.get("/").await.body;
    assert!(page.contains("Who reports to you") && page.contains("13 people") && page.contains("Open the desk"), "{page}");
    let mut admin = app.browser_of(ADMINISTRATOR).await;
    admin.post("/fn/people/invite", &[("name", "Greta Nowak"), ("email", "greta@halden.example")]).await;
    let page = admin.get("/").await.body;
    assert!(page.contains("One invitation is open") && page.contains("Two things wait for you"), "{page}");
}
