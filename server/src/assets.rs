//! The files in the binary: style, script, module, icons. Their names carry a hash of what is in them, so browsers may
//! keep them forever.

use app::server::Assets;
use axum::{
    body::Body,
    extract::{Path, Request},
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use rust_embed::{Embed, EmbeddedFile};
use std::{collections::BTreeMap, sync::LazyLock};

/// What `cargo xtask` builds. In development it is read from there, in a release it is in the binary.
#[derive(Embed)]
#[folder = "../target/site"]
#[allow_missing = true]
struct Site;

/// Logical names (`style.css`) and the names that are served (`style.1a2b….css`).
static MANIFEST: LazyLock<BTreeMap<String, String>> =
    LazyLock::new(|| Site::get("manifest.json").and_then(|file| serde_json::from_slice(&file.data).ok()).unwrap_or_default());

/// The names that pages refer to.
pub fn names() -> Assets {
    let name = |logical: &str| MANIFEST.get(logical).map(|name| format!("/assets/{name}")).unwrap_or_default();
    Assets {
        style: name("style.css"),
        icons: name("icons.svg"),
        favicon: name("favicon.svg"),
        script: name("waymark.js"),
        module: name("waymark.wasm"),
    }
}

/// Whether the browser's half was built.
pub fn are_there() -> bool {
    MANIFEST.contains_key("waymark.wasm")
}

/// `/assets/{*name}`.
pub async fn asset(Path(name): Path<String>, request: Request) -> Response {
    answer(&format!("assets/{name}"), request.headers(), "public, max-age=31536000, immutable")
}

/// A file of public/ under its own name: `/robots.txt`, `/favicon.ico`.
pub async fn public(request: Request) -> Response {
    let path = request.uri().path().trim_start_matches('/');
    let logical = if path == "favicon.ico" { "favicon.svg" } else { path };
    match MANIFEST.get(logical) {
        Some(name) => answer(&format!("assets/{name}"), request.headers(), "public, max-age=3600"),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn answer(path: &str, headers: &HeaderMap, cache: &'static str) -> Response {
    if path.split('/').any(|part| part == "..") {
        return StatusCode::NOT_FOUND.into_response();
    }
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let accepts = |coding: &str| accepted.split(',').any(|one| one.split(';').next().is_some_and(|name| name.trim() == coding));
    let packed = [("br", "br"), ("gzip", "gz")]
        .into_iter()
        .filter(|(coding, _)| accepts(coding))
        .find_map(|(coding, ending)| Site::get(&format!("{path}.{ending}")).map(|file| (file, Some(coding))));
    let Some((file, coding)) = packed.or_else(|| Site::get(path).map(|file| (file, None))) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let kind = mime_guess::from_path(path).first_or_octet_stream();
    let mut response = Response::new(body(file));
    let headers = response.headers_mut();
    // The guess is one of a table of plain names.
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_str(kind.as_ref()).expect("a media type is plain ASCII"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(coding) = coding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    response
}

fn body(file: EmbeddedFile) -> Body {
    match file.data {
        std::borrow::Cow::Borrowed(bytes) => Body::from(bytes),
        std::borrow::Cow::Owned(bytes) => Body::from(bytes),
    }
}
