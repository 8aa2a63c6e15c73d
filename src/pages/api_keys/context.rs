//! What the pages of API keys share.

use api_types::ApiKey;
use futures_util::FutureExt;
use leptos::prelude::*;
use leptos_router::components::Outlet;
use leptos_router::hooks::{use_location, use_params_map};

use super::columns::masked;
use crate::api::{ApiError, api_keys};
use crate::paths::{self, Address};
use crate::query::{CachedQuery, ListState, Query, QueryStatus, QueryView, use_list_state};
use crate::session::Session;
use ui::{ErrorState, LinkButton};

/// A key that was just created, with its secret. It is kept in memory alone, until the person has stored the secret.
#[derive(Clone, PartialEq, Eq)]
pub struct NewKey {
    /// The key as the server answered, but masked.
    pub key: ApiKey,
    /// The whole key.
    pub secret: String,
    /// The key that it was created to replace.
    pub replaces: Option<ApiKey>,
}

impl NewKey {
    /// Takes the secret out of the server's answer to the creation of a key.
    pub fn new(mut created: ApiKey, replaces: Option<ApiKey>) -> Self {
        let secret = std::mem::take(&mut created.key);
        created.key = masked(&secret);
        Self {
            key: created,
            secret,
            replaces,
        }
    }
}

/// All keys, without their scopes.
static ALL: CachedQuery<(), Vec<ApiKey>> =
    CachedQuery::new("API keys", |api, ()| api_keys::all(api).boxed_local());

/// A key with its scopes; there is none without an id.
static KEY: CachedQuery<Option<i64>, ApiKey> = CachedQuery::new("API key", |api, id| {
    async move { api_keys::show(api, id.ok_or(ApiError::NotFound)?).await }.boxed_local()
});

/// Loads ahead what an address shows: all keys, and the one that it names.
pub fn preload_api_keys(address: &Address) {
    ALL.preload(());
    if let Some(id) = address.segments.get(1).and_then(|id| id.parse().ok()) {
        KEY.preload(Some(id));
    }
}

/// What the pages share.
#[derive(Clone, Copy)]
pub struct ApiKeysContext {
    /// All keys, without their scopes.
    pub keys: Query<Vec<ApiKey>>,
    /// Whether the list is the first of the pages that is shown, until it is.
    pub opens_list: StoredValue<bool>,
    /// The key that was just created.
    pub new_key: RwSignal<Option<NewKey>>,
    /// The state of the list, which the addresses of all pages keep.
    pub list_state: Memo<ListState>,
    /// The same as the query of an address.
    pub list_query: Memo<String>,
}

impl ApiKeysContext {
    /// Whether keys can expire on this server. Where there are none yet, it is taken for one that they can on if it says what it has since
    /// they do.
    pub fn has_expiry(self) -> bool {
        let me = Session::expect().current_user();
        self.keys.data.with(|keys| match keys.as_deref() {
            Some([]) | None => me.is_some_and(|me| me.last_sign_in_at.is_some()),
            Some(keys) => keys.iter().any(|key| key.expired_at.is_some()),
        })
    }
}

/// The frame of all pages of API keys.
#[component]
pub fn ApiKeysPage() -> impl IntoView {
    let list_state = use_list_state(&["name", "created_at", "last_used_at", "expired_at"], &[]);
    let pathname = use_location().pathname;
    provide_context(ApiKeysContext {
        keys: ALL.use_query(|| ()),
        opens_list: StoredValue::new(pathname.get_untracked() == paths::api_keys("")),
        new_key: RwSignal::new(None),
        list_state,
        list_query: Memo::new(move |_| list_state.read().to_query()),
    });
    view! { <Outlet/> }
}

/// The id in the address; none if it isn't a number.
pub fn use_key_id() -> Memo<Option<i64>> {
    let params = use_params_map();
    Memo::new(move |_| params.with(|params| params.get("id")?.parse().ok()))
}

/// Loads a key with its scopes; there is none without an id.
pub fn use_key(id: impl Fn() -> Option<i64> + Send + Sync + 'static) -> Query<ApiKey> {
    KEY.use_query(id)
}

/// As [`use_key`], for a form: what an earlier page has loaded may be old.
pub fn use_newest_key(id: impl Fn() -> Option<i64> + Send + Sync + 'static) -> Query<ApiKey> {
    KEY.use_newest(id)
}

/// Shows its children once a key is loaded. If that fails, it says why, and leads to the list.
#[component]
pub fn KeyView(
    /// What is loaded.
    #[prop(into)]
    query: QueryStatus,
    /// What it means that the key is gone.
    #[prop(default = "It was revoked, or the address is wrong.")]
    if_gone: &'static str,
    /// What is made of the key.
    children: ChildrenFn,
) -> impl IntoView {
    let failed = move |error: ApiError| {
        let (title, message, on_retry) = match &error {
            ApiError::NotFound => ("There is no such key", if_gone.to_owned(), None),
            error => (error.title(), error.sentence(), Some(query.reload)),
        };
        view! {
            <ErrorState title message details=error.details() on_retry/>
            <p class="state-way"><LinkButton href=paths::api_keys("")>"All API keys"</LinkButton></p>
        }
        .into_any()
    };
    view! { <QueryView query failed=failed children/> }
}
