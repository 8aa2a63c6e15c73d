//! Creating, changing and deleting API keys.

use api_types::Timestamp;
use api_types::validation::fold_case;
use sea_query::{Cond, Expr, ExprTrait as _, Query};

use super::owned_by;
use crate::domain::api_key::StoredKey;
use crate::storage::StorageError;
use crate::storage::database::Connection;
use crate::storage::statements::{execute, fetch_one, insert_row};
use crate::storage::tables::ApiKeys;

/// Stores a new key by its hash and returns it with the id that the database chose. It may do nothing yet.
///
/// # Errors
/// The database failed.
pub async fn create(
    connection: &mut Connection,
    key: StoredKey,
    hash: String,
) -> Result<StoredKey, StorageError> {
    let row = [
        (ApiKeys::OwnerId, key.owner_id.into()),
        (ApiKeys::Hash, hash.into()),
        (ApiKeys::LastFour, key.last_four.as_str().into()),
        (ApiKeys::Name, key.name.as_str().into()),
        (ApiKeys::NameFolded, fold_case(&key.name).into()),
        (ApiKeys::CreatedAt, key.created_at.unix_millis().into()),
        (
            ApiKeys::ExpiredAt,
            key.expired_at.map(Timestamp::unix_millis).into(),
        ),
    ];
    let insert = insert_row(ApiKeys::Table, row).returning_col(ApiKeys::Id).take();
    let id = fetch_one(connection, &insert, |row| Ok(row.try_get("id")?)).await?;
    Ok(StoredKey { id, ..key })
}

/// Stores the name and the expiry of a changed key.
///
/// # Errors
/// The database failed.
pub async fn update(connection: &mut Connection, key: &StoredKey) -> Result<(), StorageError> {
    let statement = Query::update()
        .table(ApiKeys::Table)
        .values([
            (ApiKeys::Name, key.name.as_str().into()),
            (ApiKeys::NameFolded, fold_case(&key.name).into()),
            (
                ApiKeys::ExpiredAt,
                key.expired_at.map(Timestamp::unix_millis).into(),
            ),
        ])
        .and_where(Expr::col(ApiKeys::Id).eq(key.id))
        .take();
    execute(connection, &statement).await.map(|_| ())
}

/// Deletes a key of that owner with its scopes, and says whether there was one.
///
/// # Errors
/// The database failed.
pub async fn delete(connection: &mut Connection, owner_id: i64, id: i64) -> Result<bool, StorageError> {
    let statement = Query::delete()
        .from_table(ApiKeys::Table)
        .and_where(owned_by(owner_id))
        .and_where(Expr::col(ApiKeys::Id).eq(id))
        .take();
    Ok(execute(connection, &statement).await? > 0)
}

/// Notes when keys were last used. Those that have been deleted meanwhile are passed over, as are uses before one that another server
/// has noted.
///
/// # Errors
/// The database failed.
pub async fn note_uses(
    connection: &mut Connection,
    uses: impl IntoIterator<Item = (i64, Timestamp)>,
) -> Result<(), StorageError> {
    for (id, at) in uses {
        let statement = Query::update()
            .table(ApiKeys::Table)
            .value(ApiKeys::LastUsedAt, at.unix_millis())
            .and_where(Expr::col(ApiKeys::Id).eq(id))
            .cond_where(
                Cond::any()
                    .add(Expr::col(ApiKeys::LastUsedAt).is_null())
                    .add(Expr::col(ApiKeys::LastUsedAt).lt(at.unix_millis())),
            )
            .take();
        execute(connection, &statement).await?;
    }
    Ok(())
}
