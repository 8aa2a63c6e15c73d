//! `DELETE /users/{user_id}`

use axum::http::StatusCode;

use crate::domain::account::guard_administration;
use crate::domain::audit::changes_of_user;
use crate::http::auth::{Caller, Operation, Right};
use crate::http::error::ApiError;
use crate::http::reference::Reference;
use crate::storage::users;

pub(in crate::http) struct DestroyUser;

impl Operation for DestroyUser {
    const ID: &'static str = "destroy_user";
    const SUMMARY: &'static str = "Destroys a specific user.";
    const SCOPE: (&'static str, &'static str) = ("users", "destroy");
    const RIGHT: Right = Right::Administrator;
}

/// Deletes a user with their sessions, configurations and API keys: 204.
pub(in crate::http) async fn destroy(
    caller: Caller<DestroyUser>,
    Reference(reference): Reference,
) -> Result<StatusCode, ApiError> {
    let reference = reference.ok_or(ApiError::NotFound)?;
    let (mut writing, _) = caller.write().await?;
    let account = users::by_reference(&mut writing, &reference)
        .await?
        .ok_or(ApiError::NotFound)?;
    let others = users::lasting_administrator_besides(&mut writing, account.id).await?;
    guard_administration(caller.account().id, &account, None, others)?;
    users::delete(&mut writing, account.id).await?;
    let changes = changes_of_user(Some(&account), None);
    caller
        .note(&mut writing, (account.id, &account.username), changes)
        .await?;
    writing.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
