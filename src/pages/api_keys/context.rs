//! What the pages of API keys share.

use api_types::ApiKey;
use leptos::prelude::*;
use leptos_router::components::Outlet;
use leptos_router::hooks::use_params_map;

use super::columns::masked;
use crate::api::{ApiError, api_keys, use_api};
use crate::paths;
use crate::query::{ListState, Query, QueryStatus, QueryView, use_list_state, use_query};
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

/// What the pages share.
#[derive(Clone, Copy)]
pub struct ApiKeysContext {
    /// All keys, without their scopes.
    pub keys: Query<Vec<ApiKey>>,
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
    provide_context(ApiKeysContext {
        keys: use_query(|| (), |()| api_keys::all(use_api())),
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
    use_query(id, |id| {
        let api = use_api();
        async move { api_keys::show(api, id.ok_or(ApiError::NotFound)?).await }
    })
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
