//! Changing my password, after the current one was checked by signing in with it.

use api_types::validation;
use api_types::{User, UserChanges};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::sessions::{self, NewSession};
use crate::api::{Api, ApiError, use_api, users};
use crate::browser;
use crate::forms::{Form, FormErrors, PasswordField, field_message};
use crate::query::write;
use crate::reactive::{derived, memo};
use crate::session::{Ending, Session};
use crate::ui::{SubmitButton, use_toasts};
use crate::unsaved::use_unsaved;
use crate::view;

/// How changing the password can fail.
enum Failure {
    /// The current password is wrong.
    Current,
    /// The server refuses, or doesn't answer.
    Request(ApiError),
}

/// How changing the password can succeed.
enum Success {
    /// Signed in again with the new one.
    SignedIn(NewSession),
    /// The password is changed, but signing in again didn't work.
    SignedOut,
}

/// The form that changes it.
#[component]
pub fn PasswordSection() -> impl IntoView {
    let api = use_api();
    let session = Session::expect();
    let toasts = use_toasts();
    let current = RwSignal::new(String::new());
    let new = RwSignal::new(String::new());
    let repeated = RwSignal::new(String::new());
    let errors = FormErrors::new();
    let pending = RwSignal::new(false);
    let typed = derived(move || {
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
        // What the form changes ends the session: the answer is taken even if the page has left meanwhile.
        let request = async move { Ok(change(api, &user, &old, &secret).await) };
        write(
            pending,
            request,
            move |result: Result<Result<Success, Failure>, ApiError>| {
                let Ok(result) = result else { return };
                match result {
                    Ok(Success::SignedIn(begun)) => {
                        for field in [current, new, repeated] {
                            field.set(String::new());
                        }
                        session.begin(begun);
                        toasts.success("Your password is changed. All other sessions have ended.");
                    }
                    Ok(Success::SignedOut) => session.end(Ending::PasswordChanged),
                    Err(Failure::Current) => {
                        errors.set_field("current_password", "This isn't your current password.");
                    }
                    Err(Failure::Request(ApiError::Invalid(found))) => {
                        errors.from_validation(&found, &["password"], |_, error| field_message(error));
                    }
                    Err(Failure::Request(error)) => errors.set_banner(error.sentence()),
                }
            },
        );
    });
    let username = memo(move || session.user().map(|user| user.username).unwrap_or_default());
    view! {
        <section aria-labelledby="password-heading">
            <h2 id="password-heading">"Password"</h2>
            <p class="muted">
                "A new password ends all your sessions, on every device. You stay signed in here, and API keys keep working."
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
                <PasswordField
                    name="password"
                    label="New password"
                    value=new
                    error=errors.field("password")
                    description="8 to 128 characters."
                    autocomplete="new-password"
                    required=true
                />
                <PasswordField
                    name="repeated_password"
                    label="New password again"
                    value=repeated
                    error=errors.field("repeated_password")
                    autocomplete="new-password"
                    required=true
                />
                <div class="cluster">
                    <SubmitButton pending>"Change password"</SubmitButton>
                </div>
            </Form>
        </section>
    }
}

/// Checks the current password by signing in with it, changes it, and signs in with the new one.
async fn change(api: Api, user: &User, old: &str, new: &str) -> Result<Success, Failure> {
    let origin = api.session().origin();
    let check = sessions::sign_in(&origin, &user.username, old)
        .await
        .map_err(|error| match error {
            ApiError::Unauthorized(_) => Failure::Current,
            error => Failure::Request(error),
        })?;
    let changes = UserChanges {
        password: Some(new.to_owned()),
        ..UserChanges::default()
    };
    if let Err(error) = users::update(api, user.id, &changes).await {
        // The session that proved the password is of no further use; the change would have ended it.
        spawn_local(async move {
            if sessions::sign_out(&origin, &check.token).await.is_err() {
                browser::log_warning("a session that checked the password could not be revoked");
            }
        });
        return Err(Failure::Request(error));
    }
    match sessions::sign_in(&origin, &user.username, new).await {
        Ok(begun) => Ok(Success::SignedIn(begun)),
        Err(_) => Ok(Success::SignedOut),
    }
}
