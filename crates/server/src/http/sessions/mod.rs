//! Beginning and ending sessions.

pub(super) mod sign_in;
pub(super) mod sign_out;
