//! The key that the address names.

use api_types::ApiKey;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::api::{ApiError, api_keys, use_api};
use crate::paths;
use crate::query::{Query, use_query};
use ui::{ErrorState, LinkButton};

/// The id in the address; none if it isn't a number.
pub fn use_key_id() -> Memo<Option<i64>> {
    let params = use_params_map();
    Memo::new(move |_| params.with(|params| params.get("id")?.parse().ok()))
}

/// Loads the key with its scopes.
pub fn use_key() -> Query<ApiKey> {
    let id = use_key_id();
    use_query(
        move || id.get(),
        |id| {
            let api = use_api();
            async move { api_keys::show(api, id.ok_or(ApiError::NotFound)?).await }
        },
    )
}

/// Takes the place of a key that couldn't be loaded, and leads to the list.
#[component]
pub fn KeyUnavailable(
    /// Why it couldn't.
    error: ApiError,
    /// What the key was needed for, if it is gone.
    #[prop(default = "It was revoked, or the address is wrong.")]
    if_gone: &'static str,
    /// Tries again.
    #[prop(into)]
    on_retry: Callback<()>,
) -> impl IntoView {
    let (title, message, on_retry) = match &error {
        ApiError::NotFound => ("There is no such key", if_gone.to_owned(), None),
        error => (error.title(), error.sentence(), Some(on_retry)),
    };
    view! {
        <ErrorState title message details=error.details() on_retry/>
        <p class="state-way"><LinkButton href=paths::api_keys("")>"All API keys"</LinkButton></p>
    }
}
