//! Signing in again over an open page, which stays as it is; and the warning before that is needed.

use api_types::User;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::document::focus_title;
use crate::api::{ApiError, sessions, use_api, users};
use crate::query::submit;
use crate::session::{Session, SignOutReason};
use ui::forms::{Form, FormErrors, PasswordField};
use ui::{Button, ButtonKind, ConfirmDialog, Dialog, Notice, SubmitButton, Tone};

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

/// Says that the session is about to end, and offers to stay signed in; and that somebody else has signed in elsewhere.
#[component]
pub fn SessionNotices() -> impl IntoView {
    let session = Session::expect();
    let shown = Memo::new(move |_| session.ends_soon() && session.lapsed().is_none());
    let elsewhere = Memo::new(move |_| session.elsewhere().filter(|_| session.lapsed().is_none()));
    let stay = move |()| {
        session.note_activity();
        focus_title();
    };
    let idle = Memo::new(move |_| session.is_idle() && session.lapsed().is_none());
    view! {
        <Show when=move || shown.get()>
            <Warning/>
        </Show>
        {move || elsewhere.get().map(|name| view! {
            <Notice tone=Tone::Info>
                <b>{name}</b>" has signed in in another tab of this browser. Here you go on as "
                {session.current_user().map(|user| user.username)}". "
                <Button kind=ButtonKind::Quiet on_press=move |()| session.forget_elsewhere()>"Dismiss"</Button>
            </Notice>
        })}
        <Show when=move || idle.get()>
            <Notice tone=Tone::Warning>
                "Nothing has happened here for a while: you will be signed out in a moment. "
                <Button kind=ButtonKind::Quiet on_press=stay>"Stay signed in"</Button>
            </Notice>
        </Show>
    }
}

#[component]
fn Warning() -> impl IntoView {
    let (session, api) = (Session::expect(), use_api());
    let pending = RwSignal::new(false);
    // A server that renews sessions does so with any answer, in good time before their end. Where none does, signing in again is what is left.
    let stay = move |()| {
        pending.set(true);
        let before = session.token();
        spawn_local(async move {
            let answer = users::me(api).await;
            pending.try_set(false);
            focus_title();
            if answer.is_ok() && session.token() == before {
                session.lapse(SignOutReason::Expired);
            }
        });
    };
    view! {
        <Notice tone=Tone::Warning>
            "Your session is about to end. "
            <Button kind=ButtonKind::Quiet pending on_press=stay>"Stay signed in"</Button>
        </Notice>
    }
}
