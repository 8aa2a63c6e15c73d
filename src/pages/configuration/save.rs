//! Sending one change to the server.

use api_types::{Configuration, ConfigurationChanges};

use super::changes::{Change, SaveError};
use crate::api::{Api, ApiError, configurations};

/// Saves a change; gives the record as it is stored now, if there still is one. With `verify` it first looks whether the server
/// still has what the change was made from: the API knows no versions, so this alone keeps someone else's change from being
/// overwritten unseen.
///
/// # Errors
/// [`SaveError::Conflict`] if someone else was faster.
pub async fn save(api: Api, change: &Change, verify: bool) -> Result<Option<Configuration>, SaveError> {
    if verify && let Some(before) = &change.before {
        let now = configurations::show(api, before.id).await?;
        if now != *before {
            return Err(SaveError::Conflict(Some(now)));
        }
    }
    let saved = match (&change.before, &change.after) {
        (Some(before), Some(after)) => {
            let changes = ConfigurationChanges {
                key: (after.key != before.key).then(|| after.key.clone()),
                value: (after.value != before.value).then(|| after.value.clone()),
            };
            Some(configurations::update(api, before.id, &changes).await?)
        }
        (None, Some(after)) => {
            let new = ConfigurationChanges {
                key: Some(after.key.clone()),
                value: Some(after.value.clone()),
            };
            Some(configurations::create(api, &new).await?)
        }
        (Some(before), None) => {
            configurations::delete(api, before.id).await?;
            None
        }
        (None, None) => None,
    };
    Ok(saved)
}

/// Whether the next change would fail for the same reason.
pub fn is_fatal(error: &ApiError) -> bool {
    matches!(
        error,
        ApiError::Offline
            | ApiError::Unreachable
            | ApiError::Unauthorized(_)
            | ApiError::Forbidden
            | ApiError::Throttled(_)
            | ApiError::Aborted
    )
}
