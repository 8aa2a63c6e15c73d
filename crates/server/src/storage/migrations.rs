//! Bringing the database to the form that this server knows.

use sqlx::Row as _;

use super::open::OpenError;
use super::{StorageError, Store, users};

/// What was added to the database over time, in order. Never change one that was released: add another.
const MIGRATIONS: [&str; 3] = [
    include_str!("../../migrations/sqlite/0001_users.sql"),
    include_str!("../../migrations/sqlite/0002_configurations_and_api_keys.sql"),
    include_str!("../../migrations/sqlite/0003_sessions_end.sql"),
];

/// From this version on names are the same whose compatibility forms are.
const COMPATIBLE_NAMES: usize = 3;

/// Applies what is missing, all of it or nothing, and makes sure that the database can be written to.
pub(super) async fn apply(store: &Store) -> Result<(), OpenError> {
    let mut writing = store.write().await?;
    let tables: i64 = sqlx::query("SELECT COUNT(*) FROM sqlite_master WHERE type = 'table'")
        .fetch_one(&mut *writing)
        .await
        .and_then(|row| row.try_get(0))
        .map_err(StorageError::from)?;
    let ours: i64 = sqlx::query("SELECT COUNT(*) FROM sqlite_master WHERE name = 'schema_version'")
        .fetch_one(&mut *writing)
        .await
        .and_then(|row| row.try_get(0))
        .map_err(StorageError::from)?;
    if ours == 0 {
        if tables > 0 {
            return Err(OpenError::Foreign);
        }
        sqlx::raw_sql(
            "CREATE TABLE schema_version (version BIGINT NOT NULL); INSERT INTO schema_version VALUES (0);",
        )
        .execute(&mut *writing)
        .await
        .map_err(StorageError::from)?;
    }
    let version: i64 = sqlx::query("SELECT version FROM schema_version")
        .fetch_one(&mut *writing)
        .await
        .and_then(|row| row.try_get(0))
        .map_err(StorageError::from)?;
    let applied = usize::try_from(version).map_err(|_| OpenError::Foreign)?;
    let missing = MIGRATIONS.get(applied..).ok_or(OpenError::Newer)?;
    for &migration in missing {
        sqlx::raw_sql(migration)
            .execute(&mut *writing)
            .await
            .map_err(StorageError::from)?;
    }
    if applied < COMPATIBLE_NAMES {
        users::make_keys_anew(&mut writing).await?;
    }
    // Written even if nothing is missing: a database that can't be written to is found out now, not by somebody's first change.
    sqlx::query("UPDATE schema_version SET version = ?")
        .bind(i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX))
        .execute(&mut *writing)
        .await
        .map_err(StorageError::from)?;
    writing.commit().await?;
    Ok(())
}
