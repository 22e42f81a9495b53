//! On files: what was done before a restart is there after it.

use crate::app::{ADMINISTRATOR, TestApp, still};
use server::config::Config;
use store::{OpenFailed, Store, demo, password::Hasher};

async fn open(url: &str) -> Store {
    for _ in 0..200 {
        match Store::open(url, still()).await {
            Err(OpenFailed::InUse { .. }) => tokio::time::sleep(std::time::Duration::from_millis(50)).await,
            other => return other.expect("opens"),
        }
    }
    panic!("the folder stays locked");
}

#[tokio::test]
async fn sessions_people_and_the_audit_chain_outlive_the_program() {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("surrealkv://{}", folder.path().join("store").display());
    let store = open(&url).await;
    demo::company().found(&store, &Hasher::cheap()).await.expect("founded");
    let app = TestApp::around(store, Config::default());
    let mut admin = app.browser_of(ADMINISTRATOR).await;
    admin.post("/fn/people/invite", &[("name", "Greta Nowak"), ("email", "greta@halden.example")]).await;
    let (before, cookie) = (app.picture().await, admin.cookie.clone());
    drop((app, admin));

    let app = TestApp::around(open(&url).await, Config::default());
    assert_eq!(app.picture().await, before);
    let mut admin = app.browser();
    admin.cookie = cookie;
    assert!(admin.get("/admin/people").await.body.contains("Greta Nowak"));
    assert_eq!(store::audit::verify(&app.store).await.expect("reads").expect("holds").sequence, 1);
}
