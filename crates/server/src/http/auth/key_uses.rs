//! When API keys were last used. It is written in the background, so that no request waits for it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use api_types::Timestamp;

use crate::storage::{StorageError, Store, api_keys};

/// How long what is written at once is collected, after what was there to begin with.
const PAUSE: Duration = Duration::from_secs(1);

/// Uses that aren't written yet, at most one for each key.
#[derive(Clone, Default)]
pub(super) struct KeyUses(Arc<Mutex<Noted>>);

#[derive(Default)]
struct Noted {
    uses: HashMap<i64, Timestamp>,
    writing: bool,
}

impl KeyUses {
    /// Notes that a key was used, to be written soon.
    pub(super) fn note(&self, store: &Store, key_id: i64, at: Timestamp) {
        let begin = {
            let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            noted.uses.insert(key_id, at);
            !std::mem::replace(&mut noted.writing, true)
        };
        if begin {
            let (uses, store) = (self.clone(), store.clone());
            tokio::spawn(async move {
                while uses.write(&store).await {
                    tokio::time::sleep(PAUSE).await;
                }
            });
        }
    }

    /// Writes what there is, and says whether there was any. If not, then the next one that is noted begins anew.
    pub(super) async fn write(&self, store: &Store) -> bool {
        let uses = {
            let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            noted.writing = !noted.uses.is_empty();
            std::mem::take(&mut noted.uses)
        };
        if uses.is_empty() {
            return false;
        }
        let written: Result<(), StorageError> = async {
            let mut writing = store.write().await?;
            api_keys::note_uses(&mut writing, uses).await?;
            writing.commit().await
        }
        .await;
        if let Err(cause) = written {
            tracing::warn!(%cause, "when API keys were last used could not be written");
        }
        true
    }
}
