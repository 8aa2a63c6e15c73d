//! What the server counts, for Prometheus: <https://prometheus.io/docs/instrumenting/exposition_formats>. Never whom it was about.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Registry, Unit};

use super::auth::AppState;
use super::error::ApiError;
use super::security_headers;
use crate::cli::VERSION;

/// The media type of the format: that of OpenMetrics, which Prometheus reads.
const MEDIA_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// The route of requests that no route answers: the console's files, and what isn't there.
const OTHER: &str = "other";

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    method: String,
    route: String,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    method: String,
    route: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Pool {
    pool: &'static str,
    state: &'static str,
}

/// The counters.
#[derive(Clone)]
pub(super) struct Metrics {
    registry: Arc<Registry>,
    requests: Family<Answered, Counter>,
    durations: Family<Route, Histogram>,
    connections: Family<Pool, Gauge>,
}

/// From a millisecond to a minute, which no request takes longer than.
fn histogram() -> Histogram {
    Histogram::new(exponential_buckets(0.001, 3.0, 11))
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("nodeum_admin");
        let requests = Family::default();
        let durations = Family::new_with_constructor(histogram as fn() -> Histogram);
        let connections = Family::default();
        registry.register("build", "The version.", Info::new([("version", VERSION)]));
        registry.register("http_requests", "Requests that were answered.", requests.clone());
        registry.register_with_unit(
            "http_request_duration",
            "How long answers took.",
            Unit::Seconds,
            durations.clone(),
        );
        registry.register(
            "database_connections",
            "Connections to the database.",
            connections.clone(),
        );
        Self {
            registry: Arc::new(registry),
            requests,
            durations,
            connections,
        }
    }
}

impl Metrics {
    /// Counts a request. `route` is that of the router, with the names of its variable parts; methods that HTTP doesn't know are one.
    pub(super) fn count(
        &self,
        method: &axum::http::Method,
        route: Option<&str>,
        status: u16,
        took: Duration,
    ) {
        let method = match method.as_str() {
            known @ ("GET" | "HEAD" | "POST" | "PUT" | "DELETE" | "OPTIONS" | "PATCH") => known,
            _ => OTHER,
        };
        let route = route.unwrap_or(OTHER);
        let answered = Answered {
            method: method.to_owned(),
            route: route.to_owned(),
            status,
        };
        self.requests.get_or_create(&answered).inc();
        let route = Route {
            method: method.to_owned(),
            route: route.to_owned(),
        };
        self.durations.get_or_create(&route).observe(took.as_secs_f64());
    }
}

/// What a separate address serves: `GET /metrics` alone.
pub fn metrics_app(state: AppState) -> Router {
    Router::new()
        .route("/metrics", get(show))
        .layer(from_fn_with_state(state.clone(), security_headers::layer))
        .with_state(state)
}

async fn show(State(state): State<AppState>) -> Result<Response, ApiError> {
    let metrics = &state.metrics;
    for (pool, size, idle) in state.connections() {
        let set = |state, count: usize| {
            let gauge = metrics.connections.get_or_create(&Pool { pool, state });
            gauge.set(i64::try_from(count).unwrap_or(i64::MAX));
        };
        set("idle", idle);
        set("used", size.saturating_sub(idle));
    }
    let mut text = String::new();
    encode(&mut text, &metrics.registry).map_err(|error| ApiError::Internal(error.into()))?;
    Ok(([(CONTENT_TYPE, MEDIA_TYPE)], text).into_response())
}
