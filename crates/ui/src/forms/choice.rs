//! Fields whose value is chosen: checkboxes, radio buttons and lists that open.

use leptos::prelude::*;

use super::field::{Field, FieldContext, FieldLayout};

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
    /// What is good to know about it.
    #[prop(optional, into)]
    description: Signal<Option<String>>,
) -> impl IntoView {
    view! {
        <Field name label error=Signal::default() description layout=FieldLayout::Inline let:field>
            <input
                type="checkbox"
                id=field.id.clone()
                name=name
                class="check"
                aria-describedby=field.described_by
                prop:checked=value
                on:change:target=move |event| value.set(event.target().checked())
            />
        </Field>
    }
}

/// Something that can be chosen: its value, and what it is called on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice<T> {
    /// What the field holds once this is chosen.
    pub value: T,
    /// What it is called on the screen.
    pub label: String,
}

impl<T> Choice<T> {
    /// A value under that label.
    pub fn new(value: T, label: impl Into<String>) -> Self {
        let label = label.into();
        Self { value, label }
    }
}

/// The choices of a field by their positions, so that the views that draw them are compiled once and not for each type
/// of value.
#[derive(Clone, Copy)]
struct IndexedChoices {
    labels: Signal<Vec<String>>,
    /// None where the field holds a value that isn't offered.
    selected: Signal<Option<usize>>,
    select: Callback<usize>,
}

impl IndexedChoices {
    fn new<T>(value: RwSignal<T>, choices: Signal<Vec<Choice<T>>>) -> Self
    where
        T: Clone + PartialEq + Send + Sync + 'static,
    {
        Self {
            labels: Signal::derive(move || {
                choices.read().iter().map(|choice| choice.label.clone()).collect()
            }),
            selected: Signal::derive(move || {
                let value = value.read();
                choices.read().iter().position(|choice| choice.value == *value)
            }),
            select: Callback::new(move |index: usize| {
                let chosen = choices.with_untracked(|choices| choices.get(index).cloned());
                if let Some(chosen) = chosen {
                    value.set(chosen.value);
                }
            }),
        }
    }
}

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
) -> impl IntoView {
    let choices = IndexedChoices::new(value, options);
    view! {
        <Field name label error description let:field>
            <Select field choices/>
        </Field>
    }
}

/// The control of a [`SelectField`]; the value of an option is its position.
#[component]
fn Select(field: FieldContext, choices: IndexedChoices) -> impl IntoView {
    let option = move |(index, label): (usize, String)| {
        view! { <option value=index prop:selected=move || choices.selected.get() == Some(index)>{label}</option> }
    };
    view! {
        <span class="control control-select">
            <select
                id=field.id.clone()
                name=field.name
                class="input"
                aria-invalid=field.invalid
                aria-describedby=field.described_by
                on:change:target=move |event| {
                    if let Ok(index) = event.target().value().parse() {
                        choices.select.run(index);
                        field.clear_error();
                    }
                }
            >
                {move || choices.labels.get().into_iter().enumerate().map(option).collect_view()}
            </select>
        </span>
    }
}

/// One of a few, all of which are in sight, as radio buttons or a row of chips.
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
    /// What the choice means.
    #[prop(optional, into)]
    description: Signal<Option<String>>,
    /// Why it can't be changed; shown in place of the description.
    #[prop(optional, into)]
    disabled_reason: Signal<Option<String>>,
    /// Whether it is a row of chips.
    #[prop(optional)]
    chips: bool,
) -> impl IntoView {
    let choices = IndexedChoices::new(value, options);
    let disabled = Signal::derive(move || disabled_reason.read().is_some());
    let description = Signal::derive(move || disabled_reason.get().or_else(|| description.get()));
    view! {
        <Field name label error description layout=FieldLayout::Group let:field>
            <Radios field choices chips disabled/>
        </Field>
    }
}

/// The controls of a [`RadioField`]; the value of each is its position.
#[component]
fn Radios(
    field: FieldContext,
    choices: IndexedChoices,
    chips: bool,
    disabled: Signal<bool>,
) -> impl IntoView {
    let (list_class, label_class, input_class) = if chips {
        ("chips", "chip", "chip-input")
    } else {
        ("choices", "choice", "radio")
    };
    let radio = move |(index, label): (usize, String)| {
        let field = field.clone();
        view! {
            <label class=label_class>
                <input
                    type="radio"
                    class=input_class
                    name=field.id.clone()
                    value=index
                    disabled=disabled
                    prop:checked=move || choices.selected.get() == Some(index)
                    on:change=move |_| {
                        choices.select.run(index);
                        field.clear_error();
                    }
                />
                <span>{label}</span>
            </label>
        }
    };
    view! {
        <div class=list_class>
            {move || choices.labels.get().into_iter().enumerate().map(&radio).collect_view()}
        </div>
    }
}
