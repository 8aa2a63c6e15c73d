//! Configurations of the current user.

use api_types::{Configuration, ConfigurationChanges, ConfigurationList};
use gloo_net::http::Method;

use crate::api::paging::{self, PageParameters};
use crate::api::{Api, ApiError};
use crate::paths;

/// Lists a page of configurations. Order and conditions among the parameters are extensions that a server may ignore.
pub async fn list(api: Api, parameters: &[(&'static str, String)]) -> Result<ConfigurationList, ApiError> {
    api.get(paths::api::configurations(parameters)).await
}

/// All configurations.
pub async fn all(api: Api) -> Result<Vec<Configuration>, ApiError> {
    let page = |parameters: PageParameters| async move { Ok(list(api, &parameters).await?.configurations) };
    paging::load_all(api, page, |configuration| configuration.id).await
}

/// The configurations whose keys begin with `prefix`. They are few: small pages save asking which ones the server takes.
pub async fn under(api: Api, prefix: &str) -> Result<Vec<Configuration>, ApiError> {
    let filter = ("key", format!("~{prefix}%"));
    let page = |parameters: PageParameters| {
        let parameters: Vec<_> = parameters.into_iter().chain([filter.clone()]).collect();
        async move { Ok(list(api, &parameters).await?.configurations) }
    };
    let found = paging::load_pages(paging::SMALL_PAGE, page, |configuration| configuration.id).await;
    let mut found = match found {
        // The filter is an extension: one server refuses it, another ignores it.
        Err(ApiError::Invalid(_) | ApiError::Refused { .. }) => all(api).await?,
        result => result?,
    };
    found.retain(|configuration| configuration.key.starts_with(prefix));
    Ok(found)
}

/// Loads a configuration.
pub async fn show(api: Api, id: i64) -> Result<Configuration, ApiError> {
    api.get(paths::api::configuration(id)).await
}

/// Creates a configuration.
pub async fn create(api: Api, configuration: &ConfigurationChanges) -> Result<Configuration, ApiError> {
    api.send_json(Method::POST, paths::api::configurations(&[]), configuration)
        .await
}

/// Changes the attributes that are named.
pub async fn update(api: Api, id: i64, changes: &ConfigurationChanges) -> Result<Configuration, ApiError> {
    api.send_json(Method::PUT, paths::api::configuration(id), changes)
        .await
}

/// Stores a value under a key, whether there is such a key or not; gives the record. `id` is that of the record, if it is known.
pub async fn store(api: Api, key: &str, value: &str, id: Option<i64>) -> Result<Configuration, ApiError> {
    let changes = |key: Option<&str>| ConfigurationChanges {
        key: key.map(ToOwned::to_owned),
        value: Some(value.to_owned()),
    };
    if let Some(id) = id {
        match update(api, id, &changes(None)).await {
            // Somebody removed it meanwhile.
            Err(ApiError::NotFound) => {}
            answer => return answer,
        }
    }
    match create(api, &changes(Some(key))).await {
        Err(refusal @ ApiError::Invalid(_)) => {
            // Another browser made it meanwhile.
            let mut records = under(api, key).await?.into_iter();
            let record = records.find(|record| record.key == key);
            update(api, record.ok_or(refusal)?.id, &changes(None)).await
        }
        answer => answer,
    }
}

/// Deletes a configuration.
pub async fn delete(api: Api, id: i64) -> Result<(), ApiError> {
    api.delete(paths::api::configuration(id)).await
}
