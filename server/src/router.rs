//! The router: every address of the program, and the layers around them.

use crate::{
    assets, health,
    health::Metrics,
    layers::{answer, client, headers, measure, same_origin},
    sessions,
};
use app::server::Server;
use axum::{Router, middleware, routing::get};
use leptos::{nonce::use_nonce, prelude::*};
use leptos_axum::{AxumRouteListing, LeptosRoutes, generate_route_list};
use std::{
    net::IpAddr,
    sync::{Arc, OnceLock},
};
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{CompressionLayer, CompressionLevel},
    limit::RequestBodyLimitLayer,
};

/// Addresses that are no page and no server function, all read with GET.
pub const PLAIN: [&str; 6] = ["/healthz", "/readyz", "/metrics", "/assets/{*name}", "/robots.txt", "/favicon.ico"];

/// What the router is built from.
#[derive(Clone, Debug)]
pub struct Parts {
    /// What pages are given.
    pub server: Server,
    /// The numbers of this program.
    pub metrics: Metrics,
    /// Whether browsers come over https.
    pub is_https: bool,
    /// Proxies whose word counts.
    pub trusted_proxies: Arc<[IpAddr]>,
}

/// The pages, as the application lists them.
///
/// Listed once in a program: a page that begins to load its data while another thread lists them never ends
/// (leptos#4773).
pub fn pages() -> Vec<AxumRouteListing> {
    static PAGES: OnceLock<Vec<AxumRouteListing>> = OnceLock::new();
    PAGES.get_or_init(|| generate_route_list(app::App)).clone()
}

/// Builds the router.
pub fn router(parts: Parts) -> Router {
    let Parts { server, metrics, is_https, trusted_proxies } = parts;
    let options = LeptosOptions::builder().output_name("waymark").build();
    let context = {
        let server = server.clone();
        move || {
            provide_context(server.clone());
            page_policy();
        }
    };
    let document = {
        let assets = Arc::clone(&server.assets);
        move || app::document(&assets)
    };
    let not_found = leptos_axum::render_app_async_with_context(context.clone(), document.clone());
    let people = Router::new()
        .leptos_routes_with_context(&options, pages(), context, document)
        .fallback(not_found)
        .with_state(options)
        .layer(sessions::layer(server.store.clone(), is_https))
        .layer(middleware::from_fn_with_state(server.url.clone(), same_origin::only))
        .layer(RequestBodyLimitLayer::new(answer::LARGEST_BODY))
        .layer(middleware::from_fn(answer::body_limit))
        .layer(CatchPanicLayer::custom(answer::panicked))
        .layer(middleware::from_fn_with_state(answer::LONGEST, answer::in_time))
        .layer(middleware::from_fn(answer::blame))
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest));
    let machines = Router::new()
        .route(PLAIN[1], get(health::ready).with_state(server.store.clone()))
        .route(PLAIN[2], get(health::metrics).with_state(metrics))
        .route(PLAIN[3], get(assets::asset))
        .route(PLAIN[4], get(assets::public))
        .route(PLAIN[5], get(assets::public));
    Router::new()
        .merge(machines)
        .merge(people)
        .layer(middleware::from_fn_with_state(trusted_proxies, client::note))
        .layer(middleware::from_fn(headers::careful))
        .layer(middleware::from_fn(measure::requests))
        // Outside every layer: what the bench compares pages with.
        .route(PLAIN[0], get(health::alive))
}

/// Puts the page's content-security policy, with the nonce of its scripts, into the answer.
fn page_policy() {
    let (Some(nonce), Some(response)) = (use_nonce(), use_context::<leptos_axum::ResponseOptions>()) else {
        return;
    };
    if let Ok(policy) = headers::page_policy(&nonce).parse() {
        response.insert_header(http::header::CONTENT_SECURITY_POLICY, policy);
    }
}
