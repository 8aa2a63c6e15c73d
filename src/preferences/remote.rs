//! The server's copy: configurations of the current user under the prefix `console.`.

use api_types::{Configuration, ConfigurationChanges};

use super::choices::{PREFIX, Preference};
use crate::api::{Api, ApiError, configurations};

/// The records of the preferences, in their order.
pub type Records = [Option<Configuration>; 4];

/// Loads the records.
///
/// # Errors
/// As any request.
pub async fn load(api: Api) -> Result<Records, ApiError> {
    let mut found = configurations::under(api, PREFIX).await?;
    Ok(Preference::ALL.map(|preference| {
        let place = found.iter().position(|record| record.key == preference.key())?;
        Some(found.swap_remove(place))
    }))
}

/// Stores a value, in the record with that id if there is one; gives the record.
///
/// # Errors
/// As any request.
pub async fn store(
    api: Api,
    preference: Preference,
    value: &str,
    id: Option<i64>,
) -> Result<Configuration, ApiError> {
    let mut changes = ConfigurationChanges {
        key: None,
        value: Some(value.to_owned()),
    };
    if let Some(id) = id {
        match configurations::update(api, id, &changes).await {
            // Somebody removed it meanwhile.
            Err(ApiError::NotFound) => {}
            answer => return answer,
        }
    }
    changes.key = Some(preference.key().to_owned());
    match configurations::create(api, &changes).await {
        Err(refusal @ ApiError::Invalid(_)) => {
            // Another browser made it meanwhile.
            let mut records = load(api).await?;
            let record = records[preference as usize].take().ok_or(refusal)?;
            changes.key = None;
            configurations::update(api, record.id, &changes).await
        }
        answer => answer,
    }
}
