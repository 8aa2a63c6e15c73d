//! `DELETE /users/me/configurations/{configuration_id}`

use axum::http::StatusCode;

use crate::http::auth::{Caller, Operation, Right};
use crate::http::error::ApiError;
use crate::http::reference::Reference;
use crate::storage::configurations;

pub(in crate::http) struct DestroyConfiguration;

impl Operation for DestroyConfiguration {
    const ID: &'static str = "destroy_configuration";
    const SUMMARY: &'static str = "Destroys a specific configuration value.";
    const SCOPE: (&'static str, &'static str) = ("configurations", "destroy");
    const RIGHT: Right = Right::Anyone;
}

/// Deletes a configuration of the caller: 204.
pub(in crate::http) async fn destroy(
    caller: Caller<DestroyConfiguration>,
    Reference(reference): Reference,
) -> Result<StatusCode, ApiError> {
    let reference = reference.ok_or(ApiError::NotFound)?;
    let (mut writing, owner) = caller.write().await?;
    let found = configurations::by_reference(&mut writing, owner.id, &reference)
        .await?
        .ok_or(ApiError::NotFound)?;
    configurations::delete(&mut writing, owner.id, found.id).await?;
    caller.note(&mut writing, (found.id, ""), Vec::new()).await?;
    writing.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
