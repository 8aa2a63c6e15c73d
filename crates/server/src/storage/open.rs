//! Opening the database.

use super::sqlite::code;
use super::{DatabaseUrl, StorageError, Store, TransientCause, migrations, postgres, sqlite};

/// Why the database can't be opened.
#[derive(Debug)]
pub enum OpenError {
    /// The folder that it is to be in can't be made.
    Folder(std::io::Error),
    /// The file can't be opened, or the folder not written to.
    CannotOpen,
    /// The database can be read and not written.
    ReadOnly,
    /// The file is something else.
    NotADatabase,
    /// It is a database, of another program.
    Foreign,
    /// A newer version of this server has changed the database's form.
    Newer,
    /// Another process holds the database.
    Busy,
    /// The database's server can't be reached, or refuses to be spoken to.
    Unreachable(StorageError),
    /// The database's server knows no such user, no such database, or another password.
    Refused(StorageError),
    /// PostgreSQL is of that version, which is too old.
    TooOld(i32),
    /// The database keeps texts in that encoding, which can't hold all of them.
    Encoding(String),
    /// Anything else.
    Other(StorageError),
}

impl From<StorageError> for OpenError {
    fn from(error: StorageError) -> Self {
        if let Some(state) = error.sql_state() {
            return match state.as_str() {
                // A user's name, a password, a database's name, a right.
                "28000" | "28P01" | "3D000" | "42501" => Self::Refused(error),
                "25006" => Self::ReadOnly,
                _ if error.transient_cause() == Some(TransientCause::Busy) => Self::Busy,
                _ => Self::Other(error),
            };
        }
        if error.transient_cause() == Some(TransientCause::Unreachable) {
            return Self::Unreachable(error);
        }
        match error.sqlite_code() {
            Some(code::BUSY | code::LOCKED) => Self::Busy,
            Some(code::READONLY) => Self::ReadOnly,
            Some(code::CANTOPEN) => Self::CannotOpen,
            Some(code::CORRUPT | code::NOTADB) => Self::NotADatabase,
            _ => Self::Other(error),
        }
    }
}

impl OpenError {
    /// One sentence that names the cause, and what to do about it.
    #[must_use]
    pub fn explain(&self, url: &DatabaseUrl) -> String {
        let path = match url {
            DatabaseUrl::Sqlite(path) => path.display().to_string(),
            DatabaseUrl::Postgres(_) => url.to_string(),
        };
        match self {
            Self::Folder(cause) => format!(
                "The folder of the database {path} can't be created ({cause}): create it, or name another with --database."
            ),
            Self::CannotOpen => format!(
                "The database {path} can't be opened: make sure that it is a file, and that this user may write to it and to its folder."
            ),
            Self::ReadOnly => format!(
                "The database {path} is read-only: let this user write to it, a file's folder included, or name another with --database."
            ),
            Self::NotADatabase => format!(
                "{path} is not a SQLite database, or a damaged one: restore it from a backup, or name another with --database."
            ),
            Self::Foreign => {
                format!("{path} is the database of another program: name another with --database.")
            }
            Self::Newer => format!(
                "The database {path} comes from a newer version of this server: install that version, or restore a backup."
            ),
            Self::Busy => {
                format!("The database {path} is held by another process: stop that one, then start again.")
            }
            Self::Unreachable(cause) => format!(
                "The database {path} can't be reached ({cause}): make sure that PostgreSQL runs there, or name another with --database."
            ),
            Self::Refused(cause) => format!(
                "The database {path} can't be used ({cause}): create the user and the database, and give the password in PGPASSWORD or a file .pgpass."
            ),
            Self::TooOld(version) => format!(
                "The database {path} is of PostgreSQL {version}: version 14 is the oldest that will do."
            ),
            Self::Encoding(encoding) => {
                format!("The database {path} keeps texts in {encoding}: create one with ENCODING 'UTF8'.")
            }
            Self::Other(cause) => format!("The database {path} can't be used: {cause}."),
        }
    }
}

impl Store {
    /// Opens the database, a file being created with its folder if there is none, and brings it to the newest form.
    ///
    /// # Errors
    /// Why it can't be used.
    pub async fn open(url: &DatabaseUrl) -> Result<Self, OpenError> {
        let store = Self(match url {
            DatabaseUrl::Sqlite(path) => sqlite::open(path).await?,
            DatabaseUrl::Postgres(options) => postgres::open(options).await?,
        });
        migrations::apply(&store).await?;
        Ok(store)
    }
}
