//! Loading, and what can come of it.
//!
//! A resource of Leptos knows "not yet" and "here it is". A page has to tell more: an older answer stays on the screen
//! while a newer one is loaded or has failed, and says from when it is. A question that is no longer asked is aborted.

use std::any::Any;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;

use api_types::Timestamp;

use crate::api::ApiError;
use crate::reactive::{Compute, Memo, RwSignal, StoredValue, effect_with, memo, spawn};
use crate::time;

/// An answer behind one type, so that loading is compiled once and not for everything that is loaded.
type Answer = Arc<dyn Any + Send + Sync>;

/// An answer that is under way.
type Asked = Pin<Box<dyn Future<Output = Result<Answer, ApiError>>>>;

/// What is known of something that is loaded.
struct Load {
    /// The newest answer.
    data: Option<Answer>,
    /// Why there is no newer one.
    error: Option<ApiError>,
    /// Whether one is under way.
    loading: bool,
    /// When the newest answer came.
    at: Option<Timestamp>,
}

/// Something that is loaded, again whenever what it depends on changes.
pub struct Query<T> {
    load: RwSignal<Load>,
    reloads: RwSignal<u32>,
    answer: PhantomData<fn() -> T>,
}

impl<T> Clone for Query<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Query<T> {}

impl<T: Clone + PartialEq + Send + Sync + 'static> Query<T> {
    /// The newest answer; tracked.
    pub fn data(self) -> Memo<Option<T>> {
        memo(move || {
            self.load
                .with(|load| load.data.as_ref()?.downcast_ref::<T>().cloned())
        })
    }

    /// Why there is no newer answer; tracked.
    pub fn error(self) -> Memo<Option<ApiError>> {
        error(self.load)
    }

    /// Whether one is under way; tracked.
    pub fn loading(self) -> Memo<bool> {
        loading(self.load)
    }

    /// When the newest answer came; tracked.
    pub fn at(self) -> Memo<Option<Timestamp>> {
        at(self.load)
    }

    /// Loads again.
    pub fn reload(self) {
        self.reloads.update(|count| *count = count.wrapping_add(1));
    }

    /// Shows what is known from elsewhere until the answer comes.
    pub fn show_meanwhile(self, data: T) {
        self.load.update(|load| {
            load.data.get_or_insert_with(|| Arc::new(data));
        });
    }
}

fn error(load: RwSignal<Load>) -> Memo<Option<ApiError>> {
    memo(move || load.with(|load| load.error.clone()))
}

fn loading(load: RwSignal<Load>) -> Memo<bool> {
    memo(move || load.with(|load| load.loading))
}

fn at(load: RwSignal<Load>) -> Memo<Option<Timestamp>> {
    memo(move || load.with(|load| load.at))
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
    let key = memo(key);
    let (load, reloads) = keep_loading(Box::new(move || -> Asked {
        let answer = fetch(key.get());
        Box::pin(async move { Ok(Arc::new(answer.await?) as Answer) })
    }));
    Query {
        load,
        reloads,
        answer: PhantomData,
    }
}

/// Asks now, and again whenever a signal that `ask` read changes or someone wishes so.
fn keep_loading(ask: Box<dyn Compute<Asked>>) -> (RwSignal<Load>, RwSignal<u32>) {
    let load = RwSignal::new(Load {
        data: None,
        error: None,
        loading: true,
        at: None,
    });
    let reloads = RwSignal::new(0);
    effect_with(move |generation: Option<u32>| {
        reloads.track();
        let generation = generation.unwrap_or_default().wrapping_add(1);
        let newest = StoredValue::new(generation);
        load.update(|load| load.loading = true);
        let answer = ask.compute();
        spawn(async move {
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
    (load, reloads)
}
