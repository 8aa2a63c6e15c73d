//! Changing my password.

use api_types::validation;
use leptos::prelude::*;

use super::change_password::{ChangeError, change_password};
use super::rules::{PasswordRules, RULES};
use crate::api::{ApiError, use_api};
use crate::passwords::{NewPassword, NewPasswordField};
use crate::query::submit;
use crate::session::Session;
use crate::unsaved::use_unsaved;
use ui::forms::{Form, FormErrors, PasswordField, field_message};
use ui::{SubmitButton, use_toasts};

/// The form that changes it.
#[component]
pub fn PasswordSection() -> impl IntoView {
    let api = use_api();
    let session = Session::expect();
    let toasts = use_toasts();
    let [current, new, repeated] = [(); 3].map(|()| RwSignal::new(String::new()));
    let errors = FormErrors::new();
    let pending = RwSignal::new(false);
    let password = NewPassword::new(new, Some(repeated));
    let typed = Signal::derive(move || {
        [current, new, repeated]
            .iter()
            .any(|field| field.with(|text| !text.is_empty()))
    });
    use_unsaved(typed, Callback::new(|()| ()));

    let submit = Callback::new(move |()| {
        errors.clear();
        let Some(user) = session.current_user() else {
            return;
        };
        let (old, secret) = (current.get_untracked(), new.get_untracked());
        if old.is_empty() {
            errors.set_field("current_password", "Enter your current password.");
        }
        if let Err(error) = validation::password(&secret) {
            errors.set_field("password", field_message(&error));
        } else if secret == old {
            errors.set_field("password", "This is your current password.");
        }
        if repeated.get_untracked() != secret {
            errors.set_field("repeated_password", "This differs from the new password.");
        }
        if !errors.is_empty() {
            return;
        }
        let request = async move {
            let outcome = change_password(api, &user, &old, &secret).await;
            if matches!(outcome, Ok(true)) {
                toasts.success("Your password is changed. All other sessions have ended.");
            }
            Ok(outcome)
        };
        submit(
            pending,
            request,
            move |result: Result<Result<bool, ChangeError>, ApiError>| match result {
                Ok(Ok(_)) => {
                    current.set(String::new());
                    password.clear();
                }
                Ok(Err(ChangeError::WrongPassword)) => {
                    errors.set_field("current_password", "This isn’t your current password.");
                }
                Ok(Err(ChangeError::Request(ApiError::Invalid(found)))) => {
                    errors.set_validation(&found, &["password"], |_, error| field_message(error));
                }
                Ok(Err(ChangeError::Request(error))) | Err(error) => errors.set_banner(error.sentence()),
            },
        );
    });
    let username = Memo::new(move |_| session.user().map(|user| user.username).unwrap_or_default());
    view! {
        <section aria-labelledby="password-heading">
            <h2 id="password-heading">"Password"</h2>
            <p class="muted">
                "A new password ends all your sessions, on every device. This browser signs in again with it by itself, and API \
                 keys keep working."
            </p>
            <Form id="profile-password" pending errors on_submit=submit>
                // Tells password managers whose password this is.
                <input class="visually-hidden" type="text" name="username" autocomplete="username" aria-hidden="true"
                    tabindex="-1" readonly prop:value=username/>
                <PasswordField
                    name="current_password"
                    label="Current password"
                    value=current
                    error=errors.field("current_password")
                    autocomplete="current-password"
                    required=true
                />
                <NewPasswordField
                    label="New password"
                    password
                    error=errors.field("password")
                    described_by=RULES
                    required=true
                >
                    <PasswordRules current new repeated/>
                </NewPasswordField>
                <PasswordField
                    name="repeated_password"
                    label="New password again"
                    value=repeated
                    error=errors.field("repeated_password")
                    autocomplete="new-password"
                    shown=password.shown
                    required=true
                />
                <div class="cluster">
                    <SubmitButton pending>"Change password"</SubmitButton>
                </div>
            </Form>
        </section>
    }
}
