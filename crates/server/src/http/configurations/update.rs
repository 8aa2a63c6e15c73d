//! `PUT /users/me/configurations/{configuration_id}`

use api_types::Configuration;
use api_types::validation::configuration_changes;
use axum::Json;

use super::body;
use crate::domain::audit::secret;
use crate::http::auth::{Caller, Operation, Right};
use crate::http::body::{CONFIGURATION_LIMIT, JsonBody};
use crate::http::error::ApiError;
use crate::http::reference::Reference;
use crate::storage::configurations;

pub(in crate::http) struct UpdateConfiguration;

impl Operation for UpdateConfiguration {
    const ID: &'static str = "update_configuration";
    const SUMMARY: &'static str = "Updates a specific configuration value.";
    const SCOPE: (&'static str, &'static str) = ("configurations", "update");
    const RIGHT: Right = Right::Anyone;
}

/// Changes the key or the value of a configuration of the caller, whichever is named.
pub(in crate::http) async fn update(
    caller: Caller<UpdateConfiguration>,
    Reference(reference): Reference,
    JsonBody(text): JsonBody<CONFIGURATION_LIMIT>,
) -> Result<Json<Configuration>, ApiError> {
    let reference = reference.ok_or(ApiError::NotFound)?;
    let (mut writing, owner) = caller.write().await?;
    let before = configurations::by_reference(&mut writing, owner.id, &reference)
        .await?
        .ok_or(ApiError::NotFound)?;
    let changes = body::read(&text, configuration_changes)?;
    let after = Configuration {
        id: before.id,
        key: changes.key.unwrap_or_else(|| before.key.clone()),
        value: changes.value.unwrap_or_else(|| before.value.clone()),
    };
    if after == before {
        return Ok(Json(before));
    }
    configurations::update(&mut writing, owner.id, &after)
        .await?
        .map_err(|_| body::refuse_taken(&after.key))?;
    let changes = [
        ("key", before.key != after.key),
        ("value", before.value != after.value),
    ];
    let changes = changes
        .into_iter()
        .filter(|(_, is_changed)| *is_changed)
        .map(|(attribute, _)| secret(attribute));
    caller
        .note(&mut writing, (after.id, ""), changes.collect())
        .await?;
    writing.commit().await?;
    Ok(Json(after))
}
