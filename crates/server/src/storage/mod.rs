//! Where everything is kept: a database behind one query layer.
//!
//! The names of tables and columns, and what they mean, are those of `migrations/`. Statements are built by sea-query and run through `statements`, on connections of `database`; what is SQLite's or PostgreSQL's alone is in the modules of those names.
//! All that fails here fails since the database did, with a [`StorageError`], unless more is said. Reads come from a pool; one transaction writes at a time, so that what it has looked at stays true until it commits.

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
mod statements;
mod url;
pub mod users;

pub use copy::{CopyError, copy};
pub use database::{Connection, Reading, Store, Writing};
pub use error::{StorageError, TransientCause};
pub use open::OpenError;
pub use statements::run_script;
pub use url::DatabaseUrl;
