//! `GET /api/v2/docs/`: the API's document for people to read and try out, by Swagger UI, whose files are inside the program.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION};
use axum::response::{IntoResponse, Response};
use utoipa_swagger_ui::Config;

use super::auth::AppState;
use super::error::ApiError;

/// Where the document is, seen from the page.
const DOCUMENT: &str = "../openapi.json";

/// Swagger UI writes styles into elements, which the console's own policy doesn't let it.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
                      connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/// Leads to the page: its files are relative to the slash at its end. So is the way there, since a proxy may have taken a part of the
/// path off.
pub(super) async fn redirect(State(state): State<AppState>) -> Response {
    if !state.options.api_level.extensions() {
        return ApiError::NotFound.into_response();
    }
    (StatusCode::PERMANENT_REDIRECT, [(LOCATION, "docs/")]).into_response()
}

/// Shows the page.
pub(super) async fn page(state: State<AppState>) -> Response {
    file(state, Path("index.html".to_owned())).await
}

/// Shows a file of the page, to anybody, as the document is.
pub(super) async fn file(State(state): State<AppState>, Path(name): Path<String>) -> Response {
    if !state.options.api_level.extensions() {
        return ApiError::NotFound.into_response();
    }
    let config = Arc::new(Config::from(DOCUMENT).use_base_layout().try_it_out_enabled(true));
    let served = utoipa_swagger_ui::serve(&name, config).map_err(|cause| cause.to_string());
    let file = match served {
        Ok(Some(file)) => file,
        Ok(None) => return ApiError::NotFound.into_response(),
        Err(cause) => return ApiError::Internal(cause.into()).into_response(),
    };
    let headers = [
        (CONTENT_TYPE, file.content_type.as_str()),
        (CONTENT_SECURITY_POLICY, POLICY),
    ];
    (headers, file.bytes.into_owned()).into_response()
}
