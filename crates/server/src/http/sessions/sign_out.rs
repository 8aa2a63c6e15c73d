//! `DELETE /users/sign_out`

use axum::http::StatusCode;

use crate::http::auth::{Caller, Operation, Right};
use crate::http::error::ApiError;
use crate::storage::sessions;

pub(in crate::http) struct SignOut;

impl Operation for SignOut {
    const ID: &'static str = "sign_out";
    const SUMMARY: &'static str = "Close the session";
    const SCOPE: (&'static str, &'static str) = ("sessions", "destroy");
    const RIGHT: Right = Right::Anyone;
}

/// Ends the caller's session: 204. Without one there is nothing to end.
pub(in crate::http) async fn sign_out(caller: Caller<SignOut>) -> Result<StatusCode, ApiError> {
    if let Some(session) = caller.session() {
        let (mut writing, _) = caller.write().await?;
        sessions::end(&mut writing, &session.jti).await?;
        writing.commit().await?;
    }
    Ok(StatusCode::NO_CONTENT)
}
