//! What stands in the place of content that is loading, empty or couldn't be loaded.

use leptos::prelude::*;

use super::button::Button;
use super::copy::CopyButton;
use super::icon::{Icon, IconName};

/// Stands where rows will be; it appears only if loading takes longer than a moment.
#[component]
pub fn Skeleton(
    /// How many rows.
    rows: usize,
) -> impl IntoView {
    view! {
        <div class="skeleton" role="status" aria-busy="true">
            <span class="visually-hidden">"Loading…"</span>
            {(0..rows).map(|_| view! { <span class="skeleton-row" aria-hidden="true"></span> }).collect_view()}
        </div>
    }
}

/// Says that there is nothing, why, and what to do next.
#[component]
pub fn EmptyState(
    /// What there is none of.
    icon: IconName,
    /// "No users yet"
    #[prop(into)]
    title: String,
    /// A sentence in a `<p>`, and buttons.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="state">
            <Icon name=icon large=true/>
            <h2 class="state-title">{title}</h2>
            <div class="state-text">{children()}</div>
        </div>
    }
}

/// Says what failed, and offers to try again.
#[component]
pub fn ErrorState(
    /// "Users couldn't be loaded"
    #[prop(into)]
    title: String,
    /// What happened, and what to do about it.
    #[prop(into)]
    message: String,
    /// What to send to whoever looks into it: shown on demand, and to copy.
    #[prop(optional_no_strip, into)]
    details: Option<String>,
    /// When it is tried again by itself, in words.
    #[prop(optional, into)]
    retry_note: Signal<Option<String>>,
    /// Tries again; without it nothing is offered.
    #[prop(optional_no_strip, into)]
    on_retry: Option<Callback<()>>,
) -> impl IntoView {
    let retry =
        on_retry.map(|on_press| view! { <Button icon=IconName::Refresh on_press>"Try again"</Button> });
    let details = details.map(|details| {
        view! {
            <details class="state-details">
                <summary>"Details"</summary>
                <pre class="mono">{details.clone()}</pre>
                <CopyButton label="Copy details" text=details/>
            </details>
        }
    });
    view! {
        <div class="state" role="alert">
            <Icon name=IconName::Warning large=true/>
            <h2 class="state-title">{title}</h2>
            <div class="state-text">
                <p>{message}</p>
                {move || retry_note.get().map(|note| view! { <p class="muted" aria-live="off">{note}</p> })}
                {retry}
                {details}
            </div>
        </div>
    }
}
