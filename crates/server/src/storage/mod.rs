//! Where everything is kept: a database behind one query layer.
//!
//! Statements are built by sea-query and run through `database`, the only module that knows which
//! database it speaks to; what is SQLite's or PostgreSQL's alone is in the modules of those names.
//! Reads come from a pool; one transaction writes at a time, so that what it has looked at stays true until it commits.

pub mod api_keys;
pub mod attempts;
pub mod audit;
pub mod configurations;
mod copy;
mod database;
mod error;
mod listing;
mod maintenance;
mod migrations;
mod open;
mod postgres;
pub mod sessions;
pub mod settings;
mod sqlite;
mod tables;
mod url;
pub mod users;

pub use copy::{CopyError, copy};
pub use database::{Connection, Reading, Store, Writing, run_script};
pub use error::{StorageError, TransientCause};
pub use open::OpenError;
pub use url::DatabaseUrl;
