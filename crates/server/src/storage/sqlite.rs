//! The database in a file: SQLite, inside this program.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Row as _, SqliteConnection};

use super::database::Pools;
use super::{OpenError, StorageError};

/// The primary result codes of SQLite, which are the low byte of the extended ones: <https://sqlite.org/rescode.html>
pub(super) mod code {
    pub(in crate::storage) const BUSY: i32 = 5;
    pub(in crate::storage) const LOCKED: i32 = 6;
    pub(in crate::storage) const READONLY: i32 = 8;
    pub(in crate::storage) const INTERRUPT: i32 = 9;
    pub(in crate::storage) const IOERR: i32 = 10;
    pub(in crate::storage) const CORRUPT: i32 = 11;
    pub(in crate::storage) const FULL: i32 = 13;
    pub(in crate::storage) const CANTOPEN: i32 = 14;
    pub(in crate::storage) const NOTADB: i32 = 26;
}

/// How many connections read at once.
const READERS: u32 = 4;

/// How long a statement waits for another process, such as a backup, that holds the database.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

/// How long a request waits for a connection.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(20);

/// Takes the lock for writing at once. A transaction that first reads and then wants to write could find that another has
/// written in between, and would have to be given up.
pub(super) const BEGIN_WRITING: &str = "BEGIN IMMEDIATE";

/// After how many of its own steps SQLite asks whether it is to be interrupted: at most half a second or so, with the longest
/// patterns on the longest values.
const STEPS: i32 = 50;

/// Opens the file, creating it and its folder if there is none.
pub(super) async fn open(path: &Path) -> Result<Pools, OpenError> {
    create_folder(path).map_err(OpenError::Folder)?;
    keep_private(path);
    let options = SqliteConnectOptions::new()
        .filename(path)
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
    keep_private(path);
    let reader = SqlitePoolOptions::new()
        .max_connections(READERS)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .connect_lazy_with(options.create_if_missing(false).pragma("query_only", "ON"));
    Ok(Pools::Sqlite { reader, writer })
}

/// Interrupts what its connection does as soon as it is dropped: nobody waits any more, since the client has gone for example.
#[derive(Debug)]
pub(super) struct Interrupt(Arc<AtomicBool>);

impl Drop for Interrupt {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Lets a connection work for so long, and no longer than what is returned lives.
pub(super) async fn interrupt_after(
    connection: &mut SqliteConnection,
    time: Duration,
) -> Result<Interrupt, StorageError> {
    let (end, given_up) = (Instant::now() + time, Arc::new(AtomicBool::new(false)));
    let asked = Arc::clone(&given_up);
    let mut handle = connection.lock_handle().await?;
    handle.set_progress_handler(STEPS, move || {
        !asked.load(Ordering::Relaxed) && Instant::now() < end
    });
    Ok(Interrupt(given_up))
}

/// Lets a connection work for as long as it takes.
pub(super) async fn never_interrupt(connection: &mut SqliteConnection) -> Result<(), StorageError> {
    connection.lock_handle().await?.remove_progress_handler();
    Ok(())
}

/// Copies the whole database, as it is at one instant, into a file that is empty or doesn't exist.
pub(super) async fn copy(connection: &mut SqliteConnection, file: &Path) -> Result<(), StorageError> {
    let name = file.to_string_lossy().into_owned();
    sqlx::query("VACUUM INTO ?")
        .bind(name)
        .execute(connection)
        .await?;
    Ok(())
}

/// What is wrong with the database.
pub(super) async fn problems(connection: &mut SqliteConnection) -> Result<Vec<String>, StorageError> {
    let mut problems = Vec::new();
    let looked = sqlx::query("PRAGMA integrity_check");
    for row in looked.fetch_all(&mut *connection).await? {
        let said: String = row.try_get(0)?;
        if said != "ok" {
            problems.push(said);
        }
    }
    let looked = sqlx::query("PRAGMA foreign_key_check");
    for row in looked.fetch_all(&mut *connection).await? {
        let (table, parent): (String, String) = (row.try_get(0)?, row.try_get(2)?);
        problems.push(format!("a row of {table} belongs to none of {parent}"));
    }
    Ok(problems)
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
    use crate::storage::database::Connection;
    use crate::storage::{DatabaseUrl, Store, TransientCause, run_script};
    use std::path::PathBuf;

    /// Never ends by itself.
    const ENDLESS: &str =
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT COUNT(*) FROM n";

    fn url(folder: &tempfile::TempDir, name: &str) -> DatabaseUrl {
        DatabaseUrl::Sqlite(folder.path().join(name))
    }

    async fn pool(folder: &tempfile::TempDir) -> sqlx::SqlitePool {
        let store = Store::open(&url(folder, "x.db")).await.unwrap();
        let Pools::Sqlite { reader, .. } = store.0 else {
            panic!("it is a file");
        };
        reader
    }

    #[tokio::test]
    async fn whoever_reads_for_too_long_is_interrupted() {
        let folder = tempfile::tempdir().unwrap();
        let pool = pool(&folder).await;
        for _ in 0..5 {
            let mut connection = pool.acquire().await.unwrap();
            let time = Duration::from_millis(20);
            let _interrupt = interrupt_after(&mut connection, time).await.unwrap();
            let error = sqlx::query(ENDLESS)
                .fetch_one(&mut *connection)
                .await
                .unwrap_err();
            let cause = StorageError::from(error).transient_cause();
            assert_eq!(cause, Some(TransientCause::TooSlow));
        }
        let mut connection = pool.acquire().await.unwrap();
        never_interrupt(&mut connection).await.unwrap();
        sqlx::query("SELECT 1").fetch_one(&mut *connection).await.unwrap();
    }

    #[tokio::test]
    async fn what_nobody_waits_for_any_more_is_interrupted() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&url(&folder, "x.db")).await.unwrap();
        for _ in 0..20 {
            let given_up = async {
                let mut reading = store.read().await.unwrap();
                drop(run_script(&mut reading, ENDLESS).await);
            };
            let given_up = tokio::time::timeout(Duration::from_millis(50), given_up).await;
            assert!(given_up.is_err(), "it came to an end");
        }
        // All of them are free again.
        let mut all = Vec::new();
        for _ in 0..READERS {
            let mut reading = store.read().await.unwrap();
            run_script(&mut reading, "SELECT 1").await.unwrap();
            all.push(reading);
        }
    }

    #[tokio::test]
    async fn the_bundled_sqlite_does_not_corrupt_its_log() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&url(&folder, "a/b/x.db")).await.unwrap();
        let mut reading = store.read().await.unwrap();
        let Connection::Sqlite(connection) = &mut *reading else {
            panic!("it is a file");
        };
        let row = sqlx::query("SELECT sqlite_version()")
            .fetch_one(&mut **connection)
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
            let row = sqlx::query(sql).fetch_one(&mut **connection).await.unwrap();
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
            fs::set_permissions(url.file().unwrap(), fs::Permissions::from_mode(0o644)).unwrap();
        }
    }

    #[tokio::test]
    async fn a_file_that_is_no_database_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let url = url(&folder, "x.db");
        fs::write(
            url.file().unwrap(),
            "This is a letter to my grandmother. ".repeat(100),
        )
        .unwrap();
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
        run_script(&mut writing, "UPDATE schema_version SET version = 1000")
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
            .filename(url.file().unwrap())
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
        let url = DatabaseUrl::Sqlite(folder.path().to_owned());
        assert!(matches!(Store::open(&url).await, Err(OpenError::CannotOpen)));
    }
}
