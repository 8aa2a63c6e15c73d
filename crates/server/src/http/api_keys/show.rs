//! `GET /users/me/api_keys/{api_key_id}`

use api_types::ApiKey;
use axum::Json;

use crate::http::auth::{Caller, Operation, Right};
use crate::http::error::ApiError;
use crate::http::reference::NumericId;
use crate::storage::api_keys;

pub(in crate::http) struct ShowApiKey;

impl Operation for ShowApiKey {
    const ID: &'static str = "show_api_key";
    const SUMMARY: &'static str = "Displays a specific API Key with its scopes.";
    const SCOPE: (&'static str, &'static str) = ("api_keys", "show");
    const RIGHT: Right = Right::Anyone;
}

/// An API key of the caller with its scopes.
pub(in crate::http) async fn show(
    caller: Caller<ShowApiKey>,
    NumericId(id): NumericId,
) -> Result<Json<ApiKey>, ApiError> {
    let id = id.ok_or(ApiError::NotFound)?;
    let mut reading = caller.read().await?;
    let key = api_keys::by_id(&mut reading, caller.account().id, id)
        .await?
        .ok_or(ApiError::NotFound)?;
    let scopes = api_keys::scopes(&mut reading, id).await?;
    Ok(Json(key.to_api(
        Some(scopes.into_iter().collect()),
        caller.api_level().extensions(),
    )))
}
