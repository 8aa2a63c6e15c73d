//! Sending one change to the server.

use api_types::ConfigurationChanges;

use super::change::{Change, RowId, Status};
use super::entry::Entry;
use crate::activity::Call;
use crate::api::{Api, ApiError, Method, configurations};
use crate::paths;

/// The halves that a change sets.
fn changes_of(change: &Change) -> ConfigurationChanges {
    let differs = |of: fn(&Entry) -> &String| {
        let (before, after) = (change.before.as_ref().map(of), change.after.as_ref().map(of));
        after.filter(|_| before != after).cloned()
    };
    ConfigurationChanges {
        key: differs(|entry| &entry.key),
        value: differs(|entry| &entry.value),
    }
}

/// What would be sent to create or change the entry; none if nothing is changed.
pub fn call_of(change: &Change) -> Option<Call> {
    change.kind()?;
    let (method, path) = match change.id {
        RowId::Stored(id) => (Method::PUT, paths::api::configuration(id)),
        RowId::New(_) => (Method::POST, paths::api::configurations(&[])),
    };
    Some(Call::with_json(method, path, &changes_of(change)))
}

/// Saves a change, and gives it with what became of it: it is applied, or someone else was faster. With `verify` it first looks
/// whether the server still has what the change was made from: the API knows no versions, so this alone keeps someone else's
/// change from being overwritten unseen.
///
/// # Errors
/// The server refused it or couldn't be asked.
pub async fn save(api: Api, mut change: Change, verify: bool) -> Result<Change, ApiError> {
    let id = match change.id {
        RowId::Stored(id) if change.before.is_some() => Some(id),
        _ => None,
    };
    if verify && let Some(id) = id {
        let now = match configurations::show(api, id).await {
            Err(ApiError::NotFound) => None,
            now => Some(now?),
        };
        if !change.rebase(now.as_slice()) {
            return Ok(change);
        }
    }
    let changes = changes_of(&change);
    let saved = match (id, &change.after) {
        (Some(id), Some(_)) => configurations::update(api, id, &changes).await.map(Some),
        (Some(id), None) => configurations::delete(api, id).await.map(|()| None),
        (None, Some(_)) => configurations::create(api, &changes).await.map(Some),
        (None, None) => Ok(None),
    };
    if saved == Err(ApiError::NotFound) && id.is_some() {
        change.rebase(&[]);
        return Ok(change);
    }
    let record = saved?;
    if let Some(record) = &record {
        change.id = RowId::Stored(record.id);
    }
    change.after = record.as_ref().map(Entry::from);
    change.status = Status::Applied;
    Ok(change)
}
