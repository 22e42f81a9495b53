//! The files in the binary: style, script, module, icons. Their names carry a hash of what is in them, so browsers may
//! keep them forever.

use app::server::{Assets, Entry};
use axum::{
    body::Body,
    extract::{Path, Request},
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use rust_embed::{Embed, EmbeddedFile};
use serde::Deserialize;
use std::{collections::BTreeMap, sync::LazyLock};

/// What `cargo xtask` builds. In development it is read from there, in a release it is in the binary.
#[derive(Embed)]
#[folder = "../target/site"]
#[allow_missing = true]
struct Site;

/// What there is.
#[derive(Deserialize)]
struct Manifest {
    /// Logical names (`style.css`) and the names that are served (`style.1a2b….css`).
    #[serde(rename = "files")]
    names: BTreeMap<String, String>,
    /// The wasm entries, with the names that are served.
    entries: BTreeMap<String, Bundle>,
    /// Whether the served names carry a hash, so that browsers may keep the files for ever.
    #[serde(default = "always")]
    hashed: bool,
}

/// What a page of a wasm entry loads.
#[derive(Deserialize)]
struct Bundle {
    script: String,
    loader: Option<String>,
    module: String,
    chunks: BTreeMap<String, Vec<String>>,
}

fn always() -> bool {
    true
}

static MANIFEST: LazyLock<Manifest> = LazyLock::new(|| {
    let manifest = Site::get("manifest.json").and_then(|file| serde_json::from_slice(&file.data).ok());
    manifest.unwrap_or_else(made_by_cargo_leptos)
});

/// What there is where `cargo leptos` built the site: it writes no manifest and no hashes, puts public/ beside the assets,
/// and does not bundle the style sheet, so that comes from its sources.
fn made_by_cargo_leptos() -> Manifest {
    let mut manifest = Manifest { names: BTreeMap::new(), entries: BTreeMap::new(), hashed: false };
    if Site::get("assets/waymark.wasm").is_some() {
        let own = [("style.css", "main.css")];
        let kept = ["icons.svg", "favicon.svg", "robots.txt"].map(|name| (name, name));
        let names = own.into_iter().chain(kept).map(|(logical, served)| (logical.to_owned(), served.to_owned()));
        manifest.names = names.collect();
        let bundle = Bundle {
            script: "waymark.js".to_owned(),
            loader: Some("__wasm_split.______________________.js".to_owned()),
            module: "waymark.wasm".to_owned(),
            chunks: BTreeMap::new(),
        };
        manifest.entries.insert(app::ENTRY.to_owned(), bundle);
    }
    manifest
}

/// A file of assets/; of what `cargo leptos` builds also one that lies elsewhere.
fn file(name: &str) -> Option<EmbeddedFile> {
    let found = Site::get(&format!("assets/{name}"));
    if MANIFEST.hashed { found } else { found.or_else(|| Site::get(name)).or_else(|| source(name)) }
}

#[cfg(debug_assertions)]
fn source(name: &str) -> Option<EmbeddedFile> {
    #[derive(Embed)]
    #[folder = "../style"]
    struct Style;
    Style::get(name)
}

#[cfg(not(debug_assertions))]
fn source(_name: &str) -> Option<EmbeddedFile> {
    None
}

/// The names that pages refer to.
pub fn names() -> Assets {
    let address = |name: &String| format!("/assets/{name}");
    let name = |logical: &str| MANIFEST.names.get(logical).map(address).unwrap_or_default();
    let entry = |bundle: &Bundle| Entry {
        script: address(&bundle.script),
        loader: bundle.loader.as_ref().map(address),
        module: address(&bundle.module),
        chunks: bundle.chunks.iter().map(|(chunk, files)| (chunk.clone(), files.iter().map(address).collect())).collect(),
    };
    Assets {
        style: name("style.css"),
        icons: name("icons.svg"),
        favicon: name("favicon.svg"),
        entries: MANIFEST.entries.iter().map(|(name, bundle)| (name.clone(), entry(bundle))).collect(),
    }
}

/// Whether the browser's half was built.
pub fn are_there() -> bool {
    MANIFEST.entries.contains_key(app::ENTRY)
}

/// `/assets/{*name}`.
pub async fn asset(Path(name): Path<String>, request: Request) -> Response {
    answer(&name, request.headers(), if MANIFEST.hashed { "public, max-age=31536000, immutable" } else { "no-cache" })
}

/// A file of public/ under its own name: `/robots.txt`, `/favicon.ico`.
pub async fn public(request: Request) -> Response {
    let path = request.uri().path().trim_start_matches('/');
    let logical = if path == "favicon.ico" { "favicon.svg" } else { path };
    match MANIFEST.names.get(logical) {
        Some(name) => answer(name, request.headers(), "public, max-age=3600"),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn answer(name: &str, headers: &HeaderMap, cache: &'static str) -> Response {
    if name.split('/').any(|part| part == "..") {
        return StatusCode::NOT_FOUND.into_response();
    }
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let packed =
        codings(accepted).find_map(|(coding, ending)| file(&format!("{name}.{ending}")).map(|file| (file, Some(coding))));
    let Some((file, coding)) = packed.or_else(|| file(name).map(|file| (file, None))) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let kind = mime_guess::from_path(name).first_or_octet_stream();
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

/// The codings that files are there in and that the client accepts, the smaller first, each with the ending of its files.
fn codings(accepted: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let accepts = move |coding: &str| {
        accepted.split(',').any(|one| {
            let mut parts = one.split(';').map(str::trim);
            let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(coding));
            // A weight of nothing means: not this one (RFC 9110, 12.4.2).
            named && !parts.any(|part| part.strip_prefix("q=").is_some_and(|weight| weight.parse() == Ok(0.0_f32)))
        })
    };
    [("br", "br"), ("gzip", "gz")].into_iter().filter(move |(coding, _)| accepts(coding))
}

fn body(file: EmbeddedFile) -> Body {
    match file.data {
        std::borrow::Cow::Borrowed(bytes) => Body::from(bytes),
        std::borrow::Cow::Owned(bytes) => Body::from(bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::codings;

    #[test]
    fn the_smallest_coding_that_is_accepted_is_taken() {
        for (accepted, expected) in [
            ("gzip, deflate, br, zstd", &["br", "gzip"][..]),
            ("gzip;q=1.0, BR;q=0.5", &["br", "gzip"]),
            ("br;q=0, gzip", &["gzip"]),
            ("br; q=0.000", &[]),
            ("brotli, x-gzip", &[]),
            ("", &[]),
            (";;;q=x", &[]),
        ] {
            assert_eq!(codings(accepted).map(|(coding, _)| coding).collect::<Vec<_>>(), expected, "{accepted}");
        }
    }
}
