//! The API of the server: [`transport`] fetches, [`error`] says what went wrong, and each resource has a file.

pub mod client;
pub mod error;
pub mod sessions;
pub mod transport;
pub mod users;

pub use client::{Api, use_api};
pub use error::ApiError;
