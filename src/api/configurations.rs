//! Configurations of the current user.

use api_types::{Configuration, ConfigurationChanges, ConfigurationList};
use gloo_net::http::Method;

use crate::api::{Api, ApiError, paging};
use crate::paths;

/// All configurations.
///
/// # Errors
/// As any request.
pub async fn all(api: Api) -> Result<Vec<Configuration>, ApiError> {
    let page = |limit, offset| async move {
        let list: ConfigurationList = api.get(paths::api::configurations(limit, offset)).await?;
        Ok(list.configurations)
    };
    paging::load_all(api, page, |configuration| configuration.id).await
}

/// The configurations whose keys begin with `prefix`.
///
/// # Errors
/// As any request.
pub async fn under(api: Api, prefix: &str) -> Result<Vec<Configuration>, ApiError> {
    let page = |limit, offset| async move {
        let list: ConfigurationList = api
            .get(paths::api::configurations_under(prefix, limit, offset))
            .await?;
        Ok(list.configurations)
    };
    let mut found =
        match paging::load_all_in_small_pages(page, |configuration: &Configuration| configuration.id).await {
            // The filter is an extension: one server refuses it, another ignores it.
            Err(ApiError::Invalid(_) | ApiError::Refused { .. }) => all(api).await?,
            result => result?,
        };
    found.retain(|configuration| configuration.key.starts_with(prefix));
    Ok(found)
}

/// Loads a configuration.
///
/// # Errors
/// [`ApiError::NotFound`] if there is none.
pub async fn show(api: Api, id: i64) -> Result<Configuration, ApiError> {
    api.get(paths::api::configuration(id)).await
}

/// Creates a configuration.
///
/// # Errors
/// [`ApiError::Invalid`] names each attribute that the server refuses.
pub async fn create(api: Api, configuration: &ConfigurationChanges) -> Result<Configuration, ApiError> {
    api.send_json(Method::POST, paths::api::new_configuration(), configuration)
        .await
}

/// Changes the attributes that are named.
///
/// # Errors
/// [`ApiError::Invalid`] names each attribute that the server refuses; [`ApiError::NotFound`] if it is gone.
pub async fn update(api: Api, id: i64, changes: &ConfigurationChanges) -> Result<Configuration, ApiError> {
    api.send_json(Method::PUT, paths::api::configuration(id), changes)
        .await
}

/// Deletes a configuration.
///
/// # Errors
/// [`ApiError::NotFound`] if it is gone.
pub async fn delete(api: Api, id: i64) -> Result<(), ApiError> {
    api.delete(paths::api::configuration(id)).await
}
