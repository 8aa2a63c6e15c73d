//! What an operator does with the database as a whole.

use std::path::Path;

use sea_query::{Expr, ExprTrait as _, IntoTableRef, Query};
use sqlx::Row as _;

use super::database::fetch_one;
use super::tables::{ApiKeys, Configurations, Sessions, Users};
use super::{StorageError, Store};

/// What was found in a database.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked {
    /// The version of its form; 0 if that can't be read.
    pub version: i64,
    /// How many records there are of each kind, as far as they can be counted.
    pub counts: Vec<(&'static str, i64)>,
    /// What is wrong with it, in SQLite's words; nothing if it is sound.
    pub problems: Vec<String>,
}

impl Store {
    /// Writes a copy of the whole database, as it is at one instant, into a file that is empty or doesn't exist. Others go on reading and
    /// writing meanwhile.
    ///
    /// # Errors
    /// The file can't be written to, or isn't empty.
    pub async fn back_up(&self, file: &Path) -> Result<(), StorageError> {
        let mut connection = self.writer.acquire().await?;
        sqlx::query("VACUUM INTO ?")
            .bind(file.to_string_lossy().into_owned())
            .execute(&mut *connection)
            .await?;
        Ok(())
    }

    /// Looks at all that is in it, as far as it can be read.
    ///
    /// # Errors
    /// The database can't be read, for other reasons than that it is damaged.
    pub async fn check(&self) -> Result<Checked, StorageError> {
        match self.look().await {
            Err(error) if matches!(error.sqlite_code(), Some(11 | 26)) => Ok(Checked {
                problems: vec![error.to_string()],
                ..Checked::default()
            }),
            looked => looked,
        }
    }

    async fn look(&self) -> Result<Checked, StorageError> {
        let mut connection = self.reader.acquire().await?;
        let mut checked = Checked {
            version: sqlx::query("SELECT version FROM schema_version")
                .fetch_one(&mut *connection)
                .await?
                .try_get(0)?,
            ..Checked::default()
        };
        for row in sqlx::query("PRAGMA integrity_check")
            .fetch_all(&mut *connection)
            .await?
        {
            let said: String = row.try_get(0)?;
            if said != "ok" {
                checked.problems.push(said);
            }
        }
        for row in sqlx::query("PRAGMA foreign_key_check")
            .fetch_all(&mut *connection)
            .await?
        {
            let (table, parent): (String, String) = (row.try_get(0)?, row.try_get(2)?);
            checked
                .problems
                .push(format!("a row of {table} belongs to none of {parent}"));
        }
        for (name, table) in [
            ("users", Users::Table.into_table_ref()),
            ("configurations", Configurations::Table.into_table_ref()),
            ("API keys", ApiKeys::Table.into_table_ref()),
            ("sessions", Sessions::Table.into_table_ref()),
        ] {
            let query = Query::select().expr(Expr::cust("1").count()).from(table).take();
            let count = fetch_one(&mut connection, &query, |row| Ok(row.try_get(0)?)).await?;
            checked.counts.push((name, count));
        }
        Ok(checked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_copy_is_whole_and_what_is_there_is_never_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let open = |name: &str| {
            let url = format!("sqlite://{}/{name}", folder.path().display());
            async move { Store::open(&url.parse().unwrap()).await.unwrap() }
        };
        let store = open("a.db").await;
        let copy = folder.path().join("b.db");
        store.back_up(&copy).await.unwrap();
        let checked = store.check().await.unwrap();
        assert_eq!(checked.problems, Vec::<String>::new());
        assert_eq!(open("b.db").await.check().await.unwrap(), checked);
        assert!(store.back_up(&copy).await.is_err());
    }

    #[tokio::test]
    async fn a_row_without_its_owner_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}/a.db", folder.path().display());
        let store = Store::open(&url.parse().unwrap()).await.unwrap();
        let mut connection = store.writer.acquire().await.unwrap();
        for statement in [
            "PRAGMA foreign_keys = OFF",
            "INSERT INTO sessions (jti, owner_id, signed_in_at, ends_at) VALUES ('x', 7, 0, 0)",
        ] {
            sqlx::query(statement).execute(&mut *connection).await.unwrap();
        }
        drop(connection);
        let checked = store.check().await.unwrap();
        assert_eq!(checked.problems, ["a row of sessions belongs to none of users"]);
        assert!(checked.counts.contains(&("sessions", 1)));
    }
}
