//! Signing in and out.

use api_types::{SignIn, SignInCredentials, User};
use gloo_net::http::Method;

use crate::api::error::ApiError;
use crate::api::transport::{self, Request};
use crate::paths;

/// What the server gives to who signs in.
pub struct NewSession {
    /// The token for the requests of the session.
    pub token: String,
    /// The user who has signed in.
    pub user: User,
}

/// Signs in at the API of that origin, such as `https://nodeum.example`.
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
    let response = transport::send(Request {
        method: Method::POST,
        url: format!("{origin}{}", paths::api::sign_in()),
        token: None,
        body: Some(body),
        signal: None,
    })
    .await?;
    let user = response.json()?;
    response
        .token
        .map(|token| NewSession { token, user })
        .ok_or(ApiError::TokenHidden)
}

/// Revokes a token on the server.
///
/// # Errors
/// Anything but success; that the token was no longer valid is success as well.
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

/// The user of a token, and a renewed token if the server sent one.
///
/// # Errors
/// [`ApiError::Unauthorized`] if the token is no longer valid.
pub async fn current_user(origin: &str, token: &str) -> Result<(User, Option<String>), ApiError> {
    let response = transport::send(Request {
        method: Method::GET,
        url: format!("{origin}{}", paths::api::me()),
        token: Some(token),
        body: None,
        signal: None,
    })
    .await?;
    Ok((response.json()?, response.token))
}
