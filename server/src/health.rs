//! What a machine asks: whether the program lives, whether it can serve, and how it fares.

use crate::layers::client::Peer;
use axum::{
    Extension,
    extract::State,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, StatusCode, header};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use std::sync::{Arc, OnceLock};
use store::Store;

/// `/healthz`: the program lives. Nothing is asked of the store.
pub async fn alive() -> &'static str {
    "ok\n"
}

/// `/readyz`: the store answers.
pub async fn ready(State(store): State<Store>) -> Response {
    match store.ready().await {
        Ok(()) => "ready\n".into_response(),
        Err(error) => {
            tracing::error!(%error, "the store does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, "The database does not answer.\n").into_response()
        }
    }
}

/// Collects the numbers of this program.
#[derive(Clone, Debug)]
pub struct Metrics {
    handle: PrometheusHandle,
    token: Option<Arc<str>>,
}

impl Metrics {
    /// Starts to collect; there is one collector in a program, however often this is called.
    pub fn start(token: Option<&str>) -> Self {
        static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();
        let handle = HANDLE.get_or_init(|| {
            let recorder = PrometheusBuilder::new()
                .set_buckets(&[0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5])
                .expect("the buckets are not empty")
                .build_recorder();
            let handle = recorder.handle();
            // Only tests that set one of their own could be first; theirs then goes without these numbers.
            let _ = metrics::set_global_recorder(recorder);
            handle
        });
        Self { handle: handle.clone(), token: token.map(Arc::from) }
    }

    /// Drains what was counted since the last time; without it the numbers would take more and more memory.
    pub async fn keep_up(self) {
        loop {
            tokio::time::sleep(std::time::Duration::from_secs(5)).await;
            self.handle.run_upkeep();
        }
    }

    fn may_read(&self, peer: Peer, headers: &HeaderMap) -> bool {
        let bearer = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let by_token = self.token.as_deref().is_some_and(|token| bearer == Some(&format!("Bearer {token}")));
        // A proxy on this machine is loopback too, but says for whom it asks.
        let forwarded = ["x-forwarded-for", "forwarded", "x-real-ip"].iter().any(|name| headers.contains_key(*name));
        by_token || (peer.0.is_loopback() && !forwarded)
    }
}

/// `/metrics`, for this machine or who has the token.
pub async fn metrics(Extension(peer): Extension<Peer>, State(metrics): State<Metrics>, headers: HeaderMap) -> Response {
    if metrics.may_read(peer, &headers) {
        metrics.handle.run_upkeep();
        ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], metrics.handle.render()).into_response()
    } else {
        (StatusCode::FORBIDDEN, "Metrics are for this machine, or for who has the token (metrics_token).\n").into_response()
    }
}
