//! The users section of Nodeum's API v2, as a server of its own.
//!
//! [`app`] answers requests, out of an [`AppState`]; the binary around it reads options, opens the database and listens. The
//! contract of the API v2, users section, decides what is answered.

pub mod cli;
pub mod domain;
mod first_start;
pub mod http;
pub mod listen;
pub mod operate;
pub mod startup;
pub mod storage;
pub mod system;

pub use http::{AppState, Options, app};
