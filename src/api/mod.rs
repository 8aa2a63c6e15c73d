//! The server's API. Each resource has a file; [`transport`] sends their requests, and [`error`] says what went wrong.

pub mod api_keys;
pub mod audit;
pub mod client;
pub mod configurations;
pub mod connection;
pub mod error;
pub mod paging;
pub mod sessions;
pub mod systems;
pub mod transport;
pub mod user_creation;
pub mod users;

pub use client::{Api, use_api};
pub use connection::{Connection, retry_pause};
pub use error::ApiError;
pub use gloo_net::http::Method;
