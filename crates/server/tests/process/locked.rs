//! A database that another program keeps for itself.

use sqlx::ConnectOptions as _;
use sqlx::sqlite::SqliteConnectOptions;

use crate::support::{QUIET, Running, command};

const PASSWORD: &str = "correct horse";

#[tokio::test(flavor = "multi_thread")]
async fn a_locked_database_is_told_read_on_and_written_to_when_it_is_free() {
    let folder = tempfile::tempdir().unwrap();
    let server = Running::start(
        command(folder.path())
            .env("NODEUM_ADMIN_PASSWORD", PASSWORD)
            .args(QUIET),
    );
    let token = server.token(PASSWORD);
    let ask = |method: &str, path: &str, body: &str| server.ask(method, path, Some(&token), body);
    let configurations = "/api/v2/users/me/configurations";
    let file = folder.path().join("data/nodeum-admin.db");
    let mut other = SqliteConnectOptions::new()
        .filename(file)
        .connect()
        .await
        .unwrap();
    sqlx::query("BEGIN IMMEDIATE").execute(&mut other).await.unwrap();
    let answer = ask("POST", configurations, r#"{"key": "locked"}"#);
    assert!(answer.starts_with("HTTP/1.1 503 "), "{answer}");
    assert!(
        answer.contains("\r\nretry-after: ") && answer.contains("The database is busy"),
        "{answer}"
    );
    assert!(ask("GET", configurations, "").starts_with("HTTP/1.1 200 "));
    sqlx::query("ROLLBACK").execute(&mut other).await.unwrap();
    let answer = ask("POST", configurations, r#"{"key": "free"}"#);
    assert!(answer.starts_with("HTTP/1.1 201 "), "{answer}");
    let list = ask("GET", configurations, "");
    assert!(
        list.contains("\"free\"") && !list.contains("\"locked\""),
        "{list}"
    );
}
