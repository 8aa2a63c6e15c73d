//! `GET /users/me/configurations/{configuration_id}`

use api_types::Configuration;
use axum::Json;

use crate::http::auth::{Caller, Operation, Right};
use crate::http::error::ApiError;
use crate::http::reference::Reference;
use crate::storage::configurations;

pub(in crate::http) struct ShowConfiguration;

impl Operation for ShowConfiguration {
    const ID: &'static str = "show_configuration";
    const SUMMARY: &'static str = "Displays a specific configuration value.";
    const SCOPE: (&'static str, &'static str) = ("configurations", "show");
    const RIGHT: Right = Right::Anyone;
}

/// A configuration of the caller, by numeric id or key.
pub(in crate::http) async fn show(
    caller: Caller<ShowConfiguration>,
    Reference(reference): Reference,
) -> Result<Json<Configuration>, ApiError> {
    let reference = reference.ok_or(ApiError::NotFound)?;
    let mut reading = caller.read().await?;
    configurations::by_reference(&mut reading, caller.account().id, &reference)
        .await?
        .map(Json)
        .ok_or(ApiError::NotFound)
}
