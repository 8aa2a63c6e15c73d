//! What an operator does with the database as a whole.

use std::path::Path;

use super::database::{Connection, Pools};
use super::sqlite::code;
use super::statements::count_rows;
use super::{StorageError, Store, migrations, sqlite};

/// What was found in a database.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked {
    /// The version of its form; 0 if that can't be read.
    pub version: i64,
    /// How many records there are of each kind, as far as they can be counted.
    pub counts: Vec<(&'static str, i64)>,
    /// What is wrong with it, in SQLite's words; nothing if it is sound, or if PostgreSQL has it, which sees to that itself.
    pub problems: Vec<String>,
}

impl Store {
    /// Writes a copy of the whole database, as it is at one instant, into a file that is empty or doesn't exist. Others go on reading and
    /// writing meanwhile. Returns false for a database of PostgreSQL, which has `pg_dump` for that.
    ///
    /// # Errors
    /// The file can't be written to, or isn't empty.
    pub async fn back_up(&self, file: &Path) -> Result<bool, StorageError> {
        let Pools::Sqlite { writer, .. } = &self.0 else {
            return Ok(false);
        };
        sqlite::copy(&mut *writer.acquire().await?, file).await?;
        Ok(true)
    }

    /// Looks at all that is in it, as far as it can be read.
    ///
    /// # Errors
    /// The database can't be read, for other reasons than that it is damaged.
    pub async fn check(&self) -> Result<Checked, StorageError> {
        match self.look().await {
            Err(error) if matches!(error.sqlite_code(), Some(code::CORRUPT | code::NOTADB)) => Ok(Checked {
                problems: vec![error.to_string()],
                ..Checked::default()
            }),
            looked => looked,
        }
    }

    async fn look(&self) -> Result<Checked, StorageError> {
        let mut connection = self.read_patiently().await?;
        let mut checked = Checked {
            version: migrations::version(&mut connection).await?,
            ..Checked::default()
        };
        if let Connection::Sqlite(file) = &mut *connection {
            checked.problems = sqlite::problems(file).await?;
        }
        for (name, table) in [
            ("users", "users"),
            ("configurations", "configurations"),
            ("API keys", "api_keys"),
            ("sessions", "sessions"),
            ("audit events", "audit_events"),
        ] {
            let count = count_rows(&mut connection, table, None).await?;
            checked.counts.push((name, count));
        }
        Ok(checked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::run_script;

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
        let mut writing = store.write().await.unwrap();
        // What checks belongs to the connection, and can't be turned off in a transaction.
        let script = "COMMIT; PRAGMA foreign_keys = OFF; BEGIN;
            INSERT INTO sessions (jti, owner_id, signed_in_at, ends_at) VALUES ('x', 7, 0, 0)";
        run_script(&mut writing, script).await.unwrap();
        writing.commit().await.unwrap();
        let checked = store.check().await.unwrap();
        assert_eq!(checked.problems, ["a row of sessions belongs to none of users"]);
        assert!(checked.counts.contains(&("sessions", 1)));
    }
}
