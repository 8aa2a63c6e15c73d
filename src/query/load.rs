//! Loading: the newest answer, and what became of the request for a newer one.
//!
//! A `LocalResource` of Leptos knows "not yet" and "here it is". A page has to tell more: an older answer stays on the screen
//! while a newer one is loaded or has failed, and the page says how old it is. A request that is no longer wanted is aborted.

use api_types::Timestamp;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::activity::Activity;
use crate::api::{ApiError, Connection};
use crate::time;

/// Something that is loaded, and loaded again whenever its key changes.
pub struct Query<T: 'static> {
    /// The newest answer. It changes only when an answer differs from the one before.
    pub data: RwSignal<Option<T>>,
    /// Why the last request failed; none while the newest answer is up to date.
    pub error: RwSignal<Option<ApiError>>,
    /// Whether a request is under way.
    pub loading: RwSignal<bool>,
    /// When the newest answer arrived.
    pub loaded_at: RwSignal<Option<Timestamp>>,
    /// When it is loaded again by itself, after a failure that may pass.
    pub retries_at: RwSignal<Option<Timestamp>>,
    tries: StoredValue<usize>,
    reloads: RwSignal<u32>,
}

impl<T> Clone for Query<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Query<T> {}

impl<T: PartialEq + Send + Sync + 'static> Query<T> {
    /// Loads again.
    pub fn reload(self) {
        reload(self.reloads);
    }

    /// Shows `data`, known from elsewhere, until the first answer arrives.
    pub fn set_placeholder(self, data: T) {
        if self.data.with_untracked(Option::is_none) {
            self.data.set(Some(data));
        }
    }

    /// Shows nothing until the next answer, because it will be about something else.
    pub fn forget(self) {
        self.data.set(None);
        self.error.set(None);
        self.loaded_at.set(None);
    }

    /// Shows an answer that was kept from `at`, until a newer one arrives. A placeholder that the page has set is newer.
    pub(super) fn show_kept(self, data: T, at: Timestamp) {
        if self.data.with_untracked(Option::is_some) && self.loaded_at.get_untracked().is_none() {
            return;
        }
        self.data.set(Some(data));
        self.loaded_at.set(Some(at));
    }

    fn settle(self, answer: Result<T, ApiError>) {
        match answer {
            Ok(data) => {
                if self.data.read_untracked().as_ref() != Some(&data) {
                    self.data.set(Some(data));
                }
                self.error.set(None);
                self.tries.set_value(0);
                self.loaded_at.set(Some(time::now()));
            }
            Err(error) => {
                let pause = error.retry_pause(self.tries.get_value());
                self.tries.update_value(|tries| *tries += 1);
                self.error.set(Some(error));
                self.retries_at.set(pause.map(time::in_duration));
            }
        }
        self.loading.set(false);
    }
}

/// Loads by `fetch`, now and again whenever the value of `key` changes. `fetch` runs inside an effect: an API client that it
/// asks for there aborts the older request when a newer one starts, or when the page is left.
pub fn use_query<K, T, F>(
    key: impl Fn() -> K + Send + Sync + 'static,
    fetch: impl Fn(K) -> F + 'static,
) -> Query<T>
where
    K: PartialEq + Clone + Send + Sync + 'static,
    T: PartialEq + Send + Sync + 'static,
    F: Future<Output = Result<T, ApiError>> + 'static,
{
    load_by(key, move |key, _| fetch(key))
}

/// Why something is loaded.
pub(super) enum Reason<T: 'static> {
    /// The page has been opened, or its key has changed: what is kept may be shown meanwhile.
    Opened(Query<T>),
    /// It is to be loaded again.
    Reloaded,
}

/// As [`use_query`]; `fetch` learns why it is asked.
pub(super) fn load_by<K, T, F>(
    key: impl Fn() -> K + Send + Sync + 'static,
    fetch: impl Fn(K, Reason<T>) -> F + 'static,
) -> Query<T>
where
    K: PartialEq + Clone + Send + Sync + 'static,
    T: PartialEq + Send + Sync + 'static,
    F: Future<Output = Result<T, ApiError>> + 'static,
{
    let key = Memo::new(move |_| key());
    let query = Query {
        data: RwSignal::new(None),
        error: RwSignal::new(None),
        loading: RwSignal::new(true),
        loaded_at: RwSignal::new(None),
        retries_at: RwSignal::new(None),
        tries: StoredValue::new(0),
        reloads: RwSignal::new(0),
    };
    reload_by_itself(query.reloads, query.error, query.retries_at);
    Effect::new(move |before: Option<u32>| {
        let reloads = query.reloads.get();
        query.loading.set(true);
        query.retries_at.set(None);
        // Disposed of with this run of the effect: an answer to an older request finds it gone.
        let newest = StoredValue::new(());
        let reason = match before {
            Some(before) if before != reloads => Reason::Reloaded,
            _ => Reason::Opened(query),
        };
        let answer = fetch(key.get(), reason);
        spawn_local(async move {
            let answer = answer.await;
            if newest.try_get_value().is_some() {
                query.settle(answer);
            }
        });
        reloads
    });
    query
}

fn reload(reloads: RwSignal<u32>) {
    reloads.update(|count| *count = count.wrapping_add(1));
}

/// Loads again when a failure may have passed, when something was taken back, and when the server is back in reach. Not generic, so that
/// it is compiled once.
fn reload_by_itself(
    reloads: RwSignal<u32>,
    error: RwSignal<Option<ApiError>>,
    retries_at: RwSignal<Option<Timestamp>>,
) {
    Effect::new(move |_| {
        if let Some(instant) = retries_at.get() {
            time::after(time::until(instant), move || reload(reloads));
        }
    });
    let activity = Activity::expect();
    Effect::new(move |before: Option<u32>| {
        let undone = activity.undone();
        if before.is_some_and(|before| before != undone) {
            reload(reloads);
        }
        undone
    });
    let connection = Connection::expect();
    Effect::new(move |before: Option<u32>| {
        let returns = connection.returns();
        let is_cut_off = error.with_untracked(|error| error.as_ref().is_some_and(ApiError::is_out_of_reach));
        if before.is_some_and(|before| before != returns) && is_cut_off {
            reload(reloads);
        }
        returns
    });
}

/// How loading stands, without the type of what is loaded: what the views of this module show. `query.into()` makes one;
/// pages that join several queries, or show their data only once it has been processed, build their own.
#[derive(Clone, Copy)]
pub struct QueryStatus {
    /// Whether there is something to show, however old.
    pub has_data: Signal<bool>,
    /// Why the last request failed; none while what is shown is up to date.
    pub error: Signal<Option<ApiError>>,
    /// Whether a request is under way.
    pub loading: Signal<bool>,
    /// When what is shown was loaded.
    pub loaded_at: Signal<Option<Timestamp>>,
    /// When it is loaded again by itself, after a failure that may pass.
    pub retries_at: Signal<Option<Timestamp>>,
    /// Loads again.
    pub reload: Callback<()>,
}

impl<T: PartialEq + Send + Sync + 'static> From<Query<T>> for QueryStatus {
    fn from(query: Query<T>) -> Self {
        let data = query.data;
        Self {
            has_data: Signal::derive(move || data.with(Option::is_some)),
            error: query.error.into(),
            loading: query.loading.into(),
            loaded_at: query.loaded_at.into(),
            retries_at: query.retries_at.into(),
            reload: Callback::new(move |()| query.reload()),
        }
    }
}

impl QueryStatus {
    /// "loading…" or "loaded 2 min ago"; none before the first answer, and if that was a failure.
    pub fn note(self) -> Signal<Option<String>> {
        let now = time::use_now();
        Signal::derive(move || {
            if self.loading.get() {
                return Some("loading…".to_owned());
            }
            let loaded_at = self.loaded_at.get()?;
            Some(format!("loaded {}", time::relative(loaded_at, now.get())))
        })
    }
}
