//! Users and groups of the server's operating system.

pub(super) mod groups;
pub(super) mod users;
