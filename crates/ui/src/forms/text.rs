//! Fields of one line of text.

use leptos::children::ViewFnOnce;
use leptos::html::Input;
use leptos::prelude::*;

use super::field::{Field, FieldContext};
use crate::focus_once_shown;

/// A line of text; with another `input_type` also an email address, or a date and a time as browsers write them
/// (`2027-03-01T09:30`, empty while it isn't complete).
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
    /// What a browser may fill in.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// The `type` of the element.
    #[prop(default = "text")]
    input_type: &'static str,
    /// Whether it is an id, a key or the like.
    #[prop(optional)]
    mono: bool,
) -> impl IntoView {
    view! {
        <Field name label error description let:field>
            <TextInput field value input_type required autofocus autocomplete mono/>
        </Field>
    }
}

/// A password, which can be shown while it is typed.
#[component]
pub fn PasswordField(
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
    /// "new-password" or "current-password".
    autocomplete: &'static str,
    /// What is good to know about it.
    #[prop(optional, into)]
    description: Signal<Option<String>>,
    /// The id of what else describes it, such as a list of rules.
    #[prop(optional_no_strip)]
    described_by: Option<&'static str>,
    /// Whether it must be filled in.
    #[prop(optional)]
    required: bool,
    /// Whether the text can be read; pass a signal to show what was just generated.
    #[prop(optional)]
    shown: Option<RwSignal<bool>>,
    /// A button after Show: `trailing=move || view! { <button class="input-action" …/> }`.
    #[prop(optional, into)]
    trailing: Option<ViewFnOnce>,
) -> impl IntoView {
    let shown = shown.unwrap_or_default();
    let input_type = Signal::derive(move || if shown.get() { "text" } else { "password" });
    let control = move |field: FieldContext| {
        let controls = field.id.clone();
        view! {
            <TextInput field value input_type required autocomplete>
                <button
                    type="button"
                    class="input-action"
                    aria-label=move || if shown.get() { "Hide password" } else { "Show password" }
                    aria-controls=controls
                    on:click=move |_| shown.update(|shown| *shown = !*shown)
                >
                    {move || if shown.get() { "Hide" } else { "Show" }}
                </button>
                {trailing.map(ViewFnOnce::run)}
            </TextInput>
        }
    };
    view! { <Field name label error description described_by children=control/> }
}

#[component]
fn TextInput(
    field: FieldContext,
    value: RwSignal<String>,
    #[prop(into)] input_type: Signal<&'static str>,
    required: bool,
    #[prop(optional)] autofocus: bool,
    autocomplete: &'static str,
    #[prop(optional)] mono: bool,
    /// Buttons at the end of the line.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let input = NodeRef::<Input>::new();
    if autofocus {
        // The attribute alone works for what is there when the document loads, and in dialogs.
        input.on_load(|input| focus_once_shown(&input));
    }
    view! {
        <span class="control">
            <input
                node_ref=input
                id=field.id.clone()
                name=field.name
                class="input"
                class:mono=mono
                type=input_type
                required=required
                autofocus=autofocus
                autocomplete=autocomplete
                spellcheck="false"
                autocapitalize="none"
                aria-invalid=field.invalid
                aria-describedby=field.described_by
                prop:value=value
                on:input:target=move |event| {
                    value.set(event.target().value());
                    field.clear_error();
                }
            />
            {children.map(|children| children())}
        </span>
    }
}
