//! Refuses what another site makes a browser send. Server functions do not look (leptos#3786), and `SameSite=Lax` alone
//! leaves gaps.

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, Method, StatusCode, header};
use std::sync::Arc;

const REFUSED: &str = "This request did not come from a page of this Waymark, so nothing was done. Open Waymark itself and try again \
                       there. (For who runs it: set \"url\" to the address that people type.)\n";

/// Lets through what only reads, and what comes from a page of this installation.
pub async fn only(State(url): State<Option<Arc<str>>>, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if reads || is_ours(request.headers(), url.as_deref()) {
        next.run(request).await
    } else {
        tracing::info!(path = request.uri().path(), "refused a request from elsewhere");
        (StatusCode::FORBIDDEN, REFUSED).into_response()
    }
}

fn is_ours(headers: &HeaderMap, url: Option<&str>) -> bool {
    let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    match headers.get("sec-fetch-site").and_then(|value| value.to_str().ok()) {
        Some("same-origin") => return true,
        Some(_) => return false,
        // Over plain http browsers do not say it.
        None => {}
    }
    let Some(origin) = text(header::ORIGIN) else { return false };
    if url.is_some_and(|url| url.trim_end_matches('/') == origin) {
        return true;
    }
    let Some(host) = text(header::HOST) else { return false };
    ["http://", "https://"].iter().any(|scheme| origin.strip_prefix(scheme) == Some(host))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ours(pairs: &[(&'static str, &str)], url: Option<&str>) -> bool {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(*name, value.parse().expect("a value"));
        }
        is_ours(&headers, url)
    }

    #[test]
    fn only_our_own_pages_may_change_things() {
        assert!(ours(&[("sec-fetch-site", "same-origin")], None));
        assert!(ours(&[("host", "a.example:3000"), ("origin", "http://a.example:3000")], None));
        assert!(ours(&[("host", "internal:3000"), ("origin", "https://a.example")], Some("https://a.example/")));
        for elsewhere in [
            &[("sec-fetch-site", "cross-site"), ("host", "a"), ("origin", "http://a")][..],
            &[("sec-fetch-site", "same-site"), ("host", "a"), ("origin", "http://a")],
            &[("sec-fetch-site", "none"), ("host", "a")],
            &[("host", "a.example"), ("origin", "http://evil.example")],
            &[("host", "a.example"), ("origin", "null")],
            &[("host", "a.example"), ("origin", "http://a.example.evil.example")],
            &[("host", "a.example")],
            &[],
        ] {
            assert!(!ours(elsewhere, None), "{elsewhere:?}");
        }
    }
}
