//! `GET /users/{user_id}`

use api_types::User;
use axum::Json;

use crate::http::auth::{Caller, Operation, Right, may_see};
use crate::http::error::ApiError;
use crate::http::reference::Reference;
use crate::storage::users;

pub(in crate::http) struct ShowUser;

impl Operation for ShowUser {
    const ID: &'static str = "show_user";
    const SUMMARY: &'static str = "Displays a specific user.";
    const SCOPE: (&'static str, &'static str) = ("users", "show");
    const RIGHT: Right = Right::Anyone;
}

/// A user: any for administrators, themself for others.
pub(in crate::http) async fn show(
    caller: Caller<ShowUser>,
    Reference(reference): Reference,
) -> Result<Json<User>, ApiError> {
    let mut reading = caller.read().await?;
    let found = match reference {
        Some(reference) => users::by_reference(&mut reading, &reference).await?,
        None => None,
    };
    may_see(caller.account(), found.as_ref())?;
    found
        .map(|account| Json(account.to_user(caller.api_level())))
        .ok_or(ApiError::NotFound)
}
