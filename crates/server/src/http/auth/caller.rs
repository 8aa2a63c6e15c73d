//! The authenticated caller of an operation.

use std::marker::PhantomData;

use api_types::Timestamp;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use super::credentials::Credentials;
use super::desk::{self, EXPIRED};
use super::renewal::{self, RenewalSlot};
use super::{AppState, Operation, Right};
use crate::domain::account::Account;
use crate::domain::password::PasswordHasher;
use crate::domain::token::Claims;
use crate::http::error::ApiError;
use crate::storage::sessions::{self, Session};
use crate::storage::{Reading, Writing, users};

/// What whoever presents no good credentials is told.
const SIGN_IN: &str = "Sign in first";

/// What somebody is told whose session has ended.
const OVER: &str = "This session is over: sign in again";

/// What somebody is told who hasn't the right.
const NOT_ALLOWED: &str = "Only an administrator may do this";

/// Somebody who may call the operation `O`.
pub struct Caller<O: Operation> {
    state: AppState,
    account: Account,
    session: Option<Session>,
    operation: PhantomData<O>,
}

impl<O: Operation> Caller<O> {
    /// Who it is.
    #[must_use]
    pub fn account(&self) -> &Account {
        &self.account
    }

    /// The session, if they came with a token of one.
    #[must_use]
    pub fn session(&self) -> Option<&Session> {
        self.session.as_ref()
    }

    /// A connection to read from.
    ///
    /// # Errors
    /// The database failed.
    pub async fn read(&self) -> Result<Reading, ApiError> {
        Ok(self.state.store().read().await?)
    }

    /// A transaction to write in, with the caller's account as it is now that nobody else can write: since they called they
    /// may have been demoted or deleted.
    ///
    /// # Errors
    /// 401 or 403 if they have, and the database may fail.
    pub async fn write(&self) -> Result<(Writing, Account), ApiError> {
        let mut writing = self.state.store().write().await?;
        let current = users::by_id(&mut writing, self.account.id).await?;
        let current = current.ok_or(ApiError::Unauthorized(OVER))?;
        demand::<O>(&current)?;
        Ok((writing, current))
    }

    /// The current instant.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.state.now()
    }

    /// What hashes passwords.
    #[must_use]
    pub fn passwords(&self) -> &PasswordHasher {
        self.state.passwords()
    }

    /// Demands that the account is the caller's own, or the caller an administrator.
    ///
    /// # Errors
    /// 403, whether there is such an account or not: who there is, is for administrators to know.
    pub fn may_see(&self, account: Option<&Account>) -> Result<(), ApiError> {
        let own = account.is_some_and(|account| account.id == self.account.id);
        if own || self.account.is_admin {
            return Ok(());
        }
        Err(ApiError::Forbidden(NOT_ALLOWED))
    }
}

impl<O: Operation> FromRequestParts<AppState> for Caller<O> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let credentials = Credentials::of(&parts.headers).ok_or(ApiError::Unauthorized(SIGN_IN))?;
        let (account, session) = match credentials {
            Credentials::Password { name, password } => {
                if !state.options().basic_auth {
                    return Err(ApiError::Unauthorized(
                        "This server takes no passwords here: sign in first",
                    ));
                }
                (desk::authenticate(state, &name, &password).await?, None)
            }
            Credentials::Bearer(token) => {
                let (account, session, claims) = of_token(state, &token).await?;
                if let Some(slot) = parts.extensions.get::<RenewalSlot>()
                    && let Some(renewed) = renewal::renew(state, &session, &claims)?
                {
                    slot.put(session.jti.clone(), renewed);
                }
                (account, Some(session))
            }
        };
        demand::<O>(&account)?;
        Ok(Self {
            state: state.clone(),
            account,
            session,
            operation: PhantomData,
        })
    }
}

/// Demands the right that the operation asks for.
fn demand<O: Operation>(account: &Account) -> Result<(), ApiError> {
    if O::RIGHT == Right::Administrator && !account.is_admin {
        return Err(ApiError::Forbidden(NOT_ALLOWED));
    }
    Ok(())
}

/// Whose token it is, if it is still good: signed by this server, not expired, and neither its session nor its user gone.
async fn of_token(state: &AppState, token: &str) -> Result<(Account, Session, Claims), ApiError> {
    let over = || ApiError::Unauthorized(OVER);
    let claims = state
        .signer()
        .verify(token)
        .ok_or(ApiError::Unauthorized(SIGN_IN))?;
    let now = state.now();
    if claims.exp <= now.unix_seconds() {
        return Err(over());
    }
    let mut reading = state.store().read().await?;
    let session = sessions::find(&mut reading, &claims.jti)
        .await?
        .ok_or_else(over)?;
    if session.owner_id.to_string() != claims.sub {
        return Err(over());
    }
    let account = users::by_id(&mut reading, session.owner_id)
        .await?
        .ok_or_else(over)?;
    if account.is_expired(now) {
        return Err(ApiError::Unauthorized(EXPIRED));
    }
    Ok((account, session, claims))
}
