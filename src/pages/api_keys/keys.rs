//! What the pages of API keys share: all keys, and the secret of the one that was just created.

use api_types::ApiKey;
use leptos::prelude::*;
use leptos_router::components::Outlet;
use leptos_router::hooks::use_params_map;

use super::columns::masked;
use crate::api::{api_keys, use_api};
use crate::query::{ListState, Query, use_list_state, use_query};

/// The columns by which the list can be sorted.
pub const SORTABLE: &[&str] = &["name", "created_at", "last_used_at"];

/// A key that was just created. It lives in memory alone, until it is stored.
#[derive(Clone, PartialEq, Eq)]
pub struct Fresh {
    /// The key's record, as the server answered, but without the secret.
    pub key: ApiKey,
    /// The secret: the whole key.
    pub secret: String,
    /// The key in whose place it was created.
    pub replaces: Option<ApiKey>,
}

/// What the pages share.
#[derive(Clone, Copy)]
pub struct Keys {
    /// All keys, without their scopes.
    pub all: Query<Vec<ApiKey>>,
    /// The key that was just created.
    pub fresh: RwSignal<Option<Fresh>>,
    /// The state of the list, which every address keeps.
    pub state: Memo<ListState>,
}

impl Fresh {
    /// What a server answered to the creation of a key.
    pub fn of(mut created: ApiKey, replaces: Option<ApiKey>) -> Self {
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

impl Keys {
    /// Those of the pages around.
    pub fn expect() -> Self {
        expect_context()
    }

    /// The state of the list as part of an address; tracked.
    pub fn query(self) -> String {
        self.state.get().to_query()
    }

    /// Whether another key has that name; tracked.
    pub fn has_name(self, name: &str, except: Option<i64>) -> bool {
        let name = name.trim();
        self.all.data().with(|keys| {
            keys.iter()
                .flatten()
                .any(|key| key.name == name && Some(key.id) != except)
        })
    }
}

/// The pages.
#[component]
pub fn ApiKeysPage() -> impl IntoView {
    let all = use_query(
        || (),
        |()| {
            let api = use_api();
            async move { api_keys::all(api).await }
        },
    );
    provide_context(Keys {
        all,
        fresh: RwSignal::new(None),
        state: use_list_state(SORTABLE, &[]),
    });
    view! { <Outlet/> }
}

/// The record that the address names; anything but a number names none.
pub fn use_key_id() -> Memo<Option<i64>> {
    let params = use_params_map();
    Memo::new(move |_| {
        params
            .with(|params| params.get("id"))
            .and_then(|id| id.parse().ok())
    })
}
