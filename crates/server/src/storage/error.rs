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

/// Why the database can't do now what it may well do in a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TransientCause {
    /// The disk is full, or can't be written to.
    Disk,
    /// Others hold the database, or all connections to it.
    Busy,
    /// It took too long, and was interrupted.
    TooSlow,
}

/// The primary result codes of SQLite, which are the low byte of the extended ones: <https://sqlite.org/rescode.html>
mod sqlite {
    pub(super) const BUSY: i32 = 5;
    pub(super) const LOCKED: i32 = 6;
    pub(super) const READONLY: i32 = 8;
    pub(super) const INTERRUPT: i32 = 9;
    pub(super) const IOERR: i32 = 10;
    pub(super) const FULL: i32 = 13;
    pub(super) const CANTOPEN: i32 = 14;
}

impl StorageError {
    /// SQLite's primary result code, if it reported one.
    pub(super) fn sqlite_code(&self) -> Option<i32> {
        let Self::Database(sqlx::Error::Database(cause)) = self else {
            return None;
        };
        let code: i32 = cause.code()?.parse().ok()?;
        Some(code & 0xFF)
    }

    /// What hindered the database, if it is something that passes.
    #[must_use]
    pub fn transient_cause(&self) -> Option<TransientCause> {
        if matches!(self, Self::Database(sqlx::Error::PoolTimedOut)) {
            return Some(TransientCause::Busy);
        }
        match self.sqlite_code()? {
            sqlite::BUSY | sqlite::LOCKED => Some(TransientCause::Busy),
            sqlite::INTERRUPT => Some(TransientCause::TooSlow),
            sqlite::READONLY | sqlite::FULL | sqlite::IOERR | sqlite::CANTOPEN => Some(TransientCause::Disk),
            _ => None,
        }
    }
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
