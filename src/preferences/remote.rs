//! The server's copy: configurations of the current user under the prefix `console.`.

use api_types::Configuration;

use super::choices::{PREFIX, Preference};
use crate::api::{Api, ApiError, configurations};

/// Loads the records of the preferences, in their order.
pub async fn load(api: Api) -> Result<[Option<Configuration>; Preference::ALL.len()], ApiError> {
    let found = configurations::under(api, PREFIX).await?;
    Ok(Preference::ALL.map(|preference| {
        let mut records = found.iter();
        records.find(|record| record.key == preference.key()).cloned()
    }))
}

/// Stores a value, in the record with that id if there is one; gives the record.
pub async fn store(
    api: Api,
    preference: Preference,
    value: &str,
    id: Option<i64>,
) -> Result<Configuration, ApiError> {
    configurations::store(api, preference.key(), value, id).await
}
