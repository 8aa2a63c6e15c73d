//! `GET /users`

use api_types::UserList;
use axum::Json;

use crate::domain::list::USERS;
use crate::http::auth::{Caller, Operation, Right};
use crate::http::error::ApiError;
use crate::http::page::Query;
use crate::storage::users;

pub(in crate::http) struct IndexUsers;

impl Operation for IndexUsers {
    const ID: &'static str = "index_users";
    const SUMMARY: &'static str = "Lists all users.";
    const SCOPE: (&'static str, &'static str) = ("users", "index");
    const RIGHT: Right = Right::Administrator;
}

/// The users that are asked for, and how many match in all.
pub(in crate::http) async fn index(
    caller: Caller<IndexUsers>,
    query: Query,
) -> Result<Json<UserList>, ApiError> {
    let api_level = caller.api_level();
    let request = query.list(&USERS, api_level.extensions())?;
    let mut reading = caller.read().await?;
    let (count, accounts) = users::page(&mut reading, &request).await?;
    let users = accounts
        .iter()
        .map(|account| account.to_user(api_level))
        .collect();
    Ok(Json(UserList { count, users }))
}
