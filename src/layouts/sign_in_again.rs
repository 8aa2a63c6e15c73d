//! Signing in again over an open page, which stays as it is.

use api_types::User;
use leptos::prelude::*;

use crate::api::{ApiError, sessions};
use crate::query::submit;
use crate::session::{Session, SignOutReason};
use ui::forms::{Form, FormErrors, PasswordField};
use ui::{Button, ConfirmDialog, Dialog, SubmitButton};

const FORM: &str = "sign-in-again";

/// Asks for the password while the session of an open page is over.
#[component]
pub fn SignInAgain() -> impl IntoView {
    let session = Session::expect();
    let lapse = Memo::new(move |_| session.lapsed());
    move || {
        let (reason, user) = (lapse.get()?, session.current_user()?);
        Some(view! { <SignInDialog reason user/> })
    }
}

#[component]
fn SignInDialog(reason: SignOutReason, user: User) -> impl IntoView {
    let session = Session::expect();
    let (password, pending, errors) = (
        RwSignal::new(String::new()),
        RwSignal::new(false),
        FormErrors::new(),
    );
    let is_leaving = RwSignal::new(false);
    let (title, lead) = match reason {
        SignOutReason::SignedOut => (
            "You have signed out in another tab",
            "Here are changes that aren’t saved. To keep them, sign in again as ",
        ),
        SignOutReason::Idle => (
            "You were signed out",
            "Nothing happened here for a while. This page stays as it is, and what was under way goes on. Sign in again as ",
        ),
        _ => (
            "Your session has ended",
            "This page stays as it is, and what was under way goes on. Sign in again as ",
        ),
    };
    let username = user.username.clone();
    let request_name = username.clone();
    let send = move |()| {
        errors.clear();
        let (name, secret) = (request_name.clone(), password.get_untracked());
        if secret.is_empty() {
            return errors.set_field("password", "Enter your password.");
        }
        let request = async move {
            let new = sessions::sign_in(&session.origin(), &name, &secret).await?;
            session.begin_again(new);
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
    };
    let leave = move |()| is_leaving.set(true);
    // Signing out has dropped the drafts.
    let lost = if reason == SignOutReason::SignedOut {
        "You can then sign in as somebody else. What isn’t saved here is lost, and what was under way stops."
    } else {
        "You can then sign in as somebody else. Changes in a form are offered to you when you open it again; passwords aren’t kept, \
         and what was under way stops."
    };
    view! {
        <Dialog
            title
            on_close=leave
            footer=move || view! {
                <Button on_press=leave>"Leave"</Button>
                <SubmitButton pending form=FORM>"Sign in"</SubmitButton>
            }
        >
            <Form id=FORM pending errors on_submit=send>
                <p>{lead}<b>{username.clone()}</b>"."</p>
                {move || session.elsewhere().map(|name| view! {
                    <p><b>{name}</b>" has signed in in another tab. Leave this page to go on as that user."</p>
                })}
                // Tells password managers whose password this is.
                <input class="visually-hidden" type="text" name="username" autocomplete="username" aria-hidden="true"
                    tabindex="-1" readonly prop:value=username/>
                <PasswordField
                    name="password"
                    label="Password"
                    value=password
                    error=errors.field("password")
                    autocomplete="current-password"
                    required=true
                />
            </Form>
        </Dialog>
        <Show when=move || is_leaving.get()>
            <ConfirmDialog
                title="Leave this page?"
                confirm_label="Leave"
                cancel_label="Stay"
                pending=false
                error=Signal::stored(None::<String>)
                on_confirm=move |()| session.end(reason)
                on_close=move |()| is_leaving.set(false)
            >
                <p>{lost}</p>
            </ConfirmDialog>
        </Show>
    }
}
