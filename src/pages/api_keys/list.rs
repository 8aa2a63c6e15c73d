//! The list of keys.

use std::collections::BTreeSet;

use api_types::{ApiKey, Timestamp};
use leptos::prelude::*;

use super::columns::{LoadedScopes, columns, compare, matches, use_list_scopes};
use super::context::ApiKeysContext;
use super::revoke::RevokeDialog;
use super::rotate::RotateDialog;
use crate::layouts::{focus_heading, use_title};
use crate::paths;
use crate::query::{ListNavigation, ListView, LocalPage, NoMatch, QueryView, page_of, use_list_navigation};
use ui::forms::SearchField;
use ui::table::{Selection, SelectionBar, Sort, Table};
use ui::{Button, ButtonKind, EmptyState, IconName, LinkButton, MenuItem, PageHeader};

/// What the list does with keys.
#[derive(Clone, Copy)]
struct KeyActions {
    /// The ids of the rows that are selected.
    selected: RwSignal<BTreeSet<String>>,
    to_revoke: RwSignal<Vec<ApiKey>>,
    to_rotate: RwSignal<Option<ApiKey>>,
}

/// The page.
#[component]
pub fn ApiKeyListPage() -> impl IntoView {
    use_title(|| "API keys".into());
    let context = ApiKeysContext::expect();
    let query = context.keys;
    let keys = query.data();
    if query.loaded_at().get_untracked().is_some() {
        // Another page of these was shown in between: what is here may be old.
        query.reload();
    }
    let navigation = use_list_navigation(context.list_state, paths::api_keys);
    let page = Memo::new(move |_| {
        let state = navigation.state.get();
        let found = keys.with(|keys| {
            let found = keys.iter().flatten().filter(|key| matches(key, &state.search));
            found.cloned().collect()
        });
        page_of(found, &state, compare)
    });
    let page_info = move || page.read().info;
    let ids = Signal::derive(move || page.with(|page| page.rows.iter().map(|key| key.id).collect()));
    let scopes = use_list_scopes(ids);
    let actions = KeyActions {
        selected: RwSignal::new(BTreeSet::new()),
        to_revoke: RwSignal::new(Vec::new()),
        to_rotate: RwSignal::new(None),
    };
    // What is gone, here or in another tab, can't be selected any more.
    Effect::new(move |_| {
        let existing: Option<BTreeSet<String>> =
            keys.with(|keys| Some(keys.as_ref()?.iter().map(|key| key.id.to_string()).collect()));
        if let Some(existing) = existing {
            actions.selected.maybe_update(|selected| {
                let before = selected.len();
                selected.retain(|id| existing.contains(id));
                selected.len() < before
            });
        }
    });
    let revoke_selected = move |()| {
        let is_selected = |key: &&ApiKey| {
            let id = key.id.to_string();
            actions.selected.with_untracked(|selected| selected.contains(&id))
        };
        let selected =
            keys.with_untracked(|keys| keys.iter().flatten().filter(is_selected).cloned().collect());
        actions.to_revoke.set(selected);
    };
    let on_revoked = move |revoked: Vec<i64>| {
        actions.to_revoke.set(Vec::new());
        if !revoked.is_empty() {
            focus_heading();
        }
    };
    let has_keys = Memo::new(move |_| keys.with(|keys| keys.as_ref().is_some_and(|keys| !keys.is_empty())));
    view! {
        <PageHeader
            title="API keys"
            description="Programs sign in with a key instead of your password. A key can do what its scopes say, and never more than you."
            actions=move || view! {
                <LinkButton href=move || paths::new_api_key(&context.query()) kind=ButtonKind::Primary icon=IconName::Plus>
                    "Create API key"
                </LinkButton>
            }
        />
        <QueryView query skeleton_rows=5>
            <Show when=move || has_keys.get()>
                <div class="toolbar">
                    <SearchField
                        label="Search API keys"
                        value=navigation.search()
                        on_search=move |text| navigation.set_search(text)
                    />
                </div>
            </Show>
            <ListView
                navigation
                query
                page=page_info
                empty=|| view! {
                    <EmptyState icon=IconName::Key title="No API keys yet">
                        <p>"Create one for each program that calls the API: then you can revoke one without stopping the others."</p>
                        <LinkButton href=paths::new_api_key("")>"Create API key"</LinkButton>
                    </EmptyState>
                }
                no_match=move || view! {
                    <NoMatch title="No key matches" on_clear=move |()| navigation.clear_search()>
                        <p>"Search for a part of a name, or for the last characters of a key."</p>
                    </NoMatch>
                }
            >
                <KeyTable page navigation scopes actions/>
            </ListView>
        </QueryView>
        <SelectionBar selected=actions.selected>
            <Button kind=ButtonKind::DangerQuiet icon=IconName::Trash on_press=revoke_selected>"Revoke…"</Button>
        </SelectionBar>
        {move || {
            let keys = actions.to_revoke.get();
            (!keys.is_empty()).then(|| view! { <RevokeDialog keys on_close=on_revoked/> })
        }}
        {move || actions.to_rotate.get().map(|key| view! {
            <RotateDialog key on_close=move |()| actions.to_rotate.set(None)/>
        })}
    }
}

impl KeyActions {
    fn menu(self, key: ApiKey, query: &str) -> Vec<MenuItem> {
        let id = key.id;
        let key = StoredValue::new(key);
        let rotate = Callback::new(move |()| self.to_rotate.set(Some(key.get_value())));
        let revoke = Callback::new(move |()| self.to_revoke.set(vec![key.get_value()]));
        vec![
            MenuItem::link("Edit name and scopes", paths::edit_api_key(id, query)).icon(IconName::Pencil),
            MenuItem::link("Duplicate", paths::new_api_key(&format!("from={id}"))).icon(IconName::Copy),
            MenuItem::press("Rotate…", rotate).icon(IconName::Refresh),
            MenuItem::press("Revoke…", revoke).icon(IconName::Trash).danger(),
        ]
    }
}

#[component]
fn KeyTable(
    page: Memo<LocalPage<ApiKey>>,
    navigation: ListNavigation,
    scopes: RwSignal<LoadedScopes>,
    actions: KeyActions,
) -> impl IntoView {
    let context = ApiKeysContext::expect();
    let rows = Signal::derive(move || page.with(|page| page.rows.clone()));
    let keys = context.keys.data();
    let has_created =
        Memo::new(move |_| keys.with(|keys| keys.iter().flatten().any(|key| key.created_at.is_some())));
    let has_used =
        Memo::new(move |_| keys.with(|keys| keys.iter().flatten().any(|key| key.last_used_at.is_some())));
    move || {
        view! {
            <Table
                caption="API keys"
                columns=columns(scopes, has_created.get(), has_used.get())
                rows
                key=version
                row_name=|key: &ApiKey| key.name.clone()
                row_href=move |key: ApiKey| paths::api_key(key.id, &context.query())
                actions=move |key: ApiKey| actions.menu(key, &context.query_untracked())
                selection=Selection::new(actions.selected, |key: &ApiKey| key.id.to_string())
                sort=navigation.sort()
                on_sort=move |sort: Sort| navigation.set_sort(sort)
                busy=context.keys.loading()
            />
        }
    }
}

/// What changes whenever the row does.
fn version(key: &ApiKey) -> String {
    let used = key.last_used_at.flatten().map_or(0, Timestamp::unix_millis);
    format!("{} {used} {}", key.id, key.name)
}
