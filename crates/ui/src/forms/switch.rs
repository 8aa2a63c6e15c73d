//! A switch, which takes effect at once.

use leptos::prelude::*;

/// A switch with its name.
#[component]
pub fn Switch(
    /// What it is called.
    label: &'static str,
    /// Whether it is on.
    on: RwSignal<bool>,
    /// What that means.
    #[prop(optional)]
    title: Option<&'static str>,
    /// The id of what else describes it.
    #[prop(optional)]
    described_by: Option<&'static str>,
    /// Whether it can't be pressed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    view! {
        <label class="choice" title=title>
            <input
                type="checkbox"
                role="switch"
                class="switch"
                aria-describedby=described_by
                disabled=disabled
                prop:checked=on
                on:change:target=move |event| on.set(event.target().checked())
            />
            <span>{label}</span>
        </label>
    }
}
