//! Copying everything into another database, of whichever kind.

use sea_query::{Alias, Asterisk, Expr, ExprTrait as _, Order, Query};

use super::database::Connection;
use super::statements::{count_rows, execute, fetch_all, highest_id, keep_ids_above};
use super::{StorageError, Store, users};

/// How many rows are copied by one statement: with all their values well below what a statement may have.
const BATCH: u64 = 1000;

/// Why nothing was copied.
#[derive(Debug)]
pub enum CopyError {
    /// The database to copy into has users.
    NotEmpty,
    /// What arrived in that table is not what was sent. It must not be.
    Differs(&'static str),
    /// One of the two failed.
    Storage(StorageError),
}

impl From<StorageError> for CopyError {
    fn from(error: StorageError) -> Self {
        Self::Storage(error)
    }
}

/// A table, and its primary key: the first columns.
struct Table {
    name: &'static str,
    key: &'static [&'static str],
}

const fn table(name: &'static str, key: &'static [&'static str]) -> Table {
    Table { name, key }
}

/// All tables that are copied, those that others refer to first, with all their columns, which every database has in the same order. What
/// servers remember of attempts isn't worth it.
const TABLES: [Table; 8] = [
    table("users", &["id"]),
    table("names", &["name"]),
    table("sessions", &["jti"]),
    table("settings", &["name"]),
    table("configurations", &["id"]),
    table("api_keys", &["id"]),
    table("api_key_scopes", &["api_key_id", "controller", "action"]),
    table("audit_events", &["id"]),
];

/// A row: the names of its columns and their values.
type NamedValues = Vec<(String, Expr)>;

/// The tables whose ids the database chooses.
const WITH_IDS: [&str; 4] = ["users", "configurations", "api_keys", "audit_events"];

/// Copies all that is in one database into another that has no users, and looks whether it arrived. It is all there afterwards, or nothing
/// is, so that it can be tried again however it ended. Nobody else writes to either meanwhile. `progress` is told the table, how many of
/// its rows have been copied, and how many there are.
///
/// # Errors
/// Why it couldn't be done.
pub async fn copy(
    from: &Store,
    to: &Store,
    mut progress: impl FnMut(&'static str, u64, u64),
) -> Result<(), CopyError> {
    let (mut source, mut target) = (from.write().await?, to.write().await?);
    if !users::is_empty(&mut target).await? {
        return Err(CopyError::NotEmpty);
    }
    // A server that has been started there may have left settings of its own, and no users only if it failed.
    for table in TABLES.iter().rev() {
        let delete = Query::delete().from_table(table.name).take();
        execute(&mut target, &delete).await?;
    }
    for table in &TABLES {
        let rows_there = count_rows(&mut source, table.name, None).await?.unsigned_abs();
        let mut copied = 0;
        let mut last = None;
        loop {
            let rows = table.after(&mut source, last.as_ref()).await?;
            let Some(end) = rows.last() else {
                break;
            };
            table.insert(&mut target, &rows).await?;
            if table.after(&mut target, last.as_ref()).await? != rows {
                return Err(CopyError::Differs(table.name));
            }
            copied += rows.len() as u64;
            progress(table.name, copied, rows_there);
            last = Some(end.clone());
        }
        if count_rows(&mut target, table.name, None).await?.unsigned_abs() != rows_there {
            return Err(CopyError::Differs(table.name));
        }
    }
    for name in WITH_IDS {
        let highest = highest_id(&mut source, name).await?;
        keep_ids_above(&mut target, name, highest).await?;
    }
    target.commit().await?;
    Ok(())
}

impl Table {
    /// The rows that come after that one in the order of the primary key, as many as one statement copies.
    async fn after(
        &self,
        connection: &mut Connection,
        last: Option<&NamedValues>,
    ) -> Result<Vec<NamedValues>, StorageError> {
        let mut query = Query::select();
        query.column(Asterisk).from(self.name).limit(BATCH);
        for column in self.key {
            query.order_by(*column, Order::Asc);
        }
        if let Some(last) = last {
            let key = self.key.iter().map(|column| Expr::col(*column));
            let reached = last.iter().take(self.key.len()).map(|(_, value)| value.clone());
            query.and_where(Expr::tuple(key).gt(Expr::tuple(reached)));
        }
        fetch_all(connection, &query, |row| Ok(row.named_values()?)).await
    }

    async fn insert(&self, connection: &mut Connection, rows: &[NamedValues]) -> Result<(), StorageError> {
        let mut insert = Query::insert();
        let columns = rows.iter().take(1).flatten();
        insert
            .into_table(self.name)
            .columns(columns.map(|(name, _)| Alias::new(name)));
        for row in rows {
            insert.values_panic(row.iter().map(|(_, value)| value.clone()));
        }
        execute(connection, &insert).await.map(|_| ())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::DatabaseUrl;
    use sqlx::Row as _;

    #[tokio::test]
    async fn every_column_of_every_table_is_copied() {
        let folder = tempfile::tempdir().unwrap();
        let url = DatabaseUrl::Sqlite(folder.path().join("x.db"));
        let store = Store::open(&url).await.unwrap();
        let mut reading = store.read().await.unwrap();
        let Connection::Sqlite(connection) = &mut *reading else {
            panic!("it is a file");
        };
        // Of each table the columns of its key, which have to come first.
        let query = "SELECT t.name, c.name, c.cid + 1 = c.pk FROM sqlite_master AS t, pragma_table_info(t.name) AS c
            WHERE t.type = 'table' AND t.name NOT IN ('schema_version', 'sqlite_sequence') AND t.name NOT LIKE 'users_search%'
            AND c.pk > 0";
        let rows = sqlx::query(query).fetch_all(&mut **connection).await.unwrap();
        let mut there: Vec<(String, String, bool)> = rows
            .iter()
            .map(|row| (row.get(0), row.get(1), row.get(2)))
            .collect();
        let mut copied: Vec<(String, String, bool)> = TABLES
            .iter()
            .flat_map(|table| {
                let columns = table.key.iter();
                columns.map(|name| (table.name.to_owned(), (*name).to_owned(), true))
            })
            .collect();
        there.sort();
        copied.sort();
        assert_eq!(there, copied);
    }
}
