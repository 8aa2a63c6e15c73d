//! Running statements: the one place that names the database.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use sea_query::{Expr, InsertStatement, IntoIden, IntoTableRef, Query, SqliteQueryBuilder};
use sea_query_sqlx::SqlxBinder;
use sqlx::pool::PoolConnection;
use sqlx::sqlite::{SqlitePool, SqliteRow};
use sqlx::{AssertSqlSafe, Sqlite};

use super::StorageError;

/// A connection that statements run on.
pub type Connection = sqlx::SqliteConnection;

/// A row of a result.
pub(super) type Row = SqliteRow;

/// Takes the lock for writing at once. A transaction that first reads and then wants to write could find that another has
/// written in between, and would have to be given up.
const BEGIN_WRITING: &str = "BEGIN IMMEDIATE";

/// How long whoever reads may keep the database working. Then the statement that is under way is interrupted.
const READING_TIME: Duration = Duration::from_secs(10);

/// After how many of its own steps SQLite asks whether it is to be interrupted: at most half a second or so, with the longest
/// patterns on the longest values.
const STEPS: i32 = 50;

/// The database.
#[derive(Debug, Clone)]
pub struct Store {
    pub(super) reader: SqlitePool,
    pub(super) writer: SqlitePool,
}

impl Store {
    /// A connection to read from, for some seconds.
    ///
    /// # Errors
    /// None became free in time, or the database failed.
    pub async fn read(&self) -> Result<Reading, StorageError> {
        self.read_for(READING_TIME).await
    }

    async fn read_for(&self, time: Duration) -> Result<Reading, StorageError> {
        let mut connection = self.reader.acquire().await?;
        let (end, given_up) = (Instant::now() + time, Arc::new(AtomicBool::new(false)));
        let asked = Arc::clone(&given_up);
        let mut handle = connection.lock_handle().await?;
        handle.set_progress_handler(STEPS, move || {
            !asked.load(Ordering::Relaxed) && Instant::now() < end
        });
        drop(handle);
        Ok(Reading { connection, given_up })
    }

    /// A transaction that may write; it waits for the one before it, and vanishes unless it is committed.
    ///
    /// # Errors
    /// The one before it took too long, or the database failed.
    pub async fn write(&self) -> Result<Writing, StorageError> {
        let mut writing = Writing {
            connection: self.writer.acquire().await?,
            committed: false,
        };
        sqlx::query(BEGIN_WRITING).execute(&mut *writing).await?;
        Ok(writing)
    }

    /// Waits for what is under way and closes the database.
    pub async fn close(&self) {
        self.reader.close().await;
        self.writer.close().await;
    }
}

/// A connection that only reads.
pub struct Reading {
    connection: PoolConnection<Sqlite>,
    given_up: Arc<AtomicBool>,
}

impl Drop for Reading {
    /// Nobody waits any more, since the client has gone for example: what is still under way is interrupted.
    fn drop(&mut self) {
        self.given_up.store(true, Ordering::Relaxed);
    }
}

/// A transaction that may write.
pub struct Writing {
    connection: PoolConnection<Sqlite>,
    committed: bool,
}

impl Writing {
    /// Makes what was written last, on disk, before it returns.
    ///
    /// # Errors
    /// The database failed, and nothing was written.
    pub async fn commit(mut self) -> Result<(), StorageError> {
        sqlx::query("COMMIT").execute(&mut *self).await?;
        self.committed = true;
        Ok(())
    }
}

impl Drop for Writing {
    /// What isn't committed goes with its connection, after a refusal as after an error, of which nobody can tell in which state it
    /// leaves the connection: a full disk, for one, may have ended the transaction, or not. The next writer opens a new one, in a few
    /// milliseconds.
    fn drop(&mut self) {
        if !self.committed {
            self.connection.close_on_drop();
        }
    }
}

impl Deref for Reading {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.connection
    }
}

impl DerefMut for Reading {
    fn deref_mut(&mut self) -> &mut Connection {
        &mut self.connection
    }
}

impl Deref for Writing {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.connection
    }
}

impl DerefMut for Writing {
    fn deref_mut(&mut self) -> &mut Connection {
        &mut self.connection
    }
}

/// Reads one row into a value.
pub(super) type ReadRow<T> = fn(&Row) -> Result<T, StorageError>;

/// The statement that inserts one row. Columns and values come in pairs, so that there are as many of the one as of the
/// other.
pub(super) fn insert_row<C: IntoIden, const N: usize>(
    table: impl IntoTableRef,
    row: [(C, Expr); N],
) -> InsertStatement {
    let (columns, values): (Vec<C>, Vec<Expr>) = row.into_iter().unzip();
    Query::insert()
        .into_table(table)
        .columns(columns)
        .values_panic(values)
        .take()
}

/// Runs a statement and says how many rows it changed.
pub(super) async fn execute(
    connection: &mut Connection,
    statement: &impl SqlxBinder,
) -> Result<u64, StorageError> {
    let (sql, values) = statement.build_sqlx(SqliteQueryBuilder);
    let done = sqlx::query_with(AssertSqlSafe(sql), values)
        .execute(connection)
        .await?;
    Ok(done.rows_affected())
}

/// Runs a query whose text hardly ever comes again, and reads all rows. It isn't kept prepared, as the others are: whoever lists
/// with ever other filters would fill the memory.
pub(super) async fn fetch_all_uncached<T>(
    connection: &mut Connection,
    statement: &impl SqlxBinder,
    read: ReadRow<T>,
) -> Result<Vec<T>, StorageError> {
    let (sql, values) = statement.build_sqlx(SqliteQueryBuilder);
    let rows = sqlx::query_with(AssertSqlSafe(sql), values)
        .persistent(false)
        .fetch_all(connection)
        .await?;
    rows.iter().map(read).collect()
}

/// Runs a query and reads all rows.
pub(super) async fn fetch_all<T>(
    connection: &mut Connection,
    statement: &impl SqlxBinder,
    read: ReadRow<T>,
) -> Result<Vec<T>, StorageError> {
    let (sql, values) = statement.build_sqlx(SqliteQueryBuilder);
    let rows = sqlx::query_with(AssertSqlSafe(sql), values)
        .fetch_all(connection)
        .await?;
    rows.iter().map(read).collect()
}

/// Runs a query and reads its first row, if there is one.
pub(super) async fn fetch_optional<T>(
    connection: &mut Connection,
    statement: &impl SqlxBinder,
    read: ReadRow<T>,
) -> Result<Option<T>, StorageError> {
    let (sql, values) = statement.build_sqlx(SqliteQueryBuilder);
    let row = sqlx::query_with(AssertSqlSafe(sql), values)
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(read).transpose()
}

/// Runs a query that always gives a row, such as a count, and reads it.
pub(super) async fn fetch_one<T>(
    connection: &mut Connection,
    statement: &impl SqlxBinder,
    read: ReadRow<T>,
) -> Result<T, StorageError> {
    let (sql, values) = statement.build_sqlx(SqliteQueryBuilder);
    let row = sqlx::query_with(AssertSqlSafe(sql), values)
        .fetch_one(connection)
        .await?;
    read(&row)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::{DatabaseUrl, TransientCause};

    async fn store(folder: &tempfile::TempDir) -> Store {
        let url: DatabaseUrl = format!("sqlite://{}/x.db", folder.path().display())
            .parse()
            .unwrap();
        Store::open(&url).await.unwrap()
    }

    #[tokio::test]
    async fn whoever_reads_for_too_long_is_interrupted() {
        let folder = tempfile::tempdir().unwrap();
        let store = store(&folder).await;
        let endless =
            "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT COUNT(*) FROM n";
        for _ in 0..5 {
            let mut reading = store.read_for(Duration::from_millis(20)).await.unwrap();
            let error = sqlx::query(endless).fetch_one(&mut *reading).await.unwrap_err();
            assert_eq!(
                StorageError::from(error).transient_cause(),
                Some(TransientCause::TooSlow)
            );
        }
        let mut reading = store.read().await.unwrap();
        sqlx::query("SELECT 1").fetch_one(&mut *reading).await.unwrap();
    }

    #[tokio::test]
    async fn what_nobody_waits_for_any_more_is_interrupted() {
        let folder = tempfile::tempdir().unwrap();
        let store = store(&folder).await;
        let endless =
            "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT COUNT(*) FROM n";
        for _ in 0..20 {
            let given_up = async {
                let mut reading = store.read_for(Duration::from_secs(3600)).await.unwrap();
                drop(sqlx::query(endless).fetch_one(&mut *reading).await);
            };
            let given_up = tokio::time::timeout(Duration::from_millis(50), given_up).await;
            assert!(given_up.is_err(), "it came to an end");
        }
        // All of them are free again.
        let mut all = Vec::new();
        for _ in 0..4 {
            let mut reading = store.read().await.unwrap();
            sqlx::query("SELECT 1").fetch_one(&mut *reading).await.unwrap();
            all.push(reading);
        }
    }

    #[tokio::test]
    async fn what_is_not_committed_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let store = store(&folder).await;
        for commits in [false, true, false] {
            let mut writing = store.write().await.unwrap();
            sqlx::query("INSERT INTO settings VALUES (?, 'x') ON CONFLICT DO NOTHING")
                .bind(commits.to_string())
                .execute(&mut *writing)
                .await
                .unwrap();
            if commits {
                writing.commit().await.unwrap();
            }
        }
        let mut reading = store.read().await.unwrap();
        let rows = sqlx::query("SELECT name FROM settings")
            .fetch_all(&mut *reading)
            .await
            .unwrap();
        assert_eq!(rows.len(), 1);
    }
}
