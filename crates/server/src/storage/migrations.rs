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
        users::rebuild_name_keys(&mut writing).await?;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::account::Account;
    use crate::storage::DatabaseUrl;
    use api_types::{SourceType, Timestamp};

    fn account(id: i64, username: &str) -> Account {
        let now = Timestamp::from_unix_millis(0);
        Account {
            id,
            user_id: id,
            group_id: id,
            username: username.into(),
            email: None,
            password_hash: "hash".into(),
            is_admin: false,
            source_type: SourceType::WebApp,
            expired_at: None,
            created_at: now,
            updated_at: now,
        }
    }

    #[tokio::test]
    async fn who_came_first_keeps_a_name_that_two_have_and_the_other_can_still_be_changed() {
        let folder = tempfile::tempdir().unwrap();
        let url: DatabaseUrl = format!("sqlite://{}/x.db", folder.path().display())
            .parse()
            .unwrap();
        let store = Store::open(&url).await.unwrap();
        let mut writing = store.write().await.unwrap();
        let full_width = "\u{ff41}\u{ff44}\u{ff41}";
        users::fill(&mut writing, &[account(3, "ada"), account(7, "other")])
            .await
            .unwrap();
        // As version 2 left them.
        for statement in [
            "UPDATE users SET username = '\u{ff41}\u{ff44}\u{ff41}' WHERE id = 7",
            "UPDATE names SET name = '\u{ff41}\u{ff44}\u{ff41}' WHERE owner_id = 7",
            "DROP INDEX sessions_ends_at",
            "UPDATE schema_version SET version = 2",
        ] {
            sqlx::query(statement).execute(&mut *writing).await.unwrap();
        }
        writing.commit().await.unwrap();
        store.close().await;

        let store = Store::open(&url).await.unwrap();
        let mut writing = store.write().await.unwrap();
        for name in ["ADA", full_width] {
            assert_eq!(users::by_name(&mut writing, name).await.unwrap().unwrap().id, 3);
        }
        let before = users::by_id(&mut writing, 7).await.unwrap().unwrap();
        let demoted = Account {
            is_admin: true,
            ..before.clone()
        };
        let taken = users::update(&mut writing, &before, &demoted).await.unwrap();
        assert!(!taken.any());
        let renamed = Account {
            username: "bob".into(),
            ..before.clone()
        };
        assert!(
            !users::update(&mut writing, &demoted, &renamed)
                .await
                .unwrap()
                .any()
        );
        assert_eq!(users::by_name(&mut writing, "bob").await.unwrap().unwrap().id, 7);
        let back = users::update(&mut writing, &renamed, &before).await.unwrap();
        assert!(back.username, "it is somebody else's");
    }
}
