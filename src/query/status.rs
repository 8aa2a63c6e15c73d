//! How loading stands, whatever it is that is loaded.

use api_types::Timestamp;
use leptos::prelude::*;

use super::Query;
use crate::api::ApiError;
use crate::time;

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
    /// Loads again.
    pub reload: Callback<()>,
}

impl<T: PartialEq + Send + Sync + 'static> From<Query<T>> for QueryStatus {
    fn from(query: Query<T>) -> Self {
        let data = query.data();
        Self {
            has_data: Signal::derive(move || data.with(Option::is_some)),
            error: query.error().into(),
            loading: query.loading().into(),
            loaded_at: query.loaded_at().into(),
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
