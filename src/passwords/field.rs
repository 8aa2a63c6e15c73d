//! The field for a new password.

use leptos::prelude::*;

use super::NewPassword;
use super::generator::Generator;
use ui::forms::PasswordField;

/// A field for a new password, with a button that generates one.
#[component]
pub fn NewPasswordField(
    /// What it is called on the screen.
    #[prop(into)]
    label: String,
    /// What is typed or generated.
    password: NewPassword,
    /// What is wrong with it.
    #[prop(into)]
    error: Signal<Option<String>>,
    /// What is good to know about it.
    #[prop(optional, into)]
    description: Signal<Option<String>>,
    /// The id of the rules that its children show.
    #[prop(optional)]
    described_by: Option<&'static str>,
    /// Whether it must be filled in.
    #[prop(optional)]
    required: bool,
    /// What stands below the field, such as a list of rules.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let generate = move |_| password.requests.update(|requests| *requests += 1);
    view! {
        <div class="field">
            <PasswordField
                name="password"
                label
                value=password.value
                error
                autocomplete="new-password"
                description
                described_by
                shown=password.shown
                trailing=move || view! {
                    <button type="button" class="input-action" on:click=generate>"Generate"</button>
                }
                required
            />
            {children.map(|children| children())}
            // It stands there empty, so that what comes into it is read out.
            <p class="field-help generated" role="status">{move || password.status()}</p>
            <Show when=move || { password.requests.get() > 0 }>
                <Generator password/>
            </Show>
        </div>
    }
}
