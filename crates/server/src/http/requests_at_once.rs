//! How many requests one client may have under way through a proxy. Who connects without one is limited by connections instead.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::auth::{AppState, Network, address};
use super::error::ApiError;
use crate::domain::client_network::client_network;

/// Answers 429 to whoever has too many requests under way.
pub(super) async fn layer(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let mut trusted = state.options.trusted_proxies.clone();
    // A proxy on this machine needn't be named to be one: nobody gains by what they make up here.
    trusted.extend([Network::LOOPBACK_V4, Network::LOOPBACK_V6]);
    let client = address::client(request.extensions(), request.headers(), &trusted);
    if client == address::peer(request.extensions()) || client.is_loopback() {
        return next.run(request).await;
    }
    match state.requests.get(client_network(client)).try_acquire_owned() {
        Ok(_under_way) => next.run(request).await,
        Err(_) => ApiError::TooManyAtOnce.into_response(),
    }
}
