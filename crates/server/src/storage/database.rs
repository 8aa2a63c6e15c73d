//! Running statements: the one place that names the database.

use std::ops::{Deref, DerefMut};

use sea_query::{Expr, InsertStatement, IntoIden, IntoTableRef, Query, SqliteQueryBuilder};
use sea_query_sqlx::SqlxBinder;
use sqlx::pool::PoolConnection;
use sqlx::sqlite::{SqlitePool, SqliteRow};
use sqlx::{AssertSqlSafe, Sqlite, Transaction};

use super::StorageError;

/// A connection that statements run on.
pub type Connection = sqlx::SqliteConnection;

/// A row of a result.
pub(super) type Row = SqliteRow;

/// Takes the lock for writing at once. A transaction that first reads and then wants to write could find that another has
/// written in between, and would have to be given up.
const BEGIN_WRITING: &str = "BEGIN IMMEDIATE";

/// The database.
#[derive(Debug, Clone)]
pub struct Store {
    pub(super) reader: SqlitePool,
    pub(super) writer: SqlitePool,
}

impl Store {
    /// A connection to read from.
    ///
    /// # Errors
    /// None became free in time, or the database failed.
    pub async fn read(&self) -> Result<Reading, StorageError> {
        Ok(Reading(self.reader.acquire().await?))
    }

    /// A transaction that may write; it waits for the one before it, and vanishes unless it is committed.
    ///
    /// # Errors
    /// The one before it took too long, or the database failed.
    pub async fn write(&self) -> Result<Writing, StorageError> {
        Ok(Writing(self.writer.begin_with(BEGIN_WRITING).await?))
    }

    /// Waits for what is under way and closes the database.
    pub async fn close(&self) {
        self.reader.close().await;
        self.writer.close().await;
    }
}

/// A connection that only reads.
pub struct Reading(PoolConnection<Sqlite>);

/// A transaction that may write.
pub struct Writing(Transaction<'static, Sqlite>);

impl Writing {
    /// Makes what was written last, on disk, before it returns.
    ///
    /// # Errors
    /// The database failed, and nothing was written.
    pub async fn commit(self) -> Result<(), StorageError> {
        Ok(self.0.commit().await?)
    }
}

impl Deref for Reading {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.0
    }
}

impl DerefMut for Reading {
    fn deref_mut(&mut self) -> &mut Connection {
        &mut self.0
    }
}

impl Deref for Writing {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.0
    }
}

impl DerefMut for Writing {
    fn deref_mut(&mut self) -> &mut Connection {
        &mut self.0
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
