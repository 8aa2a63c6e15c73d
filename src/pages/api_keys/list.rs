//! The list of keys.

use std::collections::BTreeSet;

use api_types::ApiKey;
use leptos::prelude::*;

use super::columns::{columns, compare, matches, use_list_scopes};
use super::context::ApiKeysContext;
use super::revoke::RevokeDialog;
use super::rotate::RotateDialog;
use crate::activity::{Call, use_copy_call};
use crate::api::Method;
use crate::layouts::{focus_heading, use_title};
use crate::paths;
use crate::query::{ListView, NoMatch, QueryView, page_of, use_list_navigation};
use ui::forms::SearchField;
use ui::table::{Selection, SelectionBar, Table, use_existing_selection};
use ui::{Button, ButtonKind, EmptyState, IconName, LinkButton, MenuItem, PageHeader};

/// The page.
#[component]
pub fn ApiKeyListPage() -> impl IntoView {
    use_title(|| "API keys".into());
    let context = expect_context::<ApiKeysContext>();
    let query = context.keys;
    let keys = query.data;
    let is_first_page = context.opens_list.get_value();
    context.opens_list.set_value(false);
    if !is_first_page && query.loaded_at.get_untracked().is_some() {
        // Another page of these was shown in between: what is here may be old.
        query.reload();
    }
    let navigation = use_list_navigation(context.list_state, paths::api_keys);
    let found = Memo::new(move |_| {
        let (state, keys) = (navigation.state.read(), keys.read());
        let found = keys.iter().flatten().filter(|key| matches(key, &state.search));
        found.cloned().collect::<Vec<ApiKey>>()
    });
    let page = Memo::new(move |_| page_of(found.get(), &navigation.state.read(), compare));
    let found_ids = Signal::derive(move || {
        let found = found.read();
        found.iter().map(|key| key.id.to_string()).collect::<Vec<_>>()
    });
    let rows = Signal::derive(move || page.with(|page| page.rows.clone()));
    let page_info = move || page.read().info;
    let ids = Signal::derive(move || page.with(|page| page.rows.iter().map(|key| key.id).collect()));
    let scopes = use_list_scopes(ids);
    // The ids of the rows.
    let selected = RwSignal::new(BTreeSet::<String>::new());
    let to_revoke = RwSignal::new(Vec::<ApiKey>::new());
    let to_rotate = RwSignal::new(None::<ApiKey>);
    use_existing_selection(selected, move || {
        let keys = keys.read();
        Some(keys.as_ref()?.iter().map(|key| key.id.to_string()).collect())
    });
    let revoke_selected = move |()| {
        let mut keys = keys.get_untracked().unwrap_or_default();
        selected.with_untracked(|selected| keys.retain(|key| selected.contains(&key.id.to_string())));
        to_revoke.set(keys);
    };
    let on_revoke_closed = move |is_revoked| {
        to_revoke.set(Vec::new());
        if is_revoked {
            focus_heading();
        }
    };
    let copy_call = use_copy_call();
    let menu = move |key: ApiKey| {
        let (id, query) = (key.id, context.list_query.get_untracked());
        let key = StoredValue::new(key);
        let copy =
            Callback::new(move |()| copy_call.run(Call::new(Method::GET, paths::api::api_key(id), None)));
        let rotate = Callback::new(move |()| to_rotate.set(Some(key.get_value())));
        let revoke = Callback::new(move |()| to_revoke.set(vec![key.get_value()]));
        vec![
            MenuItem::link("Edit", paths::edit_api_key(id, &query)).icon(IconName::Pencil),
            MenuItem::link("Duplicate", paths::new_api_key(&format!("from={id}"))).icon(IconName::Copy),
            MenuItem::press("Copy as curl", copy).icon(IconName::Copy),
            MenuItem::press("Rotate…", rotate).icon(IconName::Refresh),
            MenuItem::press("Revoke…", revoke).icon(IconName::Trash).danger(),
        ]
    };
    let any = move |predicate: fn(&ApiKey) -> bool| {
        Memo::new(move |_| keys.with(|keys| keys.iter().flatten().any(predicate)))
    };
    let has_keys = any(|_| true);
    let has_created = any(|key| key.created_at.is_some());
    let has_used = any(|key| key.last_used_at.is_some());
    let has_expiry = any(|key| key.expired_at.is_some());
    view! {
        <PageHeader
            title="API keys"
            description="Programs sign in with a key instead of your password. A key can do what its scopes say, and never more than you."
            actions=move || view! {
                <LinkButton href=move || paths::new_api_key(&context.list_query.get()) kind=ButtonKind::Primary icon=IconName::Plus>
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
                {move || view! {
                    <Table
                        caption="API keys"
                        columns=columns(scopes, has_created.get(), has_used.get(), has_expiry.get())
                        rows
                        key=|key: &ApiKey| key.id.to_string()
                        row_name=|key: &ApiKey| key.name.clone()
                        row_href=move |key: ApiKey| paths::api_key(key.id, &context.list_query.get())
                        actions=menu
                        selection=Selection::new(selected, |key: &ApiKey| key.id.to_string())
                        sort=navigation.sort()
                        on_sort=move |request| navigation.sort_by(request)
                        busy=query.loading
                    />
                }}
            </ListView>
        </QueryView>
        <SelectionBar
            selected
            matches=found_ids
            destructive=move || view! {
                <Button kind=ButtonKind::DangerQuiet icon=IconName::Trash on_press=revoke_selected>"Revoke…"</Button>
            }
        />
        {move || {
            let keys = to_revoke.get();
            (!keys.is_empty()).then(|| view! { <RevokeDialog keys on_close=on_revoke_closed/> })
        }}
        {move || to_rotate.get().map(|key| view! {
            <RotateDialog key on_close=move |()| to_rotate.set(None)/>
        })}
    }
}
