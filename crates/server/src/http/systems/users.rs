//! `GET /users/-/systems`

use api_types::SystemUserList;
use axum::Json;

use crate::http::auth::{Caller, Operation, Right};

pub(in crate::http) struct IndexSystemUsers;

impl Operation for IndexSystemUsers {
    const ID: &'static str = "index_system_users";
    const SUMMARY: &'static str = "List all system users.";
    const SCOPE: (&'static str, &'static str) = ("users", "systems");
    const RIGHT: Right = Right::Anyone;
}

/// All users of the operating system.
pub(in crate::http) async fn users(caller: Caller<IndexSystemUsers>) -> Json<SystemUserList> {
    let users = caller.state.system.users().await.to_vec();
    Json(SystemUserList {
        count: i64::try_from(users.len()).unwrap_or(i64::MAX),
        users,
    })
}
