//! The API over HTTP: a folder a resource, a file an operation.

mod api_keys;
mod audit_events;
mod auth;
pub mod body;
mod configurations;
mod console;
mod cors;
mod docs;
pub mod error;
pub mod fields;
mod health;
mod metrics;
mod openapi;
mod operations;
pub mod page;
pub mod reference;
mod request_id;
mod requests_at_once;
mod security_headers;
mod sessions;
mod systems;
mod users;

use api_types::API_PREFIX;
use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::get;

pub use auth::{AppState, Authenticator, Caller, Credentials, Network, Operation, Options, Right};
pub use console::{Assets, BasePath};
pub use cors::Origin;
use error::ApiError;
pub use metrics::metrics_app;
pub use openapi::document;

use crate::domain::api_level::ApiLevel;

/// The addresses of the API of a server of that level, with the names of their variable parts.
pub fn paths(api_level: ApiLevel) -> impl Iterator<Item = String> {
    operations::all(api_level)
        .into_iter()
        .map(|operation| format!("{API_PREFIX}{}", operation.path))
}

/// Everything that the server answers.
pub fn app(state: AppState) -> Router {
    let api = operations::all(state.options.api_level)
        .into_iter()
        .fold(Router::new(), |api, operation| {
            api.route(operation.path, operation.handler)
        })
        .route("/openapi.json", get(openapi::show))
        .route("/docs", get(docs::redirect))
        .route("/docs/", get(docs::page))
        .route("/docs/{*name}", get(docs::file))
        .layer(from_fn_with_state(state.clone(), auth::renewal_layer));
    let base_path = state.options.base_path.clone();
    let app = Router::new()
        .nest(API_PREFIX, api)
        .route("/healthz", get(health::live))
        .route("/readyz", get(health::ready))
        .fallback(console::serve)
        .method_not_allowed_fallback(async || ApiError::MethodNotAllowed)
        .layer(from_fn_with_state(state.clone(), requests_at_once::layer))
        .layer(from_fn_with_state(state.clone(), request_id::layer))
        .layer(from_fn_with_state(state.clone(), cors::layer))
        .layer(from_fn_with_state(state.clone(), security_headers::layer))
        .with_state(state);
    if base_path.is_root() {
        return app;
    }
    // Whether or not the proxy takes the path off.
    Router::new()
        .nest_service(&base_path.to_string(), app.clone())
        .fallback_service(app)
}
