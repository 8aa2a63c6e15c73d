//! `DELETE /users/me/api_keys/{api_key_id}`

use axum::http::StatusCode;

use crate::domain::audit::changes_of_key;
use crate::http::auth::{Caller, Operation, Right};
use crate::http::error::ApiError;
use crate::http::reference::NumericId;
use crate::storage::api_keys;

pub(in crate::http) struct DestroyApiKey;

impl Operation for DestroyApiKey {
    const ID: &'static str = "destroy_api_key";
    const SUMMARY: &'static str = "Destroys a specific API Key.";
    const SCOPE: (&'static str, &'static str) = ("api_keys", "destroy");
    const RIGHT: Right = Right::Anyone;
}

/// Deletes an API key of the caller: 204. It is worth nothing from then on, even if it is the one that was presented.
pub(in crate::http) async fn destroy(
    caller: Caller<DestroyApiKey>,
    NumericId(id): NumericId,
) -> Result<StatusCode, ApiError> {
    let id = id.ok_or(ApiError::NotFound)?;
    let (mut writing, owner) = caller.write().await?;
    let key = api_keys::by_id(&mut writing, owner.id, id)
        .await?
        .ok_or(ApiError::NotFound)?;
    let scopes = api_keys::scopes(&mut writing, id).await?;
    api_keys::delete(&mut writing, owner.id, id).await?;
    let changes = changes_of_key(Some((&key, &scopes)), None);
    caller.note(&mut writing, (id, ""), changes).await?;
    writing.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
