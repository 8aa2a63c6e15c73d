//! `POST /users`

use api_types::validation::new_user;
use api_types::{AttributeError, SourceType, User, UserChanges, ValidationErrors};
use axum::Json;
use axum::http::StatusCode;

use super::body;
use crate::domain::account::{Account, DEFAULT_GID};
use crate::domain::audit::changes_of_user;
use crate::http::auth::{Caller, Operation, Right};
use crate::http::body::{JsonBody, RECORD_LIMIT};
use crate::http::error::ApiError;
use crate::storage::users;

pub(in crate::http) struct CreateUser;

impl Operation for CreateUser {
    const ID: &'static str = "create_user";
    const SUMMARY: &'static str = "Creates a new user.";
    const SCOPE: (&'static str, &'static str) = ("users", "create");
    const RIGHT: Right = Right::Administrator;
}

/// Creates a user: 201.
pub(in crate::http) async fn create(
    caller: Caller<CreateUser>,
    JsonBody(text): JsonBody<RECORD_LIMIT>,
) -> Result<(StatusCode, Json<User>), ApiError> {
    let wanted = body::read(&text, caller.api_level(), new_user)?;
    let (username, password) = required(&wanted)?;
    let password_hash = caller.state.passwords.hash(password).await?;
    let now = caller.now();

    let (mut writing, _) = caller.write().await?;
    let user_id = match wanted.user_id {
        Some(user_id) => user_id,
        None => users::next_uid(&mut writing)
            .await?
            .ok_or_else(|| ValidationErrors::of("user_id", AttributeError::blank()))?,
    };
    let account = Account {
        id: 0, // the database chooses
        user_id,
        group_id: wanted.group_id.unwrap_or(DEFAULT_GID),
        username,
        email: wanted.email.flatten(),
        password_hash,
        is_admin: wanted.is_admin.unwrap_or(false),
        source_type: wanted.source_type.unwrap_or(SourceType::WebApp),
        expired_at: wanted.expired_at.flatten(),
        created_at: now,
        updated_at: now,
        last_sign_in_at: None,
    };
    caller.guard_escalation(&mut writing, None, &account).await?;
    let account = users::create(&mut writing, &account)
        .await?
        .map_err(|taken| taken.errors(&account))?;
    let changes = changes_of_user(None, Some(&account));
    caller
        .note(&mut writing, (account.id, &account.username), changes)
        .await?;
    writing.commit().await?;
    Ok((StatusCode::CREATED, Json(account.to_user(caller.api_level()))))
}

/// What the rules of a new user have made sure of.
fn required(wanted: &UserChanges) -> Result<(String, String), ValidationErrors> {
    let blank = |attribute| move || ValidationErrors::of(attribute, AttributeError::blank());
    Ok((
        wanted.username.clone().ok_or_else(blank("username"))?,
        wanted.password.clone().ok_or_else(blank("password"))?,
    ))
}
