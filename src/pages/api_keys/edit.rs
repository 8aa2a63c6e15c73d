//! Editing a key: its name and what it may do.

use api_types::{ApiKey, ApiKeyChanges};
use leptos::prelude::*;

use super::details::{no_key, use_key};
use super::form::{KeyForm, check_name, show_errors, show_validation};
use super::keys::Keys;
use super::picker::Picker;
use super::scopes::ScopeSet;
use crate::api::{api_keys, use_api};
use crate::layouts::{focus_heading, use_title};
use crate::navigate::{NavMode, use_navigate_to};
use crate::paths;
use crate::query::submit;
use crate::unsaved::use_unsaved;
use ui::forms::FormErrors;
use ui::{PageHeader, Skeleton};

/// The page. The form opens on what the server says now, and is made once: an answer that comes later must not wipe out
/// what was chosen.
#[component]
pub fn EditApiKeyPage() -> impl IntoView {
    let query = use_key();
    let (data, at) = (query.data(), query.loaded_at());
    focus_heading();
    let key = RwSignal::new(None::<ApiKey>);
    Effect::new(move |_| {
        if at.get().is_some() && key.with_untracked(Option::is_none) {
            key.set(data.get());
        }
    });
    let title = Memo::new(move |_| {
        key.with(|key| {
            key.as_ref()
                .map_or_else(|| "Edit API key".to_owned(), |key| format!("Edit {}", key.name))
        })
    });
    use_title(move || title.get());
    view! {
        <PageHeader title=title description="The secret stays the same. What you change holds for the key's next call."/>
        {move || match (key.get(), query.error().get()) {
            (Some(key), _) => form(key),
            (None, Some(error)) => no_key(&error, query),
            (None, None) => view! { <Skeleton rows=8/> }.into_any(),
        }}
    }
}

fn form(key: ApiKey) -> AnyView {
    let api = use_api();
    let keys = Keys::expect();
    let go = use_navigate_to();
    let id = key.id;
    let (before, unknown) = ScopeSet::read(key.api_key_scopes.as_deref().unwrap_or_default());
    let old_name = StoredValue::new(key.name.clone());
    let name = RwSignal::new(key.name);
    let picker = Picker::new(before);
    let errors = FormErrors::new();
    let pending = RwSignal::new(false);
    let new_name = move || {
        let typed = name.with(|name| name.trim().to_owned());
        old_name.with_value(|old| (typed != *old).then(|| typed.clone()))
    };
    let is_renamed = Memo::new(move |_| new_name().is_some());
    let is_other = Memo::new(move |_| picker.chosen.get() != before);
    let dirty = Signal::derive(move || is_renamed.get() || is_other.get());
    let leave =
        Callback::new(move |how: NavMode| go.run((paths::api_key(id, &untrack(|| keys.query())), how)));
    let close = use_unsaved(dirty, Callback::new(move |()| leave.run(NavMode::Push)));
    let submit = Callback::new(move |()| {
        errors.clear();
        if !dirty.get_untracked() {
            return;
        }
        let name = untrack(new_name);
        if let Some(Err(found)) = name.as_deref().map(check_name) {
            show_validation(errors, &found);
            return;
        }
        let chosen = picker.chosen.get_untracked();
        let request = async move {
            let mut changes = ApiKeyChanges {
                name,
                api_key_scopes: None,
            };
            if chosen != before {
                // Another tab may have changed them since: what this form doesn't say it changes stays as it is now.
                let now = api_keys::show(api, id).await?;
                let (now, unknown) = ScopeSet::read(now.api_key_scopes.as_deref().unwrap_or_default());
                let set = now.with(chosen.without(before)).without(before.without(chosen));
                changes.api_key_scopes = Some(set.to_wire(&unknown));
            }
            api_keys::update(api, id, &changes).await
        };
        submit(pending, request, move |result| match result {
            Ok(_) => {
                keys.all.reload();
                leave.run(NavMode::Replace);
            }
            Err(failure) => show_errors(errors, &failure),
        });
    });
    let label = Signal::derive(move || {
        let now = picker.chosen.get();
        let count = now.without(before).with(before.without(now)).count() + u32::from(is_renamed.get());
        match count {
            0 => "Save".to_owned(),
            1 => "Save 1 change".to_owned(),
            count => format!("Save {count} changes"),
        }
    });
    KeyForm {
        id: "edit-key",
        name,
        picker,
        unknown,
        edited: Some((id, before)),
        pending,
        errors,
        submit_label: label,
        nothing: Signal::derive(move || (!dirty.get()).then(|| "Nothing is changed yet.".to_owned())),
        link: None,
        on_submit: submit,
        on_cancel: close,
    }
    .view()
}
