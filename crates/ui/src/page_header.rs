//! The head of a page.

use leptos::children::ViewFnOnce;
use leptos::prelude::*;

/// The id of the page's heading, which has the focus after navigation.
pub const PAGE_HEADING: &str = "page-heading";

/// The page's heading, a sentence that says what it is for, and what can be done here.
#[component]
pub fn PageHeader(
    /// The heading.
    #[prop(into)]
    title: Signal<String>,
    /// What the page is for, where that isn't plain.
    #[prop(optional, into)]
    description: Signal<Option<String>>,
    /// Buttons: `actions=move || view! { … }`.
    #[prop(optional, into)]
    actions: Option<ViewFnOnce>,
) -> impl IntoView {
    view! {
        <header class="page-header">
            <div>
                <h1 id=PAGE_HEADING tabindex="-1">
                    {title}
                </h1>
                {move || description.get().map(|description| view! { <p class="page-lead">{description}</p> })}
            </div>
            {actions.map(|actions| view! { <div class="cluster">{actions.run()}</div> })}
        </header>
    }
}
