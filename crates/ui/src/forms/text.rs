//! Fields of one line of text.

use leptos::html::Input;
use leptos::prelude::*;

use super::field::{Field, FieldContext};
use crate::focus_once_shown;

/// The control of all fields of one line.
#[component]
pub(super) fn TextInput(
    field: FieldContext,
    value: RwSignal<String>,
    /// The `type` of the element; empty for "text".
    #[prop(optional, into)]
    input_type: Signal<&'static str>,
    #[prop(optional)] required: bool,
    #[prop(optional)] autofocus: bool,
    #[prop(optional_no_strip)] autocomplete: Option<String>,
    #[prop(optional_no_strip)] inputmode: Option<&'static str>,
    #[prop(optional)] mono: bool,
    #[prop(optional_no_strip)] max_length: Option<u32>,
    #[prop(optional_no_strip)] placeholder: Option<String>,
    /// Buttons at the end of the line.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let input = NodeRef::<Input>::new();
    if autofocus {
        // The attribute alone works for what is there when the document loads, and in dialogs.
        input.on_load(|input| focus_once_shown(&input));
    }
    let disabled = field.disabled;
    view! {
        <span class="control">
            <input
                node_ref=input
                id=field.id.clone()
                name=field.name
                class=if mono { "input mono" } else { "input" }
                type=move || Some(input_type.get()).filter(|kind| !kind.is_empty()).unwrap_or("text")
                required=required
                autofocus=autofocus
                autocomplete=autocomplete.unwrap_or_else(|| "off".to_owned())
                inputmode=inputmode
                maxlength=max_length
                placeholder=placeholder
                spellcheck="false"
                autocapitalize="none"
                readonly=disabled
                aria-disabled=move || disabled.get().then_some("true")
                aria-invalid=field.invalid
                aria-describedby=field.described_by
                prop:value=value
                on:input=move |event| {
                    value.set(event_target_value(&event));
                    field.clear_error();
                }
            />
            {children.map(|children| children())}
        </span>
    }
}

/// A line of text.
#[component]
pub fn TextField(
    /// What it is called in the request.
    name: &'static str,
    /// What it is called on the screen.
    #[prop(into)]
    label: String,
    /// What is typed.
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
    /// Whether it has the focus at first.
    #[prop(optional)]
    autofocus: bool,
    /// What a browser may fill in; nothing unless said.
    #[prop(optional, into)]
    autocomplete: Option<String>,
    /// "email", "search", "url"; text unless said.
    #[prop(optional, into)]
    input_type: Signal<&'static str>,
    /// The keyboard of a phone.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    /// Whether it is an id, a key or the like.
    #[prop(optional)]
    mono: bool,
    /// The most characters that can be typed.
    #[prop(optional)]
    max_length: Option<u32>,
    /// An example or what an empty field means; never the label.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// Why it can't be changed.
    #[prop(optional, into)]
    disabled_reason: Signal<Option<String>>,
) -> impl IntoView {
    view! {
        <Field name label error description disabled_reason let:field>
            <TextInput
                field
                value
                input_type
                required
                autofocus
                autocomplete
                inputmode
                mono
                max_length
                placeholder
            />
        </Field>
    }
}

/// A whole number. It stays text until submit, so that nothing typed is lost.
#[component]
pub fn NumberField(
    /// What it is called in the request.
    name: &'static str,
    /// What it is called on the screen.
    #[prop(into)]
    label: String,
    /// What is typed.
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
    /// What an empty field means.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// Why it can't be changed.
    #[prop(optional, into)]
    disabled_reason: Signal<Option<String>>,
) -> impl IntoView {
    view! {
        <Field name label error description disabled_reason let:field>
            <TextInput field value required inputmode=Some("numeric") mono=true placeholder/>
        </Field>
    }
}
