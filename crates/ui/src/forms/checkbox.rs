//! A field that is on or off.

use leptos::prelude::*;

use super::field::{Field, FieldLayout};

/// Yes or no.
#[component]
pub fn CheckboxField(
    /// What it is called in the request.
    name: &'static str,
    /// What it is called on the screen.
    #[prop(into)]
    label: String,
    /// Whether it is ticked.
    value: RwSignal<bool>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// What is good to know about it.
    #[prop(optional, into)]
    description: Signal<Option<String>>,
    /// Why it can't be changed.
    #[prop(optional, into)]
    disabled_reason: Signal<Option<String>>,
) -> impl IntoView {
    view! {
        <Field name label error description disabled_reason layout=FieldLayout::Inline let:field>
            <input
                type="checkbox"
                id=field.id.clone()
                name=name
                class="check"
                disabled=field.disabled
                aria-invalid=field.invalid
                aria-describedby=field.described_by
                prop:checked=value
                on:change=move |event| {
                    value.set(event_target_checked(&event));
                    field.clear_error();
                }
            />
        </Field>
    }
}
