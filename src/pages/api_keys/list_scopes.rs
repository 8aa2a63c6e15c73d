//! The scopes of the keys on a page of the list. The list comes without them, so each key is loaded by itself.

use std::collections::BTreeMap;

use futures_util::{StreamExt, stream};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::scopes::ScopeSet;
use crate::api::{ApiError, api_keys, use_api};

/// How many keys are loaded at once.
const CONCURRENT_REQUESTS: usize = 4;

/// The scopes that are loaded so far, by the id of the key: those of the contract, and how many others.
pub type LoadedScopes = BTreeMap<i64, Result<(ScopeSet, usize), ApiError>>;

/// Loads the scopes of these keys. When the ids change, what isn't known yet is loaded, and what failed is tried again.
pub fn use_list_scopes(ids: Signal<Vec<i64>>) -> RwSignal<LoadedScopes> {
    let loaded = RwSignal::new(LoadedScopes::new());
    Effect::new(move |_| {
        let mut missing = ids.get();
        missing.retain(|id| loaded.with_untracked(|loaded| !matches!(loaded.get(id), Some(Ok(_)))));
        // Its requests are aborted with this run of the effect.
        let api = use_api();
        let load = move |id| async move {
            let scopes = api_keys::show(api, id).await.map(|key| {
                let (scopes, unknown) = ScopeSet::of_key(&key);
                (scopes, unknown.len())
            });
            if scopes != Err(ApiError::Aborted) {
                loaded.try_update(|loaded| loaded.insert(id, scopes));
            }
        };
        spawn_local(stream::iter(missing).for_each_concurrent(CONCURRENT_REQUESTS, load));
    });
    loaded
}
