//! Bringing the database to the form that this server knows.

use sea_query::{Expr, ExprTrait as _, Query};

use super::database::Connection;
use super::open::OpenError;
use super::statements::{execute, fetch_one, run_long_script, run_script};
use super::{Store, users};

/// How many migrations there are.
const NEWEST: usize = 7;

/// What was added to the database over time, in order. Never change one that was released: add another.
const SQLITE: [&str; NEWEST] = [
    include_str!("../../migrations/sqlite/0001_users.sql"),
    include_str!("../../migrations/sqlite/0002_configurations_and_api_keys.sql"),
    include_str!("../../migrations/sqlite/0003_sessions_end.sql"),
    include_str!("../../migrations/sqlite/0004_attempts.sql"),
    include_str!("../../migrations/sqlite/0005_last_sign_in_and_key_expiry.sql"),
    include_str!("../../migrations/sqlite/0006_audit_events.sql"),
    include_str!("../../migrations/sqlite/0007_search.sql"),
];

/// The same, as PostgreSQL says it.
const POSTGRES: [&str; NEWEST] = [
    include_str!("../../migrations/postgres/0001_users.sql"),
    include_str!("../../migrations/postgres/0002_configurations_and_api_keys.sql"),
    include_str!("../../migrations/postgres/0003_sessions_end.sql"),
    include_str!("../../migrations/postgres/0004_attempts.sql"),
    include_str!("../../migrations/postgres/0005_last_sign_in_and_key_expiry.sql"),
    include_str!("../../migrations/postgres/0006_audit_events.sql"),
    include_str!("../../migrations/postgres/0007_search.sql"),
];

/// From this version on names are the same whose compatibility forms are.
const COMPATIBLE_NAMES: usize = 3;

/// Applies what is missing, all of it or nothing, and makes sure that the database can be written to. Of several servers that start at
/// once one does it, and the others find it done.
pub(super) async fn apply(store: &Store) -> Result<(), OpenError> {
    apply_until(store, NEWEST).await
}

async fn apply_until(store: &Store, newest: usize) -> Result<(), OpenError> {
    let mut writing = store.write().await?;
    if count_tables(&mut writing, Some("schema_version")).await? == 0 {
        if count_tables(&mut writing, None).await? > 0 {
            return Err(OpenError::Foreign);
        }
        let first =
            "CREATE TABLE schema_version (version BIGINT NOT NULL); INSERT INTO schema_version VALUES (0);";
        run_script(&mut writing, first).await?;
    }
    let applied = usize::try_from(version(&mut writing).await?).map_err(|_| OpenError::Foreign)?;
    let migrations = match &*writing {
        Connection::Sqlite(_) => SQLITE,
        Connection::Postgres(_) => POSTGRES,
    };
    for migration in migrations.get(applied..newest).ok_or(OpenError::Newer)? {
        run_long_script(&mut writing, migration).await?;
    }
    if applied < COMPATIBLE_NAMES && newest >= COMPATIBLE_NAMES {
        users::rebuild_name_keys(&mut writing).await?;
    }
    // Written even if nothing is missing: a database that can't be written to is found out now, not by somebody's first change.
    let newest = i64::try_from(newest).unwrap_or(i64::MAX);
    let statement = Query::update()
        .table("schema_version")
        .value("version", newest)
        .take();
    execute(&mut writing, &statement).await?;
    writing.commit().await?;
    Ok(())
}

/// The version of the database's form.
pub(super) async fn version(connection: &mut Connection) -> Result<i64, super::StorageError> {
    let query = Query::select().column("version").from("schema_version").take();
    fetch_one(connection, &query, |row| Ok(row.try_get(0)?)).await
}

/// How many tables there are, or how many of that name.
async fn count_tables(connection: &mut Connection, name: Option<&str>) -> Result<i64, super::StorageError> {
    let mut query = Query::select();
    query.expr(Expr::val(1).count());
    let column = match connection {
        Connection::Sqlite(_) => {
            query
                .from("sqlite_master")
                .and_where(Expr::col("type").eq("table"));
            "name"
        }
        Connection::Postgres(_) => {
            query
                .from("pg_tables")
                .and_where(Expr::col("schemaname").eq(Expr::cust("current_schema()")));
            "tablename"
        }
    };
    if let Some(name) = name {
        query.and_where(Expr::col(column).eq(name));
    }
    fetch_one(connection, &query, |row| Ok(row.try_get(0)?)).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::account::Account;
    use crate::storage::{DatabaseUrl, sqlite};

    #[tokio::test]
    async fn who_came_first_keeps_a_name_that_two_have_and_the_other_can_still_be_changed() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("x.db");
        let store = Store(sqlite::open(&file).await.unwrap());
        apply_until(&store, 2).await.unwrap();
        let mut writing = store.write().await.unwrap();
        let full_width = "\u{ff41}\u{ff44}\u{ff41}";
        let script = "INSERT INTO users VALUES
            (3, 3, 3, 'ada', 'ada', NULL, NULL, 'hash', FALSE, 'web_app', NULL, 0, 0),
            (7, 7, 7, '\u{ff41}\u{ff44}\u{ff41}', '\u{ff41}\u{ff44}\u{ff41}', NULL, NULL, 'hash', FALSE, 'web_app', NULL, 0, 0);
            INSERT INTO names VALUES ('ada', 3), ('\u{ff41}\u{ff44}\u{ff41}', 7)";
        run_script(&mut writing, script).await.unwrap();
        writing.commit().await.unwrap();
        store.close().await;

        let url = DatabaseUrl::Sqlite(file);
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
