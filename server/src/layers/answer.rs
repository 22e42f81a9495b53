//! The last word on answers: what a client got wrong is never a 500, and a 500 never says more than an id.

use app::server::{ERROR_ID, accepts_html, logged};
use axum::{
    body::Body,
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use http_body_util::Limited;
use std::{any::Any, time::Duration};

/// The most bytes that a request may carry.
pub const LARGEST_BODY: usize = 256 * 1024;

/// The most bytes that one with a file may carry: the file, and what a form puts around it.
pub const LARGEST_UPLOAD: usize = waymark::import::LARGEST + 64 * 1024;

fn largest(path: &str) -> usize {
    if app::UPLOADS.contains(&path) { LARGEST_UPLOAD } else { LARGEST_BODY }
}

/// Leptos answers 500 for arguments that do not decode. Errors of ours carry an id; what carries none is the client's.
pub async fn blame(request: Request, next: Next) -> Response {
    let is_get_page = request.method() == Method::GET && !request.uri().path().starts_with("/fn/");
    let wants_page = is_get_page || accepts_html(request.headers());
    let most = largest(request.uri().path());
    let mut response = next.run(request).await;
    let status = response.status();
    if status == StatusCode::INTERNAL_SERVER_ERROR && !response.headers().contains_key(ERROR_ID) {
        if response.headers().contains_key("serverfnerror") {
            *response.status_mut() = StatusCode::BAD_REQUEST;
        } else {
            return broken("an answer without an id");
        }
    }
    if status == StatusCode::PAYLOAD_TOO_LARGE {
        let most = if most > 1024 * 1024 { format!("{} MB", most / 1024 / 1024) } else { format!("{} KB", most / 1024) };
        let text = format!(
            "This is more than Waymark takes at once ({most}). Nothing was changed. What you wrote is still there when you go back.\n"
        );
        return (status, text).into_response();
    }
    // Leptos redirects only who asks for HTML by name; a page that leads elsewhere does so for everybody, whatever
    // status its parts wished for.
    if is_get_page && response.headers().contains_key(header::LOCATION) {
        *response.status_mut() = StatusCode::FOUND;
    }
    // A redirect is read by nobody, and its body (Leptos writes the error there too) may say more than it should.
    if wants_page && response.status().is_redirection() {
        *response.body_mut() = Body::empty();
        response.headers_mut().remove(header::CONTENT_LENGTH);
        response.headers_mut().remove(header::CONTENT_TYPE);
    }
    response
}

/// The longest that an answer may take, with the reading of the request.
pub const LONGEST: Duration = Duration::from_secs(30);

/// Gives up on a request that takes too long: its body may never end.
pub async fn in_time(State(longest): State<Duration>, request: Request, next: Next) -> Response {
    tokio::time::timeout(longest, next.run(request)).await.unwrap_or_else(|_| {
        let text = "This took too long and was given up. It may have been done all the same: look before you try again.\n";
        (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "5")], text).into_response()
    })
}

/// Makes the whole answer although the client may have left meanwhile: a page that is given up half-made would never be
/// freed (`leptos_integration_utils` 0.8: its reactive owner goes with the end of its stream), and who sends and leaves must
/// not decide how far a change gets.
pub async fn to_its_end(request: Request, next: Next) -> Response {
    let answering = tokio::spawn(async move {
        let (parts, body) = next.run(request).await.into_parts();
        match axum::body::to_bytes(body, usize::MAX).await {
            Ok(bytes) => Response::from_parts(parts, Body::from(bytes)),
            Err(error) => broken(&error.to_string()),
        }
    });
    answering.await.unwrap_or_else(|error| broken(&error.to_string()))
}

/// Refuses a body that says that it is too large, before it is read, and stops reading one that turns out to be.
pub async fn body_limit(request: Request, next: Next) -> Response {
    let most = largest(request.uri().path());
    if declared(request.headers()).is_some_and(|length| length > most as u64) {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    }
    next.run(request.map(|body| Body::new(Limited::new(body, most)))).await
}

/// Refuses what is sent to where files go and is no form with files: the decoder takes that for granted (`server_fn` 0.8).
pub async fn files(request: Request, next: Next) -> Response {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if app::UPLOADS.contains(&request.uri().path()) && multer::parse_boundary(kind).is_err() {
        return (StatusCode::BAD_REQUEST, "This address takes a form with a file. Nothing was changed.\n").into_response();
    }
    next.run(request).await
}

fn declared(headers: &HeaderMap) -> Option<u64> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// The answer after a panic: an id, under which the log has what happened.
pub fn panicked(panic: Box<dyn Any + Send + 'static>) -> Response {
    let text = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("a panic without words");
    broken(text)
}

fn broken(error: &str) -> Response {
    with_id(&logged(error))
}

/// The answer after an error of ours that was logged under this id.
pub fn with_id(id: &str) -> Response {
    let text = format!("Something broke on the server. Nothing was changed. Tell your administrator the code {id}.\n");
    let mut response = (StatusCode::INTERNAL_SERVER_ERROR, text).into_response();
    if let Ok(value) = HeaderValue::from_str(id) {
        response.headers_mut().insert(ERROR_ID, value);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::{
        Router,
        middleware::{from_fn, from_fn_with_state},
        routing::{get, post},
    };
    use std::sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    };
    use tokio::sync::Notify;
    use tower::ServiceExt;
    use tower_http::catch_panic::CatchPanicLayer;

    async fn ask(router: Router, request: http::request::Builder) -> (StatusCode, HeaderMap, String) {
        let answer = router.oneshot(request.body(Body::empty()).expect("a request")).await.expect("an answer");
        let (parts, body) = answer.into_parts();
        let body = axum::body::to_bytes(body, 10_000).await.expect("a body");
        (parts.status, parts.headers, String::from_utf8_lossy(&body).into_owned())
    }

    #[tokio::test]
    async fn a_panic_is_an_id_and_nothing_of_what_happened() {
        let router: Router = Router::new()
            .route("/", get(|| async { panic!("secret of the store") as &'static str }))
            .layer(CatchPanicLayer::custom(panicked))
            .layer(from_fn(blame));
        let (status, headers, text) = ask(router, Request::get("/")).await;
        assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
        let id = headers[ERROR_ID].to_str().expect("plain");
        assert!(id.len() == 8 && text.contains(id), "{text}");
        assert!(!text.contains("secret"), "{text}");
    }

    #[tokio::test]
    async fn a_500_is_an_error_of_ours_only_with_an_id() {
        let secret = (StatusCode::INTERNAL_SERVER_ERROR, "secret of the store");
        let ours = (StatusCode::INTERNAL_SERVER_ERROR, [(ERROR_ID, "0a1b2c3d")], "our own words");
        let clients = (StatusCode::INTERNAL_SERVER_ERROR, [("serverfnerror", "1")], "cannot be read");
        let router: Router = Router::new()
            .route("/unknown", get(move || async move { secret }))
            .route("/ours", get(move || async move { ours }))
            .route("/fn/clients", get(move || async move { clients }))
            .layer(from_fn(blame));
        let (status, headers, text) = ask(router.clone(), Request::get("/unknown")).await;
        assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
        assert!(headers.contains_key(ERROR_ID) && !text.contains("secret"), "{text}");
        let (status, _, text) = ask(router.clone(), Request::get("/ours")).await;
        assert_eq!((status, &*text), (StatusCode::INTERNAL_SERVER_ERROR, "our own words"));
        let (status, _, text) = ask(router, Request::get("/fn/clients")).await;
        assert_eq!((status, &*text), (StatusCode::BAD_REQUEST, "cannot be read"));
    }

    #[tokio::test]
    async fn a_redirect_says_nothing_to_who_is_sent_on() {
        let sent_on = (StatusCode::FOUND, [(header::LOCATION, "/account")], "secret of the form");
        let router: Router = Router::new().route("/", get(move || async move { sent_on })).layer(from_fn(blame));
        let (status, headers, text) = ask(router, Request::get("/")).await;
        assert_eq!((status, &headers[header::LOCATION], &*text), (StatusCode::FOUND, &HeaderValue::from_static("/account"), ""));
    }

    #[tokio::test]
    async fn what_was_begun_is_finished_although_the_client_leaves() {
        let (begun, end) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let (read, all_read) = (Arc::new(AtomicUsize::new(0)), Arc::new(Notify::new()));
        let handler = {
            let (begun, end, read, all_read) = (begun.clone(), end.clone(), read.clone(), all_read.clone());
            async move || {
                begun.notify_one();
                end.notified().await;
                let pieces = (0..3).map(move |number| {
                    read.store(number, Ordering::SeqCst);
                    if number == 2 {
                        all_read.notify_one();
                    }
                    Ok::<_, std::io::Error>("piece")
                });
                Body::from_stream(tokio_stream::iter(pieces))
            }
        };
        let router: Router = Router::new().route("/", get(handler)).layer(from_fn(to_its_end));
        let asking = tokio::spawn(router.oneshot(Request::get("/").body(Body::empty()).expect("a request")));
        begun.notified().await;
        asking.abort();
        assert!(asking.await.expect_err("the client left").is_cancelled());
        end.notify_one();
        tokio::time::timeout(Duration::from_secs(20), all_read.notified()).await.expect("the answer is made to its end");
        assert_eq!(read.load(Ordering::SeqCst), 2);
    }

    #[tokio::test]
    async fn a_body_that_never_ends_is_given_up_with_a_sentence() {
        let router: Router = Router::new()
            .route("/", post(|body: String| async { body }))
            .layer(from_fn_with_state(Duration::from_millis(20), in_time));
        let body = Body::from_stream(tokio_stream::pending::<Result<String, std::io::Error>>());
        let answer = router.oneshot(Request::post("/").body(body).expect("a request")).await.expect("an answer");
        assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(answer.headers()[header::RETRY_AFTER], "5");
        let text = axum::body::to_bytes(answer.into_body(), 1000).await.expect("a body");
        assert!(text.starts_with(b"This took too long"), "{text:?}");
    }
}
