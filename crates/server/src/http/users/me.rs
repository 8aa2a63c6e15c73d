//! `GET /users/me`

use api_types::User;
use axum::Json;

use crate::http::auth::{Caller, Operation, Right};

pub(in crate::http) struct ShowCurrentUser;

impl Operation for ShowCurrentUser {
    const ID: &'static str = "show_current_user";
    const SUMMARY: &'static str = "Displays current user.";
    const SCOPE: (&'static str, &'static str) = ("users", "show");
    const RIGHT: Right = Right::Anyone;
}

/// Who calls.
pub(in crate::http) async fn me(caller: Caller<ShowCurrentUser>) -> Json<User> {
    Json(caller.account().to_user(caller.api_level()))
}
