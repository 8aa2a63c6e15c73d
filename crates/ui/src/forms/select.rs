//! Choosing from a list that opens.

use leptos::prelude::*;

use super::choice::{Choice, IndexedChoices};
use super::field::{Field, FieldContext};

/// One of several, in a list that opens.
#[component]
pub fn SelectField<T: Clone + PartialEq + Send + Sync + 'static>(
    /// What it is called in the request.
    name: &'static str,
    /// What it is called on the screen.
    #[prop(into)]
    label: String,
    /// The value that is chosen.
    value: RwSignal<T>,
    /// What can be chosen.
    #[prop(into)]
    options: Signal<Vec<Choice<T>>>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// What is good to know about it.
    #[prop(optional, into)]
    description: Signal<Option<String>>,
    /// Whether something must be chosen.
    #[prop(optional)]
    required: bool,
    /// Why it can't be changed.
    #[prop(optional, into)]
    disabled_reason: Signal<Option<String>>,
) -> impl IntoView {
    let choices = IndexedChoices::new(value, options);
    view! {
        <Field name label error description disabled_reason let:field>
            <Select field choices required/>
        </Field>
    }
}

/// The control itself; the value of an option is its position.
#[component]
fn Select(field: FieldContext, choices: IndexedChoices, required: bool) -> impl IntoView {
    let IndexedChoices {
        labels,
        selected,
        select,
    } = choices;
    let option = move |(index, label): (usize, String)| {
        view! {
            <option value=index prop:selected=move || selected.get() == Some(index)>
                {label}
            </option>
        }
    };
    view! {
        <span class="control control-select">
            <select
                id=field.id.clone()
                name=field.name
                class="input"
                required=required
                disabled=field.disabled
                aria-invalid=field.invalid
                aria-describedby=field.described_by
                on:change=move |event| {
                    if let Ok(index) = event_target_value(&event).parse() {
                        select.run(index);
                        field.clear_error();
                    }
                }
            >
                {move || labels.get().into_iter().enumerate().map(option).collect_view()}
            </select>
        </span>
    }
}
