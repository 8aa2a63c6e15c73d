//! `POST /users/sign_in`

use api_types::{AttributeError, User, ValidationErrors};
use axum::Json;
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use crate::http::auth::Authenticator;
use crate::http::body::JsonBody;
use crate::http::error::ApiError;
use crate::http::fields::Fields;

/// Begins a session: 201 with the user, and the token in the header `Authorization`.
pub(in crate::http) async fn sign_in(
    authenticator: Authenticator,
    JsonBody(body): JsonBody,
) -> Result<Response, ApiError> {
    let (name, password) = read(body)?;
    let (account, token) = authenticator.sign_in(&name, &password).await?;
    let user: User = account.to_user(authenticator.api_level());
    let mut response = (StatusCode::CREATED, Json(user)).into_response();
    let mut bearer =
        HeaderValue::try_from(format!("Bearer {token}")).map_err(|error| ApiError::Internal(error.into()))?;
    bearer.set_sensitive(true);
    response.headers_mut().insert(AUTHORIZATION, bearer);
    Ok(response)
}

fn read(body: Value) -> Result<(String, String), ValidationErrors> {
    let mut outer = Fields::of(body)?;
    let user = outer.object("user");
    let absent = ValidationErrors::of("user", AttributeError::blank());
    outer.finish(if user.is_some() { Ok(()) } else { Err(absent) })?;

    let mut fields = Fields::of(Value::Object(user.unwrap_or_default()))?;
    let (name, password) = (fields.required_text("username"), fields.secret("password"));
    let mut missing = ValidationErrors::new();
    for (attribute, value) in [("username", &name), ("password", &password)] {
        if value.as_deref().is_none_or(str::is_empty) {
            missing.add(attribute, AttributeError::blank());
        }
    }
    fields.finish(missing.into_result())?;
    Ok((name.unwrap_or_default(), password.unwrap_or_default()))
}
