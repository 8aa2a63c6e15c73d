//! The users section of Nodeum's API v2, as a server of its own.

pub mod domain;
pub mod storage;
