//! `GET /users/me/api_keys`

use api_types::ApiKeyList;
use axum::Json;

use crate::domain::list::API_KEYS;
use crate::http::auth::{Caller, Operation, Right};
use crate::http::error::ApiError;
use crate::http::page::Query;
use crate::storage::api_keys;

pub(in crate::http) struct IndexApiKeys;

impl Operation for IndexApiKeys {
    const ID: &'static str = "index_api_keys";
    const SUMMARY: &'static str = "Lists all API keys of current user.";
    const SCOPE: (&'static str, &'static str) = ("api_keys", "index");
    const RIGHT: Right = Right::Anyone;
}

/// The caller's API keys that are asked for, without scopes, and how many match in all.
pub(in crate::http) async fn index(
    caller: Caller<IndexApiKeys>,
    query: Query,
) -> Result<Json<ApiKeyList>, ApiError> {
    let request = query.list(&API_KEYS, caller.api_level().extensions())?;
    let mut reading = caller.read().await?;
    let (count, keys) = api_keys::page(&mut reading, caller.account().id, &request).await?;
    let api_keys = keys
        .iter()
        .map(|key| key.to_api(None, caller.api_level().extensions()));
    Ok(Json(ApiKeyList {
        count,
        api_keys: api_keys.collect(),
    }))
}
