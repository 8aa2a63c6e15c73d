//! Opening the database.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

use super::{StorageError, Store, migrations};

/// How many connections read at once.
const READERS: u32 = 4;

/// How long a statement waits for another process, such as a backup, that holds the database.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

/// How long a request waits for a connection.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(20);

/// Which database to use: `sqlite://PATH`, a path below the working directory or, with a third slash, an absolute one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatabaseUrl {
    path: PathBuf,
}

impl DatabaseUrl {
    /// The file of the database.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl FromStr for DatabaseUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.strip_prefix("sqlite://") {
            Some(path) if !path.is_empty() && !path.ends_with('/') && !path.contains(['?', '#']) => {
                Ok(Self {
                    path: PathBuf::from(path),
                })
            }
            _ => Err("expected sqlite://PATH, for example sqlite://data/nodeum-admin.db".into()),
        }
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "sqlite://{}", self.path.display())
    }
}

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
    /// Anything else.
    Other(StorageError),
}

impl From<StorageError> for OpenError {
    fn from(error: StorageError) -> Self {
        match error.sqlite_code() {
            Some(5 | 6) => Self::Busy,
            Some(8) => Self::ReadOnly,
            Some(14) => Self::CannotOpen,
            Some(11 | 26) => Self::NotADatabase,
            _ => Self::Other(error),
        }
    }
}

impl OpenError {
    /// One sentence that names the cause, and what to do about it.
    #[must_use]
    pub fn explain(&self, url: &DatabaseUrl) -> String {
        let path = url.path().display();
        match self {
            Self::Folder(cause) => format!(
                "The folder of the database {path} can't be created ({cause}): create it, or name another with --database."
            ),
            Self::CannotOpen => format!(
                "The database {path} can't be opened: make sure that it is a file, and that this user may write to it and to its folder."
            ),
            Self::ReadOnly => format!(
                "The database {path} is read-only: let this user write to the file and its folder, or name another with --database."
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
            Self::Other(cause) => format!("The database {path} can't be used: {cause}."),
        }
    }
}

impl Store {
    /// Opens the database, creating it and its folder if there is none, and brings it to the newest form.
    ///
    /// # Errors
    /// Why it can't be used.
    pub async fn open(url: &DatabaseUrl) -> Result<Self, OpenError> {
        create_folder(url.path()).map_err(OpenError::Folder)?;
        keep_private(url.path());
        let options = SqliteConnectOptions::new()
            .filename(url.path())
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY_TIMEOUT);
        // The writer comes first: it is the one that switches a new file to WAL.
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(ACQUIRE_TIMEOUT)
            .connect_with(options.clone())
            .await
            .map_err(StorageError::from)?;
        // SQLite may have made it, behind a link, and makes the files beside it.
        keep_private(url.path());
        let reader = SqlitePoolOptions::new()
            .max_connections(READERS)
            .acquire_timeout(ACQUIRE_TIMEOUT)
            .connect_lazy_with(options.create_if_missing(false).pragma("query_only", "ON"));
        let store = Self { reader, writer };
        migrations::apply(&store).await?;
        Ok(store)
    }
}

/// Makes the database's folder, for this user's eyes alone, if it isn't there.
fn create_folder(database: &Path) -> std::io::Result<()> {
    match database.parent() {
        Some(folder) if !folder.as_os_str().is_empty() && !folder.is_dir() => {
            let mut builder = fs::DirBuilder::new();
            builder.recursive(true);
            #[cfg(unix)]
            std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
            builder.create(folder)
        }
        _ => Ok(()),
    }
}

/// Makes sure that nobody else of this machine reads the database, whose signing secret would make them an administrator: whatever the
/// umask is, and if an earlier version made it. SQLite gives the files beside it the same permissions.
#[cfg(unix)]
fn keep_private(database: &Path) {
    use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
    const OWNER_ONLY: u32 = 0o600;

    let mut new = fs::OpenOptions::new();
    // What can't be created here can't be opened either, and SQLite knows better why.
    drop(new.write(true).create_new(true).mode(OWNER_ONLY).open(database));
    for suffix in ["", "-wal", "-shm"] {
        let mut file = database.as_os_str().to_owned();
        file.push(suffix);
        let Ok(known) = fs::metadata(&file) else {
            continue;
        };
        if known.is_file() && known.permissions().mode() & 0o077 != 0 {
            let path = file.display();
            match fs::set_permissions(&file, fs::Permissions::from_mode(OWNER_ONLY)) {
                Ok(()) => tracing::warn!(%path, "others could read the database: now its owner alone can"),
                Err(error) => {
                    tracing::error!(%path, %error, "others can read the database, and with it become administrators");
                }
            }
        }
    }
}

#[cfg(not(unix))]
fn keep_private(_: &Path) {}

#[cfg(test)]
mod tests {
    use super::*;
    use sqlx::Row as _;

    fn url(folder: &tempfile::TempDir, name: &str) -> DatabaseUrl {
        DatabaseUrl {
            path: folder.path().join(name),
        }
    }

    #[test]
    fn a_url_names_a_file() {
        let read = |text: &str| text.parse::<DatabaseUrl>().map(|url| url.path);
        assert_eq!(read("sqlite://data/x.db"), Ok("data/x.db".into()));
        assert_eq!(read("sqlite:///var/x.db"), Ok("/var/x.db".into()));
        for wrong in [
            "",
            "x.db",
            "sqlite://",
            "sqlite://data/",
            "postgres://localhost/x",
            "sqlite://x?mode=ro",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

    #[tokio::test]
    async fn the_bundled_sqlite_does_not_corrupt_its_log() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&url(&folder, "a/b/x.db")).await.unwrap();
        let mut reading = store.read().await.unwrap();
        let row = sqlx::query("SELECT sqlite_version()")
            .fetch_one(&mut *reading)
            .await
            .unwrap();
        let version: String = row.get(0);
        let numbers: Vec<u32> = version.split('.').map(|number| number.parse().unwrap()).collect();
        assert!(numbers >= vec![3, 51, 3], "{version}");
        for (pragma, expected) in [
            ("journal_mode", "wal"),
            ("synchronous", "2"),
            ("foreign_keys", "1"),
        ] {
            let sql = sqlx::AssertSqlSafe(format!("SELECT CAST({pragma} AS TEXT) FROM pragma_{pragma}"));
            let row = sqlx::query(sql).fetch_one(&mut *reading).await.unwrap();
            assert_eq!(row.get::<String, _>(0), expected, "{pragma}");
        }
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn the_files_are_their_owners_alone() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let mode = |file: &Path| fs::metadata(file).unwrap().permissions().mode() & 0o777;
        let url = url(&folder, "x.db");
        // Twice: a new one, and one that was left open to everybody.
        for _ in 0..2 {
            let store = Store::open(&url).await.unwrap();
            let files: Vec<PathBuf> = fs::read_dir(folder.path())
                .unwrap()
                .map(|entry| entry.unwrap().path())
                .collect();
            assert_eq!(files.len(), 3, "{files:?}");
            for file in &files {
                assert_eq!(mode(file), 0o600, "{}", file.display());
            }
            store.close().await;
            fs::set_permissions(url.path(), fs::Permissions::from_mode(0o644)).unwrap();
        }
    }

    #[tokio::test]
    async fn a_file_that_is_no_database_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let url = url(&folder, "x.db");
        fs::write(url.path(), "This is a letter to my grandmother. ".repeat(100)).unwrap();
        let error = Store::open(&url).await.unwrap_err();
        assert!(
            error.explain(&url).contains("is not a SQLite database"),
            "{error:?}"
        );
    }

    #[tokio::test]
    async fn a_newer_database_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let url = url(&folder, "x.db");
        let store = Store::open(&url).await.unwrap();
        let mut writing = store.write().await.unwrap();
        sqlx::query("UPDATE schema_version SET version = 1000")
            .execute(&mut *writing)
            .await
            .unwrap();
        writing.commit().await.unwrap();
        store.close().await;
        assert!(matches!(Store::open(&url).await, Err(OpenError::Newer)));
    }

    #[tokio::test]
    async fn the_database_of_another_program_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let url = url(&folder, "x.db");
        let options = SqliteConnectOptions::new()
            .filename(url.path())
            .create_if_missing(true);
        let pool = SqlitePoolOptions::new().connect_with(options).await.unwrap();
        sqlx::query("CREATE TABLE letters (text TEXT)")
            .execute(&pool)
            .await
            .unwrap();
        pool.close().await;
        assert!(matches!(Store::open(&url).await, Err(OpenError::Foreign)));
    }

    #[tokio::test]
    async fn a_folder_in_place_of_the_file_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let url = DatabaseUrl {
            path: folder.path().to_owned(),
        };
        assert!(matches!(Store::open(&url).await, Err(OpenError::CannotOpen)));
    }
}
