//! What can go wrong with the database while the server runs.

use sqlx::postgres::PgDatabaseError;
use sqlx::sqlite::SqliteError;

use super::sqlite::code;

/// The database failed, or holds something that this server doesn't understand. The cause is for the log alone.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// The database reported an error.
    #[error("the database failed: {0}")]
    Database(#[from] sqlx::Error),
    /// The database's server has not answered in time.
    #[error("the database's server doesn't answer")]
    NoAnswer,
    /// A stored value makes no sense.
    #[error("the database holds a broken value: {0}")]
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
    /// Its server isn't there, or the connection to it broke.
    Unreachable,
}

impl StorageError {
    /// SQLite's primary result code, if it reported one.
    pub(super) fn sqlite_code(&self) -> Option<i32> {
        let Self::Database(sqlx::Error::Database(cause)) = self else {
            return None;
        };
        cause.try_downcast_ref::<SqliteError>()?;
        let code: i32 = cause.code()?.parse().ok()?;
        Some(code & 0xFF)
    }

    /// PostgreSQL's SQLSTATE, if it reported one: five letters or digits, the first two of which are the class.
    pub(super) fn sql_state(&self) -> Option<String> {
        let Self::Database(sqlx::Error::Database(cause)) = self else {
            return None;
        };
        let cause = cause.try_downcast_ref::<PgDatabaseError>()?;
        Some(cause.code().to_owned())
    }

    /// What hindered the database, if it is something that passes.
    #[must_use]
    pub fn transient_cause(&self) -> Option<TransientCause> {
        match self {
            Self::Database(sqlx::Error::PoolTimedOut) => return Some(TransientCause::Busy),
            Self::Database(sqlx::Error::Io(_) | sqlx::Error::Tls(_)) | Self::NoAnswer => {
                return Some(TransientCause::Unreachable);
            }
            _ => {}
        }
        if let Some(state) = self.sql_state() {
            return postgres_cause(&state);
        }
        match self.sqlite_code()? {
            code::BUSY | code::LOCKED => Some(TransientCause::Busy),
            code::INTERRUPT => Some(TransientCause::TooSlow),
            code::READONLY | code::FULL | code::IOERR | code::CANTOPEN => Some(TransientCause::Disk),
            _ => None,
        }
    }
}

/// What passes of what PostgreSQL reports: <https://www.postgresql.org/docs/current/errcodes-appendix.html>
fn postgres_cause(state: &str) -> Option<TransientCause> {
    match state {
        // Deadlock, serialization, a lock that isn't to be had, too many connections.
        "40P01" | "40001" | "55P03" | "53300" => Some(TransientCause::Busy),
        "57014" => Some(TransientCause::TooSlow),
        // Full; a standby, or one that an operator has made read-only.
        "53100" | "25006" => Some(TransientCause::Disk),
        // It stops, starts, or gave up a transaction whose server seemed to be gone.
        "57P01" | "57P02" | "57P03" | "25P03" => Some(TransientCause::Unreachable),
        _ if state.starts_with("08") => Some(TransientCause::Unreachable),
        _ => None,
    }
}
