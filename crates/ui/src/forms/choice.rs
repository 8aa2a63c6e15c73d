//! Fields that choose.

use leptos::prelude::*;

use super::field::Field;

/// Something to choose: its value, and what it is called on the screen.
pub type Choice = (String, String);

/// One of several, in a list that opens.
#[component]
pub fn SelectField(
    /// What it is called in the request.
    name: &'static str,
    /// What it is called on the screen.
    #[prop(into)]
    label: String,
    /// The value that is chosen.
    value: RwSignal<String>,
    /// What can be chosen.
    #[prop(into)]
    options: Signal<Vec<Choice>>,
    /// What is wrong with it.
    #[prop(into)]
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
    let field = Field::new(name, error, description, disabled_reason);
    let touched = field.touched();
    let option = move |(option, label): Choice| {
        let chosen = option.clone();
        view! {
            <option value=option prop:selected=move || value.with(|value| *value == chosen)>
                {label}
            </option>
        }
    };
    let control = view! {
        <span class="control control-select">
            <select
                id=field.id.clone()
                name=name
                class="input"
                required=required
                disabled=field.disabled()
                aria-invalid=field.invalid()
                aria-describedby=field.described_by()
                on:change=move |event| {
                    value.set(event_target_value(&event));
                    touched();
                }
            >
                {move || options.get().into_iter().map(option).collect_view()}
            </select>
        </span>
    };
    field.around(label, control.into_any())
}

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
    let field = Field::new(name, error, description, disabled_reason);
    let touched = field.touched();
    view! {
        <div class="field">
            <label class="choice">
                <input
                    type="checkbox"
                    id=field.id.clone()
                    name=name
                    class="check"
                    disabled=field.disabled()
                    aria-invalid=field.invalid()
                    aria-describedby=field.described_by()
                    prop:checked=value
                    on:change=move |event| {
                        value.set(event_target_checked(&event));
                        touched();
                    }
                />
                <span>{label}</span>
            </label>
            {field.messages()}
        </div>
    }
}

/// One of a few, all of which are in sight.
#[component]
pub fn RadioField(
    /// What it is called in the request.
    name: &'static str,
    /// What it is called on the screen.
    #[prop(into)]
    legend: String,
    /// The value that is chosen.
    value: RwSignal<String>,
    /// What can be chosen.
    #[prop(into)]
    options: Vec<Choice>,
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
    let field = Field::new(name, error, description, disabled_reason);
    let radios = radios(&field, value, options, "choice", "radio");
    field.group(legend, view! { <div class="choices">{radios}</div> }.into_any())
}

/// One of a few, drawn as a row of chips.
#[component]
pub fn SegmentedField(
    /// What it is called in the request.
    name: &'static str,
    /// What it is called on the screen.
    #[prop(into)]
    legend: String,
    /// The value that is chosen.
    value: RwSignal<String>,
    /// What can be chosen.
    #[prop(into)]
    options: Vec<Choice>,
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
    let field = Field::new(name, error, description, disabled_reason);
    let radios = radios(&field, value, options, "chip", "chip-input");
    field.group(legend, view! { <div class="chips">{radios}</div> }.into_any())
}

/// The same radio buttons under either look.
fn radios(
    field: &Field,
    value: RwSignal<String>,
    options: Vec<Choice>,
    label_class: &'static str,
    input_class: &'static str,
) -> AnyView {
    let group = field.id.clone();
    let touched = field.touched();
    let disabled = field.disabled();
    options
        .into_iter()
        .map(|(option, label)| {
            let (chosen, picked, touched) = (option.clone(), option.clone(), touched.clone());
            view! {
                <label class=label_class>
                    <input
                        type="radio"
                        class=input_class
                        name=group.clone()
                        value=option
                        disabled=disabled.clone()
                        prop:checked=move || value.with(|value| *value == chosen)
                        on:change=move |_| {
                            value.set(picked.clone());
                            touched();
                        }
                    />
                    <span>{label}</span>
                </label>
            }
        })
        .collect_view()
        .into_any()
}
