//! The scopes of the rows of a page. The list comes without them, so each key is asked for, a few at a time.

use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::BTreeMap;

use super::scopes::ScopeSet;
use crate::api::{ApiError, api_keys, use_api};

/// How many keys are asked for at once.
const AT_ONCE: usize = 4;

/// What is known of a key's scopes: those of the contract, and how many others.
pub type Known = Result<(ScopeSet, usize), ApiError>;

/// What is known so far, by the key's record.
pub type RowScopes = RwSignal<BTreeMap<i64, Known>>;

/// Asks for the scopes of the rows on the page, and when the page changes for those that aren't known yet.
pub fn use_row_scopes(rows: Signal<Vec<i64>>) -> RowScopes {
    let known: RowScopes = RwSignal::new(BTreeMap::new());
    Effect::new(move |_| {
        let mut waiting = rows.get();
        waiting.retain(|id| known.with_untracked(|known| !matches!(known.get(id), Some(Ok(_)))));
        waiting.reverse();
        let api = use_api();
        let waiting = StoredValue::new(waiting);
        for _ in 0..AT_ONCE {
            spawn_local(async move {
                // The queue goes with this run of the effect, and with it the requests.
                while let Some(id) = waiting.try_update_value(Vec::pop).flatten() {
                    let answer = api_keys::show(api, id).await;
                    if waiting.try_with_value(|_| ()).is_none()
                        || answer.as_ref().err() == Some(&ApiError::Aborted)
                    {
                        return;
                    }
                    let answer = answer.map(|key| {
                        let (set, unknown) =
                            ScopeSet::read(key.api_key_scopes.as_deref().unwrap_or_default());
                        (set, unknown.len())
                    });
                    known.try_update(|known| known.insert(id, answer));
                }
            });
        }
    });
    known
}
