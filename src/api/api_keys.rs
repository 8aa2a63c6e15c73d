//! API keys of the current user.

use api_types::{ApiKey, ApiKeyChanges, ApiKeyList, User};
use gloo_net::http::Method;

use crate::api::paging::PageParameters;
use crate::api::transport::{self, Request};
use crate::api::{Api, ApiError, paging};
use crate::paths;

/// Lists a page of API keys, without their scopes. Order and conditions among the parameters are extensions that a server may
/// ignore.
pub async fn list(api: Api, parameters: &[(&'static str, String)]) -> Result<ApiKeyList, ApiError> {
    api.get(paths::api::api_keys(parameters)).await
}

/// All API keys, without their scopes.
pub async fn all(api: Api) -> Result<Vec<ApiKey>, ApiError> {
    let page = |parameters: PageParameters| async move { Ok(list(api, &parameters).await?.api_keys) };
    paging::load_all(api, page, |key| key.id).await
}

/// Loads an API key with its scopes.
pub async fn show(api: Api, id: i64) -> Result<ApiKey, ApiError> {
    api.get(paths::api::api_key(id)).await
}

/// Creates an API key. The response is the only one that holds the whole key.
pub async fn create(api: Api, key: &ApiKeyChanges) -> Result<ApiKey, ApiError> {
    api.send_json(Method::POST, paths::api::api_keys(&[]), key).await
}

/// Changes the attributes that are named.
pub async fn update(api: Api, id: i64, changes: &ApiKeyChanges) -> Result<ApiKey, ApiError> {
    api.send_json(Method::PUT, paths::api::api_key(id), changes).await
}

/// Revokes an API key.
pub async fn delete(api: Api, id: i64) -> Result<(), ApiError> {
    api.delete(paths::api::api_key(id)).await
}

/// Tries a key instead of the session's token on a GET request for `path`. Returns the username if the response is a user.
pub async fn try_secret(api: Api, secret: &str, path: &str) -> Result<Option<String>, ApiError> {
    let url = api.session().url(&paths::api::call(path));
    let response = transport::send(Request {
        url,
        token: Some(secret),
        ..Request::default()
    })
    .await?;
    Ok(response.json::<User>().ok().map(|user| user.username))
}
