//! Configuration: what the server keeps for me under keys.

use leptos::prelude::*;

use crate::layouts::use_title;
use crate::ui::PageHeader;
use crate::view;

/// The page.
#[component]
pub fn ConfigurationPage() -> impl IntoView {
    use_title(|| "Configuration".into());
    view! {
        <PageHeader title="Configuration" description="What the server keeps for you under keys, such as the language."/>
    }
}
