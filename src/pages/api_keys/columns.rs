//! The columns of the list of keys. The list comes without scopes, so each key on the page is loaded for them by itself.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use api_types::ApiKey;
use futures_util::{StreamExt, stream};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::scopes::{ScopeSet, summarize};
use crate::api::{ApiError, api_keys, use_api};
use crate::query::in_order;
use crate::time::Ago;
use crate::user_facts::Expiry;
use ui::table::{Column, counted};
use ui::{Badge, IconName, Tone};

/// How many keys are loaded at once.
const CONCURRENT_REQUESTS: usize = 4;

/// What is loaded so far, by the id of the key: the number of its scopes, and what they allow.
pub type LoadedScopes = BTreeMap<i64, Result<(usize, String), ApiError>>;

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
                (scopes.len() + unknown.len(), summarize(scopes, unknown.len()))
            });
            if scopes != Err(ApiError::Aborted) {
                loaded.try_update(|loaded| loaded.insert(id, scopes));
            }
        };
        spawn_local(stream::iter(missing).for_each_concurrent(CONCURRENT_REQUESTS, load));
    });
    loaded
}

/// The columns, without those that the server's keys don't have.
pub fn columns(
    scopes: RwSignal<LoadedScopes>,
    has_created: bool,
    has_used: bool,
    has_expiry: bool,
) -> Vec<Column<ApiKey>> {
    let mut columns = vec![
        Column::new("name", "Name", |key: &ApiKey| {
            view! { <span class="name shortened" title=key.name.clone()>{key.name.clone()}</span> }
        })
        .sortable(),
        Column::new("key", "Key", |key: &ApiKey| masked(&key.key)).mono(),
        Column::new("scopes", "What it may do", move |key: &ApiKey| {
            view! { <Summary scopes id=key.id/> }
        }),
    ];
    if has_created {
        let created = |key: &ApiKey| key.created_at.map(|at| view! { <Ago at/> });
        columns.push(Column::new("created_at", "Created", created).sortable());
    }
    if has_used {
        let used = |key: &ApiKey| {
            key.last_used_at.map(|at| match at {
                Some(at) => view! { <Ago at/> }.into_any(),
                None => "Never".into_any(),
            })
        };
        columns.push(Column::new("last_used_at", "Last used", used).sortable());
    }
    if has_expiry {
        let expiry = |key: &ApiKey| key.expired_at.map(|at| view! { <Expiry at/> });
        columns.push(Column::new("expired_at", "Expires", expiry).sortable());
    }
    columns
}

/// The number of scopes and what they allow, as soon as they are loaded.
#[component]
fn Summary(scopes: RwSignal<LoadedScopes>, id: i64) -> impl IntoView {
    let loaded = Memo::new(move |_| scopes.with(|scopes| scopes.get(&id).cloned()));
    move || {
        match loaded.get() {
        None => view! { <span class="muted" aria-label="Loading">"…"</span> }.into_any(),
        Some(Err(error)) => view! {
            <span title=error.sentence()>
                <Badge tone=Tone::Warning icon=IconName::Warning>"Couldn’t be loaded"</Badge>
            </span>
        }
        .into_any(),
        Some(Ok((count, summary))) => view! {
            <span class="key-summary shortened" title=summary><b>{counted(count, "scope")}</b>" · "{summary.clone()}</span>
        }
        .into_any(),
    }
    }
}

/// The end of a masked key. The asterisks before it say nothing.
pub fn masked(key: &str) -> String {
    if key.contains('*') {
        return format!("…{}", key.replace('*', ""));
    }
    // A server that doesn't mask: no more than the end is repeated.
    let skipped = key.chars().count().saturating_sub(4);
    format!("…{}", key.chars().skip(skipped).collect::<String>())
}

/// Whether a key matches what is searched for: its name, or the end of the key.
pub fn matches(key: &ApiKey, search: &str) -> bool {
    let search = search.trim().to_lowercase();
    let end = masked(&key.key).to_lowercase();
    key.name.to_lowercase().contains(&search)
        || !search.is_empty() && end.contains(search.trim_start_matches('*'))
}

/// The order of the contract: text without regard to case, what is absent last, ties by id.
pub fn compare(a: &ApiKey, b: &ApiKey, column: &str, descending: bool) -> Ordering {
    let name = |key: &ApiKey| Some(key.name.to_lowercase());
    let order = match column {
        "name" => in_order(name(a), name(b), descending),
        "created_at" => in_order(a.created_at, b.created_at, descending),
        "expired_at" => in_order(a.expired_at.flatten(), b.expired_at.flatten(), descending),
        _ => in_order(a.last_used_at.flatten(), b.last_used_at.flatten(), descending),
    };
    order.then(a.id.cmp(&b.id))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str, key: &str) -> ApiKey {
        serde_json::from_str(&format!(r#"{{"id":1,"name":"{name}","key":"{key}"}}"#)).unwrap()
    }

    #[test]
    fn a_key_is_found_by_its_name_or_its_end() {
        let key = key("Grafana", "******************aB3x");
        for search in ["", "graf", " GRAF ", "b3x", "***aB3x"] {
            assert!(matches(&key, search), "{search}");
        }
        assert!(!matches(&key, "zabbix"));
    }

    #[test]
    fn no_more_of_a_key_is_shown_than_its_end() {
        assert_eq!(masked("******************aB3x"), "…aB3x");
        assert_eq!(masked("a-whole-key-that-nobody-masked"), "…sked");
        assert_eq!(masked(""), "…");
    }
}
