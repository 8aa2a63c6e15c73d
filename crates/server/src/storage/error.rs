//! What can go wrong with the database while the server runs.

use std::fmt;

/// The database failed, or holds something that this server doesn't understand. The cause is for the log alone.
#[derive(Debug)]
pub enum StorageError {
    /// The database reported an error.
    Database(sqlx::Error),
    /// A stored value makes no sense.
    Corrupt(&'static str),
}

impl fmt::Display for StorageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Database(error) => write!(f, "the database failed: {error}"),
            Self::Corrupt(what) => write!(f, "the database holds a broken value: {what}"),
        }
    }
}

impl std::error::Error for StorageError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Database(error) => Some(error),
            Self::Corrupt(_) => None,
        }
    }
}

impl From<sqlx::Error> for StorageError {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error)
    }
}
