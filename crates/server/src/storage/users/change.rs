//! Changing and deleting users.

use api_types::Timestamp;
use sea_query::{Expr, ExprTrait as _, Query};

use super::{Taken, names, row};
use crate::domain::account::Account;
use crate::storage::StorageError;
use crate::storage::database::Connection;
use crate::storage::statements::{delete_rows, execute};

/// Stores a changed user, and returns which of the names are somebody else's. Nothing may be committed if any is. A name that
/// stays is never one: it may be somebody else's since a time when fewer names were the same.
pub async fn update(
    connection: &mut Connection,
    before: &Account,
    after: &Account,
) -> Result<Taken, StorageError> {
    let statement = Query::update()
        .table("users")
        .values(row(after))
        .and_where(Expr::col("id").eq(after.id))
        .take();
    execute(connection, &statement).await?;
    let taken = names::claim(connection, after).await?;
    Ok(Taken {
        username: taken.username && before.username != after.username,
        email: taken.email && before.email != after.email,
    })
}

/// Notes that a user has begun a session.
pub async fn note_sign_in(connection: &mut Connection, id: i64, at: Timestamp) -> Result<(), StorageError> {
    let statement = Query::update()
        .table("users")
        .value("last_sign_in_at", at.unix_millis())
        .and_where(Expr::col("id").eq(id))
        .take();
    execute(connection, &statement).await.map(|_| ())
}

/// Deletes a user with all that is theirs.
pub async fn delete(connection: &mut Connection, id: i64) -> Result<(), StorageError> {
    delete_rows(connection, "users", Expr::col("id").eq(id)).await?;
    Ok(())
}
