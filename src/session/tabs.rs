//! The tabs of one browser share a session: a new tab asks the open ones for it, and signing out ends it in all.
//!
//! Messages go over a `BroadcastChannel`, which reaches pages of the same origin alone.

use leptos::task::spawn_local;
use std::cell::RefCell;
use std::time::Duration;

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

use crate::browser;
use crate::session::{Phase, Session, SignOutReason, Token, restore};

/// How long a new tab waits for the others to answer.
const PATIENCE: Duration = Duration::from_millis(150);

/// A message. Flat, because serde's tagged enums cost more bytes than all else in this file.
#[derive(Serialize, Deserialize)]
struct Message {
    about: About,
    /// The session's token, except in a question.
    token: Option<Token>,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
enum About {
    /// A new tab asks for the session.
    Ask,
    /// A tab answers, or has just signed in.
    Session,
    /// Somebody signed out; the token is being revoked.
    SignedOut,
}

thread_local! {
    static CHANNEL: RefCell<Option<BroadcastChannel>> = const { RefCell::new(None) };
    static WAITING: RefCell<Option<futures_channel::oneshot::Sender<Token>>> = const { RefCell::new(None) };
}

/// Listens to the other tabs for as long as the app runs.
pub fn listen(session: Session) {
    // Consoles of two servers may live at one origin, under different paths.
    let name = format!("nodeum-admin {} {}", session.origin(), crate::paths::base());
    let Ok(channel) = BroadcastChannel::new(&name) else {
        return;
    };
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let message = event
            .data()
            .as_string()
            .and_then(|text| serde_json::from_str(&text).ok());
        if let Some(message) = message {
            receive(session, message);
        }
    });
    channel.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // Both live as long as the page.
    on_message.forget();
    CHANNEL.with(|slot| slot.replace(Some(channel)));
}

fn receive(session: Session, message: Message) {
    match (message.about, message.token) {
        (About::Ask, _) => {
            if let Some(token) = session.token.get_untracked() {
                post(About::Session, Some(token));
            }
        }
        (About::Session, Some(token)) => {
            if let Some(waiting) = WAITING.with(RefCell::take) {
                if waiting.send(token).is_err() {
                    browser::log_warning("a session came too late");
                }
            } else {
                match session.phase.get_untracked() {
                    Phase::SignedOut(_) => spawn_local(restore::with(session, token)),
                    Phase::SignedIn => spawn_local(restore::replace(session, token)),
                    Phase::Restoring | Phase::Failed(_) => {}
                }
            }
        }
        (About::SignedOut, Some(ended)) => match session.token() {
            // The tab that signed out revokes this one.
            Some(mine) if mine == ended.value => session.end(SignOutReason::SignedOut),
            Some(mine) => session.leave(mine),
            None => {}
        },
        (About::Session | About::SignedOut, None) => {}
    }
}

/// Asks the other tabs for a session.
pub async fn ask() -> Option<Token> {
    let (sender, receiver) = futures_channel::oneshot::channel();
    WAITING.with(|slot| slot.replace(Some(sender)));
    post(About::Ask, None);
    // Nobody answers: dropping the sender ends the wait.
    set_timeout(|| drop(WAITING.with(RefCell::take)), PATIENCE);
    receiver.await.ok()
}

/// Tells the other tabs of a session that has just begun.
pub fn announce(token: &Token) {
    post(About::Session, Some(token.clone()));
}

/// Tells the other tabs that the person signed out.
pub fn announce_end(token: &str) {
    post(
        About::SignedOut,
        Some(Token {
            value: token.to_owned(),
            ..Token::default()
        }),
    );
}

fn post(about: About, token: Option<Token>) {
    CHANNEL.with(|slot| {
        if let (Some(channel), Ok(text)) = (
            slot.borrow().as_ref(),
            serde_json::to_string(&Message { about, token }),
        ) && channel.post_message(&JsValue::from_str(&text)).is_err()
        {
            browser::log_warning("the other tabs could not be reached");
        }
    });
}
