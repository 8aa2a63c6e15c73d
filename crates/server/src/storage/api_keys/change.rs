//! Creating, changing and deleting API keys.

use api_types::Timestamp;
use api_types::validation::fold_case;
use sea_query::{Cond, Expr, ExprTrait as _, Query};

use super::owned_by;
use crate::domain::api_key::StoredKey;
use crate::storage::StorageError;
use crate::storage::database::Connection;
use crate::storage::statements::{delete_rows, execute, fetch_one, insert_row};

/// Stores a new key by its hash and returns it with the id that the database chose. It may do nothing yet.
pub async fn create(
    connection: &mut Connection,
    key: StoredKey,
    hash: String,
) -> Result<StoredKey, StorageError> {
    let row = [
        ("owner_id", key.owner_id.into()),
        ("hash", hash.into()),
        ("last_four", key.last_four.as_str().into()),
        ("name", key.name.as_str().into()),
        ("name_folded", fold_case(&key.name).into()),
        ("created_at", key.created_at.unix_millis().into()),
        ("expired_at", key.expired_at.map(Timestamp::unix_millis).into()),
    ];
    let insert = insert_row("api_keys", row).returning_col("id").take();
    let id = fetch_one(connection, &insert, |row| Ok(row.try_get("id")?)).await?;
    Ok(StoredKey { id, ..key })
}

/// Stores the name and the expiry of a changed key.
pub async fn update(connection: &mut Connection, key: &StoredKey) -> Result<(), StorageError> {
    let statement = Query::update()
        .table("api_keys")
        .values([
            ("name", key.name.as_str().into()),
            ("name_folded", fold_case(&key.name).into()),
            ("expired_at", key.expired_at.map(Timestamp::unix_millis).into()),
        ])
        .and_where(Expr::col("id").eq(key.id))
        .take();
    execute(connection, &statement).await.map(|_| ())
}

/// Deletes a key of that owner with its scopes.
pub async fn delete(connection: &mut Connection, owner_id: i64, id: i64) -> Result<(), StorageError> {
    let own = owned_by(owner_id).and(Expr::col("id").eq(id));
    delete_rows(connection, "api_keys", own).await?;
    Ok(())
}

/// Notes when keys were last used. Those that have been deleted meanwhile are passed over, as are uses before one that another server
/// has noted.
pub async fn note_uses(
    connection: &mut Connection,
    uses: impl IntoIterator<Item = (i64, Timestamp)>,
) -> Result<(), StorageError> {
    for (id, at) in uses {
        let statement = Query::update()
            .table("api_keys")
            .value("last_used_at", at.unix_millis())
            .and_where(Expr::col("id").eq(id))
            .cond_where(
                Cond::any()
                    .add(Expr::col("last_used_at").is_null())
                    .add(Expr::col("last_used_at").lt(at.unix_millis())),
            )
            .take();
        execute(connection, &statement).await?;
    }
    Ok(())
}
