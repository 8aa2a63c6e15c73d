//! What the pages of API keys share.

use api_types::ApiKey;
use leptos::prelude::*;
use leptos_router::components::Outlet;

use super::columns::masked;
use crate::api::{api_keys, use_api};
use crate::query::{ListState, Query, use_list_state, use_query};

/// The columns by which the list can be sorted.
const SORTABLE: &[&str] = &["name", "created_at", "last_used_at"];

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

    /// Whether the server gave the whole key; some give its end alone.
    pub fn is_whole(&self) -> bool {
        !(self.secret.trim().is_empty() || self.secret.contains(['*', '…', '•']))
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
}

impl ApiKeysContext {
    /// That of the pages around.
    pub fn expect() -> Self {
        expect_context()
    }

    /// The state of the list as the query of an address; tracked.
    pub fn query(self) -> String {
        self.list_state.with(ListState::to_query)
    }

    /// As [`query`](Self::query), untracked.
    pub fn query_untracked(self) -> String {
        self.list_state.with_untracked(ListState::to_query)
    }

    /// Whether another key has that name; tracked.
    pub fn has_name(self, name: &str, except: Option<i64>) -> bool {
        let is_other = |key: &ApiKey| key.name == name.trim() && Some(key.id) != except;
        self.keys.data().with(|keys| keys.iter().flatten().any(is_other))
    }
}

/// The frame of all pages of API keys.
#[component]
pub fn ApiKeysPage() -> impl IntoView {
    let keys = use_query(
        || (),
        |()| {
            let api = use_api();
            async move { api_keys::all(api).await }
        },
    );
    provide_context(ApiKeysContext {
        keys,
        new_key: RwSignal::new(None),
        list_state: use_list_state(SORTABLE, &[]),
    });
    view! { <Outlet/> }
}
