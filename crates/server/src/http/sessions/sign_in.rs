//! `POST /users/sign_in`

use api_types::validation::{EMAIL_MAX, PASSWORD_MAX};
use api_types::{AttributeError, User, ValidationErrors};
use axum::Json;
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::http::auth::{Authenticator, Operation, Right};
use crate::http::body::{JsonBody, SIGN_IN_LIMIT};
use crate::http::error::ApiError;
use crate::http::fields::Fields;

pub(in crate::http) struct SignIn;

impl Operation for SignIn {
    const ID: &'static str = "sign_in";
    const SUMMARY: &'static str = "Open a new session";
    // Without effect: it needs no authentication.
    const SCOPE: (&'static str, &'static str) = ("sessions", "create");
    const RIGHT: Right = Right::Public;
}

/// Begins a session: 201 with the user, and the token in the header `Authorization`.
pub(in crate::http) async fn sign_in(
    authenticator: Authenticator,
    JsonBody(body): JsonBody<SIGN_IN_LIMIT>,
) -> Result<Response, ApiError> {
    let (name, password) = read(&body)?;
    let (account, token) = authenticator.sign_in(&name, &password).await?;
    let user: User = account.to_user(authenticator.api_level());
    let mut response = (StatusCode::CREATED, Json(user)).into_response();
    let mut bearer =
        HeaderValue::try_from(format!("Bearer {token}")).map_err(|error| ApiError::Internal(error.into()))?;
    bearer.set_sensitive(true);
    response.headers_mut().insert(AUTHORIZATION, bearer);
    Ok(response)
}

fn read(body: &str) -> Result<(String, String), ValidationErrors> {
    let absent = || ValidationErrors::of("user", AttributeError::blank());
    let mut outer = Fields::of(body, &["user"])?;
    let user = outer.object("user", &["username", "password"]);
    outer.finish(user.is_some().then_some(()).ok_or_else(absent))?;

    let mut fields = user.ok_or_else(absent)?;
    let (name, password) = (fields.required_text("username"), fields.secret("password"));
    let mut errors = ValidationErrors::new();
    // What is longer than any name or password can be isn't looked at: hashing takes longer the longer it is.
    for (attribute, value, most) in [
        ("username", &name, EMAIL_MAX),
        ("password", &password, PASSWORD_MAX),
    ] {
        let length = value.as_ref().map_or(0, |value| value.chars().count());
        if length == 0 {
            errors.add(attribute, AttributeError::blank());
        } else if length > most {
            errors.add(attribute, AttributeError::too_long(most));
        }
    }
    fields.finish(errors.into_result())?;
    Ok((name.unwrap_or_default(), password.unwrap_or_default()))
}
