//! Dates and times.

use leptos::prelude::*;

use super::field::Field;
use super::text::TextInput;

/// A date and a time of day, in the zone of whoever types it: say so in the description.
#[component]
pub fn DateTimeField(
    /// What it is called in the request.
    name: &'static str,
    /// What it is called on the screen.
    #[prop(into)]
    label: String,
    /// `2027-03-01T09:30`, as browsers write it; empty while it isn't complete.
    value: RwSignal<String>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// What is good to know about it.
    #[prop(optional, into)]
    description: Signal<Option<String>>,
    /// Whether it must be filled in.
    #[prop(optional)]
    required: bool,
    /// Why it can't be changed.
    #[prop(optional, into)]
    disabled_reason: Signal<Option<String>>,
) -> impl IntoView {
    view! {
        <Field name label error description disabled_reason let:field>
            <TextInput field value input_type="datetime-local" required/>
        </Field>
    }
}
