//! Signing in.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The body of `POST /users/sign_in`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignIn {
    /// Whose session is to begin.
    pub user: SignInCredentials,
}

/// A name with its password.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignInCredentials {
    /// The username, or the email.
    pub username: String,
    /// The password, every character of which counts.
    pub password: String,
}

/// Leaves the password out, so that none reaches a log.
impl fmt::Debug for SignInCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignInCredentials")
            .field("username", &self.username)
            .finish_non_exhaustive()
    }
}
