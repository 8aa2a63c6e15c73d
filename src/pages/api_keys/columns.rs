//! The columns of the list of keys.

use std::cmp::Ordering;

use api_types::{ApiKey, Timestamp};
use leptos::prelude::*;

use super::row_scopes::RowScopes;
use super::scopes::gist;
use crate::query::in_order;
use crate::time::Ago;
use ui::table::Column;
use ui::{Badge, IconName, Tone};

/// The columns, without those that the server's keys don't have.
pub fn columns(scopes: RowScopes, has_created: bool, has_used: bool) -> Vec<Column<ApiKey>> {
    let mut columns = vec![
        Column::new("name", "Name", |key: &ApiKey| {
            view! { <span class="name">{key.name.clone()}</span> }
        })
        .sortable(),
        Column::new("key", "Key", |key: &ApiKey| masked(&key.key)).mono(),
        Column::new("scopes", "What it may do", move |key: &ApiKey| {
            let id = key.id;
            move || what_it_may(scopes, id)
        }),
    ];
    if has_created {
        columns.push(Column::new("created_at", "Created", |key: &ApiKey| key.created_at.map(ago)).sortable());
    }
    if has_used {
        columns.push(
            Column::new("last_used_at", "Last used", |key: &ApiKey| {
                match key.last_used_at {
                    Some(Some(at)) => ago(at),
                    Some(None) => "Never".into_any(),
                    None => ().into_any(),
                }
            })
            .sortable(),
        );
    }
    columns
}

fn ago(at: Timestamp) -> AnyView {
    view! { <Ago at/> }.into_any()
}

/// The number of scopes and their gist, as soon as they are known.
fn what_it_may(scopes: RowScopes, id: i64) -> AnyView {
    match scopes.with(|scopes| scopes.get(&id).cloned()) {
        None => view! { <span class="muted" aria-label="Loading">"…"</span> }.into_any(),
        Some(Err(error)) => {
            let title = error.sentence();
            view! { <span title=title><Badge tone=Tone::Warning icon=IconName::Warning>"Couldn't be loaded"</Badge></span> }.into_any()
        }
        Some(Ok((set, unknown))) => {
            let count = set.count() as usize + unknown;
            let gist = gist(set, unknown);
            let scopes = if count == 1 { "scope" } else { "scopes" };
            let title = gist.clone();
            view! { <span class="key-gist" title=title><b>{format!("{count} {scopes}")}</b>" · "{gist}</span> }.into_any()
        }
    }
}

/// The end of a masked key. The asterisks before it say nothing.
pub fn masked(key: &str) -> String {
    let end: String = key.chars().filter(|c| *c != '*').collect();
    if key.contains('*') || key.is_empty() {
        ["…", &end].concat()
    } else {
        // A server that doesn't mask: what it shows isn't repeated.
        let skipped = key.chars().count().saturating_sub(4);
        ["…".to_owned(), key.chars().skip(skipped).collect()].concat()
    }
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
    let order = match column {
        "name" => in_order(
            Some(a.name.to_lowercase()),
            Some(b.name.to_lowercase()),
            descending,
        ),
        "created_at" => in_order(a.created_at, b.created_at, descending),
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
