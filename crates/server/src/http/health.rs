//! Whether the server lives, and whether it can work: for load balancers and service managers.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::auth::AppState;
use super::error::ApiError;

/// `GET /healthz`: 200 while the process answers at all.
pub(super) async fn live() -> Response {
    Json(json!({"status": "ok"})).into_response()
}

/// `GET /readyz`: 200 if the database can be written to, 503 if it can't.
pub(super) async fn ready(State(state): State<AppState>) -> Result<Response, ApiError> {
    if !state.can_write().await {
        return Err(ApiError::Unavailable("The database can't be written to"));
    }
    Ok(Json(json!({"status": "ok"})).into_response())
}
