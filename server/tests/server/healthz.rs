use crate::app::TestApp;
use http::StatusCode;

#[tokio::test]
async fn the_program_says_that_it_lives_and_can_serve() {
    let app = TestApp::new().await;
    for (path, body) in [("/healthz", "ok\n"), ("/readyz", "ready\n")] {
        let answer = app.browser().get(path).await;
        assert_eq!((answer.status, answer.body.as_str()), (StatusCode::OK, body));
    }
}
