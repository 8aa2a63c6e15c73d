//! The database of a test.

use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use nodeum_admin_server::storage::DatabaseUrl;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, Row as _};

/// Names a database of PostgreSQL in which the tests may make schemas. Without it they run on SQLite.
const POSTGRES: &str = "NODEUM_TEST_POSTGRES";

/// A new database: a file in that folder, or a schema.
pub(crate) async fn url(folder: &Path) -> DatabaseUrl {
    let Ok(postgres) = std::env::var(POSTGRES) else {
        return DatabaseUrl::Sqlite(folder.join("test.db"));
    };
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let schema = format!("test_{}_{number}", std::process::id());
    let mut connection = PgConnection::connect(&postgres).await.unwrap();
    sqlx::raw_sql(AssertSqlSafe(format!("CREATE SCHEMA {schema}")))
        .execute(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();
    format!("{postgres}&options[search_path]={schema}")
        .parse()
        .unwrap()
}

/// All that a database holds.
pub(crate) async fn content(url: &DatabaseUrl) -> Vec<u8> {
    match url {
        DatabaseUrl::Sqlite(file) => {
            let files = std::fs::read_dir(file.parent().unwrap()).unwrap();
            files
                .flat_map(|entry| std::fs::read(entry.unwrap().path()).unwrap())
                .collect()
        }
        DatabaseUrl::Postgres(options) => {
            let mut connection = PgConnection::connect_with(options).await.unwrap();
            let all = "SELECT schema_to_xml(current_schema(), true, false, '')::text";
            let row = sqlx::query(all).fetch_one(&mut connection).await.unwrap();
            row.get::<String, _>(0).into_bytes()
        }
    }
}
