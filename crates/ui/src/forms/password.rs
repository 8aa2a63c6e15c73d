//! Passwords.

use leptos::children::ViewFnOnce;
use leptos::prelude::*;

use super::field::Field;
use super::text::TextInput;

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
    #[prop(into)]
    autocomplete: String,
    /// What is good to know about it.
    #[prop(optional, into)]
    description: Signal<Option<String>>,
    /// The id of what else describes it, such as a list of rules.
    #[prop(optional_no_strip)]
    described_by: Option<&'static str>,
    /// Whether it must be filled in.
    #[prop(optional)]
    required: bool,
    /// Whether it has the focus at first.
    #[prop(optional)]
    autofocus: bool,
    /// What an empty field means.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// Whether the text can be read; pass a signal to show what was just generated.
    #[prop(optional)]
    shown: Option<RwSignal<bool>>,
    /// A button after Show: `trailing=move || view! { <button class="input-action" …/> }`.
    #[prop(optional, into)]
    trailing: Option<ViewFnOnce>,
    /// Why it can't be changed.
    #[prop(optional, into)]
    disabled_reason: Signal<Option<String>>,
) -> impl IntoView {
    let shown = shown.unwrap_or_else(|| RwSignal::new(false));
    let input_type = Signal::derive(move || if shown.get() { "text" } else { "password" });
    let autocomplete = Some(autocomplete);
    view! {
        <Field name label error description disabled_reason described_by let:field>
            {
                let controls = field.id.clone();
                view! {
                    <TextInput field value input_type required autofocus autocomplete placeholder>
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
            }
        </Field>
    }
}
