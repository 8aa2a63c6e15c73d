//! API keys of the current user.

use api_types::{ApiKey, ApiKeyChanges, ApiKeyList, User};
use gloo_net::http::Method;

use crate::api::transport::{self, Request};
use crate::api::{Api, ApiError, paging};
use crate::paths;

/// All API keys, without their scopes.
///
/// # Errors
/// As any request.
pub async fn all(api: Api) -> Result<Vec<ApiKey>, ApiError> {
    let page = |limit, offset| async move {
        let list: ApiKeyList = api.get(paths::api::api_keys(limit, offset)).await?;
        Ok(list.api_keys)
    };
    paging::load_all(api, page, |key| key.id).await
}

/// Loads an API key with its scopes.
///
/// # Errors
/// [`ApiError::NotFound`] if there is none.
pub async fn show(api: Api, id: i64) -> Result<ApiKey, ApiError> {
    api.get(paths::api::api_key(id)).await
}

/// Creates an API key. The response is the only one that holds the whole key.
///
/// # Errors
/// [`ApiError::Invalid`] names each attribute that the server refuses.
pub async fn create(api: Api, key: &ApiKeyChanges) -> Result<ApiKey, ApiError> {
    api.send_json(Method::POST, paths::api::new_api_key(), key).await
}

/// Changes the attributes that are named.
///
/// # Errors
/// [`ApiError::Invalid`] names each attribute that the server refuses.
pub async fn update(api: Api, id: i64, changes: &ApiKeyChanges) -> Result<ApiKey, ApiError> {
    api.send_json(Method::PUT, paths::api::api_key(id), changes).await
}

/// Revokes an API key.
///
/// # Errors
/// [`ApiError::NotFound`] if it is gone.
pub async fn delete(api: Api, id: i64) -> Result<(), ApiError> {
    api.delete(paths::api::api_key(id)).await
}

/// Tries a key: sends a GET request for `path` with it instead of the session's token. Returns the username if the response
/// is a user.
///
/// # Errors
/// [`ApiError::Unauthorized`] if the server doesn't accept the key; the session goes on.
pub async fn try_secret(api: Api, secret: &str, path: &str) -> Result<Option<String>, ApiError> {
    let request = Request {
        method: Method::GET,
        url: api.session().url(&paths::api::call(path)),
        token: Some(secret),
        body: None,
        signal: None,
    };
    let response = transport::send(request).await?;
    Ok(response.json::<User>().ok().map(|user| user.username))
}
