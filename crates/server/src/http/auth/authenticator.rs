//! Where passwords are checked and sessions begin.

use std::convert::Infallible;
use std::net::IpAddr;
use std::time::Duration;

use api_types::Timestamp;
use api_types::validation::PASSWORD_MAX;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use super::{AppState, address};
use crate::domain::account::Account;
use crate::domain::api_level::ApiLevel;
use crate::domain::random;
use crate::domain::token::Claims;
use crate::http::error::ApiError;
use crate::storage::sessions::{self, Session};
use crate::storage::users;

/// What sign_in answers to a wrong name and to a wrong password alike.
pub(super) const WRONG: &str = "Wrong username or password";

/// What an owner of an expired account is told, once the password has proved right.
pub(super) const EXPIRED: &str = "This account has expired";

/// The way into the server for those who aren't signed in yet.
pub struct Authenticator {
    state: AppState,
    address: IpAddr,
}

impl FromRequestParts<AppState> for Authenticator {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        Ok(Self {
            state: state.clone(),
            address: address::client(&parts.extensions, &parts.headers, &state.options.trusted_proxies),
        })
    }
}

impl Authenticator {
    /// How much of the API there is.
    #[must_use]
    pub fn api_level(&self) -> ApiLevel {
        self.state.options.api_level
    }

    /// Begins a session and gives its owner with the session's first token.
    ///
    /// # Errors
    /// 401 for a wrong name or password, in the same time, and for an account that has expired; 429 after too many failures.
    pub async fn sign_in(&self, name: &str, password: &str) -> Result<(Account, String), ApiError> {
        let state = &self.state;
        let owner = find(state, name).await?;
        let owner = self.check_password(owner, name, password).await?;
        let now = state.now();
        let options = &state.options;
        let session = Session {
            jti: random::token::<16>(&*state.random)?,
            owner_id: owner.id,
            signed_in_at: now,
            ends_at: after(now, options.session_lifetime.max(options.session_limit)),
        };
        let mut writing = state.store.write().await?;
        // Between the check and now the password may have been changed, or the account deleted.
        let current = users::by_id(&mut writing, owner.id).await?;
        if current.is_none_or(|current| current.password_hash != owner.password_hash) {
            return Err(ApiError::Unauthorized(WRONG));
        }
        sessions::begin(&mut writing, &session).await?;
        users::note_sign_in(&mut writing, owner.id, now).await?;
        writing.commit().await?;
        tracing::Span::current().record("user", &owner.username);
        let token = issue(state, &session, now, after(now, options.session_lifetime))?;
        let owner = Account {
            last_sign_in_at: Some(now),
            ..owner
        };
        Ok((owner, token))
    }

    /// The account that a name and a password prove to be the caller's. The password is hashed only if it wasn't right for
    /// this account a moment ago, and nobody guesses at this name meanwhile: a guess that is right isn't to be known by being
    /// answered before others, or in spite of them.
    ///
    /// # Errors
    /// As [`Self::sign_in`].
    pub(super) async fn authenticate(&self, name: &str, password: &str) -> Result<Account, ApiError> {
        let owner = find(&self.state, name).await?;
        let throttle = &self.state.throttle;
        let attempt = throttle.attempt(name, self.address);
        if let Some(owner) = &owner
            && self.state.recent_passwords.knows(owner, password)?
            && throttle.is_only(attempt)
        {
            throttle.admit(attempt).await?;
            return unless_expired(&self.state, owner.clone());
        }
        self.check_password(owner, name, password).await
    }

    async fn check_password(
        &self,
        owner: Option<Account>,
        name: &str,
        password: &str,
    ) -> Result<Account, ApiError> {
        let state = &self.state;
        let throttle = &state.throttle;
        let attempt = throttle.attempt(name, self.address);
        let _checked = throttle.check(attempt);
        throttle.admit(attempt).await?;
        let turn = state.passwords.turn().await?;
        // Others may have failed while this one waited.
        let begun = throttle.begin(attempt).await?;
        if password.chars().count() > PASSWORD_MAX {
            return Err(ApiError::Unauthorized(WRONG));
        }
        let hash = owner.as_ref().map(|owner| owner.password_hash.clone());
        let right = turn.verify(password.to_owned(), hash).await?;
        let Some(owner) = owner.filter(|_| right) else {
            return Err(ApiError::Unauthorized(WRONG));
        };
        throttle.succeeded(begun).await?;
        state.recent_passwords.remember(&owner, password)?;
        unless_expired(state, owner)
    }
}

async fn find(state: &AppState, name: &str) -> Result<Option<Account>, ApiError> {
    let mut reading = state.store.read().await?;
    Ok(users::by_name(&mut reading, name).await?)
}

fn unless_expired(state: &AppState, owner: Account) -> Result<Account, ApiError> {
    if owner.is_expired(state.now()) {
        return Err(ApiError::Unauthorized(EXPIRED));
    }
    Ok(owner)
}

/// A token of that session, from now on and until then.
pub(super) fn issue(
    state: &AppState,
    session: &Session,
    now: Timestamp,
    until: Timestamp,
) -> Result<String, ApiError> {
    let claims = Claims {
        sub: session.owner_id.to_string(),
        jti: session.jti.clone(),
        iat: now.unix_seconds(),
        exp: until.unix_seconds(),
    };
    Ok(state.signer.sign(&claims)?)
}

/// The instant so much later.
pub(super) fn after(instant: Timestamp, duration: Duration) -> Timestamp {
    instant.plus_millis(i64::try_from(duration.as_millis()).unwrap_or(i64::MAX))
}
