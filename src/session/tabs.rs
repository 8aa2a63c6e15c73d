//! The tabs of one browser, of the same origin, share a session: a new one asks for it, and signing out ends it in all.

use std::cell::RefCell;
use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_use_event_listener::use_event_listener;
use serde::{Deserialize, Serialize};
use web_sys::{BroadcastChannel, MessageEvent};

use crate::session::{Phase, Session, SignOutReason, Token};
use crate::{browser, paths};

/// How long a new tab waits for the others to answer.
const PATIENCE: Duration = Duration::from_millis(150);

/// What tabs tell one another.
#[derive(Serialize, Deserialize)]
pub enum Message {
    /// A new tab asks for the session.
    Ask,
    /// A tab answers, or has just signed in.
    Session(Token),
    /// A user, by the id of their record if it is known, signed out; that token is being revoked.
    SignedOut(String, Option<i64>),
}

thread_local! {
    static CHANNEL: RefCell<Option<BroadcastChannel>> = const { RefCell::new(None) };
    static WAITING: RefCell<Option<futures_channel::oneshot::Sender<Token>>> = const { RefCell::new(None) };
}

/// Listens to the other tabs for as long as the app runs.
pub fn listen(session: Session) {
    // Consoles of two servers may live at one origin, under different paths.
    let name = format!("nodeum-admin {} {}", session.origin(), paths::base());
    let Ok(channel) = BroadcastChannel::new(&name) else {
        return;
    };
    let on_message = move |event: MessageEvent| {
        let text = event.data().as_string().unwrap_or_default();
        // What another version of the console says may not be understood.
        if let Ok(message) = serde_json::from_str(&text) {
            receive(session, message);
        }
    };
    drop(use_event_listener(channel.clone(), ev::message, on_message));
    CHANNEL.set(Some(channel));
}

fn receive(session: Session, message: Message) {
    match message {
        Message::Ask => {
            if let Some(token) = session.token.get_untracked() {
                post(&Message::Session(token));
            }
        }
        Message::Session(token) => match (WAITING.take(), session.phase.get_untracked()) {
            (Some(waiting), _) => {
                if waiting.send(token).is_err() {
                    browser::log_warning("a session came too late");
                }
            }
            (None, Phase::SignedOut(_)) => session.take_up(token),
            (None, Phase::SignedIn) => spawn_local(session.replace(token)),
            (None, Phase::Restoring | Phase::Failed(_)) => {}
        },
        Message::SignedOut(ended, whose) => {
            let Some(mine) = session.token() else { return };
            // Tabs in which others are signed in go on.
            if whose
                .zip(session.user_id())
                .is_some_and(|(whose, me)| whose != me)
            {
                return;
            }
            if session.holds_changes() {
                session.lapse(SignOutReason::SignedOut);
            } else {
                session.end(SignOutReason::SignedOut);
            }
            // The tab that signed out revokes its own, which this one may have renewed.
            if mine != ended {
                session.revoke(mine);
            }
        }
    }
}

/// Asks the other tabs for a session.
pub async fn ask() -> Option<Token> {
    let (sender, receiver) = futures_channel::oneshot::channel();
    WAITING.set(Some(sender));
    post(&Message::Ask);
    // Nobody answers: dropping the sender ends the wait.
    set_timeout(|| drop(WAITING.take()), PATIENCE);
    receiver.await.ok()
}

/// Tells the other tabs.
pub fn post(message: &Message) {
    CHANNEL.with_borrow(|channel| {
        if let (Some(channel), Ok(text)) = (channel, serde_json::to_string(message))
            && channel.post_message(&text.into()).is_err()
        {
            browser::log_warning("the other tabs could not be reached");
        }
    });
}
