//! Loading, and what can come of it.
//!
//! A resource of Leptos knows "not yet" and "here it is". A page has to tell more: an older answer stays on the screen
//! while a newer one is loaded or has failed, and says from when it is. A question that is no longer asked is aborted.

use api_types::Timestamp;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::ApiError;
use crate::reactive::{effect_with, memo};
use crate::time;

/// What is known of something that is loaded.
#[derive(Debug, Clone, PartialEq)]
pub struct Load<T> {
    /// The newest answer.
    pub data: Option<T>,
    /// Why there is no newer one.
    pub error: Option<ApiError>,
    /// Whether one is under way.
    pub loading: bool,
    /// When the newest answer came.
    pub at: Option<Timestamp>,
}

/// Something that is loaded, again whenever what it depends on changes.
#[derive(Debug)]
pub struct Query<T: Send + Sync + 'static> {
    load: RwSignal<Load<T>>,
    reloads: RwSignal<u32>,
}

impl<T: Send + Sync + 'static> Clone for Query<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Query<T> {}

impl<T: Clone + PartialEq + Send + Sync + 'static> Query<T> {
    /// The newest answer; tracked.
    pub fn data(self) -> Memo<Option<T>> {
        memo(move || self.load.with(|load| load.data.clone()))
    }

    /// Why there is no newer answer; tracked.
    pub fn error(self) -> Memo<Option<ApiError>> {
        memo(move || self.load.with(|load| load.error.clone()))
    }

    /// Whether one is under way; tracked.
    pub fn loading(self) -> Memo<bool> {
        memo(move || self.load.with(|load| load.loading))
    }

    /// When the newest answer came; tracked.
    pub fn at(self) -> Memo<Option<Timestamp>> {
        memo(move || self.load.with(|load| load.at))
    }

    /// Loads again.
    pub fn reload(self) {
        self.reloads.update(|count| *count = count.wrapping_add(1));
    }

    /// Shows what is known from elsewhere until the answer comes.
    pub fn show_meanwhile(self, data: T) {
        self.load.update(|load| {
            load.data.get_or_insert(data);
        });
    }
}

/// Loads by `fetch`, now and again whenever the value of `key` changes. `fetch` runs inside an effect of its own: an API
/// client that it asks for there aborts the older question when a newer one is asked, or when the page leaves.
pub fn use_query<K, T, F>(
    key: impl Fn() -> K + Send + Sync + 'static,
    fetch: impl Fn(K) -> F + 'static,
) -> Query<T>
where
    K: PartialEq + Clone + Send + Sync + 'static,
    T: Send + Sync + 'static,
    F: Future<Output = Result<T, ApiError>> + 'static,
{
    let load = RwSignal::new(Load {
        data: None,
        error: None,
        loading: true,
        at: None,
    });
    let reloads = RwSignal::new(0);
    let key = memo(key);
    effect_with(move |generation: Option<u32>| {
        let asked = (key.get(), reloads.get());
        let generation = generation.unwrap_or_default().wrapping_add(1);
        let newest = StoredValue::new(generation);
        load.update(|load| load.loading = true);
        let answer = fetch(asked.0);
        spawn_local(async move {
            let answer = answer.await;
            // The stored value goes with this run of the effect: an answer to an older question finds it gone.
            if newest.try_get_value() != Some(generation) {
                return;
            }
            let taken = load.try_update(|load| match answer {
                Ok(data) => {
                    *load = Load {
                        data: Some(data),
                        error: None,
                        loading: false,
                        at: Some(time::now()),
                    }
                }
                Err(error) => {
                    load.error = Some(error);
                    load.loading = false;
                }
            });
            debug_assert!(taken.is_some(), "the signal outlives the runs of its effect");
        });
        generation
    });
    Query { load, reloads }
}
