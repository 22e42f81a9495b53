//! The router: every address of the program, and the layers around them.

use crate::{
    answers,
    answers::Taker,
    assets, export, health,
    health::Metrics,
    layers::{answer, client, headers, measure, refusal, same_origin},
    live, results, sessions, survey_page,
};
use app::{Asked, server::Server};
use axum::{
    Router,
    extract::Request,
    middleware,
    routing::{MethodRouter, get, post},
};
use leptos::{nonce::use_nonce, prelude::*};
use leptos_axum::{AxumRouteListing, LeptosRoutes, generate_route_list};
use std::{
    net::IpAddr,
    sync::{Arc, OnceLock},
};
use store::Store;
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{CompressionLayer, CompressionLevel},
};

/// Outside every layer: what the bench compares pages with.
const HEALTH: &str = "/healthz";

/// What is no page and no server function.
fn machines(store: Store, metrics: Metrics) -> Vec<(&'static str, MethodRouter)> {
    vec![
        ("/readyz", get(health::ready).with_state(store)),
        ("/metrics", get(health::metrics).with_state(metrics)),
        ("/assets/{*name}", get(assets::asset)),
        ("/robots.txt", get(assets::public)),
        ("/favicon.ico", get(assets::public)),
    ]
}

/// The program's answers, and under which addresses it gives them.
pub struct Routes {
    /// With all its layers.
    pub router: Router,
    /// The addresses that are no page and no server function.
    pub machines: Vec<&'static str>,
}

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
pub fn router(parts: Parts) -> Routes {
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
        move || app::document(&assets, app::ENTRY, app::App)
    };
    let not_found = leptos_axum::render_app_async_with_context(context.clone(), document.clone());
    let survey = {
        let (store, assets, context, not_found) =
            (server.store.clone(), Arc::clone(&server.assets), context.clone(), not_found.clone());
        move |request: Request| async move {
            let page = |asked: Asked, request| {
                let context = move || {
                    context();
                    provide_context(asked.clone());
                };
                let document = move || app::document(&assets, app::ANSWERING, app::SurveyApp);
                leptos_axum::render_app_async_with_context(context, document)(request)
            };
            survey_page::answered(&store, request, page, not_found).await
        }
    };
    let people = Router::new()
        .leptos_routes_with_context(&options, pages(), context, document)
        .route(export::PEOPLE, get(export::people).with_state(server.store.clone()))
        .route(export::TEAMS, get(export::teams).with_state(server.store.clone()))
        .route(export::AUDIT, get(export::audit).with_state(server.store.clone()))
        .route(export::MINE, get(export::mine).with_state(server.store.clone()))
        .route(export::GOALS, get(export::goals).with_state(server.store.clone()))
        .route(export::GOALS_HISTORY, get(export::goals_history).with_state(server.store.clone()))
        .route(results::CSV, get(results::csv).with_state(server.store.clone()))
        .route(results::JSON, get(results::json).with_state(server.store.clone()))
        .route(export::QUESTIONNAIRE, get(export::questionnaire).with_state(server.store.clone()))
        .route(export::EXAMPLE, get(export::example).with_state(server.store.clone()))
        .route(survey_page::SURVEY, get(survey))
        .fallback(not_found)
        .with_state(options)
        .layer(middleware::from_fn(refusal::hold))
        .layer(sessions::layer(server.store.clone(), is_https))
        .layer(middleware::from_fn(sessions::remove_securely))
        .layer(middleware::from_fn_with_state(server.url.clone(), same_origin::only))
        .layer(middleware::from_fn(answer::files))
        .layer(middleware::from_fn(answer::body_limit))
        .layer(CatchPanicLayer::custom(answer::panicked))
        .layer(middleware::from_fn_with_state(answer::LONGEST, answer::in_time))
        .layer(middleware::from_fn(answer::blame))
        .layer(middleware::from_fn(answer::to_its_end))
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest));
    let watching = live::Watching { store: server.store.clone(), hub: server.live.clone() };
    let watched = Router::new()
        .route(live::LIVE, get(live::watch).with_state(watching))
        .layer(sessions::layer(server.store.clone(), is_https))
        .layer(CatchPanicLayer::custom(answer::panicked));
    // Outside of sessions, and of all that notes who comes or when.
    let nameless = Router::new()
        .route(answers::ANSWERS, post(answers::take).with_state(Taker::new(server.store.clone())))
        .route(answers::CONTRACT, get(answers::contract).with_state(server.store.clone()))
        .layer(CatchPanicLayer::custom(answer::panicked));
    let machines = machines(server.store, metrics);
    let beside = [
        export::AUDIT,
        export::MINE,
        export::GOALS,
        export::GOALS_HISTORY,
        export::PEOPLE,
        export::TEAMS,
        export::QUESTIONNAIRE,
        export::EXAMPLE,
        survey_page::SURVEY,
        results::CSV,
        results::JSON,
        live::LIVE,
    ];
    let answers = [answers::ANSWERS, answers::CONTRACT];
    let addresses = machines.iter().map(|(address, _)| *address).chain([HEALTH]).chain(beside).chain(answers).collect();
    let router = machines
        .into_iter()
        .fold(people.merge(watched), |router, (address, answer)| router.route(address, answer))
        .layer(middleware::from_fn_with_state(trusted_proxies, client::note))
        .layer(middleware::from_fn(measure::requests))
        .merge(nameless)
        .layer(middleware::from_fn(headers::careful))
        .route(HEALTH, get(health::alive));
    Routes { router, machines: addresses }
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
