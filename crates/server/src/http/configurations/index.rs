//! `GET /users/me/configurations`

use api_types::ConfigurationList;
use axum::Json;

use crate::domain::list::CONFIGURATIONS;
use crate::http::auth::{Caller, Operation, Right};
use crate::http::error::ApiError;
use crate::http::page::Query;
use crate::storage::configurations;

pub(in crate::http) struct IndexConfigurations;

impl Operation for IndexConfigurations {
    const ID: &'static str = "index_configurations";
    const SUMMARY: &'static str = "Lists all configurations of current user.";
    const SCOPE: (&'static str, &'static str) = ("configurations", "index");
    const RIGHT: Right = Right::Anyone;
}

/// The caller's configurations that are asked for, and how many match in all.
pub(in crate::http) async fn index(
    caller: Caller<IndexConfigurations>,
    query: Query,
) -> Result<Json<ConfigurationList>, ApiError> {
    let request = query.list(&CONFIGURATIONS, caller.api_level().extensions())?;
    let mut reading = caller.read().await?;
    let owner = caller.account().id;
    let (count, configurations) = configurations::page(&mut reading, owner, &request).await?;
    Ok(Json(ConfigurationList {
        count,
        configurations,
    }))
}
