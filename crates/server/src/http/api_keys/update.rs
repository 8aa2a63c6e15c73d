//! `PUT /users/me/api_keys/{api_key_id}`

use api_types::ApiKey;
use api_types::validation::api_key_scopes;
use axum::Json;

use super::body;
use crate::domain::audit::changes_of_key;
use crate::http::auth::{Caller, Operation, Right};
use crate::http::body::{JsonBody, RECORD_LIMIT};
use crate::http::error::ApiError;
use crate::http::reference::NumericId;
use crate::storage::api_keys;

pub(in crate::http) struct UpdateApiKey;

impl Operation for UpdateApiKey {
    const ID: &'static str = "update_api_key";
    const SUMMARY: &'static str = "Updates a specific API Key.";
    const SCOPE: (&'static str, &'static str) = ("api_keys", "update");
    const RIGHT: Right = Right::Anyone;
}

/// Changes the name, the expiry or the scopes of an API key of the caller, whichever is named.
pub(in crate::http) async fn update(
    caller: Caller<UpdateApiKey>,
    NumericId(id): NumericId,
    JsonBody(text): JsonBody<RECORD_LIMIT>,
) -> Result<Json<ApiKey>, ApiError> {
    let id = id.ok_or(ApiError::NotFound)?;
    let (mut writing, owner) = caller.write().await?;
    let mut key = api_keys::by_id(&mut writing, owner.id, id)
        .await?
        .ok_or(ApiError::NotFound)?;
    let before = (key.clone(), api_keys::scopes(&mut writing, id).await?);
    let wanted = body::read(&text, caller.api_level())?;
    let callers = caller.own_key(&mut writing).await?;
    let mut scopes = before.1.clone();
    if let Some(wanted) = wanted.scopes {
        api_key_scopes(&wanted, &scopes)?;
        body::guard_escalation(&wanted, &scopes, callers.as_ref())?;
        api_keys::replace_scopes(&mut writing, id, &wanted).await?;
        scopes = wanted;
    }
    if let Some(expired_at) = wanted.expired_at {
        body::guard_expiry(expired_at, Some(key.expired_at), callers.as_ref())?;
        body::guard_prolonging(expired_at, key.expired_at, &scopes, callers.as_ref())?;
        key.expired_at = expired_at;
    }
    key.name = wanted.name.unwrap_or(key.name);
    api_keys::update(&mut writing, &key).await?;
    let changes = changes_of_key(Some((&before.0, &before.1)), Some((&key, &scopes)));
    if !changes.is_empty() {
        caller.note(&mut writing, (id, ""), changes).await?;
    }
    writing.commit().await?;
    Ok(Json(key.to_api(
        Some(scopes.into_iter().collect()),
        caller.api_level().extensions(),
    )))
}
