//! Where everything is kept: a database behind one query layer.
//!
//! Statements are built by sea-query and run through `database`, the only module that names the database it speaks to.
//! Reads come from a pool; writes go through a single connection, so that none ever finds the database busy.

pub mod api_keys;
pub mod configurations;
mod database;
mod error;
mod listing;
mod maintenance;
mod migrations;
mod open;
pub mod sessions;
pub mod settings;
mod tables;
pub mod users;

pub use database::{Connection, Reading, Store, Writing};
pub use error::{StorageError, TransientCause};
pub use open::{DatabaseUrl, OpenError};
