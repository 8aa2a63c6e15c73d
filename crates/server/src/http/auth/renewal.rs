//! Renewing sessions: in the second half of a token's life, the answer to a request with it carries a fresh one.
//!
//! The fresh token is one more of the same session, with the same `jti`: signing out ends them all.

use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::{Request, State};
use axum::http::HeaderValue;
use axum::http::header::AUTHORIZATION;
use axum::middleware::Next;
use axum::response::Response;

use super::AppState;
use super::authenticator::{after, issue};
use crate::domain::token::Claims;
use crate::http::error::ApiError;
use crate::storage::sessions::{self, Session};

/// Where the extractor leaves the fresh token for the response that doesn't exist yet.
#[derive(Clone, Default)]
pub(super) struct RenewalSlot(Arc<Mutex<Option<Renewal>>>);

#[derive(Clone)]
struct Renewal {
    jti: String,
    token: String,
}

impl RenewalSlot {
    /// Leaves a fresh token of that session.
    pub(super) fn put(&self, jti: String, token: String) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Renewal { jti, token });
    }

    fn take(&self) -> Option<Renewal> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// A fresh token, if the present one is in the second half of its life and the session may go on for longer.
pub(super) fn renew(
    state: &AppState,
    session: &Session,
    claims: &Claims,
) -> Result<Option<String>, ApiError> {
    let (now, options) = (state.now(), &state.options);
    let half = claims.iat + (claims.exp - claims.iat) / 2;
    let limit = after(session.signed_in_at, options.session_limit);
    let until = after(now, options.session_lifetime).min(limit);
    if !options.api_level.extensions() || now.unix_seconds() < half || until.unix_seconds() <= claims.exp {
        return Ok(None);
    }
    issue(state, session, now, until).map(Some)
}

/// Puts the fresh token into the response, unless the request itself ended the session.
pub(in crate::http) async fn layer(
    State(state): State<AppState>,
    mut request: Request,
    next: Next,
) -> Response {
    let slot = RenewalSlot::default();
    request.extensions_mut().insert(slot.clone());
    let mut response = next.run(request).await;
    if let Some(renewal) = slot.take()
        && goes_on(&state, &renewal.jti).await
        && let Ok(mut value) = HeaderValue::try_from(format!("Bearer {}", renewal.token))
    {
        value.set_sensitive(true);
        response.headers_mut().insert(AUTHORIZATION, value);
    }
    response
}

async fn goes_on(state: &AppState, jti: &str) -> bool {
    let found = async {
        let mut reading = state.store.read().await?;
        sessions::find(&mut reading, jti).await
    };
    matches!(found.await, Ok(Some(_)))
}
