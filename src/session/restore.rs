//! Finding the session again.

use crate::api::ApiError;
use crate::api::sessions;
use crate::session::{Phase, Session, SignOutReason, Token, storage, tabs};
use crate::time;
use leptos::prelude::*;

/// Looks for a token in this tab's storage, then in the other tabs, and asks the server whose it is.
pub async fn restore(session: Session) {
    let stored = match storage::read() {
        Some(token) => Some(token),
        None => tabs::ask().await,
    };
    match stored {
        Some(token) => with(session, token).await,
        None => session.end(SignOutReason::NotSignedIn),
    }
}

/// Asks the server whose that token is, and takes it on.
pub async fn with(session: Session, token: Token) {
    if token.has_ended(time::now()) {
        return session.end(SignOutReason::Expired);
    }
    // SyncStatus while the server is asked: a failed question must not lose it.
    storage::write(&token);
    match sessions::current_user(&session.origin(), &token.value).await {
        Ok((user, renewed)) => {
            let token = match renewed {
                Some(renewed) => token.renewed(renewed, time::now()),
                None => token,
            };
            session.adopt(token, user);
        }
        Err(ApiError::Unauthorized(_)) => session.end(SignOutReason::Expired),
        Err(error) => session.phase.set(Phase::Failed(error)),
    }
}

/// Takes on a newer session of the same person, begun in another tab: a changed password has ended the one of this tab.
pub async fn replace(session: Session, token: Token) {
    let Ok((user, _)) = sessions::current_user(&session.origin(), &token.value).await else {
        return;
    };
    if session
        .user
        .with_untracked(|mine| mine.as_ref().is_some_and(|mine| mine.id == user.id))
    {
        session.adopt(token, user);
    }
}
