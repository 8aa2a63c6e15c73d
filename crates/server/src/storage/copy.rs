//! Copying everything into another database, of whichever kind.

use sea_query::{Alias, DynIden, Expr, ExprTrait as _, IntoIden as _, Order, Query};

use super::database::Connection;
use super::statements::{Row, execute, fetch_one, highest_id, keep_ids_above, rows_of};
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

/// What a column holds.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Number,
    Text,
    Boolean,
}

/// A table, of which the first columns are its primary key.
struct Table {
    name: &'static str,
    key: usize,
    columns: &'static [(&'static str, Kind)],
}

/// All tables that are copied, those that others refer to first. What servers remember of attempts isn't worth it.
const TABLES: [Table; 8] = [
    Table {
        name: "users",
        key: 1,
        columns: &[
            ("id", Kind::Number),
            ("user_id", Kind::Number),
            ("group_id", Kind::Number),
            ("username", Kind::Text),
            ("username_folded", Kind::Text),
            ("email", Kind::Text),
            ("email_folded", Kind::Text),
            ("password_hash", Kind::Text),
            ("is_admin", Kind::Boolean),
            ("source_type", Kind::Text),
            ("expired_at", Kind::Number),
            ("created_at", Kind::Number),
            ("updated_at", Kind::Number),
            ("last_sign_in_at", Kind::Number),
        ],
    },
    Table {
        name: "names",
        key: 1,
        columns: &[("name", Kind::Text), ("owner_id", Kind::Number)],
    },
    Table {
        name: "sessions",
        key: 1,
        columns: &[
            ("jti", Kind::Text),
            ("owner_id", Kind::Number),
            ("signed_in_at", Kind::Number),
            ("ends_at", Kind::Number),
        ],
    },
    Table {
        name: "settings",
        key: 1,
        columns: &[("name", Kind::Text), ("value", Kind::Text)],
    },
    Table {
        name: "configurations",
        key: 1,
        columns: &[
            ("id", Kind::Number),
            ("owner_id", Kind::Number),
            ("key", Kind::Text),
            ("key_folded", Kind::Text),
            ("value", Kind::Text),
            ("value_folded", Kind::Text),
        ],
    },
    Table {
        name: "api_keys",
        key: 1,
        columns: &[
            ("id", Kind::Number),
            ("owner_id", Kind::Number),
            ("hash", Kind::Text),
            ("last_four", Kind::Text),
            ("name", Kind::Text),
            ("name_folded", Kind::Text),
            ("created_at", Kind::Number),
            ("last_used_at", Kind::Number),
            ("expired_at", Kind::Number),
        ],
    },
    Table {
        name: "api_key_scopes",
        key: 3,
        columns: &[
            ("api_key_id", Kind::Number),
            ("controller", Kind::Text),
            ("action", Kind::Text),
        ],
    },
    Table {
        name: "audit_events",
        key: 1,
        columns: &[
            ("id", Kind::Number),
            ("created_at", Kind::Number),
            ("actor_id", Kind::Number),
            ("actor", Kind::Text),
            ("actor_folded", Kind::Text),
            ("origin", Kind::Text),
            ("action", Kind::Text),
            ("record_id", Kind::Number),
            ("record", Kind::Text),
            ("record_folded", Kind::Text),
            ("changes", Kind::Text),
        ],
    },
];

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
        let delete = Query::delete().from_table(Alias::new(table.name)).take();
        execute(&mut target, &delete).await?;
    }
    for table in &TABLES {
        let count = table.count(&mut source).await?;
        let mut copied = 0;
        let mut last = None;
        loop {
            let rows = table.after(&mut source, last.as_deref()).await?;
            let Some(end) = rows.last() else {
                break;
            };
            table.insert(&mut target, &rows).await?;
            if table.after(&mut target, last.as_deref()).await? != rows {
                return Err(CopyError::Differs(table.name));
            }
            copied += rows.len() as u64;
            progress(table.name, copied, count);
            last = Some(end.clone());
        }
        if table.count(&mut target).await? != count {
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
    fn iden(&self) -> DynIden {
        Alias::new(self.name).into_iden()
    }

    fn columns(&self) -> impl Iterator<Item = DynIden> {
        self.columns.iter().map(|(name, _)| Alias::new(*name).into_iden())
    }

    async fn count(&self, connection: &mut Connection) -> Result<u64, StorageError> {
        let query = Query::select()
            .expr(Expr::cust("1").count())
            .from(self.iden())
            .take();
        let count: i64 = fetch_one(connection, &query, |row| Ok(row.try_get(0)?)).await?;
        Ok(count.unsigned_abs())
    }

    /// The rows that come after that one in the order of the primary key, as many as one statement copies.
    async fn after(
        &self,
        connection: &mut Connection,
        last: Option<&[Expr]>,
    ) -> Result<Vec<Vec<Expr>>, StorageError> {
        let key = || self.columns().take(self.key);
        let mut query = Query::select();
        query.columns(self.columns()).from(self.iden()).limit(BATCH);
        for column in key() {
            query.order_by(column, Order::Asc);
        }
        if let Some(last) = last {
            let beyond = Expr::tuple(last.iter().take(self.key).cloned());
            query.and_where(Expr::tuple(key().map(Expr::col)).gt(beyond));
        }
        let rows = rows_of(connection, &query).await?;
        rows.iter().map(|row| self.read(row)).collect()
    }

    fn read(&self, row: &Row) -> Result<Vec<Expr>, StorageError> {
        let values = self.columns.iter().map(|(name, kind)| {
            Ok(match kind {
                Kind::Number => Expr::val(row.try_get::<Option<i64>, _>(*name)?),
                Kind::Text => Expr::val(row.try_get::<Option<String>, _>(*name)?),
                Kind::Boolean => Expr::val(row.try_get::<Option<bool>, _>(*name)?),
            })
        });
        values.collect()
    }

    async fn insert(&self, connection: &mut Connection, rows: &[Vec<Expr>]) -> Result<(), StorageError> {
        let mut insert = Query::insert();
        insert.into_table(self.iden()).columns(self.columns());
        for row in rows {
            insert.values_panic(row.iter().cloned());
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
        let query = "SELECT t.name, c.name, c.pk > 0 FROM sqlite_master AS t, pragma_table_info(t.name) AS c
            WHERE t.type = 'table' AND t.name NOT IN ('schema_version', 'sqlite_sequence') AND t.name NOT LIKE 'users_search%'";
        let rows = sqlx::query(query).fetch_all(&mut **connection).await.unwrap();
        let mut there: Vec<(String, String, bool)> = rows
            .iter()
            .map(|row| (row.get(0), row.get(1), row.get(2)))
            .collect();
        let mut copied: Vec<(String, String, bool)> = TABLES
            .iter()
            .flat_map(|table| {
                let columns = table.columns.iter().enumerate();
                columns.map(|(at, (name, _))| (table.name.to_owned(), (*name).to_owned(), at < table.key))
            })
            .collect();
        there.sort();
        copied.sort();
        assert_eq!(there, copied);
    }
}
