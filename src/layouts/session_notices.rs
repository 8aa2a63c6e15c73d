//! What a page says of its session: that it is about to end, or that somebody else has signed in elsewhere.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::document::focus_title;
use crate::api::{ApiError, use_api, users};
use crate::session::{Session, SignOutReason};
use ui::{Button, ButtonKind, Notice, Tone, use_toasts};

/// The notices, each while it holds.
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
            <ExpiryWarning/>
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
fn ExpiryWarning() -> impl IntoView {
    let (session, api, toasts) = (Session::expect(), use_api(), use_toasts());
    let pending = RwSignal::new(false);
    // A server that renews sessions does so with any answer, in good time before their end. Where none does, signing in again is what is left.
    let stay = move |()| {
        pending.set(true);
        let before = session.token();
        spawn_local(async move {
            let answer = users::me(api).await;
            pending.try_set(false);
            focus_title();
            match answer {
                Ok(_) if session.token() == before => session.lapse(SignOutReason::Expired),
                Ok(_) | Err(ApiError::Aborted) => {}
                Err(failure) => toasts.error(failure.sentence()),
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
