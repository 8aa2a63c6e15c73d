//! The outermost layer: every request gets an id, a line in the log and an answer in time.

use std::panic::AssertUnwindSafe;
use std::time::{Duration, Instant};

use api_types::ErrorSentence;
use axum::Json;
use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{CACHE_CONTROL, RETRY_AFTER};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt as _;
use tracing::Instrument as _;

use super::auth::{AppState, address};
use super::error::{ApiError, FailureSentence, INTERNAL};
use crate::domain::random;

/// How long a request may take, its body included.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(60);

/// The response header with the id under which the log knows the request.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Answers a request through the layers below, whatever happens in them.
pub(super) async fn layer(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let id = random::token::<9>(&*state.random).unwrap_or_else(|_| "unknown".into());
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let is_api = path.starts_with("/api/");
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map(|route| route.as_str().to_owned());
    let address = address::client(
        request.extensions(),
        request.headers(),
        &state.options.trusted_proxies,
    );
    // The path without its query: that may hold what somebody searches for. Who asks is written when it is known: what was tried in
    // vain may be a password in the wrong field. Letters beyond ASCII may be commands for the terminal that shows the log.
    let (counted, logged_path) = (method.clone(), path.escape_default().to_string());
    let span = tracing::info_span!("request", id, %method, path = logged_path, %address, user = tracing::field::Empty);
    async {
        let began = Instant::now();
        let mut response = answer(request, next).await;
        let (status, took) = (response.status().as_u16(), began.elapsed());
        state.metrics.count(&counted, route.as_deref(), status, took);
        let millis = took.as_millis();
        tracing::info!(status, millis, "answered");
        if response.status().is_server_error() {
            response = with_id(&response, &id);
        }
        let headers = response.headers_mut();
        if let Ok(id) = HeaderValue::try_from(&id) {
            headers.insert(REQUEST_ID, id);
        }
        if is_api {
            headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        }
        response
    }
    .instrument(span)
    .await
}

async fn answer(request: Request, next: Next) -> Response {
    let work = AssertUnwindSafe(next.run(request)).catch_unwind();
    match tokio::time::timeout(REQUEST_TIMEOUT, work).await {
        Ok(Ok(response)) => response,
        // The panic itself has been written to standard error by the hook of the standard library.
        Ok(Err(_)) => ApiError::Internal("a handler panicked".into()).into_response(),
        Err(_) => ApiError::Unavailable("The server took too long to answer: try again").into_response(),
    }
}

/// The answer of a failure, with the id under which the log has its cause.
fn with_id(response: &Response, id: &str) -> Response {
    let sentence = response
        .extensions()
        .get::<FailureSentence>()
        .map_or(INTERNAL, |sentence| sentence.0);
    let body = ErrorSentence {
        request_id: Some(id.into()),
        ..ErrorSentence::new(sentence)
    };
    let mut answer = (response.status(), Json(body)).into_response();
    if let Some(seconds) = response.headers().get(RETRY_AFTER) {
        answer.headers_mut().insert(RETRY_AFTER, seconds.clone());
    }
    answer
}
