//! How a session is found again: after a reload, in another tab, and when a page is shown again.

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::PageTransitionEvent;

use super::{Phase, Session, SignOutReason, Token, idle, tabs, token};
use crate::api::ApiError;
use crate::api::sessions;
use crate::time;

impl Session {
    /// Looks for a session: in this tab's storage, then in the other tabs. The server has the last word.
    pub fn restore(self) {
        // A failure stays on the screen until something else is known.
        if !matches!(*self.phase.read_untracked(), Phase::Failed(_)) {
            self.phase.set(Phase::Restoring);
        }
        match token::read(self) {
            Some(token) => self.take_up(token),
            None => spawn_local(async move {
                let found = tabs::ask().await;
                if self.is_signed_in() {
                    return;
                }
                match found {
                    Some(token) => self.take_up(token),
                    None => self.end(SignOutReason::NotSignedIn),
                }
            }),
        }
    }

    /// Begins to go on with a session that was found, unless its time is up.
    pub(super) fn take_up(self, token: Token) {
        if idle::has_passed(self) {
            self.leave(token.value, SignOutReason::Idle);
        } else if token.has_ended(time::now()) {
            self.end(SignOutReason::Expired);
        } else {
            // Kept while the server is asked: a failed question must not lose it. What the page shows can be asked for at once.
            token::write(self, &token);
            self.token.set(Some(token.clone()));
            spawn_local(self.check(token));
        }
    }

    /// Asks the server whose that token is, and takes it on.
    async fn check(self, token: Token) {
        let answer = sessions::current_user(&self.origin(), &token.value).await;
        // Somebody has signed in meanwhile, or out in another tab.
        if self.is_signed_in() || self.token.with_untracked(Option::is_none) {
            return;
        }
        match answer {
            Ok((user, renewed)) => {
                let renewed = renewed.map(|renewed| token.renewed(renewed, time::now()));
                self.adopt(renewed.unwrap_or(token), user);
            }
            Err(ApiError::Unauthorized(_)) => self.end(SignOutReason::Expired),
            Err(error) => {
                self.failed_checks.update(|count| *count += 1);
                self.phase.set(Phase::Failed(error));
            }
        }
    }

    /// Whoever has signed in while it was looked for a session stays so.
    fn is_signed_in(self) -> bool {
        self.phase.get_untracked() == Phase::SignedIn
    }

    /// Takes on a newer session of the same person, begun in another tab: a changed password has ended the one of this tab.
    pub(super) async fn replace(self, token: Token) {
        let answer = sessions::current_user(&self.origin(), &token.value).await;
        match answer {
            Ok((user, _)) if self.user_id() == Some(user.id) => self.adopt(token, user),
            Ok((user, _)) => self.elsewhere.set(Some(user.username)),
            // That tab knows better whether its session is good.
            Err(_) => {}
        }
    }
}

/// Looks for the session again when the browser shows a page that it kept as it was: it heard nothing meanwhile, so it shows nothing
/// until it is known that the session goes on.
pub(super) fn when_shown_again(session: Session) {
    let shown_again = ev::Custom::<PageTransitionEvent>::new("pageshow");
    window_event_listener(shown_again, move |event| {
        if event.persisted() && session.phase.get_untracked() == Phase::SignedIn {
            session.restore();
        }
    });
}
