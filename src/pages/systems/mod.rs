//! System accounts: users and groups of the server's operating system.

use leptos::prelude::*;

use crate::layouts::use_title;
use crate::ui::PageHeader;

/// The page.
#[component]
pub fn SystemsPage() -> impl IntoView {
    use_title(|| "System accounts".into());
    view! {
        <PageHeader title="System accounts" description="Users and groups of the server's operating system."/>
    }
}
