//! Editing a key: its name, its expiry and its scopes.

use leptos::prelude::*;

use super::context::{KeyView, use_key_id, use_newest_key};
use super::form::KeyForm;
use super::scopes::ScopeSet;
use crate::layouts::{focus_heading, use_title};
use ui::PageHeader;

/// The page. The form opens on what the server says now, and is made once: an answer that comes later must not wipe out
/// what was selected.
#[component]
pub fn EditApiKeyPage() -> impl IntoView {
    let id = use_key_id();
    let query = use_newest_key(move || id.get());
    let key = query.data;
    focus_heading();
    let title = Memo::new(move |_| match key.read().as_ref() {
        Some(key) => format!("Edit {}", key.name),
        None => "Edit API key".to_owned(),
    });
    use_title(move || title.get());
    view! {
        <PageHeader title description="The secret stays the same. What you change holds for the key’s next call."/>
        <KeyView query>
            {key.get_untracked().map(|key| {
                let (initial_scopes, _) = ScopeSet::of_key(&key);
                view! { <KeyForm initial_name=key.name.clone() initial_scopes edited=key/> }
            })}
        </KeyView>
    }
}
