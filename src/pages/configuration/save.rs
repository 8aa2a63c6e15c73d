//! Carrying out a change.

use api_types::{Configuration, ConfigurationChanges};

use super::change::{Change, Item, Progress, reconcile};
use super::kind::{key_message, value_message};
use crate::api::{Api, ApiError, configurations};

/// What became of a change.
pub enum Outcome {
    /// It is applied; the record as it is now, if there still is one.
    Applied(Option<Configuration>),
    /// Somebody else was faster: what the server has now.
    Elsewhere(Option<Configuration>),
    /// It couldn't be applied.
    Refused(ApiError),
}

/// Carries out a change. With `verifies` it first looks whether the server still has what the change began with: the API
/// knows no versions, so this is what keeps somebody else's change from being overwritten unseen.
pub async fn save(api: Api, change: &Change, verifies: bool) -> Outcome {
    let result = match (change.id, &change.before, &change.after) {
        (Some(id), Some(before), after) => {
            if verifies {
                match configurations::show(api, id).await {
                    Ok(now) if now.key == before.key && now.value == before.value => {}
                    Ok(now) => return Outcome::Elsewhere(Some(now)),
                    Err(ApiError::NotFound) => return Outcome::Elsewhere(None),
                    Err(error) => return Outcome::Refused(error),
                }
            }
            match after {
                Some(after) => {
                    let changes = ConfigurationChanges {
                        key: (after.key != before.key).then(|| after.key.clone()),
                        value: (after.value != before.value).then(|| after.value.clone()),
                    };
                    configurations::update(api, id, &changes).await.map(Some)
                }
                None => configurations::delete(api, id).await.map(|()| None),
            }
        }
        (_, _, Some(after)) => {
            let new = ConfigurationChanges {
                key: Some(after.key.clone()),
                value: Some(after.value.clone()),
            };
            configurations::create(api, &new).await.map(Some)
        }
        _ => return Outcome::Applied(None),
    };
    match result {
        Ok(record) => Outcome::Applied(record),
        Err(ApiError::NotFound) => Outcome::Elsewhere(None),
        Err(error) => Outcome::Refused(error),
    }
}

/// Notes on an item what became of its change.
pub fn note(item: &mut Item, outcome: &Outcome) {
    match outcome {
        Outcome::Applied(_) => item.progress = Progress::Done,
        Outcome::Elsewhere(now) => reconcile(item, now.as_ref()),
        Outcome::Refused(error) => item.progress = Progress::Failed(refusal(error, &item.change).text),
    }
}

/// A refusal in words, and which of the two it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Whether it is about the key.
    pub of_key: bool,
    /// The words.
    pub text: String,
}

/// The server's refusal in words.
pub fn refusal(error: &ApiError, change: &Change) -> Refusal {
    let after = change.after.clone();
    let (key, value) = after.map_or_else(Default::default, |after| (after.key, after.value));
    if let ApiError::Invalid(found) = error {
        let of = |attribute: &str| found.details.get(attribute).and_then(|errors| errors.first());
        if let Some(error) = of("key") {
            let text = key_message(error, &key);
            return Refusal { of_key: true, text };
        }
        if let Some(error) = of("value") {
            let text = value_message(error, &value);
            return Refusal { of_key: false, text };
        }
    }
    Refusal {
        of_key: false,
        text: error.sentence(),
    }
}

/// Whether the next change would fail for the same reason.
pub fn stops_all(error: &ApiError) -> bool {
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
