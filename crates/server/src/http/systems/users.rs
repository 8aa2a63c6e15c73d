//! `GET /users/-/systems`

use api_types::SystemUserList;
use axum::Json;

use crate::http::auth::{Caller, Operation, Right};

/// `index_system_users`
pub(in crate::http) struct IndexSystemUsers;

impl Operation for IndexSystemUsers {
    const SCOPE: (&'static str, &'static str) = ("users", "systems");
    const RIGHT: Right = Right::Anyone;
}

/// All users of the operating system.
pub(in crate::http) async fn users(caller: Caller<IndexSystemUsers>) -> Json<SystemUserList> {
    let users = caller.system().users().await.to_vec();
    Json(SystemUserList {
        count: i64::try_from(users.len()).unwrap_or(i64::MAX),
        users,
    })
}
