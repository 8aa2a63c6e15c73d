//! `POST /users/me/api_keys`

use std::collections::BTreeSet;

use api_types::validation::api_key_scopes;
use api_types::{ApiKey, AttributeError, ValidationErrors};
use axum::Json;
use axum::http::StatusCode;

use super::body;
use crate::domain::api_key::{NewKey, StoredKey};
use crate::http::auth::{Caller, Operation, Right};
use crate::http::body::JsonBody;
use crate::http::error::ApiError;
use crate::storage::api_keys;

/// `create_api_key`
pub(in crate::http) struct CreateApiKey;

impl Operation for CreateApiKey {
    const SCOPE: (&'static str, &'static str) = ("api_keys", "create");
    const RIGHT: Right = Right::Anyone;
}

/// Creates an API key of the caller: 201. This answer, and no other, holds the whole key.
pub(in crate::http) async fn create(
    caller: Caller<CreateApiKey>,
    JsonBody(value): JsonBody,
) -> Result<(StatusCode, Json<ApiKey>), ApiError> {
    let wanted = body::read(value, true)?;
    let name = wanted
        .name
        .ok_or_else(|| ValidationErrors::of("name", AttributeError::blank()))?;
    let scopes = wanted.scopes.unwrap_or_default();
    api_key_scopes(&scopes, &BTreeSet::new())?;

    let (mut writing, owner) = caller.write().await?;
    let callers = caller.own_scopes(&mut writing).await?;
    body::guard_escalation(&scopes, &BTreeSet::new(), callers.as_ref())?;
    let new = NewKey::make(caller.random())?;
    let key = StoredKey {
        id: 0, // the database chooses
        owner_id: owner.id,
        name,
        last_four: new.last_four(),
        created_at: caller.now(),
        last_used_at: None,
    };
    let key = api_keys::create(&mut writing, key, new.hash()).await?;
    api_keys::replace_scopes(&mut writing, key.id, &scopes).await?;
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
