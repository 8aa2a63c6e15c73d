//! Editing a key: its name and its scopes.

use api_types::{ApiKey, ApiKeyChanges};
use leptos::prelude::*;

use super::context::{ApiKeysContext, KeyUnavailable, use_key};
use super::form::{KeyForm, KeyFormState};
use super::scopes::ScopeSet;
use crate::api::{Api, ApiError, api_keys, use_api};
use crate::layouts::{focus_heading, use_title};
use crate::navigate::{NavMode, use_navigate_to};
use crate::paths;
use crate::query::{QueryView, submit};
use crate::unsaved::use_unsaved;
use ui::PageHeader;
use ui::table::counted;

/// The page. The form opens on what the server says now, and is made once: an answer that comes later must not wipe out
/// what was selected.
#[component]
pub fn EditApiKeyPage() -> impl IntoView {
    let query = use_key();
    let key = query.data();
    focus_heading();
    let title = Memo::new(move |_| match key.read().as_ref() {
        Some(key) => format!("Edit {}", key.name),
        None => "Edit API key".to_owned(),
    });
    use_title(move || title.get());
    let failed =
        move |error: ApiError| view! { <KeyUnavailable error on_retry=move |()| query.reload()/> }.into_any();
    view! {
        <PageHeader title description="The secret stays the same. What you change holds for the key’s next call."/>
        <QueryView query failed>
            {key.get_untracked().map(|key| view! { <EditForm key/> })}
        </QueryView>
    }
}

#[component]
fn EditForm(key: ApiKey) -> impl IntoView {
    let api = use_api();
    let context = ApiKeysContext::expect();
    let navigate = use_navigate_to();
    let id = key.id;
    let (before, _) = ScopeSet::of_key(&key);
    let state = KeyFormState::new(key.name.clone(), before);
    let selected = state.picker.selected;
    let old_name = key.name.clone();
    let is_renamed = Memo::new(move |_| state.name.with(|name| name.trim() != old_name));
    let change_count = Memo::new(move |_| {
        let selected = selected.get();
        let changed = selected.difference(before).union(before.difference(selected));
        changed.len() + usize::from(is_renamed.get())
    });
    let is_dirty = Signal::derive(move || change_count.get() > 0);
    let leave = move |mode| navigate.run((paths::api_key(id, &context.query_untracked()), mode));
    let cancel = use_unsaved(is_dirty, Callback::new(move |()| leave(NavMode::Push)));
    let save = move |()| {
        state.errors.clear();
        let name = is_renamed.get_untracked().then(|| state.validated_name());
        if name == Some(None) || !is_dirty.get_untracked() {
            return;
        }
        let request = save_changes(api, id, name.flatten(), before, selected.get_untracked());
        submit(state.pending, request, move |result| match result {
            Ok(_) => {
                context.keys.reload();
                leave(NavMode::Replace);
            }
            Err(failure) => state.show_failure(&failure),
        });
    };
    let submit_label = move || match change_count.get() {
        0 => "Save".to_owned(),
        count => format!("Save {}", counted(count, "change")),
    };
    let nothing_changed =
        Signal::derive(move || (!is_dirty.get()).then(|| "Nothing is changed yet.".to_owned()));
    view! {
        <KeyForm
            id="edit-key"
            state
            edited=key
            submit_label
            disabled_reason=nothing_changed
            on_submit=save
            on_cancel=cancel
        />
    }
}

/// Sends what was changed. Another tab may have changed the scopes since: those that aren't changed here stay as they are
/// on the server.
async fn save_changes(
    api: Api,
    id: i64,
    name: Option<String>,
    before: ScopeSet,
    selected: ScopeSet,
) -> Result<ApiKey, ApiError> {
    let mut api_key_scopes = None;
    if selected != before {
        let (current, unknown) = ScopeSet::of_key(&api_keys::show(api, id).await?);
        let scopes = current
            .union(selected.difference(before))
            .difference(before.difference(selected));
        api_key_scopes = Some(scopes.to_wire(&unknown));
    }
    api_keys::update(api, id, &ApiKeyChanges { name, api_key_scopes }).await
}
