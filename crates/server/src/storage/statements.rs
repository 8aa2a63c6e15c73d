//! Running statements: the one place that knows in which dialect, and what a row is read from.

use sea_query::{
    Asterisk, Cond, Expr, ExprTrait as _, Func, InsertStatement, PostgresQueryBuilder, Query,
    SqliteQueryBuilder,
};
use sea_query_sqlx::SqlxBinder;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Column as _, ColumnIndex, Decode, Postgres, Sqlite, Type, TypeInfo as _};

use super::StorageError;
use super::database::Connection;

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

    /// The names of the columns and their values, in the order that the database gives them.
    pub(super) fn named_values(&self) -> Result<Vec<(String, Expr)>, sqlx::Error> {
        match self {
            Self::Sqlite(row) => named_values(row),
            Self::Postgres(row) => named_values(row),
        }
    }
}

fn named_values<'r, R: sqlx::Row>(row: &'r R) -> Result<Vec<(String, Expr)>, sqlx::Error>
where
    usize: ColumnIndex<R>,
    i64: Decode<'r, R::Database> + Type<R::Database>,
    bool: Decode<'r, R::Database> + Type<R::Database>,
    String: Decode<'r, R::Database> + Type<R::Database>,
{
    let values = row.columns().iter().map(|column| {
        let at = column.ordinal();
        let value: Expr = match column.type_info().name() {
            "TEXT" => row.try_get::<Option<String>, _>(at)?.into(),
            "BOOL" | "BOOLEAN" => row.try_get::<Option<bool>, _>(at)?.into(),
            _ => row.try_get::<Option<i64>, _>(at)?.into(),
        };
        Ok((column.name().to_owned(), value))
    });
    values.collect()
}

/// Reads one row into a value.
pub(super) type ReadRow<T> = fn(&Row) -> Result<T, StorageError>;

/// The statement that inserts one row. Columns and values come in pairs, so that there are as many of the one as of the
/// other.
pub(super) fn insert_row<const N: usize>(
    table: &'static str,
    row: [(&'static str, Expr); N],
) -> InsertStatement {
    let (columns, values): (Vec<&str>, Vec<Expr>) = row.into_iter().unzip();
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

/// Deletes rows and says how many there were.
pub(super) async fn delete_rows(
    connection: &mut Connection,
    table: &'static str,
    condition: Expr,
) -> Result<u64, StorageError> {
    let statement = Query::delete().from_table(table).and_where(condition).take();
    execute(connection, &statement).await
}

/// How many rows there are, of those that fulfil a condition if there is one.
pub(super) async fn count_rows(
    connection: &mut Connection,
    table: &'static str,
    condition: Option<Expr>,
) -> Result<i64, StorageError> {
    let query = Query::select()
        .expr(Expr::col(Asterisk).count())
        .from(table)
        .cond_where(Cond::all().add_option(condition))
        .take();
    fetch_one(connection, &query, |row| Ok(row.try_get(0)?)).await
}

/// Runs statements that need no values, one after the other. They are this program's own.
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
            unlimited.execute(postgres.for_long()).await?;
            sqlx::raw_sql(sql).execute(postgres.for_long()).await?;
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
            .column("seq")
            .from("sqlite_sequence")
            .and_where(Expr::col("name").eq(table))
            .take(),
        Connection::Postgres(_) => {
            let last = Func::cust("pg_sequence_last_value").arg(sequence(table));
            Query::select().expr(last).take()
        }
    };
    let stored = Query::select().expr(Expr::col("id").max()).from(table).take();
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
            delete_rows(connection, "sqlite_sequence", Expr::col("name").eq(table)).await?;
            let row = [("name", table.into()), ("seq", highest.into())];
            let new = insert_row("sqlite_sequence", row);
            execute(connection, &new).await.map(|_| ())
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
    Expr::from(name).cast_as("regclass")
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
