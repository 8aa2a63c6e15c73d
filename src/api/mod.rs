//! The API of the server: [`transport`] fetches, [`error`] says what went wrong, and each resource has a file.

pub mod api_keys;
pub mod client;
pub mod configurations;
pub mod error;
pub mod pages;
pub mod sessions;
pub mod systems;
pub mod transport;
pub mod users;

pub use client::{Api, use_api};
pub use error::ApiError;
