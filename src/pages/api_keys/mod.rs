//! API keys: what programs use in place of my password.

use leptos::prelude::*;

use crate::layouts::use_title;
use crate::ui::PageHeader;
use crate::view;

/// The page.
#[component]
pub fn ApiKeysPage() -> impl IntoView {
    use_title(|| "API keys".into());
    view! {
        <PageHeader title="API keys" description="Programs sign in with a key instead of your password. A key can do what its scopes say, and never more than you."/>
    }
}
