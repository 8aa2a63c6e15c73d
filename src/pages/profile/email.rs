//! Changing my email.

use api_types::{AttributeError, UserChanges, validation};
use leptos::prelude::*;

use crate::api::{ApiError, use_api, users};
use crate::query::submit;
use crate::session::Session;
use crate::unsaved::use_unsaved;
use crate::user_facts::invalid_email;
use ui::forms::{Form, FormErrors, TextField, field_message};
use ui::{SubmitButton, use_toasts};

/// The form that changes it.
#[component]
pub fn EmailSection() -> impl IntoView {
    let api = use_api();
    let session = Session::expect();
    let toasts = use_toasts();
    let stored = Memo::new(move |_| session.user().and_then(|user| user.email).unwrap_or_default());
    let email = RwSignal::new(stored.get_untracked());
    let errors = FormErrors::new();
    let pending = RwSignal::new(false);
    // Changed in another tab: what nobody has touched follows.
    Effect::new(move |before: Option<String>| {
        let stored = stored.get();
        if before.is_some_and(|before| email.with_untracked(|email| *email == before)) {
            email.set(stored.clone());
        }
        stored
    });
    let changed = Memo::new(move |_| email.get().trim() != stored.get());
    use_unsaved(changed.into(), Callback::new(|()| ()));

    let submit = Callback::new(move |()| {
        errors.clear();
        let typed = email.get_untracked();
        let text = typed.trim().to_owned();
        let (Some(id), true) = (session.user_id(), changed.get_untracked()) else {
            return;
        };
        if !text.is_empty()
            && let Err(error) = validation::email(&text)
        {
            return errors.set_field("email", message(&error));
        }
        let changes = UserChanges {
            email: Some((!text.is_empty()).then_some(text)),
            ..UserChanges::default()
        };
        let request = async move { users::update(api, id, &changes).await };
        submit(pending, request, move |result| match result {
            Ok(user) => {
                // Unless typing went on meanwhile.
                if email.with_untracked(|email| *email == typed) {
                    email.set(user.email.clone().unwrap_or_default());
                }
                session.set_user(user);
                toasts.success("Your email is changed.");
            }
            Err(ApiError::Invalid(found)) => {
                errors.set_validation(&found, &["email"], |_, error| message(error));
            }
            Err(failure) => errors.set_banner(failure.sentence()),
        });
    });
    let nothing = Signal::derive(move || (!changed.get()).then(|| "Nothing is changed yet.".to_owned()));
    view! {
        <section aria-labelledby="email-heading">
            <h2 id="email-heading">"Email"</h2>
            <Form id="profile-email" pending errors on_submit=submit>
                <TextField
                    name="email"
                    label="Email"
                    value=email
                    error=errors.field("email")
                    description="You can sign in with it instead of your username. Empty for none."
                    inputmode="email"
                    autocomplete="email"
                />
                <div class="cluster">
                    <SubmitButton pending disabled_reason=nothing>"Change email"</SubmitButton>
                </div>
            </Form>
        </section>
    }
}

fn message(error: &AttributeError) -> String {
    match error.error.as_str() {
        "invalid" => invalid_email(error),
        "taken" => "Someone else has this address.".into(),
        _ => field_message(error),
    }
}
