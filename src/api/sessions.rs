//! Signing in and out.

use api_types::{SignIn, SignInCredentials, User};
use gloo_net::http::Method;

use crate::api::error::ApiError;
use crate::api::transport::{self, Request};
use crate::paths;

/// A session that has just begun.
pub struct NewSession {
    /// The token that proves it.
    pub token: String,
    /// Whose it is.
    pub user: User,
}

/// Signs in at the API of that origin.
///
/// # Errors
/// [`ApiError::Unauthorized`] for a wrong name or password; [`ApiError::TokenHidden`] if the answer's token can't be read.
pub async fn sign_in(origin: &str, username: &str, password: &str) -> Result<NewSession, ApiError> {
    let user = SignInCredentials {
        username: username.to_owned(),
        password: password.to_owned(),
    };
    let body = serde_json::to_string(&SignIn { user }).map_err(|error| ApiError::Unreadable {
        status: 0,
        problem: error.to_string(),
    })?;
    let answer = transport::send(Request {
        method: Method::POST,
        url: format!("{origin}{}", paths::api::sign_in()),
        token: None,
        body: Some(body),
        signal: None,
    })
    .await?;
    let user = answer.json()?;
    answer
        .token
        .map(|token| NewSession { token, user })
        .ok_or(ApiError::TokenHidden)
}

/// Revokes a token on the server.
///
/// # Errors
/// Everything but success; a token that is no longer valid counts as success.
pub async fn sign_out(origin: &str, token: &str) -> Result<(), ApiError> {
    let request = Request {
        method: Method::DELETE,
        url: format!("{origin}{}", paths::api::sign_out()),
        token: Some(token),
        body: None,
        signal: None,
    };
    match transport::send(request).await {
        Ok(_) | Err(ApiError::Unauthorized(_)) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Whose token that is, and a renewed token if the server sent one.
///
/// # Errors
/// [`ApiError::Unauthorized`] if it is nobody's any more.
pub async fn current_user(origin: &str, token: &str) -> Result<(User, Option<String>), ApiError> {
    let answer = transport::send(Request {
        method: Method::GET,
        url: format!("{origin}{}", paths::api::me()),
        token: Some(token),
        body: None,
        signal: None,
    })
    .await?;
    Ok((answer.json()?, answer.token))
}
