//! Choosing from a few options, all of which are in sight.

use leptos::prelude::*;

use super::choice::{Choice, IndexedChoices};
use super::field::{Field, FieldContext, FieldLayout};

/// One of a few, as radio buttons.
#[component]
pub fn RadioField<T: Clone + PartialEq + Send + Sync + 'static>(
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
    /// Why it can't be changed.
    #[prop(optional, into)]
    disabled_reason: Signal<Option<String>>,
) -> impl IntoView {
    let choices = IndexedChoices::new(value, options);
    view! {
        <Field name label error description disabled_reason layout=FieldLayout::Group let:field>
            <div class="choices">
                <Radios field choices label_class="choice" input_class="radio"/>
            </div>
        </Field>
    }
}

/// One of a few, as a row of chips.
#[component]
pub fn SegmentedField<T: Clone + PartialEq + Send + Sync + 'static>(
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
    /// What the choice means.
    #[prop(optional, into)]
    description: Signal<Option<String>>,
    /// Why it can't be changed.
    #[prop(optional, into)]
    disabled_reason: Signal<Option<String>>,
) -> impl IntoView {
    let choices = IndexedChoices::new(value, options);
    view! {
        <Field name label error description disabled_reason layout=FieldLayout::Group let:field>
            <div class="chips">
                <Radios field choices label_class="chip" input_class="chip-input"/>
            </div>
        </Field>
    }
}

/// The radio buttons of either look; the value of each is its position.
#[component]
fn Radios(
    field: FieldContext,
    choices: IndexedChoices,
    label_class: &'static str,
    input_class: &'static str,
) -> impl IntoView {
    let IndexedChoices {
        labels,
        selected,
        select,
    } = choices;
    let radio = move |(index, label): (usize, String)| {
        let field = field.clone();
        view! {
            <label class=label_class>
                <input
                    type="radio"
                    class=input_class
                    name=field.id.clone()
                    value=index
                    disabled=field.disabled
                    prop:checked=move || selected.get() == Some(index)
                    on:change=move |_| {
                        select.run(index);
                        field.clear_error();
                    }
                />
                <span>{label}</span>
            </label>
        }
    };
    move || {
        labels
            .get()
            .into_iter()
            .enumerate()
            .map(radio.clone())
            .collect_view()
    }
}
