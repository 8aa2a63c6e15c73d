//! Running statements: the one place that knows which database they run on.

use std::ops::{Deref, DerefMut};
use std::time::Duration;

use sea_query::{
    Alias, Expr, ExprTrait as _, Func, InsertStatement, IntoIden, IntoTableRef, PostgresQueryBuilder, Query,
    SqliteQueryBuilder,
};
use sea_query_sqlx::SqlxBinder;
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgPool, PgRow};
use sqlx::sqlite::{SqlitePool, SqliteRow};
use sqlx::{AssertSqlSafe, ColumnIndex, Decode, Postgres, Sqlite, Type};

use super::StorageError;
use super::{postgres, sqlite};

/// How long whoever reads may keep the database working. Then the statement that is under way is interrupted.
pub(super) const READING_TIME: Duration = Duration::from_secs(10);

/// The database.
#[derive(Debug, Clone)]
pub struct Store(pub(super) Pools);

/// Its connections: those that only read, and the one that also writes.
#[derive(Debug, Clone)]
pub(super) enum Pools {
    Sqlite { reader: SqlitePool, writer: SqlitePool },
    Postgres { reader: PgPool, writer: PgPool },
}

impl Store {
    /// A connection to read from, for some seconds.
    ///
    /// # Errors
    /// None became free in time, or the database failed.
    pub async fn read(&self) -> Result<Reading, StorageError> {
        Ok(match &self.0 {
            Pools::Sqlite { reader, .. } => {
                let mut connection = reader.acquire().await?;
                let interrupt = sqlite::interrupt_after(&mut connection, READING_TIME).await?;
                Reading {
                    connection: Connection::Sqlite(connection),
                    _interrupt: Some(interrupt),
                }
            }
            Pools::Postgres { reader, .. } => Reading {
                connection: Connection::Postgres(PostgresConnection::new(reader.acquire().await?)),
                _interrupt: None,
            },
        })
    }

    /// A connection to read from for as long as it takes: for an operator, not for a request.
    pub(super) async fn read_patiently(&self) -> Result<Reading, StorageError> {
        let mut reading = self.read().await?;
        if let Connection::Sqlite(connection) = &mut *reading {
            sqlite::never_interrupt(connection).await?;
        }
        Ok(reading)
    }

    /// A transaction that may write; it waits for the one before it, also for those of other servers on the same database, and
    /// vanishes unless it is committed.
    ///
    /// # Errors
    /// The one before it took too long, or the database failed.
    pub async fn write(&self) -> Result<Writing, StorageError> {
        let (connection, begin) = match &self.0 {
            Pools::Sqlite { writer, .. } => {
                (Connection::Sqlite(writer.acquire().await?), sqlite::BEGIN_WRITING)
            }
            Pools::Postgres { writer, .. } => (
                Connection::Postgres(PostgresConnection::new(writer.acquire().await?)),
                postgres::BEGIN_WRITING,
            ),
        };
        let mut writing = Writing {
            connection,
            committed: false,
        };
        run_script(&mut writing, begin).await?;
        Ok(writing)
    }

    /// Whether other servers may be at work on the same database.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        matches!(self.0, Pools::Postgres { .. })
    }

    /// The pools: the name, how many connections there are, and how many of them are idle.
    #[must_use]
    pub fn connections(&self) -> [(&'static str, usize, usize); 2] {
        let (reader, writer) = match &self.0 {
            Pools::Sqlite { reader, writer } => (
                (reader.size(), reader.num_idle()),
                (writer.size(), writer.num_idle()),
            ),
            Pools::Postgres { reader, writer } => (
                (reader.size(), reader.num_idle()),
                (writer.size(), writer.num_idle()),
            ),
        };
        [("reader", reader), ("writer", writer)]
            .map(|(name, (size, idle))| (name, usize::try_from(size).unwrap_or(usize::MAX), idle))
    }

    /// Waits for what is under way and closes the database.
    pub async fn close(&self) {
        match &self.0 {
            Pools::Sqlite { reader, writer } => {
                reader.close().await;
                writer.close().await;
            }
            Pools::Postgres { reader, writer } => {
                reader.close().await;
                writer.close().await;
            }
        }
    }
}

/// A connection that statements run on.
#[derive(Debug)]
pub enum Connection {
    /// To a file.
    Sqlite(PoolConnection<Sqlite>),
    /// To a server.
    Postgres(PostgresConnection),
}

/// A connection to PostgreSQL, which is closed if nobody waits any more for a statement that is under way: the server then interrupts it.
#[derive(Debug)]
pub struct PostgresConnection {
    connection: PoolConnection<Postgres>,
    is_under_way: bool,
}

impl PostgresConnection {
    fn new(connection: PoolConnection<Postgres>) -> Self {
        Self {
            connection,
            is_under_way: false,
        }
    }

    /// Runs something that the server must answer in time: the network between the two may have been cut.
    async fn run<T>(
        &mut self,
        statement: impl AsyncFnOnce(&mut sqlx::PgConnection) -> Result<T, sqlx::Error>,
    ) -> Result<T, StorageError> {
        self.is_under_way = true;
        let answer = tokio::time::timeout(postgres::ANSWER_TIMEOUT, statement(&mut self.connection))
            .await
            .map_err(|_| StorageError::NoAnswer)?;
        self.is_under_way = false;
        Ok(answer?)
    }
}

impl Drop for PostgresConnection {
    fn drop(&mut self) {
        if self.is_under_way {
            self.connection.close_on_drop();
        } else {
            // It is asked whether it is still good, which takes for ever if the network has just been cut; and until it has answered,
            // nobody has another in its place.
            let returned = self.connection.return_to_pool();
            tokio::spawn(tokio::time::timeout(postgres::RETURN_TIMEOUT, returned));
        }
    }
}

/// A row of a result.
pub(super) enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

impl Row {
    /// The value of a column, by name or position.
    pub(super) fn try_get<'r, T, I>(&'r self, column: I) -> Result<T, sqlx::Error>
    where
        T: Decode<'r, Sqlite> + Type<Sqlite> + Decode<'r, Postgres> + Type<Postgres>,
        I: ColumnIndex<SqliteRow> + ColumnIndex<PgRow>,
    {
        match self {
            Self::Sqlite(row) => sqlx::Row::try_get(row, column),
            Self::Postgres(row) => sqlx::Row::try_get(row, column),
        }
    }
}

/// A connection that only reads.
pub struct Reading {
    connection: Connection,
    _interrupt: Option<sqlite::Interrupt>,
}

/// A transaction that may write.
pub struct Writing {
    connection: Connection,
    committed: bool,
}

impl Writing {
    /// Makes what was written last, on disk, before it returns.
    ///
    /// # Errors
    /// The database failed. Nothing was written then, unless the connection broke while the database was at it.
    pub async fn commit(mut self) -> Result<(), StorageError> {
        run_script(&mut self, "COMMIT").await?;
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
            match &mut self.connection {
                Connection::Sqlite(connection) => connection.close_on_drop(),
                Connection::Postgres(connection) => connection.is_under_way = true,
            }
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
    match connection {
        Connection::Sqlite(connection) => {
            let (sql, values) = statement.build_sqlx(SqliteQueryBuilder);
            let query = sqlx::query_with(AssertSqlSafe(sql), values);
            Ok(query.execute(&mut **connection).await?.rows_affected())
        }
        Connection::Postgres(connection) => {
            let (sql, values) = statement.build_sqlx(PostgresQueryBuilder);
            let query = sqlx::query_with(AssertSqlSafe(sql), values);
            let done = connection.run(async |connection| query.execute(connection).await);
            Ok(done.await?.rows_affected())
        }
    }
}

/// Runs statements that need no values, one after the other. They are this program's own.
///
/// # Errors
/// The database failed.
pub async fn run_script(connection: &mut Connection, sql: &'static str) -> Result<(), StorageError> {
    match connection {
        Connection::Sqlite(connection) => {
            sqlx::raw_sql(sql).execute(&mut **connection).await?;
        }
        Connection::Postgres(connection) => {
            let script = sqlx::raw_sql(sql);
            connection
                .run(async |connection| script.execute(connection).await)
                .await?;
        }
    }
    Ok(())
}

/// As [`run_script`], for what takes as long as it takes, such as changing the form of a large table. In a transaction.
pub(super) async fn run_long_script(
    connection: &mut Connection,
    sql: &'static str,
) -> Result<(), StorageError> {
    match connection {
        Connection::Sqlite(_) => run_script(connection, sql).await,
        Connection::Postgres(postgres) => {
            let unlimited = sqlx::raw_sql("SET LOCAL statement_timeout = 0");
            unlimited.execute(&mut *postgres.connection).await?;
            sqlx::raw_sql(sql).execute(&mut *postgres.connection).await?;
            Ok(())
        }
    }
}

/// The highest id that a table has ever chosen or been given, be it that of a row that is gone; 0 if there was none.
pub(super) async fn highest_id(
    connection: &mut Connection,
    table: &'static str,
) -> Result<i64, StorageError> {
    let chosen = match connection {
        Connection::Sqlite(_) => Query::select()
            .column(Alias::new("seq"))
            .from(Alias::new("sqlite_sequence"))
            .and_where(Expr::col(Alias::new("name")).eq(table))
            .take(),
        Connection::Postgres(_) => {
            let last = Func::cust("pg_sequence_last_value").arg(sequence(table));
            Query::select().expr(last).take()
        }
    };
    let stored = Query::select()
        .expr(Expr::col(Alias::new("id")).max())
        .from(Alias::new(table))
        .take();
    let read: ReadRow<Option<i64>> = |row| Ok(row.try_get(0)?);
    let chosen = fetch_optional(connection, &chosen, read).await?.flatten();
    let stored = fetch_one(connection, &stored, read).await?;
    Ok(Ord::max(chosen, stored).unwrap_or(0))
}

/// Sees to it that a table chooses no id up to that one any more.
pub(super) async fn keep_ids_above(
    connection: &mut Connection,
    table: &'static str,
    highest: i64,
) -> Result<(), StorageError> {
    if highest < 1 {
        return Ok(());
    }
    match connection {
        Connection::Sqlite(_) => {
            let (sequence, name) = (Alias::new("sqlite_sequence"), Alias::new("name"));
            let old = Query::delete()
                .from_table(sequence.clone())
                .and_where(Expr::col(name.clone()).eq(table))
                .take();
            execute(connection, &old).await?;
            let row = [(name, table.into()), (Alias::new("seq"), highest.into())];
            execute(connection, &insert_row(sequence, row)).await.map(|_| ())
        }
        Connection::Postgres(_) => {
            let set = Func::cust("setval").args([sequence(table), highest.into()]);
            fetch_one(connection, &Query::select().expr(set).take(), |_| Ok(())).await
        }
    }
}

/// What PostgreSQL takes the ids of a table from.
fn sequence(table: &'static str) -> Expr {
    let name = Func::cust("pg_get_serial_sequence").args([Expr::val(table), Expr::val("id")]);
    Expr::from(name).cast_as(Alias::new("regclass"))
}

/// Whether a statement stays prepared on its connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Prepared {
    Kept,
    Once,
}

async fn rows(
    connection: &mut Connection,
    statement: &impl SqlxBinder,
    prepared: Prepared,
) -> Result<Vec<Row>, StorageError> {
    let keeps = prepared == Prepared::Kept;
    Ok(match connection {
        Connection::Sqlite(connection) => {
            let (sql, values) = statement.build_sqlx(SqliteQueryBuilder);
            let query = sqlx::query_with(AssertSqlSafe(sql), values).persistent(keeps);
            let rows = query.fetch_all(&mut **connection).await?;
            rows.into_iter().map(Row::Sqlite).collect()
        }
        Connection::Postgres(connection) => {
            let (sql, values) = statement.build_sqlx(PostgresQueryBuilder);
            let query = sqlx::query_with(AssertSqlSafe(sql), values).persistent(keeps);
            let rows = connection.run(async |connection| query.fetch_all(connection).await);
            rows.await?.into_iter().map(Row::Postgres).collect()
        }
    })
}

/// Runs a query whose text hardly ever comes again, and reads all rows. It isn't kept prepared, as the others are: whoever lists
/// with ever other filters would fill the memory.
pub(super) async fn fetch_all_uncached<T>(
    connection: &mut Connection,
    statement: &impl SqlxBinder,
    read: ReadRow<T>,
) -> Result<Vec<T>, StorageError> {
    let rows = rows(connection, statement, Prepared::Once).await?;
    rows.iter().map(read).collect()
}

/// Runs a query and gives all rows.
pub(super) async fn rows_of(
    connection: &mut Connection,
    statement: &impl SqlxBinder,
) -> Result<Vec<Row>, StorageError> {
    rows(connection, statement, Prepared::Kept).await
}

/// Runs a query and reads all rows.
pub(super) async fn fetch_all<T>(
    connection: &mut Connection,
    statement: &impl SqlxBinder,
    read: ReadRow<T>,
) -> Result<Vec<T>, StorageError> {
    let rows = rows(connection, statement, Prepared::Kept).await?;
    rows.iter().map(read).collect()
}

/// Runs a query that gives a row at most, and reads it if there is one.
pub(super) async fn fetch_optional<T>(
    connection: &mut Connection,
    statement: &impl SqlxBinder,
    read: ReadRow<T>,
) -> Result<Option<T>, StorageError> {
    let rows = rows(connection, statement, Prepared::Kept).await?;
    rows.first().map(read).transpose()
}

/// Runs a query that always gives a row, such as a count, and reads it.
pub(super) async fn fetch_one<T>(
    connection: &mut Connection,
    statement: &impl SqlxBinder,
    read: ReadRow<T>,
) -> Result<T, StorageError> {
    let row = fetch_optional(connection, statement, read).await?;
    row.ok_or_else(|| sqlx::Error::RowNotFound.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::{DatabaseUrl, settings};

    #[tokio::test]
    async fn what_is_not_committed_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&DatabaseUrl::Sqlite(folder.path().join("x.db")))
            .await
            .unwrap();
        for commits in [false, true, false] {
            let mut writing = store.write().await.unwrap();
            settings::set(&mut writing, &commits.to_string(), "x")
                .await
                .unwrap();
            if commits {
                writing.commit().await.unwrap();
            }
        }
        let mut reading = store.read().await.unwrap();
        for (name, is_there) in [("false", false), ("true", true)] {
            let value = settings::get(&mut reading, name).await.unwrap();
            assert_eq!(value.is_some(), is_there);
        }
    }
}
