//! `POST /users/me/api_keys`

use std::collections::BTreeSet;

use api_types::error::BASE;
use api_types::validation::{API_KEYS_MAX, api_key_scopes};
use api_types::{ApiKey, AttributeError, ValidationErrors};
use axum::Json;
use axum::http::StatusCode;

use super::body;
use crate::domain::api_key::{NewKey, StoredKey};
use crate::domain::audit::changes_of_key;
use crate::http::auth::{Caller, Operation, Right};
use crate::http::body::{JsonBody, RECORD_LIMIT};
use crate::http::error::ApiError;
use crate::storage::api_keys;

pub(in crate::http) struct CreateApiKey;

impl Operation for CreateApiKey {
    const ID: &'static str = "create_api_key";
    const SUMMARY: &'static str = "Creates a new API Key for current user.";
    const SCOPE: (&'static str, &'static str) = ("api_keys", "create");
    const RIGHT: Right = Right::Anyone;
}

/// Creates an API key of the caller: 201. This answer, and no other, holds the whole key.
pub(in crate::http) async fn create(
    caller: Caller<CreateApiKey>,
    JsonBody(text): JsonBody<RECORD_LIMIT>,
) -> Result<(StatusCode, Json<ApiKey>), ApiError> {
    let wanted = body::read(&text, caller.api_level())?;
    let now = caller.now();
    // Clients that were generated from the vendor's reference know of no name.
    let name = wanted.name.unwrap_or_else(|| format!("key-{}", now.date()));
    let scopes = wanted.scopes.unwrap_or_default();
    api_key_scopes(&scopes, &BTreeSet::new())?;

    let (mut writing, owner) = caller.write().await?;
    let callers = caller.own_key(&mut writing).await?;
    body::guard_escalation(&scopes, &BTreeSet::new(), callers.as_ref())?;
    let expired_at = wanted.expired_at.flatten();
    body::guard_expiry(expired_at, None, callers.as_ref())?;
    if api_keys::count(&mut writing, owner.id).await? >= API_KEYS_MAX {
        return Err(ValidationErrors::of(BASE, AttributeError::too_many(API_KEYS_MAX)).into());
    }
    let new = NewKey::make(&*caller.state.random)?;
    let key = StoredKey {
        id: 0, // the database chooses
        owner_id: owner.id,
        name,
        last_four: new.last_four(),
        created_at: now,
        last_used_at: None,
        expired_at,
    };
    let key = api_keys::create(&mut writing, key, new.hash()).await?;
    api_keys::replace_scopes(&mut writing, key.id, &scopes).await?;
    let changes = changes_of_key(None, Some((&key, &scopes)));
    caller.note(&mut writing, (key.id, ""), changes).await?;
    writing.commit().await?;
    let answer = ApiKey {
        key: new.reveal(),
        ..key.to_api(
            Some(scopes.into_iter().collect()),
            caller.api_level().extensions(),
        )
    };
    Ok((StatusCode::CREATED, Json(answer)))
}
