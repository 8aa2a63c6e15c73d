//! Changing a password on the server, and signing in again with the new one.

use api_types::{User, UserChanges};
use leptos::task::spawn_local;

use crate::api::{Api, ApiError, sessions, users};
use crate::browser;
use crate::session::SignOutReason;

/// Why a password isn't changed.
pub enum ChangeError {
    /// The current password is wrong.
    WrongPassword,
    /// The server refuses, or doesn't answer.
    Request(ApiError),
}

/// Checks the current password by signing in with it, changes it, and begins a session with the new one, which the other tabs
/// take on too. It goes on if the page leaves meanwhile. True if the new session has begun; if not, the session has ended.
///
/// # Errors
/// Why the password is what it was.
pub async fn change_password(api: Api, user: &User, old: &str, new: &str) -> Result<bool, ChangeError> {
    let session = api.session();
    let origin = session.origin();
    let check = sessions::sign_in(&origin, &user.username, old)
        .await
        .map_err(|error| match error {
            ApiError::Unauthorized(_) => ChangeError::WrongPassword,
            error => ChangeError::Request(error),
        })?;
    let changes = UserChanges {
        password: Some(new.to_owned()),
        ..UserChanges::default()
    };
    let changed = users::update(api, user.id, &changes).await;
    // Without an answer the change may have been made all the same: the new password tells.
    let must_tell = changed.as_ref().is_ok() || changed.as_ref().is_err_and(is_unsure);
    if must_tell && let Ok(begun) = sessions::sign_in(&origin, &user.username, new).await {
        session.begin(begun);
        return Ok(true);
    }
    match changed {
        Ok(_) => {
            session.end(SignOutReason::PasswordChanged);
            Ok(false)
        }
        Err(error) => {
            // The session that proved the password is of no further use; the change would have ended it.
            spawn_local(async move {
                if sessions::sign_out(&origin, &check.token).await.is_err() {
                    browser::log_warning("a session that checked the password could not be revoked");
                }
            });
            Err(ChangeError::Request(error))
        }
    }
}

/// Whether a request that failed so may have been carried out.
fn is_unsure(error: &ApiError) -> bool {
    matches!(
        error,
        ApiError::Offline
            | ApiError::Unreachable
            | ApiError::TimedOut
            | ApiError::Aborted
            | ApiError::Server { .. }
            | ApiError::Unreadable { .. }
    )
}
