//! Sessions: a token is good only while its session is stored.

use api_types::Timestamp;
use sea_query::{Expr, ExprTrait as _, Query};

use super::StorageError;
use super::database::Connection;
use super::statements::{Row, delete_rows, execute, fetch_optional, insert_row};

/// A session that began with sign_in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Identifies it, as the claim `jti` of its tokens.
    pub jti: String,
    /// The numeric id of the user.
    pub owner_id: i64,
    /// When it began.
    pub signed_in_at: Timestamp,
    /// When the last token that it can ever get has expired.
    pub ends_at: Timestamp,
}

fn read(row: &Row) -> Result<Session, StorageError> {
    Ok(Session {
        jti: row.try_get("jti")?,
        owner_id: row.try_get("owner_id")?,
        signed_in_at: Timestamp::from_unix_millis(row.try_get("signed_in_at")?),
        ends_at: Timestamp::from_unix_millis(row.try_get("ends_at")?),
    })
}

/// The session of that `jti`, if it still exists.
pub async fn find(connection: &mut Connection, jti: &str) -> Result<Option<Session>, StorageError> {
    let query = Query::select()
        .columns(["jti", "owner_id", "signed_in_at", "ends_at"])
        .from("sessions")
        .and_where(Expr::col("jti").eq(jti))
        .take();
    fetch_optional(connection, &query, read).await
}

/// How many sessions are forgotten at once: a few milliseconds' work, for which others wait.
const BATCH: u64 = 1000;

/// Forgets some of the sessions that have ended by themselves, and says whether there may be more.
pub async fn forget_ended(connection: &mut Connection, now: Timestamp) -> Result<bool, StorageError> {
    let ended = Query::select()
        .column("jti")
        .from("sessions")
        .and_where(Expr::col("ends_at").lte(now.unix_millis()))
        .limit(BATCH)
        .take();
    Ok(delete_rows(connection, "sessions", Expr::col("jti").in_subquery(ended)).await? == BATCH)
}

/// Begins a session.
pub async fn begin(connection: &mut Connection, session: &Session) -> Result<(), StorageError> {
    let row = [
        ("jti", session.jti.as_str().into()),
        ("owner_id", session.owner_id.into()),
        ("signed_in_at", session.signed_in_at.unix_millis().into()),
        ("ends_at", session.ends_at.unix_millis().into()),
    ];
    let insert = insert_row("sessions", row);
    execute(connection, &insert).await.map(|_| ())
}

/// Ends a session.
pub async fn end(connection: &mut Connection, jti: &str) -> Result<(), StorageError> {
    delete_rows(connection, "sessions", Expr::col("jti").eq(jti)).await?;
    Ok(())
}

/// Ends all sessions of a user.
pub async fn end_all_of(connection: &mut Connection, owner_id: i64) -> Result<(), StorageError> {
    delete_rows(connection, "sessions", Expr::col("owner_id").eq(owner_id)).await?;
    Ok(())
}
