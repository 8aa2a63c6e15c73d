//! Every part in every state, in development builds alone.

use leptos::prelude::*;

use crate::ui::PageHeader;

/// The parts that pages are made of.
#[component]
pub fn DesignPage() -> impl IntoView {
    view! { <PageHeader title="Design"/> }
}
