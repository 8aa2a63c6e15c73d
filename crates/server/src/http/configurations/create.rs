//! `POST /users/me/configurations`

use api_types::error::BASE;
use api_types::validation::{CONFIGURATIONS_MAX, new_configuration};
use api_types::{AttributeError, Configuration, ValidationErrors};
use axum::Json;
use axum::http::StatusCode;

use super::body;
use crate::domain::audit::secret;
use crate::http::auth::{Caller, Operation, Right};
use crate::http::body::{CONFIGURATION_LIMIT, JsonBody};
use crate::http::error::ApiError;
use crate::storage::configurations;

pub(in crate::http) struct CreateConfiguration;

impl Operation for CreateConfiguration {
    const ID: &'static str = "create_configuration";
    const SUMMARY: &'static str = "Creates a new configuration value for current user.";
    const SCOPE: (&'static str, &'static str) = ("configurations", "create");
    const RIGHT: Right = Right::Anyone;
}

/// Creates a configuration of the caller: 201. Its value is empty if none is named.
pub(in crate::http) async fn create(
    caller: Caller<CreateConfiguration>,
    JsonBody(text): JsonBody<CONFIGURATION_LIMIT>,
) -> Result<(StatusCode, Json<Configuration>), ApiError> {
    let wanted = body::read(&text, new_configuration)?;
    let key = wanted
        .key
        .ok_or_else(|| ValidationErrors::of("key", AttributeError::blank()))?;
    let (mut writing, owner) = caller.write().await?;
    if configurations::count(&mut writing, owner.id).await? >= CONFIGURATIONS_MAX {
        return Err(ValidationErrors::of(BASE, AttributeError::too_many(CONFIGURATIONS_MAX)).into());
    }
    let value = wanted.value.unwrap_or_default();
    let configuration = configurations::create(&mut writing, owner.id, key.clone(), value)
        .await?
        .map_err(|_| body::refuse_taken(&key))?;
    caller
        .note(
            &mut writing,
            (configuration.id, ""),
            vec![secret("key"), secret("value")],
        )
        .await?;
    writing.commit().await?;
    Ok((StatusCode::CREATED, Json(configuration)))
}
