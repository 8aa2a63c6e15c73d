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

/// Signs in at the API of that origin. [`ApiError::Unauthorized`] stands for a wrong name or password.
pub async fn sign_in(origin: &str, username: &str, password: &str) -> Result<NewSession, ApiError> {
    let user = SignInCredentials {
        username: username.to_owned(),
        password: password.to_owned(),
    };
    let response = transport::send(Request {
        method: Method::POST,
        url: format!("{origin}{}", paths::api::sign_in()),
        body: Some(transport::to_json(&SignIn { user })?),
        ..Request::default()
    })
    .await?;
    let user = response.json()?;
    let token = response.token.ok_or(ApiError::TokenHidden)?;
    Ok(NewSession { token, user })
}

/// Revokes a token on the server; that it was no longer valid is success as well.
pub async fn sign_out(origin: &str, token: &str) -> Result<(), ApiError> {
    let request = Request {
        method: Method::DELETE,
        url: format!("{origin}{}", paths::api::sign_out()),
        token: Some(token),
        ..Request::default()
    };
    match transport::send(request).await {
        Ok(_) | Err(ApiError::Unauthorized(_)) => Ok(()),
        Err(error) => Err(error),
    }
}

/// The user of a token, and a renewed token if the server sent one.
pub async fn current_user(origin: &str, token: &str) -> Result<(User, Option<String>), ApiError> {
    let url = format!("{origin}{}", paths::api::me());
    let response = transport::send(Request {
        url,
        token: Some(token),
        ..Request::default()
    })
    .await?;
    Ok((response.json()?, response.token))
}

/// Why signing in didn't work, in a sentence.
pub fn sign_in_sentence(error: &ApiError) -> String {
    match error {
        ApiError::Unauthorized(None) => "Username or password is wrong.".into(),
        ApiError::Forbidden(_) => "This account isn’t allowed to sign in.".into(),
        ApiError::NotFound => {
            "There is no Nodeum API at this address. Check api_origin in config.json.".into()
        }
        error => error.sentence(),
    }
}
