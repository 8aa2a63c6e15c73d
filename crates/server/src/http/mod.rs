//! The API over HTTP: a folder a resource, a file an operation.

mod api_keys;
mod auth;
pub mod body;
mod configurations;
mod console;
mod cors;
pub mod error;
pub mod fields;
mod health;
mod openapi;
pub mod page;
pub mod reference;
mod request_id;
mod requests_at_once;
mod sessions;
mod systems;
mod users;

use api_types::API_PREFIX;
use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, delete, get, post};

pub use auth::{AppState, Authenticator, Caller, Network, Operation, Options, Right};
pub use console::{Assets, BasePath};
pub use cors::Origin;
use error::ApiError;
pub use openapi::document;

/// The API's addresses below its prefix, with what answers there.
fn routes() -> [(&'static str, MethodRouter<AppState>); 11] {
    [
        ("/users/sign_in", post(sessions::sign_in::sign_in)),
        ("/users/sign_out", delete(sessions::sign_out::sign_out)),
        ("/users/me", get(users::me::me)),
        (
            "/users/me/configurations",
            get(configurations::index::index).post(configurations::create::create),
        ),
        (
            "/users/me/configurations/{configuration_id}",
            get(configurations::show::show)
                .put(configurations::update::update)
                .delete(configurations::destroy::destroy),
        ),
        (
            "/users/me/api_keys",
            get(api_keys::index::index).post(api_keys::create::create),
        ),
        (
            "/users/me/api_keys/{api_key_id}",
            get(api_keys::show::show)
                .put(api_keys::update::update)
                .delete(api_keys::destroy::destroy),
        ),
        ("/users/-/systems", get(systems::users::users)),
        ("/groups/-/systems", get(systems::groups::groups)),
        ("/users", get(users::index::index).post(users::create::create)),
        (
            "/users/{user_id}",
            get(users::show::show)
                .put(users::update::update)
                .delete(users::destroy::destroy),
        ),
    ]
}

/// The addresses of the API, with the names of their variable parts.
pub fn paths() -> impl Iterator<Item = String> {
    routes()
        .into_iter()
        .map(|(path, _)| format!("{API_PREFIX}{path}"))
}

/// Everything that the server answers.
pub fn app(state: AppState) -> Router {
    let api = routes()
        .into_iter()
        .fold(Router::new(), |api, (path, methods)| api.route(path, methods))
        .route("/openapi.json", get(openapi::show))
        .layer(from_fn_with_state(state.clone(), auth::renewal_layer));
    let base_path = state.options().base_path.clone();
    let app = Router::new()
        .nest(API_PREFIX, api)
        .route("/healthz", get(health::live))
        .route("/readyz", get(health::ready))
        .fallback(console::serve)
        .method_not_allowed_fallback(async || ApiError::MethodNotAllowed)
        .layer(from_fn_with_state(state.clone(), requests_at_once::layer))
        .layer(from_fn_with_state(state.clone(), request_id::layer))
        .layer(from_fn_with_state(state.clone(), cors::layer))
        .with_state(state);
    if base_path.is_root() {
        return app;
    }
    // Whether or not the proxy takes the path off.
    Router::new()
        .nest_service(&base_path.to_string(), app.clone())
        .fallback_service(app)
}
