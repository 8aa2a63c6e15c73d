//! The current user's API keys.

mod body;
pub(super) mod create;
pub(super) mod destroy;
pub(super) mod index;
pub(super) mod show;
pub(super) mod update;
