//! The authenticated caller of an operation.

use std::collections::BTreeSet;
use std::marker::PhantomData;
use std::time::Duration;

use api_types::{ApiKeyScope, AttributeChange, Timestamp};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use super::authenticator::{Authenticator, EXPIRED, WRONG, after};
use super::credentials::Credentials;
use super::renewal::{self, RenewalSlot};
use super::{AppState, Operation, Right};
use crate::domain::account::{Account, guard_limited_key};
use crate::domain::api_key;
use crate::domain::api_level::ApiLevel;
use crate::domain::audit::{NewEvent, Origin};
use crate::domain::token::Claims;
use crate::http::error::ApiError;
use crate::storage::sessions::{self, Session};
use crate::storage::{Connection, Reading, Writing, api_keys, audit, users};

/// What whoever presents no good credentials is told.
const SIGN_IN: &str = "Sign in first";

/// What somebody is told whose session has ended.
const OVER: &str = "This session is over: sign in again";

/// What somebody is told who hasn't the right.
const NOT_ALLOWED: &str = "Only an administrator may do this";

/// What somebody is told whose wrong name or password wasn't UTF-8.
const WRONG_IN_LATIN_1: &str =
    "Wrong username or password: they aren't UTF-8, and were read as ISO-8859-1; send them in UTF-8";

/// What whoever comes with an API key is told that was good once.
const KEY_EXPIRED: &str = "This API key has expired";

/// How far the clocks of several servers may differ. What was issued later than so was issued before a clock was set back, and would be good for
/// as long again.
const CLOCKS_DIFFER: Duration = Duration::from_secs(5 * 60);

/// How long a request waits until fewer others of its user read.
const READING_WAIT: Duration = Duration::from_secs(20);

/// Somebody who may call the operation `O`.
pub struct Caller<O: Operation> {
    /// What the server works with. The way to the database is [`Self::read`] and [`Self::write`].
    pub(in crate::http) state: AppState,
    account: Account,
    proof: Proof,
    operation: PhantomData<O>,
}

/// What somebody came with that proved who they are.
enum Proof {
    /// A name with its password.
    Password,
    /// The API key of that id.
    Key(i64),
    /// A token of a session.
    Token(Session, Claims),
}

/// What an API key may.
pub struct OwnKey {
    /// What it may call.
    pub scopes: BTreeSet<ApiKeyScope>,
    /// From when on it is worth nothing.
    pub expired_at: Option<Timestamp>,
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
        match &self.proof {
            Proof::Token(session, _) => Some(session),
            Proof::Password | Proof::Key(_) => None,
        }
    }

    /// A connection to read from. A user's requests have a share of all connections, and never all.
    ///
    /// # Errors
    /// 503 if none becomes free in time, and the database may fail.
    pub async fn read(&self) -> Result<Reading, ApiError> {
        let share = self.state.readers.get(self.account.id).acquire_owned();
        let busy = ApiError::Unavailable("Other requests of this user are still being answered: try again");
        let Ok(Ok(share)) = tokio::time::timeout(READING_WAIT, share).await else {
            return Err(busy);
        };
        Ok(self.state.store.read().await?.of_share(share))
    }

    /// A transaction to write in, with the caller's account as it is now that nobody else can write. All that made them the caller is
    /// asked for again: since then a body may have taken its time, and they may have been signed out, demoted, expired or deleted, and
    /// their password changed.
    ///
    /// # Errors
    /// 401 or 403 if so, or if the API key that they came with has been deleted or narrowed; and the database may fail.
    pub async fn write(&self) -> Result<(Writing, Account), ApiError> {
        let mut writing = self.state.store.write().await?;
        let current = users::by_id(&mut writing, self.account.id).await?;
        let current = current.ok_or(ApiError::Unauthorized(OVER))?;
        let now = self.state.now();
        if current.is_expired(now) {
            return Err(ApiError::Unauthorized(EXPIRED));
        }
        match &self.proof {
            Proof::Password if current.password_hash == self.account.password_hash => {}
            Proof::Password => return Err(ApiError::Unauthorized(WRONG)),
            Proof::Key(key_id) => {
                let key = api_keys::by_id(&mut writing, current.id, *key_id).await?;
                let key = key.ok_or(ApiError::Unauthorized(SIGN_IN))?;
                if key.is_expired(now) {
                    return Err(ApiError::Unauthorized(KEY_EXPIRED));
                }
                demand_scope::<O>(&mut writing, *key_id).await?;
            }
            Proof::Token(session, claims) => {
                let session = sessions::find(&mut writing, &session.jti).await?;
                if session.is_none() || claims.exp <= now.unix_seconds() {
                    return Err(ApiError::Unauthorized(OVER));
                }
            }
        }
        demand::<O>(&current)?;
        Ok((writing, current))
    }

    /// What the API key may that they came with, beyond which they can give nothing; `None` if they came without one.
    pub async fn own_key(&self, connection: &mut Connection) -> Result<Option<OwnKey>, ApiError> {
        let Proof::Key(key_id) = &self.proof else {
            return Ok(None);
        };
        let key = api_keys::by_id(connection, self.account.id, *key_id).await?;
        Ok(Some(OwnKey {
            scopes: api_keys::scopes(connection, *key_id).await?,
            expired_at: key.ok_or(ApiError::Unauthorized(SIGN_IN))?.expired_at,
        }))
    }

    /// Demands that a caller who came with an API key that lacks any scope doesn't come by what it lacks through a user.
    /// `before` is `None` for a new one.
    ///
    /// # Errors
    /// 403, and the database may fail.
    pub async fn guard_escalation(
        &self,
        connection: &mut Connection,
        before: Option<&Account>,
        after: &Account,
    ) -> Result<(), ApiError> {
        match self.own_key(connection).await? {
            Some(key) if !ApiKeyScope::all().all(|scope| key.scopes.contains(&scope)) => {
                guard_limited_key(self.account.id, before, after).map_err(ApiError::Forbidden)
            }
            _ => Ok(()),
        }
    }

    /// Notes in the audit trail what the operation changes, in its own transaction. `record` is the numeric id of what is changed, with its
    /// name if others than its owner may know it.
    pub async fn note(
        &self,
        writing: &mut Writing,
        record: (i64, &str),
        changes: Vec<AttributeChange>,
    ) -> Result<(), ApiError> {
        let event = NewEvent {
            at: self.now(),
            actor: (Some(self.account.id), &self.account.username),
            origin: match &self.proof {
                Proof::Password => Origin::Password,
                Proof::Key(_) => Origin::ApiKey,
                Proof::Token(..) => Origin::Session,
            },
            action: O::SCOPE,
            record,
            changes,
        };
        Ok(audit::note(writing, &event).await?)
    }

    /// How much of the API there is.
    #[must_use]
    pub fn api_level(&self) -> ApiLevel {
        self.state.options.api_level
    }

    /// The current instant.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.state.now()
    }
}

impl<O: Operation> FromRequestParts<AppState> for Caller<O> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let credentials = Credentials::of(&parts.headers).ok_or(ApiError::Unauthorized(SIGN_IN))?;
        let (account, proof) = match credentials {
            Credentials::Password {
                name,
                password,
                latin_1,
            } => {
                if !state.options.basic_auth {
                    return Err(ApiError::Unauthorized(
                        "This server takes no passwords here: sign in first",
                    ));
                }
                let Ok(authenticator) = Authenticator::from_request_parts(parts, state).await;
                let authenticated = authenticator.authenticate(&name, &password).await;
                let account = authenticated.map_err(|error| match error {
                    ApiError::Unauthorized(WRONG) if latin_1 => ApiError::Unauthorized(WRONG_IN_LATIN_1),
                    other => other,
                })?;
                (account, Proof::Password)
            }
            Credentials::Bearer(key) if api_key::is_key(&key) => {
                let (account, id) = of_key::<O>(state, &key).await?;
                (account, Proof::Key(id))
            }
            Credentials::Bearer(token) => {
                let (account, found, claims) = of_token(state, &token).await?;
                if let Some(slot) = parts.extensions.get::<RenewalSlot>()
                    && let Some(renewed) = renewal::renew(state, &found, &claims)?
                {
                    slot.put(found.jti.clone(), renewed);
                }
                (account, Proof::Token(found, claims))
            }
        };
        tracing::Span::current().record("user", &account.username);
        demand::<O>(&account)?;
        Ok(Self {
            state: state.clone(),
            account,
            proof,
            operation: PhantomData,
        })
    }
}

/// Demands that the account is the caller's own, or the caller an administrator. Whoever writes asks with the caller as
/// [`Caller::write`] gives them: they may have been demoted since the request began.
///
/// # Errors
/// 403, whether there is such an account or not: who there is, is for administrators to know.
pub fn may_see(caller: &Account, account: Option<&Account>) -> Result<(), ApiError> {
    let own = account.is_some_and(|account| account.id == caller.id);
    if own || caller.is_admin {
        return Ok(());
    }
    Err(ApiError::Forbidden(NOT_ALLOWED))
}

/// Demands the right that the operation asks for.
fn demand<O: Operation>(account: &Account) -> Result<(), ApiError> {
    if O::RIGHT == Right::Administrator && !account.is_admin {
        return Err(ApiError::Forbidden(NOT_ALLOWED));
    }
    Ok(())
}

/// Demands the scope that the operation asks for.
async fn demand_scope<O: Operation>(connection: &mut Connection, key_id: i64) -> Result<(), ApiError> {
    if api_keys::has_scope(connection, key_id, O::SCOPE).await? {
        return Ok(());
    }
    let (controller, action) = O::SCOPE;
    Err(ApiError::MissingScope(ApiKeyScope::new(controller, action)))
}

/// Whose API key it is, and its id, if it has the operation's scope. That it was used is written later: nobody waits for it.
async fn of_key<O: Operation>(state: &AppState, key: &str) -> Result<(Account, i64), ApiError> {
    let mut reading = state.store.read().await?;
    let key = api_keys::by_hash(&mut reading, &api_key::hash(key))
        .await?
        .ok_or(ApiError::Unauthorized(SIGN_IN))?;
    let account = users::by_id(&mut reading, key.owner_id)
        .await?
        .ok_or(ApiError::Unauthorized(SIGN_IN))?;
    let now = state.now();
    if account.is_expired(now) {
        return Err(ApiError::Unauthorized(EXPIRED));
    }
    if key.is_expired(now) {
        return Err(ApiError::Unauthorized(KEY_EXPIRED));
    }
    state.key_uses.note(&state.store, key.id, now);
    demand_scope::<O>(&mut reading, key.id).await?;
    Ok((account, key.id))
}

/// Whose token it is, if it is still good: signed by this server, not expired, and neither its session nor its user gone.
async fn of_token(state: &AppState, token: &str) -> Result<(Account, Session, Claims), ApiError> {
    let over = || ApiError::Unauthorized(OVER);
    let claims = state
        .signer
        .verify(token)
        .ok_or(ApiError::Unauthorized(SIGN_IN))?;
    let now = state.now();
    if claims.exp <= now.unix_seconds() {
        return Err(over());
    }
    if claims.iat > after(now, CLOCKS_DIFFER).unix_seconds() {
        tracing::warn!("the clock was set back: a session that began after it is over");
        return Err(over());
    }
    let mut reading = state.store.read().await?;
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
