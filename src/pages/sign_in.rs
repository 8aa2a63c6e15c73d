//! Signing in.

use crate::query_parameters::use_query_parameters;
use leptos::prelude::*;

use crate::api::{ApiError, sessions};
use crate::layouts::use_title;
use crate::navigate::{NavMode, use_navigate_to};
use crate::navigation::page_at;
use crate::query::submit;
use crate::session::{Phase, Session, SignOutReason};
use crate::{first_paint, paths};
use ui::forms::{Form, FormErrors, PasswordField, TextField};
use ui::{Icon, IconName, Notice, SubmitButton, Tone, focus};

const FORM: &str = "sign-in";

/// Asks for name and password, then leads to the address that was asked for.
#[component]
pub fn SignInPage() -> impl IntoView {
    use_title(|| "Sign in".into());
    let session = Session::expect();
    let query = use_query_parameters();
    let go = use_navigate_to();

    let to = Memo::new(move |_| {
        let to = query.with(|query| query.get("to"));
        to.and_then(|to| paths::inside(&to)).unwrap_or_else(paths::home)
    });
    let phase = Memo::new(move |_| session.phase());
    Effect::new(move |_| {
        if phase.get() == Phase::SignedIn {
            go.run((to.get_untracked(), NavMode::Replace));
        }
    });

    let username = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let pending = RwSignal::new(false);
    let errors = FormErrors::new();
    let submit = Callback::new(move |()| {
        errors.clear();
        let (name, secret) = (username.get_untracked(), password.get_untracked());
        if name.trim().is_empty() {
            errors.set_field("username", "Enter your username or email.");
        }
        if secret.is_empty() {
            errors.set_field("password", "Enter your password.");
        }
        if !untrack(|| errors.is_empty()) {
            return;
        }
        let request = async move {
            let new = sessions::sign_in(&session.origin(), name.trim(), &secret).await?;
            session.begin(new);
            Ok(())
        };
        submit(pending, request, move |result| match result {
            Ok(()) => {}
            Err(error @ ApiError::Unauthorized(_)) => {
                password.set(String::new());
                errors.set_banner_and_focus(sessions::sign_in_sentence(&error), "password");
            }
            Err(error) => errors.set_failure(error.failure_with(sessions::sign_in_sentence(&error))),
        });
    });

    // The early form is there until this page is in the document, so that no key that is pressed meanwhile goes astray.
    let is_early = first_paint::early_input().is_some();
    first_paint::once_in_document(format!("{FORM}-username"), move || {
        let early = first_paint::early_input();
        first_paint::remove();
        let Some(early) = early else { return };
        username.set(early.username);
        password.set(early.password);
        // At once: whoever is typing goes on in the same field.
        let name = if early.password_has_focus {
            "password"
        } else {
            "username"
        };
        if let Some(field) = document().get_element_by_id(&format!("{FORM}-{name}")) {
            focus(&field);
        }
        if early.submitted {
            submit.run(());
        }
    });

    let leading_to = move || {
        to.with(|to| page_at(to))
            .map(|page| view! { ", to go on to "<b>{page.title}</b> })
    };
    view! {
        <main class="signin">
            <p class="signin-brand">
                <Icon name=IconName::Logo/>
                "Nodeum Admin"
            </p>
            <h1>"Sign in"</h1>
            <p class="signin-lead">"to "<span class="mono">{session.host()}</span>{leading_to}</p>
            {move || reason(&phase.get())}
            <Form id=FORM pending errors on_submit=submit>
                <TextField
                    name="username"
                    label="Username or email"
                    value=username
                    error=errors.field("username")
                    autocomplete="username"
                    autofocus=!is_early
                    required=true
                />
                <PasswordField
                    name="password"
                    label="Password"
                    value=password
                    error=errors.field("password")
                    autocomplete="current-password"
                    required=true
                />
                <SubmitButton pending>"Sign in"</SubmitButton>
            </Form>
        </main>
    }
}

/// Why one is asked to sign in again.
fn reason(phase: &Phase) -> Option<AnyView> {
    let Phase::SignedOut(reason) = phase else {
        return None;
    };
    let (tone, text) = match reason {
        SignOutReason::NotSignedIn => return None,
        SignOutReason::SignedOut => (Tone::Neutral, "You are signed out."),
        SignOutReason::Expired => (
            Tone::Info,
            "Your session has ended. Sign in again to go on where you were.",
        ),
        SignOutReason::Idle => (
            Tone::Info,
            "You were signed out because nothing happened here for a while. Sign in again to go on where you were.",
        ),
        SignOutReason::NotRevoked => (
            Tone::Warning,
            "You are signed out on this device, but the server couldn’t be told. The session ends there by itself.",
        ),
        SignOutReason::PasswordChanged => (
            Tone::Success,
            "Your password is changed. Sign in with the new one.",
        ),
    };
    Some(view! { <Notice tone>{text}</Notice> }.into_any())
}
