//! `PUT /users/{user_id}`

use api_types::User;
use api_types::validation::user_changes;
use axum::Json;

use super::body;
use crate::domain::account::{Account, guard_administration};
use crate::domain::audit::changes_of_user;
use crate::http::auth::{Caller, Operation, Right, may_see};
use crate::http::body::{JsonBody, RECORD_LIMIT};
use crate::http::error::ApiError;
use crate::http::reference::Reference;
use crate::storage::{sessions, users};

pub(in crate::http) struct UpdateUser;

impl Operation for UpdateUser {
    const ID: &'static str = "update_user";
    const SUMMARY: &'static str = "Updates a specific user.";
    const SCOPE: (&'static str, &'static str) = ("users", "update");
    const RIGHT: Right = Right::Anyone;
}

/// Changes the attributes that are named: of anybody for administrators, one's own email and password for others.
pub(in crate::http) async fn update(
    caller: Caller<UpdateUser>,
    Reference(reference): Reference,
    JsonBody(text): JsonBody<RECORD_LIMIT>,
) -> Result<Json<User>, ApiError> {
    let id = find(&caller, reference).await?;
    let changes = body::read(&text, caller.api_level(), user_changes)?;
    let password_hash = match &changes.password {
        // Hashed before the transaction begins: everybody else's writes wait for it to end.
        Some(password) => Some(caller.state.passwords.hash(password.clone()).await?),
        None => None,
    };

    let (mut writing, current) = caller.write().await?;
    let before = users::by_id(&mut writing, id).await?.ok_or(ApiError::NotFound)?;
    may_see(&current, Some(&before))?;
    let mut after = before.with(&changes, password_hash.as_deref());
    if !current.is_admin && !before.differs_only_in_own_matters(&after) {
        return Err(ApiError::Forbidden(
            "Only an administrator may change more than email and password",
        ));
    }
    caller
        .guard_escalation(&mut writing, Some(&before), &after)
        .await?;
    if after == before {
        return Ok(Json(before.to_user(caller.api_level())));
    }
    let now = caller.now();
    after.updated_at = now.max(before.updated_at);
    let others = users::lasting_administrator_besides(&mut writing, id).await?;
    guard_administration(caller.account().id, &before, Some(&after), others)?;
    let taken = users::update(&mut writing, &before, &after).await?;
    if taken.any() {
        return Err(taken.errors(&after).into());
    }
    if password_hash.is_some() || before.is_expired(now) || after.is_expired(now) {
        sessions::end_all_of(&mut writing, id).await?;
    }
    let changes = changes_of_user(Some(&before), Some(&after));
    caller.note(&mut writing, (id, &after.username), changes).await?;
    writing.commit().await?;
    Ok(Json(after.to_user(caller.api_level())))
}

/// The id of the user to change, if the caller may see them.
async fn find(caller: &Caller<UpdateUser>, reference: Option<String>) -> Result<i64, ApiError> {
    let mut reading = caller.read().await?;
    let found = match reference {
        Some(reference) => users::by_reference(&mut reading, &reference).await?,
        None => None,
    };
    may_see(caller.account(), found.as_ref())?;
    found.map(|account: Account| account.id).ok_or(ApiError::NotFound)
}
